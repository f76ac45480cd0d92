"""Machines in the console, in a real Chromium: what needs a hand, the list, pairing, revoking."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from counter_server.protocol.client import CounterClient, ServerRefused
from counter_server.protocol.device_state import DeviceState, PartState
from counter_server.protocol.terms import PartIs
from tests.browser import Console, console
from tests.server import Server

WELL = DeviceState({"printer": PartState(PartIs.OK)})
NO_PAPER = DeviceState({"printer": PartState(PartIs.FAILED, "no_paper")})


@pytest.fixture
def floor(browser: Browser, server: Server) -> Iterator[Console]:
    """The person in charge, on the floor; nobody waits."""
    server.kiosk.report_state(WELL)
    with console(browser, server.url) as opened:
        opened.enter("supervisor-1", None)
        expect(opened.page.locator("#sums")).to_be_visible()
        yield opened
        opened.is_clean()


@pytest.fixture
def devices(floor: Console) -> Console:
    """The person in charge, on the page of machines."""
    floor.page.get_by_role("link", name="Perangkat").click()
    expect(floor.page.get_by_role("heading", name="Perangkat")).to_be_visible()
    return floor


def alert(opened: Console, subject: str) -> Locator:
    return opened.page.locator(f"#alerts [data-subject='{subject}']")


def row(opened: Console, device: str) -> Locator:
    return opened.page.locator(f"#device-{device}")


def pair(opened: Console, code: str, name: str) -> None:
    """As it is typed into the dialog; the dialog stays open where it is refused."""
    if not opened.dialog.is_visible():
        opened.page.locator("#pair").click()
    opened.page.fill("#code", code)
    opened.page.fill("#device", name)
    opened.page.press("#device", "Enter")


def test_a_fault_is_on_the_floor_and_gone_with_its_cause(floor: Console, server: Server) -> None:
    kiosk, shown = server.kiosk, alert(floor, "demo-kiosk")
    for _ in range(3):
        kiosk.report_state(NO_PAPER)
        shown.wait_for(state="visible")
        expect(shown).to_contain_text("kertas tiket habis")
        expect(shown).to_contain_text("sejak")
        kiosk.report_state(WELL)
        shown.wait_for(state="detached")


def test_extra_staff_are_told_what_ails_the_kiosk_and_verifiers_are_not(
    browser: Browser, floor: Console, server: Server
) -> None:
    with console(browser, server.url) as extra, console(browser, server.url) as verifier:
        extra.enter("extra-1", "bantuan-1")
        verifier.enter("verifier-1", "loket-1")
        expect(extra.main_key).to_be_visible()
        expect(verifier.main_key).to_be_visible()
        server.display.report_state(DeviceState({"sound": PartState(PartIs.FAILED, "no_device")}))
        server.kiosk.report_state(NO_PAPER)
        expect(alert(extra, "demo-kiosk")).to_be_visible()
        expect(alert(extra, "demo-display")).to_have_count(0)
        expect(alert(floor, "demo-display")).to_be_visible()
        issued = server.issue()
        expect(verifier.page.locator("#waiting")).to_contain_text(issued.number)  # she has seen all that came before
        expect(verifier.page.locator(".alert")).to_have_count(0)
        server.kiosk.report_state(WELL)
        server.display.report_state(DeviceState({"sound": PartState(PartIs.OK)}))


def test_a_machine_is_paired_by_its_code_listed_and_revoked(devices: Console, server: Server) -> None:
    machine = server.client()
    code = machine.begin_pairing("kiosk")
    pair(devices, "AAA AAA", "Kiosk Pintu")
    expect(devices.dialog).to_contain_text("Kode AAA AAA tidak ada")
    pair(devices, f"{code.code[:3].lower()} {code.code[3:].lower()}", "Kiosk Pintu")
    line = row(devices, "Kiosk-Pintu")
    expect(line).to_contain_text("Belum pernah terhubung")
    expect(line).to_contain_text("Mesin antrean · seri")
    expect(line).to_contain_text("Penanggung Jawab")
    expect(devices.dialog).to_have_count(0)
    kiosk: CounterClient = server.client(machine.claim_pairing(code.secret).key)
    kiosk.report_state(NO_PAPER)
    expect(line).to_contain_text("Terhubung")
    expect(line).to_contain_text("Printer: bermasalah")
    expect(alert(devices, "Kiosk Pintu")).to_be_visible()

    line.get_by_role("button", name="Cabut").click()
    expect(devices.dialog).to_contain_text("Kiosk Pintu langsung berhenti bekerja")
    devices.dialog.get_by_role("button", name="Cabut").click()
    expect(line).to_contain_text("Dicabut")
    expect(line.get_by_role("button")).to_have_count(0)
    expect(alert(devices, "Kiosk Pintu")).to_have_count(0)
    with pytest.raises(ServerRefused) as refused:
        kiosk.board()
    assert refused.value.code == "not_signed_in"


def test_a_name_at_work_is_refused_in_words_and_the_code_may_be_tried_again(devices: Console, server: Server) -> None:
    first, second = server.client().begin_pairing("display"), server.client().begin_pairing("display")
    pair(devices, first.code, "layar-1")
    expect(row(devices, "layar-1")).to_be_visible()
    pair(devices, second.code, "layar-1")
    expect(devices.dialog).to_contain_text("layar-1 masih terpasang")
    pair(devices, second.code, "layar-2")
    expect(row(devices, "layar-2")).to_be_visible()


def test_the_page_shows_what_another_supervisors_hand_does(devices: Console, server: Server) -> None:
    """A program with her session; the page hears of it by the stream."""
    pairing = server.client().begin_pairing("display")
    token = next(cookie["value"] for cookie in devices.page.context.cookies() if "session" in cookie["name"])
    server.client(token).approve_pairing(pairing.code, "layar-lain")
    expect(row(devices, "layar-lain")).to_be_visible()
    server.client(token).revoke_device("layar-lain")
    expect(row(devices, "layar-lain")).to_contain_text("Dicabut")


def test_whoever_is_not_in_charge_finds_her_own_desk_instead(browser: Browser, server: Server) -> None:
    with console(browser, server.url) as verifier:
        verifier.enter("verifier-2", "loket-2")
        expect(verifier.main_key).to_be_visible()
        expect(verifier.page.get_by_role("link", name="Perangkat")).to_have_count(0)
        verifier.page.goto(f"{server.url}/console/devices")
        expect(verifier.main_key).to_be_visible()
        assert verifier.page.url.endswith("/console")
        verifier.is_clean()


def test_in_english_too(devices: Console, server: Server) -> None:
    server.kiosk.report_state(NO_PAPER)
    devices.page.get_by_role("button", name="EN English").click()
    devices.page.get_by_role("link", name="Devices").click()
    expect(alert(devices, "demo-kiosk")).to_contain_text("out of paper")
    devices.page.locator("#pair").click()
    expect(devices.dialog).to_contain_text("Code on the device's screen")
    devices.dismiss()
    server.kiosk.report_state(WELL)
