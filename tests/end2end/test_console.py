"""The console in a real Chromium against the real server command."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from counter_server.protocol.terms import Priority
from tests.browser import Console, console
from tests.server import Server


@pytest.fixture
def desk(browser: Browser, server: Server) -> Iterator[Console]:
    """Verifier 3 at loket 3, signed in and not yet ready."""
    with console(browser, server.url) as opened:
        opened.enter("verifier-3", "loket-3")
        expect(opened.main_key).to_contain_text("Siap melayani")
        yield opened
        opened.is_clean()


def test_a_ticket_comes_by_itself_to_whoever_is_ready_and_is_served_with_the_big_key(
    desk: Console, server: Server
) -> None:
    desk.main_key.click()
    expect(desk.ticket).to_contain_text("Anda siap")
    ticket = server.issue(answers={"for": "family", "insurance": "none", "residence": "city"})
    desk.shows(ticket.number, "called")
    expect(desk.ticket).to_contain_text("Keluarga atau kerabat")
    expect(desk.page).to_have_title(re.compile(rf"{ticket.number} · Loket 3"))
    desk.main_key.click()
    desk.shows(ticket.number, "serving")
    desk.looked_at()
    desk.main_key.click()
    expect(desk.ticket).to_contain_text("Anda siap")


def test_a_paper_ticked_off_is_kept_and_decides_what_the_main_key_does(desk: Console, server: Server) -> None:
    ticket = server.issue()
    desk.main_key.click()
    desk.shows(ticket.number, "called")
    desk.main_key.click()
    desk.shows(ticket.number, "serving")
    copy = desk.page.locator("#tick-ektp-copy")
    copy.uncheck(force=True)
    expect(desk.main_key).to_contain_text("pilih hasilnya")
    desk.page.reload()
    expect(copy).not_to_be_checked()
    desk.main_key.click()
    dialog = desk.dialog
    expect(dialog.get_by_label("Berkas belum lengkap")).to_be_checked()
    expect(dialog.locator("input[name=missing_ektp][value=copy]")).to_be_checked()
    expect(dialog.locator("input[name=missing_kk][value=copy]")).not_to_be_checked()
    dialog.get_by_role("button", name="Selesai").click()
    expect(dialog).to_be_hidden()
    expect(desk.ticket).to_contain_text("Anda siap")


def test_papers_ticked_quickly_one_after_another_are_all_kept(desk: Console, server: Server) -> None:
    ticket = server.issue(documents={"kk": ["original"]}, service="K", answers={})
    with console(desk.page.context.browser, server.url) as help_desk:  # type: ignore[arg-type]
        help_desk.enter("extra-1", "bantuan-1")
        help_desk.main_key.click()
        help_desk.shows(ticket.number, "called")
        for key in "234":
            help_desk.press(key)
        for place in ("kk-original", "kk-copy", "ektp-original", "ektp-copy"):
            expect(help_desk.page.locator(f"#tick-{place}")).to_be_checked()
        expect(help_desk.page.locator(".tick.needed")).to_have_count(0)
        help_desk.page.reload()
        for place in ("kk-original", "kk-copy", "ektp-original", "ektp-copy"):
            expect(help_desk.page.locator(f"#tick-{place}")).to_be_checked()
        help_desk.is_clean()


def test_incomplete_papers_go_through_the_help_desk_to_a_verifier(
    browser: Browser, desk: Console, server: Server
) -> None:
    desk.main_key.click()
    ticket = server.issue(documents={"kk": ["original"]})
    with console(browser, server.url) as help_desk:
        help_desk.enter("extra-1", "bantuan-1")
        help_desk.main_key.click()
        help_desk.shows(ticket.number, "called")
        expect(desk.ticket).to_contain_text("Anda siap")
        help_desk.main_key.click()
        help_desk.shows(ticket.number, "serving")
        for key in "234":
            help_desk.press(key)
        expect(help_desk.main_key).to_contain_text("Lengkap, lanjut")
        help_desk.main_key.click()
        desk.shows(ticket.number, "called")
        expect(desk.ticket).to_contain_text("Verifikasi")
        help_desk.is_clean()


def test_the_help_desk_forwards_incomplete_papers_with_one_key(browser: Browser, desk: Console, server: Server) -> None:
    desk.main_key.click()
    ticket = server.issue(documents={})
    with console(browser, server.url) as help_desk:
        help_desk.enter("extra-2", "bantuan-2")
        help_desk.main_key.click()
        help_desk.shows(ticket.number, "called")
        help_desk.main_key.click()
        help_desk.shows(ticket.number, "serving")
        help_desk.press("r")
        desk.shows(ticket.number, "called")


def test_two_verifiers_each_have_their_own_ticket_in_their_own_browser(
    browser: Browser, desk: Console, server: Server
) -> None:
    with console(browser, server.url) as other:
        other.enter("verifier-4", "loket-4")
        desk.main_key.click()
        expect(desk.ticket).to_contain_text("Anda siap")
        other.main_key.click()
        expect(other.ticket).to_contain_text("Anda siap")
        first, second = server.issue(), server.issue()
        desk.shows(first.number, "called")
        other.shows(second.number, "called")
        for one, ticket in ((desk, first), (other, second)):
            one.main_key.click()
            one.shows(ticket.number, "serving")
        third = server.issue()
        expect(other.page.locator("#waiting")).to_contain_text(third.number)
        desk.looked_at()
        desk.main_key.click()
        desk.shows(third.number, "called")
        expect(other.page.locator("#waiting")).not_to_contain_text(third.number)
        other.is_clean()


def test_a_visit_is_served_without_a_mouse(browser: Browser, server: Server) -> None:
    first, second = server.issue(), server.issue()
    with console(browser, server.url) as keys:
        keys.open()
        press = keys.press
        keys.page.locator("input[name=staff]").first.focus()
        press("ArrowRight")
        expect(keys.page.locator("#chosen")).to_contain_text("Verifikator 2")
        press("Tab")
        while keys.page.evaluate("document.activeElement.name") != "counter":
            press("Tab")
        press("Space")
        while keys.page.evaluate("document.activeElement.id") != "pin":
            press("Tab")
        keys.page.keyboard.type("246810")
        press("Enter")
        expect(keys.main_key).to_contain_text("Siap melayani")
        press("Enter")
        keys.shows(first.number, "called")
        press("u")
        expect(keys.ticket).to_contain_text("dipanggil 2 kali")
        press("Enter")
        keys.shows(first.number, "serving")
        press("t")
        keys.shows(second.number, "called")
        expect(keys.page.locator("#held")).to_contain_text(first.number)
        press("h")
        expect(keys.page.locator("#no-show")).to_contain_text(second.number)
        expect(keys.ticket).to_contain_text("Anda siap")
        keys.page.locator("#held button").first.focus()
        press("Enter")
        keys.shows(first.number, "called")
        press("Enter")
        keys.shows(first.number, "serving")
        press("s")
        dialog = keys.dialog
        expect(dialog).to_be_visible()
        press("4")
        expect(dialog.get_by_label("Diarahkan ke Disdukcapil")).to_be_checked()
        press("Enter")
        expect(dialog).to_be_hidden()
        expect(keys.ticket).to_contain_text("Anda siap")
        keys.is_clean()


def test_after_a_server_restart_the_page_is_right_again_and_the_session_kept(desk: Console, server: Server) -> None:
    ticket = server.issue()
    desk.main_key.click()
    desk.shows(ticket.number, "called")
    server.stop()
    expect(desk.page.locator("#line")).to_be_visible()
    desk.press("u")
    expect(desk.page.locator("#said")).to_contain_text("belum dijalankan")
    server.start()
    expect(desk.page.locator("#line")).to_be_hidden()
    later = server.issue()
    expect(desk.page.locator("#waiting")).to_contain_text(later.number)
    desk.main_key.click()
    desk.shows(ticket.number, "serving")
    desk.is_clean(but="net::ERR|^htmx:(afterRequest|sendError|timeout)$")
    desk.errors.clear()


def test_a_wrong_pin_is_told_plainly_and_the_choice_is_kept(browser: Browser, server: Server) -> None:
    with console(browser, server.url) as page:
        page.sign_in("verifier-5", "loket-7", pin="111111")
        expect(page.page.get_by_role("alert")).to_have_text("Nama petugas dan PIN tidak cocok. Silakan coba lagi.")
        expect(page.page.locator("input[value=verifier-5]")).to_be_checked()
        expect(page.page.locator("input[value=loket-7]")).to_be_checked()
        expect(page.page.locator("#pin")).to_be_focused()
        expect(page.page.locator("#pin")).to_have_value("")
        page.page.fill("#pin", "246810")
        page.page.press("#pin", "Enter")
        expect(page.main_key).to_contain_text("Siap melayani")
        page.is_clean(but="401")


def test_an_occupied_counter_is_refused_by_name(browser: Browser, desk: Console, server: Server) -> None:
    with console(browser, server.url) as other:
        other.sign_in("verifier-6", "loket-3")
        expect(other.page.get_by_role("alert")).to_contain_text("Loket 3")
        expect(other.page.locator(".chip.taken")).to_contain_text("Verifikator 3")


def test_a_refusal_is_a_sentence_and_what_was_typed_stays(desk: Console, server: Server) -> None:
    waiting = server.issue()
    expect(desk.page.locator("#waiting")).to_contain_text(waiting.number)
    desk.page.click(f"#more-{waiting.id}")
    desk.page.click("#card-cancel")
    desk.page.fill("#reason", "Pulang")
    cancelled = desk.page.request.post(
        f"{server.url}/api/v1/tickets/{waiting.id}/cancel",
        data={"reason": "lain"},
        headers={"Origin": server.url},
    )
    assert cancelled.ok
    expect(desk.page.locator("#waiting")).not_to_contain_text(waiting.number)
    desk.dialog.get_by_role("button", name="Batalkan nomor").click()
    expect(desk.page.locator("#ask-said")).to_contain_text("dibatalkan")
    expect(desk.page.locator("#reason")).to_have_value("Pulang")
    desk.press("Escape")
    expect(desk.dialog).to_be_hidden()


def test_signing_out_with_a_ticket_open_is_refused_and_allowed_afterwards(desk: Console, server: Server) -> None:
    ticket = server.issue()
    desk.main_key.click()
    desk.shows(ticket.number, "called")
    desk.page.get_by_role("button", name="Keluar").click()
    expect(desk.page.locator("#said")).to_contain_text(ticket.number)
    desk.shows(ticket.number, "called")
    desk.press("h")
    expect(desk.ticket).to_contain_text("Anda siap")
    desk.page.get_by_role("button", name="Keluar").click()
    expect(desk.page.locator("#pin")).to_be_visible()


TELLS_ITS_PATIENCE = """
const open = XMLHttpRequest.prototype.open, send = XMLHttpRequest.prototype.send, told = [];
XMLHttpRequest.prototype.open = function (verb, where, ...more) {
  this.isDesk = where.endsWith("/console/desk");
  open.call(this, verb, where, ...more);
};
XMLHttpRequest.prototype.send = function (...what) {
  if (this.isDesk) document.documentElement.dataset.patience = (told.push(this.timeout), JSON.stringify(told));
  send.apply(this, what);
};
"""


def test_a_slow_server_is_waited_for_longer_than_a_connection_that_may_be_dead(desk: Console, server: Server) -> None:
    patience = desk.page.locator("html[data-patience]")
    desk.page.add_init_script(TELLS_ITS_PATIENCE)
    desk.page.reload()
    expect(desk.page.locator("#waiting")).to_contain_text("Tidak ada")
    first = server.issue()
    expect(desk.page.locator("#waiting")).to_contain_text(first.number)
    server.restart()
    expect(desk.page.locator("#line")).to_be_hidden()
    later = server.issue()
    expect(desk.page.locator("#waiting")).to_contain_text(later.number)
    last = server.issue()  # by now the line lives, however slow it was before
    expect(desk.page.locator("#waiting")).to_contain_text(last.number)
    told = json.loads(patience.get_attribute("data-patience") or "")
    assert min(told) < max(told)
    desk.is_clean(but="net::ERR|^htmx:(afterRequest|sendError|timeout)$")
    desk.errors.clear()


COUNTS_LINES = """
const counts = { opened: 0, ended: 0 };
const one_more = (what) => { counts[what] += 1; document.documentElement.dataset[what] = counts[what]; };
window.EventSource = class extends EventSource {
  constructor(...of) { super(...of); one_more("opened"); this.addEventListener("error", () => one_more("ended")); }
  close() { super.close(); one_more("ended"); }
};
"""


def test_whoever_signs_out_does_not_ask_for_the_line_that_ended_with_her_session(desk: Console) -> None:
    desk.page.add_init_script(COUNTS_LINES)
    now = desk.page.evaluate("Date.now()") / 1000
    desk.page.clock.install(time=now)  # before the page sets its first timer
    desk.page.clock.pause_at(now + 600)  # a line whose first word comes late is not opened anew
    desk.page.reload()
    expect(desk.page.locator("html")).to_have_attribute("data-opened", "1")
    held: list[Route] = []
    desk.page.route("**/console/sign-out", lambda route: held.append(route))
    with desk.page.expect_request("**/console/sign-out"):
        desk.page.get_by_role("button", name="Keluar").click()
    expect(desk.page.locator("html[data-ended]")).to_have_count(1)
    (route,) = held
    answer = route.fetch()
    desk.page.clock.fast_forward(5000)
    expect(desk.page.locator("html")).to_have_attribute("data-opened", "1")
    route.fulfill(response=answer)
    expect(desk.page.locator("#pin")).to_be_visible()


def test_whoever_may_not_sign_out_yet_hears_on(desk: Console, server: Server) -> None:
    desk.page.add_init_script(COUNTS_LINES)
    desk.page.reload()
    ticket = server.issue()
    desk.main_key.click()
    desk.shows(ticket.number, "called")
    opened = desk.page.locator("html").get_attribute("data-opened") or ""
    desk.page.get_by_role("button", name="Keluar").click()
    expect(desk.page.locator("#said")).to_contain_text(ticket.number)
    expect(desk.page.locator("html")).not_to_have_attribute("data-opened", opened)
    later = server.issue()
    expect(desk.page.locator("#waiting")).to_contain_text(later.number)


def test_a_double_click_does_it_once(desk: Console, server: Server) -> None:
    first = server.issue()
    desk.main_key.dblclick()
    desk.shows(first.number, "called")
    desk.main_key.dblclick()
    desk.shows(first.number, "serving")
    expect(desk.main_key).to_be_enabled()
    desk.shows(first.number, "serving")


def test_a_key_pressed_right_behind_a_question_that_was_closed_is_the_desks(desk: Console) -> None:
    desk.main_key.click()
    expect(desk.ticket).to_contain_text("Anda siap")
    desk.press("j")
    desk.dialog.locator("[data-says]").first.click()
    expect(desk.page.locator("#reason")).to_be_focused()
    desk.page.evaluate(
        """() => {
            document.getElementById("ask").close();
            const typed = new KeyboardEvent("keydown", {key: "o", bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(typed);
        }"""
    )
    expect(desk.dialog.locator("[data-sound]")).to_be_visible()
    desk.dismiss()


def test_a_click_meant_for_what_the_main_key_was_does_not_do_what_it_has_become(desk: Console, server: Server) -> None:
    ticket = server.issue()
    desk.page.evaluate(
        """new MutationObserver(() => {
            const key = document.getElementById("main-key");
            if (key.textContent.includes("Mulai")) { window.clickedTooSoon = true; key.click(); }
        }).observe(document.querySelector(".work"), {childList: true, subtree: true})"""
    )
    desk.main_key.click()
    desk.shows(ticket.number, "called")
    expect(desk.main_key).to_be_enabled()
    assert desk.page.evaluate("window.clickedTooSoon")
    desk.shows(ticket.number, "called")
    desk.press("Enter")
    desk.shows(ticket.number, "serving")


def test_an_enter_on_a_tick_presses_the_main_key_and_never_leaves_the_page(desk: Console, server: Server) -> None:
    ticket = server.issue()
    desk.main_key.click()
    desk.shows(ticket.number, "called")
    desk.page.get_by_role("button", name="Pintasan papan ketik").click()
    desk.page.locator("#tick-kk-original").focus()
    desk.press("Enter")
    expect(desk.page).to_have_url(f"{server.url}/console")
    desk.page.get_by_role("button", name="Pintasan papan ketik").click()
    desk.page.locator("#tick-kk-original").focus()
    desk.press("Enter")
    desk.shows(ticket.number, "serving")


def test_the_desk_refreshes_around_a_half_filled_form(desk: Console, server: Server) -> None:
    ticket = server.issue()
    desk.main_key.click()
    desk.shows(ticket.number, "called")
    desk.press("k")
    expect(desk.dialog).to_be_visible()
    desk.page.fill("#reason", "Pengunjung ke kasir")
    later = server.issue(priority=Priority.ELDERLY)
    expect(desk.page.locator("#waiting")).to_contain_text(later.number)
    expect(desk.page.locator("#reason")).to_have_value("Pengunjung ke kasir")
    expect(desk.page.locator("#reason")).to_be_focused()


def test_a_pause_asked_for_while_serving_begins_afterwards(desk: Console, server: Server) -> None:
    ticket = server.issue()
    desk.main_key.click()
    desk.shows(ticket.number, "called")
    desk.press("j")
    desk.page.get_by_role("button", name="Salat").click()
    desk.press("Enter")
    expect(desk.page.locator("#said")).to_contain_text("begitu nomor ini selesai")
    server.issue()
    desk.press("h")
    expect(desk.ticket).to_contain_text("Sedang jeda")
    expect(desk.page.locator("#bar-state")).to_contain_text("Salat")
    expect(desk.main_key).to_contain_text("Siap lagi")


def test_the_language_changes_every_word_and_is_remembered(desk: Console) -> None:
    desk.page.get_by_role("button", name="English").click()
    expect(desk.main_key).to_contain_text("Ready to serve")
    expect(desk.page.locator("html")).to_have_attribute("lang", "en")
    desk.page.reload()
    expect(desk.main_key).to_contain_text("Ready to serve")


def test_a_session_that_was_replaced_leads_back_to_the_sign_in_page(
    browser: Browser, desk: Console, server: Server
) -> None:
    with console(browser, server.url) as elsewhere:
        elsewhere.sign_in("verifier-3", "loket-5")
        expect(elsewhere.page.locator("#bar-place")).to_have_text("Loket 5")
    expect(desk.page.locator("#pin")).to_be_visible()
    desk.errors.clear()


def test_the_running_time_turns_amber_and_then_red_and_says_so(desk: Console, server: Server) -> None:
    server.issue()
    desk.main_key.click()
    desk.main_key.click()
    running_time = desk.page.locator("#ticket .status time")
    expect(running_time).to_have_attribute("data-standard", "15")
    with desk.page.expect_response("**/console/here"):  # hidden, it has no stream that would set its clock right
        desk.page.evaluate("Object.defineProperty(document, 'hidden', {value: true})")
        desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    for minutes, pace, said in ((11, "", ""), (13, "soon", "hampir lewat standar"), (16, "late", "lewat standar")):
        desk.page.evaluate("ms => Console.setClock(new Date(Date.now() + ms).toISOString())", minutes * 60_000)
        expect(desk.page.locator("#ticket .status .pace")).to_have_text(said)
        expect(running_time).to_have_class(pace)


def test_the_first_of_each_list_is_a_letter_away(desk: Console, server: Server) -> None:
    held, missed = server.issue(), server.issue()
    desk.main_key.click()
    desk.shows(held.number, "called")
    desk.main_key.click()
    desk.shows(held.number, "serving")
    desk.press("t")
    desk.shows(missed.number, "called")
    desk.press("h")
    expect(desk.page.locator("#no-show-rows")).to_contain_text(missed.number)
    desk.press("l")
    desk.shows(held.number, "called")
    desk.press("e")
    expect(desk.page.locator("#waiting-rows")).to_contain_text(missed.number)
    papers = {"kk": ["original", "copy"], "ektp": ["original", "copy"]}
    colleague = server.verifier(2)
    booked = colleague.issue(request_id="by-telephone", service="A", channel="phone", documents=papers)
    expect(desk.page.locator(f"#check-in-{booked.id}")).to_be_visible()
    desk.press("d")
    expect(desk.page.locator(f"#check-in-{booked.id}")).to_have_count(0)
    assert colleague.ticket(booked.id).status == "waiting"
