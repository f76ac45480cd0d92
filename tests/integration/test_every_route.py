"""Every address the server has, asked by everybody: who may is answered, who may not is refused, and to look is not to
touch. A new address must be entered here, with who may."""

import asyncio
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import urllib3

from counter_server.domain.survey_period import period_of
from counter_server.protocol.terms import SurveySpan
from counter_server.web.app import create_app
from counter_server.web.counter import Counter
from tests.phone_office import scanned
from tests.server import COMPLETE, DEMO_DISPLAY, DEMO_KIOSK, PATIENCE, ROOT, Server, listening, run, running
from tests.store import SECRET, a_store

VERIFIER, EXTRA, SUPERVISOR, KIOSK, DISPLAY = "verifier", "extra", "supervisor", "kiosk", "display"
NOBODY, STRANGER = "nobody", "somebody with a made-up key"
WHO = (NOBODY, STRANGER, VERIFIER, EXTRA, SUPERVISOR, KIOSK, DISPLAY)
AT_A_COUNTER = {VERIFIER, EXTRA}
STAFF = AT_A_COUNTER | {SUPERVISOR}
MACHINES = {KIOSK, DISPLAY}
KNOWN = STAFF | MACHINES
EVERYBODY = set(WHO)
WHY: dict[str, Any] = {"reason": "uji"}
NEVER = "/api/v1/tickets/999999"
"""A ticket there is not: whoever may would be told so (404), whoever may not is refused before (403)."""


@dataclass(frozen=True)
class Route:
    """An address, how to ask it, and who may."""

    may: set[str]
    body: dict[str, Any] | None = None
    path: str = ""


def verb(may: set[str], **body: Any) -> Route:
    return Route(may, body or None)


