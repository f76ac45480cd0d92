"""What every request meets first and every answer last: limits on failures, open streams, addresses and headers.

An ASGI application around the whole of ours. A request that succeeds costs it two looks into empty dictionaries and one
more call an answer (docs/security.md, figures there).
"""

import logging
import time
from collections import Counter as Tally
from collections.abc import Hashable, Iterable
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counter_server.domain.refusals import Refusal, TooLarge, TooMany
from counter_server.operations.callers import token_hash

from .answer_headers import ON_PAGES
from .answers import PHONES, refused, shown_path
from .counter import Counter
from .credentials import cookie_name
from .failure_rates import FailureRates
from .measures import ELSEWHERE
from .sign_in_guard import address_of

log = logging.getLogger(__name__)
Header = tuple[bytes, bytes]
LARGEST_ADDRESS = 4096
LARGEST_HEADERS = 16 * 1024
"""Bytes. Ours are a few hundred."""
FAILURES = frozenset({400, 401, 403, 404, 413, 415, 422})
"""What counts: nobody's, forbidden, nowhere, nonsense. A conflict (409) is ordinary life, and 429 would feed itself."""
NEEDS_NO_CREDENTIAL = (
    "/console", "/api/v1/session", "/api/v1/devices/pairing", "/antrean/", *PHONES, "/survey", "/skm", "/healthz",
    "/metrics",
)  # fmt: skip
"""Open to everybody: sign-in, pairing and /antrean have limits of their own, a phone's page an address nobody
guesses."""
COUNTED_ELSEWHERE = frozenset({"/api/v1/session", "/console/sign-in", "/antrean/token"})
FOR_A_YEAR = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
NOT_KEPT = (b"cache-control", b"no-store")


class Guard:
    """ASGI. Lives in the event loop."""

    def __init__(self, app: ASGIApp, counter: Counter) -> None:
        self._app, self._counter = app, counter
        self._failures = FailureRates(counter.setup.branch.safety.failures_a_minute)
        self._told = FailureRates(counter.setup.branch.safety.failures_a_minute)
        self._streams: Tally[Hashable] = Tally()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = self._answering(scope, send)
        try:
            self._check_size(scope)
            if self._failures.full:
                await self._wait_if_failing(scope)
        except Refusal as refusal:
            await refused(refusal)(scope, receive, send)
            return
        if scope["path"].endswith("/events"):
            await self._stream(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _answering(self, scope: Scope, send: Send) -> Send:
        began, measures = time.perf_counter(), self._counter.measures

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] in FAILURES:
                    self._failed(scope, message["status"])
                message["headers"] = _completed(message["headers"], scope)
                route = getattr(scope.get("route"), "path", ELSEWHERE)
                measures.answered(scope["method"], route, message["status"], began)
            await send(message)

        return answer

    def _check_size(self, scope: Scope) -> None:
        """httptools takes any number of them, of any length."""
        if len(scope["raw_path"]) + len(scope["query_string"]) > LARGEST_ADDRESS:
            raise TooLarge(limit=LARGEST_ADDRESS)
        size = 0
        for name, value in scope["headers"]:
            size += len(name) + len(value)
        if size > LARGEST_HEADERS:
            raise TooLarge(limit=LARGEST_HEADERS)

    def _failed(self, scope: Scope, status: int) -> None:
        if self._counter.setup.demo or scope["path"] in COUNTED_ELSEWHERE:
            return
        now, address = time.monotonic(), address_of(_host(scope))
        self._failures.a_minute = self._told.a_minute = self._counter.setup.branch.safety.failures_a_minute
        if status in (401, 403) and not self._told.seconds_left(address, now):  # some ways make nobody wait
            self._told.failed(address, now)
            log.info("refused %d: %s %.100r from %s", status, scope["method"], shown_path(scope["path"]), address)
        credential = _credential(scope)
        # an unknown credential is its address's failure: there are as many of them as one likes to make up
        source = credential if credential and status != 401 else address
        if self._failures.failed(source, now):
            what = "a credential's" if source == credential else "an address's"
            log.warning("slowed down: %s requests fail too often, from %s", what, address)

    async def _wait_if_failing(self, scope: Scope) -> None:
        now, credential = time.monotonic(), _credential(scope)
        if credential:
            seconds = self._failures.seconds_left(credential, now)
            if seconds:
                raise TooMany(seconds=seconds)
        seconds = self._failures.seconds_left(address_of(_host(scope)), now)
        if not seconds or scope["path"] == "/" or scope["path"].startswith(NEEDS_NO_CREDENTIAL):
            return
        if not credential or not await self._known(credential):
            raise TooMany(seconds=seconds)

    async def _known(self, credential: str) -> bool:
        """Whoever is known is not held up by strangers at the same address."""
        try:
            await self._counter.caller(credential)
        except Refusal:
            return False
        return True

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        safety, demo = self._counter.setup.branch.safety, self._counter.setup.demo
        address, credential = address_of(_host(scope)), _credential(scope) or scope["path"]
        limits = ((address, safety.streams_per_address), (credential, safety.streams_per_credential))
        if not demo and any(self._streams[source] >= most for source, most in limits):
            log.warning("refused: too many open streams, from %s", address)
            await refused(TooMany(seconds=5))(scope, receive, send)
            return
        for source, _ in limits:
            self._streams[source] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            for source, _ in limits:
                self._streams[source] -= 1
                if not self._streams[source]:
                    del self._streams[source]


def _completed(headers: Iterable[Header], scope: Scope) -> list[Header]:
    """Kept nowhere, unless it says otherwise."""
    whole = list(headers)
    for name, _ in whole:
        if name == b"cache-control":
            break
    else:
        whole.append(NOT_KEPT)
    if scope["scheme"] == "https":
        whole.append(FOR_A_YEAR)
    if not scope["path"].startswith("/api/"):
        whole += ON_PAGES
    return whole


def _host(scope: Scope) -> str:
    client: Any = scope.get("client")
    return str(client[0]) if client else ""


def _credential(scope: Scope) -> str:
    """The hash of what came as a credential, known or not; empty where none did."""
    request = Request(scope)
    given = request.headers.get("authorization")
    token = given.partition(" ")[2].strip() if given else request.cookies.get(cookie_name(request), "")
    return token_hash(token) if token else ""
