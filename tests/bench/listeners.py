"""Those who only listen: displays, kiosks, consoles and phones, each on a connection of its own."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Self, cast
from urllib.parse import urlsplit

from .wire import request

CALLED = b'"status":"called"'
OVER = (b'"status":"finished"', b'"status":"cancelled"', b'"status":"no_show"')
CALL = b'"action":"call"'


class Listener(asyncio.Protocol):
    """An open stream, and how much it has said. `lost`: it ended though nobody had ended it."""

    def __init__(self) -> None:
        self.frames = 0
        self.lost = False
        self._head = b""
        self._ended = False

    @classmethod
    async def to(cls, address: str, path: str, token: str = "", **how: Any) -> Self:
        """Listens from now on."""
        host, _, port = urlsplit(address).netloc.partition(":")
        loop = asyncio.get_running_loop()
        transport, listener = await loop.create_connection(lambda: cls(**how), host, int(port))
        transport.write(request("GET", path, token) if token else _plain(path))
        return listener

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if not self.frames:
            self._head += data[:200]
            if b"\r\n" in self._head and b" 200 " not in self._head[:16]:
                self.lost = True
        frames = data.count(b"\n\n")
        self.frames += frames
        self.heard(data)

    def heard(self, data: bytes) -> None:
        """What came."""

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = self.lost or not self._ended

    def end(self) -> None:
        """Hangs up."""
        self._ended = True
        self._transport.close()


class Wall(Listener):
    """A display; `calls` is told the seq of each call."""

    def __init__(self, calls: Callable[[int], None] | None = None) -> None:
        super().__init__()
        self._calls = calls
        self._rest = b""

    def heard(self, data: bytes) -> None:
        if self._calls is None:
            return
        *frames, self._rest = (self._rest + data).split(b"\n\n")
        for frame in frames:
            if CALL in frame:
                self._calls(int(frame.partition(b"id: ")[2].partition(b"\n")[0]))


class Phone(Listener):
    """A ticket's page; notes when it was told to come, and does not mind that the stream of an ended ticket ends."""

    def __init__(self) -> None:
        super().__init__()
        self.called_at = 0.0

    def heard(self, data: bytes) -> None:
        if CALLED in data and not self.called_at:
            self.called_at = time.perf_counter()
        if any(over in data for over in OVER):
            self._ended = True


def _plain(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n".encode()
