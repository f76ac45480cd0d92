"""What each page says of a visit: a pure table from place to screen."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import Question, ServiceFace
from counter_server.protocol.terms import For, Priority

from . import survey_pages
from .flow import can_go_back
from .guide_page import guide
from .identity_page import identity
from .offer_gone import CHANGED
from .office import Office
from .repeat_page import repeat
from .screen import Choice, Screen, page
from .summary import summary
from .ticket_page import taking, ticket
from .visit import BRINGS, LOCKED, Page, Visit
from .welcome_page import opens, texts, welcome

STAGES: Mapping[Page, int] = {
    Page.SERVICE: 1,
    Page.CLOSED: 1,
    Page.QUESTION: 2,
    Page.COVERED: 2,
    Page.PAPER: 3,
    Page.IDENTITY: 3,
    Page.PRIORITY: 4,
    Page.SUMMARY: 4,
}


ASKED_FIRST = (Priority.ELDERLY, Priority.DISABILITY, Priority.PREGNANT, Priority.INFANT, Priority.NONE)
"""The groups are seen before "no" is: nobody has to look past it, and it is the widest key."""


def screen(visit: Visit, office: Office, words: Locale) -> Screen:
    """The screen of this visit at this moment."""
    told = PAGES[visit.at.page](visit, office, words)
    under_way = visit.at.page not in LOCKED
    return replace(
        told,
        page=str(visit.at.page),
        place=f"{visit.at.page}:{visit.at.subject}",
        stage=0 if visit.checking else STAGES.get(visit.at.page, 0),
        can_go_back=can_go_back(visit),
        can_cancel=under_way and visit.at.page is not Page.WELCOME,
        can_ask_for_help=under_way and visit.at.page is not Page.HELP and bool(office.helping_service(visit.service)),
    )


def _service(visit: Visit, office: Office, words: Locale) -> Screen:
    if visit.checking:
        asking = [face for face in office.services if face.documents]
        return page(
            title=words.say("kiosk.check.title"),
            hint=words.say("kiosk.check.hint"),
            choices=tuple(
                replace(_service_choice(face, visit, office, words), tag="", dimmed=False) for face in asking
            ),
        )
    return page(
        title=words.say("kiosk.service.title"),
        hint=words.say("kiosk.service.hint"),
        choices=tuple(_service_choice(face, visit, office, words) for face in office.services),
        second=words.say("kiosk.guide"),
    )


def _service_choice(face: ServiceFace, visit: Visit, office: Office, words: Locale) -> Choice:
    said = texts(face, words)
    tag = words.say("kiosk.service.closed")
    if face.open:
        n = office.waiting.get(face.letter, 0)
        key = "nobody_waits" if n == 0 else "one_waits" if n == 1 else "many_wait"
        tag = "" if office.away else words.say(f"kiosk.service.{key}", n=n)
    return Choice(
        key=face.letter,
        title=said.name,
        hint=said.short,
        badge=face.letter,
        tag=tag,
        chosen=face.letter == visit.service,
        dimmed=not face.open,
    )


def _closed(visit: Visit, office: Office, words: Locale) -> Screen:
    service = office.service(visit.at.subject)
    assert service is not None
    hint = f"{opens(service.opens, words)} {words.say('kiosk.closed.hint')}".strip()
    title = words.say("kiosk.closed.title", service=texts(service, words).name)
    return page(title=title, hint=hint, tone="warn", action=words.say("kiosk.closed.other"))


def _question(visit: Visit, office: Office, words: Locale) -> Screen:
    service = office.service(visit.service)
    assert service is not None
    question = next(question for question in service.questions if question.key == visit.at.subject)
    key = f"kiosk.question_hint.{question.key}"
    return page(
        title=_question_text(question, words),
        hint=words.say(key) if words.has(key) else "",
        choices=tuple(
            Choice(
                key=choice.key,
                title=choice.texts.get(words.language)
                or _said(words, f"kiosk.answer.{question.key}_{choice.key}", choice.key),
                hint=_hint(words, f"kiosk.answer_hint.{question.key}_{choice.key}"),
                icon=f"{question.key}_{choice.key}" if question.key != "hospital" else "hospital",
                chosen=visit.answers.get(question.key) == choice.key,
            )
            for choice in question.choices
        ),
    )


def _question_text(question: Question, words: Locale) -> str:
    return question.texts.get(words.language) or _said(words, f"kiosk.question.{question.key}", question.key)


def _said(words: Locale, key: str, otherwise: str) -> str:
    """A newer server may ask what this kiosk has no words for yet."""
    return words.say(key) if words.has(key) else otherwise


def _hint(words: Locale, key: str) -> str:
    return words.say(key) if words.has(key) else ""


def _covered(visit: Visit, office: Office, words: Locale) -> Screen:
    information = office.informing_service()
    offer: tuple[Choice, ...] = ()
    if information is not None:
        title = texts(information, words).name
        hint = words.say("kiosk.covered.offer_hint")
        offer = (Choice(key=information.letter, title=title, hint=hint, badge=information.letter),)
    return page(
        title=words.say("kiosk.covered.title"),
        hint=words.say(f"kiosk.covered.{visit.at.subject}"),
        choices=offer,
        tone="good",
        second=words.say("kiosk.covered.change"),
    )


def _paper(visit: Visit, office: Office, words: Locale) -> Screen:
    paper = visit.at.subject
    whose = "self" if visit.answers.get("for") == For.SELF else "family"
    held = visit.papers.get(paper)
    return page(
        title=words.say(f"kiosk.paper.{paper}_{whose}"),
        hint=words.say("kiosk.paper.hint_check" if visit.checking else "kiosk.paper.hint"),
        note=words.say(f"kiosk.paper.note_{paper}"),
        picture=paper,
        choices=tuple(
            Choice(key=key, title=words.say(f"kiosk.bring.{key}"), paper=paper, brings=key, chosen=held == forms)
            for key, forms in BRINGS.items()
        ),
    )


def _priority(visit: Visit, office: Office, words: Locale) -> Screen:
    return page(
        title=words.say("kiosk.priority.title"),
        hint=words.say("kiosk.priority.hint"),
        choices=tuple(
            Choice(
                key=str(priority),
                title=words.say(f"kiosk.priority.{priority}"),
                hint=_hint(words, f"kiosk.priority_hint.{priority}"),
                icon=f"priority_{priority}",
                chosen=visit.priority is priority,
            )
            for priority in ASKED_FIRST
        ),
    )


def _help(visit: Visit, office: Office, words: Locale) -> Screen:
    return page(
        title=words.say("kiosk.help_page.title"),
        hint=words.say("kiosk.help_page.hint"),
        action=words.say("kiosk.help_page.take"),
    )


def _refused(visit: Visit, office: Office, words: Locale) -> Screen:
    offered = office.service(str(visit.facts.get("offer", "")))
    choices: tuple[Choice, ...] = ()
    if offered is not None and offered.open:
        choices = (Choice(key=offered.letter, title=texts(offered, words).name, badge=offered.letter),)
    changed = visit.refusal == CHANGED
    return page(
        title=words.say("kiosk.refused.changed" if changed else "kiosk.refused.title"),
        hint=words.say("kiosk.refused.changed_hint") if changed else words.refusal(visit.refusal, visit.facts),
        tone="warn",
        choices=choices,
        action=words.say("kiosk.refused.again"),
    )


PAGES: Mapping[Page, Callable[[Visit, Office, Locale], Screen]] = {
    Page.WELCOME: welcome,
    Page.GUIDE: guide,
    Page.SERVICE: _service,
    Page.CLOSED: _closed,
    Page.QUESTION: _question,
    Page.COVERED: _covered,
    Page.PAPER: _paper,
    Page.IDENTITY: identity,
    Page.PRIORITY: _priority,
    Page.SUMMARY: summary,
    Page.HELP: _help,
    Page.TAKING: taking,
    Page.REFUSED: _refused,
    Page.REPEAT: repeat,
    Page.TICKET: ticket,
    Page.SURVEY: survey_pages.question,
    Page.SURVEY_END: survey_pages.end,
    Page.SURVEY_SENDING: survey_pages.sending,
    Page.SURVEY_SENT: survey_pages.sent,
}
