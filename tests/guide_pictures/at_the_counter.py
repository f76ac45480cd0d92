"""A verifier's and extra staff's desk on a Monday morning."""

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from counter_server.protocol.messages import IssuedTicket
from kiosk.pictures import paint_pictures
from tests.browser import Console, console
from tests.busy_floor import WALL_WELL
from tests.guarded import assets_with
from tests.server import DEMO_PIN, ROOT, Server, running

from .camera import Camera
from .machines import NO_PAPER, qml

MORNING = "2026-11-23T{}:00+07:00"
BREAKS = '[[breaks]]\ntime = "11:30-12:30"\nstaff = ["verifier-3"]\n'
NIK, KK = "1871014501610001", "1871013112100002"
"""Nobody's."""
LACKING = {"kk": ["original", "copy"], "ektp": ["original"]}


def pictures(camera: Camera, browser: Browser, folder: Path) -> None:
    """Of both guides."""
    assets = assets_with(folder, BREAKS)

    def clock(at: str) -> tuple[str, ...]:
        return ("--demo", "--assets", str(assets), "--clock-start", MORNING.format(at))

    with running(folder / "data", *clock("09:40")) as server:
        server.display.report_state(WALL_WELL)
        for n in (1, 2):
            serve(server, n)
        with console(browser, server.url) as desk:
            at_the_desk(camera, desk, server)
            server.restart(*clock("09:43"))
            unanswered(camera, desk)
        server.restart(*clock("09:58"))
        with console(browser, server.url) as desk:
            at_the_help_desk(camera, desk, server)
    before_the_kiosk(camera, folder / "kiosk")


def serve(server: Server, n: int) -> None:
    """A verifier, busy."""
    verifier = server.verifier(n)
    verifier.ready()
    verifier.start(server.issue().id)


def at_the_desk(camera: Camera, desk: Console, server: Server) -> None:
    """Verifier 3, from her sign-in until a number that is called waits for its visitor."""
    page = desk.page
    desk.open()
    page.check("input[value=verifier-3]", force=True)
    page.check("input[value=loket-3]", force=True)
    page.fill("#pin", DEMO_PIN)
    camera.page("verifikator-masuk", page)
    page.press("#pin", "Enter")
    desk.press("Enter")
    expect(desk.ticket).to_contain_text("Anda siap")
    held, missed = server.issue(), server.issue("K")
    desk.shows(held.number, "called")
    desk.press("Enter")
    desk.shows(held.number, "serving")
    desk.press("w")
    camera.page("verifikator-tunda", page, desk.dialog)
    page.keyboard.press("Enter")
    desk.shows(missed.number, "called")
    desk.press("h")
    expect(page.locator("#no-show")).to_contain_text(missed.number)
    mine = with_a_nik(server)
    desk.shows(mine.number, "called")
    for service, priority in (("A", "none"), ("K", "none"), ("A", "pregnant"), ("A", "none")):
        waits = server.issue(service, priority=priority)
        expect(page.locator("#waiting-rows")).to_contain_text(waits.number)
    expect(page.locator("#said .toast")).to_have_count(0, timeout=20_000)
    camera.page("verifikator-dipanggil", page)
    desk.press("Enter")
    desk.shows(mine.number, "serving")
    for key in "564":
        desk.press(key)
    expect(page.locator("#checks input:checked")).to_have_count(2)
    expect(desk.main_key).to_contain_text("pilih hasilnya")
    camera.page("verifikator-melayani", page, desk.ticket, page.locator("#keys"))
    desk.press("s")
    expect(desk.dialog.get_by_label("Berkas belum lengkap")).to_be_checked()
    camera.page("verifikator-hasil", page, desk.dialog)
    desk.dismiss()
    desk.press("j")
    desk.dialog.get_by_role("button", name="Istirahat").click()
    camera.page("verifikator-jeda", page, desk.dialog)
    desk.dismiss()
    desk.press("k")
    desk.dialog.get_by_role("button", name="Pengunjung minta waktu").click()
    page.keyboard.press("Enter")
    expect(desk.main_key).to_contain_text("Siap lagi")
    desk.press("Enter")
    expect(desk.ticket.locator(".paper.called")).to_be_visible()
    for times in ("2", "3"):
        desk.press("u")
        expect(desk.ticket).to_contain_text(f"dipanggil {times} kali")


def with_a_nik(server: Server) -> IssuedTicket:
    """A visitor of sixty-five who told her NIK."""
    ticket = server.issue(
        nik=NIK, kk=KK, priority="elderly", answers={"for": "self", "insurance": "none", "residence": "city"}
    )
    assert ticket.step == "verification"
    return ticket


def unanswered(camera: Camera, desk: Console) -> None:
    """Called three times, and nobody came."""
    expect(desk.main_key).to_contain_text("Tidak hadir", timeout=20_000)
    camera.page("verifikator-tidak-hadir", desk.page, desk.ticket.locator(".head"), desk.page.locator("#keys"))


def at_the_help_desk(camera: Camera, desk: Console, server: Server) -> None:
    """Extra staff 1: papers that lack something, somebody registered by WhatsApp."""
    page = desk.page
    server.kiosk.report_state(NO_PAPER)
    desk.sign_in("extra-1", "bantuan-1")
    desk.press("Enter")
    expect(desk.ticket).to_contain_text("Anda siap")
    mine = server.issue(documents=LACKING, answers={"for": "family", "insurance": "unsure", "residence": "city"})
    desk.shows(mine.number, "called")
    for service in "SL":
        server.issue(service)
    server.issue(documents={"kk": ["original"]}, priority="infant")
    desk.press("Enter")
    desk.shows(mine.number, "serving")
    camera.page("petugas-bantuan-melayani", page)
    desk.press("4")
    expect(desk.main_key).to_contain_text("Lengkap, lanjut")
    camera.page("petugas-bantuan-teruskan", page, page.locator("#papers"), page.locator("#keys"))
    desk.press("n")
    desk.dialog.get_by_label("A ·").check()
    desk.dialog.get_by_label("WhatsApp").check()
    page.fill("#expected", "10:30")
    for form in desk.dialog.locator("[data-for-service=A] input").all()[:3]:
        form.check()
    camera.page("petugas-bantuan-nomor-baru", page, desk.dialog)
    desk.dialog.locator("button[type=submit]").click()
    booked = page.locator("#waiting-rows").get_by_text(re.compile("Akan datang"))
    expect(booked).to_be_visible()
    expect(desk.dialog).to_be_hidden()
    desk.press("f")
    page.fill("#find", "1")
    camera.page("petugas-bantuan-cari", page, desk.dialog)


def before_the_kiosk(camera: Camera, folder: Path) -> None:
    """What the visitor has been told before she comes."""
    (told,) = paint_pictures(ROOT / "assets", folder, "summary-incomplete-portrait-id-normal".__eq__)
    camera.keep("petugas-bantuan-mesin-antrean", qml(told), width=420)
