"""Who fails all the time waits, who holds a place and asks for nothing loses it; everybody else notices nothing."""

import contextlib
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
import urllib3

from tests.guarded import PIN, WRONG_PIN, bare, guarded, paired, prepared, until_closed
from tests.server import PATIENCE, Server, Wire

SETTINGS = """
[safety]
failures_a_minute = 5
streams_per_credential = 2
streams_per_address = 3
connections_per_address = 10
request_seconds = 2
"""
HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("branch"), SETTINGS, pins=("verifier-1", "supervisor-1"))


@pytest.fixture
def server(branch: Path, tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(branch, tmp_path / "branch")
    with guarded(tmp_path / "branch") as started:
        yield started


@pytest.fixture(scope="module")
def quiet(branch: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for tests that fail at nothing."""
    folder = tmp_path_factory.mktemp("quiet") / "branch"
    shutil.copytree(branch, folder)
    with guarded(folder) as started:
        yield started


def test_an_address_that_only_fails_is_asked_to_wait_and_nobody_who_is_known_there(server: Server) -> None:
    key = paired(server, "kiosk", "kiosk-1")
    wire, verifier = Wire(server.url), server.signed_in("verifier-1", "loket-1", PIN)
    guesses = [wire.send("GET", "/board", token=f"guess-{n}") for n in range(8)]
    assert [guess.status for guess in guesses] == [401] * 6 + [429] * 2
    seconds = guesses[-1].json["facts"]["seconds"]
    assert (guesses[-1].code, guesses[-1].headers["retry-after"]) == ("too_many", str(seconds))
    assert 1 <= seconds <= 60
    assert wire.send("GET", "/no-such-address").status == 429
    assert verifier.ready().state == "ready", "a session counts for itself"
    assert server.client(key).board().branch.demo is False, "and so does a machine"
    for path in ("/", "/console", "/console/static/look.css", "/healthz"):
        assert wire.send("GET", path, root="").status in (200, 307), "whoever comes to sign in finds the door"
    signed_in = wire.send("POST", "/session", {"staff": "supervisor-1", "pin": PIN, "counter": None})
    assert signed_in.status == 200


def test_a_machine_that_only_fails_is_asked_to_wait_and_no_other_machine(server: Server) -> None:
    bad, good = paired(server, "kiosk", "kiosk-1"), paired(server, "kiosk", "kiosk-2")
    wire = Wire(server.url)
    said = [wire.send("POST", "/tickets", {"service": n}, token=bad).status for n in range(8)]
    assert said == [422] * 6 + [429] * 2
    for _ in range(20):
        answer = wire.send("POST", "/tickets", {"request_id": str(uuid4()), "service": "S"}, token=good)
        assert answer.status in (201, 409), "closed at night, and no failure"
    assert wire.send("GET", "/board", token=bad).status == 429
    assert wire.send("GET", "/board").status == 401, "its failures are not its address's"


def test_a_wrong_pin_is_counted_where_pins_are_and_not_here(server: Server) -> None:
    wire = Wire(server.url)
    tries = [
        wire.send("POST", "/session", {"staff": f"verifier-{n}", "pin": WRONG_PIN, "counter": f"loket-{n}"}).status
        for n in range(2, 12)
    ]
    assert tries == [401] * 10
    assert wire.send("GET", "/board").status == 401


def opened(server: Server, token: str, streams: ExitStack) -> int:
    answer = urllib3.PoolManager(retries=False, timeout=PATIENCE).request(
        "GET", f"{server.url}/api/v1/events", headers={"Authorization": f"Bearer {token}"}, preload_content=False
    )
    streams.callback(answer.close)
    if answer.status == 200:
        answer.read1()  # the board: it is counted from before
    return answer.status


def test_a_credential_and_an_address_open_so_many_streams_and_one_that_ends_makes_room(quiet: Server) -> None:
    keys = [paired(quiet, "display", f"wall-{n}") for n in range(2)]
    quiet.signed_in("supervisor-1", pin=PIN)  # with its next line it ends all streams: others have written, too
    with ExitStack() as streams:
        with ExitStack() as first:
            assert opened(quiet, keys[0], first) == 200
            assert opened(quiet, keys[0], streams) == 200
            assert opened(quiet, keys[0], streams) == 429
            assert opened(quiet, keys[1], streams) == 200
            assert opened(quiet, keys[1], streams) == 429, "the fourth of this address"
        until = time.monotonic() + PATIENCE
        while opened(quiet, keys[0], streams) != 200:
            assert time.monotonic() < until, "the first has gone"


COMMAND = b"POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
UNFINISHED = {
    "nothing": b"",
    "half a line": b"GET /healthz HT",
    "half a head": HEAD,
    "half a header": HEAD + b"X-Slow: ",
    "half a body": COMMAND + b"Content-Length: 90\r\n\r\n{",
    "half a piece": COMMAND + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{",
    "one more, by halves": HEAD + b"\r\n",
}


def drips(line: socket.socket, said: bytes) -> None:
    """A byte every while, until the other side has had enough."""
    line.settimeout(0.2)
    for byte in said:
        try:
            line.send(bytes([byte]))
            if not line.recv(100):
                return
        except TimeoutError:
            continue
        except OSError:
            return
    raise AssertionError("it would have gone on for ever")


def test_a_request_that_does_not_become_whole_loses_its_connection(quiet: Server) -> None:
    with ExitStack() as open_lines:
        lines = {name: open_lines.enter_context(bare(quiet)) for name in UNFINISHED}
        for name, said in UNFINISHED.items():
            lines[name].sendall(said)
        again = lines["one more, by halves"]
        assert again.recv(65536).startswith(b"HTTP/1.1 200")
        again.sendall(b"GET /healthz")
        with bare(quiet) as slow_loris:
            drips(slow_loris, HEAD * 100)
        assert {name: b" 200 " in until_closed(line) for name, line in lines.items()} == dict.fromkeys(lines, False)


@pytest.mark.parametrize(
    "said",
    [
        b"GET /" + b"a" * 5_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /healthz?" + b"a" * 5_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        HEAD + b"X-Long: " + b"a" * 17_000 + b"\r\n\r\n",
        HEAD + b"".join(b"X-%d: 0123456789\r\n" % n for n in range(1_500)) + b"\r\n",
        HEAD + b"X-Long: " + b"a" * 300_000,
        b"GET /" + b"a" * 300_000,
    ],
    ids=["address", "query", "one header", "many headers", "head without an end", "address without an end"],
)
def test_an_address_or_a_head_that_is_too_large_is_refused(quiet: Server, said: bytes) -> None:
    with bare(quiet) as line:
        with contextlib.suppress(OSError):  # it is cut off while it goes on
            line.sendall(said)
        answer = b""
        while b"}}" not in answer:
            piece = line.recv(65536)
            assert piece, answer
            answer += piece
    assert answer.startswith(b"HTTP/1.1 413")
    assert b'"too_large"' in answer
    assert b"content-security-policy" in answer


@pytest.mark.parametrize("said", [b"\x00\x01\x02\r\n\r\n", b"GARBAGE\r\n\r\n", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n"])
def test_what_is_no_request_is_told_so_once(quiet: Server, said: bytes) -> None:
    with bare(quiet) as line:
        line.sendall(said)
        answer = until_closed(line)
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"x-content-type-options: nosniff" in answer


def test_two_lengths_are_no_way_to_smuggle_a_request(quiet: Server) -> None:
    hidden = HEAD + b"\r\n"
    both = COMMAND + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden
    twice = COMMAND + b"Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}" + hidden
    for said in (both, twice):
        with bare(quiet) as line:
            line.sendall(said)
            assert b'"seq"' not in until_closed(line), "the second request was never seen"


@pytest.mark.parametrize("said", [b"", HEAD, HEAD + b"\r\n"], ids=["nothing", "half a head", "all it wanted"])
def test_one_address_holds_so_many_connections_and_who_asks_nothing_makes_room(server: Server, said: bytes) -> None:
    with ExitStack() as lines:
        held = [lines.enter_context(bare(server)) for _ in range(10)]
        for line in held:
            line.sendall(said)
            assert not said.endswith(b"\r\n\r\n") or line.recv(65536).startswith(b"HTTP/1.1 200")
        for line in held:
            one_more = lines.enter_context(bare(server))
            one_more.sendall(HEAD + b"\r\n")
            assert one_more.recv(100).startswith(b"HTTP/1.1 200"), "nobody shuts out the rest of her address"
            until_closed(line)  # whoever has been here longest goes


def test_who_is_being_told_something_stays_and_one_more_goes(tmp_path: Path) -> None:
    wider = SETTINGS.replace("l = 2", "l = 20").replace("s = 3", "s = 20")
    with guarded(tmp_path, settings=wider, pins=("supervisor-1",)) as server, ExitStack() as lines:
        token = server.signed_in("supervisor-1", None, PIN).token
        stream = f"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
        held = [lines.enter_context(bare(server)) for _ in range(10)]
        for line in held:
            line.sendall(stream)
            assert line.recv(100).startswith(b"HTTP/1.1 200")
        assert until_closed(lines.enter_context(bare(server))) == b""
        for line in held:
            told = b""
            while b"event: heartbeat" not in told:
                piece = line.recv(65536)
                assert piece, "it was cut off"
                told += piece
