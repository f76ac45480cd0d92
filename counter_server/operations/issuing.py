"""A new ticket."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from counter_server.domain.at_desk import at_issue
from counter_server.domain.documents import circumstances, cover_elsewhere, missing
from counter_server.domain.estimate import Estimate
from counter_server.domain.identity import Kk, Nik
from counter_server.domain.permissions import ISSUES_THROUGH
from counter_server.domain.refusals import (
    CoveredElsewhere,
    Malformed,
    NotAllowed,
    NumberTaken,
    RequestReused,
    ServiceClosed,
)
from counter_server.domain.rulings import opens_next
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import (
    REMOTE_CHANNELS,
    Channel,
    Is,
    Language,
    PrintStatus,
    Priority,
    Program,
)
from counter_server.storage.day import Day, Request

from .callers import Caller, token_hash
from .calling import serve
from .expected_wait import expected
from .floor import takes_tickets
from .keyed import keyed, keyed_digest
from .repeats import first_of, issued_by, print_here, refusal

LONGEST_AWAY = 366 * 24 * 60 * 60 * 1000
"""Milliseconds. No kiosk delivers a paper older than that; what says so has a broken clock."""
INFORMATION = "S"
"""The service offered to whoever has other cover."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a visitor asked for. `number` and `taken_at` (milliseconds) come from a kiosk that issued by itself."""

    request_id: str
    service: str
    language: Language = Language.ID
    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    priority: Priority = Priority.NONE
    channel: Channel = Channel.KIOSK
    nik: Nik | None = None
    kk: Kk | None = None
    number: tuple[str, str, int] | None = None
    taken_at: int | None = None
    expected_at: int = 0
    """When somebody who is not here yet said she would come, milliseconds; 0: she did not say."""
    paperless: bool = False
    """Taken on the visitor's own phone, before the kiosk: she has her number already, and nobody prints it."""
    again: bool = False
    """The visitor knows that she has a ticket already, and would like its paper once more."""
    body: str = ""
    """A keyed digest of all this but number and time of issue, which a lost answer adds, and NIK and KK, which a
    kiosk does not keep on its disk and has forgotten after a restart."""

    @property
    def late(self) -> bool:
        """Issued while the server was away; the paper is in the visitor's hands."""
        return self.number is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The ticket, and what its paper says besides."""

    ticket: Ticket
    new: bool
    ahead: int
    estimate: Estimate | None
    page: str = ""
    repeat: bool = False
    """The visitor's first ticket, to be printed once more."""


def issue(day: Day, caller: Caller, asked: Asked, secret: bytes) -> Issued:
    """A ticket for a visitor; the same request again gives the same ticket. `secret` keys what must not be guessed."""
    caller.may("issue")
    if asked.channel not in ISSUES_THROUGH[caller.role]:
        raise NotAllowed(role=caller.role, action=f"issue:{asked.channel}")
    day.setup.service(asked.service)
    known = day.ticket_of_request(asked.request_id)
    if known is not None:
        return _again(day, caller, asked, *known, secret)
    first = first_of(day, asked.service, _nik_hash(asked, secret))
    if first is not None and not asked.late:
        return _repeat(day, caller, asked, first, secret)
    fresh = _fresh(day, caller, asked, repeated=first is not None)
    wait = expected(day, fresh)
    page, request = _request(day, asked, fresh, secret)
    day.record("issue", who=caller.key, ticket=fresh, request=request, payload={} if asked.late else wait.kept())
    if fresh.status is Is.LAPSED:
        return Issued(ticket=fresh, new=True, ahead=0, estimate=None, page=page)
    serve(day)
    ticket = fresh if day.present.seq == fresh.id else day.ticket(fresh.id)  # nothing was recorded since
    return Issued(ticket=ticket, new=True, ahead=wait.ahead, estimate=wait.estimate, page=page)


def _again(day: Day, caller: Caller, asked: Asked, ticket: Ticket, body: str, secret: bytes) -> Issued:
    if not hmac.compare_digest(body, asked.body) or not issued_by(day, ticket, caller):
        raise RequestReused()
    of_today = ticket.day == day.present.day
    if of_today and asked.number is not None and (ticket.letter, ticket.series, ticket.n) != asked.number:
        ticket = _renumber(day, caller, asked, ticket)
    wait, page = expected(day, ticket), page_token(secret, day.branch, ticket)
    return Issued(ticket=ticket, new=False, ahead=wait.ahead, estimate=wait.estimate, page=page)


def _repeat(day: Day, caller: Caller, asked: Asked, first: Ticket, secret: bytes) -> Issued:
    """Refuses a second ticket; whoever knows of her first is given that one."""
    if not asked.again:
        raise refusal(first)
    ticket = print_here(day, caller, first)
    wait, page = expected(day, ticket), page_token(secret, day.branch, ticket)
    return Issued(ticket=ticket, new=False, ahead=wait.ahead, estimate=wait.estimate, page=page, repeat=True)


def _renumber(day: Day, caller: Caller, asked: Asked, ticket: Ticket) -> Ticket:
    """Paper wins: the answer had been lost, the kiosk printed a number of its own, and that one is in the visitor's
    hands. Whoever was called by the spent number is called again, also when she was given up for not coming."""
    letter, series, n = _own_number(day, caller, asked, ticket.day)
    taken_at, _ = _taken_at(day, asked)
    renamed = replace(ticket.renumbered(letter=letter, series=series, n=n, taken_at=taken_at), device=caller.key)
    day.record("renumber", who=caller.key, before=ticket, ticket=renamed, payload={"spent": ticket.number})
    if renamed.status is Is.CALLED:
        again = renamed.recalled(at=day.now)
        day.record("recall", who=caller.key, before=renamed, ticket=again)
    serve(day)
    return day.ticket(ticket.id)


