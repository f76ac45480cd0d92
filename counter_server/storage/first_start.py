"""From `assets/` into the database: the first start, a later `--import`, and what differs between the two."""

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from counter_server.domain.staff import Member
from counter_server.presets import Presets
from counter_server.protocol.branch_file import BranchFile, StaffMember, branch_document
from counter_server.protocol.settings import digest
from counter_server.protocol.terms import StaffState

from . import statements
from .database import Line
from .day import Day
from .journal import FIRST_HASH
from .setup_parts import (
    BRANCH_PART,
    FROM_FILES,
    IMPORT,
    WITHDRAWN,
    Kept,
    add_version,
    as_kept,
    digest_now,
    keep,
    newest,
    versions,
)


def documents(presets: Presets) -> dict[str, dict[str, object]]:
    """Part → document: the branch, and each service by its letter."""
    services = {service.letter: service.to_document() for service in presets.services}
    return {BRANCH_PART: branch_document(presets.branch), **services}


def set_up_branch(line: Line, presets: Presets, *, today: str, at: int) -> None:
    """The first start: branch, services and roster, and an empty journal."""
    key = presets.branch.branch.key
    line.do(statements.add_branch, branch=key, seq=0, hash=FIRST_HASH, day=today, setup=1, closed="", beat=0)
    for part, document in documents(presets).items():
        keep(line, key, Kept(part, 1, digest(document), as_kept(document), at, IMPORT))
    for person in presets.branch.staff:
        _enrol(line, key, person, at)


def changed_parts(line: Line, branch: str, presets: Presets) -> list[str]:
    """The files whose content is another than when they were last taken in. What was changed in the console since then
    is no change of the files, and stays."""
    files = {kept.part: kept for kept in versions(line, branch) if kept.who in FROM_FILES}
    known = {part: digest_now(kept) for part, kept in files.items()}
    counts = {part: digest_now(kept) for part, kept in newest(line, branch).items()}
    of_files = differing(known, presets)
    return [part for part in differing(counts, presets) if part in of_files]


def differing(known: Mapping[str, str], presets: Presets) -> list[str]:
    """The parts whose digest is another; `known`: part → digest."""
    found = documents(presets)
    changed = {part for part, document in found.items() if known.get(part, WITHDRAWN) != digest(document)}
    withdrawn = {part for part, kept in known.items() if part not in found and kept != WITHDRAWN}
    return sorted(changed | withdrawn)


def changed_in_console(line: Line, branch: str) -> list[str]:
    """The parts whose present version was made in the console, not read from a file."""
    return [part for part, kept in newest(line, branch).items() if kept.who not in FROM_FILES]


def take_in(day: Day, presets: Presets, *, whole: bool = False) -> list[str]:
    """An operation: the changed files become new versions, in force at once; who left the roster is retired. `whole`:
    everything that differs, also what was changed in the console."""
    known = newest(day.line, day.branch)
    changed = changed_parts(day.line, day.branch, presets)
    if whole:
        changed = differing({part: digest_now(kept) for part, kept in known.items()}, presets)
    found = documents(presets)
    for part in changed:
        before = known[part].version if part in known else 0
        add_version(day, part, before + 1, as_kept(found.get(part)), IMPORT)
    by_file = known[BRANCH_PART].who in FROM_FILES or BRANCH_PART in changed
    left = set(day.members).difference(person.key for person in presets.branch.staff) if by_file else set()
    if BRANCH_PART in changed or left:
        update_roster(day, presets.branch, who=IMPORT)
    if changed or left.difference(day.members):
        day.present = replace(day.present, setup=day.present.setup + 1)
        day.record("configure", who=IMPORT, subject="setup", payload={"parts": changed})
    return changed


def _enrol(line: Line, branch: str, person: StaffMember, at: int) -> None:
    line.do(
        statements.add_staff,
        branch=branch, staff=person.key, name=person.name, role=str(person.role),
        services=json.dumps(list(person.services)), pin_hash="", retired=0, state=StaffState.AWAY.value, reason="",
        counter="", ticket=0, since=at, ready_at=0, pause_next="", call_next=0,
    )  # fmt: skip


def _release(day: Day, member: Member, who: str) -> None:
    day.line.do(statements.end_session, branch=day.branch, staff=member.staff)
    for ticket in day.waiting_for(member.staff):
        day.record("transfer", who=who, before=ticket, ticket=replace(ticket, person=""))


def update_roster(day: Day, file: BranchFile, *, who: str) -> None:
    """The staff as the file lists them; whoever has a ticket open stays until a later time."""
    listed = {person.key: person for person in file.staff}
    members = dict(day.members)
    for person in file.staff:
        known = members.get(person.key)
        if known is None:
            if not day.line.do(statements.save_pin, branch=day.branch, staff=person.key, pin_hash=""):
                _enrol(day.line, day.branch, person, day.now)
            known = Member(staff=person.key, name=person.name, role=person.role, since=day.now)
        members[person.key] = replace(known, name=person.name, role=person.role, services=person.services)
    for member in list(members.values()):
        gone = member.staff not in listed and not member.ticket
        day.line.do(
            statements.save_staff_entry,
            branch=day.branch, staff=member.staff, name=member.name, role=str(member.role),
            services=json.dumps(list(member.services)), retired=int(gone),
        )  # fmt: skip
        if gone:
            _release(day, member, who)
            del members[member.staff]
    day.present = replace(day.present, members=MappingProxyType(members))
