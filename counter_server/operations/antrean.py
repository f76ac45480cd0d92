"""What a program of another office does for its visitors: takes a ticket, gives it up, says that she is here.

Through the same operations as everybody. Its ticket is booked: the visitor is not here yet. A program knows its own
tickets only, by their booking code.
"""

from dataclasses import dataclass, replace

from counter_server.domain.estimate import Estimate
from counter_server.domain.numbering import number
from counter_server.domain.refusals import BookingUnknown, NotToday, QuotaUsed, ServiceClosed
from counter_server.domain.rulings import opens_next
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Is, Program
from counter_server.storage import interfaces, statements
from counter_server.storage.day import KEYS, Day
from counter_server.storage.rows import ticket_of

from . import issuing, serving
from .callers import Caller
from .expected_wait import expected
from .floor import takes_tickets

PARTNER = "antrean:"
"""Begins a program's name where staff and machines stand as well: in the journal, and in what is counted of it."""
DAY_DIGITS = 8


def program(name: str, branch: str) -> Caller:
    """The caller that a token of this user name stands for."""
    return Caller(Program.PARTNER, PARTNER + name, branch)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A ticket, who goes first, and how long it will be: of one that is booked, as if she came now."""

    ticket: Ticket
    ahead: int
    wait: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A ticket taken, and what is left of the day's quota."""

    place: Place
    left: int


def booking_of(ticket: Ticket) -> str:
    """`23112026A001`: day, letter, number, unlike any other of this office."""
    year, month, day = ticket.day.split("-")
    return f"{day}{month}{year}{number(ticket.letter, ticket.series, ticket.n).replace('-', '')}"


def take(day: Day, caller: Caller, *, asked: issuing.Asked, of_day: str, secret: bytes) -> Taken:
    """A ticket for today, as far as the quota goes. The same request again is the same ticket, and counted once."""
    check_day(day.present.day, of_day)
    name, quota = caller.key.removeprefix(PARTNER), day.setup.branch.antrean.quota
    partner = interfaces.partner_named(day.line, day.branch, name)
    taken = partner.taken_on(day.present.day) if partner else 0
    if day.ticket_of_request(asked.request_id) is None:
        _check_open(day, asked.service)
        if taken >= quota:
            raise QuotaUsed(quota=quota)
    issued = issuing.issue(day, caller, asked, secret)
    if issued.new:
        taken += 1
        values = {"branch": day.branch, "partner": name, "day": day.present.day, "taken": taken}
        if not day.line.do(interfaces.save_taken, **values):  # a demonstration's, which nobody has given a password
            day.line.do(interfaces.add_partner, **values, password_hash="", at=day.now)
    return Taken(place=place_of(day, issued.ticket), left=max(quota - taken, 0))


def check_day(today: str, asked: str) -> None:
    """A ticket lives one day, and nobody's tomorrow is known."""
    if asked != today:
        raise NotToday(today=today)


def _check_open(day: Day, service: str) -> None:
    """Before the doors open one may book; once they are closed for today, nobody would ever call the number."""
    opens = opens_next(service, day.present.rulings, day.setup.hours, day.moment)
    if not takes_tickets(day, service) and (opens is None or opens.date().isoformat() != day.present.day):
        raise ServiceClosed(service=service, opens=opens.isoformat() if opens else None)


def own(day: Day, caller: Caller, booking: str) -> Ticket:
    """The ticket of today behind a booking code; refuses another's as it refuses none."""
    year_first = f"{booking[4:8]}-{booking[2:4]}-{booking[:2]}"
    letter, n = booking[DAY_DIGITS : DAY_DIGITS + 1], booking[DAY_DIGITS + 1 :]
    found = None
    if year_first == day.present.day and n.isascii() and n.isdecimal() and int(n) in KEYS:
        values = {"day": year_first, "letter": letter, "series": "", "n": int(n)}
        found = day.line.one(statements.ticket_of_number, branch=day.branch, **values)
    ticket = ticket_of(found) if found else None
    if ticket is None or ticket.device != caller.key or booking_of(ticket) != booking:
        raise BookingUnknown(booking=booking)
    return ticket


def place(day: Day, caller: Caller, *, booking: str) -> Place:
    """Where one's own ticket stands."""
    caller.may("read")
    return place_of(day, own(day, caller, booking))


def place_of(day: Day, ticket: Ticket) -> Place:
    """The same, of any ticket."""
    is_booked = ticket.status is Is.BOOKED
    as_if = replace(ticket, status=Is.WAITING, arrived_at=day.now) if is_booked else ticket
    told = expected(day, as_if)
    return Place(ticket=ticket, ahead=told.ahead, wait=told.estimate)


def cancel(day: Day, caller: Caller, *, booking: str, reason: str) -> None:
    """Given up."""
    serving.cancel(day, caller, ticket=own(day, caller, booking).id, reason=reason)


def check_in(day: Day, caller: Caller, *, booking: str) -> None:
    """She is here: her wait begins. Said twice it is so once."""
    ticket = own(day, caller, booking)
    if ticket.status is not Is.WAITING:
        serving.check_in(day, caller, ticket=ticket.id)