def _fresh(day: Day, caller: Caller, asked: Asked, *, repeated: bool = False) -> Ticket:
    loaded = day.setup.service(asked.service)
    service = loaded.service
    warnings = _warnings(day, asked, asks_cover="insurance" in loaded.questions) + ("repeated",) * repeated
    lacking = missing(service.documents, asked.documents, asked.answers)
    step = service.first_step(circumstances(missing=lacking, answers=asked.answers))
    arrived, of_day = _taken_at(day, asked)
    by_kiosk = asked.channel is Channel.KIOSK
    to_print = by_kiosk and not asked.late and not asked.paperless
    letter, series, n = _own_number(day, caller, asked, of_day) if asked.late else (
        service.letter, "", day.next_number(service.letter)
    )  # fmt: skip
    fresh = Ticket(
        id=day.next_seq(), day=of_day, letter=letter, series=series, n=n,
        service=service.letter, service_version=service.version, step=step.key,
        status=Is.BOOKED if asked.channel in REMOTE_CHANNELS else Is.WAITING,
        priority=asked.priority, channel=asked.channel, language=asked.language,
        issued_at=arrived, arrived_at=arrived, callable_at=day.now + day.setup.print_grace if to_print else 0,
        print_status=_print_status(asked, to_print=to_print),
        device=caller.key if by_kiosk or isinstance(caller.role, Program) else "",
        documents=dict(asked.documents), missing=lacking, answers=_answers(day, asked), warnings=warnings,
        desk=at_issue(
            asked.nik, asked.kk, day.moment.date(), expected_at=asked.expected_at * (asked.channel in REMOTE_CHANNELS),
            seen=asked.channel is Channel.STAFF and asked.priority is not Priority.NONE,
        ),
    )  # fmt: skip
    return fresh if of_day == day.present.day else fresh.lapsed(at=day.now)


def _print_status(asked: Asked, *, to_print: bool) -> PrintStatus:
    if asked.channel is not Channel.KIOSK or asked.paperless:
        return PrintStatus.NONE
    return PrintStatus.TO_PRINT if to_print else PrintStatus.PRINTED


def _answers(day: Day, asked: Asked) -> dict[str, str]:
    """As declared; a hospital must be one of the branch's, for anything may be typed where it stands."""
    named = asked.answers.get("hospital")
    if named is None or any(named == hospital.key for hospital in day.setup.branch.hospitals):
        return dict(asked.answers)
    if not asked.late:
        raise Malformed(problems=[{"where": "body.answers.hospital", "why": "unknown"}])
    return {question: answer for question, answer in asked.answers.items() if question != "hospital"}


def _warnings(day: Day, asked: Asked, *, asks_cover: bool) -> tuple[str, ...]:
    """Hints for staff; refuses what is a reason to refuse, unless the ticket is on paper already."""
    warnings = []
    if not takes_tickets(day, asked.service):
        if asked.channel is Channel.KIOSK and not asked.late:
            opens = opens_next(asked.service, day.present.rulings, day.setup.hours, day.moment)
            raise ServiceClosed(service=asked.service, opens=opens.isoformat() if opens else None)
        warnings.append("issued_while_closed")
    if asks_cover and cover_elsewhere(asked.answers):
        if not asked.late:
            raise CoveredElsewhere(offer=INFORMATION)
        warnings.append("covered_elsewhere")
    today = day.moment.date()
    for identity in (asked.nik, asked.kk):
        warnings += list(identity.warnings(today)) if identity else []
    return tuple(dict.fromkeys(warnings))


def _taken_at(day: Day, asked: Asked) -> tuple[int, str]:
    """When, and on which business day: whoever took a number yesterday is not in the hall today."""
    if asked.taken_at is None:
        return day.now, day.present.day
    taken_at = max(min(asked.taken_at, day.now), day.now - LONGEST_AWAY)
    return taken_at, min(day.setup.business_day(taken_at), day.present.day)


def _own_number(day: Day, caller: Caller, asked: Asked, of_day: str) -> tuple[str, str, int]:
    letter, series, n = asked.number or ("", "", 0)
    if letter != asked.service or not series or series != caller.letter:
        raise Malformed(problems=[{"where": "body.number", "why": "not_of_this_kiosk"}])
    if day.has_number(of_day, letter, series, n):
        raise NumberTaken(number=f"{letter}-{series}{n:02d}")
    return letter, series, n


def _request(day: Day, asked: Asked, ticket: Ticket, secret: bytes) -> tuple[str, Request]:
    page = page_token(secret, day.branch, ticket)
    request = Request(
        request=asked.request_id,
        body=asked.body,
        nik_hash=_nik_hash(asked, secret),
        kk_hash=keyed(secret, "kk", str(asked.kk)) if asked.kk else "",
        page_hash=token_hash(page),
    )
    return page, request


def _nik_hash(asked: Asked, secret: bytes) -> str:
    return keyed(secret, "nik", str(asked.nik)) if asked.nik else ""


def page_token(secret: bytes, branch: str, ticket: Ticket) -> str:
    """128 bits nobody can guess: the ticket's page on the phone."""
    made = keyed_digest(secret, f"page:{branch}:{ticket.day}:{ticket.id}".encode())
    return urlsafe_b64encode(made[:16]).decode().rstrip("=")
