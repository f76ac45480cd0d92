"""The survey on the phone, behind the ticket's own address, once the visit is finished: nine questions and thanks."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from counter_server.domain.refusals import NotFound, Refusal
from counter_server.operations.callers import token_hash
from counter_server.operations.surveying import Asked
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Is, Outcome

from .console_answers import HEADERS, Form, pages_of
from .counter import Counter
from .phone_answers import check_page, notice, others
from .phone_state import Seen
from .routes import Running
from .survey_answers import marks_of
from .survey_words import questions

router = APIRouter(include_in_schema=False)


def may_be_asked(counter: Counter, seen: Seen, page_hash: str) -> bool:
    """Whether this visit is over, and its visitor has not answered yet."""
    ticket = seen.ticket
    served = ticket.status is Is.FINISHED and ticket.outcome != Outcome.DAY_CLOSED
    return served and counter.survey.offered and counter.survey.may_answer(page_hash)


@router.get("/t/{token}/{language}/survey")
async def ask(token: str, language: str, request: Request, counter: Running) -> Response:
    """The nine questions; thanks to whoever has answered; else the ticket's page."""
    locale, hashed = _locale(request, language), token_hash(token)
    seen = await counter.phones.find(hashed)
    address = f"/t/{quote(token)}"
    if seen is None or not may_be_asked(counter, seen, hashed):
        answered = seen is not None and counter.survey.offered and not counter.survey.may_answer(hashed)
        return _thanks(request, locale) if answered else _to_ticket(address, locale)
    html = pages_of(request).phone(
        "survey_phone.html", locale,
        branch=counter.setup.branch.branch, questions=questions(locale), address=address, below="/survey",
        others=others(request, locale), action=f"{address}/{locale.language}/survey",
        leave=f"{address}/{locale.language}",
    )  # fmt: skip
    return HTMLResponse(html, headers=HEADERS)


@router.post("/t/{token}/{language}/survey")
async def answer(token: str, language: str, request: Request, counter: Running, form: Form) -> Response:
    """Takes the answers in, once a visit."""
    locale, hashed = _locale(request, language), token_hash(token)
    here = f"/t/{quote(token)}/{locale.language}/survey"
    try:
        check_page(request)
        seen = await counter.phones.find(hashed)
        marks = marks_of(form)
        if seen is None or not may_be_asked(counter, seen, hashed):
            return RedirectResponse(here, 303, headers=HEADERS)
        if not marks:
            return nothing_said(request, locale, here)
        counter.survey.take(marks, Asked.PHONE, service=seen.ticket.service, page_hash=hashed)
    except Refusal as refusal:
        words = locale.refusal(refusal.code, refusal.facts)
        onward = (here, locale.say("phone.survey.back"))
        return notice(request, locale, words, "", status=refusal.status, onward=onward)
    return RedirectResponse(here, 303, headers=HEADERS)


def nothing_said(request: Request, locale: Locale, back: str) -> Response:
    """A form without an answer."""
    title, hint = locale.say("phone.survey.nothing"), locale.say("phone.survey.nothing_hint")
    return notice(request, locale, title, hint, onward=(back, locale.say("phone.survey.back")))


def _thanks(request: Request, locale: Locale) -> Response:
    return notice(request, locale, locale.say("phone.survey.thanks"), locale.say("phone.survey.thanks_hint"))


def _to_ticket(address: str, locale: Locale) -> Response:
    return RedirectResponse(f"{address}/{locale.language}", 303, headers=HEADERS)


def _locale(request: Request, language: str) -> Locale:
    pages = pages_of(request)
    if language not in pages.locales:
        raise NotFound()
    return pages.locale(language)
