"""Head and body of an answer leave in one write, and nobody waits for a head: whatever is asked, and however."""

import asyncio
from collections.abc import Iterator
from http.client import parse_headers
from typing import Any, BinaryIO
from urllib.parse import urlsplit
from uuid import uuid4

import msgspec
import pytest
import urllib3
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.server import ServerState

from counter_server.protocol.client import API
from counter_server.protocol.messages import IssuedTicket
from counter_server.web.app import create_app, entrance
from counter_server.web.connection_guard import GuardedConnection
from counter_server.web.counter import Counter
from counter_server.web.guard import Guard
from counter_server.web.one_write import OneWrite
from tests.guarded import assets_with, bare, until_closed
from tests.server import DEMO_KIOSK, PLAIN_ANSWERS, ROOT, Answer, Server, running
from tests.store import SECRET, a_store, at

SCRIPT = "/console/static/htmx-2.0.6.min.js"
WHOLE_SCRIPT = (ROOT / "counter_server" / "web" / "static" / "htmx-2.0.6.min.js").read_bytes()
BOARD, SPEC, TICKETS, ME = f"{API}/board", f"{API}/openapi.json", f"{API}/tickets", f"{API}/devices/me/state"
MY_STATE = b'{"parts": {}, "version": "1"}'


def asking(method: str, path: str, body: bytes = b"", token: str = DEMO_KIOSK, http: str = "1.1", **more: Any) -> bytes:
    """A request's bytes."""
    headers = {"host": "x", "content-length": str(len(body))}
    headers |= {name.replace("_", "-"): told for name, told in more.items()}
    headers |= {"authorization": f"Bearer {token}"} if token else {}
    headers |= {"content-type": "application/json"} if body and "content-type" not in headers else {}
    lines = [f"{method} {path} HTTP/{http}", *(f"{name}: {told}" for name, told in headers.items()), "", ""]
    return "\r\n".join(lines).encode() + body


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A branch whose tickets have a page."""
    folder = tmp_path_factory.mktemp("one-write")
    branch = assets_with(folder, "") / "branch.toml"
    text = branch.read_text(encoding="utf-8")
    assert 'public_url = ""' in text
    branch.write_text(text.replace('public_url = ""', 'public_url = "https://antrean.example"'), encoding="utf-8")
    with running(folder / "data", "--demo", "--assets", str(branch.parent), "--assignment", "pull") as started:
        yield started


def page_of(ticket: IssuedTicket) -> str:
    assert ticket.page
    return urlsplit(ticket.page).path


def a_ticket() -> bytes:
    return msgspec.json.encode({"request_id": str(uuid4()), "service": "S", "answers": PLAIN_ANSWERS})


def answer(line: BinaryIO, *, head_only: bool = False) -> Answer:
    """The next one of this connection, and no byte more."""
    _, status, _ = line.readline().split(b" ", 2)
    headers = urllib3.HTTPHeaderDict(parse_headers(line).items())
    return Answer(int(status), headers, b"" if head_only else line.read(int(headers.get("content-length", "0"))))


def split(received: bytes) -> tuple[bytes, bytes]:
    """Head and body."""
    head, found, body = received.partition(b"\r\n\r\n")
    assert found, received
    return head, body


def test_a_head_alone_is_answered_and_its_connection_lives_on(server: Server) -> None:
    with bare(server) as line, line.makefile("rb") as said:
        line.sendall(asking("HEAD", SPEC))
        head = answer(said, head_only=True)
        line.sendall(asking("HEAD", "/no-such-address"))
        nowhere = answer(said, head_only=True)
        line.sendall(asking("GET", SPEC))
        whole = answer(said)
    assert (head.status, nowhere.status, whole.status) == (200, 404, 200)
    assert len(whole.content) == int(head.headers["content-length"]) > 0


def test_who_waits_for_the_word_to_go_on_gets_it_and_then_the_answer(server: Server) -> None:
    with bare(server) as line, line.makefile("rb") as said:
        for _ in range(2):
            head, body = split(asking("POST", TICKETS, a_ticket(), expect="100-continue"))
            line.sendall(head + b"\r\n\r\n")
            assert said.readline() + said.readline() == b"HTTP/1.1 100 Continue\r\n\r\n"
            line.sendall(body)
            assert answer(said).status == 201


def test_who_waits_for_the_word_to_go_on_may_be_refused_instead(server: Server) -> None:
    with bare(server) as line:
        line.sendall(split(asking("POST", TICKETS, b" " * 70_000, expect="100-continue"))[0] + b"\r\n\r\n")
        assert answer(line.makefile("rb")).code == "too_large"


def test_requests_sent_together_are_answered_in_order_and_whole(server: Server) -> None:
    asked = [("GET", "/healthz"), ("GET", SCRIPT), ("HEAD", SPEC), ("GET", "/"), ("GET", BOARD)]
    tickets = [a_ticket() for _ in range(3)]
    with bare(server) as line, line.makefile("rb") as said:
        line.sendall(b"".join(asking("POST", TICKETS, ticket) for ticket in tickets))
        line.sendall(b"".join(asking(*one) for one in asked))
        numbers = [answer(said).json["id"] for _ in tickets]
        health, script, _, home, board = [answer(said, head_only=method == "HEAD") for method, _ in asked]
    assert numbers == sorted(set(numbers))
    assert health.json["status"] == "ok"
    assert script.content == WHOLE_SCRIPT
    assert (home.status, home.headers["location"]) == (307, "/console")
    assert board.json["seq"] >= health.json["seq"]


def test_an_answer_without_a_body_arrives(floor: Server) -> None:
    over = floor.issue("S")
    floor.supervisor().cancel(over.id, "uji")
    verifier, at_console = floor.verifier().token, floor.verifier(2).token
    form: dict[str, Any] = {"content_type": "application/x-www-form-urlencoded", "origin": "http://x"}
    requests = [
        (307, asking("GET", "/")),
        (303, asking("POST", "/console/language", b"language=en", **form)),
        (204, asking("POST", ME, MY_STATE)),
        (204, asking("POST", f"{API}/counters/loket-1/call-next", token=verifier)),
        (204, asking("DELETE", f"{API}/session", token=verifier)),
        (204, asking("GET", f"{page_of(over)}/events")),
        (200, asking("POST", "/console/sign-out", token=at_console, **form)),
    ]
    with bare(floor) as line, line.makefile("rb") as said:
        for status, request in requests:
            line.sendall(request)
            assert (answer(said).status, request) == (status, request)


def pieces(line: BinaryIO) -> Iterator[bytes]:
    """What an answer in pieces says, after its head."""
    assert b" 200 " in line.readline()
    assert parse_headers(line)["transfer-encoding"] == "chunked"
    while size := int(line.readline(), 16):
        yield line.read(size)
        line.readline()


def test_a_stream_begins_with_its_head_and_goes_on(server: Server) -> None:
    with bare(server) as line, line.makefile("rb") as said:
        line.sendall(asking("GET", f"{API}/events", token=server.supervisor().token))
        heard = pieces(said)
        assert b"event: snapshot" in next(heard)
        number = f'"{server.issue("S").number}"'.encode()
        assert any(number in piece for piece in heard)


def test_a_tickets_page_begins_its_stream_with_its_head_and_goes_on(server: Server) -> None:
    with bare(server) as line, line.makefile("rb") as said:
        line.sendall(asking("GET", f"{page_of(server.issue('S'))}/events"))
        heard = pieces(said)
        assert next(heard).startswith(b"retry: ")
        assert next(heard).startswith(b"event: state")


@pytest.mark.parametrize("http, more", [("1.1", {"connection": "close"}), ("1.0", {})], ids=["close", "HTTP/1.0"])
def test_a_connection_that_is_to_end_ends_after_the_whole_answer(
    server: Server, http: str, more: dict[str, str]
) -> None:
    def told(method: str, path: str, body: bytes = b"") -> tuple[bytes, bytes]:
        with bare(server) as line:
            line.sendall(asking(method, path, body, http=http, **more))
            return split(until_closed(line))

    head, script = told("GET", SCRIPT)
    assert (head[:12], script) == (b"HTTP/1.1 200", WHOLE_SCRIPT)
    assert b"\r\nconnection: close" in head
    head, ticket = told("POST", TICKETS, a_ticket())
    assert head[:12] == b"HTTP/1.1 201"
    assert b"content-length: %d\r\n" % len(ticket) in head
    without_a_body = [told("POST", ME, MY_STATE), told("HEAD", SPEC)]
    assert [(head[9:12], body) for head, body in without_a_body] == [(b"204", b""), (b"200", b"")]


class Written(asyncio.Transport):
    """What is written, write by write, until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[bytes] = []
        self.closed = False

    def write(self, data: Any) -> None:
        assert not self.closed
        self.writes.append(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    with a_store(tmp_path_factory.mktemp("one-write") / "data", demo=True) as store:
        yield Counter(store, SECRET, at("2026-11-23T08:00:00+07:00"))


def written(counter: Counter, app: ASGIApp, *requests: bytes) -> Written:
    """Once every one of them is answered."""

    class Connection(GuardedConnection):
        pass

    async def serve() -> Written:
        state, transport = ServerState(), Written()
        config = uvicorn.Config(app, http=Connection, ws="none", log_config=None, access_log=False, proxy_headers=False)
        connection = Connection(config, state, {})
        connection.connection_made(transport)
        for request in requests:
            connection.data_received(request)
            await asyncio.gather(*state.tasks)
        return transport

    Connection.counter = counter
    return asyncio.run(serve())


def test_an_answer_is_one_write(counter: Counter) -> None:
    """Where two are seen for each, uvicorn has another name for the hook."""
    ticket = asking("POST", TICKETS, a_ticket())
    page, nobody = asking("GET", "/console", token=""), asking("GET", BOARD, token="")
    asked = [(201, ticket), (200, ticket), (200, asking("GET", BOARD)), (401, nobody), (200, page)]
    asked += [(204, asking("POST", ME, MY_STATE)), (404, asking("HEAD", "/no-such-address"))]
    app = Guard(entrance(create_app(counter, ROOT / "assets")), counter)
    told = written(counter, app, *[request for _, request in asked])
    assert [one[:13] for one in told.writes] == [b"HTTP/1.1 %d " % status for status, _ in asked]
    *with_a_body, empty, head_alone = [split(one) for one in told.writes]
    for head, body in with_a_body:
        assert b"content-length: %d\r\n" % len(body) in head
    assert (empty[1], head_alone[1]) == (b"", b"")


@pytest.mark.parametrize("breaks", [True, False], ids=["it breaks", "it says no more"])
@pytest.mark.parametrize("body", [b"", b"half"], ids=["after the head", "in the body"])
def test_what_fails_in_an_answer_ends_the_connection_after_what_it_had_said(
    counter: Counter, body: bytes, *, breaks: bool
) -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"8")]})
        if body:
            await send({"type": "http.response.body", "body": body, "more_body": True})
        if breaks:
            raise OSError("broken")

    told = written(counter, failing, asking("GET", "/"))
    assert told.closed
    assert [(one[:16], split(one)[1]) for one in told.writes] == [(b"HTTP/1.1 200 OK\r", body)]


def test_only_a_head_waits_and_only_for_what_comes_next(counter: Counter) -> None:
    async def in_pieces(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"15")]})
        for piece in (b"one, ", b"two, ", b"three"):
            await send({"type": "http.response.body", "body": piece, "more_body": piece != b"three"})

    first, *later = written(counter, in_pieces, asking("GET", "/")).writes
    assert split(first)[1] == b"one, "
    assert later == [b"two, ", b"three"]


def test_nothing_is_written_to_a_connection_that_is_gone() -> None:
    """uvloop raises at it."""
    gone = Written()
    one = OneWrite(gone)
    one.write(b"HTTP/1.1 200 OK\r\n\r\n")
    gone.close()
    one.close()
    assert gone.writes == []
