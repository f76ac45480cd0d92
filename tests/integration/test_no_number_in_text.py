"""Free text and machines' words that may hold a NIK or KK number are refused, kindly and without repeating it."""

from typing import Any

import pytest

from counter_server.protocol.locale import Locale
from tests.browser import console, running_chromium
from tests.needles import found
from tests.server import DEMO_DISPLAY, DEMO_KIOSK, ROOT, Server, Wire

SERVER_OPTIONS = ("--assignment", "pull")
NIK = "1871014501900001"
WRITTEN = [NIK, f"pasien NIK {NIK} pindah", "1871 0145 0190 0001", "no. 1871-0145-0190-0001"]


@pytest.fixture
def tokens(floor: Server) -> dict[str, str]:
    return {
        "verifier": floor.verifier().token, "supervisor": floor.supervisor().token,
        "kiosk": DEMO_KIOSK, "display": DEMO_DISPLAY,
    }  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize(
    "who, path, body",
    [
        ("supervisor", "cancel", {"reason": "{}"}),
        ("supervisor", "priority", {"priority": "elderly", "reason": "{}"}),
        ("supervisor", "call", {"counter": "loket-1", "reason": "{}"}),
        ("verifier", "finish", {"outcome": "rejected", "reason": "{}"}),
    ],
    ids=["cancel", "priority", "call", "finish"],
)
def test_no_reason_takes_a_number(
    floor: Server, wire: Wire, tokens: dict[str, str], who: str, path: str, body: dict[str, str], written: str
) -> None:
    ticket = floor.issue("A")
    body = {name: value.format(written) for name, value in body.items()}
    answer = wire.send("POST", f"/tickets/{ticket.id}/{path}", body, token=tokens[who])
    assert (answer.status, answer.code, answer.json["facts"]) == (422, "identity_in_text", {})


@pytest.mark.parametrize(
    "who, path, body",
    [
        ("kiosk", "/tickets", {"service": "A", "request_id": NIK}),
        ("kiosk", "/tickets", {"service": "A", "request_id": f"kiosk-1-{NIK}"}),
        ("kiosk", "/tickets/1/not-printed", {"reason": f"no{NIK}"}),
        ("display", "/announcements/1/spoken", {"ok": False, "reason": f"x-{NIK}"}),
        ("kiosk", "/devices/me/state", {"parts": {}, "version": NIK}),
        ("verifier", "/staff/me/pause", {"reason": f"({NIK})"}),
        ("verifier", "/session", {"staff": NIK, "pin": "246810", "counter": "loket-1"}),
    ],
)
def test_neither_does_a_machines_word_or_a_name(
    wire: Wire, tokens: dict[str, str], who: str, path: str, body: dict[str, Any]
) -> None:
    assert wire.send("POST", path, body, token=tokens[who]).code == "identity_in_text"


@pytest.mark.parametrize(
    "reason",
    ["keluarga datang lagi besok", "telepon 0812-3456-7890", "nomor A-012, A-013 dan A-014", "2026-11-23 08:00"],
)
def test_ordinary_words_and_numbers_are_taken(floor: Server, reason: str) -> None:
    assert floor.supervisor().cancel(floor.issue("A").id, reason).status == "cancelled"


def test_a_refusal_hides_what_was_sent_wherever_it_stood(wire: Wire) -> None:
    sent = [
        wire.send("GET", f"/tickets/{NIK}", token=DEMO_KIOSK),
        wire.send("POST", f"/tickets/{NIK}/printed", token=DEMO_KIOSK),
        wire.send("POST", "/tickets", {"service": "A", "request_id": "r-1234567", NIK: 1}, token=DEMO_KIOSK),
        wire.send("POST", "/tickets", {"documents": {NIK: []}}, token=DEMO_KIOSK),
        wire.send("POST", "/tickets", b"{}", token=DEMO_KIOSK, Content_Type=f"text/{NIK}"),
    ]
    assert [answer.status for answer in sent] == [404, 404, 422, 422, 415]
    assert found([NIK], {str(n): answer.content for n, answer in enumerate(sent)}) == []


def test_at_the_desk_it_is_said_kindly(floor: Server) -> None:
    floor.issue("A")
    words = Locale.load(ROOT / "assets" / "locale", "id").refusal("identity_in_text", {})
    with running_chromium() as browser, console(browser, floor.url) as desk:
        desk.sign_in("verifier-1", "loket-1")
        desk.main_key.click()
        desk.shows(desk.number.inner_text(), "called")
        said = desk.page.evaluate(
            """async (nik) => {
                const sent = await fetch('/console/pause', {method: 'POST', body: new URLSearchParams({reason: nik})});
                return JSON.parse(sent.headers.get('HX-Trigger'))['lalopa:said'].text;
            }""",
            NIK,
        )
    assert said == words
