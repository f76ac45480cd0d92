"""The pages of settings by their addresses: what a form changes reaches kiosks and walls, and files bring all of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import urllib3

from counter_server.preset_files import files_in, tables_in
from tests.server import DEMO_DISPLAY, DEMO_KIOSK, PATIENCE, Server, change, listening, run, running

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PAGE = "/console/settings"
Fields = dict[str, Any]


@dataclass
class Browser:
    """The person in charge's, without a window."""

    server: Server
    token: str

    def send(self, method: str, path: str, fields: Fields | None = None, *, follow: bool = False) -> Any:
        headers = {"Cookie": f"lalopa_session={self.token}", "Origin": self.server.url}
        return urllib3.PoolManager(retries=False, timeout=PATIENCE).request(
            method, self.server.url + path, headers=headers, redirect=follow, fields=fields
        )

    def text(self, path: str) -> str:
        """A page's words."""
        answer = self.send("GET", path)
        assert answer.status == 200, (path, answer.status)
        return unescape(answer.data.decode())

    def made_from(self, path: str) -> str:
        """The version a page was made from."""
        found = re.search(r'name="made_from" value="(\d+)"', self.text(path))
        assert found
        return found[1]

    def change(self, path: str, **fields: str) -> Any:
        """What a page says now, with these entries changed; `__` stands for a dot."""
        named = {name.replace("__", "."): value for name, value in fields.items()}
        return self.send("POST", path, {"made_from": self.made_from(path)} | named)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("settings")
    with running(folder / "data") as started:
        yield started
    verified = run(folder / "data", "--demo", "--verify-journal")
    assert verified.returncode == 0, verified.stdout


@pytest.fixture
def browser(server: Server) -> Browser:
    return Browser(server, server.supervisor().token)


def test_the_wall_is_told_its_new_running_text_at_once(server: Server, browser: Browser) -> None:
    with listening(server, DEMO_DISPLAY) as wall:
        next(wall)
        answer = browser.change(f"{PAGE}/section/words", display__running_text__id="Hari ini tutup pukul 14.00")
        assert (answer.status, answer.headers["Location"]) == (303, f"{PAGE}/section/words?saved=2")
        told = change(wall, "configure")
        assert told.branch is not None
        assert told.branch.running_text["id"] == "Hari ini tutup pukul 14.00"
        assert "photocopies" in told.branch.running_text["en"]


def test_a_kiosk_is_told_to_ask_and_is_offered_the_new_words(server: Server, browser: Browser) -> None:
    with listening(server, DEMO_KIOSK) as kiosk:
        next(kiosk)
        answer = browser.change(
            f"{PAGE}/service/S", texts__id__name="Tanya & Lapor", steps__0__was="0", steps__0__standard_minutes="7"
        )
        assert answer.status == 303
        change(kiosk, "configure")
    offered = next(one for one in server.kiosk.services().services if one.letter == "S")
    assert (offered.texts["id"].name, offered.steps[0]["standard_minutes"]) == ("Tanya & Lapor", 7)


def test_a_slip_is_told_at_its_entry_in_the_page_s_language_and_what_was_typed_stays(browser: Browser) -> None:
    path = f"{PAGE}/section/calling"
    answer = browser.change(path, calling__wrap_up_seconds="dua menit", calling__no_show_penalty_minutes="15")
    text = unescape(answer.data.decode())
    assert answer.status == 422
    assert 'href="#set-calling-wrap_up_seconds"' in text
    assert 'seharusnya bilangan bulat, bukan "dua menit"' in text
    assert 'value="dua menit"' in text
    assert 'name="calling.no_show_penalty_minutes" value="15"' in text
    assert 'value="10"' in browser.text(path)


