"""The parts around the wall: the line to the server, the voice, the reports, the lists for QML."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Literal

import msgspec
import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.client import ServerAway, ServerRefused
from counter_server.protocol.event_stream import EventStream
from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Display as DisplaySettings
from counter_server.protocol.machine_settings import Voice as VoiceSettings
from counter_server.protocol.messages import Announcement, Board, Change
from counter_server.protocol.terms import Language
from counter_server.storage.picture import LAST_CALLS
from display.__main__ import hall_of, speaker_of, voice_of
from display.announcements import Report
from display.arguments import read_arguments
from display.examples import MOMENT, board, ticket
from display.hall import Hall
from display.report_delivery import ReportDelivery
from display.screen.engine import ASSETS
from display.screen.rows import KeyedRows
from display.screen.stream import StreamAdapter
from display.speech.remembering import RememberingSpeaker
from display.speech.utterance import Fault, NotSpoken, Spoken
from display.voice import UNSPEAKABLE, Voice


class Line:
    """A small server on a real socket: says what it is told to, to whoever listens last."""

    def __init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self.listeners: list[socket.socket] = []
        self.status = "200 OK"
        self.greeting: list[Board] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                listener, _ = self._door.accept()
            except OSError:
                return
            listener.recv(65536)
            listener.sendall(f"HTTP/1.1 {self.status}\r\nContent-Type: text/event-stream\r\n\r\n".encode())
            self.listeners.append(listener)
            if self.status != "200 OK":
                listener.sendall(b'{"code": "not_signed_in", "facts": {}}')
                listener.close()
                continue
            for snapshot in self.greeting:
                self.say("snapshot", snapshot)

    def say(self, event: str, message: object) -> None:
        data = msgspec.json.encode(message).decode()
        self.listeners[-1].sendall(f"event: {event}\ndata: {data}\n\n".encode())

    def hang_up(self) -> None:
        self.listeners[-1].shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._door.close()
        for listener in self.listeners:
            listener.close()


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.close()


@dataclass
class Listening:
    hall: Hall
    adapter: StreamAdapter


@pytest.fixture
def silence() -> float:
    """Seconds after which the server is away."""
    return 20.0


@pytest.fixture
def listening(qtbot: QtBot, line: Line, silence: float) -> Iterator[Listening]:
    """A hall on that line."""
    hall = Hall(Locale.load(ASSETS / "locale", "id"), load_branch(ASSETS / "branch.toml").branch)
    adapter = StreamAdapter(EventStream(line.address, "key", silence=silence))
    adapter.board.connect(hall.take_board)
    adapter.change.connect(hall.take_change)
    adapter.away.connect(hall.take_away)
    yield Listening(hall, adapter)
    adapter.stop()
    hall.stop()


def test_what_the_server_says_arrives_in_the_thread_of_the_screen(
    qtbot: QtBot, line: Line, listening: Listening
) -> None:
    threads: list[threading.Thread] = []
    listening.adapter.change.connect(lambda _: threads.append(threading.current_thread()))
    line.greeting = [board(datetime.now(UTC))]
    with qtbot.waitSignal(listening.adapter.board):
        listening.adapter.start()
    one = ticket(1, "A-001", "loket-3", "called", datetime.now(UTC))  # type: ignore[arg-type]
    with qtbot.waitSignal(listening.adapter.change):
        line.say("change", Change(seq=900, at=datetime.now(UTC), action="call", ticket=one, waiting={}))
    assert (listening.hall.view.property("number"), listening.hall.view.property("place")) == ("A-001", "Loket 3")
    assert threads == [threading.main_thread()]


@pytest.mark.parametrize("silence", [0.5])
def test_a_silent_server_is_away_and_the_wall_is_right_again_by_itself(
    qtbot: QtBot, line: Line, listening: Listening
) -> None:
    line.greeting = [board(datetime.now(UTC), called=2)]
    listening.adapter.start()
    qtbot.waitUntil(lambda: bool(listening.hall.view.property("away")))
    assert "menyambung kembali" in str(listening.hall.view.property("away"))
    qtbot.waitUntil(lambda: len(line.listeners) > 1 and not listening.hall.view.property("away"))


def test_a_line_that_breaks_is_told_at_once(qtbot: QtBot, line: Line, listening: Listening) -> None:
    line.greeting = [board(datetime.now(UTC))]
    with qtbot.waitSignal(listening.adapter.board):
        listening.adapter.start()
    with qtbot.waitSignal(listening.adapter.away):
        line.hang_up()


def test_a_refused_key_is_said_on_the_screen(qtbot: QtBot, line: Line, listening: Listening) -> None:
    line.status = "401 Unauthorized"
    listening.adapter.start()
    qtbot.waitUntil(lambda: "belum dikenali" in str(listening.hall.view.property("away")))


def test_nothing_is_signalled_after_the_stop(qtbot: QtBot, line: Line, listening: Listening) -> None:
    line.greeting = [board(datetime.now(UTC))]
    with qtbot.waitSignal(listening.adapter.board):
        listening.adapter.start()
    with qtbot.assertNotEmitted(listening.adapter.away, wait=100):
        listening.adapter.stop()


class BrokenStream:
    """Breaks by a fault of its own on the first try."""

    def __init__(self) -> None:
        self.tries = 0

    def listen(self) -> Iterator[Board]:
        self.tries += 1
        if self.tries == 1:
            raise RuntimeError("a fault nobody thought of")
        yield board(MOMENT)

    def close(self) -> None:
        """Nothing to close."""


class LateStream:
    """Has something to say in the moment it is closed."""

    def __init__(self) -> None:
        self._closed = threading.Event()

    def listen(self) -> Iterator[Board]:
        self._closed.wait()
        yield board(MOMENT)

    def close(self) -> None:
        self._closed.set()


def test_what_comes_while_the_program_ends_is_not_shown_any_more(qtbot: QtBot) -> None:
    adapter = StreamAdapter(LateStream())
    adapter.start()
    with qtbot.assertNotEmitted(adapter.board, wait=50):
        adapter.stop()


def test_a_fault_in_the_stream_itself_is_shown_and_overcome(qtbot: QtBot) -> None:
    adapter = StreamAdapter(BrokenStream())
    with qtbot.waitSignals([adapter.away, adapter.board]):
        adapter.start()
    adapter.stop()


INDONESIAN = Locale.load(ASSETS / "locale", "id")
BRANCH = load_branch(ASSETS / "branch.toml")


def call(seq: int, counter: str = "loket-2") -> Announcement:
    return Announcement(seq=seq, number="A-001", counter=counter, at=MOMENT, kind="call", ticket=seq)


def test_an_announcement_becomes_the_sentence_of_its_number_and_counter(qtbot: QtBot) -> None:
    speaker = RememberingSpeaker(outcome=Spoken(ASSETS / "x.wav", 3.0))
    voice = Voice(lambda _: speaker, VoiceSettings(), [INDONESIAN])
    with qtbot.waitSignal(voice.ended) as told:
        voice.say(call(7), 0)
    assert told.args == [7, True, ""]
    assert "loket dua" in speaker.sentences[0]
    assert speaker.said[0].times == 2


def test_a_call_is_spoken_in_the_languages_and_the_reading_the_branch_has_chosen(qtbot: QtBot) -> None:
    speaker = RememberingSpeaker()
    chosen = VoiceSettings(language=Language.EN, second="id", reading="terbilang", rate=120, repeat=1, chime=False)
    voice = voice_of(replace(BRANCH, voice=chosen), ASSETS, lambda _: speaker)
    with qtbot.waitSignal(voice.ended):
        voice.say(Announcement(seq=7, number="A-112", counter="loket-2", at=MOMENT, kind="call", ticket=7), 0)
    (said,) = speaker.said
    english, indonesian = said.sentences
    assert (english.voice, indonesian.voice) == ("en", "id")
    assert "counter two" in english.text
    assert "seratus dua belas" in indonesian.text
    assert "loket dua" in indonesian.text
    assert (said.times, said.rate, said.chime) == (1, 120, False)


@pytest.mark.parametrize("second", ["", "id"])
def test_without_a_second_language_a_call_is_spoken_in_one(qtbot: QtBot, second: Literal["", "id"]) -> None:
    speaker = RememberingSpeaker()
    chosen = VoiceSettings(language=Language.ID, second=second)
    voice = voice_of(replace(BRANCH, voice=chosen), ASSETS, lambda _: speaker)
    with qtbot.waitSignal(voice.ended):
        voice.say(call(7), 0)
    assert [sentence.voice for sentence in speaker.said[0].sentences] == ["id"]


@pytest.mark.parametrize("asked", [[], ["--player", "none"]])
def test_the_player_is_the_command_lines_or_else_the_branchs(qtbot: QtBot, asked: list[str], tmp_path: Path) -> None:
    wanted = read_arguments(["--data", str(tmp_path), *asked], INDONESIAN)
    branch = replace(BRANCH, voice=VoiceSettings(player="false" if asked else "none"))
    voice = voice_of(branch, ASSETS, speaker_of(branch, wanted))
    with qtbot.waitSignal(voice.ended, timeout=20_000) as told:
        voice.say(call(7), 0)
    voice.stop()
    assert told.args == [7, True, "player_none"]


def test_as_many_last_calls_stay_on_the_wall_as_the_branch_wants() -> None:
    hall = hall_of(replace(BRANCH, display=DisplaySettings(last_calls=3)), INDONESIAN)
    hall.take_board(board(MOMENT, passed=8))
    assert hall.view.property("passed").rowCount() == 3


def test_as_many_last_calls_as_may_be_wanted_are_sent_by_the_server() -> None:
    (last_calls,) = (field for field in fields(DisplaySettings) if field.name == "last_calls")
    assert last_calls.metadata["declared"].high == LAST_CALLS


def test_an_audio_fault_is_told_with_its_code(qtbot: QtBot) -> None:
    voice = Voice(lambda _: RememberingSpeaker(outcome=NotSpoken(Fault.NO_DEVICE)), VoiceSettings(), [INDONESIAN])
    with qtbot.waitSignal(voice.ended) as told:
        voice.say(call(7), 0)
    assert told.args == [7, False, "no_device"]


@pytest.mark.parametrize("counter", ["", "kantin", "kantin-1"])
def test_a_counter_without_words_is_told_and_mutes_nobody(qtbot: QtBot, counter: str) -> None:
    voice = Voice(lambda _: RememberingSpeaker(), VoiceSettings(), [INDONESIAN])
    with qtbot.waitSignal(voice.ended) as told:
        voice.say(call(7, counter), 0)
    assert told.args == [7, False, UNSPEAKABLE]


def test_where_nobody_is_meant_to_hear_a_call_is_still_shown_for_its_time(qtbot: QtBot) -> None:
    hall = Hall(INDONESIAN, load_branch(ASSETS / "branch.toml").branch, pause=0.0, unspoken=30.0)
    hall.take_board(board(MOMENT, called=2))
    with qtbot.assertNotEmitted(hall.speak):
        hall.voice_ended(101, True, "player_none")
    assert hall._next.interval() > 10_000
    with qtbot.waitSignal(hall.speak):
        hall._next.setInterval(0)  # so much time has passed
    hall.stop()


def test_reports_are_delivered_in_order_through_every_absence_of_the_server(qtbot: QtBot) -> None:
    told: list[Report] = []
    moods: list[Exception] = [ServerAway("unreachable"), ServerRefused(503, "busy", {}), ServerAway("unreachable")]

    def tell(report: Report) -> None:
        if moods:
            raise moods.pop()
        told.append(report)

    delivery = ReportDelivery(tell, first_wait=0.01)
    reports = [Report(1, True), Report(2, False, "superseded"), Report(3, True)]
    for report in reports:
        delivery.deliver(report)
    qtbot.waitUntil(lambda: told == reports)
    delivery.close()


@pytest.mark.parametrize("status", [404, 409])
def test_a_report_the_server_has_no_use_for_does_not_hold_up_the_next(qtbot: QtBot, status: int) -> None:
    told: list[int] = []

    def tell(report: Report) -> None:
        if report.seq == 1:
            raise ServerRefused(status, "announcement_unknown", {})
        told.append(report.seq)

    delivery = ReportDelivery(tell)
    delivery.deliver(Report(1, True))
    delivery.deliver(Report(2, True))
    qtbot.waitUntil(lambda: told == [2])
    delivery.close()


@pytest.mark.parametrize("status", [401, 403, 429, 503, 507])
def test_a_server_that_takes_nothing_just_now_is_told_in_order(status: int) -> None:
    tries: SimpleQueue[int] = SimpleQueue()
    no = [ServerRefused(status, "not_now", {})] * 2

    def tell(report: Report) -> None:
        tries.put(report.seq)
        if no:
            raise no.pop()

    delivery = ReportDelivery(tell, first_wait=0.01)
    for seq in (1, 2):
        delivery.deliver(Report(seq, True))
    assert [tries.get(timeout=20) for _ in range(4)] == [1, 1, 1, 2]
    delivery.close()


class BreakingServer:
    """Hears reports, and has a fault of its own with some."""

    def __init__(self, *breaks_at: int) -> None:
        self.breaks_at = set(breaks_at)
        self.tries: SimpleQueue[int] = SimpleQueue()
        self.heard: SimpleQueue[int] = SimpleQueue()

    def tell(self, report: Report) -> None:
        self.tries.put(report.seq)
        if report.seq in self.breaks_at:
            raise ServerRefused(500, "server_failed", {})
        self.heard.put(report.seq)

    def tried(self) -> list[int]:
        return [self.tries.get() for _ in range(self.tries.qsize())]


def test_a_report_the_server_breaks_at_keeps_no_other_waiting_and_is_delivered_when_it_is_mended() -> None:
    server = BreakingServer(1, 2, 3)
    delivery = ReportDelivery(server.tell, first_wait=0.01, longest_wait=0.02)
    for seq in (1, 2, 3, 4, 5):
        delivery.deliver(Report(seq, True))
    assert [server.heard.get(timeout=20) for _ in range(2)] == [4, 5]
    server.breaks_at = {1, 3}
    assert server.heard.get(timeout=20) == 2
    server.breaks_at = set()
    assert {server.heard.get(timeout=20) for _ in range(2)} == {1, 3}
    delivery.close()
    assert server.heard.empty()


def test_a_report_the_server_breaks_at_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    server = BreakingServer(1)
    delivery = ReportDelivery(server.tell, first_wait=0.01, longest_wait=0.01)
    delivery.deliver(Report(1, True))
    assert [server.tries.get(timeout=20) for _ in range(4)] == [1, 1, 1, 1]
    delivery.close()
    said = [record.getMessage() for record in caplog.records if record.name == "display.report_delivery"]
    assert said == ["the server broke at the report on announcement 1"]


def test_a_report_the_server_broke_at_waits_for_its_time() -> None:
    server = BreakingServer(1)
    delivery = ReportDelivery(server.tell, first_wait=3600)
    delivery.deliver(Report(1, True))
    others = list(range(2, 100))
    for seq in others:
        delivery.deliver(Report(seq, True))
        server.heard.get(timeout=20)
    delivery.close()
    assert server.tried() == [1, *others]


def test_what_is_delivered_just_before_the_end_is_tried_and_what_the_server_broke_at_is_given_up() -> None:
    server = BreakingServer(1, 2)
    delivery = ReportDelivery(server.tell, first_wait=3600)
    for seq in (1, 2, 3):
        delivery.deliver(Report(seq, True))
    delivery.close()
    assert not delivery.alive
    assert server.tried() == [1, 2, 3]


@pytest.mark.parametrize(
    "no",
    [ServerAway("unreachable"), ServerRefused(503, "busy", {}), ServerRefused(500, "server_failed", {})],
    ids=["away", "busy", "broken"],
)
def test_the_delivery_ends_promptly_though_the_server_takes_nothing(no: Exception) -> None:
    tried = threading.Event()

    def tell(report: Report) -> None:
        tried.set()
        raise no

    delivery = ReportDelivery(tell)
    delivery.deliver(Report(1, True))
    assert tried.wait(20)
    delivery.close()
    assert not delivery.alive


@dataclass(frozen=True)
class Row:
    key: int
    word: str = ""


@pytest.mark.parametrize(
    "before, after",
    [
        ([], [1, 2, 3]),
        ([1, 2, 3], []),
        ([1, 2, 3], [3, 2, 1]),
        ([1, 2, 3, 4], [4, 1, 5, 3]),
        ([5, 1], [1, 2, 3, 5, 9]),
    ],
)
def test_rows_become_other_rows_by_moves_a_view_can_follow(qtbot: QtBot, before: list[int], after: list[int]) -> None:
    rows = KeyedRows(Row)
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for keys in (before, after):
        rows.show([Row(key, str(key)) for key in keys])
        assert [rows.data(rows.index(place), 0x0100) for place in range(rows.rowCount())] == keys
    assert tester.model() is rows


def test_a_row_that_did_not_change_is_not_touched(qtbot: QtBot) -> None:
    rows = KeyedRows(Row)
    rows.show([Row(1, "a"), Row(2, "b")])
    with qtbot.waitSignal(rows.dataChanged) as changed:
        rows.show([Row(1, "a"), Row(2, "c")])
    assert changed.args is not None
    assert changed.args[0].row() == changed.args[1].row() == 1
