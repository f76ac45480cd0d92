"""The voice's queue: each call once and in order, whatever happens to the sound or the line."""

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from counter_server.protocol.messages import Announcement, Board, Change, Ticket
from counter_server.protocol.terms import Is
from display.announcements import SUPERSEDED, Announcements, Report
from display.examples import MOMENT, board, ticket

GONE = replace(board(MOMENT), tickets=[], announcements=[])


def called(id: int, counter: str = "loket-1", number: str = "") -> Ticket:
    return ticket(id, number or f"A-{id:03d}", counter, Is.CALLED, MOMENT)


def change(seq: int, action: str, one: Ticket) -> Change:
    return Change(seq=seq, at=MOMENT, action=action, ticket=one, waiting={})


def announcement(seq: int, one: Ticket, kind: str = "call") -> Announcement:
    counter = one.counter or ""
    return Announcement(seq=seq, number=one.number, counter=counter, at=MOMENT, kind=kind, ticket=one.id)


def snapshot(seq: int, tickets: list[Ticket], *announcements: Announcement) -> Board:
    return replace(GONE, seq=seq, tickets=tickets, announcements=list(announcements))


def waiting(voice: Announcements) -> list[int]:
    return [one.seq for one in voice.waiting]


def test_a_call_and_a_recall_wait_for_the_voice_in_the_order_they_came() -> None:
    voice = Announcements()
    for happening in (change(1, "call", called(1)), change(2, "call", called(2)), change(3, "recall", called(1))):
        voice = voice.heard(happening)
    assert waiting(voice) == [1, 2, 3]


def test_other_changes_of_a_called_ticket_are_not_spoken() -> None:
    assert waiting(Announcements().heard(change(1, "documents", called(1)))) == []


def test_a_call_made_while_one_is_spoken_waits_its_turn() -> None:
    voice = Announcements().heard(change(1, "call", called(1))).begun().heard(change(2, "call", called(2)))
    assert voice.current is not None
    assert voice.current.seq == 1
    assert waiting(voice) == [2]
    assert voice.ended(True).reports == (Report(1, True, None),)


def test_a_call_that_could_not_be_spoken_is_reported_with_its_reason() -> None:
    voice = Announcements().heard(change(1, "call", called(1))).begun().ended(False, "no_player")
    assert voice.reports == (Report(1, False, "no_player"),)
    assert voice.handed_on().reports == ()


def test_a_ticket_that_is_served_before_the_voice_came_to_it_is_superseded() -> None:
    voice = Announcements().heard(change(1, "call", called(1)))
    voice = voice.heard(change(2, "start", replace(called(1), status=Is.SERVING)))
    assert waiting(voice) == []
    assert voice.reports == (Report(1, False, SUPERSEDED),)


def test_a_new_call_of_the_same_ticket_supersedes_the_old_one_and_a_recall_does_not() -> None:
    recalled = Announcements().heard(change(1, "call", called(1))).heard(change(2, "recall", called(1)))
    assert waiting(recalled) == [1, 2]
    anew = recalled.heard(change(3, "call", called(1)))
    assert waiting(anew) == [3]
    assert [one.seq for one in anew.reports] == [1, 2]


def test_a_renumbered_ticket_is_spoken_by_the_number_on_its_paper() -> None:
    voice = Announcements().heard(change(1, "call", called(1)))
    voice = voice.heard(change(2, "renumber", called(1, number="A-X07")))
    assert [one.number for one in voice.waiting] == ["A-X07"]


def test_catching_up_speaks_what_is_still_called_oldest_first_and_supersedes_the_rest() -> None:
    serving = replace(called(2), status=Is.SERVING)
    tickets = [called(1), serving, called(3, "loket-3")]
    listed = [
        announcement(9, tickets[2]),
        announcement(5, tickets[0]),
        announcement(7, serving),
        announcement(8, called(4)),
    ]
    voice = Announcements().heard(snapshot(20, tickets, *listed))
    assert waiting(voice) == [5, 9]
    assert set(voice.reports) == {Report(7, False, SUPERSEDED), Report(8, False, SUPERSEDED)}


def test_catching_up_does_not_send_a_visitor_to_the_counter_of_an_earlier_call() -> None:
    now = called(1, "loket-2")
    voice = Announcements().heard(snapshot(20, [now], announcement(5, called(1, "loket-1")), announcement(9, now)))
    assert waiting(voice) == [9]


def test_catching_up_says_a_ticket_called_twice_to_one_counter_once() -> None:
    now = called(1)
    voice = Announcements().heard(snapshot(20, [now], announcement(5, now), announcement(9, now)))
    assert waiting(voice) == [9]


def test_catching_up_drops_an_old_call_though_the_new_one_has_been_spoken() -> None:
    voice = Announcements().heard(snapshot(20, [called(1, "loket-2")], announcement(5, called(1, "loket-1"))))
    assert waiting(voice) == []


def test_a_reconnection_repeats_nothing_that_was_spoken_or_waits() -> None:
    tickets = [called(1), called(2, "loket-2")]
    listed = (announcement(1, tickets[0]), announcement(2, tickets[1]))
    voice = Announcements().heard(snapshot(2, tickets, *listed)).begun().ended(True)
    again = voice.heard(snapshot(2, tickets, *listed)).heard(snapshot(2, tickets, *listed))
    assert waiting(again) == [2]
    assert again.reports == voice.reports


