"""/antrean while it is on, asked by anybody with anything: every answer is in its envelope and one the OpenAPI text
tells of, nothing fails inside the server, and no booking of somebody else's is ever told of."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.outside_office import ANTREAN_ON, assets_with
from tests.server import DEMO_PIN, Answer, Server, Wire, running

from .from_schema import ODD, ODD_TEXT, Schemas

JSON = "application/json"
Call = tuple[str, str]
WHO = ("partner", "stranger", "nobody", "another")


class Asked:
    """Everybody at one server, and what its text says of /antrean."""

    def __init__(self, server: Server) -> None:
        self.server, self.wire = server, Wire(server.url)
        text = self.wire.send("GET", "/openapi.json").json
        self.schemas = Schemas(text)
        self.calls: dict[Call, Any] = {
            (method.upper(), path): call
            for path, methods in text["paths"].items() if path.startswith("/antrean/")
            for method, call in methods.items()
        }  # fmt: skip
        self.theirs = [f"22112026{server.issue(letter).number.replace('-', '')}" for letter in "AS"]
        self.today = server.kiosk.board().at.date()
        self.theirs = [f"{self.today:%d%m%Y}{booking[8:]}" for booking in self.theirs]
        made = self.wire.send("GET", "/antrean/token", root="", x_username="demo", x_password=DEMO_PIN)
        self.token = made.json["response"]["token"]

    def headers(self, who: str) -> dict[str, str]:
        return {
            "partner": {"x-username": "demo", "x-token": self.token, "x-password": DEMO_PIN},
            "stranger": {"x-username": "demo", "x-token": "0.abc", "x-password": "x"},
            "nobody": {},
            "another": {"x-username": "other", "x-token": self.token, "x-password": DEMO_PIN},
        }[who]

    def ask(self, call: Call, who: str, place: str, body: bytes | None) -> Answer:
        path = call[1].replace("{kodebooking}", quote(place, safe=""))
        return self.wire.send(call[0], path, body, root="", **self.headers(who))

    def is_told(self, call: Call, who: str, answer: Answer) -> None:
        told = self.calls[call]["responses"]
        assert str(answer.status) in told, f"{call} answered {answer.status}: {answer.content[:300]!r}"
        if answer.status == 413:
            return
        metadata = answer.json["metadata"]
        assert set(metadata) == {"message", "code"}, answer
        assert (metadata["code"] == 200) == ("response" in answer.json or metadata["message"] == "Ok"), answer
        assert metadata["code"] in (200, 201), answer
        assert metadata["message"], answer
        if who != "partner":
            assert (answer.status, metadata["code"]) == (401, 201), answer
        if metadata["code"] == 200:
            for booking in self.theirs:
                assert booking not in answer.content.decode()


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("fuzzed")
    words = ("--demo", "--assets", str(assets_with(folder, ANTREAN_ON + "quota = 5000\n")), "--assignment", "pull")
    with running(folder / "data", *words) as server:
        yield Asked(server)
        said = server.log.read_text()
        assert "Traceback" not in said, said[-3000:]


PLAIN: tuple[bytes | None, ...] = (
    None, b"", b"{}", b"[]", b"null", b"0", b'"x"', b"{", b"\xff\xfe", b"[" * 5000, b'{"a":' * 5000,
    b'{"kodepoli": NaN}', b'{"kodebooking": "\\ud800"}', b"9" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_nothing_fails_whatever_comes_as_a_body(asked: Asked, who: str) -> None:
    for call in asked.calls:
        for body in PLAIN if call[0] == "POST" else (None,):
            for place in (*asked.theirs, "x"):
                asked.is_told(call, who, asked.ask(call, who, place, body))


def walked(asked: Asked, examples: int) -> None:
    calls = sorted(asked.calls)

    @settings(
        max_examples=examples, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck), database=None
    )
    @given(data=st.data(), call=st.sampled_from(calls), who=st.sampled_from((*WHO, "partner", "partner", "partner")))
    def anybody_asks_anything(data: Any, call: Call, who: str) -> None:
        words = st.one_of(st.sampled_from([*asked.theirs, "0", "-1", "%", "٣"]), ODD_TEXT)
        place = data.draw(
            words.filter(lambda text: text not in (".", "..", "") and "/" not in text and len(text) < 1000)
        )
        content = None
        if "requestBody" in asked.calls[call]:
            schema = asked.calls[call]["requestBody"]["content"][JSON]["schema"]
            body = data.draw(st.one_of(asked.schemas.fitting(schema), asked.schemas.near(schema), ODD), "body")
            if isinstance(body, dict):
                body |= data.draw(
                    st.dictionaries(st.just("tanggalperiksa"), st.just(asked.today.isoformat()), max_size=1)
                )
                body |= data.draw(st.dictionaries(st.just("kodebooking"), st.sampled_from(asked.theirs), max_size=1))
            content = json.dumps(body).encode()
        asked.is_told(call, who, asked.ask(call, who, place, content))

    anybody_asks_anything()


def test_whatever_anybody_sends_is_answered_as_told(asked: Asked) -> None:
    walked(asked, 250)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_the_same_for_a_long_time(asked: Asked, part: int) -> None:
    walked(asked, 400)


def test_what_was_somebody_else_s_is_as_it_was(asked: Asked) -> None:
    for ticket in asked.server.supervisor().board().tickets:
        if str(ticket.channel) == "kiosk":
            assert str(ticket.status) == "waiting"
