"""The picture of the README, made from the running programs: `python -m tests.end2end.three_screens FILE`."""

import os
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

from PIL import Image, ImageDraw
from PySide6.QtGui import QGuiApplication
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot

from kiosk.stand_in_printer import StandInPrinter
from tests.browser import console, running_chromium
from tests.server import Server, running

HEIGHT, GAP, GROUND = 720, 32, "#D9DCD4"
MONDAY_MORNING = "2026-11-23T10:41:00+07:00"


def main() -> int:
    """Starts everything, serves a busy quarter of an hour, and puts kiosk, wall and console side by side."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    file = Path(sys.argv[1])
    application = QGuiApplication(sys.argv[:1])
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "server", "--demo", "--clock-start", MONDAY_MORNING) as server,
    ):
        screens = photographed(server, Path(folder))
    side_by_side(screens).save(file, optimize=True)
    del application
    return 0


def photographed(server: Server, folder: Path) -> list[Image.Image]:
    """Kiosk, wall and console of one moment."""
    from .room import a_kiosk, a_wall

    printer = StandInPrinter(folder / "paper")
    port = printer.start()
    bot = a_bot()
    busy_hall(server)
    with (
        running_chromium() as browser,
        console(browser, server.url) as desk,
        a_wall(server.url, folder / "display", player="none") as wall,
        a_kiosk(bot, server.url, folder / "kiosk", port) as kiosk,
    ):
        desk.sign_in("verifier-6", "loket-6")
        desk.main_key.click()
        issued = server.issue(priority="elderly", answers={"for": "family", "insurance": "none", "residence": "city"})
        desk.page.wait_for_selector("#ticket .paper.called")
        desk.page.wait_for_function("document.fonts.ready")
        bot.waitUntil(lambda: wall.shows(issued.number, "Loket 6"), timeout=60_000)
        kiosk.choose("id", "A", "family", "none", "city")
        kiosk.settle()
        wall.picture(folder / "wall.png")
        assert kiosk.window.grabWindow().save(str(folder / "kiosk.png"))
        desk.page.screenshot(path=folder / "console.png")
    printer.stop()
    return [Image.open(folder / f"{name}.png").convert("RGB") for name in ("kiosk", "wall", "console")]


def busy_hall(server: Server) -> None:
    """Five counters serve, and some wait."""
    for n in range(1, 6):
        server.issue()
        verifier = server.verifier(n)
        called = verifier.call_next(f"loket-{n}")
        if called and n < 4:
            verifier.start(called.id)
    for service in "KKSAL":
        server.issue(service, documents={})


def a_bot() -> QtBot:
    """pytest-qt's hands, without pytest: it asks its request for one setting only."""
    qt_api.set_qt_api("pyside6")  # type: ignore[no-untyped-call]
    settings = SimpleNamespace(getini=lambda name: "true")
    return QtBot(SimpleNamespace(config=settings))  # type: ignore[arg-type]


def side_by_side(screens: list[Image.Image]) -> Image.Image:
    """On one ground, all of one height."""
    fitted = [screen.resize((round(screen.width * HEIGHT / screen.height), HEIGHT)) for screen in screens]
    width = sum(screen.width for screen in fitted) + GAP * (len(fitted) + 1)
    whole = Image.new("RGB", (width, HEIGHT + 2 * GAP), GROUND)
    left = GAP
    for screen in fitted:
        whole.paste(screen, (left, GAP))
        ImageDraw.Draw(whole).rectangle((left, GAP, left + screen.width - 1, GAP + HEIGHT - 1), outline="#12211E")
        left += screen.width + GAP
    return whole.quantize(256, dither=Image.Dither.NONE)


if __name__ == "__main__":
    sys.exit(main())
