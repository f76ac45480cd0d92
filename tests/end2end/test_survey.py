"""The survey in a real browser: on a phone of 360 px, on a tablet that is touched, in the console, for everybody; open
to all by axe-core, and no heavier than a phone's page may be."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from counter_server.domain.survey import Element
from counter_server.protocol.messages import IssuedTicket
from tests.accessibility import FOR_THE_SUN, barriers, watched
from tests.browser import LAPTOP, Console
from tests.phone_office import path_of, public_office
from tests.server import PATIENCE, Server
from tests.survey_past import a_past

PHONE, TABLET = ViewportSize(width=360, height=640), ViewportSize(width=800, height=1280)
DESK = ViewportSize(width=LAPTOP[0], height=LAPTOP[1])
MOST_BYTES = 30_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("surveyed")
    with public_office(folder) as started:
        started.stop()
        a_past(started.data)
        started.start()
        yield started


@pytest.fixture
def office(server: Server) -> Server:
    """The same, swept."""
    server.sweep()
    return server


@contextmanager
def window(browser: Browser, size: ViewportSize, **how: Any) -> Iterator[tuple[Page, list[str]]]:
    """A browser that axe looks through, and what goes wrong in it."""
    context = browser.new_context(viewport=size, locale="id-ID", reduced_motion="reduce", **how)
    watched(context)
    page, wrong = context.new_page(), list[str]()
    page.set_default_timeout(PATIENCE * 1000)
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    try:
        yield page, wrong
    finally:
        context.close()


def look(page: Page, name: str, *besides: str) -> None:
    """Nothing is wider than the screen, nothing shuts anybody out. Kept where LALOPA_LOOK says."""
    page.wait_for_load_state()
    if folder := os.environ.get("LALOPA_LOOK"):
        page.screenshot(path=str(Path(folder) / f"survey-{name}.png"), full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert barriers(page, *besides) == []


def finished(server: Server) -> IssuedTicket:
    """A visit that is over."""
    verifier, ticket = server.verifier(), server.issue()
    verifier.call_next("loket-1")
    verifier.start(ticket.id)
    verifier.finish(ticket.id, "complete")
    return ticket


def grade(page: Page, element: Element, mark: int) -> Any:
    """What is touched to give this mark."""
    return page.locator(f"#q-{element} .g{mark}")


def test_a_phone_is_invited_when_the_visit_ends_and_asks_one_thing_at_a_time(browser: Browser, office: Server) -> None:
    before = finished(office)
    verifier, ticket = office.verifier(), office.issue()
    verifier.call_next("loket-1")
    verifier.start(ticket.id)
    with window(browser, PHONE, has_touch=True, is_mobile=True) as (waits, wrong):
        waits.goto(f"{office.url}{path_of(ticket)}")
        expect(waits.locator("#state")).to_contain_text("Sedang dilayani")
        expect(waits.locator("#survey")).to_be_hidden()
        verifier.finish(ticket.id, "complete")  # its phone is told within five seconds; another one answers meanwhile
        answers_on_the_phone(waits.context.new_page(), office, before)
        expect(waits.locator("#survey")).to_be_visible()
        look(waits, "phone-invited", *FOR_THE_SUN)
        waits.locator("#survey a").tap()
        expect(waits.locator("#q-requirements")).to_be_visible()
        assert wrong == []


def answers_on_the_phone(phone: Page, office: Server, ticket: IssuedTicket) -> None:
    phone.goto(f"{office.url}{path_of(ticket)}")
    phone.locator("#survey a").tap()
    for n, element in enumerate(Element, start=1):
        expect(phone.locator(f"#q-{element}")).to_be_visible()
        expect(phone.locator(".question:visible")).to_have_count(1)
        expect(phone.locator(f"#q-{element} small")).to_have_text(f"{n} dari 9")
        if element is Element.COMPLAINTS:
            look(phone, f"phone-{element}", *FOR_THE_SUN)
        grade(phone, element, 1 + n % 4).tap()
    expect(phone.locator("#end")).to_be_visible()
    look(phone, "phone-end", *FOR_THE_SUN)
    phone.locator("#send").tap()
    expect(phone.get_by_role("heading", name="Terima kasih!")).to_be_visible()
    phone.goto(f"{office.url}{path_of(ticket)}")
    expect(phone.locator("#number")).to_have_text(ticket.number)
    expect(phone.locator("#survey")).to_have_count(0)


def test_a_keyboard_looks_before_it_goes_on_and_one_may_pass_or_leave(browser: Browser, office: Server) -> None:
    ticket = finished(office)
    with window(browser, PHONE) as (page, wrong):
        page.clock.install()
        page.goto(f"{office.url}{path_of(ticket)}/en/survey")
        requirements = page.locator("#q-requirements")
        expect(requirements).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(requirements.locator("input[value='3']")).to_be_checked()
        page.clock.run_for(1000)
        expect(requirements).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator("#q-procedure")).to_be_focused()
        expect(page.locator("#onward")).to_have_text("Pass over")
        page.locator("#onward").click()
        expect(page.locator("#q-time")).to_be_visible()
        page.locator("#back").click()
        page.locator("#back").click()
        expect(requirements.locator("input[value='3']")).to_be_checked()
        expect(page.locator("#onward")).to_have_text("Next")
        page.locator("#onward").click()
        page.locator("#enough").click()
        expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
        assert wrong == []


def test_whoever_answers_nothing_is_told_so_and_may_leave(browser: Browser, office: Server) -> None:
    ticket = finished(office)
    with window(browser, PHONE) as (page, wrong):
        page.goto(f"{office.url}{path_of(ticket)}/id/survey")
        for _ in Element:
            page.locator("#onward").click()
        expect(page.locator("#none")).to_be_visible()
        expect(page.locator("#send")).to_be_hidden()
        look(page, "phone-none", *FOR_THE_SUN)
        page.locator("#leave").click()
        expect(page.locator("#number")).to_have_text(ticket.number)
        assert wrong == []


def test_without_scripts_all_nine_stand_below_each_other(browser: Browser, office: Server) -> None:
    ticket = finished(office)
    with window(browser, PHONE, java_script_enabled=False) as (page, _):
        page.goto(f"{office.url}{path_of(ticket)}/id/survey")
        expect(page.locator(".question:visible")).to_have_count(9)
        grade(page, Element.FEE, 4).click()
        page.locator("#send").click()
        expect(page.get_by_role("heading", name="Terima kasih!")).to_be_visible()


def test_the_survey_weighs_no_more_than_a_phone_s_page_may(browser: Browser, office: Server) -> None:
    ticket = finished(office)
    with window(browser, PHONE) as (page, _):
        wire, received = page.context.new_cdp_session(page), list[float]()
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))
        page.goto(f"{office.url}{path_of(ticket)}/id/survey", wait_until="networkidle")
        print(f"the survey's page: {sum(received):,.0f} bytes")
        assert 0 < sum(received) < MOST_BYTES


def test_a_tablet_is_opened_by_a_code_asks_and_forgets(browser: Browser, office: Server) -> None:
    with window(browser, DESK) as (page, _):
        console = Console(page, office.url)
        console.enter("supervisor-1", None)
        page.get_by_role("link", name="Survei", exact=True).click()
        page.locator("#give-code").click()
        code = page.locator("#tablet-code").inner_text()
        look(page, "console-code")
        with window(browser, TABLET, has_touch=True) as (tablet, wrong):
            tablet.clock.install()
            tablet.goto(f"{office.url}/survey")
            look(tablet, "tablet-code")
            tablet.locator("#code").fill(code)
            tablet.get_by_role("button", name="Buka").tap()
            expect(tablet.locator("#begin")).to_be_visible()
            look(tablet, "tablet-begin")
            answers_and_is_thanked(tablet)
            leaves_in_the_middle(tablet)
            speaks_english(tablet)
            console.page.locator("#close-tablets").click()
            expect(console.page.locator("#said")).to_contain_text("ditutup")
            tablet.locator("#begin").tap()
            grade(tablet, Element.REQUIREMENTS, 3).tap()
            tablet.clock.run_for(1000)
            tablet.locator("#enough").tap()
            expect(tablet.locator("#code")).to_be_visible()
            assert [said for said in wrong if "403" not in said] == []


def answers_and_is_thanked(tablet: Page) -> None:
    tablet.locator("#begin").tap()
    for element in Element:
        expect(tablet.locator(f"#q-{element}")).to_be_visible()
        if element is Element.FACILITIES:
            look(tablet, f"tablet-{element}")
        box = grade(tablet, element, 4).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 200, "a big thing to touch"
        grade(tablet, element, 4).tap()
        tablet.clock.run_for(1000)
    tablet.locator("#send").tap()
    expect(tablet.locator("#thanks")).to_be_visible()
    look(tablet, "tablet-thanks")
    tablet.clock.run_for(8500)
    expect(tablet.locator("#begin")).to_be_visible()


def leaves_in_the_middle(tablet: Page) -> None:
    later = tablet.evaluate("Date.now()") / 1000 + 600
    tablet.clock.pause_at(later)  # a double tap's tail comes in its moment, however long the test takes
    tablet.locator("#begin").tap()
    box = grade(tablet, Element.REQUIREMENTS, 1).bounding_box()
    assert box is not None
    grade(tablet, Element.REQUIREMENTS, 1).tap()
    tablet.clock.run_for(300)
    expect(tablet.locator("#q-procedure")).to_be_visible()
    tablet.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # the tail of a double tap
    expect(tablet.locator("#q-procedure input:checked")).to_have_count(0)
    tablet.clock.run_for(1000)
    tablet.clock.run_for(59_000)
    expect(tablet.locator("#begin")).to_be_visible()
    tablet.locator("#begin").tap()
    expect(tablet.locator("input:checked")).to_have_count(0)
    tablet.clock.run_for(61_000)
    tablet.clock.resume()


def speaks_english(tablet: Page) -> None:
    tablet.get_by_role("link", name="English").tap()
    expect(tablet.locator("#begin")).to_have_text("Begin")
    tablet.locator("#begin").tap()
    tablet.clock.run_for(61_000)
    expect(tablet.locator("#begin")).to_have_text("Mulai")


@pytest.mark.parametrize("size", [DESK, TABLET], ids=["1366", "800"])
def test_the_person_in_charge_reads_the_index_and_takes_the_sheet(
    browser: Browser, office: Server, size: ViewportSize
) -> None:
    with window(browser, size) as (page, wrong):
        console = Console(page, office.url)
        console.enter("supervisor-1", None)
        page.get_by_role("link", name="Survei", exact=True).click()
        expect(page.locator("#skm-elements tbody tr")).to_have_count(9)
        expect(page.locator("#skm-mend li")).to_have_count(3)
        look(page, f"console-{size['width']}-id")
        page.locator("#period").select_option(index=1)
        page.get_by_role("button", name="Tampilkan").click()
        expect(page.locator("#skm-elements tbody tr")).to_have_count(0)
        page.get_by_role("button", name="EN English").click()
        page.goto(f"{office.url}/console/survey")
        expect(page.locator("#skm-elements tbody tr")).to_have_count(9)
        look(page, f"console-{size['width']}-en")
        with page.expect_download() as sheet:
            page.locator("#pdf").click()
        assert re.fullmatch(r"skm-[\dHQ-]+\.pdf", sheet.value.suggested_filename)
        assert wrong == []


def test_everybody_reads_the_report_on_a_phone_and_on_a_desk(browser: Browser, office: Server) -> None:
    for size, language in ((PHONE, "id"), (DESK, "en")):
        with window(browser, size) as (page, wrong):
            page.goto(f"{office.url}/skm/{language}")
            expect(page.locator(".bars tbody tr")).to_have_count(9)
            look(page, f"public-{size['width']}-{language}", *FOR_THE_SUN)
            assert wrong == []
