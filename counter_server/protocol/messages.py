"""What crosses the wire, as plain frozen records: the server encodes them, every program decodes them.

Times are aware datetimes (ISO 8601 with offset on the wire). No message holds a NIK, a KK number or a name of a
visitor.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .terms import Channel, Is, Language, Outcome, PrintStatus, Priority, Role, StaffState

NOTICE = "notice"
"""The kind of an announcement in the words of the person in charge."""

WaitingCounts = dict[str, dict[str, int]]
"""Service letter → step → how many wait there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WallTicket:
    """A ticket as everybody in the hall may see it."""

    id: int
    number: str
    service: str
    step: str
    status: Is
    counter: str | None = None
    called_at: datetime | None = None
    recalls: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket(WallTicket):
    """A ticket as staff see it. What a wall may not see is None (or empty) there."""

    priority: Priority = Priority.NONE
    staff: str | None = None
    person: str | None = None
    """The member of staff it was transferred to, while it waits for her."""
    issued_at: datetime | None = None
    started_at: datetime | None = None
    print_status: PrintStatus = PrintStatus.NONE
    channel: Channel | None = None
    language: Language = Language.ID
    documents: dict[str, list[str]] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)
    """Per paper the forms still missing, from what was declared or ticked off last."""
    answers: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    """Codes such as `region_elsewhere` or `issued_while_closed`; hints for staff, never a refusal."""
    outcome: Outcome | None = None
    expected_at: datetime | None = None
    """When somebody booked said she would come."""
    remind_at: datetime | None = None
    """When the member of staff who put it on hold wants to be reminded."""
    standard_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Minutes until the call, as an honest range."""

    low: int
    high: int
    after_closing: bool = False
    """More likely than not the counters close before."""


Waits = dict[str, Estimate]
"""Service letter → how long somebody who takes a number now, with all papers and no priority, waits for her call. A
service that is closed, or whose step nobody serves, is not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedTicket(Ticket):
    """The answer to an issue."""

    ahead: int = 0
    estimate: Estimate | None = None
    page: str | None = None
    """Address of the ticket's page on the phone; None where the branch has no public address."""
    repeat: bool = False
    """The visitor's first ticket for this service today, to be printed once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterNow:
    """A counter and who serves there."""

    counter: str
    name: str
    kind: str
    """`loket` or `bantuan`: the key of its name in the locale."""
    n: int
    staff: str | None = None
    state: StaffState = StaffState.AWAY
    ticket: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffNow:
    """A member of staff at this moment."""

    staff: str
    name: str
    role: Role
    state: StaffState
    reason: str | None = None
    counter: str | None = None
    ticket: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceNow:
    """Whether a service takes tickets now."""

    letter: str
    open: bool
    opens: datetime | None = None
    """When it opens next; None while it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A call or recall nobody has spoken yet."""

    seq: int
    number: str
    counter: str
    at: datetime
    kind: str
    """`call`, `recall` or `notice`."""
    ticket: int
    texts: dict[str, str] = field(default_factory=dict)
    """Of a notice: its words by language. It calls nobody: `number` and `counter` are empty, `ticket` is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchFace:
    """What the public sees of the branch."""

    key: str
    name: str
    office: str
    zone: str
    open: bool
    running_text: dict[str, str] = field(default_factory=dict)
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The whole present of a branch, as of `seq`. Tickets: called, serving and the last calls; for staff also held,
    not shown up, and the first 200 who wait for one's role."""

    seq: int
    at: datetime
    branch: BranchFace
    counters: list[CounterNow]
    tickets: list[Ticket]
    waiting: WaitingCounts
    announcements: list[Announcement]
    services: list[ServiceNow] = field(default_factory=list)
    staff: list[StaffNow] = field(default_factory=list)
    waits: Waits = field(default_factory=dict)
    """For walls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the journal as it comes down: each part is a whole new state, to be put in place of the old one.

    `action` is the journal's word: a ticket verb (`issue`, `call`, …), `printed`, `not-printed`, `reprint`,
    `renumber`, `documents`, `priority`, `sign-in`, `sign-out`, `ready`, `pause`, `away`, `call-later` (a ticket
    was named as the next one), `spoken`, `configure`, `open` and `close` (a service), `day-open`, `day-close`, `device`
    (a machine says something else of itself, or is gone or back), `pair` and `revoke` (a machine), `move`, `mode`,
    `running-text`, `announce`, `end-day` and `take-back` (what the person in charge decides for a day),
    `alert-raised`, `alert-acknowledged`, `alert-cleared`. With `call`, `recall` and `announce`, `seq` is the
    announcement's. `alert` and `waits` are no lines of the journal and have the seq of the last one: what the person in
    charge should know looks different now; the wait of whoever comes now is another.
    """

    seq: int
    at: datetime
    action: str
    waiting: WaitingCounts
    ticket: Ticket | None = None
    counter: CounterNow | None = None
    staff: StaffNow | None = None
    service: ServiceNow | None = None
    branch: BranchFace | None = None
    """Where what the public sees of the branch may be different."""
    notice: dict[str, str] = field(default_factory=dict)
    """With `announce`: what is to be said, by language."""
    waits: Waits | None = None
    """With `waits`: all of them; else None, and they stay as they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """The line is alive, and the board is as of `seq`."""

    seq: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A sign-in."""

    token: str
    staff: str
    counter: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyState:
    """The caller's own state, and the ticket she was given."""

    staff: str
    state: StaffState
    ticket: Ticket | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """The answer to `GET /healthz`: the journal stands at `seq`, and a write has just become durable."""

    seq: int
    status: str = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A refusal on the wire: a code and its facts; the words are the reader's locale's."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
