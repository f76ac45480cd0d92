"""What a branch is set up to be, changed while it runs: a new version, in force at once, and a line of the journal."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from counter_server.domain.refusals import (
    ChangedMeanwhile,
    CounterInUse,
    IdentityInText,
    NotYourself,
    SettingFixed,
    SettingsWrong,
    StaffInUse,
    VersionUnknown,
)
from counter_server.presets import BRANCH_FILE, Presets, presets_of
from counter_server.protocol.branch_file import BranchFile, branch_document
from counter_server.protocol.discretion import holds_number
from counter_server.protocol.mistakes import Mistake, PresetBroken
from counter_server.protocol.terms import Is, StaffState
from counter_server.setup_changes import changes, keys
from counter_server.storage.day import Day
from counter_server.storage.first_start import update_roster
from counter_server.storage.setup_parts import (
    BRANCH_PART,
    WITHDRAWN,
    Kept,
    add_version,
    as_kept,
    as_now,
    newest,
    versions,
)

from .callers import Caller
from .calling import serve
from .floor import keep_moved
from .staffing import end_session_of

Documents = Mapping[str, Mapping[str, Any] | None]
"""Part → its tables as they were entered; None: the service is no longer offered."""
FIXED = ("branch.key", "branch.zone")
"""The database, and every day in it, goes by these."""
HOLDING = (Is.CALLED, Is.SERVING, Is.ON_HOLD)
MOST_KEYS = 60
"""Of those the journal names; what changed is in the versions themselves."""


@dataclass(frozen=True, slots=True)
class Configured:
    """A part that has a new version."""

    part: str
    version: int
    keys: Sequence[str]


def file_of(part: str) -> str:
    """What its file is called where mistakes are told."""
    return BRANCH_FILE if part == BRANCH_PART else f"services/{part}"


def with_changes(known: Mapping[str, Kept], wanted: Documents) -> Presets:
    """The whole as it would be. PresetBroken holds every mistake, those between the parts among them."""
    tables: dict[str, Any] = {part: as_now(kept) for part, kept in known.items() if kept.document != WITHDRAWN}
    tables.update(wanted)
    branch = tables.pop(BRANCH_PART)
    services = {file_of(letter): told for letter, told in sorted(tables.items()) if told is not None}
    presets = presets_of(branch, services)
    moved = [letter for letter in tables if tables[letter] is not None and tables[letter].get("letter") != letter]
    if moved:
        raise PresetBroken([Mistake(file_of(moved[0]), "letter", "not_a_choice", {"found": "", "choices": moved[0]})])
    return presets


def configure(
    day: Day, caller: Caller, *, wanted: Documents, made_from: Mapping[str, int], why: str = ""
) -> list[Configured]:
    """The parts as wanted, each if it still is the version it was made from. What changes nothing makes no version.
    `why`: what the journal says of it besides, a machine's word."""
    caller.may("configure")
    if any(holds_number(text) for document in wanted.values() for text in _texts(document)):
        raise IdentityInText()
    known = newest(day.line, day.branch)
    _check_versions(day, known, wanted, made_from)
    try:
        presets = with_changes(known, wanted)
    except PresetBroken as broken:
        raise SettingsWrong(n=len(broken.mistakes), mistakes=[_told(one) for one in broken.mistakes]) from None
    documents = {service.letter: service.to_document() for service in presets.services}
    documents[BRANCH_PART] = branch_document(presets.branch)
    texts = {part: as_kept(documents[part] if told is not None else None) for part, told in wanted.items()}
    return _make(day, caller, known, presets, texts, why)


def restore(day: Day, caller: Caller, *, part: str, version: int, made_from: int) -> list[Configured]:
    """An earlier version once more, as a new one: to the letter, if it still fits the rest."""
    caller.may("configure")
    known = newest(day.line, day.branch)
    found = next((one for one in versions(day.line, day.branch) if (one.part, one.version) == (part, version)), None)
    if found is None:
        raise VersionUnknown(what=part, version=version)
    wanted = {part: json.loads(found.document) if found.document != WITHDRAWN else None}
    if found.document != WITHDRAWN:
        wanted[part] = as_now(found)
    _check_versions(day, known, wanted, {part: made_from})
    try:
        presets = with_changes(known, wanted)
    except PresetBroken as broken:
        raise SettingsWrong(n=len(broken.mistakes), mistakes=[_told(one) for one in broken.mistakes]) from None
    return _make(day, caller, known, presets, {part: found.document}, f"restored:{version}")


