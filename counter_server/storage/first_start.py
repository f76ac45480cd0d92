"""From `assets/` into the database: the first start, a later `--import`, and what differs between the two."""

import json
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
from .setup_parts import BRANCH_PART, WITHDRAWN


def documents(presets: Presets) -> dict[str, dict[str, object]]:
    """Part → document: the branch, and each service by its letter."""
    services = {service.letter: service.to_document() for service in presets.services}
    return {BRANCH_PART: branch_document(presets.branch), **services}


def set_up_branch(line: Line, presets: Presets, *, today: str, at: int) -> None:
    """The first start: branch, services and roster, and an empty journal."""
    key = presets.branch.branch.key
    line.do(statements.add_branch, branch=key, seq=0, hash=FIRST_HASH, day=today, setup=1, closed="", beat=0)
    for part, document in documents(presets).items():
        _add(line, key, part, 1, document, at)
    for person in presets.branch.staff:
        _enrol(line, key, person, at)


def changed_parts(line: Line, branch: str, presets: Presets) -> list[str]:
    """The files whose content is not what the database holds."""
    known = _newest(line, branch)
    found = documents(presets)
    changed = {part for part, document in found.items() if known.get(part, (0, ""))[1] != digest(document)}
    withdrawn = {part for part, (_, kept) in known.items() if part not in found and kept != WITHDRAWN}
    return sorted(changed | withdrawn)


def take_in(day: Day, presets: Presets) -> list[str]:
    """An operation: the changed files become new versions, in force at once; who left the roster is retired."""
    known = _newest(day.line, day.branch)
    changed = changed_parts(day.line, day.branch, presets)
    found = documents(presets)
    for part in changed:
        _add(day.line, day.branch, part, known.get(part, (0, ""))[0] + 1, found.get(part), day.now)
    left = set(day.members).difference(person.key for person in presets.branch.staff)
    if BRANCH_PART in changed or left:
        _update_roster(day, presets.branch)
    if changed or left.difference(day.members):
        day.present = replace(day.present, setup=day.present.setup + 1)
        day.record("configure", who="import", subject="setup", payload={"parts": changed})
    return changed


def _newest(line: Line, branch: str) -> dict[str, tuple[int, str]]:
    return {row[1]: (row[2], row[3]) for row in line.all(statements.setups, branch=branch)}


def _add(line: Line, branch: str, part: str, version: int, document: dict[str, object] | None, at: int) -> None:
    line.do(
        statements.add_setup,
        branch=branch, part=part, version=version, at=at,
        digest=WITHDRAWN if document is None else digest(document),
        document=WITHDRAWN if document is None else json.dumps(document, ensure_ascii=False),
    )  # fmt: skip


def _enrol(line: Line, branch: str, person: StaffMember, at: int) -> None:
    line.do(
        statements.add_staff,
        branch=branch, staff=person.key, name=person.name, role=str(person.role),
        services=json.dumps(list(person.services)), pin_hash="", retired=0, state=StaffState.AWAY.value, reason="",
        counter="", ticket=0, since=at, ready_at=0, pause_next="", call_next=0,
    )  # fmt: skip


def _release(day: Day, member: Member) -> None:
    day.line.do(statements.end_session, branch=day.branch, staff=member.staff)
    for ticket in day.waiting_for(member.staff):
        day.record("transfer", who="import", before=ticket, ticket=replace(ticket, person=""))


def _update_roster(day: Day, file: BranchFile) -> None:
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
            _release(day, member)
            del members[member.staff]
    day.present = replace(day.present, members=MappingProxyType(members))
