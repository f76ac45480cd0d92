"""Before the ticket: what is there, what is missing, what to do about it, and who calls first."""

from collections.abc import Sequence

from counter_server.domain.documents import circumstances, missing
from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import For, Paper, Role

from .office import Office, role_at_first, texts
from .screen import Line, Screen, page
from .visit import Visit, declared

TOLD_CIRCUMSTANCES = ("anonymous", "residence_elsewhere", "residence_unsure", "insurance_unsure")
"""Those that bring a ticket to the help desk for another reason than a missing paper, as they are told."""

CALLS: dict[str, str] = {Role.EXTRA: "next_help", Role.VERIFIER: "next_counter"}


def missing_papers(visit: Visit, service: ServiceFace) -> dict[str, tuple[str, ...]]:
    """Per paper the forms this visitor does not have."""
    required = {Paper(paper): tuple(forms) for paper, forms in service.documents.items()}
    said = declared(visit, service)
    return missing(required, said.papers, said.answers)


def holds_of(visit: Visit, service: ServiceFace) -> frozenset[str]:
    """The circumstances this visit is under."""
    said = declared(visit, service)
    return circumstances(missing=missing_papers(visit, service), answers=said.answers)


def goes_to(visit: Visit, service: ServiceFace) -> str:
    """The role that calls this visitor first."""
    return role_at_first(service, holds_of(visit, service))


def summary(visit: Visit, office: Office, words: Locale) -> Screen:
    """The last page before the ticket."""
    service = office.service(visit.service)
    assert service is not None
    lacking = missing_papers(visit, service)
    holds = holds_of(visit, service)
    papers = _papers(visit, service, lacking, words)
    others = tuple(
        Line(title=words.say(f"kiosk.summary.{key}"), hint=words.say(f"kiosk.summary.{key}_todo"), mark="note")
        for key in TOLD_CIRCUMSTANCES
        if key in holds
    )
    state = "incomplete" if lacking else "complete" if papers else "ready"
    nothing = (Line(title=words.say("kiosk.summary.nothing_needed"), mark="good"),)
    calls = CALLS.get(goes_to(visit, service), "next_other")
    said = texts(service, words.language)
    return page(
        title=words.say(f"kiosk.summary.{state}"),
        hint=words.say(f"kiosk.summary.{state}_hint"),
        tone="warn" if lacking else "good",
        lines=tuple(sorted((*papers, *others), key=lambda line: line.mark == "good")) or nothing,
        next_title=words.say("kiosk.summary.next"),
        next_hint=words.say(f"kiosk.summary.{calls}"),
        action=words.say("kiosk.summary.take"),
        service=said.name,
    )


def _papers(visit: Visit, service: ServiceFace, lacking: dict[str, tuple[str, ...]], words: Locale) -> tuple[Line, ...]:
    if declared(visit, service).answers.get("for") == For.ANONYMOUS:
        return ()
    lines = []
    for paper, forms in service.documents.items():
        gone, there = _split(forms, lacking.get(paper, ()))
        if gone:
            todo = words.say(f"kiosk.todo.{paper}_{gone}")
            lines.append(Line(title=words.say(f"kiosk.have.{paper}_{gone}"), hint=todo, mark="missing"))
        if there:
            lines.append(Line(title=words.say(f"kiosk.have.{paper}_{there}"), mark="good"))
    return tuple(lines)


def papers_missing(visit: Visit, service: ServiceFace, words: Locale) -> tuple[str, ...]:
    """The papers this visitor still has to bring, named."""
    lacking = missing_papers(visit, service)
    named = ((paper, _split(forms, lacking.get(paper, ()))[0]) for paper, forms in service.documents.items())
    return tuple(words.say(f"kiosk.have.{paper}_{which}") for paper, which in named if which)


def papers_there(visit: Visit, service: ServiceFace, words: Locale) -> tuple[str, ...]:
    """The papers this visitor said she has, named."""
    held = declared(visit, service).papers
    named = (
        (paper, _named([form for form in forms if form in held.get(paper, ())]))
        for paper, forms in service.documents.items()
    )
    return tuple(words.say(f"kiosk.have.{paper}_{which}") for paper, which in named if which)


def _split(forms: Sequence[str], lacking: Sequence[str]) -> tuple[str, str]:
    """Which forms are missing and which are there: `original`, `copy`, `both` or empty."""
    return _named([form for form in forms if form in lacking]), _named([form for form in forms if form not in lacking])


def _named(forms: Sequence[str]) -> str:
    return forms[0] if len(forms) == 1 else "both" if forms else ""
