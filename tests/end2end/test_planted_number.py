"""A NIK and a KK number are planted wherever somebody or something might put them, rightly and wrongly, on the real
kiosk and the real server. Afterwards they are looked for in everything that came out and everything that was kept."""

import logging
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import urllib3
from pytestqt.qtbot import QtBot

from counter_server.protocol.client import ServerRefused
from kiosk.stand_in_printer import StandInPrinter
from tests.needles import coats_of, files_below, found
from tests.screens.kiosk_on_screen import Kiosk
from tests.server import COMPLETE, DEMO_DISPLAY, DEMO_KIOSK, DEMO_PIN, ROOT, Answer, Server, Wire

from .room import a_kiosk

NIK, KK = "1871064512900003", "1871060512200004"
OTHER_NIK = "1871064512900005"
PLANTED = [NIK, KK, OTHER_NIK]
GROUPED = "1871 0645 1290 0003"
PATIENCE = 20_000
CARD_OF_PERSON = {"documents": COMPLETE, "nik": NIK, "kk": KK}


@dataclass
class Haystack:
    """Everything that came out, by where."""

    straws: dict[str, bytes] = field(default_factory=dict)

    def add(self, place: str, answer: Answer) -> Answer:
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        self.straws[f"{len(self.straws)} {place}"] = headers.encode() + answer.content
        return answer


@contextmanager
def overheard(printer: int) -> Iterator[tuple[int, bytearray]]:
    """A line to the printer on which every byte is written down."""
    heard = bytearray()
    listener = socket.create_server(("127.0.0.1", 0))
    ends = [listener]

    def carry(source: socket.socket, target: socket.socket, note: bool) -> None:
        with suppress(OSError):
            while chunk := source.recv(65536):
                if note:
                    heard.extend(chunk)
                target.sendall(chunk)
            target.shutdown(socket.SHUT_WR)

    def serve() -> None:
        with suppress(OSError):
            while True:
                caller, _ = listener.accept()
                paper = socket.create_connection(("127.0.0.1", printer))
                ends.extend((caller, paper))
                for source, target, note in ((caller, paper, True), (paper, caller, False)):
                    threading.Thread(target=carry, args=(source, target, note), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1], heard
    finally:
        for end in ends:
            end.close()


@contextmanager
def every_stream(url: str, tokens: dict[str, str]) -> Iterator[dict[str, bytearray]]:
    """What each of these listeners is sent, byte by byte."""
    told = {name: bytearray() for name in tokens}
    pool = urllib3.PoolManager(maxsize=len(tokens), timeout=urllib3.Timeout(connect=20, read=None))
    streams: dict[str, Any] = {
        name: pool.request(
            "GET", f"{url}/api/v1/events", headers={"Authorization": f"Bearer {token}"}, preload_content=False
        )
        for name, token in tokens.items()
    }

    def listen(name: str) -> None:
        with suppress(Exception):
            for chunk in streams[name].stream(4096):
                told[name].extend(chunk)

    threads = [threading.Thread(target=listen, args=(name,), daemon=True) for name in tokens]
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        for stream in streams.values():
            with suppress(Exception):
                stream.shutdown()
        for thread in threads:
            thread.join(5)
        for stream in streams.values():
            stream.close()
        pool.clear()


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """The presets, of a branch that asks for NIK and KK and has a page for phones."""
    folder = tmp_path / "assets"
    folder.mkdir()
    for part in (ROOT / "assets").iterdir():
        (folder / part.name).symlink_to(part)
    branch = (ROOT / "assets/branch.toml").read_text()
    asking = branch.replace("asks_identity = false", "asks_identity = true")
    asking = asking.replace('public_url = ""', 'public_url = "http://127.0.0.1:1"')
    (folder / "branch.toml").unlink()
    (folder / "branch.toml").write_text(asking)
    return folder


@pytest.fixture
def server(tmp_path: Path, assets: Path) -> Iterator[Server]:
    started = Server(tmp_path / "server", ("--demo", "--assets", str(assets)))
    started.start()
    yield started
    started.stop()


def shows(kiosk: Kiosk, name: str, text: str) -> bool:
    """Whether this stands on the screen by now."""
    return bool(kiosk.items(name)) and kiosk.text(name) == text


def printed(stand_in: StandInPrinter, papers: int) -> bool:
    """Whether so many have come out."""
    return len(stand_in.tickets) == papers