API = {
    "POST /api/v1/tickets": verb(STAFF | {KIOSK}, service="S", channel="phone"),
    "GET /api/v1/tickets/{ticket}": verb(STAFF | {KIOSK}),
    "POST /api/v1/tickets/{ticket}/printed": verb({KIOSK}),
    "POST /api/v1/tickets/{ticket}/not-printed": verb({KIOSK}, reason="paper_out"),
    "POST /api/v1/tickets/{ticket}/reprint": verb(STAFF | {KIOSK}),
    "POST /api/v1/tickets/{ticket}/call": verb(STAFF, counter="loket-9", reason="uji"),
    "POST /api/v1/tickets/{ticket}/recall": verb(STAFF),
    "POST /api/v1/tickets/{ticket}/start": verb(AT_A_COUNTER),
    "POST /api/v1/tickets/{ticket}/hold": verb(STAFF),
    "POST /api/v1/tickets/{ticket}/finish": verb(AT_A_COUNTER, outcome="complete"),
    "POST /api/v1/tickets/{ticket}/transfer": verb(STAFF, service="S"),
    "POST /api/v1/tickets/{ticket}/forward": verb(STAFF),
    "POST /api/v1/tickets/{ticket}/no-show": verb(STAFF),
    "POST /api/v1/tickets/{ticket}/requeue": verb(STAFF),
    "POST /api/v1/tickets/{ticket}/return": verb(STAFF, **WHY),
    "POST /api/v1/tickets/{ticket}/cancel": verb(STAFF, **WHY),
    "POST /api/v1/tickets/{ticket}/check-in": verb(STAFF),
    "POST /api/v1/tickets/{ticket}/documents": verb(STAFF, documents={}),
    "POST /api/v1/tickets/{ticket}/priority": verb(STAFF, priority="elderly", **WHY),
    "POST /api/v1/session": verb(EVERYBODY, staff="verifier-9", pin="000000", counter="loket-9"),
    "DELETE /api/v1/session": verb(STAFF),
    "POST /api/v1/staff/me/ready": verb(AT_A_COUNTER),
    "POST /api/v1/staff/me/pause": verb(AT_A_COUNTER, **WHY),
    "POST /api/v1/staff/me/pin": verb(STAFF, pin="246810", new="973108"),
    "POST /api/v1/staff/{staff}/unlock": verb({SUPERVISOR}),
    "POST /api/v1/staff/{staff}/sign-out": verb({SUPERVISOR}),
    "POST /api/v1/counters/{place}/call-next": verb(AT_A_COUNTER),
    "GET /api/v1/services": verb(KNOWN),
    "GET /api/v1/board": verb(KNOWN),
    "GET /api/v1/events": verb(KNOWN),
    "POST /api/v1/announcements/{announcement}/spoken": verb({DISPLAY}, ok=True),
    "POST /api/v1/devices/me/state": verb(MACHINES, parts={}, version="1"),
    "POST /api/v1/survey": verb({KIOSK}, marks={"fee": 4}),
    "GET /api/v1/devices": verb({SUPERVISOR}),
    "POST /api/v1/devices/pairing": verb(EVERYBODY, kind="display"),
    "POST /api/v1/devices/pairing/claim": verb(EVERYBODY, secret="x" * 43),
    "POST /api/v1/devices/pairing/approve": verb({SUPERVISOR}, code="000000", device="wall-9"),
    "POST /api/v1/devices/{device}/revoke": verb({SUPERVISOR}),
    "GET /api/v1/openapi.json": verb(EVERYBODY),
    "GET /antrean/token": verb(EVERYBODY),
    "POST /antrean/status": verb(EVERYBODY),
    "POST /antrean/ambil": verb(EVERYBODY),
    "POST /antrean/sisa": verb(EVERYBODY),
    "GET /antrean/sisa/{kodebooking}": verb(EVERYBODY),
    "POST /antrean/batal": verb(EVERYBODY),
    "POST /antrean/checkin": verb(EVERYBODY),
    "GET /healthz": verb(EVERYBODY),
    "GET /metrics": verb(EVERYBODY),
    "GET /t/{token}": verb(EVERYBODY),
    "GET /t/{token}/events": verb(EVERYBODY),
    "GET /t/{token}/state": verb(EVERYBODY),
    "GET /t/{token}/{language}": verb(EVERYBODY),
    "GET /t/{token}/{language}/cancel": verb(EVERYBODY),
    "POST /t/{token}/{language}/cancel": verb(EVERYBODY),
    "GET /t/{token}/{language}/survey": verb(EVERYBODY),
    "POST /t/{token}/{language}/survey": verb(EVERYBODY),
    "GET /survey": verb(EVERYBODY),
    "GET /survey/{language}": verb(EVERYBODY),
    "GET /skm": verb(EVERYBODY),
    "GET /skm/{language}": verb(EVERYBODY),
    "GET /skm/{language}/{period}": verb(EVERYBODY),
    "GET /skm/{language}/{period}/pdf": verb(EVERYBODY),
    "GET /k/{code}": verb(EVERYBODY),
    "GET /k/{permit}/{question}": verb(EVERYBODY),
    "POST /k/{permit}/language": verb(EVERYBODY),
    "POST /k/{permit}/{question}": verb(EVERYBODY),
    "GET /": verb(EVERYBODY),
}
"""What programs ask. Refused is 401 or 403; whatever else is answered, the role was not in the way."""

OF_A_TABLET = {"POST /survey/open", "POST /survey/{language}"}
"""Refused (403) to whoever has no code, no tablet's token: tests/integration/test_survey_pages.py."""

