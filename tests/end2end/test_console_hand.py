"""A verifier's and extra staff's own work in a real Chromium: by keyboard alone and by touch alone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.accessibility import barriers, watched
from tests.browser import Console, console
from tests.guarded import assets_with
from tests.server import Server, running

CLOCK = ("--clock-start", "2026-11-23T12:40:00+07:00")
"""A Monday, ten minutes after verifier 1's break."""
BREAKS = """
[[breaks]]
time = "11:30-12:30"
staff = ["verifier-1"]

[[breaks]]
time = "12:30-13:30"
"""
TABLET = {"width": 1024, "height": 768}


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hand")
    assets = assets_with(folder, BREAKS)
    with running(folder / "data", "--demo", "--assets", str(assets), *CLOCK) as started:
        yield started


@pytest.fixture
def office(counter: Server) -> Server:
    """The same, swept."""
    counter.sweep()
    return counter


@contextmanager
def at(browser: Browser, server: Server, staff: str, counter: str | None) -> Iterator[Console]:
    """Signed in, and by the end without an error."""
    with console(browser, server.url) as opened:
        watched(opened.page.context)
        opened.enter(staff, counter)
        yield opened
        opened.is_clean()


@pytest.fixture
def desk(browser: Browser, office: Server) -> Iterator[Console]:
    """Verifier 3 at loket 3, ready."""
    with at(browser, office, "verifier-3", "loket-3") as opened:
        opened.main_key.click()
        expect(opened.ticket).to_contain_text("Anda siap")
        yield opened


@pytest.fixture
def help_desk(browser: Browser, office: Server) -> Iterator[Console]:
    """Extra staff 1 at bantuan 1, ready."""
    with at(browser, office, "extra-1", "bantuan-1") as opened:
        opened.main_key.click()
        expect(opened.ticket).to_contain_text("Anda siap")
        yield opened


def serve(desk: Console, server: Server, **wish: object) -> str:
    """A ticket in hand, being served; its number."""
    ticket = server.issue(**wish)  # type: ignore[arg-type]
    desk.shows(ticket.number, "called")
    desk.press("Enter")
    desk.shows(ticket.number, "serving")
    return ticket.number


def test_a_visit_with_all_there_is_to_note_is_served_by_keyboard_alone(desk: Console, office: Server) -> None:
    serve(desk, office, priority="elderly")
    expect(desk.page.locator("#verb-confirm")).to_be_visible()
    desk.press("y")
    expect(desk.page.locator("#verb-confirm")).to_have_count(0)
    desk.press("i")
    expect(desk.page.locator("#text")).to_be_focused()
    desk.page.keyboard.type("Surat rujukan menyusul")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#notes")).to_contain_text("Surat rujukan menyusul")
    for key in "567":
        desk.press(key)
    expect(desk.page.locator("#checks input:checked")).to_have_count(3)
    expect(desk.main_key).to_contain_text("periksa daftarnya")
    desk.press("Enter")
    expect(desk.dialog.locator(".unticked")).to_contain_text("kelas III")
    desk.dismiss()
    desk.press("8")
    expect(desk.main_key).not_to_have_attribute("aria-haspopup", "dialog")
    desk.press("Enter")
    expect(desk.ticket).to_contain_text("Anda siap")


def test_an_answer_to_a_key_that_another_answer_has_replaced_is_put_in_its_place(desk: Console, office: Server) -> None:
    number = serve(desk, office)
    expect(desk.page.locator("#keys [aria-disabled]")).to_have_count(0)
    with desk.page.expect_response("**/hold"), desk.page.expect_response("**/reprint"):
        desk.page.evaluate("for (const verb of ['hold', 'reprint']) document.getElementById(`verb-${verb}`).click()")
    expect(desk.page.locator("#said")).to_contain_text("dicetak ulang")
    expect(desk.page.locator("#console")).to_have_count(1)
    expect(desk.page.locator("#held")).to_contain_text(number)
    desk.press("l")
    desk.shows(number, "called")


def test_what_is_not_ticked_is_asked_about_once_and_enter_finishes(desk: Console, office: Server) -> None:
    serve(desk, office)
    desk.press("Enter")
    expect(desk.dialog.locator(".unticked li")).to_have_count(4)
    desk.page.keyboard.press("Enter")
    expect(desk.ticket).to_contain_text("Anda siap")


def test_the_answer_to_a_tick_closes_no_question_asked_meanwhile(desk: Console, office: Server) -> None:
    serve(desk, office)
    held: list[Route] = []
    desk.page.route("**/checks", lambda route: held.append(route))
    desk.press("5")
    desk.press("i")
    expect(desk.page.locator("#text")).to_be_focused()
    desk.page.keyboard.type("Surat")
    with desk.page.expect_response("**/checks"):
        held[0].continue_()
    expect(desk.page.locator("#check-copies-match")).to_be_checked()
    expect(desk.page.locator("#text")).to_have_value("Surat")
    expect(desk.dialog).to_be_visible()
    desk.dismiss()


