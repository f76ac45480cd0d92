"""What if, in a real Chromium: asked, reckoned beside the running server, answered in charts and tables."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.accessibility import barriers, watched
from tests.browser import Console
from tests.server import Server


@pytest.fixture
def planning(browser: Browser, server: Server) -> Iterator[Console]:
    """The person in charge, on the page; axe looks through it."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID", reduced_motion="reduce")
    watched(context)
    opened = Console(context.new_page(), server.url)
    opened.enter("supervisor-1", None)
    opened.page.get_by_role("link", name="Perencanaan").click()
    expect(opened.page.get_by_role("heading", name="Perencanaan petugas")).to_be_visible()
    try:
        yield opened
        opened.is_clean()
    finally:
        context.close()


def today(opened: Console) -> str:
    """The day that is, among those that were."""
    return str(opened.page.locator("#plan-day optgroup").last.locator("option").first.get_attribute("value"))


def test_a_day_is_played_again_by_keyboard_alone_and_the_answer_is_open_to_all(
    planning: Console, server: Server
) -> None:
    for n in range(8):
        server.issue(priority="elderly" if n % 4 == 0 else "none")
    page = planning.page
    assert barriers(page) == []
    page.select_option("#plan-day", today(planning))
    page.fill("#plan-verifiers", "3")
    page.press("#plan-verifiers", "Enter")
    answer = page.locator("#plan-answer")
    expect(answer).to_contain_text("8 pengunjung, datang seperti yang tercatat")
    expect(answer.locator("svg")).to_have_count(2)
    expect(answer.locator("tr.chosen th")).to_have_text("3")
    expect(answer.locator(".sentence")).to_contain_text("verifikator")
    assert barriers(page) == []
    page.get_by_role("button", name="EN English").click()
    page.get_by_role("link", name="Planning").click()
    expect(page.locator("#plan-answer")).to_contain_text("8 visitors, coming as recorded")
    assert page.input_value("#plan-verifiers") == "3"


def test_a_wrong_number_is_refused_and_the_page_stays_as_it_is(planning: Console) -> None:
    page = planning.page
    page.evaluate("document.querySelector('#plan-verifiers').removeAttribute('max')")
    page.fill("#plan-verifiers", "99")
    page.locator("#plan-go").click()
    expect(page.locator("#said .refused")).to_be_visible()
    expect(page.locator("#plan-answer .waits")).to_have_count(0)
