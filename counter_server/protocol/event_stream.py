"""Listening to the board: whole first, then each change, for as long as one likes, through every break of the line."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
import urllib3

from .asking import API
from .decoding import decoded
from .messages import Board, Change, Heartbeat, Refused

Happening = Board | Change | Heartbeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """The server is not heard; what is known is as old as the last happening."""

    reason: str
    """A code: `unreachable`, `silent`, `ended`, `nonsense`, or the code of the server's refusal."""


KINDS: dict[str, type[Board] | type[Change] | type[Heartbeat]] = {
    "snapshot": Board,
    "change": Change,
    "heartbeat": Heartbeat,
}

LONGEST_LINE = 4_000_000
"""Bytes. A line beyond it, or an event, is not from our server."""
AT_ONCE = 64 * 1024
"""Bytes. Without a limit as much memory is taken as the answer says it is long."""
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding raises; the last one for what is nested too deep, also where the decoder only skips it."""


class Nonsense(ValueError):
    """What came down the line is not an event of ours."""


@dataclass(slots=True)
class EventParser:
    """Bytes to happenings, however they were cut on the way. Unknown events are passed over."""

    _rest: bytes = b""
    _event: str = ""
    _data: list[bytes] = field(default_factory=list)
    _length: int = 0

    def feed(self, received: bytes) -> Iterator[Happening]:
        """The happenings completed by these bytes; raises Nonsense."""
        lines = (self._rest + received).split(b"\n")
        self._rest = lines.pop()
        if len(self._rest) > LONGEST_LINE:
            raise Nonsense("line too long")
        for line in lines:
            happening = self._line(line.rstrip(b"\r"))
            if happening is not None:
                yield happening

    def _line(self, line: bytes) -> Happening | None:
        if not line:
            kind, data = KINDS.get(self._event), b"\n".join(self._data)
            self._event, self._data, self._length = "", [], 0
            return _decoded(data, kind) if kind and data else None
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"event":
            self._event = value.decode("utf-8", "replace")
        elif name == b"data":
            self._data.append(value)
            self._length += len(line)
            if self._length > LONGEST_LINE:
                raise Nonsense("event too long")
        return None


def _decoded(data: bytes, kind: type[Board] | type[Change] | type[Heartbeat]) -> Happening:
    try:
        return decoded(data, kind)
    except UNREADABLE as error:
        raise Nonsense(str(error)) from error


class EventStream:
    """One listener. `listen` blocks and belongs to one thread; `close` may come from any."""

    def __init__(
        self,
        server: str,
        token: str = "",
        *,
        silence: float = 7.0,
        path: str = f"{API}/events",
        ca: str | None = None,
    ) -> None:
        """`silence`: seconds without a byte (heartbeats come every 5 s at most) after which the server is away. `ca`: a
        PEM file of whose certificates are believed over https; none: as `trust` says."""
        self._address = server.rstrip("/") + path
        self._token = token
        timeout = urllib3.Timeout(connect=min(2.0, silence), read=silence)
        self._pool = urllib3.PoolManager(retries=False, timeout=timeout, ca_certs=ca)
        self._closed = threading.Event()
        self._answer: urllib3.BaseHTTPResponse | None = None
        self._guard = threading.Lock()

    def close(self) -> None:
        """Ends `listen` promptly, also while it waits for a byte."""
        self._closed.set()
        with self._guard:
            answer = self._answer
        if answer is not None:
            try:
                answer.shutdown()
            except (ValueError, RuntimeError, OSError):
                return  # it ended by itself meanwhile

    def listen(self) -> Iterator[Happening | Away]:
        """The board, then what changes it; `Away` once each time the line is lost, and the board again after it. A
        server that is back and refuses is told too: the credential may have been taken away meanwhile."""
        wait, told = 0.2, ""
        while not self._closed.is_set():
            reason, refuses = "ended", False
            try:
                for happening in self._one_connection():
                    wait, told = 0.2, ""
                    yield happening
            except _Refusing as refused:
                reason, refuses = refused.code, True
            except Nonsense:
                reason = "nonsense"
            except urllib3.exceptions.ReadTimeoutError:
                reason = "silent"
            except (urllib3.exceptions.HTTPError, OSError):
                reason = "unreachable"
            if self._closed.is_set():
                return
            if not told or (refuses and reason != told):
                yield Away(reason=reason)
                told = reason
            self._closed.wait(wait)
            wait = min(wait * 1.6, 2.0)

    def _one_connection(self) -> Iterator[Happening]:
        headers = {"Accept": "text/event-stream"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        answer = self._pool.request("GET", self._address, headers=headers, preload_content=False, redirect=False)
        with self._guard:
            self._answer = answer
        try:
            if self._closed.is_set():
                return
            if answer.status != 200:
                raise _Refusing(answer.read(AT_ONCE))
            parser = EventParser()
            while received := answer.read1(AT_ONCE):
                yield from parser.feed(received)
        finally:
            with self._guard:
                self._answer = None
            answer.close()


class _Refusing(Exception):
    def __init__(self, content: bytes) -> None:
        try:
            self.code = decoded(content, Refused).code
        except UNREADABLE:
            self.code = "nonsense"
        super().__init__(self.code)
