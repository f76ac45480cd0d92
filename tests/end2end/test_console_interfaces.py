"""The page of programs of others, in a real Chromium: what is told to whom, tried and sent again, by keyboard too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.accessibility import barriers, watched
from tests.browser import LAPTOP, Console
from tests.outside_office import ANTREAN_ON, Receiver, assets_with, hook, receiving
from tests.server import Server, running


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as listening:
        yield listening


@pytest.fixture(scope="module")
def server(receiver: Receiver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("interfaces")
    hooks = hook("rsud-am", receiver.url, events=["issue", "call", "finish", "cancel"]) + hook(
        "mati", "http://127.0.0.1:9/"
    )
    assets = assets_with(folder, ANTREAN_ON + hooks)
    with running(folder / "data", "--demo", "--assets", str(assets), "--assignment", "pull") as started:
        started.issue("A")
        receiver.next_taken()
        yield started


@pytest.fixture
def opened(browser: Browser, server: Server) -> Iterator[Console]:
    """The person in charge, on the page."""
    size = {"width": LAPTOP[0], "height": LAPTOP[1]}
    context = browser.new_context(viewport=size, locale="id-ID", reduced_motion="reduce")  # type: ignore[arg-type]
    watched(context)
    console = Console(context.new_page(), server.url)
    console.enter("supervisor-1", None)
    console.page.get_by_role("link", name="Antarmuka").click()
    expect(console.page.get_by_role("heading", name="Antarmuka", exact=True)).to_be_visible()
    yield console
    console.is_clean()
    context.close()


def test_what_is_told_is_seen_tried_and_sent_again(opened: Console, receiver: Receiver, server: Server) -> None:
    page = opened.page
    expect(page.locator("#hook-rsud-am .badge")).to_have_text("Lancar")
    expect(page.locator("#hook-mati .badge")).to_contain_text("Gagal")
    page.locator("#try-rsud-am").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Terkirim (204)")
    assert receiver.next_taken().told["action"] == "trial"
    expect(page.locator("#deliveries tbody tr").first).to_contain_text("pesan percobaan")
    page.locator("#deliveries tr", has_text="rsud-am").locator("button").last.click()
    assert receiver.next_taken().told["ticket"]["number"] == "A-001"
    page.locator("#try-mati").click()
    expect(page.locator("#said")).to_contain_text("Tidak dapat dihubungi")
    page.locator("#go-on-mati").click()
    expect(page.locator("#said")).to_contain_text("dikirim sekarang")
    server.issue("S")
    expect(page.locator("#deliveries", has_text="S-001")).to_be_visible()


@pytest.mark.parametrize("size", [LAPTOP, (1024, 768), (800, 1280)], ids=str)
def test_it_is_open_to_all_and_fits(opened: Console, size: tuple[int, int]) -> None:
    page = opened.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert barriers(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]
