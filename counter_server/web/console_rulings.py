"""The floor's keys: what the person in charge decides for this day, asked first, done, and taken back."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from counter_server.domain.refusals import NotFound, Refusal, ServiceNeeded
from counter_server.operations import floor, serving
from counter_server.operations.naming import numbered
from counter_server.protocol.terms import Is, Language

from .bodies import ReasonBody
from .console import refused_question
from .console_answers import Form, counter_of, desk, done, locale_of, page, pages_of, refused
from .console_commands import checked, text
from .credentials import credential
from .floor_bodies import MessageBody, ModeBody, MoveBody, NoticeBody, NumberBody, ServiceBody
from .floor_questions import Asked

router = APIRouter(prefix="/console/floor", include_in_schema=False)
MINUTE = 60_000
ASKED = ("notice", "message", "mode", "close-day", "summon", "team")
HERS = "take-back"
"""Whoever may do this is in charge of the floor."""
Said = tuple[str, dict[str, object]]
"""What to say once it is done: a key of `console.rule.done`, and what it names."""


@router.get("/ask/{asked}")
async def ask(request: Request, asked: str) -> Response:
    """What to say, how long, why."""
    if asked not in ASKED:
        raise NotFound()
    return await _asked(request, asked)


@router.get("/services/{letter}")
async def ask_service(request: Request, letter: str) -> Response:
    """Whether to open or close it."""
    return await _asked(request, "service", letter)


@router.get("/staff/{staff}")
async def ask_staff(request: Request, staff: str) -> Response:
    """Where she is to serve today."""
    return await _asked(request, "move", staff)


@router.post("/services/{letter}")
async def rule_service(request: Request, letter: str, form: Form) -> Response:
    """Opened or closed, whatever the calendar says."""

    async def rule() -> Said:
        body = checked(ServiceBody, {"open": text(form, "open"), "reason": text(form, "reason")})
        opens = body.open == "yes"
        await _perform(request, floor.rule_service, service=letter, open=opens, reason=body.reason)
        return "opened" if opens else "closed", {"service": letter}

    return await _carried_out(request, rule)


@router.post("/staff/{staff}")
async def move(request: Request, staff: str, form: Form) -> Response:
    """To other steps or services, for this day."""

    async def rule() -> Said:
        told = {"role": text(form, "role"), "services": form.getlist("service"), "reason": text(form, "reason")}
        body = checked(MoveBody, told)
        if not body.services:  # none would be all
            raise ServiceNeeded()
        every = set(counter_of(request).setup.services)
        services = [] if set(body.services) == every else body.services
        command = {"staff": staff, "role": body.role, "services": services, "reason": body.reason}
        member = await _perform(request, floor.move, **command)
        return "moved", {"name": member.name}

    return await _carried_out(request, rule)


@router.post("/mode")
async def mode(request: Request, form: Form) -> Response:
    """Given, or asked for."""

    async def rule() -> Said:
        body = checked(ModeBody, {"mode": text(form, "mode"), "reason": text(form, "reason")})
        await _perform(request, floor.rule_mode, **body.model_dump())
        return str(body.mode), {}

    return await _carried_out(request, rule)


@router.post("/message")
async def message(request: Request, form: Form) -> Response:
    """The line at the wall's foot."""

    async def rule() -> Said:
        body = checked(MessageBody, {"texts": _texts(form), "minutes": text(form, "minutes")})
        until = counter_of(request).clock.now() + body.minutes * MINUTE if body.minutes else 0
        await _perform(request, floor.rule_running_text, texts=_plain(body.texts), until=until)
        return "message", {}

    return await _carried_out(request, rule)


@router.post("/notice")
async def notice(request: Request, form: Form) -> Response:
    """Said once, after the calls before it."""

    async def rule() -> Said:
        chosen = text(form, "prepared")
        texts = _texts(form) if chosen in (None, "own") else _said(request, f"prepared.{chosen}")
        await _perform(request, floor.announce, texts=_plain(checked(NoticeBody, {"texts": texts}).texts))
        return "notice", {}

    return await _carried_out(request, rule)


@router.post("/close-day")
async def close_day(request: Request, form: Form) -> Response:
    """Nobody is taken in any more, until the calendar opens on another day."""

    async def rule() -> Said:
        body = checked(ReasonBody, {"reason": text(form, "reason")})
        texts = _said(request, "rule.closing") if text(form, "notice") else {}
        lapsed = await _perform(request, floor.end_day, reason=body.reason, texts=texts)
        return "day", {"n": lapsed}

    return await _carried_out(request, rule)


@router.post("/summon")
async def summon(request: Request, form: Form) -> Response:
    """A number named, to a counter named, for a reason."""

    async def rule() -> Said:
        body = checked(NumberBody, {name: text(form, name) for name in ("number", "counter", "reason")})
        ticket = await counter_of(request).store.read(
            lambda line, present, setup: numbered(line, present, setup, body.number)
        )
        command = {"ticket": ticket.id, "counter": body.counter, "reason": body.reason, "after": True}
        named = await _perform(request, serving.call, **command)
        words = "summoned" if named.status is Is.CALLED else "summoned_after"
        return words, {"number": ticket.number, "counter": locale_of(request).counter(body.counter)}

    return await _carried_out(request, rule)


@router.post("/take-back/{about}")
async def take_back(request: Request, about: str) -> Response:
    """As if she had not decided it."""

    async def rule() -> Said:
        await _perform(request, floor.take_back, about=about)
        return "taken_back", {}

    return await _carried_out(request, rule)


@router.post("/alerts/{alert}/acknowledge")
async def acknowledge(request: Request, alert: int) -> Response:
    """She knows."""

    async def rule() -> Said:
        await counter_of(request).watch.keeper.acknowledge(credential(request), alert)
        return "acknowledged", {}

    return await _carried_out(request, rule)


async def _carried_out(request: Request, rule: Callable[[], Awaitable[Said]]) -> Response:
    """Whoever may not is told so, whatever she has written."""
    try:
        (await counter_of(request).caller(credential(request))).may(HERS)
        words, facts = await rule()
    except Refusal as refusal:
        return await refused(request, refusal)
    return await done(request, f"rule.done.{words}", **facts)


async def _perform(request: Request, operation: Callable[..., Any], **command: Any) -> Any:
    return await counter_of(request).perform(operation, credential(request), **command)


async def _asked(request: Request, question: str, of: str = "") -> Response:
    counter = counter_of(request)
    try:
        (await counter.caller(credential(request))).may(HERS)
        now, locale = await desk(request), locale_of(request)
        facts = Asked(question, now, counter.setup, counter.present, locale, of).facts()
    except Refusal as refusal:
        return await refused_question(request, refusal)
    return page(pages_of(request).of_desk(f"floor/{question}.html", locale, now, **facts))


def _texts(form: Any) -> dict[str, str]:
    """What was written, by language."""
    written = {str(language): text(form, f"text_{language}") for language in Language}
    return {language: said for language, said in written.items() if said}


def _plain(texts: dict[Language, str]) -> dict[str, str]:
    return {str(language): said for language, said in texts.items()}


def _said(request: Request, key: str) -> dict[str, str]:
    """What the console says itself, in every language of the branch."""
    locales, full = pages_of(request).locales, f"console.{key}"
    return {language: locale.say(full) for language, locale in locales.items() if locale.has(full)}
