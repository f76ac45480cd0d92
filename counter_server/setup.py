"""What a branch is set up to be, in the form operations need it: read from the database, immutable, versioned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from counter_server.domain.assignment import queues_of
from counter_server.domain.breaks import EVERY_DAY, PlannedBreak
from counter_server.domain.forecast.foresight import Foresight
from counter_server.domain.opening_hours import OpeningHours, Stretch
from counter_server.domain.refusals import CounterUnknown, ServiceUnknown
from counter_server.domain.service import Service, Step
from counter_server.domain.staff import Member
from counter_server.domain.ticket import Ticket
from counter_server.domain.unanswered import Patience
from counter_server.presets import LoadedService
from counter_server.protocol.branch_file import BranchFile, CounterPlace
from counter_server.protocol.break_settings import WEEKDAYS
from counter_server.protocol.hours_settings import Hours, Weekly
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
    foresight: Foresight = field(default_factory=Foresight)
    """What this process foresees of the hall: not a part of the setup, but beside it wherever the setup is."""
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
    def patience(self) -> Patience:
        """How long a call waits for its visitor."""
        calling = self.branch.calling
        return Patience(
            walking=calling.walking_seconds * SECOND,
            between=calling.recall_after_seconds * SECOND,
            recalls=calling.recalls_before_no_show,
        )

    @property
    def breaks(self) -> tuple[PlannedBreak, ...]:
        """The plan of breaks."""
        return tuple(
            PlannedBreak(
                start=one.time.start, end=one.time.end, staff=frozenset(one.staff),
                weekdays=frozenset(WEEKDAYS.index(day) for day in one.days) or EVERY_DAY,
            )
            for one in self.branch.breaks
        )  # fmt: skip

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
            self._queues[asked] = queues_of(member.role, member.staff, member.services, self._tables())
        return self._queues[asked]

    def _tables(self) -> list[Service]:
        """Each service with every step a ticket may be at, as its newest version has the step: a step that was given
        to another role is served by that one alone."""
        steps: dict[str, dict[str, Step]] = {}
        for (letter, _), service in sorted(self.versions.items(), key=lambda one: one[0]):
            steps.setdefault(letter, {}).update({step.key: step for step in service.steps})
        return [Service(letter=letter, steps=tuple(known.values())) for letter, known in steps.items()]

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
        weekly=_week(hours.weekly),
        special=tuple((one.first, one.last, _week(one.weekly)) for one in hours.special),
        holidays={holiday.date: holiday.name for holiday in hours.holidays},
        last_ticket=timedelta(minutes=hours.last_ticket_minutes),
        zone=zone,
    )


def _week(weekly: Weekly) -> dict[int, tuple[Stretch, ...]]:
    return {day: tuple((span.start, span.end) for span in sorted(weekly.on(day))) for day in range(7)}


def set_up(
    version: int,
    branch: BranchFile,
    services: Mapping[str, LoadedService],
    versions: Mapping[tuple[str, int], Service],
    *,
    demo: bool,
    mode: Mode | None,
    foresight: Foresight | None = None,
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
        foresight=foresight or Foresight(),
    )
