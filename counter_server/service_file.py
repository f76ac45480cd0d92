"""What a service sets: one file of `assets/services/`. The table of its steps is the office's SOP."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from counter_server.domain.service import Check, Service, Step
from counter_server.protocol.declaration import once, slug
from counter_server.protocol.mistakes import nearest
from counter_server.protocol.offer import ServiceTexts
from counter_server.protocol.settings import Wrong, rule, setting
from counter_server.protocol.terms import Form, Language, Outcome, Paper, Place, Role

Circumstance = Literal["documents_missing", "residence_elsewhere", "residence_unsure", "insurance_unsure", "anonymous"]
QuestionKey = Literal["for", "insurance", "residence", "hospital"]
Serves = Literal[Role.VERIFIER, Role.EXTRA]
"""The supervisor sees to everything, but starts and finishes nothing."""
Ended = Literal[
    Outcome.COMPLETE, Outcome.DOCUMENTS_MISSING, Outcome.REFERRED_JKN, Outcome.REFERRED_DISDUKCAPIL, Outcome.REJECTED
]
"""`day_closed` is the server's own."""
Lines = tuple[str, ...]
RequirementPicture = Literal["", "kk", "ektp", "resident", "no_cover", "companion", "nothing_needed"]
StepPicture = Literal["", "take", "wait", "help", "counter", "papers", "tell", "hospital", "home"]

PICTURED = ("requirements", "procedure")


def _letter(letter: str) -> None:
    if not (len(letter) == 1 and "A" <= letter <= "Z"):
        raise Wrong("malformed", found=f'"{letter[:20]}"', expected="A … Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """[texts.id], [texts.en]: what visitors read, with the six public parts of a standar pelayanan."""

    name: str = setting(why="The service's name.", may_be_empty=False)
    short: str = setting(why="What it is for, in one line on the kiosk's key.", may_be_empty=False)
    requirements: Lines = setting(why="Part 1: what to bring, or that nothing is needed.", may_be_empty=False)
    procedure: Lines = setting(why="Part 2: the way through the office, step by step.", may_be_empty=False)
    time: str = setting(why="Part 3: how long it takes.", may_be_empty=False)
    cost: str = setting(why="Part 4: what it costs.", may_be_empty=False)
    product: str = setting(why="Part 5: what one leaves with.", may_be_empty=False)
    complaints: str = setting(why="Part 6: where complaints and suggestions go.", may_be_empty=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """[pictures]: what the kiosk draws beside the lines of the texts; one for each line, in order, or none at all."""

    requirements: tuple[RequirementPicture, ...] = setting((), why="Beside what to bring.")
    procedure: tuple[StepPicture, ...] = setting((), why="Beside the steps of the way.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """[[steps.checks]]: one thing to look at before the step ends; ticked off at the desk, and asked about at the end
    where it is not."""

    key: str = setting(why="Its name, such as copies-match.", check=slug)
    text: dict[Language, str] = setting(why="What staff read, per language.", may_be_empty=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTable:
    """[[steps]]: one row of the procedure, in order."""

    key: str = setting(why="The step's name, such as help or verification.", check=slug)
    role: Serves = setting(why="Who does it.")
    place: Place = setting(Place.COUNTER, why="Where it is done.")
    standard_minutes: int = setting(why="The time it is promised to take, at most.", low=1, high=480)
    overdue: Literal["warn"] = setting(
        "warn", why="What happens when it takes longer: the running time on the desk turns red."
    )
    when: tuple[Circumstance, ...] = setting(
        (),
        why="Circumstances that bring a new ticket here first; empty: any ticket nothing else applies to.",
        check=once,
    )
    next: dict[Ended, str] = setting(
        why='Outcome → the step it leads to; "" ends the visit. Only these may end the step.', may_be_empty=False
    )
    checks: tuple[CheckLine, ...] = setting((), why="What staff verify, in this order; empty: there is no check list.")

    @rule("checks")
    def checks_are_unique(self) -> Iterator[Wrong]:
        """Each check has a name of its own."""
        keys = [check.key for check in self.checks]
        for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
            yield Wrong("duplicate", key=f"checks[{key}].key", found=key, other=key)

    def step(self) -> Step:
        """As the domain knows it."""
        plain = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        checks = tuple(
            Check(key=one.key, texts={str(to): text for to, text in one.text.items()}) for one in self.checks
        )
        return Step(**(plain | {"checks": checks}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFile:
    """All of a service file."""

    letter: str = setting(why="A to Z: the ticket's letter. Avoid neighbours that sound alike.", check=_letter)
    documents: dict[Paper, tuple[Form, ...]] = setting(
        {}, why="Which forms of the patient's papers must be there; empty: no paper is asked for."
    )
    questions: tuple[QuestionKey, ...] = setting((), why="What the kiosk asks, in this order.", check=once)
    texts: dict[Language, Texts] = setting(why="What visitors read, per language.", may_be_empty=False)
    pictures: Pictures = setting(Pictures(), why="Pictures beside the texts.")
    steps: tuple[StepTable, ...] = setting(why="The procedure.", may_be_empty=False)

    @rule("pictures", "texts")
    def each_line_has_its_picture(self) -> Iterator[Wrong]:
        """In every language; a part without any picture is told without them."""
        for part in PICTURED:
            drawn = len(getattr(self.pictures, part))
            for language, texts in self.texts.items():
                lines = len(getattr(texts, part))
                if drawn and drawn != lines:
                    yield Wrong(
                        "not_as_many", key=f"pictures.{part}", found=drawn, other=f"texts.{language}.{part}", n=lines
                    )

    @rule("steps")
    def steps_are_unique(self) -> Iterator[Wrong]:
        """Each step has a name of its own."""
        keys = [step.key for step in self.steps]
        for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
            yield Wrong("duplicate", key=f"steps[{key}].key", found=key, other=key)

    @rule("steps")
    def outcomes_lead_to_steps(self) -> Iterator[Wrong]:
        """Each outcome leads to a step of this service, or ends the visit."""
        keys = [step.key for step in self.steps]
        for step in self.steps:
            for outcome, to in step.next.items():
                if to and to not in keys:
                    guess = nearest(to, keys)
                    yield Wrong(
                        "unknown_name",
                        key=f"steps[{step.key}].next.{outcome}",
                        found=f'"{to}"',
                        where="steps",
                        did_you_mean=guess,
                    )

    @rule("steps")
    def some_outcome_ends_the_visit(self) -> Iterator[Wrong]:
        """Nobody goes round in circles."""
        if self.steps and not any(to == "" for step in self.steps for to in step.next.values()):
            yield Wrong("ends_nowhere", key="steps")

    def service(self, version: int) -> Service:
        """As the domain knows it."""
        return Service(
            letter=self.letter,
            version=version,
            documents={paper: tuple(map(str, forms)) for paper, forms in self.documents.items()},
            steps=tuple(row.step() for row in self.steps),
        )

    def drawn(self) -> dict[str, list[str]]:
        """Part of the texts → its pictures, where there are any."""
        pictures = {part: list(getattr(self.pictures, part)) for part in PICTURED}
        return {part: names for part, names in pictures.items() if names}

    def service_texts(self) -> dict[str, ServiceTexts]:
        """As they cross the wire, by language."""
        return {
            str(language): ServiceTexts(
                name=texts.name,
                short=texts.short,
                requirements=list(texts.requirements),
                procedure=list(texts.procedure),
                time=texts.time,
                cost=texts.cost,
                product=texts.product,
                complaints=texts.complaints,
            )
            for language, texts in self.texts.items()
        }
