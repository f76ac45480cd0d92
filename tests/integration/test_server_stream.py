"""The stream: whole board first, then every change once and in order; each listener only what it may see."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from counter_server.protocol.event_stream import Away, EventStream
from counter_server.protocol.messages import Board, Change, Heartbeat
from tests.server import DEMO_DISPLAY, DEMO_KIOSK, PATIENCE, Server, Wire, change, listening

SERVER_OPTIONS = ("--assignment", "push")
FOR_A_WALL = {"id", "number", "service", "step", "status", "counter", "called_at", "recalls"}
OF_A_CHANGE = {"branch", "waits", "notice", "seq", "at", "action", "waiting", "ticket", "counter", "staff", "service"}


class Raw:
    """One stream as bytes: (id, event, data) as they come."""

    def __init__(self, server: Server, token: str) -> None:
        self.wire = Wire(server.url)
        self.answer = self.wire.pool.request(
            "GET", f"{server.url}/api/v1/events", headers={"Authorization": f"Bearer {token}"}, preload_content=False
        )
        self.rest = b""

    def __enter__(self) -> "Raw":
        return self

    def __exit__(self, *_: object) -> None:
        self.answer.close()

    def __iter__(self) -> Iterator[tuple[int, str, dict[str, Any]]]:
        while received := self.answer.read1():
            *events, self.rest = (self.rest + received).split(b"\n\n")
            for event in events:
                lines = dict(line.split(": ", 1) for line in event.decode().split("\n"))
                assert set(lines) == {"id", "event", "data"}
                yield int(lines["id"]), lines["event"], msgspec.json.decode(lines["data"])


def test_the_snapshot_comes_first_and_every_event_bears_its_seq(floor: Server) -> None:
    with Raw(floor, DEMO_DISPLAY) as raw:
        assert raw.answer.headers["content-type"].startswith("text/event-stream")
        events = iter(raw)
        seq, kind, board = next(events)
        assert (kind, seq) == ("snapshot", board["seq"])
        ticket = floor.issue("L", printed=False)
        seq, kind, told = next(one for one in events if one[1] == "change")
        assert (kind, told["action"], told["ticket"]["id"]) == ("change", "issue", ticket.id)
        assert seq == told["seq"] > board["seq"]
        assert set(told) == OF_A_CHANGE
        assert told["waiting"]["L"] == {"help": 1, "verification": 0}


def test_a_heartbeat_comes_within_five_seconds_of_silence(floor: Server) -> None:
    with listening(floor, DEMO_KIOSK) as heard:
        board = next(heard)
        assert isinstance(board, Board)
        waits: list[float] = []
        while min(waits, default=5.0) >= 5.0:  # one may be long where the machine stood still, not each
            assert len(waits) < 4, waits
            since = time.monotonic()
            beat = next(heard)
            waits.append(time.monotonic() - since)
            assert isinstance(beat, Heartbeat)
            assert beat.seq == board.seq


def test_whoever_listens_while_tickets_are_taken_hears_each_once_and_in_order(floor: Server) -> None:
    stop = threading.Event()
    issued: list[int] = []

    def take() -> None:
        while not stop.is_set():
            issued.append(floor.issue("S", printed=False).id)

    def listen(_: int) -> tuple[int, list[Change]]:
        with listening(floor, DEMO_DISPLAY) as heard:
            board = next(heard)
            assert isinstance(board, Board)
            told: list[Change] = []
            for happening in heard:
                if isinstance(happening, Change):
                    told.append(happening)
                if len(told) == 30:
                    break
        return board.seq, told

    with ThreadPoolExecutor(8) as many:
        takers = [many.submit(take) for _ in range(2)]
        try:
            heard_by_each = list(many.map(listen, range(18)))
        finally:
            stop.set()
        for taker in takers:
            taker.result()
    for seq, told in heard_by_each:
        assert [one.seq for one in told] == list(range(seq + 1, seq + 31))
        assert {one.ticket.id for one in told if one.action == "issue" and one.ticket} <= set(issued)


def test_a_board_folded_from_changes_counts_as_the_board_asked_for(floor: Server) -> None:
    with listening(floor, DEMO_DISPLAY) as heard:
        next(heard)
        verifier = floor.verifier()
        floor.issue("A")
        floor.issue("L")
        verifier.ready()
        told = change(heard, "call")
    board = floor.display.board()
    assert told.waiting == board.waiting
    assert told.counter == next(one for one in board.counters if one.counter == "loket-1")


def seen_by(server: Server, token: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A board and the changes of one ticket's issue, call and start, as they cross the wire."""
    with Raw(server, token) as raw:
        events = iter(raw)
        _, _, board = next(events)
        told = []
        verifier, supervisor = server.verifier(2), server.supervisor()
        ticket = server.issue("A", priority="elderly")
        supervisor.call(ticket.id, "loket-2", "uji")
        verifier.start(ticket.id)
        for _, kind, content in events:
            if kind == "change":
                told.append(content)
                if content["action"] == "start":
                    break
    return board, told


