"""Whoever asks: a member of staff by her session, or a machine by its key."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from counter_server.domain.permissions import check, scope
from counter_server.domain.refusals import NotSignedIn
from counter_server.domain.staff import Member
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Device, Program, Role
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.day import Day
from counter_server.storage.paired_devices import device_of


def token_hash(token: str) -> str:
    """What the database keeps of a session's token or a device's key."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Caller:
    """`key` is the member's, the device's or the program's; `letter` a kiosk's own series; `session` the hash of the
    credential."""

    role: Role | Device | Program
    key: str
    branch: str
    counter: str = ""
    letter: str = ""
    session: str = ""

    def may(self, action: str) -> None:
        """Refuses what the role may not do at all."""
        scope(self.role, action)

    def may_with(self, action: str, ticket: Ticket, setup: Setup) -> None:
        """Refuses what the role may not do to this ticket."""
        check(self.role, self.key, action, ticket, step_role=setup.step(ticket).role)


DEMO_LETTER = "X"
DEMO_DEVICES = {token_hash(f"demo-{kind}"): (f"demo-{kind}", kind) for kind in Device}
"""Accepted in a demonstration, and never written down."""


def caller(line: Line, hashed: str, setup: Setup, members: Mapping[str, Member]) -> Caller:
    """Whose credential this is; refuses an unknown one."""
    if setup.demo and hashed in DEMO_DEVICES:
        name, kind = DEMO_DEVICES[hashed]
        return Caller(kind, name, setup.key, letter=DEMO_LETTER if kind is Device.KIOSK else "", session=hashed)
    session = line.one(statements.session, token_hash=hashed)
    if session is not None:
        branch, staff, counter = session[1:4]
        if staff not in members:
            raise NotSignedIn()
        return Caller(members[staff].role, staff, branch, counter, session=hashed)
    device = line.one(statements.device, key_hash=hashed)
    if device is None:
        raise NotSignedIn()
    paired = device_of(device)
    return Caller(paired.kind, paired.device, device[1], letter=paired.letter, session=hashed)


def caller_of(day: Day, hashed: str) -> Caller:
    """The same within an operation."""
    return caller(day.line, hashed, day.setup, day.members)
