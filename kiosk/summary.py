"""What is there, what is missing, what to do about it: before the ticket with who calls first, or a check's answer."""

from collections.abc import Sequence

from counter_server.domain.documents import circumstances, missing
from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import For, Paper, Role

from .list_key import list_note, list_word
from .office import Office, role_at_first, texts
from .paper_advice import cost, where
from .papers_check import may_take_number
from .screen import Line, Screen, page
from .visit import Visit, declared

TOLD_CIRCUMSTANCES = ("anonymous", "residence_elsewhere", "residence_unsure", "insurance_unsure")
"""Those that bring a ticket to the help desk for another reason than a missing paper, as they are told."""

ICONS = {
    "anonymous": "for_anonymous",
    "residence_elsewhere": "residence_elsewhere",
    "residence_unsure": "residence_unsure",
    "insurance_unsure": "insurance_unsure",
}

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
    """The last page before the ticket; of a check, its answer."""
    service = office.service(visit.service)
    assert service is not None
    lacking = missing_papers(visit, service)
    papers = _papers(visit, service, lacking, office, words)
    lines = tuple(sorted((*papers, *_others(holds_of(visit, service), words)), key=lambda line: line.mark == "good"))
    nothing = (Line(title=words.say("kiosk.summary.nothing_needed"), mark="good", icon="nothing_needed"),)
    state = "incomplete" if lacking else "complete" if papers else "ready"
    said = texts(service, words.language)
    calls = CALLS.get(goes_to(visit, service), "next_other")
    checked = "check" if visit.checking else "summary"
    goes_on = may_take_number(visit, office) or not visit.checking
    return page(
        title=words.say(f"kiosk.{checked}.{state}"),
        hint=words.say(f"kiosk.{checked}.{state}_hint", cost=said.cost.rstrip(".")).lstrip(". "),
        note=list_note(visit, words),
        tone="warn" if lacking else "good",
        lines=lines or nothing,
        next_title="" if visit.checking else words.say("kiosk.summary.next"),
        next_hint="" if visit.checking else words.say(f"kiosk.summary.{calls}"),
        action=words.say("kiosk.summary.take" if goes_on else "kiosk.done"),
        second=list_word(visit, words, service.letter) if lacking or (visit.checking and papers) else "",
        third=words.say("kiosk.done") if visit.checking and goes_on else "",
        service=said.name,
    )


def _others(holds: frozenset[str], words: Locale) -> tuple[Line, ...]:
    return tuple(
        Line(
            title=words.say(f"kiosk.summary.{key}"),
            hint=words.say(f"kiosk.summary.{key}_todo"),
            mark="note",
            icon=ICONS[key],
        )
        for key in TOLD_CIRCUMSTANCES
        if key in holds
    )


def _papers(
    visit: Visit, service: ServiceFace, lacking: dict[str, tuple[str, ...]], office: Office, words: Locale
) -> tuple[Line, ...]:
    """Each paper in its picture: what is missing with what to do about it, what is there with a tick."""
    if declared(visit, service).answers.get("for") == For.ANONYMOUS:
        return ()
    lines = []
    for paper, forms in service.documents.items():
        gone, there = _split(forms, lacking.get(paper, ()))
        if gone:
            lines.append(
                Line(
                    title=words.say(f"kiosk.have.{paper}_{gone}"),
                    hint=where(paper, gone, office, words),
                    cost=cost(paper, gone, office, words),
                    tag=words.say("kiosk.summary.missing"),
                    mark="missing",
                    paper=paper,
                    brings=gone,
                )
            )
        if there:
            title, tag = words.say(f"kiosk.have.{paper}_{there}"), words.say("kiosk.summary.there")
            lines.append(Line(title=title, tag=tag, mark="good", paper=paper, brings=there))
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
        (paper, forms_named([form for form in forms if form in held.get(paper, ())]))
        for paper, forms in service.documents.items()
    )
    return tuple(words.say(f"kiosk.have.{paper}_{which}") for paper, which in named if which)


def _split(forms: Sequence[str], lacking: Sequence[str]) -> tuple[str, str]:
    """Which forms are missing and which are there: `original`, `copy`, `both` or empty."""
    gone, there = [form for form in forms if form in lacking], [form for form in forms if form not in lacking]
    return forms_named(gone), forms_named(there)


def forms_named(forms: Sequence[str]) -> str:
    """`original`, `copy`, `both` or empty."""
    return forms[0] if len(forms) == 1 else "both" if forms else ""