def test_two_who_change_the_same_page_and_two_who_change_others(browser: Browser) -> None:
    path, other = f"{PAGE}/section/calling", f"{PAGE}/section/retention"
    stale = {"made_from": browser.made_from(path)}
    assert browser.change(path, calling__wrap_up_seconds="5").status == 303
    assert browser.send("POST", other, stale | {"retention.remark_days": "20"}).status == 303
    refused = browser.send("POST", path, stale | {"calling.wrap_up_seconds": "9"})
    text = unescape(refused.data.decode())
    assert refused.status == 409
    assert "baru saja diubah Penanggung Jawab" in text
    assert 'name="calling.wrap_up_seconds" value="9"' in text
    assert 'name="calling.wrap_up_seconds" value="5"' in browser.text(path)
    assert 'name="retention.remark_days" value="20"' in browser.text(other)


@pytest.mark.parametrize("version", ["²", "\u0661", "-1", "9" * 5000, "satu"])
def test_a_version_there_cannot_be_is_as_old_as_can_be(browser: Browser, version: str) -> None:
    path = f"{PAGE}/section/survey"
    answer = browser.send("POST", path, {"made_from": version, "survey.signed": "Sekretaris Daerah"})
    assert answer.status == 409
    assert "Sekretaris Daerah" in unescape(answer.data.decode())
    assert "Sekretaris Daerah" not in browser.text(path)


def test_the_history_tells_who_and_what_and_brings_back(browser: Browser) -> None:
    path = f"{PAGE}/section/storage"
    version = int(browser.change(path, storage__low_megabytes="2000").headers["Location"].rpartition("=")[2])
    history = browser.text(f"{PAGE}/history")
    assert "Penanggung Jawab" in history
    assert "Ruang simpan / Peringatan ruang simpan" in history
    back = f"{PAGE}/history/branch/{version - 1}"
    told = browser.text(back)
    assert "<del><span>2000</span></del>" in told
    assert "<ins><span>1000</span></ins>" in told
    answer = browser.send("POST", back, {"made_from": browser.made_from(back)})
    assert answer.status == 303
    assert 'name="storage.low_megabytes" value="1000"' in browser.text(path)
    assert browser.send("POST", back, {"made_from": str(version)}).status == 409


def test_what_was_exported_is_taken_in_again_to_the_letter(browser: Browser, tmp_path: Path) -> None:
    whole = browser.send("GET", f"{PAGE}/export").data
    assert browser.change(f"{PAGE}/section/words", display__running_text__id="Sementara").status == 303
    looked = browser.send("POST", f"{PAGE}/import", {"file": ("lalopa.zip", whole)})
    text = unescape(looked.data.decode())
    assert "<del><span>Sementara</span></del>" in text
    assert "Sementara" in browser.text(f"{PAGE}/section/words"), "to look is not to change"
    carried = re.search(r'name="carried" value="([^"]+)"', text)
    assert carried
    assert browser.send("POST", f"{PAGE}/import/take", {"carried": carried[1]}).status == 303
    assert browser.send("GET", f"{PAGE}/export").data == whole
    file = tmp_path / "lalopa.zip"
    file.write_bytes(whole)
    assert run(tmp_path / "new", "--import", str(file), "--pair", "display", "wall").returncode == 0
    again = run(tmp_path / "new", "--import", str(file), "--pair", "display", "wall-2")
    assert (again.returncode, "taken in: nothing had changed" in again.stderr or "taken in" not in again.stderr) == (
        0,
        True,
    )


def test_one_file_changes_its_part_alone_and_a_broken_one_says_where(browser: Browser) -> None:
    whole = files_in("x.zip", browser.send("GET", f"{PAGE}/export").data)
    name = next(name for name in whole if name.startswith("services/K"))
    fewer = whole[name].replace(b"standard_minutes = 10", b"standard_minutes = 12")
    looked = browser.send("POST", f"{PAGE}/import", {"file": ("K.toml", fewer)}).data.decode()
    assert ("<ins><span>12</span></ins>" in looked, looked.count("<h4>")) == (True, 1)
    broken = fewer.replace(b"standard_minutes = 12", b"standard_minutes = 0")
    looked = unescape(browser.send("POST", f"{PAGE}/import", {"file": ("K.toml", broken)}).data.decode())
    assert "steps[help].standard_minutes" in looked
    assert "0 di luar batas 1 sampai 480" in looked
    assert 'name="carried"' not in looked
    tables, mistakes = tables_in({"K.toml": broken})
    assert (list(tables), mistakes) == (["K"], [])


