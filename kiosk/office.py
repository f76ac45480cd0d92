"""What the kiosk knows of the office at this moment: the services on offer, who waits, whether the server answers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from counter_server.domain.documents import DOCUMENTS_MISSING
from counter_server.protocol.messages import ServiceNow, WaitingCounts
from counter_server.protocol.offer import ServiceFace, Services
from counter_server.protocol.terms import Role

INFORMATION = "S"
WITHOUT_IDENTITY = "L"
"""Letters that mean the same service everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Replaced as a whole whenever something of it changes."""

    languages: tuple[str, ...] = ("id", "en")
    """Offered on the welcome, the main one first."""
    services: tuple[ServiceFace, ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)
    """Service letter → how many wait, all steps together."""
    away: bool = False
    """The server does not answer at this moment."""

    @property
    def known(self) -> bool:
        """Whether there is anything to offer, fresh or remembered."""
        return bool(self.services)

    @property
    def open(self) -> bool:
        """Whether any service takes tickets now."""
        return any(service.open for service in self.services)

    @property
    def opens(self) -> datetime | None:
        """When the first of its services opens next."""
        return min((service.opens for service in self.services if service.opens), default=None)

    def service(self, letter: str) -> ServiceFace | None:
        """The service of this letter, if it is on offer."""
        return next((service for service in self.services if service.letter == letter), None)

    def helping_service(self, chosen: str) -> str:
        """The letter under which a visitor who asks for help reaches the extra staff without showing a paper: the one
        chosen, if it leads there, else information, else any that does, else any; empty when all are closed."""
        wanted = [chosen, INFORMATION]
        ready = [service for service in self.services if service.open]
        ready.sort(key=lambda service: wanted.index(service.letter) if service.letter in wanted else len(wanted))
        letters = [service.letter for service in ready if leads_to_help(service)] + [s.letter for s in ready]
        return letters[0] if letters else ""

    def informing_service(self) -> ServiceFace | None:
        """Where questions are answered, if it is open."""
        service = self.service(INFORMATION)
        return service if service and service.open else None

    def with_services(self, answer: Services) -> "Office":
        """The offer as the server told it last."""
        return replace(self, services=tuple(answer.services))

    def with_opening(self, opening: Iterable[ServiceNow]) -> "Office":
        """The same offer, with what has opened or closed since."""
        now = {service.letter: service for service in opening}
        services = tuple(
            replace(face, open=now[face.letter].open, opens=now[face.letter].opens) if face.letter in now else face
            for face in self.services
        )
        return replace(self, services=services)

    def with_waiting(self, waiting: WaitingCounts) -> "Office":
        """The same offer, with who waits now."""
        return replace(self, waiting={letter: sum(steps.values()) for letter, steps in waiting.items()})

    def with_away(self, away: bool) -> "Office":
        """The same offer, with whether the server answers."""
        return replace(self, away=away)


def role_at_first(service: ServiceFace, circumstances: Collection[str]) -> str:
    """The role of the step a new ticket starts at, as `domain.service.Service.first_step` finds it."""
    steps = service.steps
    by_circumstance = [step for step in steps if set(circumstances).intersection(step.get("when") or ())]
    unconditional = [step for step in steps if not step.get("when")]
    first = next(iter((*by_circumstance, *unconditional, *steps)), {})
    return str(first.get("role", ""))


def leads_to_help(service: ServiceFace) -> bool:
    """Whether a ticket without papers and answers starts at the extra staff."""
    missing = {DOCUMENTS_MISSING} if service.documents else set()
    return role_at_first(service, missing) == Role.EXTRA
