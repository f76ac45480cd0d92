"""Whatever comes down the line, the listener goes on listening: nothing gets out of `listen`, and a whole board heard
after any rubbish is the board."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_server.protocol.event_stream import LONGEST_LINE, Away, EventParser, EventStream, Happening, Nonsense
from counter_server.protocol.messages import Board
from tests.server import Wire

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
BEAT = b'id: 7\nevent: heartbeat\ndata: {"seq": 7, "at": "2026-11-23T08:00:00+07:00"}\n\n'
CHANGE = b'event: change\ndata: {"seq": 8, "at": "2026-11-23T08:00:00+07:00", "action": "ready", "waiting": {}}\n\n'
PIECES = st.one_of(
    st.sampled_from(
        [
            BEAT, CHANGE, b"data: {}\n\n", b"event: snapshot\ndata: []\n\n", b"event: change\ndata: null\n\n", b":\n",
            b"\n\n",             b"event: heartbeat\ndata: {\n\n", b"event: heartbeat\r\ndata: 1\r\n\r\n",
            b"event: \xff\xfe\ndata: \xff\n\n",
            b'event: heartbeat\ndata: {"seq": "7", "at": 7}\n\n', b"event: change\ndata: " + b"[" * 3000 + b"\n\n",
            b'event: heartbeat\ndata: {"seq": 7, "at": "2026-11-23T08:00:00+07:00", "more": ' + b"[" * 3000 + b"\n\n",
            b'event: heartbeat\ndata: {"seq": 1e999, "at": "9999-99-99"}\n\n', b"id: x\nretry: soon\n", b"\x00" * 50,
        ]
    ),
    st.binary(max_size=60),
)  # fmt: skip
RUBBISH = st.lists(PIECES, max_size=6).map(b"".join)
HEADS = st.sampled_from(
    [
        HEAD, b"", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/9.9 what\r\n\r\n", b"\x00\xff\r\n\r\n", b"SSH-2.0-x\r\n",
        b"HTTP/1.1 503 No\r\nContent-Length: 4\r\n\r\nnope", b'HTTP/1.1 401 No\r\n\r\n{"code": 7, "facts": []}',
        b'HTTP/1.1 401 No\r\n\r\n{"code": "x", "facts": {"deep": ' + b"[" * 3000,
        b"HTTP/1.1 302 Found\r\nLocation: ftp://[::\r\n\r\n", b"HTTP/1.1 204 \r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70000,
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 300 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-99\r\n\r\n",
    ]
)  # fmt: skip


def happenings(received: list[bytes]) -> list[Happening | str]:
    """What is understood of it, to the first nonsense."""
    parser, found = EventParser(), list[Happening | str]()
    try:
        for piece in received:
            found += parser.feed(piece)
    except Nonsense:
        found.append("nonsense")
    return found


@settings(max_examples=250)
@given(RUBBISH, st.lists(st.integers(1, 40), max_size=12))
def test_however_it_is_cut_the_same_is_understood(rubbish: bytes, cuts: list[int]) -> None:
    pieces, at = [], 0
    for cut in cuts:
        pieces.append(rubbish[at : at + cut])
        at += cut
    assert happenings([*pieces, rubbish[at:]]) == happenings([rubbish])


@pytest.mark.parametrize("piece", [b"x" * 65536, b"data: x\n" * 8192, b"data:" + b"y" * 65531, b"\ndata: x"])
def test_nobody_fills_the_memory_with_an_event_that_does_not_end(piece: bytes) -> None:
    parser = EventParser()
    with pytest.raises(Nonsense):
        for _ in range(2 * LONGEST_LINE // len(piece) + 2):
            list(parser.feed(piece))


class Server:
    """Says what it is told to, connection by connection; in the end a whole board."""

    def __init__(self, scripts: list[list[bytes]]) -> None:
        self._scripts = list(scripts)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        for script in self._scripts:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return  # nobody came any more
            with connection, contextlib.suppress(OSError):  # who has heard enough hangs up
                connection.recv(4096)
                for piece in script:
                    connection.sendall(piece)

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listening.close()


@contextmanager
def saying(*scripts: list[bytes]) -> Iterator[Server]:
    server = Server(list(scripts))
    try:
        yield server
    finally:
        server.close()


@pytest.fixture(scope="module")
def board(wire: Wire) -> bytes:
    """A real one."""
    return b"event: snapshot\ndata: " + wire.send("GET", "/board", token="demo-display").content + b"\n\n"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(head=HEADS, rubbish=RUBBISH, cut=st.integers(1, 50))
def test_after_any_rubbish_the_board_is_heard(board: bytes, head: bytes, rubbish: bytes, cut: int) -> None:
    survives(board, head, [rubbish[:cut], rubbish[cut:]])


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(head=HEADS, rubbish=RUBBISH, cut=st.integers(1, 50))
def test_the_same_for_a_long_time(board: bytes, head: bytes, rubbish: bytes, cut: int) -> None:
    survives(board, head, [rubbish[:cut], rubbish[cut:]])


def survives(board: bytes, head: bytes, rubbish: list[bytes]) -> None:
    with saying([head, *rubbish], [HEAD, board]) as server:
        stream = EventStream(server.url, "key", silence=1.0)
        for happening in stream.listen():
            if isinstance(happening, Board) and happening.branch.key == "p2km":
                break
            assert not isinstance(happening, Away) or happening.reason
        stream.close()
