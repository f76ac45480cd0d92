"""The wire contract, call by call: status, shape and facts, as the design's section 5 has them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.server import COMPLETE, DEMO_DISPLAY, DEMO_KIOSK, DEMO_PIN, PLAIN_ANSWERS, Server, Wire

SERVER_OPTIONS = ("--assignment", "pull")
FOR_A_WALL = {"id", "number", "service", "step", "status", "counter", "called_at", "recalls"}
FOR_STAFF = FOR_A_WALL | {
    "priority", "staff", "person", "issued_at", "started_at", "print_status", "channel", "language", "documents",
    "missing", "answers", "warnings", "outcome", "standard_minutes", "expected_at", "remind_at",
}  # fmt: skip


def asked(**more: Any) -> dict[str, Any]:
    return {"request_id": str(uuid4()), "service": "A", "documents": COMPLETE, "answers": PLAIN_ANSWERS, **more}


@pytest.fixture
def token(floor: Server) -> str:
    """Verifier 1's."""
    return floor.verifier().token


def is_a_moment(text: str) -> bool:
    moment = datetime.fromisoformat(text)
    return moment.utcoffset() == timedelta(hours=7)


def test_services_are_told_with_everything_the_kiosk_shows(wire: Wire) -> None:
    answer = wire.send("GET", "/services", token=DEMO_KIOSK)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    for_visitors = {"papers", "pledge", "pledged_by", "contact", "identity_skippable"}
    assert set(answer.json) == {"services", "series", "given", "openings", "phone_page", "survey", *for_visitors}
    assert answer.json["series"] == "X"  # for the numbers it gives while the server is away
    assert len(answer.json["openings"]) == 14  # always open: one a day
    services = answer.json["services"]
    assert [service["letter"] for service in services] == ["A", "K", "L", "S"]
    claim = services[0]
    assert claim["open"] is True
    assert set(claim["texts"]) == {"id", "en"}
    assert claim["documents"] == COMPLETE
    assert [question["key"] for question in claim["questions"]] == ["for", "insurance", "residence"]
    assert services[2]["documents"] == {}


def test_an_issue_answers_201_with_the_place_in_the_queue(floor: Server, wire: Wire) -> None:
    floor.issue("A")
    answer = wire.send("POST", "/tickets", asked(), token=DEMO_KIOSK)
    assert answer.status == 201
    ticket = answer.json
    assert set(ticket) == FOR_STAFF | {"ahead", "estimate", "page", "repeat"}
    assert (ticket["service"], ticket["step"], ticket["status"]) == ("A", "verification", "waiting")
    assert (ticket["print_status"], ticket["channel"], ticket["language"]) == ("to_print", "kiosk", "id")
    assert (ticket["ahead"], ticket["estimate"], ticket["page"]) == (1, None, None)  # nobody serves, no public_url
    assert is_a_moment(ticket["issued_at"])


def test_the_estimate_is_a_range_of_minutes_once_somebody_serves(floor: Server) -> None:
    floor.verifier().ready()
    wait = floor.issue("A").estimate
    assert wait is not None
    assert 0 <= wait.low < wait.high


def test_the_same_request_again_is_the_same_ticket(wire: Wire) -> None:
    body = asked()
    first, again = (wire.send("POST", "/tickets", body, token=DEMO_KIOSK) for _ in range(2))
    assert (first.status, again.status) == (201, 200)
    assert again.json["id"] == first.json["id"]
    assert again.json["number"] == first.json["number"]


