"""What was hunted down stays down: each of these once ended a program, blinded a screen or filled the memory."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject

from counter_server.presets import load_presets
from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.client import CounterClient, ServerAway
from counter_server.protocol.event_stream import EventParser, Nonsense
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Board, BranchFace, Ticket
from counter_server.protocol.mistakes import PresetBroken
from counter_server.protocol.offer import Choice, Question, ServiceFace, Services
from counter_server.protocol.terms import Is
from display.announcements import Announcements
from display.screen.rows import KeyedRows
from display.wall import Moment, Passed, Wall, wall
from kiosk import flow
from kiosk.office import Office
from kiosk.pages import screen
from kiosk.visit import Visit
from tests.server import ROOT

from .test_event_stream_fuzzed import saying, survives

WORDS = Locale.load(ROOT / "assets" / "locale", "id")
BRANCH = load_branch(ROOT / "assets" / "branch.toml").branch
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DEEP = b"[" * 3000
SNAPSHOT = (
    b'event: snapshot\ndata: {"seq": 1, "at": "2026-11-23T08:00:00+07:00", "branch": {"key": "p2km", "name": "", '
    b'"office": "", "zone": "Asia/Jakarta", "open": true}, "counters": [], "tickets": [], "waiting": {}, '
    b'"announcements": []}\n\n'
)


def test_what_is_nested_too_deep_is_nonsense_also_where_nobody_reads_it() -> None:
    line = b'event: heartbeat\ndata: {"seq": 7, "at": "2026-11-23T08:00:00+07:00", "more": ' + DEEP + b"\n\n"
    with pytest.raises(Nonsense):
        list(EventParser().feed(line))


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 302 Found\r\nLocation: ftp://[::\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n",
        b'HTTP/1.1 401 No\r\n\r\n{"code": "x", "facts": {"deep": ' + DEEP,
    ],
)
def test_an_answer_that_is_no_stream_does_not_end_the_listening(head: bytes) -> None:
    survives(SNAPSHOT, head, [])


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 302 Found\r\nLocation: ftp://[::\r\nContent-Length: 0\r\n\r\n",
        b'HTTP/1.1 409 No\r\n\r\n{"code": "x", "facts": {"deep": ' + DEEP,
        b'HTTP/1.1 200 OK\r\n\r\n{"services": [], "more": ' + DEEP,
    ],
)
def test_an_answer_that_is_not_ours_is_a_server_that_is_away(answer: bytes) -> None:
    with saying([answer]) as server, pytest.raises(ServerAway):
        CounterClient(server.url, "key", timeout=2.0).services()


def test_two_rows_of_one_key_are_two_rows(qapp: QObject) -> None:
    rows = KeyedRows(Passed)

    def shown() -> list[object]:
        return [rows.data(rows.index(n, 0), role) for n in range(rows.rowCount()) for role in [257]]

    one, other, third = (Passed(key, number, "", False) for key, number in ((7, "A-001"), (7, "A-002"), (8, "A-003")))
    for told in ([one, other], [other, third, one], [third], [one, one, one], [third, one], []):
        rows.show(told)
        assert shown() == [row.number for row in told]


def a_board(zone: str = "Asia/Jakarta", *tickets: Ticket) -> Board:
    face = BranchFace(key="p2km", name="", office="", zone=zone, open=True)
    return Board(seq=1, at=NOW, branch=face, counters=[], tickets=list(tickets), waiting={}, announcements=[])


def hung(board: Board) -> Wall:
    return wall(board, Announcements(), Moment(NOW), WORDS, BRANCH)


@pytest.mark.parametrize("zone", ["Mars/Base", "", "../x"])
def test_a_zone_this_machine_does_not_know_does_not_stop_the_wall(zone: str) -> None:
    assert hung(a_board(zone)).time == hung(a_board()).time, "then it is the time of the branch's own file"


def test_a_call_without_a_moment_hangs_beside_one_that_has_it() -> None:
    called: dict[str, Any] = {"service": "A", "step": "verification", "status": Is.CALLED}
    tickets = [Ticket(id=1, number="A-001", **called), Ticket(id=2, number="A-002", called_at=NOW, **called)]
    assert {card.number for card in hung(a_board("UTC", *tickets)).cards} == {"A-001", "A-002"}


def a_service(**more: Any) -> ServiceFace:
    return ServiceFace(letter="A", open=True, **({"texts": {}, "documents": {}, "questions": []} | more))


def through_the_pages(service: ServiceFace) -> list[str]:
    """The titles a visitor sees who always takes the first choice."""
    office = Office().with_services(Services(services=[service]))
    visit, titles = flow.begin(Visit(request_id="hunted", language="id"), "id"), []
    for _ in range(6):
        told = screen(visit, office, WORDS)
        titles.append(told.title)
        if told.choices:
            visit = flow.choose(visit, told.choices[0].key, office)
    return titles


def test_a_service_without_words_is_offered_by_its_letter() -> None:
    assert WORDS.say("kiosk.service.title") in through_the_pages(a_service())


def test_what_a_newer_server_asks_and_this_kiosk_has_no_words_for_is_asked_all_the_same() -> None:
    insurance = Question(key="insurance", choices=[Choice(key="a_new_one", texts={})])
    colour = Question(key="colour", choices=[Choice(key="red", texts={})])
    papers = {"passport": ["original"], "kk": ["original", "hologram"]}
    titles = through_the_pages(a_service(questions=[colour, insurance], documents=papers))
    assert "colour" in titles
    assert WORDS.say("kiosk.paper.kk_family") in titles


def test_a_number_of_five_thousand_digits_is_a_mistake_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "branch.toml").write_text("n = " + "9" * 5000)
    with pytest.raises(PresetBroken) as broken:
        load_presets(tmp_path)
    assert "branch.toml" in str(broken.value)


def test_a_number_of_five_thousand_hexadecimal_digits_where_words_belong_is_a_mistake_told_short(
    tmp_path: Path,
) -> None:
    shutil.copytree(ROOT / "assets", tmp_path / "assets")
    branch = tmp_path / "assets" / "branch.toml"
    text = branch.read_text(encoding="utf-8")
    assert 'public_url = ""' in text
    branch.write_text(text.replace('public_url = ""', "public_url = 0x" + "f" * 5000), encoding="utf-8")
    with pytest.raises(PresetBroken) as broken:
        load_presets(tmp_path / "assets")
    assert "public_url" in str(broken.value)
    assert f"0x{'f' * 55}…" in str(broken.value)