def test_a_change_that_the_whole_board_already_held_is_not_spoken() -> None:
    assert waiting(Announcements().heard(snapshot(5, [called(1)])).heard(change(5, "call", called(1)))) == []


def test_what_another_display_has_spoken_meanwhile_is_superseded() -> None:
    voice = Announcements().heard(change(1, "call", called(1))).heard(snapshot(4, [called(1)]))
    assert waiting(voice) == []
    assert voice.reports == (Report(1, False, SUPERSEDED),)


def test_a_server_with_a_fresh_journal_is_not_mistaken_for_the_old_one() -> None:
    old = Announcements().heard(snapshot(900, [])).heard(change(901, "call", called(1))).begun()
    new = old.heard(snapshot(3, [called(1)], announcement(2, called(1))))
    assert waiting(new) == [2]
    assert new.ended(True).reports == ()  # seq 901 means nothing there


@dataclass
class Office:
    """A journal and its board, told to a display over a line that breaks."""

    seq: int = 0
    tickets: dict[int, Ticket] = field(default_factory=dict)
    unspoken: dict[int, Announcement] = field(default_factory=dict)
    outcomes: list[Report] = field(default_factory=list)
    line: list[Board | Change] = field(default_factory=list)
    connected: bool = False

    def act(self, id: int, status: Is, action: str) -> None:
        self.seq += 1
        one = replace(called(id, f"loket-{id % 3 + 1}"), status=status)
        self.tickets[id] = one
        if action in ("call", "recall"):
            self.unspoken[self.seq] = announcement(self.seq, one, action)
        if self.connected:
            self.line.append(change(self.seq, action, one))

    def connect(self) -> None:
        self.line = [snapshot(self.seq, list(self.tickets.values()), *self.unspoken.values())]
        self.connected = True

    def told(self, report: Report) -> None:
        assert report.seq in self.unspoken, f"{report} was told twice, or means nothing"
        del self.unspoken[report.seq]
        self.outcomes.append(report)


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["call", "recall", "start", "return"]), st.integers(1, 4)),
        st.tuples(st.sampled_from(["connect", "break", "hear", "begin", "end", "fail", "deliver"]), st.just(0)),
    ),
    max_size=60,
)

AFTER = {"call": Is.CALLED, "recall": Is.CALLED, "start": Is.SERVING, "return": Is.WAITING}
ALLOWED: dict[str, set[Is | None]] = {
    "call": {None, Is.WAITING},
    "recall": {Is.CALLED},
    "start": {Is.CALLED},
    "return": {Is.CALLED, Is.SERVING},
}


@dataclass
class Hall:
    """A display beside its office: what it holds, what it said, what it has not delivered yet."""

    office: Office = field(default_factory=Office)
    voice: Announcements = field(default_factory=Announcements)
    outbox: list[Report] = field(default_factory=list)
    said: list[int] = field(default_factory=list)

    def step(self, what: str, id: int) -> None:
        office, voice = self.office, self.voice
        if what in AFTER:
            known = office.tickets.get(id)
            if (known.status if known else None) in ALLOWED[what]:
                office.act(id, AFTER[what], what)
        elif what == "connect":
            office.connect()
        elif what == "break":
            office.connected, office.line = False, []
        elif what == "hear" and office.line:
            self.voice = voice.heard(office.line.pop(0))
        elif what == "begin" and voice.waiting and not voice.speaking:
            self.voice = voice.begun()
            self.said.append(self.voice.current.seq if self.voice.current else 0)
        elif what in ("end", "fail"):
            self.voice = voice.ended(what == "end", None if what == "end" else "no_player")
        elif what == "deliver" and self.outbox:
            office.told(self.outbox.pop(0))
        self.outbox += self.voice.reports
        self.voice = self.voice.handed_on()

    def settle(self) -> None:
        """The line holds, the voice works, every report arrives."""
        self.step("connect", 0)
        while self.office.line:
            self.step("hear", 0)
        while self.voice.waiting or self.voice.speaking:
            self.step("begin", 0)
            self.step("end", 0)
        while self.outbox:
            self.step("deliver", 0)


@given(steps)
@settings(max_examples=400, deadline=None)
def test_every_announcement_ends_exactly_once_and_in_order_however_the_line_breaks(
    taken: list[tuple[str, int]],
) -> None:
    hall = Hall()
    for what, id in taken:
        hall.step(what, id)
    hall.settle()
    assert hall.office.unspoken == {}
    assert hall.said == sorted(set(hall.said))
    assert {one.seq for one in hall.office.outcomes if one.reason != SUPERSEDED} == set(hall.said)


@given(steps)
@settings(max_examples=200, deadline=None)
def test_a_ticket_known_to_have_left_the_call_is_never_spoken(taken: list[tuple[str, int]]) -> None:
    hall = Hall()
    hall.step("connect", 0)
    for what, id in taken:
        if what in ("connect", "break"):
            continue
        while hall.office.line:
            hall.step("hear", 0)
        before = len(hall.said)
        hall.step(what, id)
        if len(hall.said) > before and hall.voice.current is not None:
            assert hall.office.tickets[hall.voice.current.ticket].status is Is.CALLED
