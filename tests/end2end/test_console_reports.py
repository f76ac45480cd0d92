"""Reports in a real Chromium: a period, its figures, the tickets behind one, the files; no barrier by axe, in both
languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.accessibility import barriers, watched
from tests.browser import LAPTOP, Console
from tests.server import Server, running

SERVER_OPTIONS = ("--demo", "--assignment", "pull", "--clock-start", "2026-11-23T09:00:00+07:00")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A visit that is over, one that waits, one that nobody answered."""
    with running(tmp_path_factory.mktemp("reports") / "server", *SERVER_OPTIONS) as started:
        verifier = started.verifier(2)
        verifier.ready()  # from now on a wait can be told
        for _ in range(3):
            started.issue("A")
        served = verifier.call_next("loket-2")
        assert served is not None
        verifier.start(served.id)
        verifier.finish(served.id, "complete")
        missed = verifier.call_next("loket-2")
        assert missed is not None
        verifier.no_show(missed.id)
        yield started


@pytest.fixture
def console(browser: Browser, server: Server) -> Iterator[Console]:
    """The person in charge, on the page of reports."""
    size = {"width": LAPTOP[0], "height": LAPTOP[1]}
    context = browser.new_context(viewport=size, locale="id-ID", reduced_motion="reduce", accept_downloads=True)  # type: ignore[arg-type]
    watched(context)
    opened = Console(context.new_page(), server.url)
    opened.enter("supervisor-1", None)
    opened.page.get_by_role("link", name="Laporan").click()
    expect(opened.page.get_by_role("heading", name="Laporan Pelayanan")).to_be_visible()
    yield opened
    opened.is_clean()
    context.close()


def test_a_figure_leads_to_its_tickets_and_back(console: Console) -> None:
    page = console.page
    expect(page.locator("#overview .cards dd").first).to_contain_text("3")
    expect(page.locator("[aria-current=page]", has_text="Bulan ini")).to_be_visible()
    assert barriers(page) == []
    done = page.get_by_role("rowheader", name="Selesai", exact=True)
    page.locator("#outcomes tr").filter(has=done).get_by_role("link").click()
    expect(page.get_by_role("heading", name="Hasil: Selesai")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody th")).to_have_text("A-001")
    assert barriers(page) == []
    page.get_by_role("link", name="Kembali ke laporan").click()
    expect(page.locator("#no-shows tbody tr").first).to_contain_text("50,0%")


def test_what_was_told_of_the_waits_and_the_way_to_the_survey(console: Console) -> None:
    page = console.page
    told = page.locator("#foretold")
    expect(told.locator("figure svg")).to_be_visible()
    expect(told.locator(".cards dd").first).to_contain_text("rata-rata dari 2 nomor")
    told.locator("tbody tr").first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Diberi perkiraan: Reguler")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Kembali ke laporan").click()
    page.get_by_role("link", name="Buka halaman survei").click()
    expect(page).to_have_url(re.compile("/console/survey[?]period=2026-H1$"))


def test_days_of_one_s_own_in_which_nobody_came(console: Console) -> None:
    page = console.page
    page.fill("input[name=from]", "2026-03-01")
    page.fill("input[name=to]", "2026-03-07")
    page.keyboard.press("Enter")
    expect(page.locator(".remark")).to_have_text("Tidak ada nomor yang diambil dalam periode ini.")
    expect(page.locator("#overview .cards dd b").nth(1)).to_have_text("–")
    expect(page.locator("[aria-current=page]")).to_have_count(1)  # the way; no preset means these days
    assert barriers(page) == []


def test_the_same_in_english_and_on_a_tablet(console: Console) -> None:
    page = console.page
    page.get_by_role("button", name="EN English").click()
    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_role("heading", name="The promise kept")).to_be_visible()
    for width, height in ((1024, 768), (800, 1280)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert barriers(page) == []


FILES = {
    "Unduh PDF": ("laporan-p2km-2026-11.pdf", b"%PDF"),
    "Unduh Excel": ("laporan-p2km-2026-11.xlsx", b"PK"),
    "Unduh CSV": ("laporan-p2km-2026-11.zip", b"PK"),
    "Unduh CSV: Hasil kunjungan": ("laporan-p2km-2026-11-ending.csv", "\ufeffHasil;Nomor;Bagian".encode()),
}


def test_a_report_as_a_file(console: Console) -> None:
    for key, (name, begins) in FILES.items():
        with console.page.expect_download() as waited:
            console.page.get_by_role("link", name=key, exact=True).click()
        assert waited.value.suggested_filename == name
        assert Path(waited.value.path()).read_bytes().startswith(begins)


def test_the_figures_stand_still_while_the_office_goes_on(console: Console, server: Server) -> None:
    page = console.page
    page.evaluate("document.querySelector('#overview').dataset.read = 'yes'")
    with page.expect_response(lambda answer: answer.url.endswith("/console/reports/now")):
        server.issue("K")
    expect(page.locator("#overview[data-read=yes]")).to_have_count(1)