def at_the_kiosk(qtbot: QtBot, url: str, data: Path, printer: int, stand_in: StandInPrinter) -> str:
    """Typed, taken, asked for a second time and printed again. What the screen says once they have been entered."""
    with a_kiosk(qtbot, url, data, printer) as kiosk:
        said = []
        for papers in (1, 2):
            kiosk.choose("id", "A", "family", "none", "city", "both", "both")
            for number in (NIK, KK):
                kiosk.settle()
                kiosk.type(number)
                kiosk.press_enter()
            said.append(kiosk.everything_said())
            kiosk.choose("none")
            kiosk.touch("action")
            if papers == 2:
                qtbot.waitUntil(lambda: shows(kiosk, "action", "Cetak ulang"), timeout=PATIENCE)
                said.append(kiosk.everything_said())
                kiosk.touch("action")
            qtbot.waitUntil(partial(printed, stand_in, papers), timeout=PATIENCE)
            qtbot.waitUntil(lambda: shows(kiosk, "paper", "Silakan ambil tiket Anda"), timeout=PATIENCE)
            said.append(kiosk.everything_said())
            kiosk.touch("action")
    return "\n".join(said)


def wrong_bodies(ticket: int) -> list[tuple[str, Any]]:
    """Where numbers do not belong, sent as JSON."""
    issue = {"request_id": "planted-wrongly", "service": "A"}
    wrong: list[dict[str, Any]] = [
        {"nik": NIK + "7"}, {"nik": NIK[:-1]}, {"nik": NIK[:6] + "99" + NIK[8:]}, {"nik": int(NIK)}, {"nik": [NIK]},
        {"kk": {"number": KK}}, {"kk": KK * 3}, {"request_id": NIK}, {"request_id": f"kiosk-1.{NIK}"}, {NIK: KK},
        {"documents": {NIK: ["original"]}}, {"documents": {"kk": [KK]}}, {"answers": {"hospital": NIK}},
        {"answers": {"for": NIK}}, {"answers": {NIK: "self"}}, {"service": NIK}, {"language": NIK},
        {"priority": KK}, {"channel": NIK}, {"number": NIK[:16]}, {"taken_at": NIK, "number": "A-X01"},
        {"again": NIK, "nik": NIK}, {"channel": "phone", "nik": NIK},
    ]  # fmt: skip
    return [
        *(("/tickets", issue | more) for more in wrong),
        ("/session", {"staff": NIK, "pin": DEMO_PIN, "counter": "loket-1"}),
        ("/session", {"staff": "verifier-1", "pin": NIK, "counter": KK}),
        ("/staff/me/pause", {"reason": f"pasien {GROUPED} marah"}),
        (f"/tickets/{NIK}/start", {}),
        (f"/counters/{NIK}/call-next", {}),
        (f"/tickets/{ticket}/transfer", {"staff": NIK}),
        (f"/tickets/{ticket}/cancel", {"reason": f"NIK {NIK} salah"}),
        (f"/tickets/{ticket}/return", {"reason": NIK}),
        (f"/tickets/{ticket}/priority", {"priority": "elderly", "reason": GROUPED.replace(" ", "-")}),
        (f"/tickets/{ticket}/call", {"counter": NIK, "reason": "x"}),
        (f"/tickets/{ticket}/call", {"counter": "loket-1", "reason": f"kk {KK}"}),
        (f"/tickets/{ticket}/finish", {"outcome": NIK}),
        (f"/tickets/{ticket}/finish", {"outcome": "rejected", "reason": f"{NIK}"}),
        (f"/tickets/{ticket}/documents", {"documents": {NIK: [KK]}}),
        (f"/tickets/{ticket}/not-printed", {"reason": f"no_{NIK}"}),
        (f"/announcements/{NIK}/spoken", {"ok": True}),
        ("/announcements/1/spoken", {"ok": False, "reason": f"x{NIK}"}),
        ("/devices/me/state", {"parts": {f"p{NIK}": {"state": "ok"}}, "version": NIK}),
        ("/devices/me/state", {"parts": {"printer": {"state": "ok", "code": f"c{NIK}"}}}),
    ]


