"""HTTP over connections that stay open, with requests made beforehand: a load generator that costs little itself."""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

API = "/api/v1"
HEAD_END = b"\r\n\r\n"
FRAME_END = b"\n\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, and how long it took: seconds from the request's bytes to the last byte of the answer."""

    status: int
    body: bytes
    seconds: float

    def json(self) -> Any:
        """The body's content."""
        return json.loads(self.body)


def request(method: str, path: str, token: str, body: bytes = b"") -> bytes:
    """A request's bytes."""
    kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else "Content-Length: 0\r\n"
    head = f"{method} {API}{path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n{kind}\r\n"
    return head.encode() + body


class Wire(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self) -> None:
        self._received = b""
        self._asked_at = 0.0
        self._answer: asyncio.Future[Answer] | None = None

    @classmethod
    async def to(cls, address: str) -> "Wire":
        """A connection to `http://host:port`."""
        host, _, port = urlsplit(address).netloc.partition(":")
        _, wire = await asyncio.get_running_loop().create_connection(cls, host, int(port))
        return wire

    async def ask(self, content: bytes) -> Answer:
        """Sends a request made by `request`, and waits for the whole answer."""
        self._answer = asyncio.get_running_loop().create_future()
        self._asked_at = time.perf_counter()
        self._transport.write(content)
        return await self._answer

    async def stay_connected(self, address: str) -> None:
        """Connects again where the server has hung up, as it does on whoever is silent for long."""
        if self._transport.is_closing():
            host, _, port = urlsplit(address).netloc.partition(":")
            await asyncio.get_running_loop().create_connection(lambda: self, host, int(port))

    def close(self) -> None:
        """Hangs up."""
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(HEAD_END)
        if end and len(body) >= _length(head):
            took = time.perf_counter() - self._asked_at
            self._received = b""
            if self._answer and not self._answer.done():
                self._answer.set_result(Answer(int(head[9:12]), body, took))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("the server hung up"))


class Stream(asyncio.Protocol):
    """Somebody who listens to the events, and does nothing about them."""

    @classmethod
    async def to(cls, address: str, token: str) -> None:
        """Listens until the server ends."""
        host, _, port = urlsplit(address).netloc.partition(":")
        transport, _ = await asyncio.get_running_loop().create_connection(cls, host, int(port))
        transport.write(request("GET", "/events", token))


class Wall(asyncio.Protocol):
    """A wall's stream, and which ticket each counter was called last."""

    def __init__(self) -> None:
        self._received = b""
        self._called: dict[str, asyncio.Future[str]] = {}

    @classmethod
    async def to(cls, address: str, token: str) -> "Wall":
        """Listens until the server ends."""
        host, _, port = urlsplit(address).netloc.partition(":")
        transport, wall = await asyncio.get_running_loop().create_connection(cls, host, int(port))
        transport.write(request("GET", "/events", token))
        return wall

    async def next_call(self, counter: str) -> str:
        """The id of the ticket that was, or will be, called there since the last time this was asked."""
        ticket = await self._call_at(counter)
        del self._called[counter]
        return ticket

    def data_received(self, data: bytes) -> None:
        *whole, self._received = (self._received + data).split(FRAME_END)
        for frame in whole:
            if b'"action":"call"' in frame:
                _, _, ticket = frame.partition(b'"ticket":{"id":')
                counter = ticket.partition(b'"counter":"')[2].partition(b'"')[0].decode()
                self._call_at(counter).set_result(ticket.partition(b",")[0].decode())

    def _call_at(self, counter: str) -> "asyncio.Future[str]":
        return self._called.setdefault(counter, asyncio.get_running_loop().create_future())


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length: ")
    return int(rest.partition(b"\r\n")[0]) if found else 0
