"""Sessions as such: used, left lying, ended by somebody else; and the PIN they begin with."""

from collections.abc import Mapping

from counter_server.domain.refusals import NotYourself
from counter_server.setup import MINUTE
from counter_server.storage import statements
from counter_server.storage.day import Day

from .callers import Caller
from .sign_in_safety import forgive
from .staffing import end_session_of

IDLE = "idle"
"""Who ended a session that nobody used."""


def use(day: Day, *, used: Mapping[str, int]) -> None:
    """An operation: when each session (by its hash) last commanded anything, milliseconds since 1970 UTC."""
    for session, at in used.items():
        day.line.do(statements.session_used, token_hash=session, used=at)


def end_idle(day: Day) -> list[str]:
    """An operation: ends the sessions nobody has commanded anything with for the branch's hours. Returns whose."""
    late = day.now - day.setup.branch.safety.idle_hours * 60 * MINUTE
    ended = []
    for row in day.line.all(statements.sessions, branch=day.branch):
        if row[6] < late:
            end_session_of(day, row[2], who=IDLE)
            ended.append(row[2])
    return ended


def end_of(day: Day, caller: Caller, *, staff: str) -> None:
    """The person in charge ends somebody's session, wherever it is open. A ticket left open stays its owner's."""
    caller.may("end-session")
    day.member(staff)
    end_session_of(day, staff, who=caller.key)


def reset_pin(day: Day, caller: Caller, *, staff: str, pin_hash: str) -> None:
    """The person in charge gives somebody a new PIN. Her session ends, and nothing is held against her any more."""
    caller.may("configure")
    member = day.member(staff)
    if staff == caller.key:  # with the present one, as everybody
        raise NotYourself(name=member.name)
    day.line.do(statements.save_pin, branch=day.branch, staff=staff, pin_hash=pin_hash)
    end_session_of(day, staff, who=caller.key)
    day.record("configure", who=caller.key, subject=f"pin:{staff}", payload={"part": "pin"})
    forgive(day, staff, who=caller.key)


def change_pin(day: Day, caller: Caller, *, pin_hash: str) -> None:
    """A new PIN for herself. This session goes on, and it is the only one: nobody has two (`one_session_each`)."""
    caller.may("pin")
    day.line.do(statements.save_pin, branch=day.branch, staff=caller.key, pin_hash=pin_hash)
    day.record("pin", who=caller.key, subject=f"staff:{caller.key}")
