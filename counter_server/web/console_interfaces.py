"""The console's page of programs of others, for the person in charge: hooks and what they were told, and whoever takes
tickets at /antrean."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from counter_server.domain.refusals import NotAllowed, NotSignedIn, Refusal
from counter_server.protocol.terms import Role
from counter_server.setup import Setup
from counter_server.storage import interfaces
from counter_server.storage.database import Line
from counter_server.storage.present import Present

from .console_answers import counter_of, desk, locale_of, page, pages_of, refused
from .console_interfaces_view import delivery_lines, hook_lines, outcome_words, partner_lines
from .counter import Counter
from .credentials import credential
from .hook_door import Answered

router = APIRouter(prefix="/console/interfaces", include_in_schema=False)
Said = Mapping[str, Any]
ANSWER_SECONDS = 5.0
"""So long a page waits for a receiver; after that it says that it is still being tried."""
Kept = tuple[list[interfaces.Delivery], list[interfaces.Partner], str]


@router.get("")
async def shown(request: Request) -> Response:
    """The page; who may not see it is shown her own."""
    try:
        return await _shown(request, "interfaces_page.html")
    except (NotSignedIn, NotAllowed):
        return RedirectResponse("/console", status_code=303)


@router.get("/now")
async def now(request: Request) -> Response:
    """Its living regions."""
    try:
        return await _shown(request, "interfaces_partial.html")
    except Refusal as refusal:
        return await refused(request, refusal)


@router.post("/hooks/{hook}/try")
async def try_it(request: Request, hook: str) -> Response:
    """A message that nothing happened for."""
    return await _told(request, lambda counter: counter.hook_desk.try_it(credential(request), hook))


@router.post("/hooks/{hook}/go-on")
async def go_on(request: Request, hook: str) -> Response:
    """What waits is tried at once."""
    try:
        await counter_of(request).hook_desk.go_on(credential(request), hook)
    except Refusal as refusal:
        return await _refused(request, refusal)
    return await _done(request, locale_of(request).say("console.interface.goes_on", hook=hook))


@router.post("/deliveries/{delivery}/again")
async def again(request: Request, delivery: int) -> Response:
    """One that is remembered, once more."""
    return await _told(request, lambda counter: counter.hook_desk.again(credential(request), delivery))


async def _told(request: Request, ask: Callable[[Counter], Awaitable[Answered]]) -> Response:
    """What the receiver said, or that it has not said anything yet."""
    locale, counter = locale_of(request), counter_of(request)
    asked = asyncio.ensure_future(ask(counter))
    try:
        answered = await asyncio.wait_for(asyncio.shield(asked), ANSWER_SECONDS)
    except TimeoutError:
        counter.hook_desk.kept_alive(asked)
        return await _done(request, locale.say("console.interface.still_trying"))
    except Refusal as refusal:
        return await _refused(request, refusal)
    words = outcome_words(answered.status, answered.why, locale)
    return await _done(request, words, kind="done" if answered.taken else "refused")


async def _shown(request: Request, template: str, *, said: Said | None = None) -> Response:
    counter, locale = counter_of(request), locale_of(request)
    (await counter.caller(credential(request))).may("configure")
    seen = await desk(request)
    assert seen.me.role is Role.SUPERVISOR  # nobody else may configure
    deliveries, partners, today = await counter.store.read(_kept)
    tellings, setup = counter.hooks.tellings, counter.setup
    hooks = [(one.hook, one.progress, counter.hooks.backlog(one)) for one in tellings.values()]
    more: dict[str, Any] = {
        "desk_url": "/console/interfaces/now", "way": "interfaces", "antrean": setup.branch.antrean,
        "hooks": hook_lines(hooks, setup, locale), "partners": partner_lines(partners, setup, today),
        "deliveries": delivery_lines(deliveries, setup, locale, hooks=tellings),
    }  # fmt: skip
    return page(pages_of(request).of_desk(template, locale, seen, **more), said=said)


def _kept(line: Line, present: Present, setup: Setup) -> Kept:
    return interfaces.deliveries_of(line, setup.key), interfaces.partners_of(line, setup.key), present.day


async def _refused(request: Request, refusal: Refusal) -> Response:
    if isinstance(refusal, NotSignedIn | NotAllowed):
        return await refused(request, refusal)
    words = locale_of(request).refusal(refusal.code, refusal.facts)
    return await _shown(request, "interfaces_partial.html", said={"lalopa:said": {"text": words, "kind": "refused"}})


async def _done(request: Request, words: str, kind: str = "done") -> Response:
    said = {"lalopa:done": True, "lalopa:said": {"text": words, "kind": kind}}
    return await _shown(request, "interfaces_partial.html", said=said)
