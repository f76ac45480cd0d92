"""The console in the browser: pages, questions and commands. Everything it does goes through the same operations as the
API; a refusal comes back as words in the page's language, together with the desk as it is now."""

import json
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from counter_server.domain.refusals import Malformed, NotFound, NotSignedIn, Refusal, TicketUnknown, WrongPin
from counter_server.operations import issuing, serving, staffing
from counter_server.operations.callers import token_hash
from counter_server.protocol.messages import Ticket
from counter_server.protocol.terms import StaffState

from .bodies import ReasonBody, SessionBody
from .console_answers import (
    HEADERS,
    LANGUAGE,
    YEAR,
    Form,
    after,
    asked_first,
    counter_of,
    desk,
    done,
    locale_of,
    page,
    pages_of,
    refused,
    to_sign_in,
)
from .console_commands import ON_A_TICKET, checked, new_ticket, text
from .console_pages import roster_of
from .credentials import browser_of, check_origin, credential, give_cookie, know_browser, take_cookie
from .desk import Desk

ASKED_OF_NO_TICKET = ("pause", "issue", "find", "notices")
ASKED_OF_A_TICKET = (
    "card", "finish", "transfer", "return", "cancel", "priority", "call", "remind", "note",
)  # fmt: skip
router = APIRouter(include_in_schema=False)


@router.get("/")
async def root() -> Response:
    """Where people begin."""
    return RedirectResponse("/console", status_code=307)


@router.get("/console/static/{name}")
async def static(request: Request, name: str) -> Response:
    """Style, script, fonts. The address changes with the content, so it may be kept for ever."""
    found = pages_of(request).static.get(name)
    if found is None:
        raise NotFound()
    kept = "public, max-age=31536000, immutable" if request.url.query == found.mark else "no-cache"
    return Response(found.content, media_type=found.kind, headers=HEADERS | {"Cache-Control": kept})


@router.get("/console")
async def console(request: Request) -> Response:
    """The desk, or the sign-in page."""
    try:
        return page(pages_of(request).console(locale_of(request), await desk(request)))
    except NotSignedIn:
        shown = page(await sign_in_page(request))
        take_cookie(shown, request)
        return shown


async def sign_in_page(request: Request, staff: str = "", place: str = "", refused: str = "") -> str:
    """Who is on the roster, which counters are free, what was chosen, and why it was refused."""
    counter = counter_of(request)
    roster = await counter.store.read(lambda line, present, setup: roster_of(present, setup, counter.clock.now()))
    return pages_of(request).sign_in(
        locale_of(request), replace(roster, chosen_staff=staff, chosen_counter=place, refused=refused)
    )


@router.post("/console/sign-in")
async def sign_in(request: Request, form: Form) -> Response:
    """A PIN for a session."""
    staff, place = text(form, "staff") or "", text(form, "counter")
    address, browser = request.client.host if request.client else "", browser_of(request)
    try:
        check_origin(request)
        given = checked(SessionBody, {"staff": staff, "pin": text(form, "pin"), "counter": place})
        session = await counter_of(request).sign_in(
            **given.model_dump(), address=address, kind="console", browser=token_hash(browser)
        )
    except Refusal as refusal:
        told = WrongPin() if isinstance(refusal, Malformed) else refusal
        words = locale_of(request).refusal(told.code, told.facts)
        again = await sign_in_page(request, staff, place or "", words)
        return page(again, status=told.status)
    answer = RedirectResponse("/console", status_code=303)
    give_cookie(answer, request, session.token)
    know_browser(answer, request, browser, counter_of(request).setup.branch.safety.familiar_days)
    return answer


@router.post("/console/sign-out")
async def sign_out(request: Request, form: Form) -> Response:
    """Home. Whoever has set tickets aside is told first."""
    try:
        now = await desk(request)
        if not form.get("sure") and [ticket for ticket in now.held if ticket.staff == now.me.staff]:
            return asked_first(pages_of(request).ask(locale_of(request), now, "sign-out", None))
        await counter_of(request).perform(staffing.sign_out, credential(request))
    except Refusal as refusal:
        return await refused(request, refusal)
    answer = to_sign_in()
    take_cookie(answer, request)
    return answer


@router.post("/console/language")
async def language(request: Request, form: Form) -> Response:
    """In which language this browser's console speaks."""
    check_origin(request)
    answer = RedirectResponse("/console", status_code=303)
    answer.set_cookie(LANGUAGE, pages_of(request).locale(text(form, "language")).language, max_age=YEAR, samesite="lax")
    return answer


