"""The ticket's page on the phone: its number, its state, its counter, the people ahead, and nothing else. No login, an
address nobody can guess, good for the day. It asks again by itself; a stream of its own comes with a later release."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from counter_server.domain.ticket import Ticket
from counter_server.operations.callers import token_hash
from counter_server.protocol.terms import Is
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.present import PRIORITY, REGULAR, Present
from counter_server.storage.rows import ticket_of

from .console_answers import HEADERS, pages_of
from .routes import Running

router = APIRouter(include_in_schema=False)
ASK_AGAIN_SECONDS = 10
MOST_AHEAD = 100
"""People counted ahead; beyond it the page says so many and more, whatever the queue's length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """What the holder of an address may know."""

    number: str
    status: Is
    language: str
    counter: str
    ahead: int
    more: bool


@router.get("/t/{token}")
async def follow(token: str, request: Request, counter: Running) -> Response:
    """The page, or a page that says the number is no longer valid."""
    hashed = token_hash(token)
    found = await counter.store.read(lambda line, present, setup: look(line, present, setup, hashed))
    pages = pages_of(request)
    locale = pages.locale(found.language if found else None)
    html = pages.phone(locale, found, counter.setup.branch.branch, again=ASK_AGAIN_SECONDS)
    return HTMLResponse(html, 200 if found else 404, headers=HEADERS)


def look(line: Line, present: Present, setup: Setup, page_hash: str) -> Follower | None:
    """The ticket behind an address, today's only."""
    row = line.one(statements.ticket_of_page, branch=setup.key, page_hash=page_hash)
    if row is None or (ticket := ticket_of(row)).day != present.day:
        return None
    ahead = people_ahead(line, setup, ticket) if ticket.status is Is.WAITING else 0
    return Follower(
        number=ticket.number,
        status=ticket.status,
        language=str(ticket.language),
        counter=ticket.counter,
        ahead=min(ahead, MOST_AHEAD),
        more=ahead > MOST_AHEAD,
    )


def people_ahead(line: Line, setup: Setup, ticket: Ticket) -> int:
    """Who waits at the same step, came earlier, and is of its class or before it; counted no further than needed."""
    classes = (PRIORITY,) if ticket.in_priority else (REGULAR, PRIORITY)
    counted = 0
    for klass in classes:
        row = line.one(
            statements.ahead_in, branch=setup.key, queue=ticket.queue, klass=klass, arrived_at=ticket.arrived_at,
            most=MOST_AHEAD + 1,
        )  # fmt: skip
        counted += int(row[0]) if row else 0
    return counted
