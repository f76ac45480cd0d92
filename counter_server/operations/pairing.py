"""Machines get a key, and lose it."""

from dataclasses import replace

from counter_server.domain.refusals import DeviceNameTaken, DeviceUnknown, NoLetterLeft
from counter_server.protocol.terms import Device
from counter_server.storage import statements
from counter_server.storage.day import Day
from counter_server.storage.paired_devices import PairedDevice, paired_devices

from .callers import DEMO_LETTER, Caller

SERIES_LETTERS = "XYZWVUQRMNOTJIHGFEDCBPKLSA"
"""A kiosk's own letter, in the order kiosks are paired. Each has one, and no two share one."""

NO_KEY = "revoked:"
"""In place of a key's hash, before the machine's name: no key has this hash."""


def approve(day: Day, caller: Caller, *, kind: Device, device: str, key_hash: str) -> PairedDevice:
    """A machine that has shown its code. A name whose key counts is refused: it would silence a machine at work."""
    caller.may("configure")
    known = _known(day, device)
    if known is not None and (not known.revoked or known.kind is not kind):
        raise DeviceNameTaken(device=device)
    return pair(day, kind=kind, device=device, key_hash=key_hash, who=caller.key)


def pair(day: Day, *, kind: Device, device: str, key_hash: str, who: str) -> PairedDevice:
    """A new key for a machine of this name, in place of the one it had; a kiosk keeps its letter."""
    known = _known(day, device)
    letter = _letter(day, known) if kind is Device.KIOSK else ""
    if known is not None:
        day.line.do(statements.drop_device, branch=day.branch, device=known.device)
    paired = PairedDevice(device=device, kind=kind, key_hash=key_hash, letter=letter, at=day.now, paired_by=who)
    _keep(day, paired)
    day.record(
        "pair", who=who, subject=f"device:{device}", payload={"kind": str(kind), "letter": letter},
        ended_session=known.key_hash if known else "",
    )  # fmt: skip
    return paired


def revoke(day: Day, caller: Caller, *, device: str) -> PairedDevice:
    """Its key counts no longer, from now on; revoking twice is revoking once."""
    caller.may("configure")
    known = _known(day, device)
    if known is None:
        raise DeviceUnknown(device=device)
    if known.revoked:
        return known
    revoked = replace(known, key_hash=NO_KEY + known.device, revoked=day.now)
    _keep(day, revoked)
    day.record("revoke", who=caller.key, subject=f"device:{known.device}", ended_session=known.key_hash)
    return revoked


def _known(day: Day, device: str) -> PairedDevice | None:
    """By its name, in whatever case it was written."""
    devices = paired_devices(day.line, day.branch)
    return next((one for one in devices if one.device.casefold() == device.casefold()), None)


def _letter(day: Day, known: PairedDevice | None) -> str:
    """Its own, else a fresh one, else that of a kiosk whose key was revoked on an earlier day: what it printed with the
    letter bears another date."""
    if known is not None and known.letter:
        return known.letter
    kiosks = [one for one in paired_devices(day.line, day.branch) if one.letter]
    taken = {one.letter for one in kiosks} | ({DEMO_LETTER} if day.setup.demo else set())
    free = next((letter for letter in SERIES_LETTERS if letter not in taken), "")
    if free:
        return free
    retired = [one for one in kiosks if one.revoked and day.setup.business_day(one.revoked) < day.present.day]
    if not retired:
        raise NoLetterLeft(most=len(SERIES_LETTERS))
    oldest = min(retired, key=lambda one: one.revoked)
    _keep(day, replace(oldest, letter=""))
    return oldest.letter


def _keep(day: Day, one: PairedDevice) -> None:
    day.line.do(statements.drop_device, branch=day.branch, device=one.device)
    day.line.do(
        statements.add_device,
        key_hash=one.key_hash, branch=day.branch, device=one.device, kind=one.kind.value, letter=one.letter, at=one.at,
        paired_by=one.paired_by, last_seen=one.last_seen, revoked=one.revoked,
    )  # fmt: skip
