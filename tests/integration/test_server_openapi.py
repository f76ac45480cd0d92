"""What a stranger can read: every call of the contract, every refusal it may answer, examples that are true."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from pydantic import BaseModel, TypeAdapter

from counter_server.domain.refusals import every_refusal
from counter_server.protocol.messages import Refused
from counter_server.web import bodies
from tests.server import Wire

ANY = {"bad_request", "too_large", "not_json", "malformed", "identity_in_text", "storage_full", "too_many"}
COMMAND = ANY | {"not_signed_in", "wrong_origin", "not_allowed"}
ON_TICKET = COMMAND | {"not_your_ticket", "ticket_unknown"}
MOVE = ON_TICKET | {"wrong_state"}
LOOK = {"not_signed_in", "too_large", "too_many"}

CONTRACT: dict[tuple[str, str], set[str]] = {
    ("get", "/services"): LOOK,
    ("get", "/board"): LOOK,
    ("get", "/events"): LOOK,
    ("post", "/tickets"): COMMAND | {
        "service_unknown", "service_closed", "covered_elsewhere", "request_reused", "nik_malformed", "kk_malformed",
        "number_taken", "ticket_exists",
    },
    ("get", "/tickets/{ticket}"): LOOK | {
        "not_allowed", "not_your_ticket", "ticket_unknown", "malformed", "storage_full",
    },
    ("post", "/session"): ANY | {
        "wrong_pin", "too_many_tries", "sign_in_locked", "counter_unknown", "counter_taken", "counter_needed",
        "ticket_open",
    },
    ("delete", "/session"): COMMAND | {"ticket_open"},
    ("post", "/staff/me/ready"): COMMAND,
    ("post", "/staff/me/pin"): COMMAND | {"wrong_pin", "pin_too_easy", "too_many_tries", "sign_in_locked"},
    ("post", "/staff/{staff}/unlock"): COMMAND | {"staff_unknown"},
    ("post", "/staff/{staff}/sign-out"): COMMAND | {"staff_unknown"},
    ("post", "/staff/me/pause"): COMMAND,
    ("post", "/counters/{place}/call-next"): COMMAND | {"not_your_counter", "ticket_open"},
    ("post", "/announcements/{announcement}/spoken"): COMMAND | {"announcement_unknown", "already_announced"},
    ("post", "/devices/me/state"): COMMAND,
    ("post", "/devices/pairing"): ANY | {"too_many_tries"},
    ("post", "/devices/pairing/claim"): ANY | {"pairing_unknown"},
    ("post", "/devices/pairing/approve"): COMMAND | {"pairing_code_unknown", "device_name_taken", "no_letter_left"},
    ("post", "/devices/{device}/revoke"): COMMAND | {"device_unknown"},
    ("get", "/devices"): LOOK | {"not_allowed"},
    ("post", "/tickets/{ticket}/printed"): ON_TICKET,
    ("post", "/tickets/{ticket}/not-printed"): ON_TICKET,
    ("post", "/tickets/{ticket}/reprint"): ON_TICKET,
    ("post", "/tickets/{ticket}/recall"): MOVE,
    ("post", "/tickets/{ticket}/start"): MOVE,
    ("post", "/tickets/{ticket}/hold"): MOVE,
    ("post", "/tickets/{ticket}/call"): MOVE | {"counter_unknown", "counter_empty", "counter_busy", "ticket_open"},
    ("post", "/tickets/{ticket}/finish"): MOVE | {"outcome_unknown"},
    ("post", "/tickets/{ticket}/transfer"): MOVE | {"service_unknown", "staff_unknown", "staff_away"},
    ("post", "/tickets/{ticket}/forward"): MOVE | {"no_next_step"},
    ("post", "/tickets/{ticket}/no-show"): MOVE,
    ("post", "/tickets/{ticket}/requeue"): MOVE,
    ("post", "/tickets/{ticket}/return"): MOVE,
    ("post", "/tickets/{ticket}/cancel"): MOVE,
    ("post", "/tickets/{ticket}/check-in"): MOVE,
    ("post", "/tickets/{ticket}/documents"): MOVE,
    ("post", "/tickets/{ticket}/priority"): MOVE,
}  # fmt: skip


@pytest.fixture(scope="module")
def text(wire: Wire) -> Any:
    return wire.send("GET", "/openapi.json").json


@pytest.fixture(scope="module")
def calls(text: Any) -> dict[tuple[str, str], Any]:
    return {
        (method, path.removeprefix("/api/v1")): call
        for path, methods in text["paths"].items()
        for method, call in methods.items()
        if path.startswith("/api/v1/")
    }


def test_every_call_of_the_contract_is_told(calls: dict[tuple[str, str], Any]) -> None:
    assert set(CONTRACT) <= set(calls)


@pytest.mark.parametrize("method, path", sorted(CONTRACT))
def test_a_call_tells_every_refusal_it_may_answer_and_no_other(
    calls: dict[tuple[str, str], Any], method: str, path: str
) -> None:
    call = calls[method, path]
    assert len(call["description"]) > 5
    told = {
        code: status
        for status, answer in call["responses"].items()
        if int(status) >= 400
        for code in answer.get("content", {}).get("application/json", {}).get("examples", {})
    }
    assert set(told) == CONTRACT[method, path]
    for code, status in told.items():
        assert int(status) == every_refusal()[code].status


def test_a_refusals_examples_are_refusals_and_their_schema_says_so(calls: dict[tuple[str, str], Any]) -> None:
    for call in calls.values():
        for status, answer in call["responses"].items():
            content = answer.get("content", {}).get("application/json", {})
            if int(status) < 400:
                continue
            assert content["schema"]["$ref"].endswith("/Refused"), call["operationId"]
            for code, example in content["examples"].items():
                assert msgspec.convert(example["value"], Refused).code == code


def test_no_call_answers_with_the_frameworks_own_errors(text: Any) -> None:
    assert "HTTPValidationError" not in text["components"]["schemas"]


BODIES = [kind for kind in vars(bodies).values() if isinstance(kind, type) and issubclass(kind, bodies.Body)]


@pytest.mark.parametrize("kind", BODIES, ids=lambda kind: kind.__name__)
def test_the_examples_of_a_body_fit_it(kind: type[BaseModel]) -> None:
    assert kind.__doc__
    for name, field in kind.model_fields.items():
        for example in field.examples or []:
            fitting = TypeAdapter(field.rebuild_annotation()).validate_python(example)
            assert fitting == example, name


def test_how_to_show_a_credential_is_told_and_that_signing_in_and_asking_to_be_paired_need_none(
    calls: dict[tuple[str, str], Any], text: Any
) -> None:
    [(scheme, told)] = text["components"]["securitySchemes"].items()
    assert (told["type"], told["scheme"]) == ("http", "bearer")
    assert text["security"] == [{scheme: []}]
    need_none = {("post", "/session"), ("post", "/devices/pairing"), ("post", "/devices/pairing/claim")}
    assert {call for call in CONTRACT if calls[call].get("security") == []} == need_none


def test_the_words_of_the_counter_are_listed_where_a_body_has_them(text: Any) -> None:
    schemas = text["components"]["schemas"]
    assert schemas["Priority"]["enum"] == ["none", "elderly", "disability", "pregnant", "infant"]
    assert schemas["Channel"]["enum"] == ["kiosk", "staff", "web", "whatsapp", "phone"]
    assert schemas["Outcome"]["enum"] == [
        "complete", "documents_missing", "referred_jkn", "referred_disdukcapil", "rejected", "day_closed",
    ]  # fmt: skip


def test_every_reference_leads_to_a_schema_and_every_answer_with_content_has_one(text: Any) -> None:
    named = {found.removeprefix("#/components/schemas/") for found in references(text)}
    assert {"Ticket", "IssuedTicket", "Session", "MyState", "Board", "Services", "Refused", "Announcement"} <= named
    assert named <= set(text["components"]["schemas"])
    issued = text["paths"]["/api/v1/tickets"]["post"]["responses"]["201"]
    assert list(references(issued)) == ["#/components/schemas/IssuedTicket"]


def test_the_stream_names_each_event_and_its_message(calls: dict[tuple[str, str], Any], text: Any) -> None:
    stream = calls["get", "/events"]["responses"]["200"]["content"]["text/event-stream"]
    assert [kind["title"] for kind in stream["schema"]["anyOf"]] == ["snapshot", "change", "heartbeat"]
    assert {"Change", "Heartbeat"} <= set(text["components"]["schemas"])


def test_a_repeated_issue_is_told_apart_from_a_first_one(calls: dict[tuple[str, str], Any]) -> None:
    assert {"200", "201"} <= set(calls["post", "/tickets"]["responses"])


def test_an_example_of_a_refusal_names_its_facts(calls: dict[tuple[str, str], Any]) -> None:
    examples = calls["post", "/tickets/{ticket}/start"]["responses"]["409"]["content"]["application/json"]["examples"]
    assert set(examples["wrong_state"]["value"]["facts"]) == {"number", "action", "status"}


def test_a_stranger_is_told_what_it_is_and_what_a_request_id_is_for(text: Any) -> None:
    assert "server-sent events" in text["info"]["description"]
    assert text["components"]["schemas"]["IssueBody"]["properties"]["request_id"]["description"]


def references(text: Any) -> Iterator[str]:
    if isinstance(text, dict):
        yield from [text["$ref"]] if "$ref" in text else []
        for part in text.values():
            yield from references(part)
    elif isinstance(text, list):
        for part in text:
            yield from references(part)
