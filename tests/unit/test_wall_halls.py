"""Walls of several halls: each shows and speaks the calls to its own counters; how the halls are written down."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.messages import Announcement, Board, Change, Ticket
from counter_server.protocol.settings import PresetBroken, Wrong, attempt, read
from counter_server.protocol.terms import Is
from display.announcements import Announcements, Report
from display.board import fold
from display.examples import board as example_board
from display.place import EVERYWHERE, Place, Sign, place_of

COUNTERS = [f"loket-{n}" for n in range(1, 7)]
AT = datetime(2026, 11, 23, 3, 42, tzinfo=UTC)


def tables(**more: Any) -> dict[str, Any]:
    """A branch of six counters."""
    return {
        "branch": {"key": "p2km", "name": "LALOPA"},
        "hours": {"weekly": {"mon": ["07:30-12:00"]}},
        "counters": [{"key": key, "n": place + 1} for place, key in enumerate(COUNTERS)],
        "staff": [{"key": "verifier-1", "name": "Verifikator 1", "role": "verifier"}],
        **more,
    }


def branch(**more: Any) -> BranchFile:
    return read(tables(**more), BranchFile, file="branch.toml")


def halls(*parts: list[str]) -> list[dict[str, Any]]:
    return [{"key": f"hall-{place + 1}", "counters": part} for place, part in enumerate(parts)]


@dataclass
class Office:
    """What a server knows and tells: tickets, and the announcements nobody has reported on."""

    seq: int = 0
    tickets: dict[int, Ticket] = field(default_factory=dict)
    open: dict[int, Announcement] = field(default_factory=dict)
    made: dict[int, Announcement] = field(default_factory=dict)

    def does(self, action: str, id: int, counter: str) -> Change:
        """One command; what comes down of it."""
        self.seq += 1
        status = {"call": Is.CALLED, "recall": Is.CALLED, "start": Is.SERVING, "return": Is.WAITING, "hold": Is.ON_HOLD}
        before = self.tickets.get(id)
        at = before.counter if before and before.counter and action in ("recall", "start") else counter
        ticket = Ticket(
            id=id, number=f"A-{id:03d}", service="A", step="verification", status=status[action],
            counter=at if action in ("call", "recall", "start") else None, called_at=AT,
        )  # fmt: skip
        self.tickets[id] = ticket
        if action in ("call", "recall"):
            one = Announcement(seq=self.seq, number=ticket.number, counter=at, at=AT, kind=action, ticket=id)
            self.open[self.seq] = self.made[self.seq] = one
        return Change(seq=self.seq, at=AT, action=action, ticket=ticket, waiting={"A": {"verification": 4}})

    def board(self) -> Board:
        shown = [ticket for ticket in self.tickets.values() if ticket.status is not Is.WAITING]
        empty = replace(example_board(AT), tickets=[], announcements=[])
        return replace(
            empty, seq=self.seq, tickets=shown, announcements=sorted(self.open.values(), key=lambda a: a.seq)
        )


@dataclass
class AWall:
    """A wall of one hall: what it shows, and what it reported."""

    place: Place
    board: Board | None = None
    voice: Announcements = field(default_factory=Announcements)
    spoken: list[Announcement] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    def hears(self, happening: Board | Change) -> None:
        ours = self.place.own(happening, self.board)
        self.board, self.voice = fold(self.board, ours), self.voice.heard(ours)

    def speaks(self, office: Office) -> None:
        """One call, if any; what it has to report is reported."""
        if self.voice.waiting:
            self.voice = self.voice.begun()
            assert self.voice.current is not None
            self.spoken.append(self.voice.current)
            self.voice = self.voice.ended(True)
        for report in self.voice.reports:
            self.reports.append(report)
            office.open.pop(report.seq, None)
        self.voice = self.voice.handed_on()


ACTIONS = st.tuples(
    st.sampled_from(["call", "call", "call", "recall", "start", "return", "hold", "speak", "reconnect"]),
    st.integers(1, 5),
    st.sampled_from(COUNTERS),
)


@given(st.lists(st.integers(0, 2), min_size=len(COUNTERS), max_size=len(COUNTERS)), st.lists(ACTIONS, max_size=25))
def test_every_call_is_told_by_exactly_the_wall_of_its_hall(where: list[int], happenings: list[Any]) -> None:
    parts = [[key for key, hall in zip(COUNTERS, where, strict=True) if hall == one] for one in sorted(set(where))]
    written = branch(halls=halls(*parts))
    walls = {hall.key: AWall(place_of(written, hall.key, "id")) for hall in written.halls}
    hall_of = {counter: hall.key for hall in written.halls for counter in hall.counters}
    office = Office()
    a_day(office, walls, hall_of, happenings)
    for seq, one in office.made.items():
        tellers = [key for key, wall in walls.items() for report in wall.reports if report.seq == seq]
        assert tellers == [hall_of[one.counter]], f"{one} was reported by {tellers}"
    for key, wall in walls.items():
        assert {hall_of[one.counter] for one in wall.spoken} <= {key}
        shown = {ticket.id for ticket in (wall.board.tickets if wall.board else []) if ticket.counter}
        assert shown == {ticket.id for ticket in office.tickets.values() if hall_of.get(ticket.counter or "") == key}


def a_day(office: Office, walls: dict[str, AWall], hall_of: dict[str, str], happenings: list[Any]) -> None:
    """All of it happens, and at its end every wall says what it still has to say."""
    for wall in walls.values():
        wall.hears(office.board())
    for action, id, counter in happenings:
        known = office.tickets.get(id)
        if action == "speak":
            walls[hall_of[counter]].speaks(office)
        elif action == "reconnect":
            walls[hall_of[counter]].hears(office.board())
        elif action == "call" or (known and known.status is Is.CALLED):
            change = office.does(action, id, counter)
            for wall in walls.values():
                wall.hears(change)
    while any(wall.voice.waiting or wall.voice.reports for wall in walls.values()):
        for wall in walls.values():
            wall.speaks(office)


def test_a_call_that_goes_to_another_hall_is_taken_down_and_told_superseded() -> None:
    place = place_of(branch(halls=halls(COUNTERS[:3], COUNTERS[3:])), "hall-1", "id")
    office, wall = Office(), AWall(place)
    wall.hears(office.board())
    wall.hears(office.does("call", 1, "loket-1"))
    wall.hears(office.does("return", 1, "loket-1"))
    wall.hears(office.does("call", 1, "loket-5"))
    wall.speaks(office)
    assert wall.spoken == []
    assert wall.reports == [Report(1, False, "superseded")]
    assert wall.board is not None
    assert wall.board.tickets == []


def test_a_ticket_held_at_a_counter_of_the_hall_stays_among_its_last_calls_and_is_in_no_other() -> None:
    written = branch(halls=halls(COUNTERS[:3], COUNTERS[3:]))
    walls = [AWall(place_of(written, key, "id")) for key in ("hall-1", "hall-2")]
    office = Office()
    for wall in walls:
        wall.hears(office.board())
        wall.hears(replace(office, seq=0, tickets={}).does("call", 1, "loket-2"))
        wall.hears(replace(office, seq=1, tickets={}).does("hold", 1, "loket-2"))
    boards = [wall.board for wall in walls]
    assert [[ticket.status for ticket in board.tickets] for board in boards if board] == [[Is.ON_HOLD], []]


def test_counts_stay_those_of_the_whole_branch() -> None:
    place = place_of(branch(halls=halls(COUNTERS[:3], COUNTERS[3:])), "hall-2", "id")
    whole = example_board(AT, called=9, waiting=40)
    seen = place.own(whole)
    assert isinstance(seen, Board)
    assert seen.waiting == whole.waiting
    assert {ticket.counter for ticket in seen.tickets}.isdisjoint(COUNTERS[:3])


def test_without_halls_a_wall_is_told_of_everything() -> None:
    whole = example_board(AT, called=9)
    assert place_of(branch(), "", "id").own(whole) is whole
    assert EVERYWHERE.own(whole) is whole


def test_a_counter_no_file_knows_is_called_to_in_every_hall() -> None:
    place = place_of(branch(halls=halls(COUNTERS[:3], COUNTERS[3:])), "hall-1", "id")
    wall = AWall(place)
    wall.hears(Office().board())
    wall.hears(Office().does("call", 1, "loket-99"))
    assert [one.counter for one in wall.voice.waiting] == ["loket-99"]


def test_an_arrow_is_the_counters_or_else_the_halls_and_a_zone_is_told_in_the_walls_language() -> None:
    counters = tables()["counters"]
    counters[0] |= {"arrow": "left", "zone": {"id": "Zona B", "en": "Zone B"}}
    counters[1] |= {"arrow": "up", "zone": "Utara"}
    first = {"key": "lantai-1", "name": "Lantai 1", "counters": COUNTERS[:3], "arrows": {"loket-1": "right"}}
    second = {"key": "lantai-2", "name": {"id": "Lantai 2", "en": "Floor 2"}, "counters": COUNTERS[3:]}
    written = branch(counters=counters, halls=[first, second])
    here, there = place_of(written, "lantai-1", "en"), place_of(written, "lantai-2", "en")
    assert (here.to("loket-1"), here.to("loket-2")) == (Sign("right", "Zone B"), Sign("up", "Utara"))
    assert there.to("loket-1") == Sign("left", "Zone B")
    assert (here.name, there.name, place_of(written, "lantai-2", "id").name) == ("Lantai 1", "Floor 2", "Lantai 2")
    assert here.to("loket-6") == here.to("bantuan-9") == Sign()


def told(**more: Any) -> list[tuple[str, str, str]]:
    _, mistakes = attempt(tables(**more), BranchFile, file="branch.toml")
    return [(mistake.key, mistake.code, mistake.did_you_mean) for mistake in mistakes]


@pytest.mark.parametrize(
    "written, expected",
    [
        (halls(COUNTERS), []),
        (halls([*COUNTERS, "loket-66"]), [("halls[hall-1].counters", "unknown_name", "loket-6")]),
        (halls(COUNTERS[:4], COUNTERS[3:]), [("halls[hall-2].counters", "duplicate", "")]),
        (halls(COUNTERS[:5]), [("halls", "in_no_hall", "")]),
        (halls(COUNTERS, []), [("halls[hall-2].counters", "empty", "")]),
        (halls(COUNTERS[:3]) + halls(COUNTERS[3:]), [("halls[hall-1]", "duplicate", "")]),
        ([{"key": "a", "counters": COUNTERS, "arrows": {"loket-1": "lft"}}],
         [("halls[a].arrows.loket-1", "not_a_choice", "left")]),
        ([{"key": "a", "counters": COUNTERS, "arrows": {"lokt-1": "left"}}],
         [("halls[a].arrows", "unknown_name", "loket-1")]),
        ([{"key": "a", "counters": COUNTERS, "name": 3}], [("halls[a].name", "wrong_type", "")]),
    ],
)  # fmt: skip
def test_halls_that_would_leave_a_call_unheard_stop_the_start(
    written: list[dict[str, Any]], expected: list[tuple[str, str, str]]
) -> None:
    assert told(halls=written) == expected


def test_the_hall_of_the_display_must_be_there_and_a_near_one_is_guessed() -> None:
    assert told(halls=halls(COUNTERS), display={"hall": "hal-1"}) == [("display.hall", "unknown_name", "hall-1")]
    assert told(display={"hall": "hall-1"}) == [("display.hall", "unknown_name", "")]
    assert told(halls=halls(COUNTERS), display={"hall": "hall-1"}) == []


def test_a_hall_that_is_none_has_no_place() -> None:
    with pytest.raises(Wrong) as refused:
        place_of(branch(halls=halls(COUNTERS)), "hall-7", "id")
    assert refused.value.did_you_mean == "hall-1"


@pytest.mark.parametrize("arrow", ["north", "Left", "←"])
def test_an_arrow_that_is_none_is_told(arrow: str) -> None:
    counters = tables()["counters"]
    counters[0] |= {"arrow": arrow}
    assert [code for _, code, _ in told(counters=counters)] == ["not_a_choice"]


def test_words_of_a_mistake_are_there_in_both_languages() -> None:
    with pytest.raises(PresetBroken, match=r"loket-6 tidak termasuk ruang mana pun\n.*loket-6 is in no hall"):
        branch(halls=halls(COUNTERS[:5]))
