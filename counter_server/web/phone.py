"""The ticket's page on the phone: its number, its state, its counter, the people ahead and how long, and nothing else.
No login, an address nobody can guess, good for the day. The page listens to a stream of its own; without scripts it
asks again. Whoever holds the address may give the ticket up, and nothing more."""

import time
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from counter_server.domain.refusals import NotFound, Refusal, TooManyTries, WrongState
from counter_server.operations.callers import token_hash
from counter_server.operations.visitor import MAY_GIVE_UP, give_up
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import OPEN, Is

from . import phone_words
from .answers import told
from .console_answers import HEADERS, pages_of
from .counter import Counter
from .failure_rates import FailureRates
from .phone_answers import check_page, notice, others, preferred, told_in_all
from .phone_state import Seen, told_to_phone, worded
from .routes import Running
from .survey_phone import may_be_asked

router = APIRouter(include_in_schema=False)
ASK_AGAIN_SECONDS = 10
STREAM_HEADERS = HEADERS | {"X-Accel-Buffering": "no"}
NOTHING_MORE = 204
"""Tells a browser that there is no stream to come back to."""
_tries = FailureRates(a_minute=6)
"""By address of a page: a ticket is given up once, and whoever asks for it all the time is made to wait."""


@router.get("/t/{token}")
async def follow(token: str, request: Request, counter: Running) -> Response:
    """The page in the ticket's language, or a page that says the number is no longer valid."""
    return await _page(request, counter, token)


@router.get("/t/{token}/events")
async def events(token: str, counter: Running) -> Response:
    """Server-sent events `state` `{number, status, calls, ahead, more, low, high, words}`, each the whole state;
    `words`: step and counter in each language. One at most every five seconds, and at once when called. It ends with
    the ticket's last state."""
    hashed = token_hash(token)
    seen = await counter.phones.find(hashed)
    if seen is None:
        raise NotFound()
    if seen.ticket.status not in OPEN:
        return Response(status_code=NOTHING_MORE, headers=HEADERS)
    if not counter.phones.room_for(seen.ticket.id):
        raise TooManyTries(seconds=ASK_AGAIN_SECONDS)
    stream = counter.phones.listen(seen, hashed)
    return StreamingResponse(stream, media_type="text/event-stream", headers=STREAM_HEADERS)


@router.get("/t/{token}/state")
async def state(token: str, counter: Running) -> Response:
    """The same state once, for a browser without streams."""
    seen = await counter.phones.find(token_hash(token))
    if seen is None:
        raise NotFound()
    return told(told_to_phone(seen.follower, counter.phones.locales))


@router.get("/t/{token}/{language}")
async def follow_in(token: str, language: str, request: Request, counter: Running) -> Response:
    """The page in another of the branch's languages."""
    if language not in pages_of(request).locales:
        raise NotFound()
    return await _page(request, counter, token, language)


@router.get("/t/{token}/{language}/cancel")
async def ask(token: str, language: str, request: Request, counter: Running) -> Response:
    """Whether she is sure."""
    locale, seen = _locale(request, language), await counter.phones.find(token_hash(token))
    address = f"/t/{quote(token)}"
    if seen is None or seen.ticket.status not in MAY_GIVE_UP:
        return RedirectResponse(f"{address}/{locale.language}", 303, headers=HEADERS)
    html = pages_of(request).phone(
        "phone_give_up.html", locale,
        branch=counter.setup.branch.branch, number=seen.ticket.number, back=f"{address}/{locale.language}",
        address=address, others=others(request, locale), below="/cancel",
    )  # fmt: skip
    return HTMLResponse(html, headers=HEADERS)


@router.post("/t/{token}/{language}/cancel")
async def cancel(token: str, language: str, request: Request, counter: Running) -> Response:
    """She gives it up. A ticket that is over, or being served, stays as it is: the page says how."""
    locale, hashed = _locale(request, language), token_hash(token)
    try:
        check_page(request)
        _once_in_a_while(hashed)
        seen = await counter.phones.find(hashed)
        if seen is not None and seen.ticket.status in MAY_GIVE_UP:
            await counter.perform_unasked(give_up, page_hash=hashed)
    except (NotFound, WrongState):
        pass  # it has changed, or ended, in this moment
    except Refusal as refusal:
        words = locale.refusal(refusal.code, refusal.facts)
        onward = (f"/t/{quote(token)}/{locale.language}", locale.say("phone.ask.no"))
        return notice(request, locale, words, "", status=refusal.status, onward=onward)
    return RedirectResponse(f"/t/{quote(token)}/{locale.language}", 303, headers=HEADERS)


def _once_in_a_while(hashed: str) -> None:
    now = time.monotonic()
    seconds = _tries.seconds_left(hashed, now)
    if seconds:
        raise TooManyTries(seconds=seconds)
    _tries.failed(hashed, now)


def _locale(request: Request, language: str) -> Locale:
    pages = pages_of(request)
    if language not in pages.locales:
        raise NotFound()
    return pages.locale(language)


async def _page(request: Request, counter: Counter, token: str, language: str | None = None) -> Response:
    seen, pages, address = await counter.phones.find(token_hash(token)), pages_of(request), f"/t/{quote(token)}"
    if seen is None:
        locale = pages.locale(language) if language else preferred(request)
        return told_in_all(request, locale, "phone.gone", status=404)  # what nobody gave out is not written back
    locale = pages.locale(language or seen.ticket.language)
    html = pages.phone(
        "phone.html", locale, **_shown(seen, locale),
        branch=counter.setup.branch.branch, address=address, others=others(request, locale), below="",
        again=ASK_AGAIN_SECONDS, at=counter.setup.moment(counter.clock.now()),
        surveys=counter.survey.offered, asks_now=may_be_asked(counter, seen, token_hash(token)),
    )  # fmt: skip
    return HTMLResponse(html, headers=HEADERS)


def _shown(seen: Seen, locale: Locale) -> dict[str, Any]:
    shown = seen.follower
    return {
        "told": shown, **worded(shown, locale),
        "ahead": phone_words.ahead(shown, locale), "wait": phone_words.wait(shown, locale),
        "title": phone_words.title(shown, locale), "states": list(Is), "is_open": shown.status in OPEN,
        "may_give_up": shown.status in MAY_GIVE_UP, "may_be_given_up": " ".join(sorted(MAY_GIVE_UP)),
    }  # fmt: skip
