"""Connections that hold a place and ask for nothing: too many of one address, heads without end, requests that never
become whole. uvicorn knows only how long an idle connection may be kept after an answer; here is the rest.

Nothing is counted for each request: a look around every two seconds finds who has not got any further.
"""

import asyncio
import ipaddress
import logging
import time
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from counter_server.domain.refusals import TooLarge

from .counter import Counter
from .guard import LARGEST_ADDRESS, LARGEST_HEADERS
from .one_write import OneWrite
from .sign_in_guard import address_of

log = logging.getLogger(__name__)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
LOOK_SECONDS = 2.0
LOOKS_FOR_ROOM = 32
"""At so many of an address that is full, for one that asks for nothing: a flood must not cost more than it does."""
LARGEST_HEAD = LARGEST_ADDRESS + LARGEST_HEADERS
TOO_LARGE = b'{"code":"%s","facts":{"limit":%d}}' % (TooLarge.code.encode(), LARGEST_HEAD)
REFUSED = (
    b"HTTP/1.1 413 Content Too Large\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: %d\r\n"
)


class GuardedConnection(HttpToolsProtocol):
    """uvicorn's, with limits. One server a process: who holds how many is kept in the class."""

    counter: Counter
    proxies: tuple[Network, ...] = ()
    held: ClassVar[dict[str, dict["GuardedConnection", None]]] = {}
    _head = 0
    _stuck_on: Any = None
    _stuck_since = 0.0
    _counted = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A place for it. Where its address has enough, whoever of them asks for nothing goes: the rest of an office
        behind one address is not shut out by somebody in its hall."""
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        setup = self.counter.setup
        if setup.demo or not host or any(ipaddress.ip_address(host) in proxy for proxy in self.proxies):
            return
        self._counted = address_of(host)
        places = self.held.setdefault(self._counted, {})
        places[self] = None
        if len(places) > setup.branch.safety.connections_per_address:
            log.warning("closed: too many connections, from %s", self._counted)
            goes = self._one_that_asks_nothing(places) or self
            goes._leave()
            goes.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Its place is free."""
        super().connection_lost(exc)
        self._leave()

    def data_received(self, data: bytes) -> None:
        """uvicorn's; a head that goes on and on is cut off before it fills the memory."""
        super().data_received(data)
        scope: Any = self.scope  # None before the first request, whatever uvicorn calls it
        if scope is None or "path" in scope:
            self._head = 0
            return
        self._head += len(data)
        if self._head > LARGEST_HEAD and not self.transport.is_closing():
            self.transport.write(REFUSED % len(TOO_LARGE) + self._headers() + b"\r\n" + TOO_LARGE)
            self.transport.close()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        if cycle.scope["method"] != "HEAD":
            cycle.transport = OneWrite(cycle.transport)  # type: ignore[assignment]
        super()._start_asgi_task(cycle, app)

    def stuck(self, now: float, longest: float) -> bool:
        """Whether it has been at the same unfinished request, or at none yet, for longer than that."""
        unfinished = self._unfinished()
        if unfinished is None:
            self._stuck_on = None
            return False
        if self._stuck_on is not unfinished:
            self._stuck_on, self._stuck_since = unfinished, now
        return now - self._stuck_since > longest

    def _leave(self) -> None:
        places = self.held.get(self._counted, {})
        places.pop(self, None)
        if not places:
            self.held.pop(self._counted, None)
        self._counted = ""

    def _one_that_asks_nothing(self, places: dict["GuardedConnection", None]) -> "GuardedConnection | None":
        """The one that has been here longest, as far as the look goes; the next look begins where this one ended."""
        for _ in range(min(LOOKS_FOR_ROOM, len(places))):
            one = next(iter(places))
            del places[one]
            places[one] = None
            cycle: Any = one.cycle
            if one is not self and (one._unfinished() is not None or cycle is None or cycle.response_complete):
                return one
        return None

    def _unfinished(self) -> Any:
        scope: Any = self.scope
        cycle: Any = self.cycle
        if scope is None:
            return self  # it has never said anything
        if "path" not in scope:
            return scope  # its head is not whole
        return cycle if cycle is not None and cycle.more_body else None  # its body may be to come

    def _headers(self) -> bytes:
        return b"".join(b"%s: %s\r\n" % header for header in self.server_state.default_headers)


async def look_around(connections: "set[Any]", counter: Counter) -> None:
    """For ever: closes what is stuck."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        now, longest = time.monotonic(), float(counter.setup.branch.safety.request_seconds)
        for connection in list(connections):
            if connection.stuck(now, longest):
                log.warning("closed: no whole request within %d s, from %s", longest, address_of(connection.client[0]))
                connection.transport.abort()
