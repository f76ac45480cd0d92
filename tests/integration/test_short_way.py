"""The short way past FastAPI's dependency solver: every route of the API has one, and both ways answer the same."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from counter_server.web.answers import Gate
from counter_server.web.app import create_app, entrance
from counter_server.web.counter import Counter
from counter_server.web.openapi import ToldRoute
from counter_server.web.short_way import Takes
from tests.server import DEMO_DISPLAY, DEMO_KIOSK, ROOT
from tests.store import SECRET, a_store, at

JSON = {"content-type": "application/json"}
Request = tuple[str, str, str, bytes, dict[str, str]]
ISSUE: dict[str, Any] = {"request_id": "short-way-1", "service": "S"}


def issue(**change: Any) -> bytes:
    return msgspec.json.encode(ISSUE | change)


def to_issue(body: bytes, token: str = DEMO_KIOSK) -> Request:
    return "POST", "/tickets", token, body, JSON


def post(path: str, token: str = DEMO_KIOSK, body: bytes = b"", **headers: str) -> Request:
    return "POST", path, token, body, (JSON if body else {}) | headers


REQUESTS: list[Request] = [
    *(to_issue(body) for body in (b"", b"{", b"\xff\xfe", b"[" * 20_000, b'{"a": 1, }')),
    *(to_issue(body, token) for body in (issue(), issue(service="AB"), b"{") for token in ("", "nobody")),
    to_issue(issue(), DEMO_DISPLAY), to_issue(issue(service="Z")), to_issue(issue(channel="fax", priority="vip")),
    to_issue(issue(answers={"for": "cat"})), to_issue(issue(documents={"kk": ["scan"], "sim": []})),
    to_issue(issue(request_id=5)), to_issue(issue(nik="1871013201900001")), to_issue(issue(number="S-X01")),
    to_issue(issue(taken_at="yesterday", number="S-X01")), to_issue(issue(extra=1)), to_issue(issue(service=None)),
    to_issue(issue()), to_issue(issue()), to_issue(issue(language="en")),
    ("POST", "/tickets", DEMO_KIOSK, issue(), {"content-type": "text/plain"}),
    ("POST", "/tickets", DEMO_KIOSK, b"x" * 70_000, JSON),
    *(post(f"/tickets/{ticket}/printed") for ticket in ("1", "01", "+1", " 1", "1.0", "1_0", "x", "-1", "9" * 30)),
    *(post(f"/tickets/{ticket}/not-printed", body=b'{"reason": "Bu Siti"}') for ticket in ("1", "x")),
    *(("GET", f"/tickets/{ticket}", token, b"", {}) for ticket in ("1", "0", "A-001") for token in ("", DEMO_KIOSK)),
    post("/tickets//printed"), post("/tickets/1/printed/"), post("/tickets/1/fly"), post("/tickets/1/2/printed"),
    post("/counters/loket-1/call-next"), post("/counters//call-next"), post("/counters/a b/call-next", ""),
    post("/tickets/1/call"), post("/tickets/1/call", body=b"{}"), post("/tickets/1/call", body=b'{"counter": ""}'),
    post("/announcements/1/spoken", DEMO_DISPLAY), post("/announcements/x/spoken", DEMO_DISPLAY, b'{"ok": "perhaps"}'),
    *(post(f"/staff/{who}/unlock", token) for who in ("a b", "verifier-1", "9" * 16) for token in ("", DEMO_KIOSK)),
    *(post(f"/devices/{name}/revoke", token) for name in ("demo-kiosk", "é" * 80) for token in ("", DEMO_KIOSK)),
    *(post("/devices/pairing/claim", "", body) for body in (b"", b"{", b'{"secret": "short"}')),
    *(post("/devices/me/state", DEMO_KIOSK, body) for body in (
        b'{"parts": {"printer": {"state": "ok", "percent": NaN}}}', b'{"parts": {"p": {"state": "ok", "count": "7"}}}',
        b'{"parts": {"p": {"state": "ok", "count": 1e3}}}', b'{"parts": {"p": {"state": "ok", "count": 1.5}}}',
        b'{"parts": {}, "parts": {"9": {}}}', b'{"parts": {}, "version": "1871013201900001"}', b'{"parts": {}} {}',
        b'{"parts": {"p": {"state": "ok", "count": 99999999999999999999}}}', b'{"parts": {}, "version": "\xff"}',
    )),
    ("GET", "/devices", DEMO_KIOSK, b"", {}), ("GET", "/devices", "", b"", {}),
    post("/session", "", b'{"staff": "verifier-1"}'), ("PUT", "/tickets", DEMO_KIOSK, b"", {}),
    ("DELETE", "/session", DEMO_KIOSK, b"", {}), ("GET", "/services", "", b"", {}), ("HEAD", "/board", "", b"", {}),
    post("/tickets/1/printed", "", cookie="lalopa_session=x", origin="http://elsewhere"),
    post("/tickets/x/printed", "", cookie="lalopa_session=x", origin="http://elsewhere"),
    post("/tickets/1/printed", "", authorization="Basic ZGVtbzpkZW1v"),
]  # fmt: skip


class Branch:
    """The same new branch, reached with and without short ways."""

    def __init__(self, data: Path, *, short: bool) -> None:
        self._opened = a_store(data, demo=True)
        store = self._opened.__enter__()
        app = create_app(Counter(store, SECRET, at("2026-11-23T08:00:00+07:00")), ROOT / "assets")
        self.routes, self.app = app.routes, entrance(app) if short else Gate(app)

    def close(self) -> None:
        self._opened.__exit__(None, None, None)

    async def answer(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        method, path, token, body, headers = request
        given = {"host": "here", "content-length": str(len(body))} | headers
        given |= {"authorization": f"Bearer {token}"} if token else {}
        raw = [(name.encode(), value.encode()) for name, value in given.items()]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": f"/api/v1{path}", "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": raw,
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2), "state": {},
        }  # fmt: skip
        said: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            said.append(message)

        await self.app(scope, receive, send)
        told = {name.decode(): value.decode() for name, value in said[0]["headers"]}
        return said[0]["status"], told, b"".join(message["body"] for message in said[1:])


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Branch, Branch]]:
    folder = tmp_path_factory.mktemp("ways")
    short, long = Branch(folder / "short", short=True), Branch(folder / "long", short=False)
    yield short, long
    short.close()
    long.close()


def test_both_ways_answer_the_same(both: tuple[Branch, Branch]) -> None:
    async def ask() -> list[tuple[Request, Any, Any]]:
        return [(request, await both[0].answer(request), await both[1].answer(request)) for request in REQUESTS]

    for request, short, long in asyncio.run(ask()):
        assert short == long, request[:3]


@pytest.mark.parametrize("body", [b"[]", b"null", b'"x"', b"5"])
def test_what_is_no_object_is_malformed_either_way(both: tuple[Branch, Branch], body: bytes) -> None:
    for branch in both:
        status, _, content = asyncio.run(branch.answer(to_issue(body)))
        assert (status, msgspec.json.decode(content)["code"]) == (422, "malformed")


@pytest.mark.parametrize(
    "body", [b'\xef\xbb\xbf{"parts": {}}', '{"parts": {}}'.encode("utf-16"), b'{"parts": {}, "version": "\\ud800"}'],
    ids=["byte order mark", "UTF-16", "half a letter"],
)  # fmt: skip
def test_what_is_no_json_between_strangers_is_refused_the_short_way(both: tuple[Branch, Branch], body: bytes) -> None:
    """FastAPI guesses the encoding; RFC 8259, 8.1 knows one."""
    status, _, content = asyncio.run(both[0].answer(post("/devices/me/state", DEMO_KIOSK, body)))
    assert (status, msgspec.json.decode(content)["code"]) == (400, "bad_request")


def test_every_route_of_the_api_has_a_short_way(both: tuple[Branch, Branch]) -> None:
    routes = [route for route in both[0].routes if isinstance(route, ToldRoute)]
    assert len(routes) > 25
    assert [route.path for route in routes if Takes.of(route) is None] == []


def test_a_route_with_a_dependency_of_its_own_is_left_to_fastapi(both: tuple[Branch, Branch]) -> None:
    from fastapi import Depends
    from starlette.responses import Response

    async def endpoint(place: str) -> Response:
        return Response(place)

    async def query(which: int) -> Response:
        return Response(str(which))

    assert Takes.of(ToldRoute("/{place}", endpoint)) is not None
    assert Takes.of(ToldRoute("/{place}", endpoint, dependencies=[Depends(endpoint)])) is None
    assert Takes.of(ToldRoute("/here", query)) is None
