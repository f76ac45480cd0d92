"""What a branch sets: `assets/branch.toml`. Every program reads its own part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from .alert_settings import Alerts
from .break_settings import BreakPlan, breaks_of_the_roster
from .declaration import once, slug
from .hall_settings import CounterPlace, HallPlace, hall_named, halls_in_order
from .hours_settings import Hours
from .interface_settings import Antrean, HookPlace
from .machine_settings import Display, Kiosk, Printer, Voice
from .mistakes import nearest
from .public_settings import ContactPlace, PaperPlace, Pledge
from .report_settings import Reports
from .retention_settings import Retention
from .safety_settings import Safety
from .settings import Mistake, PresetBroken, Wrong, attempt, read, rule, setting, written
from .storage_settings import Storage
from .survey_settings import Survey
from .terms import Language, Mode, Paper, Role
from .toml_file import read_toml

__all__ = [
    "BranchFile",
    "CounterPlace",
    "HallPlace",
    "Mistake",
    "PresetBroken",
    "attempt_branch",
    "branch_document",
    "branch_from_document",
    "load_branch",
]

MOST_HOOKS = 8


def _zone_exists(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Wrong("zone_unknown", found=zone, did_you_mean=nearest(zone, available_timezones())) from None


def _web_address(text: str) -> None:
    if text and not re.fullmatch(r"https?://[^\s/?#]+/?", text):
        raise Wrong("malformed", found=f'"{text[:60]}"', expected="https://…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """[branch]"""

    key: str = setting(why="Short name of this branch in the database and in addresses.", check=slug)
    name: str = setting(why="What visitors call it: kiosk, wall and paper.", may_be_empty=False)
    office: str = setting("", why="The office it belongs to: the paper's first line.")
    zone: str = setting("Asia/Jakarta", why="The zone of its clock and of its business day.", check=_zone_exists)
    public_url: str = setting(
        "",
        why="Address phones reach the server at, without a path, for the ticket's page; empty: the QR code holds the "
        "number only.",
        check=_web_address,
    )
    languages: tuple[Language, ...] = setting(
        (Language.ID, Language.EN), why="Languages offered, the main one first.", may_be_empty=False, check=once
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """[calling]"""

    mode: Mode = setting(
        Mode.PUSH, why="push: who is ready is given the best ticket at once. pull: staff ask for the next one."
    )
    priority_weight: float = setting(
        3.0, why="How much faster the priority class gains on the others; 1 is no priority at all.", low=1, high=100
    )
    wrap_up_seconds: int = setting(0, why="Pause between one visitor and the next call.", low=0, high=900)
    no_show_penalty_minutes: int = setting(
        10, why="A visitor who missed the call and comes back counts as arrived so much later.", low=0, high=480
    )
    walking_seconds: int = setting(
        30,
        why="From the seat to the counter: nobody is announced again, or given up, sooner after a call was heard.",
        low=0,
        high=900,
    )
    recall_after_seconds: int = setting(
        60, why="A call nobody answers is announced again by itself after this time; 0: never.", low=0, high=3600
    )
    recalls_before_no_show: int = setting(
        2,
        why="After so many recalls, by itself or by hand, the desk offers no-show; staff decide. 0: no call is "
        "announced again by itself, and no-show is never offered.",
        low=0,
        high=20,
    )
    print_grace_seconds: int = setting(
        20,
        why="A kiosk that does not say whether it printed: the ticket may be called after this time.",
        low=0,
        high=300,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """[[staff]] The roster's beginning; afterwards the console keeps it."""

    key: str = setting(why="Name to sign in with.", check=slug)
    name: str = setting(why="Name for colleagues; never on the wall.", may_be_empty=False)
    role: Role = setting(why="Which steps this person does.")
    services: tuple[str, ...] = setting((), why="Letters of the services this person does; empty: all.", check=once)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hospital:
    """[[hospitals]] A partner hospital the kiosk may offer."""

    key: str = setting(why="Its name on the wire.", check=slug)
    name: str = setting(why="Its name on the screen.", may_be_empty=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchFile:
    """All of branch.toml."""

    branch: Branch = setting(why="Who this branch is.")
    hours: Hours = setting(why="When it takes tickets.")
    calling: Calling = setting(Calling(), why="How visitors are called.")
    counters: tuple[CounterPlace, ...] = setting(why="Where staff serve.", may_be_empty=False)
    halls: tuple[HallPlace, ...] = setting((), why="Halls with walls of their own; empty: one hall with all counters.")
    staff: tuple[StaffMember, ...] = setting(why="Who serves.", may_be_empty=False)
    breaks: tuple[BreakPlan, ...] = setting((), why="Planned breaks, in turns; empty: none are planned.")
    kiosk: Kiosk = setting(Kiosk(), why="The touchscreen where tickets are taken.")
    printer: Printer = setting(Printer(), why="The kiosk's ticket printer.")
    display: Display = setting(Display(), why="The wall.")
    voice: Voice = setting(Voice(), why="The spoken call.")
    safety: Safety = setting(Safety(), why="What keeps strangers out.")
    hospitals: tuple[Hospital, ...] = setting((), why="Partner hospitals; empty: the question is not asked.")
    papers: dict[Paper, PaperPlace] = setting({}, why="What the kiosk says of papers that are missing.")
    pledge: Pledge = setting(Pledge(), why="The maklumat pelayanan.")
    contact: ContactPlace = setting(ContactPlace(), why="Who answers on WhatsApp.")
    alerts: Alerts = setting(Alerts(), why="From when on the person in charge is told.")
    storage: Storage = setting(Storage(), why="The disk the server's data is on.")
    retention: Retention = setting(Retention(), why="How long what is known of people is kept.")
    survey: Survey = setting(Survey(), why="The survey of public satisfaction.")
    reports: Reports = setting(Reports(), why="Reports that write themselves.")
    antrean: Antrean = setting(Antrean(), why="Systems of other offices that take tickets.")
    hooks: tuple[HookPlace, ...] = setting((), why="Programs that are told what happens to tickets.")

    @rule("counters")
    def counters_are_unique(self) -> Iterator[Wrong]:
        """By key, and by what is spoken."""
        yield from _unique("counters", ((counter.key, counter.key) for counter in self.counters))
        yield from _unique("counters", ((f"{counter.kind} {counter.n}", counter.key) for counter in self.counters))

    @rule("halls", "counters")
    def every_counter_is_in_one_hall(self) -> Iterator[Wrong]:
        """Its calls are shown and spoken there."""
        yield from _unique("halls", ((hall.key, hall.key) for hall in self.halls))
        yield from halls_in_order(self.halls, self.counters)

    @rule("halls", "display")
    def the_walls_hall_is_there(self) -> Iterator[Wrong]:
        """[display] hall names one of them."""
        try:
            hall_named(self.display.hall, self.halls)
        except Wrong as wrong:
            wrong.key = "display.hall"
            yield wrong

    @rule("staff")
    def staff_are_unique(self) -> Iterator[Wrong]:
        """By key."""
        yield from _unique("staff", ((person.key, person.name) for person in self.staff))

    @rule("hooks")
    def hooks_are_unique_and_few(self) -> Iterator[Wrong]:
        """By key; each is a line of its own that is kept open."""
        yield from _unique("hooks", ((hook.key, hook.url) for hook in self.hooks))
        if len(self.hooks) > MOST_HOOKS:
            yield Wrong("out_of_range", key="hooks", found=len(self.hooks), low=0, high=MOST_HOOKS)

    @rule("breaks", "staff")
    def breaks_are_of_the_roster(self) -> Iterator[Wrong]:
        """They name people who are there."""
        yield from breaks_of_the_roster(self.breaks, [person.key for person in self.staff])

    @rule("hospitals")
    def hospitals_are_unique(self) -> Iterator[Wrong]:
        """By key."""
        yield from _unique("hospitals", ((hospital.key, hospital.name) for hospital in self.hospitals))


def _unique(table: str, named: Iterator[tuple[str, str]]) -> Iterator[Wrong]:
    holders: dict[str, str] = {}
    for name, holder in named:
        if name in holders:
            yield Wrong("duplicate", key=f"{table}[{holder}]", found=name, other=holders[name])
        holders.setdefault(name, holder)


def attempt_branch(path: Path) -> tuple[BranchFile | None, list[Mistake]]:
    """For a reader of several files: the branch as far as it goes, and the mistakes."""
    tables, unread = read_toml(path, file=path.name)
    return (None, unread) if unread else attempt(tables, BranchFile, file=path.name)


def load_branch(path: Path) -> BranchFile:
    """Read branch.toml. PresetBroken holds every mistake. Which services exist only the server can check."""
    branch, mistakes = attempt_branch(path)
    if branch is None or mistakes:
        raise PresetBroken(mistakes)
    return branch


def branch_document(branch: BranchFile) -> dict[str, object]:
    """As JSON, for the database."""
    document: dict[str, object] = written(branch)
    return document


def branch_from_document(document: object) -> BranchFile:
    """Back from the database, passing over keys of an earlier version. PresetBroken where it does not fit."""
    return read(document, BranchFile, file="branch", strict=False)