def test_ticks_survive_a_page_that_is_loaded_again(desk: Console, office: Server) -> None:
    serve(desk, office)
    for key in "86":
        desk.press(key)
    expect(desk.page.locator("#checks input:checked")).to_have_count(2)
    with desk.page.expect_response(lambda answer: "copies-match" in (answer.request.post_data or "")):
        desk.press("5")
    desk.page.reload()
    expect(desk.page.locator("#check-copies-match")).to_be_checked()
    expect(desk.page.locator("#check-lives-in-the-city")).to_be_checked()
    expect(desk.page.locator("#check-no-other-cover")).not_to_be_checked()


def test_a_note_with_a_number_like_a_nik_is_refused_and_stays_to_be_mended(desk: Console, office: Server) -> None:
    serve(desk, office)
    desk.press("i")
    desk.page.fill("#text", "NIK 1871 0145 0190 0001")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#ask-said")).to_contain_text("NIK")
    expect(desk.page.locator("#text")).to_have_value("NIK 1871 0145 0190 0001")
    desk.dismiss()


def test_papers_that_are_all_there_go_on_to_the_verifier_with_one_key(
    help_desk: Console, desk: Console, office: Server
) -> None:
    number = serve(help_desk, office, documents={"kk": ["original"]})
    expect(help_desk.page.locator("#side-key")).to_contain_text("Berkas lengkap, teruskan")
    help_desk.press("g")
    expect(help_desk.ticket).to_contain_text("Anda siap")
    desk.shows(number, "called")
    expect(desk.page.locator(".papers input:checked")).to_have_count(4)
    expect(desk.page.locator(".tick.needed")).to_have_count(0)


def test_a_registrant_is_booked_with_her_time_and_papers_found_by_number_and_checked_in(
    desk: Console, office: Server
) -> None:
    desk.press("n")
    desk.dialog.get_by_label("A ·").check()
    expect(desk.page.locator("#expected")).to_be_hidden()
    desk.dialog.get_by_label("WhatsApp").check()
    desk.page.fill("#expected", "14:30")
    for form in desk.dialog.locator("[data-for-service=A] input").all():
        form.check()
    desk.dialog.locator("button[type=submit]").click()
    expect(desk.page.locator("#waiting")).to_contain_text("Akan datang 14.30")
    (booked,) = [one for one in office.verifier(9).board().tickets if one.status == "booked"]
    desk.press("f")
    expect(desk.page.locator("#find")).to_be_focused()
    desk.page.keyboard.type("999")
    expect(desk.dialog.locator("[data-none]")).to_be_visible()
    desk.page.fill("#find", booked.number.rpartition("-")[2].lstrip("0"))
    expect(desk.dialog.locator(".found li:visible")).to_have_count(1)
    desk.page.keyboard.press("Enter")
    desk.shows(booked.number, "called")
    expect(desk.dialog).to_be_hidden()


def test_a_number_on_hold_is_set_aside_with_a_reminder(desk: Console, office: Server) -> None:
    number = serve(desk, office)
    desk.press("w")
    expect(desk.dialog.get_by_label("10 menit")).to_be_checked()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#said")).to_contain_text("10 menit")
    expect(desk.page.locator("#held")).to_contain_text(number)
    expect(desk.page.locator("#held time[data-until]")).to_have_text(re.compile(r"^(10:00|[5-9]:\d\d)$"))


def test_whoever_signs_out_with_numbers_on_hold_is_told_first(desk: Console, office: Server) -> None:
    number = serve(desk, office)
    desk.press("t")
    expect(desk.page.locator("#held")).to_contain_text(number)
    desk.page.get_by_role("button", name="Keluar").click()
    expect(desk.dialog).to_contain_text(number)
    assert barriers(desk.page) == []
    desk.dialog.get_by_role("button", name="Batal").click()
    expect(desk.dialog).to_be_hidden()
    desk.page.get_by_role("button", name="Keluar").click()
    desk.dialog.get_by_role("button", name="Akhiri sesi").click()
    expect(desk.page.locator("#pin")).to_be_visible()


