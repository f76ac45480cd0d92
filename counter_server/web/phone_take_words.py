"""What each page of the way to a ticket says on a phone, in the kiosk's own words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import PaperAdvice, ServiceFace, ServiceTexts
from counter_server.protocol.terms import For, Form, Paper, Priority, Role

from .phone_visit import (
    BRINGS,
    COVERED,
    HELP,
    INFORMATION,
    PRIORITY,
    SERVICE,
    Declared,
    PhoneVisit,
    said,
)

CIRCUMSTANCES = ("anonymous", "residence_elsewhere", "residence_unsure", "insurance_unsure")
"""Those that lead to the help desk for another reason than a missing paper, as they are told."""
CALLS = {Role.EXTRA: "next_help", Role.VERIFIER: "next_counter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One key of a page."""

    key: str
    title: str
    hint: str = ""
    tag: str = ""
    chosen: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something to know before the ticket. `mark`: good, missing or note."""

    title: str
    hint: str = ""
    cost: str = ""
    mark: str = "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One page."""

    title: str
    hint: str = ""
    note: str = ""
    choices: Sequence[Choice] = ()
    lines: Sequence[Line] = ()
    action: str = ""
    """The words of the key that takes the number."""


def shown(place: str, visit: PhoneVisit, faces: Mapping[str, ServiceFace], words: Locale) -> Shown:
    """A page that asks; the summary has a function of its own."""
    if place == SERVICE:
        return _service(visit, faces, words)
    if place == COVERED:
        return _covered(visit, faces, words)
    if place == HELP:
        say = words.say
        return Shown(
            title=say("kiosk.help_page.title"), hint=say("kiosk.help_page.hint"), action=say("kiosk.help_page.take")
        )
    if place == PRIORITY:
        title, hint = words.say("kiosk.priority.title"), words.say("kiosk.priority.hint")
        return Shown(title=title, hint=hint, choices=_choices(place, visit, [str(one) for one in Priority], words))
    if place in list(Paper):
        whose = "self" if visit.answers.get("for") == For.SELF else "family"
        title, note = words.say(f"kiosk.paper.{place}_{whose}"), words.say(f"kiosk.paper.note_{place}")
        choices = _choices(place, visit, list(BRINGS), words)
        return Shown(title=title, hint=words.say("kiosk.paper.hint"), note=note, choices=choices)
    return _question(place, visit, faces[visit.service], words)


def _service(visit: PhoneVisit, faces: Mapping[str, ServiceFace], words: Locale) -> Shown:
    choices = [
        Choice(
            key=letter, title=texts(face, words).name, hint=texts(face, words).short, closed=not face.open,
            tag="" if face.open else words.say("kiosk.service.closed"), chosen=letter == visit.service,
        )
        for letter, face in faces.items()
    ]  # fmt: skip
    return Shown(title=words.say("kiosk.service.title"), hint=words.say("phone.take.lasts"), choices=choices)


def _covered(visit: PhoneVisit, faces: Mapping[str, ServiceFace], words: Locale) -> Shown:
    offered = faces.get(INFORMATION)
    choices = []
    if offered is not None and offered.open:
        name, hint = texts(offered, words).name, words.say("kiosk.covered.offer_hint")
        choices = [Choice(key=INFORMATION, title=name, hint=hint)]
    hint = words.say(f"kiosk.covered.{visit.answers['insurance']}")
    return Shown(title=words.say("kiosk.covered.title"), hint=hint, choices=choices)


def _question(place: str, visit: PhoneVisit, face: ServiceFace, words: Locale) -> Shown:
    question = next(one for one in face.questions if one.key == place)
    title = question.texts.get(words.language) or words.say(f"kiosk.question.{place}")
    choices = [
        Choice(
            key=one.key, title=one.texts.get(words.language) or words.say(f"kiosk.answer.{place}_{one.key}"),
            hint=_maybe(words, f"kiosk.answer_hint.{place}_{one.key}"), chosen=said(visit, place) == one.key,
        )
        for one in question.choices
    ]  # fmt: skip
    return Shown(title=title, hint=_maybe(words, f"kiosk.question_hint.{place}"), choices=choices)


def _choices(place: str, visit: PhoneVisit, keys: Sequence[str], words: Locale) -> list[Choice]:
    table = "kiosk.priority" if place == PRIORITY else "kiosk.bring"
    return [
        Choice(
            key=key, title=words.say(f"{table}.{key}"), hint=_maybe(words, f"{table}_hint.{key}"),
            chosen=said(visit, place) == key,
        )
        for key in keys
    ]  # fmt: skip


def summary(told: Declared, face: ServiceFace, advice: Mapping[str, PaperAdvice], words: Locale) -> Shown:
    """The last page before the ticket: what is there, what is missing, where to get it and what it costs, and who
    calls. `advice`: the branch's, by paper."""
    lines = [*_papers(told, face, advice, words), *_reasons(told, words)]
    state = "incomplete" if told.missing else "complete" if told.documents else "ready"
    calls = words.say(f"kiosk.summary.{CALLS.get(told.role, 'next_other')}")
    nothing = [Line(title=words.say("kiosk.summary.nothing_needed"))]
    return Shown(
        title=words.say(f"kiosk.summary.{state}"), hint=words.say(f"kiosk.summary.{state}_hint"),
        lines=sorted(lines, key=lambda line: line.mark == "good") or nothing,
        note=f"{calls} {words.say('phone.take.keep')}", action=words.say("kiosk.summary.take"),
    )  # fmt: skip


def _papers(told: Declared, face: ServiceFace, advice: Mapping[str, PaperAdvice], words: Locale) -> list[Line]:
    if told.answers.get("for") == For.ANONYMOUS:
        return []
    lines = []
    for paper, forms in face.documents.items():
        lacking = told.missing.get(paper, ())
        gone, there = _named([f for f in forms if f in lacking]), _named([f for f in forms if f not in lacking])
        if gone:
            title, hint, cost = words.say(f"kiosk.have.{paper}_{gone}"), *_advice(paper, gone, advice, words)
            lines.append(Line(title=title, hint=hint, cost=cost, mark="missing"))
        if there:
            lines.append(Line(title=words.say(f"kiosk.have.{paper}_{there}")))
    return lines


def _advice(paper: str, gone: str, advice: Mapping[str, PaperAdvice], words: Locale) -> tuple[str, str]:
    """Where it comes from, as the branch says it, else in our own words, and what it costs."""
    told = advice.get(paper, PaperAdvice())
    of_copy = gone == Form.COPY
    where = (told.copy_where if of_copy else told.where).get(words.language, "")
    cost = (told.copy_cost if of_copy else told.cost).get(words.language, "")
    if not where:
        return words.say(f"kiosk.todo.{paper}_{gone}"), cost
    return f"{where} {words.say('kiosk.todo.then_copy')}" if gone == "both" else where, cost


def _reasons(told: Declared, words: Locale) -> list[Line]:
    held = [one for one in CIRCUMSTANCES if one in told.holds]
    say = words.say
    return [Line(title=say(f"kiosk.summary.{one}"), hint=say(f"kiosk.summary.{one}_todo"), mark="note") for one in held]


def _named(forms: Sequence[str]) -> str:
    return forms[0] if len(forms) == 1 else "both" if forms else ""


def texts(face: ServiceFace, words: Locale) -> ServiceTexts:
    """What a service says of itself in this language."""
    return face.texts.get(words.language) or next(iter(face.texts.values()))


def _maybe(words: Locale, key: str) -> str:
    return words.say(key) if words.has(key) else ""