def send_wrongly(wire: Wire, tokens: dict[str, str], ticket: int, hay: Haystack) -> None:
    """By everybody, and with bodies that are none."""
    for path, body in wrong_bodies(ticket):
        for who, token in tokens.items():
            answer = hay.add(f"{who} POST {path}", wire.send("POST", path, body, token=token))
            assert answer.status >= 400, (who, path, body, answer.content)
    kiosk = tokens["kiosk"]
    for content in (f'{{"nik": "{NIK}"', f'"{NIK}"', NIK, f'[{{"nik": {NIK}}}]', f'{{"nik": "{NIK}", "nik": 1}}'):
        broken = wire.send("POST", "/tickets", content.encode(), token=kiosk, Content_Type="application/json")
        assert hay.add("broken body", broken).status >= 400
    form = urlencode({"nik": NIK, "reason": KK}).encode()
    hay.add("form", wire.send("POST", "/tickets", form, token=kiosk, Content_Type=f"text/{NIK}; boundary={KK}"))
    hay.add("stranger", wire.send("POST", "/tickets", CARD_OF_PERSON, token=NIK))
    hay.add(
        "cookie", wire.send("POST", "/tickets", CARD_OF_PERSON, Cookie=f"lalopa_session={NIK}", Origin=f"http://{KK}")
    )


def ask_wrongly(wire: Wire, tokens: dict[str, str], hay: Haystack) -> None:
    """In addresses."""
    for who, token in tokens.items():
        for path in (f"/tickets/{NIK}", f"/board?nik={NIK}", f"/services?q={KK}", f"/{NIK}", f"/events/{KK}"):
            hay.add(f"{who} GET {path}", wire.send("GET", path, token=token))
    for path in (f"/t/{NIK}", f"/t/{KK}/events", f"/{NIK}", f"/console/static/{NIK}", f"/console/ask/{NIK}",
                 f"/console?nik={NIK}", f"/console/tickets/{NIK}/ask/card", f"/healthz?{NIK}"):  # fmt: skip
        hay.add(f"GET {path}", wire.send("GET", path, root=""))


