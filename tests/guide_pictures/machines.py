"""What the technician sees: a machine's code, its approval in the console, the corner on the glass, a test print."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from counter_server.protocol.device_messages import Claim, Pairing
from counter_server.protocol.device_state import DeviceState, PartState
from counter_server.protocol.terms import Device, PartIs
from display.screen.pairing import PairingTalk
from display.screen.pairing_screen import pairing_screen
from kiosk.paper_pictures import pictures as papers
from kiosk.pictures import paint_pictures
from kiosk.printed_matter import Paper
from tests.browser import Console, console
from tests.busy_floor import WALL_WELL
from tests.server import ROOT, Server, running

from .camera import Camera

ASSETS = ROOT / "assets"
CODE, SERVER = "K7R4MX", "http://192.168.1.10:8000"
CLOCK = ("--demo", "--clock-start", "2026-11-23T07:05:00+07:00")
NO_PAPER = DeviceState({"printer": PartState(PartIs.FAILED, "no_paper"), "outbox": PartState(PartIs.OK)}, "0.1.0")
WELL = DeviceState(
    {
        "printer": PartState(PartIs.OK), "paper": PartState(PartIs.OK, percent=62), "speech": PartState(PartIs.OK),
        "outbox": PartState(PartIs.OK),
    },
    "0.1.0",
)  # fmt: skip
CORNER = {"teknisi-pin": "technician-pin", "teknisi-pojok": "technician", "teknisi-masalah": "technician-trouble"}


def pictures(camera: Camera, browser: Browser, folder: Path) -> None:
    """Of that guide."""
    the_code(camera, folder / "code.png")
    with running(folder / "data", *CLOCK) as server, console(browser, server.url) as chair:
        chair.sign_in("supervisor-1", None)
        expect(chair.page.locator("#sums")).to_be_visible()
        pairing(camera, chair, server)
    on_the_glass(camera, folder)
    (trial,) = (image for name, image in papers(ASSETS, "id", Paper(80), in_letters=False) if "trial" in name)
    camera.keep("teknisi-cetak-uji", trial, width=420)


def qml(picture: Path) -> Image.Image:
    """As it was painted."""
    return Image.open(picture).convert("RGB")


class OneCode:
    """A server that gives this code and waits."""

    def begin_pairing(self, kind: str) -> Pairing:
        return Pairing(code=CODE, secret="a secret", seconds=600)

    def claim_pairing(self, secret: str) -> Claim:
        return Claim(seconds=600)


def the_code(camera: Camera, picture: Path) -> None:
    """A kiosk that nobody knows yet."""
    talk = PairingTalk(OneCode(), Device.KIOSK)
    with pairing_screen(talk, kind=Device.KIOSK, server=SERVER, assets=ASSETS, size=QSize(1280, 720)):
        (window,) = (one for one in QGuiApplication.topLevelWindows() if one.isVisible())
        while not window.property("code"):
            QTest.qWait(20)
        assert window.grabWindow().save(str(picture))  # type: ignore[attr-defined]
    camera.keep("teknisi-kode", qml(picture), width=860)


def pairing(camera: Camera, chair: Console, server: Server) -> None:
    """The question, and the list of machines afterwards."""
    page = chair.page
    page.goto(f"{chair.url}/console/devices")
    page.locator("#pair").click()
    page.fill("#code", f"{CODE[:3]} {CODE[3:]}")
    page.fill("#device", "Pintu masuk")
    camera.page("teknisi-pasangkan", page, chair.dialog)
    page.keyboard.press("Escape")
    supervisor = server.supervisor()
    for kind, name, state in ((Device.KIOSK, "Pintu masuk", WELL), (Device.DISPLAY, "Ruang tunggu", WALL_WELL)):
        begun = server.client().begin_pairing(kind)
        supervisor.approve_pairing(begun.code, name)
        key = server.client().claim_pairing(begun.secret).key
        assert key
        server.client(key).report_state(state)
    chair.sign_in("supervisor-1", None)
    expect(page.locator("#sums")).to_be_visible()
    page.goto(f"{chair.url}/console/devices")
    expect(page.locator("#devices tr.heard")).to_have_count(2)
    camera.page("teknisi-perangkat", page, page.locator("#console .head"), page.locator("#devices"))


def on_the_glass(camera: Camera, folder: Path) -> None:
    """The corner, as the kiosk paints it."""
    for name, scene in CORNER.items():
        (painted,) = paint_pictures(ASSETS, folder, f"{scene}-portrait-id-normal".__eq__)
        camera.keep(name, qml(painted), width=420)
