"""What the kiosk knows of the office at this moment: the services on offer, who waits, whether the server answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from counter_server.domain.documents import DOCUMENTS_MISSING
from counter_server.protocol.messages import ServiceNow, WaitingCounts
from counter_server.protocol.offer import Contact, PaperAdvice, ServiceFace, Services, ServiceTexts
from counter_server.protocol.terms import Form, Paper, Role

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
    series: str = ""
    """The kiosk's own letter; empty: it gives no numbers while the server is away."""
    keeps: bool = True
    """Whether the kiosk's disk keeps what it would have to deliver later."""
    papers: Mapping[str, PaperAdvice] = field(default_factory=dict)
    """Where a missing paper comes from and what it costs, as the branch says it."""
    pledge: Mapping[str, str] = field(default_factory=dict)
    """The maklumat pelayanan, by language."""
    pledged_by: str = ""
    contact: Contact | None = None
    identity_skippable: bool = True
    survey: bool = False
    """Whether the branch asks here those who have been served."""
    openings: tuple[tuple[datetime, datetime], ...] = ()
    """When tickets are taken, for a kiosk that is not told any more: from, and until but not including."""

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

    @property
    def on_break(self) -> bool:
        """Closed only until later on a day on which tickets were taken already."""
        opens = self.opens
        if self.open or opens is None:
            return False
        return any(until <= opens and until.date() == opens.date() for _, until in self.openings)

    @property
    def goes_on(self) -> bool:
        """Whether a visitor gets a number now, with the server or without."""
        return not self.away or (self.keeps and bool(self.series))

    @property
    def asks_survey(self) -> bool:
        """Not while nobody would hear the answers: the kiosk keeps none."""
        return self.survey and not self.away

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
        services = tuple(replace(face, documents=papers_known(face.documents)) for face in answer.services)
        return replace(
            self, services=services, series=answer.series, openings=tuple(answer.openings), papers=answer.papers,
            pledge=answer.pledge, pledged_by=answer.pledged_by, contact=answer.contact,
            identity_skippable=answer.identity_skippable, survey=answer.survey,
        )  # fmt: skip

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

    def with_outbox(self, keeps: bool) -> "Office":
        """The same offer, with whether numbers can be kept until the server is back."""
        return replace(self, keeps=keeps)

    def at(self, moment: datetime) -> "Office":
        """The same offer as it is at this moment. While the server is away, the remembered hours open and close it."""
        if not self.away or not self.openings:
            return self
        is_open = any(start <= moment < until for start, until in self.openings)
        opens = None if is_open else min((start for start, _ in self.openings if start > moment), default=None)
        return replace(self, services=tuple(replace(face, open=is_open, opens=opens) for face in self.services))


def papers_known(documents: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Without papers and forms a newer server may ask for and this kiosk cannot show: staff will see to them."""
    known = {paper: [form for form in forms if form in list(Form)] for paper, forms in documents.items()}
    return {paper: forms for paper, forms in known.items() if forms and paper in list(Paper)}


def texts(service: ServiceFace, language: str) -> ServiceTexts:
    """What a service says of itself in this language, else in its first, else its letter."""
    first = next(iter(service.texts.values()), None)
    return service.texts.get(language) or first or ServiceTexts(name=service.letter, short="")


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
