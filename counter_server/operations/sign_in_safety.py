"""What is remembered of wrong PINs, and who takes it back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from counter_server.domain.sign_in_limits import NOTHING, SECOND, Known, Limits, Tries, after_failure
from counter_server.setup import MINUTE, Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.day import Day

from .callers import Caller

DAY = 24 * 60 * MINUTE
EVERYBODY = ""
"""In place of a person or an address: the count of the other for all of them."""
BROWSER = "browser:"
"""Begins the place of a browser that somebody has signed in with: it stands where an address does, and is hers alone
behind an address that a whole hall shares."""
SIGN_IN = "sign-in"
"""Who locks."""


def limits_of(setup: Setup) -> Limits:
    """The branch's, in milliseconds."""
    safety = setup.branch.safety
    return Limits(
        wrong_pins=safety.wrong_pins,
        wrong_pins_of_strangers=safety.wrong_pins_of_strangers,
        lock=safety.lock_minutes * MINUTE,
        familiar=safety.familiar_days * DAY,
    )


def tries(line: Line, branch: str, staff: str, address: str) -> Known:
    """Of the person at the address, of the address, of the person. An empty `staff` is somebody not on the roster: only
    the address counts for her."""
    of_address = _read(line, branch, EVERYBODY, address)
    if not staff:
        return NOTHING, of_address, NOTHING
    return _read(line, branch, staff, address), of_address, _read(line, branch, staff, EVERYBODY)


def fail(day: Day, *, staff: str, address: str) -> list[str]:
    """An operation: the PIN was wrong. Returns what is locked by it: `staff`, `address`, `strangers`, or nothing."""
    known = tries(day.line, day.branch, staff, address)
    counted = after_failure(known, day.now, limits_of(day.setup))
    places = ((staff, address), (EVERYBODY, address), (staff, EVERYBODY))
    locked = []
    for place, before, after, what in zip(places, known, counted, ("staff", "address", "strangers"), strict=True):
        if after == before or (not staff and what != "address"):
            continue
        _write(day, *place, after)
        if after.locked_until > before.locked_until:
            locked.append(what)
            subject = f"staff:{staff}" if staff and what != "address" else "address"
            minutes = (after.locked_until - day.now) // (60 * SECOND)
            day.record("lock", who=SIGN_IN, subject=subject, payload={"what": what, "minutes": minutes})
    _forget(day)
    return locked


def succeed(day: Day, *, staff: str, address: str, also: Iterable[str] = ()) -> None:
    """An operation: the PIN was right, and the address (or browser) is familiar from now on. So are the others she
    tries from, but what is held against her there may be somebody else's doing, and stays."""
    for other in also:
        _write(day, staff, other, replace(_read(day.line, day.branch, staff, other), signed_in_at=day.now))
    _write(day, staff, address, _read(day.line, day.branch, staff, address).succeeded(day.now))
    _forget(day)


def unlock(day: Day, caller: Caller, *, staff: str) -> None:
    """The person in charge lets somebody try again, wherever she is; her familiar addresses stay so."""
    caller.may("unlock")
    forgive(day, staff, who=caller.key)


def forgive(day: Day, staff: str, *, who: str) -> None:
    """Nothing is held against her any more, nor against any address: nobody knows at which one she stands."""
    day.member(staff)
    for row in day.line.all(statements.tries_of, branch=day.branch, staff=staff):
        _write(day, staff, str(row[2]), Tries(signed_in_at=row[7]))
    for of_whom, address in locked(day.line, day.branch, day.now):
        if of_whom == EVERYBODY:
            day.line.do(statements.drop_tries, branch=day.branch, staff=EVERYBODY, address=address)
    day.record("unlock", who=who, subject=f"staff:{staff}")


def locked(line: Line, branch: str, now: int) -> Mapping[tuple[str, str], int]:
    """What is locked now: (person, address) → until when, milliseconds since 1970 UTC; one of the two may be empty."""
    return {(row[1], row[2]): row[5] for row in line.all(statements.locks, branch=branch, now=now)}


def _forget(day: Day) -> None:
    """Where somebody once signed in is nobody's business for longer than it serves."""
    day.line.do(statements.drop_old_tries, branch=day.branch, before=day.now - limits_of(day.setup).familiar)


def _read(line: Line, branch: str, staff: str, address: str) -> Tries:
    row = line.one(statements.sign_in_tries, branch=branch, staff=staff, address=address)
    return NOTHING if row is None else Tries(**dict(zip(statements.TRIES, row[3:], strict=True)))


def _write(day: Day, staff: str, address: str, known: Tries) -> None:
    values = {"branch": day.branch, "staff": staff, "address": address, **asdict(known)}
    if day.line.do(statements.save_tries, **values) == 0:
        day.line.do(statements.add_tries, **values)