@router.get("/console/desk")
async def desk_now(request: Request) -> Response:
    """The living regions of the desk."""
    try:
        return await after(request)
    except NotSignedIn:
        return to_sign_in()


@router.post("/console/here")
async def here(request: Request) -> Response:
    """A hidden tab says that its owner is there, and learns its title and what to draw attention to."""
    counter_of(request).presence.seen(credential(request))
    told = pages_of(request).hidden(locale_of(request), await desk(request))
    return Response(json.dumps(told), media_type="application/json", headers=HEADERS)


@router.get("/console/ask/{verb}")
async def ask(request: Request, verb: str) -> Response:
    """A question that is about no ticket."""
    if verb not in ASKED_OF_NO_TICKET:
        raise NotFound()
    return await question(request, verb, None)


@router.get("/console/tickets/{ticket}/ask/{verb}")
async def ask_of(request: Request, ticket: int, verb: str) -> Response:
    """A question about a ticket."""
    if verb not in ASKED_OF_A_TICKET:
        raise NotFound()
    return await question(request, verb, ticket)


async def question(request: Request, verb: str, number: int | None) -> Response:
    """The dialog's content; for a ticket that is no longer on the desk, the refusal."""
    try:
        now = await desk(request)
        ticket = _find(now, number) if number is not None else None
        return page(pages_of(request).ask(locale_of(request), now, verb, ticket))
    except Refusal as refusal:
        return await refused_question(request, refusal)


async def refused_question(request: Request, refusal: Refusal) -> Response:
    """The desk instead of a question that makes no sense any more."""
    answer = await refused(request, refusal)
    answer.headers.update({"HX-Retarget": "#console", "HX-Reswap": "regions"})
    return answer


def _find(now: Desk, number: int) -> Ticket:
    shown = [*([now.ticket] if now.ticket else []), *now.held, *now.waiting, *now.no_show, *now.board.tickets]
    for ticket in shown:
        if ticket.id == number:
            return ticket
    raise TicketUnknown(ticket=number)


@router.post("/console/ready")
async def ready(request: Request) -> Response:
    """Ready for the next ticket."""
    try:
        await counter_of(request).perform(staffing.ready, credential(request))
    except Refusal as refusal:
        return await refused(request, refusal)
    return await done(request)


@router.post("/console/pause")
async def pause(request: Request, form: Form) -> Response:
    """No tickets for now."""
    try:
        body = checked(ReasonBody, {"reason": text(form, "reason")})
        member = await counter_of(request).perform(staffing.pause, credential(request), **body.model_dump())
    except Refusal as refusal:
        return await refused(request, refusal)
    return await done(request, "pause_after" if member.state is StaffState.BUSY else "")


@router.post("/console/call-next")
async def call_next(request: Request) -> Response:
    """The best ticket to my counter."""
    try:
        mine = (await desk(request)).me.counter or ""
        ticket = await counter_of(request).perform(serving.call_next, credential(request), counter=mine)
    except Refusal as refusal:
        return await refused(request, refusal)
    return await done(request, "" if ticket else "nobody_waits")


@router.post("/console/issue")
async def new(request: Request, form: Form) -> Response:
    """A ticket for somebody who came to the desk, or wrote or telephoned."""
    try:
        counter = counter_of(request)
        asked = new_ticket(form, counter.secret, counter.setup.moment(counter.clock.now()))
        issued = await counter.perform(issuing.issue, credential(request), asked=asked, secret=counter.secret)
    except Refusal as refusal:
        return await refused(request, refusal)
    return await done(request, "issued", number=issued.ticket.number)


@router.post("/console/tickets/{ticket}/{verb}")
async def on_ticket(request: Request, ticket: int, verb: str, form: Form) -> Response:
    """A verb on a ticket."""
    try:
        if verb not in ON_A_TICKET:
            raise NotFound()
        command = ON_A_TICKET[verb]
        told = command.read(form)
        after_it = await counter_of(request).perform(command.operation, credential(request), ticket=ticket, **told)
    except Refusal as refusal:
        return await refused(request, refusal)
    if verb == "reprint":
        return await done(request, "reprinting", number=after_it.number)
    if verb == "remind":
        return await done(request, "reminded", number=after_it.number, minutes=told["remind_minutes"])
    if verb == "call" and after_it.status not in ("called", "serving"):
        return await done(request, "called_after", number=after_it.number)
    return await done(request)
