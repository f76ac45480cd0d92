"""The technician's corner: how far somebody has come into it, and what it knows of the machine. Pure.

A corner is replaced, never changed. Nobody meets it by chance, and nobody passes the PIN page without the PIN.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from .log_memory import LogLine
from .machine_doors import Level, Machine, NoLevel, ServerAnswer
from .technician_pin import LONGEST, SHORTEST

KNOCKS, WITHIN_SECONDS = 5, 3.0
"""So many touches in the hidden place, the last so soon after the first."""
STEP = 5
"""Percent by which volume and brightness go up and down."""
DIMMEST = 10
"""Percent: a panel that is dark cannot be turned up again."""


class At(StrEnum):
    """Which page of the corner is shown."""

    AWAY = ""
    PIN = "pin"
    DESK = "desk"
    DETAILS = "details"
    """All that is known of the network and this machine."""
    LOG = "log"
    CLOSING = "closing"
    """Asks whether the program shall end…"""
    RESTARTING = "restarting"
    """… or begin anew."""


class Try(StrEnum):
    """How it stands with the PIN."""

    NOT_SET = "not_set"
    ASKED = "asked"
    CHECKING = "checking"
    WRONG = "wrong"
    WAITING = "waiting"


class Trial(StrEnum):
    """How a trial stands, beside the outcomes it may have."""

    NONE = ""
    RUNNING = "running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The server and this machine's place in the network. `up`: heard, not heard, or nobody knows yet; `since` when.
    `answer`: what became of the question asked last, None while it is under way. `behind`: seconds this machine's clock
    is behind the server's."""

    server: str = ""
    up: bool | None = None
    since: datetime | None = None
    answer: ServerAnswer | None = None
    addresses: tuple[str, ...] = ()
    waiting: int = 0
    """Tickets that are still to be delivered."""
    behind: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """All of it. A `Level | NoLevel | None` is None until the door has told."""

    at: At = At.AWAY
    tried: Try = Try.ASKED
    digits: str = field(default="", repr=False)
    wait: int = 0
    """Seconds until the next PIN is looked at."""
    left: int = 0
    """Seconds until the corner closes itself, once they are few."""
    printer: str = ""
    """Its state, as the screen says it (`kiosk.printer` of the locale)."""
    trial: str = Trial.NONE
    """Of the test print: under way, or its outcome's code."""
    roll: int | None = None
    """Percent left; None: nobody knows."""
    roll_note: str = ""
    """`kept` or `not_kept`, once the roll was changed."""
    volume: Level | NoLevel | None = None
    sound: str = Trial.NONE
    """Of the test sound: under way, `heard`, or why not."""
    brightness: Level | NoLevel | None = None
    network: Network = Network()
    machine: Machine = field(default_factory=Machine)
    log: tuple[LogLine, ...] = ()


Step = Callable[[Corner], Corner]
"""Something that happens to a corner."""


def knocked(times: tuple[float, ...], now: float) -> tuple[tuple[float, ...], bool]:
    """After a touch in the hidden place at `now` (seconds): the touches that still count, and whether they open."""
    recent = (*(time for time in times if 0 <= now - time <= WITHIN_SECONDS), now)
    return ((), True) if len(recent) >= KNOCKS else (recent, False)


def asked(corner: Corner, *, pin_is_set: bool, wait: int) -> Corner:
    """The PIN page, over whatever the screen shows."""
    if corner.at is not At.AWAY:
        return corner
    return waited(replace(corner, at=At.PIN, tried=Try.ASKED if pin_is_set else Try.NOT_SET, digits=""), wait)


def typed(corner: Corner, digit: str) -> Corner:
    """One digit more, where one may be typed now."""
    if corner.at is not At.PIN or corner.tried not in (Try.ASKED, Try.WRONG):
        return corner
    if len(digit) != 1 or digit not in "0123456789" or len(corner.digits) >= LONGEST:
        return corner
    return replace(corner, digits=corner.digits + digit, tried=Try.ASKED)


def erased(corner: Corner) -> Corner:
    """One digit less."""
    return replace(corner, digits=corner.digits[:-1])


def can_enter(corner: Corner) -> bool:
    """Whether what is typed may be the PIN."""
    return corner.at is At.PIN and corner.tried is Try.ASKED and len(corner.digits) >= SHORTEST


def entered(corner: Corner) -> Corner:
    """The PIN is being looked at."""
    return replace(corner, tried=Try.CHECKING) if can_enter(corner) else corner


def refused(corner: Corner, *, wait: int) -> Corner:
    """It was not the PIN."""
    if corner.at is not At.PIN:
        return corner
    return waited(replace(corner, tried=Try.WRONG, digits=""), wait)


def waited(corner: Corner, wait: int) -> Corner:
    """So many seconds are still to be waited; at 0 a PIN is asked for again."""
    if corner.at is not At.PIN or corner.tried in (Try.NOT_SET, Try.CHECKING):
        return corner
    if wait:
        return replace(corner, tried=Try.WAITING, wait=wait, digits="")
    return replace(corner, tried=Try.ASKED, wait=0) if corner.tried is Try.WAITING else corner


def let_in(corner: Corner) -> Corner:
    """It was the PIN. What an earlier stay left behind is forgotten; what is asked now has not been answered."""
    if corner.at is not At.PIN:
        return corner
    network = replace(corner.network, answer=None)
    return Corner(at=At.DESK, printer=corner.printer, roll=corner.roll, network=network)


def inside(corner: Corner) -> bool:
    """Whether the PIN was given."""
    return corner.at not in (At.AWAY, At.PIN)


def turned_to(corner: Corner, page: At) -> Corner:
    """To another page of the corner; nobody gets in by it."""
    return replace(corner, at=page) if inside(corner) and page not in (At.AWAY, At.PIN) else corner


def went_back(corner: Corner) -> Corner:
    """From the log or a question to the desk; from the desk or the PIN page away."""
    return replace(corner, at=At.DESK) if corner.at in SUB_PAGES else left(corner)


def left(corner: Corner) -> Corner:
    """The corner is closed. What was typed is forgotten."""
    return replace(corner, at=At.AWAY, digits="", tried=Try.ASKED, wait=0, left=0, log=())


SUB_PAGES = (At.DETAILS, At.LOG, At.CLOSING, At.RESTARTING)
BOUNDS: Mapping[str, int] = {"volume": 0, "brightness": DIMMEST}
"""What can be turned up and down, and its least."""


def next_level(corner: Corner, name: str, *, up: bool) -> int | None:
    """Percent that volume or brightness is put to by one touch; None where it cannot be set, or is at its end."""
    now = corner.volume if name == "volume" else corner.brightness
    if not isinstance(now, Level):
        return None
    if up and now.muted:
        return max(now.percent, STEP)
    steps = now.percent // STEP + 1 if up else -(-now.percent // STEP) - 1
    wanted = max(BOUNDS[name], min(100, steps * STEP))
    return wanted if wanted != now.percent else None


def with_level(corner: Corner, name: str, level: Level | NoLevel) -> Corner:
    """Volume or brightness is so from now on."""
    return replace(corner, volume=level) if name == "volume" else replace(corner, brightness=level)
