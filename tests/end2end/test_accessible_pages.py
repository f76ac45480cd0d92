"""Every page of ours in a real Chromium under axe-core: no barrier by WCAG 2.2 AA and its best practices; what a phone
shows stands out 7 to 1 besides, for the sun."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from counter_server.protocol.device_state import DeviceState, PartState
from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.terms import PartIs
from tests.accessibility import FOR_THE_SUN, barriers, watched
from tests.browser import LAPTOP, Console
from tests.phone_office import path_of, public_office, scanned
from tests.server import ROOT, Server

ASKS = ROOT / "counter_server" / "web" / "templates" / "ask"
OF_NO_TICKET = ("pause", "issue", "pin", "find", "notices")
OF_A_TICKET = ("card", "finish", "transfer", "return", "cancel", "priority", "remind", "note")
OF_THE_END = ("sign-out",)
OF_THE_FLOOR = ("call", "people", "pair", "revoke", "new-pin")
PHONE = ViewportSize(width=360, height=640)
NO_PAPER = DeviceState({"printer": PartState(PartIs.FAILED, "no_paper")})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with public_office(tmp_path_factory.mktemp("accessible")) as started:
        yield started


@pytest.fixture
def office(server: Server) -> Server:
    """The same, swept."""
    server.sweep()
    return server


@contextmanager
def window(browser: Browser, size: ViewportSize, language: str = "id-ID") -> Iterator[BrowserContext]:
    """A browser that axe looks through; nothing moves while it does."""
    context = browser.new_context(viewport=size, locale=language, reduced_motion="reduce")
    watched(context)
    try:
        yield context
    finally:
        context.close()


@pytest.fixture
def console(browser: Browser, office: Server) -> Iterator[Console]:
    """Nobody has signed in yet."""
    with window(browser, ViewportSize(width=LAPTOP[0], height=LAPTOP[1])) as context:
        yield Console(context.new_page(), office.url)


@pytest.fixture
def phone(browser: Browser, office: Server) -> Iterator[Page]:
    with window(browser, PHONE) as context:
        yield context.new_page()


def is_open_to_all(page: Page, *besides: str) -> None:
    page.wait_for_load_state()
    assert barriers(page, *besides) == []


def ask(console: Console, path: str) -> None:
    """A question, opened as a press of its key would; looked at, and closed."""
    console.page.evaluate("path => htmx.ajax('GET', path, {target: '#ask-body', swap: 'innerHTML'})", path)
    expect(console.dialog).to_be_visible()
    is_open_to_all(console.page)
    console.page.keyboard.press("Escape")
    expect(console.dialog).to_be_hidden()


def waits_for_papers(server: Server) -> IssuedTicket:
    """A ticket about which there is much to say."""
    unsure = {"for": "self", "insurance": "unsure", "residence": "unsure"}
    return server.issue("A", documents={"kk": ["original"]}, answers=unsure, priority="elderly")


def test_what_is_not_open_to_all_is_found(phone: Page, office: Server) -> None:
    phone.goto(f"{office.url}/t/nobody")
    phone.evaluate("document.querySelector('main').append(document.createElement('button'), new Image())")
    assert [barrier.partition(":")[0] for barrier in barriers(phone)] == ["button-name", "image-alt"]


def test_every_question_there_is_is_looked_at() -> None:
    asked = {path.stem for path in ASKS.glob("*.html")} - {"layout", "reason"}
    assert asked == {*OF_NO_TICKET, *OF_A_TICKET, *OF_THE_FLOOR, *OF_THE_END}


def test_signing_in(console: Console, office: Server) -> None:
    office.verifier(3)
    console.open()
    is_open_to_all(console.page)
    console.sign_in("verifier-1", "loket-1", pin="000000")
    expect(console.page.locator("#refused")).to_be_visible()
    is_open_to_all(console.page)


def test_a_desk_in_each_of_its_states(console: Console, office: Server) -> None:
    office.kiosk.report_state(NO_PAPER)
    console.enter("extra-1", "bantuan-1")
    expect(console.page.locator("#alerts [data-subject]").first).to_be_visible()
    expect(console.ticket).to_be_visible()
    is_open_to_all(console.page)
    first, second = waits_for_papers(office), waits_for_papers(office)
    waits_for_papers(office)
    console.main_key.click()
    console.shows(first.number, "called")
    is_open_to_all(console.page)
    console.verb("no-show").click()
    expect(console.page.locator("#no-show")).to_contain_text(first.number)
    console.main_key.click()
    console.shows(second.number, "called")
    console.main_key.click()
    console.shows(second.number, "serving")
    console.verb("hold").click()
    expect(console.page.locator(".lists")).to_contain_text(second.number)
    is_open_to_all(console.page)
    console.page.get_by_role("button", name="EN English").click()
    expect(console.page.locator("html")).to_have_attribute("lang", "en")
    console.page.evaluate("document.getElementById('line').hidden = false")  # as after ten seconds without the server
    is_open_to_all(console.page)


def test_every_question_of_a_desk(console: Console, office: Server) -> None:
    ticket = waits_for_papers(office)
    console.enter("extra-1", "bantuan-1")
    console.main_key.click()
    console.shows(ticket.number, "called")
    console.main_key.click()
    console.shows(ticket.number, "serving")
    is_open_to_all(console.page)
    for verb in OF_NO_TICKET:
        ask(console, f"/console/ask/{verb}")
    for verb in OF_A_TICKET:
        ask(console, f"/console/tickets/{ticket.id}/ask/{verb}")


def test_the_floor_and_its_machines(console: Console, office: Server) -> None:
    office.kiosk.report_state(NO_PAPER)
    verifier, waiting = office.verifier(3), office.issue()
    called = office.issue()
    waits_for_papers(office)
    office.supervisor().call(called.id, "loket-3", "uji")
    console.enter("supervisor-1", None)
    verifier.start(called.id)
    expect(console.page.locator("#counters .serving")).to_be_visible()
    expect(console.page.locator("#alerts [data-subject]").first).to_be_visible()
    is_open_to_all(console.page)
    ask(console, f"/console/tickets/{waiting.id}/ask/call")
    ask(console, "/console/ask/people")
    ask(console, "/console/people/verifier-2/ask/pin")
    console.page.goto(f"{office.url}/console/devices")
    expect(console.page.get_by_role("heading", name="Perangkat")).to_be_visible()
    is_open_to_all(console.page)
    ask(console, "/console/devices/ask/pair")


def test_a_machine_that_is_to_be_revoked(console: Console, office: Server) -> None:
    begun = office.client().begin_pairing("display")
    office.supervisor().approve_pairing(begun.code, "dinding-1")
    console.enter("supervisor-1", None)
    expect(console.page.locator("#sums")).to_be_visible()
    console.page.goto(f"{office.url}/console/devices")
    ask(console, "/console/devices/dinding-1/ask/revoke")
    is_open_to_all(console.page)


def test_a_ticket_s_page_in_each_of_its_states(phone: Page, office: Server) -> None:
    office.verifier(2).ready()
    verifier, ticket = office.verifier(3), office.issue()
    supervisor = office.supervisor()
    phone.goto(f"{office.url}{path_of(ticket)}/en")
    expect(phone.locator("#wait")).to_be_visible()
    is_open_to_all(phone, *FOR_THE_SUN)
    phone.locator("#remind").click()
    is_open_to_all(phone, *FOR_THE_SUN)
    phone.context.set_offline(True)
    expect(phone.locator("#lost")).to_be_visible()
    is_open_to_all(phone, *FOR_THE_SUN)
    phone.context.set_offline(False)
    phone.goto(f"{office.url}{path_of(ticket)}/en/cancel")
    is_open_to_all(phone, *FOR_THE_SUN)
    supervisor.call(ticket.id, "loket-3", "uji")
    moves = (None, verifier.start, verifier.hold, verifier.call, verifier.no_show)
    for move in moves:
        if move is not None:
            move(ticket.id)
        phone.goto(office.url + path_of(ticket))
        is_open_to_all(phone, *FOR_THE_SUN)
    supervisor.cancel(ticket.id, "uji")
    for path in (path_of(ticket), "/t/nobody/en"):
        phone.goto(office.url + path)
        is_open_to_all(phone, *FOR_THE_SUN)


def test_every_step_of_the_way_to_a_ticket(phone: Page, office: Server) -> None:
    phone.goto(office.url + scanned(office))
    for choice in ("A", "family", "jkn"):
        is_open_to_all(phone, *FOR_THE_SUN)
        phone.click(f"button[value={choice}]")
    is_open_to_all(phone, *FOR_THE_SUN)
    phone.go_back()
    for choice in ("unsure", "elsewhere", "original", "both", "infant"):
        is_open_to_all(phone, *FOR_THE_SUN)
        phone.click(f"button[value={choice}]")
    is_open_to_all(phone, *FOR_THE_SUN)
    phone.go_back()
    is_open_to_all(phone, *FOR_THE_SUN)
    phone.get_by_role("button", name="English").click()
    phone.get_by_role("link", name="I need help").click()
    is_open_to_all(phone, *FOR_THE_SUN)
    phone.click("button.go")
    expect(phone.locator("#number")).to_be_visible()
    phone.goto(f"{office.url}/k/AAAAAAAAAAAAAAAA")
    is_open_to_all(phone, *FOR_THE_SUN)


def test_both_of_our_stylesheets_let_a_page_be_enlarged() -> None:
    for page in ("page.html", "phone_layout.html"):
        text = Path(ROOT / "counter_server" / "web" / "templates" / page).read_text(encoding="utf-8")
        assert 'content="width=device-width, initial-scale=1"' in text, "nothing forbids zooming"