def in_the_console(wire: Wire, url: str, ticket: int, hay: Haystack) -> None:
    """Typed by staff where words are asked for, signed in and not; then every page there is."""
    as_form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": url}

    def post(path: str, cookie: str = "", **fields: str) -> Answer:
        given = as_form | ({"Cookie": cookie} if cookie else {})
        return hay.add(f"console {path}", wire.send("POST", path, urlencode(fields).encode(), root="/console", **given))

    post("/sign-in", staff=NIK, pin=DEMO_PIN, counter=KK)
    post("/language", language=NIK)
    for staff, counter in (("verifier-2", "loket-2"), ("extra-2", "bantuan-2"), ("supervisor-1", "")):
        fields = urlencode({"staff": staff, "pin": DEMO_PIN, "counter": counter})
        begun = wire.pool.request(
            "POST", f"{url}/console/sign-in", body=fields, redirect=False,
            headers={"Origin": url, "Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        assert begun.status == 303, (staff, begun.data[:300])
        cookie = begun.headers["Set-Cookie"].split(";")[0]
        post("/pause", cookie, reason=f"urus {GROUPED}")
        for verb in ("cancel", "return", "priority", "call", "finish", "documents"):
            given = {"priority": "none", "counter": "loket-2", "outcome": "rejected", "document_kk": KK}
            post(f"/tickets/{ticket}/{verb}", cookie, reason=f"NIK {NIK}", **given)
        post("/issue", cookie, request_id=NIK, service="A", channel="phone", priority="none", nik=NIK)
        for path in ("", "/desk", "/ask/pause", "/ask/issue", f"/tickets/{ticket}/ask/card", "/devices"):
            hay.add(f"{staff} console{path}", wire.send("GET", path, root="/console", Cookie=cookie))


def kept_files(server: Server, tmp_path: Path) -> dict[str, bytes]:
    """The database as it lies there, its log not folded in, and everything beside it."""
    return files_below(server.data, tmp_path / "kiosk", tmp_path / "paper") | {"server log": server.log.read_bytes()}


def test_a_planted_number_is_found_nowhere(
    qtbot: QtBot, server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger="urllib3")  # it would tell what this test itself asks
    hay, wire = Haystack(), Wire(server.url)
    staff = {"verifier": server.verifier(), "extra": server.extra(), "supervisor": server.supervisor()}
    tokens = {name: client.token for name, client in staff.items()}
    tokens |= {"kiosk": DEMO_KIOSK, "display": DEMO_DISPLAY}
    stand_in = StandInPrinter(tmp_path / "paper")
    printer = stand_in.start()
    with every_stream(server.url, tokens) as told, overheard(printer) as (line, heard):
        said = at_the_kiosk(qtbot, server.url, tmp_path / "kiosk", line, stand_in)
        first = server.issue("A", nik=OTHER_NIK, kk=KK)
        staff["verifier"].ready()
        send_wrongly(wire, tokens, first.id, hay)
        ask_wrongly(wire, tokens, hay)
        in_the_console(wire, server.url, first.id, hay)
        assert first.page
        for path in (f"/t/{first.page.rpartition('/')[2]}", "/metrics", "/api/v1/openapi.json"):
            assert hay.add(path, wire.send("GET", path, root="")).status == 200
        for who, token in tokens.items():
            hay.add(f"{who} board", wire.send("GET", "/board", token=token))
            hay.add(f"{who} ticket", wire.send("GET", f"/tickets/{first.id}", token=token))
        while_running = kept_files(server, tmp_path)
    stand_in.stop()
    assert server.process
    assert server.process.stdout
    server.process.terminate()
    stdout = server.process.stdout.read()
    server.stop()
    captured = capfd.readouterr()
    everything = {
        **hay.straws,
        **{f"stream of {name}": bytes(content) for name, content in told.items()},
        **{f"{place}, while it ran": content for place, content in while_running.items()},
        **kept_files(server, tmp_path),
        "screen": said.encode(),
        "bytes to the printer": bytes(heard),
        "standard output": stdout.encode(),
        "kiosk's log": caplog.text.encode(),
        "kiosk's output": (captured.out + captured.err).encode(),
    }
    assert len(heard) > 10_000
    assert all(len(content) > 500 for content in told.values())
    assert {"1871••••••••0003"} <= set(said.split()), "masked, it is still hers"
    assert found(PLANTED, everything) == []
    with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
        kept = database.execute("SELECT nik_hash, kk_hash FROM ticket WHERE nik_hash <> '' ORDER BY id").fetchall()
    assert len(kept) == 2  # the kiosk's visitor, once, and the other: known by keyed hashes
    assert kept[0][1] == kept[1][1]
    assert all(len(value) == 64 for row in kept for value in row)


def test_a_kiosk_that_issues_by_itself_keeps_no_number_on_its_disk(
    qtbot: QtBot, server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stand_in = StandInPrinter(tmp_path / "paper")
    printer = stand_in.start()
    with a_kiosk(qtbot, server.url, tmp_path / "kiosk", printer) as kiosk:
        kiosk.choose("id", "A", "family", "none", "city", "both", "both")
        server.kill()
        for number in (NIK, KK):
            kiosk.settle()
            kiosk.type(number)
            kiosk.press_enter()
        kiosk.choose("none")
        kiosk.touch("action")
        qtbot.waitUntil(lambda: shows(kiosk, "number", "A-X01"), timeout=PATIENCE)
        qtbot.waitUntil(partial(printed, stand_in, 1), timeout=PATIENCE)
        waiting = files_below(tmp_path / "kiosk", tmp_path / "paper")
        server.start()
        client = server.supervisor()
        qtbot.waitUntil(lambda: any(one.number == "A-X01" for one in client.board().tickets), timeout=PATIENCE)
    stand_in.stop()
    assert any(b"A-X01" in content for content in waiting.values())
    everything = {**waiting, **files_below(tmp_path / "kiosk"), "kiosk's log": caplog.text.encode()}
    assert found(PLANTED, everything) == []
    with pytest.raises(ServerRefused) as refused:  # told from memory: the same patient is known again
        server.issue("A", nik=NIK)
    assert refused.value.facts["number"] == "A-X01"


@pytest.mark.parametrize("place", ["begin", "middle", "end"])
def test_whoever_looks_finds_what_is_there_in_every_coat(place: str) -> None:
    before, after = {"begin": (b"", b"xyz"), "middle": (b"ab", b"cd"), "end": (b"xyz", b"")}[place]
    for coat, needle in coats_of(NIK):
        assert len(needle) >= 8, coat
        assert found([NIK], {"straw": before + needle + after}), coat


def test_base64_is_seen_through_whatever_stands_before() -> None:
    import base64

    for before in ("", "a", "ab", "abc", '{"nik":"'):
        coded = base64.b64encode(f'{before}{NIK}"}}'.encode())
        assert found([NIK], {"straw": coded}), before
