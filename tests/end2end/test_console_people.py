"""Staff in the console: one's own PIN, who is signed in, who is locked out; in a real Chromium."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import Console, console
from tests.guarded import OTHER_PIN, PIN, WRONG_PIN, guarded, prepared
from tests.server import Server, Wire

SETTINGS = """
[safety]
wrong_pins_of_strangers = 5
"""


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("branch"), SETTINGS, pins=("supervisor-1", "verifier-1", "verifier-2"))


@pytest.fixture
def server(branch: Path, tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(branch, tmp_path / "branch")
    with guarded(tmp_path / "branch") as started:
        yield started


@pytest.fixture
def floor(browser: Browser, server: Server) -> Iterator[Console]:
    """The person in charge, on the floor."""
    with console(browser, server.url) as opened:
        opened.sign_in("supervisor-1", None, pin=PIN)
        expect(opened.page.locator("#sums")).to_be_visible()
        yield opened
        opened.is_clean()


def test_a_session_is_ended_from_the_floor_and_its_page_asks_to_sign_in(
    browser: Browser, server: Server, floor: Console
) -> None:
    with console(browser, server.url) as desk:
        desk.sign_in("verifier-1", "loket-1", pin=PIN)
        expect(desk.page.locator("#bar-place")).to_have_text("Loket 1")
        floor.page.click("#people")
        row = floor.page.locator("#person-verifier-1")
        expect(row).to_contain_text("Loket 1")
        row.get_by_role("button", name="Akhiri sesi").click()
        expect(floor.page.locator("#said")).to_contain_text("Sesi Verifikator 1 sudah diakhiri.")
        expect(floor.dialog).to_be_hidden()
        expect(desk.page.locator("#pin")).to_be_visible()


def test_whoever_is_locked_out_is_let_in_by_the_person_in_charge(
    browser: Browser, server: Server, floor: Console
) -> None:
    for n in range(3, 8):
        wrong = {"staff": f"verifier-{n}", "pin": WRONG_PIN, "counter": f"loket-{n}"}
        assert Wire(server.url).send("POST", "/session", wrong).status == 401
    expect(floor.page.locator("#alerts")).to_contain_text("PIN petugas ditebak dari 127.0.0.1.")
    with console(browser, server.url) as desk:
        desk.sign_in("verifier-2", "loket-2", pin=PIN)
        expect(desk.page.locator("#refused")).to_contain_text("minta penanggung jawab membuka kuncinya")
        floor.page.click("#people")
        floor.page.locator("#person-verifier-2").get_by_role("button", name="Buka kunci").click()
        expect(floor.page.locator("#said")).to_contain_text("Verifikator 2 boleh mencoba masuk lagi.")
        expect(floor.page.locator("#alerts")).to_contain_text("Semua baik")
        desk.sign_in("verifier-2", "loket-2", pin=PIN)
        expect(desk.page.locator("#bar-place")).to_have_text("Loket 2")


def test_one_changes_ones_own_pin(browser: Browser, server: Server) -> None:
    with console(browser, server.url) as desk:
        desk.sign_in("verifier-1", "loket-1", pin=PIN)
        desk.page.click("#change-pin")
        desk.page.fill("#pin-now", PIN)
        desk.page.fill("#pin-new", "123456")
        desk.page.keyboard.press("Enter")
        expect(desk.page.locator("#ask-said")).to_contain_text("PIN ini terlalu mudah ditebak.")
        desk.page.fill("#pin-now", PIN)
        desk.page.fill("#pin-new", OTHER_PIN)
        desk.page.keyboard.press("Enter")
        expect(desk.page.locator("#said")).to_contain_text("PIN Anda sudah diganti.")
        desk.page.get_by_role("button", name="Keluar").click()
        expect(desk.page.locator("#pin")).to_be_visible()
        desk.sign_in("verifier-1", "loket-1", pin=PIN)
        expect(desk.page.locator("#refused")).to_contain_text("tidak cocok")
        desk.sign_in("verifier-1", "loket-1", pin=OTHER_PIN)
        expect(desk.page.locator("#bar-place")).to_have_text("Loket 1")
        desk.is_clean(but="401")
