"""The rest of the desk, and the floor of the person in charge, in a real Chromium."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from counter_server.protocol.client import CounterClient
from tests.browser import Console, console
from tests.server import COMPLETE, Server, running


@pytest.fixture
def floor(browser: Browser, server: Server) -> Iterator[Console]:
    """The person in charge."""
    with console(browser, server.url) as opened:
        opened.enter("supervisor-1", None)
        expect(opened.page.locator("#bar-place")).to_have_text("Ruang pelayanan")
        yield opened
        opened.is_clean()


@pytest.fixture
def desk(browser: Browser, server: Server) -> Iterator[Console]:
    """Verifier 1 at loket 1, ready."""
    with console(browser, server.url) as opened:
        opened.enter("verifier-1", "loket-1")
        opened.main_key.click()
        expect(opened.ticket).to_contain_text("Anda siap")
        yield opened
        opened.is_clean()


def test_the_floor_shows_who_serves_whom_as_it_happens(floor: Console, desk: Console, server: Server) -> None:
    counter = floor.page.get_by_role("region", name="Loket 1", exact=True)
    expect(counter).to_contain_text("Siap")
    ticket = server.issue()
    expect(counter).to_contain_text(ticket.number)
    expect(counter).to_contain_text("dipanggil")
    desk.main_key.click()
    expect(counter).to_contain_text("dilayani")
    server.issue("K")
    expect(floor.page.locator("#sums .sum").first).to_have_text("1menunggu")
    row = floor.page.locator("#queues tr", has_text="Kepesertaan")
    expect(row.locator("td.n b").nth(1)).to_have_text("1")


def test_a_named_ticket_is_called_to_a_named_counter_for_a_reason(
    floor: Console, desk: Console, server: Server
) -> None:
    held_back = server.issue(documents={})
    expect(floor.page.locator("#waiting")).to_contain_text(held_back.number)
    floor.page.click(f"#more-{held_back.id}")
    floor.dialog.get_by_role("button", name="Panggil", exact=True).click()
    floor.dialog.get_by_label("Loket 1").check()
    floor.dialog.get_by_role("button", name="Keadaan darurat").click()
    floor.dialog.locator("button[type=submit]").click()
    expect(floor.dialog).to_be_hidden()
    desk.shows(held_back.number, "called")


def test_the_person_in_charge_recalls_and_returns_a_ticket_of_somebody_else(
    floor: Console, desk: Console, server: Server
) -> None:
    ticket = server.issue()
    desk.shows(ticket.number, "called")
    expect(floor.page.get_by_role("region", name="Loket 1", exact=True)).to_contain_text(ticket.number)
    floor.page.click("#counter-loket-1")
    floor.dialog.get_by_role("button", name="Panggil ulang").click()
    expect(floor.dialog).to_be_hidden()
    expect(desk.ticket).to_contain_text("dipanggil 2 kali")
    floor.page.click("#counter-loket-1")
    expect(floor.dialog.get_by_role("button", name="Mulai")).to_have_count(0)
    floor.dialog.get_by_role("button", name="Tidak hadir").click()
    expect(desk.page.locator("#no-show")).to_contain_text(ticket.number)
    expect(floor.page.locator("#no-show")).to_contain_text(ticket.number)


def test_a_walk_in_gets_a_number_at_the_desk_and_a_booked_one_is_checked_in(desk: Console) -> None:
    desk.press("n")
    desk.dialog.get_by_label("K ·").check()
    desk.dialog.get_by_label("WhatsApp").check()
    desk.dialog.locator("[data-for-service=K] input").first.check()
    desk.dialog.locator("button[type=submit]").click()
    expect(desk.page.locator("#said")).to_contain_text(re.compile(r"K-\d{3}"))
    desk.press("n")
    desk.dialog.get_by_label("A ·").check()
    desk.dialog.get_by_label("Telepon").check()
    for form in desk.dialog.locator("[data-for-service=A] input").all():
        form.check()
    desk.dialog.locator("button[type=submit]").click()
    expect(desk.page.locator("#waiting")).to_contain_text("Belum datang")
    booked = re.search(r"A-\d{3}", desk.page.locator("#waiting-rows").inner_text())
    assert booked
    desk.page.get_by_role("button", name="Hadir", exact=True).click()
    desk.shows(booked[0], "called")


def test_a_ticket_is_transferred_to_a_colleague_who_is_there(browser: Browser, desk: Console, server: Server) -> None:
    with console(browser, server.url) as colleague:
        colleague.enter("verifier-2", "loket-2")
        expect(colleague.main_key).to_contain_text("Siap melayani")
        ticket = server.issue()
        desk.shows(ticket.number, "called")
        desk.main_key.click()
        desk.shows(ticket.number, "serving")
        desk.press("a")
        desk.dialog.get_by_label("Verifikator 2").check()
        desk.dialog.locator("button[type=submit]").click()
        expect(desk.ticket).to_contain_text("Anda siap")
        colleague.main_key.click()
        colleague.shows(ticket.number, "called")


def test_a_priority_is_given_with_a_reason_and_shown_as_a_badge(desk: Console, server: Server) -> None:
    ticket = server.issue()
    desk.shows(ticket.number, "called")
    desk.press("p")
    desk.dialog.get_by_label("Penyandang disabilitas").check()
    desk.dialog.get_by_role("button", name="Terlihat di loket").click()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#ticket .badge.first")).to_have_text("Disabilitas")
    expect(desk.dialog).to_be_hidden()


def test_a_number_that_was_not_printed_is_told_to_staff(desk: Console, server: Server) -> None:
    kiosk = CounterClient(server.url, "demo-kiosk")
    ticket = kiosk.issue(request_id=str(uuid4()), service="A", documents=COMPLETE)
    kiosk.not_printed(ticket.id, "paper_out")
    desk.shows(ticket.number, "called")
    expect(desk.page.locator("#ticket .warnings .bad")).to_contain_text("tidak tercetak")


def test_a_hidden_tab_keeps_its_owner_present_and_its_title_true(desk: Console, server: Server) -> None:
    hide = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
    tell = "document.dispatchEvent(new Event('visibilitychange'))"
    with desk.page.expect_event("worker"), desk.page.expect_response("**/console/here"):
        desk.page.evaluate(hide % "true" + tell)
    ticket = server.issue()
    expect(desk.ticket).to_contain_text("Anda siap")
    desk.page.evaluate(hide % "false" + tell)
    desk.shows(ticket.number, "called")


def test_in_pull_mode_the_main_key_calls_the_next(browser: Browser, tmp_path: Path) -> None:
    with (
        running(tmp_path / "pulling", "--demo", "--assignment", "pull") as server,
        console(browser, server.url) as puller,
    ):
        puller.enter("verifier-9", "loket-9")
        expect(puller.main_key).to_contain_text("Panggil berikutnya")
        puller.main_key.click()
        expect(puller.page.locator("#said")).to_contain_text("Belum ada yang menunggu")
        ticket = server.issue()
        expect(puller.page.locator("#waiting")).to_contain_text(ticket.number)
        puller.main_key.click()
        puller.shows(ticket.number, "called")
        puller.is_clean()


def test_the_clock_is_written_as_the_language_writes_it(desk: Console) -> None:
    clock = desk.page.locator("#clock")
    expect(clock).to_have_text(re.compile(r"^\d\d\.\d\d$"))
    desk.page.click("button[name=language][value=en]")
    expect(clock).to_have_text(re.compile(r"^\d\d:\d\d$"))


def test_nothing_on_the_page_is_inline_and_nobody_may_frame_it(desk: Console) -> None:
    answer = desk.page.request.get(f"{desk.url}/console")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert desk.page.locator("[style], script:not([src]), [onclick]").count() == 0
