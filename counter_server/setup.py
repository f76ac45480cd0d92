"""What a branch is set up to be, in the form operations need it: read from the database, immutable, versioned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from counter_server.domain.assignment import queues_of
from counter_server.domain.opening_hours import OpeningHours
from counter_server.domain.refusals import CounterUnknown, ServiceUnknown
from counter_server.domain.service import Service, Step
from counter_server.domain.staff import Member
from counter_server.domain.ticket import Ticket
from counter_server.presets import LoadedService
from counter_server.protocol.branch_file import BranchFile, CounterPlace
from counter_server.protocol.hours_settings import Hours
from counter_server.protocol.terms import Mode, Role

SECOND = 1000
MINUTE = 60 * SECOND


@dataclass(frozen=True, slots=True, eq=False)
class Setup:
    """A branch's file, its services in every version a ticket may still have, and what follows from them."""

    version: int
    branch: BranchFile
    services: Mapping[str, LoadedService]
    """The present version of each, by letter."""
    versions: Mapping[tuple[str, int], Service]
    mode: Mode
    demo: bool
    hours: OpeningHours
    counters: Mapping[str, CounterPlace]
    _queues: dict[tuple[Role, str, tuple[str, ...]], frozenset[str]] = field(default_factory=dict)
    _role_queues: dict[Role, frozenset[str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The branch's key."""
        return self.branch.branch.key

    @property
    def zone(self) -> ZoneInfo:
        """The branch's zone."""
        return self.hours.zone

    @property
    def weight(self) -> float:
        """How much faster the priority class gains."""
        return self.branch.calling.priority_weight

    @property
    def wrap_up(self) -> int:
        """Milliseconds."""
        return self.branch.calling.wrap_up_seconds * SECOND

    @property
    def no_show_penalty(self) -> int:
        """Milliseconds."""
        return self.branch.calling.no_show_penalty_minutes * MINUTE

    @property
    def print_grace(self) -> int:
        """Milliseconds."""
        return self.branch.calling.print_grace_seconds * SECOND

    def service(self, letter: str) -> LoadedService:
        """The present version of a service, or refuses."""
        found = self.services.get(letter)
        if found is None:
            raise ServiceUnknown(service=letter)
        return found

    def step(self, ticket: Ticket) -> Step:
        """The step a ticket is at, in the version it was issued under."""
        return self.versions[ticket.service, ticket.service_version].step(ticket.step)

    def table(self, ticket: Ticket) -> Service:
        """The table of steps a ticket follows."""
        return self.versions[ticket.service, ticket.service_version]

    def counter(self, key: str) -> CounterPlace:
        """A counter, or refuses."""
        found = self.counters.get(key)
        if found is None:
            raise CounterUnknown(counter=key)
        return found

    def queues(self, member: Member) -> frozenset[str]:
        """What a member of staff serves."""
        asked = (member.role, member.staff, member.services)
        if asked not in self._queues:
            tables = list(self.versions.values())
            self._queues[asked] = queues_of(member.role, member.staff, member.services, tables)
        return self._queues[asked]

    def role_queues(self, role: Role) -> frozenset[str]:
        """What a role serves, nobody's own queue among it."""
        if role not in self._role_queues:
            queues = self.queues(Member(staff="", name="", role=role))
            self._role_queues[role] = frozenset(queue for queue in queues if queue != "@")
        return self._role_queues[role]

    def moment(self, at: int) -> datetime:
        """Milliseconds since 1970 UTC as an aware datetime in the branch's zone."""
        return datetime.fromtimestamp(at / SECOND, self.zone)

    def business_day(self, at: int) -> str:
        """The day on the branch's own wall, ISO."""
        return self.hours.business_day(self.moment(at)).isoformat()


def opening_hours(hours: Hours, zone: ZoneInfo) -> OpeningHours:
    """The file's hours as the domain's calendar."""

    return OpeningHours(
        weekly={
            weekday: tuple((span.start, span.end) for span in sorted(hours.weekly.on(weekday))) for weekday in range(7)
        },
        holidays={holiday.date: holiday.name for holiday in hours.holidays},
        last_ticket=timedelta(minutes=hours.last_ticket_minutes),
        zone=zone,
    )


def set_up(
    version: int,
    branch: BranchFile,
    services: Mapping[str, LoadedService],
    versions: Mapping[tuple[str, int], Service],
    *,
    demo: bool,
    mode: Mode | None,
) -> Setup:
    """`mode`: of the command line, over the branch's own. A demonstration is always open."""
    zone = ZoneInfo(branch.branch.zone)
    return Setup(
        version=version,
        branch=branch,
        services=services,
        versions=versions,
        mode=mode or branch.calling.mode,
        demo=demo,
        hours=OpeningHours.always(zone) if demo else opening_hours(branch.hours, zone),
        counters={counter.key: counter for counter in branch.counters},
    )
