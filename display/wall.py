"""What hangs on the wall at one moment, in words: derived from the board, the voice and the time, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from counter_server.protocol.branch_file import Branch
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import NOTICE, Board, Ticket
from counter_server.protocol.terms import Is

from .announcements import Announcements
from .board import ACTIVE, PASSED, last_called_first
from .place import EVERYWHERE, Place
from .queues import Queue, queues, waiting

STAYS_SECONDS = 20.0
"""A call stays large at least so long, unless the next one is spoken."""

TIP_SECONDS = 12

TAKEN_BACK = frozenset({Is.WAITING, Is.NO_SHOW, Is.ON_HOLD, Is.CANCELLED, Is.LAPSED})
"""Nobody should follow such a call any more."""


@dataclass(frozen=True, slots=True)
class Card:
    """A ticket at a counter. `kind`: `voiced` (at the voice, or the large one), `just` (called a moment ago), `called`
    or `serving`. `arrow` and `zone`: the way to its counter, where one is set."""

    key: int
    number: str
    place: str
    kind: str
    pulse: int
    """Changes when the card should draw the eye; 0 never."""
    arrow: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """A ticket called a while ago; `note` is where it was, or what became of it."""

    key: int
    number: str
    note: str
    missed: bool


@dataclass(frozen=True, slots=True)
class Wall:
    """Everything the screen says. Texts are final."""

    ready: bool = False
    """Whether there is a board to show."""
    branch: str = ""
    office: str = ""
    hall: str = ""
    """The name of the hall it hangs in; empty where there is only one."""
    time: str = ""
    date: str = ""
    large: Card | None = None
    resting: bool = True
    """Whether the large call, if any, has had its time, and information may take its place."""
    cards: tuple[Card, ...] = ()
    passed: tuple[Passed, ...] = ()
    waiting: str = "0"
    queues: tuple[Queue, ...] = ()
    tip: str = ""
    aside: str = ""
    """The tip after it, for a second place."""
    running_text: str = ""
    notice: str = ""
    """What the person in charge has to say, while it is said and for a time after; empty: nothing."""
    away: str = ""
    """What to say while the server is away; empty while it is heard."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Now. `shown`: seconds since the voice began its current announcement. `away`: empty, or why the server is."""

    now: datetime
    shown: float = STAYS_SECONDS
    away: str = ""
    heard_at: datetime | None = None
    """When the server was last heard, by its own clock."""
    recent: Mapping[int, int] = field(default_factory=dict)
    """Tickets just called → the seq of their announcement."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a wall is hung."""

    passed: int = 6
    """How many last calls, at most."""
    place: Place = EVERYWHERE
    call_seconds: float = 30.0
    """How long a call stays large before information takes its place."""


AS_USUAL = Manner()


def wall(
    board: Board | None,
    announcements: Announcements,
    moment: Moment,
    locale: Locale,
    branch: Branch,
    manner: Manner = AS_USUAL,
) -> Wall:
    """The wall at `moment`. `branch`: as its file has it, while no board has come."""
    face = board.branch if board else branch
    zone = _zone(face.zone, branch.zone)
    here = moment.now.astimezone(zone)
    greeting = Wall(
        branch=face.name,
        office=face.office,
        hall=manner.place.name,
        time=locale.time(here),
        date=locale.date(here),
        away=_away(moment, zone, locale),
    )
    return _filled(greeting, board, announcements, moment, locale, manner) if board else greeting


def _zone(*names: str) -> tzinfo:
    """The first that this machine knows: a wall without the branch's own time is better than none."""
    for name in names:
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            continue
    return UTC


def _filled(
    greeting: Wall, board: Board, announcements: Announcements, moment: Moment, locale: Locale, manner: Manner
) -> Wall:
    notice = announcements.notice(locale.language) if announcements.speaking or moment.shown < STAYS_SECONDS else ""
    large = _large(board, announcements, moment.shown, locale, manner.place)
    counts = waiting(board)
    return replace(
        greeting,
        ready=True,
        large=large,
        notice=notice,
        resting=not notice and _rests(large, board, announcements, moment, manner.call_seconds),
        cards=_cards(board, large, moment.recent, locale, manner.place),
        passed=_passed(board, moment.recent, locale)[: manner.passed],
        waiting=str(sum(counts.values())),
        queues=queues(board, locale),
        tip=_tip(moment.now, 0, locale),
        aside=_tip(moment.now, 1, locale),
        running_text=board.branch.running_text.get(locale.language, ""),
    )


