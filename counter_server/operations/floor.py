"""What the person in charge decides for this day: services, staff, how visitors are called, the line at the wall's
foot, the day itself. Each is written down with who and why, may be taken back, and ends with the day."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace as changed
from typing import Any

from counter_server.domain import rulings
from counter_server.domain.refusals import DayEnded, StaffAway
from counter_server.domain.replaced import replace
from counter_server.domain.rulings import DAY, MODE, RUNNING_TEXT, Ruling, of_service, of_staff
from counter_server.domain.staff import Member
from counter_server.protocol.messages import NOTICE
from counter_server.protocol.terms import Is, Mode, Role
from counter_server.storage import statements
from counter_server.storage.day import Day
from counter_server.storage.rows import member_of
from counter_server.storage.rulings import drop, put

from .callers import Caller
from .calling import serve
from .forgetting import CALENDAR

LEFT_BEHIND = (Is.BOOKED, Is.WAITING, Is.ON_HOLD, Is.NO_SHOW)
"""Who is not at a counter when the day is closed."""


def takes_tickets(day: Day, letter: str) -> bool:
    """Whether a service takes tickets now."""
    return rulings.takes_tickets(letter, day.present.rulings, calendar=day.is_open)


def rule_service(day: Day, caller: Caller, *, service: str, open: bool, reason: str) -> None:
    """Opens or closes a service, whatever the calendar says."""
    action = "open" if open else "close"
    caller.may(f"{action}-service")
    day.setup.service(service)
    if open and DAY in day.present.rulings:
        raise DayEnded()
    about = of_service(service)
    if _put(day, caller, about, {"open": open}) and not follow_opening(day, who=caller.key, reason=reason):
        day.record(action, who=caller.key, subject=about, service=service, remark=reason)


def follow_opening(day: Day, *, who: str, reason: str = "") -> bool:
    """Opens and closes services by rulings and calendar. Whether any has."""
    closed = rulings.closed_letters(day.setup.services, day.present.rulings, calendar=day.is_open)
    differ = sorted(set(day.present.closed) ^ set(closed))
    day.present = replace(day.present, closed=closed) if differ else day.present
    for letter in differ:
        action = "close" if letter in closed else "open"
        day.record(action, who=who, subject=of_service(letter), service=letter, remark=reason)
    return bool(differ)


def move(day: Day, caller: Caller, *, staff: str, role: Role, services: Sequence[str], reason: str) -> Member:
    """To other steps or services for this day; a ticket in hand stays hers. No service named: all."""
    caller.may("move")
    member = day.member(staff)
    if Role.SUPERVISOR in (member.role, role):
        raise StaffAway(staff=member.name)
    for letter in services:
        day.setup.service(letter)
    value = {"role": str(role), "services": sorted(services)}
    if not _put(day, caller, of_staff(staff), value):
        return member
    return _serves_as_ruled(day, member, "move", who=caller.key, reason=reason, payload={"move": value})


def rule_mode(day: Day, caller: Caller, *, mode: Mode, reason: str) -> None:
    """How visitors are called today."""
    caller.may("mode")
    if _put(day, caller, MODE, {"mode": str(mode)}):
        day.record("mode", who=caller.key, subject=MODE, payload={"mode": str(mode)}, remark=reason)
        serve(day)


def rule_running_text(day: Day, caller: Caller, *, texts: Mapping[str, str], until: int = 0) -> None:
    """The line at the foot of the wall, by language. `until`: milliseconds since 1970 UTC; 0: the day's end."""
    caller.may("running-text")
    if _put(day, caller, RUNNING_TEXT, texts, until):
        told = {"languages": sorted(texts), "until": until}
        day.record("running-text", who=caller.key, subject=RUNNING_TEXT, payload=told, remark=_words(texts))


