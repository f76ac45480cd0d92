"""Alerts and decisions of the floor through a real server: who hears of them, what the journal says, what a restart
leaves."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
import urllib3

from counter_server.protocol.device_messages import AlertNow
from counter_server.protocol.device_state import DeviceState, PartState
from counter_server.protocol.event_stream import Away, Happening
from counter_server.protocol.messages import Board, Change
from counter_server.protocol.terms import PartIs
from tests.busy_floor import AT_ONCE, assets_of
from tests.server import DEMO_DISPLAY, DEMO_KIOSK, PATIENCE, Server, change, listening, running
from tests.store import database_of

NO_PAPER = DeviceState({"printer": PartState(PartIs.FAILED, "no_paper")}, "0.1.0")
WELL = DeviceState({"printer": PartState(PartIs.OK)}, "0.1.0")
FLOOR = "/console/floor"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("floor")
    with running(folder / "data", "--demo", "--assets", str(assets_of(folder))) as started:
        yield started


def press(server: Server, token: str, path: str, **fields: str) -> str:
    """As the console's form does; what it says."""
    answer = urllib3.PoolManager(retries=False, timeout=PATIENCE).request(
        "POST", server.url + path, fields=fields, encode_multipart=False,
        headers={"Cookie": f"lalopa_session={token}", "Origin": server.url},
    )  # fmt: skip
    assert answer.status == 200, answer.data
    said = msgspec.json.decode(answer.headers.get("HX-Trigger", "{}"))
    return str(said.get("lalopa:said", {}).get("text", ""))


def lines(server: Server, *actions: str) -> list[tuple[str, str, Any]]:
    """Who, what, and what was told, of each such line of the journal."""
    with closing(sqlite3.connect(database_of(server.data))) as database:
        rows = database.execute("SELECT who, action, payload FROM journal ORDER BY seq").fetchall()
    return [(who, action, msgspec.json.decode(payload or b"{}")) for who, action, payload in rows if action in actions]


def of_paper(server: Server, token: str) -> AlertNow:
    (alert,) = [one for one in server.client(token).devices().alerts if one.code == "no_paper"]
    return alert


def heard_as(kind: type[Board], heard: Iterator[Happening | Away]) -> Board:
    first = next(heard)
    assert isinstance(first, kind)
    return first


def told(heard: Iterator[Happening | Away], action: str, about: str) -> Change:
    """The next change of this kind that is about this service."""
    while True:
        found = change(heard, action)
        if found.service is not None and found.service.letter == about:
            return found


def test_an_alert_is_raised_acknowledged_kept_over_a_restart_and_cleared(server: Server) -> None:
    supervisor = server.supervisor()
    with listening(server, supervisor.token) as heard:
        next(heard)
        server.kiosk.report_state(NO_PAPER)
        change(heard, "alert-raised")
        change(heard, "alert")
    raised = of_paper(server, supervisor.token)
    assert (raised.acknowledged_by, raised.id > 0) == ("", True)
    press(server, supervisor.token, f"{FLOOR}/alerts/{raised.id}/acknowledge")
    press(server, supervisor.token, f"{FLOOR}/alerts/{raised.id}/acknowledge")
    known = of_paper(server, supervisor.token)
    assert (known.id, known.acknowledged_by) == (raised.id, "supervisor-1")
    server.restart()
    with listening(server, supervisor.token) as heard:
        next(heard)
        server.kiosk.report_state(NO_PAPER)
        change(heard, "alert")
        again = of_paper(server, supervisor.token)
        server.kiosk.report_state(WELL)
        change(heard, "alert-cleared")
    paper = {"code": "no_paper", "subject": "demo-kiosk", "part": "printer", "level": "failed"}
    told = [line for line in lines(server, "alert-raised", "alert-acknowledged", "alert-cleared") if line[2] == paper]
    assert told[0] == ("watch", "alert-raised", paper)
    assert told[1] == ("supervisor-1", "alert-acknowledged", paper), "said twice is said once"
    assert {line[1] for line in told[2:]} <= {"alert-raised", "alert-cleared"}
    assert told[-1] == ("watch", "alert-cleared", paper)
    assert again.code == "no_paper"
    over = press(server, supervisor.token, f"{FLOOR}/alerts/{raised.id}/acknowledge")
    assert over == "Peringatan ini sudah selesai."