@pytest.fixture
def busy(floor: Server) -> Server:
    """One ticket in every place a board may show it: called, held, waiting for each role."""
    verifier, extra = floor.verifier(1), floor.extra(1)
    held = floor.issue("A")
    verifier.ready()
    verifier.start(held.id)
    verifier.pause("makan")
    verifier.hold(held.id)
    floor.issue("L")
    extra.ready()
    floor.issue("A")
    floor.issue("L")
    return floor


def test_a_wall_sees_eight_fields_of_what_was_called_and_nobody_by_name(busy: Server) -> None:
    board, told = seen_by(busy, DEMO_DISPLAY)
    assert {frozenset(ticket) for ticket in board["tickets"]} == {frozenset(FOR_A_WALL)}
    assert "waiting" not in {ticket["status"] for ticket in board["tickets"]}
    assert board["staff"] == []
    assert {one["staff"] for one in board["counters"]} == {None}
    assert {frozenset(one["ticket"]) for one in told if one["ticket"]} == {frozenset(FOR_A_WALL)}
    assert {one["staff"] for one in told} == {None}
    assert {one["counter"]["staff"] for one in told if one["counter"]} == {None}


def test_a_kiosk_sees_counts_and_opening_and_no_ticket(busy: Server) -> None:
    board, told = seen_by(busy, DEMO_KIOSK)
    assert (board["tickets"], board["staff"], board["announcements"]) == ([], [], [])
    assert board["waiting"]["A"]["verification"] == 1
    assert {service["letter"]: service["open"] for service in board["services"]} == dict.fromkeys("AKLS", True)
    assert {one["ticket"] for one in (*board["counters"], *told)} == {None}
    assert {one["counter"]["ticket"] for one in told if one["counter"]} == {None}


def test_staff_see_their_roles_tickets_whole_and_the_others_as_a_wall_does(busy: Server) -> None:
    board, told = seen_by(busy, busy.verifier(3).token)
    whole = [ticket for ticket in board["tickets"] if "documents" in ticket]
    assert {ticket["step"] for ticket in whole} == {"verification"}
    assert {ticket["status"] for ticket in whole} >= {"on_hold", "waiting"}
    others = [ticket for ticket in board["tickets"] if ticket not in whole]
    assert {frozenset(ticket) for ticket in others} == {frozenset(FOR_A_WALL)}
    assert {ticket["step"] for ticket in others} == {"help"}
    assert "waiting" not in {ticket["status"] for ticket in others}
    mine = [one["ticket"] for one in told if one["action"] == "start"]
    assert [(ticket["priority"], ticket["staff"]) for ticket in mine] == [("elderly", "verifier-2")]
    assert len(board["staff"]) == 19


def test_the_supervisor_sees_every_ticket_whole(busy: Server) -> None:
    board, _ = seen_by(busy, busy.supervisor().token)
    assert all("documents" in ticket for ticket in board["tickets"])
    assert {ticket["step"] for ticket in board["tickets"] if ticket["status"] == "waiting"} == {"help", "verification"}


def test_a_listener_far_behind_is_cut_off_and_others_hear_on(floor: Server) -> None:
    host, port = floor.url.removeprefix("http://").split(":")
    with socket.socket() as slow, listening(floor, DEMO_DISPLAY) as heard:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)  # or the kernel keeps megabytes for it
        slow.settimeout(PATIENCE)
        slow.connect((host, int(port)))
        token = f"Authorization: Bearer {floor.supervisor().token}"
        head = ("GET /api/v1/events HTTP/1.1", f"Host: {host}", "Connection: close", token)
        slow.sendall("\r\n".join((*head, "", "")).encode())
        begun = slow.recv(4096)
        assert b"200 OK" in begun
        next(heard)
        verifier = floor.verifier()
        listeners = b"lalopa_listeners 1"
        wire = Wire(floor.url)
        while listeners not in wire.send("GET", "/metrics", root="").content:
            for n in range(100):
                verifier.pause(f"{n} " + "panjang " * 24)
        said = bytearray(begun)
        while received := slow.recv(65536):
            said += received
    seqs = [int(line.removeprefix(b"id: ")) for line in bytes(said).split(b"\n") if line.startswith(b"id: ")]
    assert seqs == sorted(seqs)
    assert seqs[-1] < floor.display.board().seq


def test_a_listener_comes_back_by_itself_when_the_server_does(floor: Server) -> None:
    before = floor.issue("L")
    stream = EventStream(floor.url, DEMO_DISPLAY)
    heard = stream.listen()
    first = next(heard)
    assert isinstance(first, Board)
    floor.restart()
    away = next(happening for happening in heard if not isinstance(happening, Heartbeat | Change))
    assert isinstance(away, Away)
    assert away.reason in ("ended", "unreachable")
    again = next(heard)
    assert isinstance(again, Board)
    assert (again.seq >= first.seq, again.waiting["L"]["help"]) == (True, 1)
    assert floor.supervisor().ticket(before.id).status == "waiting"
    stream.close()
