"""The survey on a tablet at the counter. The person in charge opens it with a code; from then on it holds a token that
may do one thing, send answers, until she closes it."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from counter_server.domain.refusals import NotFound, Refusal, TooManyTries
from counter_server.operations.callers import token_hash
from counter_server.operations.surveying import Asked
from counter_server.protocol.locale import Locale

from .console_answers import HEADERS, YEAR, Form, counter_of, pages_of
from .console_commands import text
from .phone_answers import check_page, notice, others, told_in_all
from .sign_in_guard import address_of
from .survey_answers import marks_of
from .survey_phone import nothing_said
from .survey_words import questions

router = APIRouter(prefix="/survey", include_in_schema=False)
COOKIE, SECURE_COOKIE = "lalopa_survey", "__Host-lalopa_survey"


@router.get("")
async def page(request: Request) -> Response:
    """The nine questions in the branch's language, or the field for a code."""
    return await _page(request, pages_of(request).locale(None))


@router.get("/{language}")
async def page_in(request: Request, language: str) -> Response:
    """The same in another of its languages."""
    return await _page(request, _locale(request, language))


@router.post("/open")
async def open_(request: Request, form: Form) -> Response:
    """A code for a token."""
    counter, locale = counter_of(request), pages_of(request).locale(None)
    if not counter.survey.on_tablets:
        return _closed(request, locale)
    try:
        check_page(request)
        address = address_of(request.client.host if request.client else "")
        token = await counter.survey.open_tablet(text(form, "code") or "", address)
    except Refusal as refusal:
        return _code(request, locale, locale.refusal(refusal.code, refusal.facts), refusal.status)
    if token is None:
        return _code(request, locale, locale.say("phone.survey.wrong"), 403)
    answer = RedirectResponse("/survey", 303, headers=HEADERS)
    secure = request.scope["scheme"] == "https"
    name = SECURE_COOKIE if secure else COOKIE
    answer.set_cookie(name, token, max_age=YEAR, path="/", httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/{language}")
async def send(request: Request, language: str, form: Form) -> Response:
    """Somebody's answers; nothing of whom."""
    counter, locale = counter_of(request), _locale(request, language)
    try:
        check_page(request)
        token = _token(request)
        if not counter.survey.on_tablets or not await counter.survey.is_tablet(token):
            return _code(request, locale, "", 403) if counter.survey.on_tablets else _closed(request, locale)
        marks = marks_of(form)
        if not marks:
            return nothing_said(request, locale, f"/survey/{locale.language}")
        counter.survey.pace(token_hash(token))
        counter.survey.take(marks, Asked.TABLET)
    except TooManyTries:
        return told_in_all(request, locale, "phone.survey.slow", status=429)
    except Refusal as refusal:
        return notice(request, locale, locale.refusal(refusal.code, refusal.facts), "", status=refusal.status)
    title, hint = locale.say("phone.survey.thanks"), locale.say("phone.survey.thanks_hint")
    return notice(request, locale, title, hint, onward=("/survey", locale.say("phone.survey.begin")))


async def _page(request: Request, locale: Locale) -> Response:
    counter = counter_of(request)
    if not counter.survey.on_tablets:
        return _closed(request, locale)
    if not await counter.survey.is_tablet(_token(request)):
        return _code(request, locale, "", 200)
    html = pages_of(request).phone(
        "survey_tablet.html", locale,
        branch=counter.setup.branch.branch, questions=questions(locale), address="/survey", below="",
        others=others(request, locale), action=f"/survey/{locale.language}", leave="",
    )  # fmt: skip
    return HTMLResponse(html, headers=HEADERS)


def _code(request: Request, locale: Locale, wrong: str, status: int) -> Response:
    branch = counter_of(request).setup.branch.branch
    html = pages_of(request).phone("survey_code.html", locale, branch=branch, wrong=wrong)
    return HTMLResponse(html, status, headers=HEADERS)


def _closed(request: Request, locale: Locale) -> Response:
    return told_in_all(request, locale, "phone.survey.closed", status=404)


def _token(request: Request) -> str:
    return request.cookies.get(SECURE_COOKIE if request.scope["scheme"] == "https" else COOKIE, "")


def _locale(request: Request, language: str) -> Locale:
    pages = pages_of(request)
    if language not in pages.locales:
        raise NotFound()
    return pages.locale(language)
