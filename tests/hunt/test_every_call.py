"""Every call of the API, by everybody, with bodies that fit, almost fit and do not: the answer is one the OpenAPI text
tells of, a refusal has its code and facts, and nothing ever fails inside the server."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server import DEMO_DISPLAY, DEMO_KIOSK, Answer, Server, Wire

from .from_schema import ODD, ODD_TEXT, Schemas

SERVER_OPTIONS = ("--assignment", "pull")
ROLES = ("verifier", "extra", "supervisor", "kiosk", "display", "stranger", "nobody")
PLAIN_BODIES: tuple[bytes | None, ...] = (
    None, b"", b"{}", b"[]", b"null", b"0", b'"x"', b"{", b"\xff\xfe", b"[" * 5000, b'{"a":' * 5000, b'{"a": NaN}',
    b'{"reason": "\\ud800"}', b'{"reason": "x", "reason": 1}', b"9" * 5000,
)  # fmt: skip
KINDS = ("application/json", "application/json; charset=utf-8", "text/plain", "", "é")
HEADERS: tuple[dict[str, str], ...] = (
    {}, {"Authorization": ""}, {"Authorization": "Bearer "}, {"Authorization": "Basic eDp5"},
    {"Authorization": "Bearer \xff\xfe"}, {"Cookie": "lalopa_session=x"}, {"Cookie": "=;;=;lalopa_session"},
    {"Cookie": "lalopa_session=x", "Origin": "https://elsewhere.example"}, {"Content-Length": "-1"},
)  # fmt: skip
Call = tuple[str, str]


@dataclass
class Walk:
    """Everybody at one server, and what its text says."""

    server: Server
    wire: Wire

    def __post_init__(self) -> None:
        self.tokens = {"kiosk": DEMO_KIOSK, "display": DEMO_DISPLAY, "stranger": "unknown", "nobody": ""}
        self.tickets = [self.server.issue(service).id for service in "AKLS"]

    @cached_property
    def text(self) -> Any:
        return self.wire.send("GET", "/openapi.json").json

    @cached_property
    def calls(self) -> dict[Call, Any]:
        return {
            (method.upper(), path): call
            for path, methods in self.text["paths"].items()
            for method, call in methods.items()
            if not any("text/event-stream" in told.get("content", {}) for told in call["responses"].values())
        }

    @cached_property
    def schemas(self) -> Schemas:
        return Schemas(self.text)

    def token(self, role: str) -> str:
        """Signed in again where an earlier call ended the session."""
        sign_in = {"verifier": self.server.verifier, "extra": self.server.extra, "supervisor": self.server.supervisor}
        known = self.tokens.get(role)
        if known is None or (role in sign_in and self.wire.send("GET", "/board", token=known).status == 401):
            known = self.tokens[role] = sign_in[role]().token
        return known

    def body_of(self, call: Call) -> Any:
        """Its schema, None for a call without a body."""
        given_body = self.calls[call].get("requestBody")
        return given_body["content"]["application/json"]["schema"] if given_body else None

    def ask(self, call: Call, role: str, places: dict[str, str], body: bytes | None, **headers: str) -> Answer:
        method, path = call
        for name, value in places.items():
            path = path.replace(f"{{{name}}}", quote(value, safe=""))
        kind = {"Content-Type": "application/json"} if body is not None else {}
        return self.wire.send(method, path, body, token=self.token(role), root="", **(kind | headers))

    def is_told(self, call: Call, answer: Answer) -> None:
        """The status is documented, and so is the refusal's code."""
        told = self.calls[call]["responses"]
        status = str(answer.status)
        assert status in told, f"{call} answered {status}: {answer.content[:300]!r}"
        if answer.status >= 400:
            assert answer.headers["content-type"] == "application/json", answer
            examples = told[status]["content"]["application/json"]["examples"]
            assert answer.code in examples, f"{call}: {answer.code} is not told of"
        elif "content" in told[status]:
            json.loads(answer.content)


@pytest.fixture(scope="module")
def walk(server: Server, wire: Wire) -> Walk:
    return Walk(server, wire)


def places_in(path: str) -> list[str]:
    return [part.partition("}")[0] for part in path.split("{")[1:]]


@pytest.mark.parametrize("role", ROLES)
def test_nothing_fails_whatever_comes_as_a_body(walk: Walk, role: str) -> None:
    for call in walk.calls:
        places = {name: str(walk.tickets[0]) for name in places_in(call[1])}
        for body in PLAIN_BODIES if call[0] != "GET" else (None,):
            walk.is_told(call, walk.ask(call, role, places, body))


def test_nothing_fails_whatever_comes_as_a_header(walk: Walk) -> None:
    for call in walk.calls:
        places = {name: str(walk.tickets[0]) for name in places_in(call[1])}
        path = call[1].format(**places)
        for kind in KINDS if call[0] == "POST" else ():
            walk.is_told(call, walk.ask(call, "verifier", places, b"{}", Content_Type=kind))
        for headers in HEADERS:
            answer = walk.wire.pool.request(call[0], walk.server.url + path, headers=headers)
            if "Content-Length" not in headers:  # what is no HTTP is refused before it is a call
                walk.is_told(call, Answer(answer.status, answer.headers, answer.data))


def walked(walk: Walk, examples: int) -> None:
    calls = sorted(walk.calls)

    @settings(
        max_examples=examples, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck), database=None
    )
    @given(data=st.data(), call=st.sampled_from(calls), role=st.sampled_from(ROLES))
    def anybody_asks_anything(data: Any, call: Call, role: str) -> None:
        ids = st.sampled_from([str(one) for one in walk.tickets])
        word = st.one_of(
            ids, st.sampled_from(["loket-1", "bantuan-1", "0", "-1", "9" * 30, "1.5", "1e3", "٣", "%"]), ODD_TEXT
        ).filter(lambda text: text not in (".", "..", "") and "/" not in text and len(text) < 1000)
        places = {name: data.draw(word, name) for name in places_in(call[1])}
        schema = walk.body_of(call)
        content = None
        if schema is not None:
            body = data.draw(st.one_of(walk.schemas.fitting(schema), walk.schemas.near(schema), ODD), "body")
            content = json.dumps(body).encode()
        walk.is_told(call, walk.ask(call, role, places, content))

    anybody_asks_anything()


def test_whatever_anybody_sends_is_answered_as_told(walk: Walk) -> None:
    walked(walk, 800)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(50))
def test_the_same_for_a_long_time(walk: Walk, part: int) -> None:
    walked(walk, 400)


def test_the_server_has_nothing_to_complain_of(walk: Walk) -> None:
    """After all of the above."""
    said = walk.server.log.read_text()
    assert "Traceback" not in said, said[-3000:]
    assert walk.server.issue("S").number.startswith("S-")