@pytest.mark.parametrize(
    "change",
    [
        {"service": "K"}, {"documents": {}}, {"answers": {}}, {"priority": "infant"}, {"language": "en"},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_a_request_used_with_another_body_is_refused(wire: Wire, change: dict[str, Any]) -> None:
    body = asked()
    wire.send("POST", "/tickets", body, token=DEMO_KIOSK)
    answer = wire.send("POST", "/tickets", body | change, token=DEMO_KIOSK)
    assert (answer.status, answer.code, answer.json["facts"]) == (409, "request_reused", {})


@pytest.mark.parametrize("forgotten", ["nik", "kk"])
def test_a_request_is_the_same_without_the_number_its_kiosk_has_forgotten(wire: Wire, forgotten: str) -> None:
    body = asked() | {"nik": "1871014501900009", "kk": "1871010101900009"}
    first = wire.send("POST", "/tickets", body, token=DEMO_KIOSK)
    again = wire.send("POST", "/tickets", body | {forgotten: None}, token=DEMO_KIOSK)
    assert (first.status, again.status, again.json["id"]) == (201, 200, first.json["id"])
    wire.send("POST", f"/tickets/{again.json['id']}/not-printed", {"reason": "visitor_left"}, token=DEMO_KIOSK)


@pytest.mark.parametrize("cover", ["jkn", "other"])
@pytest.mark.parametrize("service", ["A", "K"])
def test_other_cover_is_refused_with_the_service_that_helps(wire: Wire, service: str, cover: str) -> None:
    answer = wire.send("POST", "/tickets", asked(service=service, answers={"insurance": cover}), token=DEMO_KIOSK)
    assert (answer.status, answer.json) == (409, {"code": "covered_elsewhere", "facts": {"offer": "S"}})


@pytest.mark.parametrize(
    "service, documents, answers, step",
    [
        ("A", COMPLETE, PLAIN_ANSWERS, "verification"),
        ("A", COMPLETE, {"insurance": "inactive"}, "verification"),
        ("A", COMPLETE, {}, "verification"),
        ("A", {}, {}, "help"),
        ("A", {"kk": ["original", "copy"], "ektp": ["copy"]}, PLAIN_ANSWERS, "help"),
        ("A", COMPLETE, {"residence": "elsewhere"}, "help"),
        ("A", COMPLETE, {"residence": "unsure"}, "help"),
        ("A", COMPLETE, {"insurance": "unsure"}, "help"),
        ("A", {}, {"for": "anonymous"}, "help"),
        ("K", {}, {}, "help"),
        ("L", {}, {}, "help"),
        ("S", {}, {}, "help"),
    ],
)
def test_a_ticket_starts_where_its_papers_and_answers_lead(
    wire: Wire, service: str, documents: dict[str, list[str]], answers: dict[str, str], step: str
) -> None:
    body = asked(service=service, documents=documents, answers=answers)
    answer = wire.send("POST", "/tickets", body, token=DEMO_KIOSK)
    assert (answer.status, answer.json["step"]) == (201, step)


def test_staff_read_a_ticket_whole_and_so_does_the_kiosk_that_issued_it(wire: Wire, token: str) -> None:
    ticket = wire.send("POST", "/tickets", asked(), token=DEMO_KIOSK).json["id"]
    for reader in (token, DEMO_KIOSK):
        answer = wire.send("GET", f"/tickets/{ticket}", token=reader)
        assert (answer.status, set(answer.json)) == (200, FOR_STAFF)


def test_a_sign_in_answers_token_staff_counter_and_a_cookie_no_script_can_read(floor: Server, wire: Wire) -> None:
    body = {"staff": "verifier-1", "pin": DEMO_PIN, "counter": "loket-1"}
    answer = wire.send("POST", "/session", body)
    assert answer.status == 200
    assert answer.json == {"token": answer.json["token"], "staff": "verifier-1", "counter": "loket-1"}
    cookie = answer.headers["set-cookie"]
    assert answer.json["token"] in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    without = wire.send("POST", "/session", {"staff": "supervisor-1", "pin": DEMO_PIN, "counter": None})
    assert without.json["counter"] is None
    assert wire.send("DELETE", "/session", token=without.json["token"]).status == 204


def test_ready_and_pause_answer_the_callers_own_state(wire: Wire, token: str) -> None:
    ready = wire.send("POST", "/staff/me/ready", token=token)
    assert (ready.status, ready.json["staff"], ready.json["state"], ready.json["ticket"]) == (
        200, "verifier-1", "ready", None,
    )  # fmt: skip
    paused = wire.send("POST", "/staff/me/pause", {"reason": "makan"}, token=token)
    assert (paused.json["state"], paused.json["reason"]) == ("paused", "makan")


def test_call_next_answers_200_204_or_why_not(floor: Server, wire: Wire, token: str) -> None:
    assert wire.send("POST", "/counters/loket-1/call-next", token=token).status == 204
    ticket = floor.issue("A")
    called = wire.send("POST", "/counters/loket-1/call-next", token=token)
    assert (called.status, called.json["id"], called.json["status"]) == (200, ticket.id, "called")
    assert (called.json["counter"], called.json["staff"]) == ("loket-1", "verifier-1")
    assert is_a_moment(called.json["called_at"])
    again = wire.send("POST", "/counters/loket-1/call-next", token=token)
    assert (again.status, again.code) == (409, "ticket_open")
    assert again.json["facts"] == {"ticket": ticket.id, "number": ticket.number, "status": "called"}
    for place in ("loket-2", "loket-99"):  # at one that is not there nobody is signed in either
        elsewhere = wire.send("POST", f"/counters/{place}/call-next", token=token)
        assert (elsewhere.status, elsewhere.json) == (403, {"code": "not_your_counter", "facts": {"counter": place}})


def test_the_board_is_the_whole_present(floor: Server, wire: Wire, token: str) -> None:
    floor.issue("A")
    floor.issue("L")
    ticket = wire.send("POST", "/counters/loket-1/call-next", token=token).json
    board = wire.send("GET", "/board", token=DEMO_DISPLAY).json
    assert {"seq", "at", "branch", "counters", "tickets", "waiting", "announcements"} <= set(board)
    assert is_a_moment(board["at"])
    assert [set(one) for one in board["tickets"]][:1] == [FOR_A_WALL]
    assert board["waiting"]["A"] == {"help": 0, "verification": 0}
    assert board["waiting"]["L"] == {"help": 1, "verification": 0}
    [call] = [one for one in board["announcements"] if one["ticket"] == ticket["id"]]
    assert {"seq", "number", "counter", "at", "kind"} <= set(call)
    assert (call["number"], call["counter"], call["kind"]) == (ticket["number"], "loket-1", "call")
    desk = next(counter for counter in board["counters"] if counter["counter"] == "loket-1")
    assert (desk["state"], desk["ticket"], desk["staff"]) == ("busy", ticket["id"], None)


def test_an_announcement_is_settled_once(floor: Server, wire: Wire, token: str) -> None:
    floor.issue("A")
    wire.send("POST", "/counters/loket-1/call-next", token=token)
    seq = wire.send("GET", "/board", token=DEMO_DISPLAY).json["announcements"][-1]["seq"]
    path = f"/announcements/{seq}/spoken"
    assert wire.send("POST", path, {"ok": True}, token=DEMO_DISPLAY).status == 204
    assert wire.send("POST", path, {"ok": True}, token=DEMO_DISPLAY).status == 204
    other = wire.send("POST", path, {"ok": False, "reason": "no_player"}, token=DEMO_DISPLAY)
    assert (other.status, other.code, other.json["facts"]) == (409, "already_announced", {"announcement": seq})
    left = wire.send("GET", "/board", token=DEMO_DISPLAY).json["announcements"]
    assert seq not in [one["seq"] for one in left]
    unknown = wire.send("POST", "/announcements/999999/spoken", {"ok": True}, token=DEMO_DISPLAY)
    assert (unknown.status, unknown.code) == (404, "announcement_unknown")


def test_a_call_stays_to_be_spoken_for_as_long_as_the_ticket_is_called(floor: Server) -> None:
    verifier, ticket = floor.verifier(), floor.issue("A")

    def to_be_spoken() -> list[str]:
        return [one.kind for one in floor.display.board().announcements if one.ticket == ticket.id]

    verifier.call_next("loket-1")
    verifier.documents(ticket.id, {})
    verifier.priority(ticket.id, "elderly", "terlihat")
    floor.kiosk.not_printed(ticket.id, "paper_out")
    assert to_be_spoken() == ["call"]
    verifier.recall(ticket.id)
    assert to_be_spoken()[-1] == "recall"
    verifier.start(ticket.id)
    for call in floor.display.board().announcements:
        floor.display.spoken(call.seq, ok=False, reason="superseded")
    assert to_be_spoken() == []


def test_health_and_metrics_stand_at_the_root(floor: Server, wire: Wire) -> None:
    floor.issue("L")
    health = wire.send("GET", "/healthz", root="")
    assert (health.status, health.json["status"]) == (200, "ok")
    metrics = wire.send("GET", "/metrics", root="")
    assert (metrics.status, metrics.headers["content-type"].split(";")[0]) == (200, "text/plain")
    assert 'lalopa_waiting{service="L",step="help"} 1' in metrics.content.decode().splitlines()