CONSOLE = {
    "GET /console": EVERYBODY,
    "GET /console/static/{name}": EVERYBODY,
    "POST /console/sign-in": EVERYBODY,
    "POST /console/language": EVERYBODY,
    "GET /console/desk": STAFF,
    "GET /console/ask/{verb}": STAFF,
    "GET /console/ask/pin": STAFF,
    "GET /console/ask/people": {SUPERVISOR},
    "GET /console/tickets/{ticket}/ask/{verb}": STAFF,
    "POST /console/here": STAFF,
    "POST /console/sign-out": STAFF,
    "POST /console/ready": AT_A_COUNTER,
    "POST /console/pause": AT_A_COUNTER,
    "POST /console/call-next": AT_A_COUNTER,
    "POST /console/issue": STAFF,
    "POST /console/pin": STAFF,
    "POST /console/people/{staff}/{verb}": {SUPERVISOR},
    "POST /console/tickets/{ticket}/{verb}": STAFF,
    "GET /console/survey": {SUPERVISOR},
    "GET /console/survey/now": {SUPERVISOR},
    "GET /console/survey/pdf": {SUPERVISOR},
    "POST /console/survey/tablet": {SUPERVISOR},
    "POST /console/survey/close": {SUPERVISOR},
    "GET /console/devices": {SUPERVISOR},
    "GET /console/devices/now": {SUPERVISOR},
    "GET /console/devices/ask/pair": {SUPERVISOR},
    "GET /console/devices/{device}/ask/revoke": {SUPERVISOR},
    "POST /console/devices/pair": {SUPERVISOR},
    "POST /console/devices/{device}/revoke": {SUPERVISOR},
    "GET /console/reports": {SUPERVISOR},
    "GET /console/reports/now": {SUPERVISOR},
    "GET /console/reports/tickets": {SUPERVISOR},
    "GET /console/reports/file/{kind}": {SUPERVISOR},
    "GET /console/plan": {SUPERVISOR},
    "GET /console/plan/now": {SUPERVISOR},
    "POST /console/plan": {SUPERVISOR},
    "POST /console/plan/stop": {SUPERVISOR},
    "GET /console/interfaces": {SUPERVISOR},
    "GET /console/interfaces/now": {SUPERVISOR},
    "POST /console/interfaces/hooks/{hook}/try": {SUPERVISOR},
    "POST /console/interfaces/hooks/{hook}/go-on": {SUPERVISOR},
    "POST /console/interfaces/deliveries/{delivery}/again": {SUPERVISOR},
    "GET /console/alerts": {SUPERVISOR},
    "GET /console/alerts/now": {SUPERVISOR},
    "GET /console/floor/ask/{asked}": {SUPERVISOR},
    "GET /console/floor/services/{letter}": {SUPERVISOR},
    "GET /console/floor/staff/{staff}": {SUPERVISOR},
    "POST /console/floor/services/{letter}": {SUPERVISOR},
    "POST /console/floor/staff/{staff}": {SUPERVISOR},
    "POST /console/floor/mode": {SUPERVISOR},
    "POST /console/floor/message": {SUPERVISOR},
    "POST /console/floor/notice": {SUPERVISOR},
    "POST /console/floor/close-day": {SUPERVISOR},
    "POST /console/floor/summon": {SUPERVISOR},
    "POST /console/floor/take-back/{about}": {SUPERVISOR},
    "POST /console/floor/alerts/{alert}/acknowledge": {SUPERVISOR},
    "GET /console/people/{staff}/ask/pin": {SUPERVISOR},
    "POST /console/people/{staff}/pin": {SUPERVISOR},
    "GET /console/settings": {SUPERVISOR},
    "GET /console/settings/section/{section}": {SUPERVISOR},
    "POST /console/settings/section/{section}": {SUPERVISOR},
    "GET /console/settings/service/{letter}": {SUPERVISOR},
    "POST /console/settings/service/{letter}": {SUPERVISOR},
    "GET /console/settings/history": {SUPERVISOR},
    "GET /console/settings/history/{part}/{version}": {SUPERVISOR},
    "POST /console/settings/history/{part}/{version}": {SUPERVISOR},
    "GET /console/settings/export": {SUPERVISOR},
    "GET /console/settings/import": {SUPERVISOR},
    "POST /console/settings/import": {SUPERVISOR},
    "POST /console/settings/import/take": {SUPERVISOR},
    "POST /console/settings/slides": {SUPERVISOR},
    "GET /console/settings/slides/{slide}": {SUPERVISOR},
    "POST /console/settings/slides/{slide}/{do}": {SUPERVISOR},
}
"""What a browser asks: whoever is not signed in is led to the sign-in page."""

VALUES = {"ticket": "999999", "staff": "nobody", "place": "loket-9", "announcement": "999999", "token": "x" * 22,
          "language": "en", "code": "A" * 16, "permit": "x" * 22, "question": "service", "name": "look.css",
          "device": "nothing", "verb": "pause", "kind": "xlsx", "hook": "nobody", "delivery": "999999",
          "kodebooking": "23112026A001", "asked": "notice", "letter": "A", "about": "mode", "alert": "999999",
          "section": "calling", "part": "branch", "version": "1", "do": "nothing", "slide": "20-x.png",
          "period": period_of(datetime.now(ZoneInfo("Asia/Jakarta")).date(), SurveySpan.HALF).key}  # fmt: skip


