"""The pages of the person in charge: a busy floor, settings with a way back, and the figures of a past week."""

from datetime import date, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser import Console, console
from tests.busy_floor import busy_floor
from tests.office_past import past
from tests.server import running
from tests.store import SECRET
from tests.survey_past import a_past

from .camera import Camera

MONDAY = date(2026, 11, 16)
NOW = datetime.fromisoformat("2026-11-23T09:00:00+07:00")
TICKETS_A_DAY = 30
PLANNING = 120_000
"""Milliseconds a plan may take: longer the server does not reckon."""


def pictures(camera: Camera, browser: Browser, folder: Path) -> None:
    """Of what she does."""
    with busy_floor(folder) as server, console(browser, server.url) as chair:
        chair.sign_in("supervisor-1", None)
        on_the_floor(camera, chair)
        the_alerts(camera, chair)
        in_the_settings(camera, chair)


def figures(camera: Camera, browser: Browser, folder: Path) -> None:
    """Of what she reads: of a week that is over."""
    days = [MONDAY + timedelta(days=n) for n in range(5)]
    with past(folder, days, tickets=TICKETS_A_DAY, until=NOW):
        pass
    a_past(folder / "data")
    (folder / "data" / "secret").write_bytes(SECRET[:32])
    options = ("--demo", "--assets", str(folder / "assets"), "--clock-start", NOW.isoformat())
    with running(folder / "data", *options) as server, console(browser, server.url) as chair:
        chair.sign_in("supervisor-1", None)
        expect(chair.page.locator("#sums")).to_be_visible()
        of_the_past(camera, chair)


def on_the_floor(camera: Camera, chair: Console) -> None:
    """The whole floor, then what is done there."""
    page = chair.page
    expect(page.locator("#alerts-rows .alert").nth(2)).to_be_visible()
    expect(page.locator("#machine-paper")).to_contain_text("8 %")
    camera.page("penanggung-jawab-ruang", page)
    chair.press("y")
    chair.press("o")
    page.locator("#team-verifier-16").get_by_role("button", name="Pindahkan").click()
    chair.dialog.get_by_label("Petugas bantuan").check()
    chair.dialog.get_by_role("button", name="Antrean panjang").click()
    camera.page("penanggung-jawab-pindah", page, chair.dialog)
    chair.dismiss()
    chair.press("2")
    chair.dialog.get_by_role("button", name="Antrean sudah penuh").click()
    camera.page("penanggung-jawab-layanan", page, chair.dialog)
    chair.dismiss()
    chair.press("g")
    camera.page("penanggung-jawab-pengumuman", page, chair.dialog)
    chair.dismiss()


def the_alerts(camera: Camera, chair: Console) -> None:
    """Of the day, one of them known."""
    page = chair.page
    page.goto(f"{chair.url}/console/alerts")
    expect(page.locator("#alerts td small").first).to_be_visible()
    camera.page("penanggung-jawab-peringatan", page, page.locator("#console .head"), page.locator("#alerts"))


def in_the_settings(camera: Camera, chair: Console) -> None:
    """A change, and the way back."""
    page = chair.page
    page.goto(f"{chair.url}/console/settings/section/hours")
    page.get_by_label("Nomor terakhir").fill("15")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("#saved")).to_be_visible()
    camera.page("penanggung-jawab-pengaturan", page)
    page.goto(f"{chair.url}/console/settings/history/branch/1")
    camera.page("penanggung-jawab-riwayat", page, page.locator(".setting-page"), height=380)


def of_the_past(camera: Camera, chair: Console) -> None:
    """Reports, the survey, the plan."""
    page = chair.page
    page.goto(f"{chair.url}/console/reports?period=last_week")
    page.locator(".periods").evaluate("one => one.scrollIntoView()")
    camera.page("penanggung-jawab-laporan", page)
    page.goto(f"{chair.url}/console/survey")
    expect(page.locator("#skm-elements tbody tr")).to_have_count(9)
    camera.page("penanggung-jawab-survei", page)
    page.goto(f"{chair.url}/console/plan")
    page.fill("#plan-within", "5")
    page.fill("#plan-verifiers", "3")
    page.press("#plan-verifiers", "Enter")
    expect(page.locator("#plan-answer svg")).to_have_count(2, timeout=PLANNING)
    camera.page("penanggung-jawab-rencana", page)