def _check_versions(day: Day, known: Mapping[str, Kept], wanted: Documents, made_from: Mapping[str, int]) -> None:
    for part in wanted:
        counts = known[part].version if part in known else 0
        if made_from.get(part, 0) != counts:
            who = known[part].who if part in known else ""
            name = day.members[who].name if who in day.members else who
            raise ChangedMeanwhile(what=part, version=counts, who=name)


def _make(
    day: Day, caller: Caller, known: Mapping[str, Kept], presets: Presets, texts: Mapping[str, str], why: str
) -> list[Configured]:
    made = []
    for part, text in texts.items():
        before = known.get(part)
        changed = keys(changes(_document(before), json.loads(text) if text else None))
        if before is not None and not changed:
            continue
        if part == BRANCH_PART:
            _check_branch(day, caller, presets.branch)
        version = before.version + 1 if before else 1
        add_version(day, part, version, text, caller.key)
        made.append(Configured(part, version, changed))
    if not made:
        return made
    if any(one.part == BRANCH_PART for one in made):
        _staff_follows(day, caller, presets.branch)
    day.present = replace(day.present, setup=day.present.setup + 1)
    for one in made:
        told = {"part": one.part, "before": one.version - 1, "after": one.version, "keys": list(one.keys[:MOST_KEYS])}
        payload = told | ({"why": why} if why else {})
        day.record("configure", who=caller.key, subject=f"setup:{one.part}", payload=payload)
    return made


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _document(kept: Kept | None) -> dict[str, object] | None:
    return as_now(kept) if kept is not None and kept.document != WITHDRAWN else None


def _check_branch(day: Day, caller: Caller, wanted: BranchFile) -> None:
    now = day.setup.branch
    for key in FIXED:
        table, _, name = key.partition(".")
        if getattr(getattr(now, table), name) != getattr(getattr(wanted, table), name):
            raise SettingFixed(what=key)
    others = _other_role(now, wanted)
    holding = {ticket.staff: ticket for ticket in day.tickets_in(HOLDING)}
    for member in day.members.values():
        if member.staff not in others:
            continue
        if member.staff == caller.key:
            raise NotYourself(name=member.name)
        if member.staff in holding:
            raise StaffInUse(name=member.name, number=holding[member.staff].number)
    counters = {counter.key for counter in wanted.counters}
    for member in day.members.values():
        if member.counter and member.counter not in counters and (member.ticket or member.state is not StaffState.AWAY):
            raise CounterInUse(counter=member.counter, name=member.name)


def _staff_follows(day: Day, caller: Caller, wanted: BranchFile) -> None:
    """Whoever leaves, changes her role or loses her counter is signed out; then the roster is as listed."""
    others = _other_role(day.setup.branch, wanted)
    counters = {counter.key for counter in wanted.counters}
    for member in list(day.members.values()):
        gone = bool(member.counter) and member.counter not in counters
        if member.staff in others or gone:
            end_session_of(day, member.staff, who=caller.key)
    update_roster(day, wanted, who=caller.key)
    keep_moved(day)
    serve(day)


def _other_role(now: BranchFile, wanted: BranchFile) -> frozenset[str]:
    """Who leaves the roster, or does other steps by it. Where she was moved to for the day is no part of the roster."""
    roles = {person.key: person.role for person in wanted.staff}
    return frozenset(person.key for person in now.staff if roles.get(person.key) is not person.role)


def _told(mistake: Mistake) -> dict[str, object]:
    return {"file": mistake.file, "key": mistake.key, "code": mistake.code, "facts": dict(mistake.facts),
            "did_you_mean": mistake.did_you_mean}  # fmt: skip


def note_slide(day: Day, caller: Caller, *, do: str, name: str) -> None:
    """A slide was added, put aside or back, or moved: its file is no part of the setup, and has no versions."""
    caller.may("configure")
    day.record("configure", who=caller.key, subject="slides", payload={"part": "slides", "do": do, "file": name})
