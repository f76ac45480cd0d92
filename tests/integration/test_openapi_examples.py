"""The OpenAPI text has a true example of every body, answer, refusal and place, and the server takes what it shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from counter_server.domain.refusals import every_refusal
from counter_server.protocol.locale import Locale
from tests.json_schema import Schemas
from tests.outside_office import ANTREAN_ON, assets_with
from tests.server import DEMO_KIOSK, DEMO_PIN, ROOT, Answer, Server, Wire, running

JSON, STREAM = "application/json", "text/event-stream"
Call = tuple[str, str]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("described")
    with running(folder / "data", "--demo", "--assets", str(assets_with(folder, ANTREAN_ON))) as started:
        yield started


@pytest.fixture(scope="module")
def text(server: Server) -> Any:
    return Wire(server.url).send("GET", "/openapi.json").json


@pytest.fixture(scope="module")
def schemas(text: Any) -> Schemas:
    return Schemas(text)


def calls_of(text: Any) -> Iterator[tuple[Call, Any]]:
    for path, methods in text["paths"].items():
        yield from (((method, path), call) for method, call in methods.items())


def contents(text: Any) -> Iterator[tuple[str, Any]]:
    """Every JSON a body or an answer may be, with its place."""
    for (method, path), call in calls_of(text):
        if "requestBody" in call:
            yield f"{method} {path}: body", call["requestBody"]["content"][JSON]
        for status, answer in call["responses"].items():
            if JSON in answer.get("content", {}):
                yield f"{method} {path}: {status}", answer["content"][JSON]


def test_every_address_of_both_faces_is_described(text: Any) -> None:
    paths = set(text["paths"])
    assert {path for path in paths if path.startswith("/antrean/")} == {
        f"/antrean/{name}" for name in ("token", "status", "ambil", "sisa", "sisa/{kodebooking}", "batal", "checkin")
    }
    assert len([path for path in paths if path.startswith("/api/v1/")]) > 30


def test_every_body_answer_and_refusal_has_an_example_that_fits_its_schema(text: Any, schemas: Schemas) -> None:
    seen = 0
    for where, content in contents(text):
        assert content.get("examples"), f"{where} has no example"
        for name, example in content["examples"].items():
            assert schemas.wrong(content["schema"], example["value"], where) == [], name
            assert "<" not in msgspec.json.encode(example["value"]).decode(), f"{where}: {name} holds a gap"
            seen += 1
    assert seen > 300


def test_every_place_in_an_address_has_one(text: Any) -> None:
    for call, told in calls_of(text):
        for place in told.get("parameters", []):
            assert "example" in place, (call, place["name"])
            assert place["example"] != "x", (call, place["name"])


def test_the_stream_shows_each_of_its_events(text: Any, schemas: Schemas) -> None:
    content = text["paths"]["/api/v1/events"]["get"]["responses"]["200"]["content"][STREAM]
    events = [block.split("\n") for block in content["example"].strip().split("\n\n")]
    assert [lines[1] for lines in events] == ["event: snapshot", "event: change", "event: heartbeat"]
    for lines, one in zip(events, content["schema"]["anyOf"], strict=True):
        data = msgspec.json.Decoder(dict).decode(lines[2].removeprefix("data: "))
        assert schemas.wrong({"$ref": one["$ref"]}, data) == []
        assert lines[0] == f"id: {data['seq']}"


def test_a_refusal_at_antrean_is_told_in_its_envelope_and_in_the_words_it_comes_with(text: Any) -> None:
    words = Locale.load(ROOT / "assets" / "locale", "id")
    taking = text["paths"]["/antrean/ambil"]["post"]["responses"]
    examples = taking["200"]["content"][JSON]["examples"]
    told = {
        "service_unknown",
        "not_today",
        "quota_used",
        "service_closed",
        "covered_elsewhere",
        "request_reused",
        "ticket_exists",
    }
    assert set(examples) == {"ordinary"} | told
    for code in told:
        metadata = examples[code]["value"]["metadata"]
        assert metadata["code"] == 201
        assert metadata["message"].startswith(words.refusal(code, {})[:12].partition("…")[0])
    assert set(taking["401"]["content"][JSON]["examples"]) == {"token_invalid"}
    assert set(taking["404"]["content"][JSON]["examples"]) == {"not_found"}, "where it is switched off"


def test_no_refusal_is_told_of_that_there_is_not(text: Any) -> None:
    known = set(every_refusal())
    told = {
        code
        for (_, path), call in calls_of(text) if path.startswith("/api/")
        for status, answer in call["responses"].items() if int(status) >= 400
        for code in answer.get("content", {}).get(JSON, {}).get("examples", {})
    }  # fmt: skip
    assert told <= known
    assert known - told <= AT_ANTREAN_ONLY | ELSEWHERE


AT_ANTREAN_ONLY = {"wrong_password", "token_invalid", "booking_unknown", "not_today", "quota_used"}
ELSEWHERE = {
    "not_found", "method_not_allowed", "hook_unknown", "delivery_unknown", "alert_unknown", "changed_meanwhile",
    "counter_in_use", "not_taken", "not_yourself", "setting_fixed", "settings_wrong", "staff_in_use", "version_unknown",
    "day_ended", "service_needed",
}  # fmt: skip
"""Told of no call: addresses that are none, and the console's own."""


def test_the_server_takes_every_example_as_something_it_understands(server: Server, text: Any) -> None:
    """In its shape, that is: 400, 413, 415 and 422 are the answers nobody may get."""
    wire = Wire(server.url)
    tokens = {"kiosk": DEMO_KIOSK, "display": "demo-display"}
    for (method, path), call in calls_of(text):
        if method != "post" or "requestBody" not in call:
            continue
        for name, example in call["requestBody"]["content"][JSON]["examples"].items():
            for role in ("verifier", "supervisor", "kiosk", "display"):
                answer = sent(server, wire, path, call, example["value"], tokens.get(role) or signed_in(server, role))
                assert str(answer.status) in call["responses"], (path, name, answer)
                assert answer.status not in (400, 413, 415) or path.endswith("/call"), (path, name, answer)
                if answer.status == 422:
                    assert answer.code in ("outcome_unknown", "pin_too_easy", "malformed"), (path, name, answer)
                    assert answer.code != "malformed" or path in NEEDS_MORE, (path, name, answer)


NEEDS_MORE = {"/api/v1/devices/pairing/claim"}


def signed_in(server: Server, role: str) -> str:
    return (server.verifier() if role == "verifier" else server.supervisor()).token


def sent(server: Server, wire: Wire, path: str, call: Any, body: Any, token: str) -> Answer:
    for place in call.get("parameters", []):
        path = path.replace(f"{{{place['name']}}}", str(place["example"]))
    headers = {}
    if path.startswith("/antrean/"):
        made = wire.send("GET", "/antrean/token", root="", x_username="demo", x_password=DEMO_PIN).json
        headers = {"x_username": "demo", "x_token": made["response"]["token"]}
    return wire.send("POST", path, body, root="", token="" if headers else token, **headers)


def test_an_example_of_taking_a_ticket_takes_one(server: Server, text: Any) -> None:
    body = text["paths"]["/api/v1/tickets"]["post"]["requestBody"]["content"][JSON]["examples"]["ordinary"]["value"]
    told = Wire(server.url).send(
        "POST", "/tickets", body | {"request_id": "of-the-example"}, token=signed_in(server, "verifier")
    )
    assert told.status == 201, told
    assert Path(ROOT / "docs" / "client.md").exists()
