"""The settings in a real Chromium: by keyboard, with slips and second thoughts, and seen by the real kiosk and wall."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytestqt.qtbot import QtBot

from tests.accessibility import barriers, watched
from tests.browser import LAPTOP, Console, console
from tests.end2end.room import a_kiosk, a_wall
from tests.server import Server, running

PATIENCE = 15_000
TABLET = (800, 1280)
TALL = 5000
"""What a page has scrolled halfway below its keys cannot be judged."""
SECTIONS = ("hours", "roster", "counters", "words", "slides", "voice")
PAGES = ("", *(f"/section/{key}" for key in SECTIONS), "/service/A", "/history", "/import")
HAND_MADE = ("", "/section/hours", "/section/roster", "/section/slides", "/service/A")
"""Pages whose parts stand beside each other where there is room."""
REFUSED = r"status of (409|422)"
"""What Chromium itself says of a page that came with a refusal."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("settings") / "data") as started:
        yield started


@contextmanager
def in_charge(browser: Browser, server: Server, size: tuple[int, int] = LAPTOP) -> Iterator[Console]:
    """Signed in, at the settings."""
    with console(browser, server.url, size) as opened:
        watched(opened.page.context)
        opened.enter("supervisor-1", None)
        opened.page.get_by_role("link", name="Pengaturan").click()
        expect(opened.page.get_by_role("heading", name="Pengaturan", level=2, exact=True)).to_be_visible()
        yield opened
        opened.is_clean(but=REFUSED)


@pytest.fixture
def settings(browser: Browser, server: Server) -> Iterator[Console]:
    with in_charge(browser, server) as opened:
        yield opened


def at(opened: Console, page: str) -> Page:
    """A page of the settings."""
    opened.page.goto(f"{opened.url}/console/settings{page}")
    return opened.page


def saved(page: Page) -> None:
    """The change was kept, and the page says so."""
    expect(page.locator("#saved")).to_be_visible()


@pytest.mark.parametrize("size, language", [(LAPTOP, "ID"), (TABLET, "EN")], ids=["laptop", "tablet"])
def test_every_page_is_open_to_all(browser: Browser, server: Server, size: tuple[int, int], language: str) -> None:
    with in_charge(browser, server, (size[0], TALL)) as opened:
        opened.page.locator(f".languages button:has-text('{language}')").click()
        for page in PAGES if size == TABLET else HAND_MADE:
            at(opened, page)
            assert barriers(opened.page) == [], page
            wide = opened.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, (page, wide)


def test_by_keyboard_a_slip_is_put_right_and_nothing_typed_is_lost(settings: Console) -> None:
    page = at(settings, "/section/calling")
    page.locator("#set-calling-wrap_up_seconds").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("dua")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.locator("#refused")).to_be_focused()
    assert barriers(page) == []
    expect(page.locator("#set-calling-no_show_penalty_minutes")).to_have_value("12")
    page.keyboard.press("Tab")  # the mistake, as a link
    page.keyboard.press("Enter")
    expect(page.locator("#set-calling-wrap_up_seconds")).to_have_value("dua")
    expect(page.locator("#set-calling-wrap_up_seconds")).to_have_attribute("aria-invalid", "true")
    page.locator("#set-calling-wrap_up_seconds").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    saved(page)
    expect(page.locator("#set-calling-wrap_up_seconds")).to_have_value("3")


def test_a_member_of_staff_is_added_in_a_row_of_her_own_and_may_sign_in(settings: Console, server: Server) -> None:
    page = at(settings, "/section/roster")
    page.get_by_label("Baris baru: Nama").fill("Ibu Ratna")
    page.get_by_role("button", name="Tambah baris").click()
    page.keyboard.type("Pak Joko")
    page.get_by_label("Verifikator 16: Keluarkan").check()
    page.get_by_role("button", name="Simpan").click()
    saved(page)
    expect(page.get_by_label("Ibu Ratna: Nama")).to_have_value("Ibu Ratna")
    expect(page.get_by_label("Pak Joko: Nama")).to_have_value("Pak Joko")
    names = [member.name for member in server.supervisor().board().staff]
    assert {"Ibu Ratna", "Pak Joko"} <= set(names)
    assert "Verifikator 16" not in names


def test_a_line_more_and_its_picture_and_the_way_back(settings: Console, server: Server) -> None:
    page = at(settings, "/service/S")
    page.get_by_label("Persyaratan 2, Bahasa Indonesia").fill("Surat pengaduan bila ada")
    page.get_by_label("Persyaratan 2, English").fill("A letter of complaint, if there is one")
    page.get_by_label("Persyaratan 2: gambar").select_option("companion")
    page.get_by_role("button", name="Simpan").click()
    saved(page)
    offered = next(one for one in server.kiosk.services().services if one.letter == "S")
    assert offered.texts["id"].requirements[1:] == ["Surat pengaduan bila ada"]
    at(settings, "/history/S/1")
    expect(page.locator(".diff").last).to_contain_text("Surat pengaduan bila ada")
    page.get_by_role("button", name="Kembalikan ke versi ini").click()
    saved(page)
    offered = next(one for one in server.kiosk.services().services if one.letter == "S")
    assert len(offered.texts["id"].requirements) == 1


def test_a_new_pin_is_given_in_the_one_place_for_people(settings: Console) -> None:
    page = at(settings, "/section/roster")
    page.locator("#people").click()
    page.locator("#new-pin-verifier-1").click()
    expect(settings.dialog).to_contain_text("PIN baru untuk Verifikator 1")
    assert barriers(page) == []
    page.fill("#new", "123456")
    page.keyboard.press("Enter")
    expect(settings.dialog).to_contain_text("mudah ditebak")
    page.fill("#new", "804617")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("PIN Verifikator 1 sudah diganti")


def test_the_real_wall_and_the_real_kiosk_show_the_new_words(
    settings: Console, server: Server, qtbot: QtBot, tmp_path: Path
) -> None:
    with a_wall(server.url, tmp_path / "wall", player="none") as wall, a_kiosk(qtbot, server.url, tmp_path, 9) as kiosk:
        qtbot.waitUntil(
            lambda: any("tidak dipungut biaya" in text for text in wall.said("runningText")), timeout=PATIENCE
        )
        page = at(settings, "/section/words")
        page.get_by_label("Bahasa Indonesia").first.fill("Loket tutup pukul 14.00 hari ini.")
        page.get_by_role("button", name="Simpan").click()
        saved(page)
        qtbot.waitUntil(lambda: wall.said("runningText") == ["Loket tutup pukul 14.00 hari ini."], timeout=PATIENCE)
        page = at(settings, "/service/K")
        page.get_by_label("Nama layanan, Bahasa Indonesia").fill("Jadi Peserta P2KM")
        page.get_by_role("button", name="Simpan").click()
        saved(page)
        kiosk.choose("id")
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-K")), timeout=PATIENCE)
        qtbot.waitUntil(lambda: kiosk.item("choice-K").property("title") == "Jadi Peserta P2KM", timeout=PATIENCE)