def addresses_of(routes: Any) -> Iterator[tuple[str, str]]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from addresses_of(inner.routes)
        else:
            yield from ((method, route.path) for method in route.methods - {"HEAD"})


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """Of the application as it is put together, without asking it."""
    with a_store(tmp_path_factory.mktemp("addresses"), demo=True) as store:
        app = create_app(Counter(store, SECRET, store.clock), ROOT / "assets")
        asyncio.run(app.state.later.open())
        return sorted(addresses_of(app.routes))


@contextmanager
def an_office(folder: Path) -> Iterator[Server]:
    """Nothing in it happens by itself for a while: nobody is called, and no call is announced again."""
    shutil.copytree(ROOT / "assets", folder / "assets")
    branch = folder / "assets" / "branch.toml"
    text = branch.read_text().replace('public_url = ""', 'public_url = "https://antrean.example"')
    branch.write_text(re.sub(r"recall_after_seconds = \d+", "recall_after_seconds = 0", text))
    (folder / "assets" / "slides" / "20-x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    words = ("--assignment", "pull", "--assets", str(folder / "assets"))
    assert run(folder / "data", *words, "--pair", "display", "wall-1").returncode == 0
    with running(folder / "data", "--demo", *words) as started:
        yield started


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with an_office(tmp_path_factory.mktemp("every")) as started:
        yield started


def credentials(server: Server) -> dict[str, str]:
    signed_in = {VERIFIER: server.verifier(), EXTRA: server.extra(), SUPERVISOR: server.supervisor()}
    keys = {NOBODY: "", STRANGER: "x" * 43, KIOSK: DEMO_KIOSK, DISPLAY: DEMO_DISPLAY}
    return keys | {who: client.token for who, client in signed_in.items()}


def asked(server: Server, method: str, path: str, token: str, *, body: Any = None, browser: bool = False) -> Any:
    """The answer's status, headers and first words, a stream's included; the browser shows its cookie, others a key."""
    name, shown = ("Cookie", f"lalopa_session={token}") if browser else ("Authorization", f"Bearer {token}")
    headers = {name: shown} if token else {}
    if browser:
        headers["Origin"] = server.url
    how: dict[str, Any] = {"json": body} if body is not None and not browser else {"fields": body}
    answer = urllib3.PoolManager(retries=False, timeout=PATIENCE).request(
        method, server.url + path, headers=headers, redirect=False, preload_content=False,
        **(how if body is not None else {}),
    )  # fmt: skip
    words = answer.read1() or b""
    answer.close()
    return answer.status, answer.headers, words


def test_every_address_there_is_is_walked_here(addresses: list[tuple[str, str]]) -> None:
    known = {*API, *CONSOLE, *OF_A_TABLET}
    assert {f"{method} {path}" for method, path in addresses} == known


@pytest.mark.parametrize("route", sorted(API))
def test_a_command_is_refused_to_everybody_the_table_does_not_name(server: Server, route: str) -> None:
    method, _, path = route.partition(" ")
    told = API[route]
    said = {}
    for who, token in credentials(server).items():
        body = (
            dict(told.body, **({"channel": "kiosk"} if who == KIOSK and "channel" in told.body else {}))
            if told.body
            else None
        )
        if path == "/api/v1/tickets" and body is not None:
            body["request_id"] = str(uuid4())
        status, _, words = asked(server, method, path.format(**VALUES), token, body=body)
        assert status < 500, words
        said[who] = "yes" if status not in (401, 403) or b"wrong_pin" in words else {401: "who?", 403: "no"}[status]
        if status == 403:
            assert b'"not_allowed"' in words or b'"not_your_counter"' in words, words
            said[who] = "yes" if b'"not_your_counter"' in words else "no"
    strangers = {who: "yes" if who in told.may else "who?" for who in (NOBODY, STRANGER)}
    assert said == strangers | {who: "yes" if who in told.may else "no" for who in KNOWN}


def empty_hands(server: Server) -> None:
    """Whoever was called while this was walked has gone again. Printed or not, a number is called after a while."""
    supervisor = server.supervisor()
    for ticket in supervisor.board().tickets:
        if ticket.status in ("called", "serving"):
            supervisor.cancel(ticket.id, "uji")


@pytest.mark.parametrize("route", sorted(CONSOLE))
def test_a_page_of_the_console_leads_whoever_is_not_staff_to_the_sign_in(server: Server, route: str) -> None:
    method, _, path = route.partition(" ")
    if CONSOLE[route] == EVERYBODY:
        for token in credentials(server).values():
            status, headers, _ = asked(server, method, path.format(**VALUES), token, browser=True, body=FORM[method])
            assert status in (200, 303, 401), "no role is in the way"
            assert "HX-Redirect" not in headers
        return
    keys = credentials(server)
    if path == "/console/sign-out":  # from where a number in hand would hold her back
        empty_hands(server)
    for who, token in keys.items():
        values = VALUES | {"verb": "card" if "tickets" in path else "unlock" if "people" in path else "pause"}
        status, headers, words = asked(server, method, path.format(**values), token, browser=True, body=FORM[method])
        assert status < 500, (who, words)
        led_away = "/console" in (headers.get("HX-Redirect"), headers.get("Location") if status == 303 else "")
        sent_away = led_away or status in (401, 403)
        may = who in CONSOLE[route] and path != "/console/sign-out"  # after which she is led to the sign-in as well
        told = json.loads(headers.get("HX-Trigger", "{}")).get("lalopa:said", {}).get("text", "")
        refused = "tidak berwenang" in told
        assert (sent_away or refused) != may, (who, status, told, words[:200])


FORM: dict[str, dict[str, str] | None] = {"GET": None, "POST": {"reason": "uji", "pin": "246810", "new": "973108"}}


def content(server: Server) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table; but when the disk was asked, a session used and a machine seen last is bookkeeping."""
    left_out = {("branch", "beat"), ("session", "used"), ("device", "last_seen")}
    with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept: dict[str, list[tuple[Any, ...]]] = {}
        for table in tables:
            names = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")]
            shown = ", ".join(name for name in names if (table, name) not in left_out)
            kept[table] = sorted(database.execute(f"SELECT {shown} FROM {table}"), key=repr)
        return kept


@pytest.fixture
def looked_at(tmp_path: Path) -> Iterator[Server]:
    """Its machines are heard all the time: none goes away however long somebody looks, and none comes back."""
    with (
        an_office(tmp_path) as started,
        listening(started, DEMO_KIOSK) as kiosk,
        listening(started, DEMO_DISPLAY) as display,
    ):
        next(kiosk), next(display)
        yield started


def test_to_look_is_not_to_touch(looked_at: Server, addresses: list[tuple[str, str]]) -> None:
    server = looked_at
    known = credentials(server)
    issued = server.issue("A", documents=COMPLETE)
    server.client(known[SUPERVISOR]).call(server.issue("A").id, "loket-1", "uji")
    (call,) = server.display.board().announcements
    server.display.spoken(call.seq, ok=True)  # that a wall keeps silent would be told after two minutes
    token = str(issued.page).rpartition("/")[2]
    scan = urllib3.PoolManager().request("GET", server.url + scanned(server), redirect=False).headers["location"]
    values = VALUES | {"ticket": str(issued.id), "token": token, "device": "wall-1", "permit": scan.split("/")[2]}
    looks = [path.format(**values) for method, path in addresses if method == "GET" and "{verb}" not in path]
    looks += [f"/console/ask/{verb}" for verb in ("pause", "issue", "pin", "people")]
    verbs = ("card", "finish", "transfer", "return", "cancel", "priority", "call")
    looks += [f"/console/tickets/{issued.id}/ask/{verb}" for verb in verbs]
    before = content(server)
    assert len(before["journal"]) > 3
    answered = set()
    for method in ("GET", "HEAD"):
        for path in looks:
            for who, key in known.items():
                for browser in (False, True):
                    status, _, words = asked(server, method, path, key, browser=browser)
                    assert status < 500, (who, path, words)
                    answered.add((path, status)) if method == "GET" else None
    assert content(server) == before
    unseen = {path for path in looks if (path, 200) not in answered} - {"/"}
    unseen -= {f"/k/{VALUES['code']}", f"/t/{token}/en/survey"}  # they lead elsewhere, too
    unseen = {path for path in unseen if not path.startswith("/antrean/")}  # off here; on in test_antrean.py
    assert unseen == set(), "each was shown to somebody, or nothing was proved of it"