def test_kiosk_and_wall_hear_at_once_that_a_service_closed_and_when_it_opens(server: Server) -> None:
    supervisor = server.supervisor()
    with listening(server, DEMO_KIOSK) as kiosk, listening(server, DEMO_DISPLAY) as wall:
        heard_as(Board, kiosk), heard_as(Board, wall)
        press(server, supervisor.token, f"{FLOOR}/services/L", open="no", reason="Petugas berhalangan")
        for heard in (kiosk, wall):
            closed = told(heard, "close", "L").service
            assert closed is not None
            assert (closed.open, closed.opens is not None) == (False, True)
        press(server, supervisor.token, f"{FLOOR}/take-back/service:L")
        for heard in (kiosk, wall):
            opened = told(heard, "open", "L").service
            assert opened is not None
            assert opened.open


def test_the_wall_is_told_of_a_message_and_of_its_end_and_of_a_notice_with_its_words(server: Server) -> None:
    supervisor = server.supervisor()
    with listening(server, DEMO_DISPLAY) as wall:
        own = heard_as(Board, wall).branch.running_text
        press(server, supervisor.token, f"{FLOOR}/message", text_id="Mohon sabar.", minutes="0")
        shown = change(wall, "running-text").branch
        assert shown is not None
        assert shown.running_text == own | {"id": "Mohon sabar."}
        press(server, supervisor.token, f"{FLOOR}/notice", prepared="4")
        said = change(wall, "announce")
        assert said.notice["en"] == "All services here are free of charge."
        server.display.spoken(said.seq, ok=True)
        press(server, supervisor.token, f"{FLOOR}/take-back/running_text")
        after = change(wall, "take-back").branch
        assert after is not None
        assert after.running_text == own


def test_who_is_moved_sees_with_other_eyes_at_once(server: Server) -> None:
    supervisor, siti = server.supervisor(), server.verifier(5)
    waits = server.issue("A", documents={})
    with listening(server, siti.token) as heard:
        assert waits.id not in {one.id for one in heard_as(Board, heard).tickets}
        press(
            server, supervisor.token, f"{FLOOR}/staff/verifier-5", role="extra", service="A", reason="Antrean panjang"
        )
        board = next(happening for happening in heard if isinstance(happening, Board))
        assert waits.id in {one.id for one in board.tickets}, "her stream began anew, with the list of her new role"
    press(server, supervisor.token, f"{FLOOR}/take-back/staff:verifier-5")


@pytest.mark.parametrize(
    "path, fields",
    [
        ("message", {"text_id": "NIK {}", "minutes": "0"}),
        ("notice", {"prepared": "own", "text_en": "no {}"}),
        ("mode", {"mode": "pull", "reason": "{}"}),
        ("close-day", {"reason": "a {}"}),
        ("services/A", {"open": "no", "reason": "a {}"}),
    ],
)
def test_no_words_of_hers_take_a_number_of_somebody(server: Server, path: str, fields: dict[str, str]) -> None:
    before = len(lines(server, "running-text", "announce", "mode", "end-day", "close"))
    filled = {name: words.format("1871 0145 0190 0001") for name, words in fields.items()}
    said = press(server, server.supervisor().token, f"{FLOOR}/{path}", **filled)
    assert said.startswith("Demi menjaga data pribadi")
    assert len(lines(server, "running-text", "announce", "mode", "end-day", "close")) == before


@pytest.mark.parametrize(
    "path, fields",
    [
        ("message", {"text_id": "x" * 161, "minutes": "0"}),
        ("message", {"minutes": "0"}),
        ("message", {"text_id": "x", "minutes": "-1"}),
        ("notice", {"prepared": "own", "text_id": "x" * 201}),
        ("notice", {"prepared": "own", "text_id": "Mohon || perhatian"}),
        ("notice", {"prepared": "99"}),
        ("mode", {"mode": "shout", "reason": "x"}),
        ("services/A", {"open": "no"}),
        ("staff/verifier-1", {"role": "verifier", "service": "AA", "reason": "x"}),
    ],
)
def test_what_does_not_fit_is_refused_kindly(server: Server, path: str, fields: dict[str, str]) -> None:
    said = press(server, server.supervisor().token, f"{FLOOR}/{path}", **fields)
    assert said == "Ada isian yang belum benar. Silakan periksa kembali."


def test_what_the_floor_is_beyond_is_told_by_the_branchs_own_limits(tmp_path: Path) -> None:
    assets = assets_of(tmp_path, AT_ONCE + "queue_length = 2\n")
    with running(tmp_path / "data", "--demo", "--assets", str(assets)) as server:
        supervisor = server.supervisor()
        with listening(server, supervisor.token) as heard:
            next(heard)
            for _ in range(2):
                server.issue("S")
            change(heard, "alert-raised")
            change(heard, "alert")
        (alert,) = supervisor.devices().alerts
        assert (alert.part, alert.code, alert.subject, alert.facts) == ("queue", "long_queue", "S/help", {"count": 2})