def announce(day: Day, caller: Caller, *, texts: Mapping[str, str]) -> int:
    """Words of her own, spoken once after the calls before them. Returns the announcement's seq."""
    caller.may("announce")
    seq = day.record("announce", who=caller.key, subject=NOTICE, remark=_words(texts))
    day.line.do(
        statements.add_announcement,
        branch=day.branch, seq=seq, day=day.present.day, ticket=0, number="", counter="", at=day.now, kind=NOTICE,
        outcome="", texts=json.dumps(dict(texts), ensure_ascii=False),
    )  # fmt: skip
    day.events[-1] = changed(day.events[-1], texts=texts)
    return seq


def end_day(day: Day, caller: Caller, *, reason: str, texts: Mapping[str, str]) -> int:
    """Closes every service until the next day, and lets who is not at a counter lapse. Returns how many. `texts`: what
    is announced, if anything is."""
    caller.may("close-day")
    if not _put(day, caller, DAY, {}):
        return 0
    follow_opening(day, who=caller.key, reason=reason)
    left = day.tickets_in(LEFT_BEHIND)
    for ticket in left:
        day.record("lapse", who=caller.key, before=ticket, ticket=ticket.lapsed(at=day.now), remark=reason)
    for member in [one for one in day.members.values() if one.call_next]:
        day.present = day.present.with_member(replace(member, call_next=0))
    day.record(
        "end-day", who=caller.key, subject=f"day:{day.present.day}", payload={"lapsed": len(left)}, remark=reason
    )
    if texts:
        announce(day, caller, texts=texts)
    return len(left)


def take_back(day: Day, caller: Caller, *, about: str) -> bool:
    """As if she had not decided it: calendar, roster and the branch's file hold again. Whether there was anything."""
    caller.may("take-back")
    return _end(day, about, who=caller.key)


def end_due_rulings(day: Day) -> None:
    """Those until a moment that has come."""
    for ruling in rulings.over(day.present.rulings, day.now):
        _end(day, ruling.about, who=CALENDAR)


def end_rulings(day: Day) -> None:
    """The day is over: all of them."""
    for about in list(day.present.rulings):
        _end(day, about, who=CALENDAR)


def keep_moved(day: Day) -> None:
    """Who was moved stays so when the roster is read in anew."""
    for member in list(day.members.values()):
        as_ruled = rulings.moved(member, day.present.rulings)
        if as_ruled != member:
            day.present = day.present.with_member(as_ruled)


def _put(day: Day, caller: Caller, about: str, value: Mapping[str, Any], until: int = 0) -> bool:
    known = day.present.rulings.get(about)
    if known is not None and (dict(known.value), known.until) == (dict(value), until):
        return False
    put(day, Ruling(about=about, value=value, by=caller.key, at=day.now, until=until))
    return True


def _end(day: Day, about: str, *, who: str) -> bool:
    if about not in day.present.rulings:
        return False
    drop(day, about)
    kind, _, key = about.partition(":")
    if kind == "staff" and key in day.members:
        _serves_as_ruled(day, day.members[key], "take-back", who=who)
    else:
        day.record("take-back", who=who, subject=about)
    follow_opening(day, who=who)
    serve(day)
    return True


def _serves_as_ruled(
    day: Day, member: Member, action: str, *, who: str, reason: str = "", payload: Mapping[str, Any] | None = None
) -> Member:
    roster = day.line.all(statements.staff, branch=day.branch)
    home = next(one for one in map(member_of, roster) if one.staff == member.staff)
    today = rulings.moved(home, day.present.rulings)
    member = replace(member, role=today.role, services=today.services)
    day.record(action, who=who, subject=of_staff(member.staff), member=member, payload=payload, remark=reason)
    sessions = day.line.all(statements.sessions, branch=day.branch)
    session = next((row[0] for row in sessions if row[2] == member.staff), "")
    day.events[-1] = changed(day.events[-1], changed_session=session)
    serve(day)
    return day.member(member.staff)


def _words(texts: Mapping[str, str]) -> str:
    return " / ".join(texts.values())
