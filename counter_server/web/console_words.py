"""A ticket in one language: its service, step, papers, answers and what to watch. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Ticket
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import For, Insurance, PrintStatus, Residence

TO_LOOK_INTO = frozenset({Insurance.UNSURE, Residence.UNSURE, Residence.ELSEWHERE, For.ANONYMOUS})
UNPRINTED = (PrintStatus.TO_PRINT, PrintStatus.NOT_PRINTED)


@dataclass(frozen=True, slots=True)
class Tick:
    """One form of a paper. `digit` is its key."""

    form: str
    ticked: bool
    needed: bool
    digit: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper and its forms."""

    paper: str
    forms: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the visitor said to a question; `unsure` where staff should look into it."""

    question: str
    words: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class Hint:
    """Something staff should know; a grave one needs an act."""

    words: str
    grave: bool = False


@dataclass(frozen=True)
class TicketWords:
    """The words of this branch's tickets."""

    locale: Locale
    services: Sequence[ServiceFace]

    @cached_property
    def _by_letter(self) -> Mapping[str, ServiceFace]:
        return {service.letter: service for service in self.services}

    def service(self, letter: str) -> ServiceFace | None:
        """The service of this letter, unless the branch no longer has it."""
        return self._by_letter.get(letter)

    def service_name(self, ticket: Ticket) -> str:
        """What the visitor came for."""
        service = self.service(ticket.service)
        return self.name_of(service) if service else ticket.service

    def name_of(self, service: ServiceFace) -> str:
        """A service's name."""
        return service.texts[self.locale.language].name

    def step_name(self, ticket: Ticket) -> str:
        """Which step of it."""
        return self.step_words(ticket.step)

    def step_words(self, step: str) -> str:
        """A step's name; a branch's own step stands for itself."""
        key = f"common.step.{step}"
        return self.locale.say(key) if self.locale.has(key) else step

    def leads(self, ticket: Ticket) -> Mapping[str, str]:
        """Outcome of the ticket's step → the step it leads to, empty where the visit ends."""
        service = self.service(ticket.service)
        steps = service.steps if service else []
        found: Mapping[str, str] = next((step.get("next", {}) for step in steps if step["key"] == ticket.step), {})
        return found

    def papers(self, ticket: Ticket) -> tuple[PaperRow, ...]:
        """The papers the service asks for, each form ticked or not."""
        service = self.service(ticket.service)
        digits = iter("123456789")
        asked = service.documents if service else ticket.documents
        return tuple(
            PaperRow(paper, tuple(_ticks(ticket, paper, forms, digits))) for paper, forms in asked.items() if forms
        )

    def missing(self, ticket: Ticket) -> str:
        """The forms still missing, in one line."""
        say = self.locale.say
        return ", ".join(
            f"{say(f'common.document.{paper}')} {say(f'common.form.{form}')}"
            for paper, forms in ticket.missing.items()
            for form in forms
        )

    def answers(self, ticket: Ticket) -> list[Answer]:
        """The visitor's answers."""
        return [
            Answer(self.locale.say(f"common.question.{key}"), self._answer(ticket, key, given), given in TO_LOOK_INTO)
            for key, given in ticket.answers.items()
            if self.locale.has(f"common.question.{key}")
        ]

    def hints(self, ticket: Ticket) -> list[Hint]:
        """What staff should know: the print first, then what the numbers tell."""
        hints = [Hint(self.locale.say(f"common.warning.{code}")) for code in ticket.warnings if self._known(code)]
        if ticket.print_status in UNPRINTED:
            return [Hint(self.locale.say(f"console.warning.{ticket.print_status}"), grave=True), *hints]
        return hints

    def _known(self, code: str) -> bool:
        return self.locale.has(f"common.warning.{code}")

    def _answer(self, ticket: Ticket, question: str, given: str) -> str:
        service = self.service(ticket.service)
        asked = next((one for one in (service.questions if service else []) if one.key == question), None)
        texts = next((choice.texts for choice in (asked.choices if asked else []) if choice.key == given), {})
        key = f"common.answer.{question}.{given}"
        said = self.locale.say(key) if self.locale.has(key) else given
        return texts.get(self.locale.language, said)


def _ticks(ticket: Ticket, paper: str, forms: Sequence[str], digits: Iterator[str]) -> Iterator[Tick]:
    held, lacking = ticket.documents.get(paper, []), ticket.missing.get(paper, [])
    for form in forms:
        yield Tick(form, form in held, form in lacking, next(digits, ""))
