"""Bad input everywhere: each a clear refusal, in the order 401, 403, 404, 409, and nothing of a visitor in it."""

from typing import Any
from uuid import uuid4

import pytest

from tests.server import DEMO_DISPLAY, DEMO_KIOSK, DEMO_PIN, Server, Wire

SERVER_OPTIONS = ("--assignment", "pull")
JSON = {"content_type": "application/json"}
NIK = "1871014501900001"


def asked(**more: Any) -> dict[str, Any]:
    return {"request_id": str(uuid4()), "service": "S", **more}


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "/services"), ("GET", "/board"), ("GET", "/events"), ("GET", "/tickets/1"), ("POST", "/tickets"),
        ("DELETE", "/session"), ("POST", "/staff/me/ready"), ("POST", "/counters/loket-1/call-next"),
        ("POST", "/tickets/1/start"), ("POST", "/announcements/1/spoken"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("token", ["", "demo-nobody"])
def test_without_a_credential_that_is_known_nothing_is_told(wire: Wire, method: str, path: str, token: str) -> None:
    body = asked() if path == "/tickets" else {"ok": True} if path.endswith("spoken") else None
    answer = wire.send(method, path, body, token=token)
    assert (answer.status, answer.code) == (401, "not_signed_in")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("scheme", ["Basic ZGVtbzpkZW1v", "Bearer", "Bearer ", "demo-kiosk"])
def test_a_credential_of_another_kind_is_none(wire: Wire, scheme: str) -> None:
    assert wire.send("GET", "/board", authorization=scheme).status == 401


def test_refusals_come_in_the_order_401_403_404_409(floor: Server, wire: Wire) -> None:
    mine, hers = floor.verifier(1), floor.verifier(2)
    waiting = floor.issue("A").id
    floor.supervisor().call(floor.issue("A").id, "loket-2", "uji")
    called = next(ticket.id for ticket in hers.board().tickets if ticket.staff == "verifier-2")

    def start(ticket: int, token: str) -> tuple[int, str]:
        answer = wire.send("POST", f"/tickets/{ticket}/start", token=token)
        return answer.status, answer.code

    assert start(999_999, "nonsense") == (401, "not_signed_in")
    assert start(999_999, DEMO_DISPLAY) == (403, "not_allowed")  # before it is told whether the ticket exists
    assert start(999_999, mine.token) == (404, "ticket_unknown")
    assert start(called, mine.token) == (403, "not_your_ticket")
    assert start(waiting, mine.token) == (403, "not_your_ticket")
    hers.start(called)
    assert start(called, hers.token) == (409, "wrong_state")
    unknown = wire.send("POST", "/tickets/999999/finish", {"outcome": "complete"}, token=mine.token)
    assert unknown.json == {"code": "ticket_unknown", "facts": {"ticket": 999_999}}


def test_an_unknown_service_is_told_before_a_request_used_twice(wire: Wire) -> None:
    body = asked()
    wire.send("POST", "/tickets", body, token=DEMO_KIOSK)
    answer = wire.send("POST", "/tickets", body | {"service": "Z"}, token=DEMO_KIOSK)
    assert (answer.status, answer.json) == (404, {"code": "service_unknown", "facts": {"service": "Z"}})


@pytest.mark.parametrize(
    "method, path, status, code",
    [
        ("GET", "/nothing", 404, "not_found"),
        ("PUT", "/tickets", 404, "method_not_allowed"),
        ("GET", "/tickets", 404, "method_not_allowed"),
        ("DELETE", "/tickets/1", 404, "method_not_allowed"),
        ("POST", "/tickets/1/fly", 404, "not_found"),
        ("GET", "/tickets/A-001", 422, "malformed"),
        ("GET", "/tickets/0", 404, "ticket_unknown"),
        ("GET", "/tickets/-1", 404, "ticket_unknown"),
        ("GET", "/tickets/99999999999999999999999", 404, "ticket_unknown"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_as_everything_else(
    wire: Wire, method: str, path: str, status: int, code: str
) -> None:
    answer = wire.send(method, path, token=DEMO_KIOSK)
    assert (answer.status, answer.code, answer.headers["content-type"]) == (status, code, "application/json")


def test_an_announcement_beyond_all_numbers_is_unknown(wire: Wire) -> None:
    answer = wire.send("POST", f"/announcements/{10**30}/spoken", {"ok": True}, token=DEMO_DISPLAY)
    assert (answer.status, answer.code) == (404, "announcement_unknown")


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"service": "S",}', b"\xff\xfe\x00", b"[" * 20_000, b'{"service": NaN', b"nul"]
)
def test_broken_json_is_a_bad_request(wire: Wire, body: bytes) -> None:
    answer = wire.send("POST", "/tickets", body, token=DEMO_KIOSK, **JSON)
    assert (answer.status, answer.code) == ((400, "bad_request") if body else (422, "malformed"))


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
@pytest.mark.parametrize("in_pieces", [False, True])
def test_a_body_that_is_not_said_to_be_json_is_refused(wire: Wire, kind: str, in_pieces: bool) -> None:
    content: Any = b'{"request_id": "12345678", "service": "S"}'
    headers = {"content_type": kind} if kind else {}
    answer = wire.send("POST", "/tickets", iter([content]) if in_pieces else content, token=DEMO_KIOSK, **headers)
    assert (answer.status, answer.code, answer.json["facts"]) == (415, "not_json", {"content_type": kind})


@pytest.mark.parametrize("in_pieces", [False, True])
def test_a_body_that_is_too_large_is_refused(wire: Wire, in_pieces: bool) -> None:
    content = b'{"request_id": "' + b"x" * 70_000 + b'"}'
    answer = wire.send("POST", "/tickets", iter([content]) if in_pieces else content, token=DEMO_KIOSK, **JSON)
    assert (answer.status, answer.code, answer.json["facts"]) == (413, "too_large", {"limit": 65536})


@pytest.mark.parametrize(
    "change, where",
    [
        ({"service": "AB"}, "body.service"), ({"service": "a"}, "body.service"), ({"service": 1}, "body.service"),
        ({"request_id": "short"}, "body.request_id"), ({"request_id": "a b c d e f g"}, "body.request_id"),
        ({"language": "jv"}, "body.language"), ({"priority": "vip"}, "body.priority"),
        ({"channel": "fax"}, "body.channel"), ({"documents": {"sim": ["original"]}}, "body.documents.sim.[key]"),
        ({"documents": {"kk": ["scan"]}}, "body.documents.kk.0"), ({"documents": []}, "body.documents"),
        ({"answers": {"for": "cat"}}, "body.answers.for"), ({"answers": {"name": "Siti"}}, "body.answers.name"),
        ({"answers": {"hospital": "rs-anywhere"}}, "body.answers.hospital"), ({"name": "Siti"}, "body.name"),
        ({"number": "A-X01"}, "body.number"), ({"taken_at": "2026-11-23T08:00:00+07:00"}, "body.number"),
        ({"number": "X01", "taken_at": "2026-11-23T08:00:00+07:00"}, "body.number"),
        ({"number": "S-Y01", "taken_at": "2026-11-23T08:00:00+07:00"}, "body.number"),
        ({"number": "S-001", "taken_at": "2026-11-23T08:00:00+07:00"}, "body.number"),
        ({"number": "S-X01", "taken_at": "2026-11-23T08:00:00"}, "body.taken_at"),
    ],
)  # fmt: skip
def test_a_body_that_does_not_fit_is_refused_by_the_place(wire: Wire, change: dict[str, Any], where: str) -> None:
    answer = wire.send("POST", "/tickets", asked() | change, token=DEMO_KIOSK)
    assert (answer.status, answer.code) == (422, "malformed")
    assert [problem["where"] for problem in answer.json["facts"]["problems"]] == [where]
    assert "Siti" not in answer.content.decode()


@pytest.mark.parametrize(
    "field, code, number",
    [
        ("nik", "nik_malformed", "1871013201900001"), ("nik", "nik_malformed", "187101450190000"),
        ("nik", "nik_malformed", "18710145019000AB"), ("nik", "nik_malformed", "1871014501900000"),
        ("nik", "nik_malformed", "1871014513900001"), ("kk", "kk_malformed", "1871014501900001"),
        ("nik", "malformed", NIK * 4), ("nik", "malformed", "1871014501900001x" * 3),
    ],
)  # fmt: skip
def test_a_malformed_identity_is_refused_and_its_number_stands_nowhere(
    server: Server, wire: Wire, field: str, code: str, number: str
) -> None:
    answer = wire.send("POST", "/tickets", asked(**{field: number}), token=DEMO_KIOSK)
    assert (answer.status, answer.code) == (422, code)
    assert number[:12] not in answer.content.decode()
    assert number[:12] not in server.log.read_text()


def test_a_good_identity_stands_nowhere_either(server: Server, wire: Wire) -> None:
    answer = wire.send("POST", "/tickets", asked(nik=NIK, kk="1871010101900001"), token=DEMO_KIOSK)
    assert answer.status == 201
    for kept in (server.data / "lalopa.db", server.data / "lalopa.db-wal", server.log):
        assert NIK.encode() not in kept.read_bytes()
    assert NIK not in answer.content.decode()


@pytest.mark.parametrize("reason", ["", " ", "x" * 201, None, 7])
def test_a_reason_must_say_something(floor: Server, wire: Wire, reason: object) -> None:
    ticket = floor.issue("A").id
    answer = wire.send("POST", f"/tickets/{ticket}/cancel", {"reason": reason}, token=floor.supervisor().token)
    assert (answer.status, answer.code) == (422, "malformed")


@pytest.mark.parametrize("reason", ["", "Bu Siti pulang", "Paper", "x" * 65])
def test_a_machines_reason_is_a_code_for_it_stands_in_the_journal(floor: Server, wire: Wire, reason: str) -> None:
    ticket = floor.issue("A", printed=False).id
    answer = wire.send("POST", f"/tickets/{ticket}/not-printed", {"reason": reason}, token=DEMO_KIOSK)
    assert (answer.status, answer.code) == (422, "malformed")


@pytest.mark.parametrize(
    "body, status, code",
    [
        ({"staff": "verifier-1", "pin": "135790", "counter": "loket-1"}, 401, "wrong_pin"),
        ({"staff": "nobody", "pin": DEMO_PIN, "counter": "loket-1"}, 401, "wrong_pin"),
        ({"staff": "verifier-1", "pin": DEMO_PIN, "counter": "loket-99"}, 404, "counter_unknown"),
        ({"staff": "verifier-1", "pin": DEMO_PIN, "counter": None}, 409, "counter_needed"),
        ({"staff": "verifier-1", "pin": DEMO_PIN}, 409, "counter_needed"),
        ({"staff": "verifier-1"}, 422, "malformed"),
        ({"staff": "'; DROP TABLE staff", "pin": DEMO_PIN}, 422, "malformed"),
    ],
)
def test_a_sign_in_that_cannot_be(floor: Server, wire: Wire, body: dict[str, Any], status: int, code: str) -> None:
    answer = wire.send("POST", "/session", body)
    assert (answer.status, answer.code) == (status, code)
    assert "set-cookie" not in answer.headers


def test_a_device_has_no_session_to_end(wire: Wire) -> None:
    answer = wire.send("DELETE", "/session", token=DEMO_KIOSK)
    assert (answer.status, answer.code) == (403, "not_allowed")