def _large(board: Board, announcements: Announcements, shown: float, locale: Locale, place: Place) -> Card | None:
    """The announcement at the voice; after it, the newest call still waiting for its visitor."""
    current = announcements.current
    if current is not None and current.kind != NOTICE:
        ticket = next((ticket for ticket in board.tickets if ticket.id == current.ticket), None)
        followed = ticket is not None and ticket.status not in TAKEN_BACK
        called = ticket is not None and ticket.status is Is.CALLED
        if announcements.speaking or called or (followed and shown < STAYS_SECONDS):
            return _shown(current.ticket, current.number, current.counter, "voiced", current.seq, locale, place)
    unspoken = {one.ticket for one in announcements.waiting}
    called_ones = [one for one in board.tickets if one.status is Is.CALLED and one.id not in unspoken]
    for one in last_called_first(called_ones):
        return _shown(one.id, one.number, one.counter or "", "voiced", 0, locale, place)
    return None


def _rests(large: Card | None, board: Board, announcements: Announcements, moment: Moment, call_seconds: float) -> bool:
    if large is None:
        return True
    if announcements.current and announcements.current.ticket == large.key:
        return not announcements.speaking and moment.shown >= call_seconds
    called_at = next((ticket.called_at for ticket in board.tickets if ticket.id == large.key), None)
    return called_at is None or (moment.now - called_at).total_seconds() >= call_seconds


def _cards(
    board: Board, large: Card | None, recent: Mapping[int, int], locale: Locale, place: Place
) -> tuple[Card, ...]:
    """In the order of the counters, so that each card keeps its place."""
    order = {counter.counter: place for place, counter in enumerate(board.counters)}
    active = [ticket for ticket in board.tickets if ticket.status in ACTIVE or _just_over(ticket, recent)]
    active.sort(key=lambda ticket: (order.get(ticket.counter or "", len(order)), ticket.counter or "", ticket.id))
    return tuple(
        large
        if large and large.key == ticket.id
        else _shown(ticket.id, ticket.number, ticket.counter or "", *_kind(ticket, recent), locale, place)
        for ticket in active
    )


def _just_over(ticket: Ticket, recent: Mapping[int, int]) -> bool:
    return ticket.status is Is.FINISHED and ticket.id in recent


def _kind(ticket: Ticket, recent: Mapping[int, int]) -> tuple[str, int]:
    return ("just", recent[ticket.id]) if ticket.id in recent else (str(ticket.status), 0)


def _shown(key: int, number: str, counter: str, kind: str, pulse: int, locale: Locale, place: Place) -> Card:
    sign = place.to(counter)
    return Card(key, number, locale.counter(counter), kind, pulse, sign.arrow, sign.zone)


def _passed(board: Board, recent: Mapping[int, int], locale: Locale) -> tuple[Passed, ...]:
    passed = [
        ticket
        for ticket in board.tickets
        if ticket.status in PASSED and ticket.called_at is not None and not _just_over(ticket, recent)
    ]
    return tuple(_one_passed(ticket, locale) for ticket in last_called_first(passed))


def _one_passed(ticket: Ticket, locale: Locale) -> Passed:
    at_counter = ticket.status is Is.FINISHED and ticket.counter
    note = locale.counter(ticket.counter or "") if at_counter else locale.say(f"display.passed.{ticket.status}")
    return Passed(ticket.id, ticket.number, note, ticket.status is Is.NO_SHOW)


def _tip(now: datetime, further: int, locale: Locale) -> str:
    tips = sorted(locale.under("display.tip").items())
    return tips[(int(now.timestamp()) // TIP_SECONDS + further) % len(tips)][1]


def _away(moment: Moment, zone: tzinfo, locale: Locale) -> str:
    if not moment.away:
        return ""
    if moment.away in ("not_signed_in", "not_allowed"):
        return locale.say("display.away.key_refused")
    if moment.heard_at is None:
        return locale.say("display.away.never_heard")
    return locale.say("display.away.since", time=locale.time(moment.heard_at.astimezone(zone)))