def test_a_list_of_holidays_goes_into_the_table_and_is_kept_when_saved(browser: Browser) -> None:
    path = f"{PAGE}/section/hours"
    pasted = browser.change(path, do="paste", pasted="10 Maret 2027 Hari Suci Nyepi\nbukan tanggal")
    text = unescape(pasted.data.decode())
    assert 'value="Hari Suci Nyepi"' in text
    assert "bukan tanggal</textarea>" in text
    assert "Hari Suci Nyepi" not in browser.text(path)
    added = {"hours.holidays.0.was": "", "hours.holidays.0.date": "2027-03-10", "hours.holidays.0.name": "Nyepi"}
    assert browser.send("POST", path, {"made_from": browser.made_from(path)} | added).status == 303
    assert 'value="Nyepi"' in browser.text(path)


def test_slides_are_added_moved_and_put_aside_and_nothing_else_is_taken(browser: Browser, server: Server) -> None:
    path, folder = f"{PAGE}/slides", server.data / "slides"
    assert browser.send("POST", path, {"file": ("Jadwal Baru.PNG", PNG)}).status == 303
    assert (folder / "020-jadwal-baru.png").read_bytes() == PNG
    assert (folder / "10-didahulukan.id.md").exists(), "what was shown before is shown still"
    assert browser.send("GET", f"{path}/020-jadwal-baru.png").data == PNG
    assert browser.send("POST", f"{path}/020-jadwal-baru.png/earlier", {"x": ""}).status == 303
    assert min(file.name for file in folder.iterdir()) == "010-jadwal-baru.png"
    assert browser.send("POST", f"{path}/010-jadwal-baru.png/aside", {"x": ""}).status == 303
    assert (folder / "_010-jadwal-baru.png").exists()
    assert browser.send("POST", path, {"title": "Libur", "text": "Besok tutup.", "language": "id"}).status == 303
    assert (folder / "030-libur.id.md").read_text() == "# Libur\n\nBesok tutup.\n"
    for name, content in (("a.png", b"MZ"), ("a.exe", b"MZ"), ("a.md", b"\xff\xfe"), ("a.svg", b"<svg/>")):
        assert browser.send("POST", path, {"file": (name, content)}).status == 422
    assert browser.send("GET", f"{path}/..%2Fsecret").status == 404


def test_a_new_pin_counts_at_once_and_is_nowhere_to_be_read(tmp_path: Path) -> None:
    data = tmp_path / "office"
    assert run(data, "--set-pin", "supervisor-1", stdin="739201\n").returncode == 0
    with running(data, "--port", "0") as office:
        browser = Browser(office, office.signed_in("supervisor-1", pin="739201").token)
        assert browser.send("POST", "/console/people/verifier-1/pin", {"new": "739201"}).status == 200
        old = office.signed_in("verifier-1", "loket-1", pin="739201")
        assert browser.send("POST", "/console/people/verifier-1/pin", {"new": "123456"}).status == 200
        assert old.board().seq, "too easy a PIN is refused, and nobody is signed out"
        assert browser.send("POST", "/console/people/verifier-1/pin", {"new": "804617"}).status == 200
        assert office.signed_in("verifier-1", "loket-1", pin="804617").token
        refused = browser.send("POST", "/console/people/supervisor-1/pin", {"new": "804617"})
        assert "diri sendiri" in refused.headers["HX-Trigger"].encode().decode("unicode_escape")
    content = b"".join(file.read_bytes() for file in data.iterdir() if file.is_file())
    assert b"804617" not in content