def test_on_a_tablet_everything_is_done_by_touch(browser: Browser, office: Server) -> None:
    context = browser.new_context(viewport=TABLET, locale="id-ID", has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    watched(context)
    try:
        tablet = Console(context.new_page(), office.url)
        tablet.enter("verifier-3", "loket-3")
        expect(tablet.main_key).to_contain_text("Siap melayani")
        tablet.main_key.tap()
        ticket = office.issue(priority="pregnant")
        tablet.shows(ticket.number, "called")
        assert tablet.page.locator("kbd:visible").count() == 0, "no keyboard, no keys to show"
        expect(tablet.page.locator("#keys [aria-disabled]")).to_have_count(0)
        tablet.main_key.tap()
        tablet.shows(ticket.number, "serving")
        tablet.page.locator("#verb-confirm").tap()
        expect(tablet.page.locator("#verb-confirm")).to_have_count(0)
        for n in range(4):
            tablet.page.locator("#checks label").nth(n).tap()
        expect(tablet.page.locator("#checks input:checked")).to_have_count(4)
        tablet.verb("remind").tap()
        tablet.dialog.get_by_label("15 menit").tap()
        tablet.dialog.get_by_role("button", name="Tunda").tap()
        expect(tablet.page.locator("#held")).to_contain_text(ticket.number)
        tablet.page.locator("#held .key.small").tap()
        tablet.shows(ticket.number, "called")
        expect(tablet.page.locator("#keys [aria-disabled]")).to_have_count(0)
        tablet.main_key.tap()
        tablet.shows(ticket.number, "serving")
        assert barriers(tablet.page) == []
        expect(tablet.main_key).not_to_have_attribute("aria-haspopup", "dialog")
        expect(tablet.page.locator("#keys [aria-disabled]")).to_have_count(0)
        tablet.main_key.tap()
        expect(tablet.ticket).to_contain_text("Anda siap")
        tablet.is_clean()
    finally:
        context.close()


def test_a_break_is_seen_at_the_desk_and_on_the_floor_also_when_it_is_over(browser: Browser, office: Server) -> None:
    with (
        at(browser, office, "verifier-1", "loket-1") as late,
        at(browser, office, "verifier-2", "loket-2") as resting,
        at(browser, office, "supervisor-1", None) as floor,
    ):
        expect(late.page.locator("#bar-pause")).not_to_contain_text("Istirahat")  # hers was before she came
        expect(resting.page.locator("#break")).to_contain_text("12.30–13.30")
        resting.main_key.click()
        expect(resting.ticket).to_contain_text("Anda siap")
        resting.press("j")
        resting.page.get_by_role("button", name="Istirahat").click()
        resting.page.keyboard.press("Enter")
        expect(resting.page.locator("#break")).to_contain_text("tinggal")
        row = floor.page.locator("#break-verifier-2")
        expect(row).to_contain_text("Istirahat")
        expect(row).to_contain_text("sampai 13.30")
        expect(floor.page.locator("#breaks .line")).to_have_count(1)
        assert barriers(floor.page) == []
        assert barriers(resting.page) == []


def test_a_ticket_left_open_is_handed_to_a_colleague_by_the_person_in_charge(
    browser: Browser, desk: Console, office: Server
) -> None:
    number = serve(desk, office)
    with at(browser, office, "supervisor-1", None) as floor, at(browser, office, "verifier-5", "loket-5") as colleague:
        colleague.main_key.click()
        expect(colleague.ticket).to_contain_text("Anda siap")
        expect(floor.page.locator("#left-open")).to_be_hidden()
        floor.page.click("#people")
        floor.page.locator("#person-verifier-3").get_by_role("button", name="Akhiri sesi").click()
        expect(floor.page.locator("#left-open")).to_contain_text(number)
        assert barriers(floor.page) == []
        floor.page.locator("#left-open button").click()
        expect(floor.dialog.get_by_label("Verifikator 3")).to_have_count(0)
        floor.dialog.get_by_label("Verifikator 5").check()
        floor.dialog.locator("button[type=submit]").click()
        colleague.shows(number, "called")
        expect(floor.page.locator("#left-open")).to_be_hidden()
    desk.errors.clear()


@pytest.mark.parametrize("language", ["ID", "EN"])
def test_no_barrier_in_any_state_of_the_hand(
    browser: Browser, help_desk: Console, office: Server, language: str
) -> None:
    help_desk.page.click(f"button[name=language][value={language.lower()}]")
    expect(help_desk.page.locator("html")).to_have_attribute("lang", language.lower())
    ticket = office.kiosk.issue(
        request_id=f"whoever-{language}", service="A", documents={"kk": ["original"]}, priority="elderly",
        answers={"for": "self", "residence": "unsure"}, nik="1871014501900001", kk="3273010101900001",
    )  # fmt: skip
    office.kiosk.printed(ticket.id)
    help_desk.shows(ticket.number, "called")
    assert barriers(help_desk.page) == []
    help_desk.press("Enter")
    help_desk.shows(ticket.number, "serving")
    expect(help_desk.page.locator("#told")).to_contain_text("1990")
    assert barriers(help_desk.page) == []
