"""What a machine without a key shows: its code, large, and where to type it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from counter_server.protocol.locale import Locale

from .device_key import DeviceKey
from .engine import start_engine, stop_engine
from .pairing import PairingTalk

WINDOW = Path(__file__).parent / "qml" / "PairingWindow.qml"
LANGUAGES = ("id", "en")
PAIRED = 97
"""The application's exit code when the machine has a key; no program ends with it."""


def spaced(code: str) -> str:
    """In two halves, as people read and say it: `K7R  4MX`."""
    half = (len(code) + 1) // 2
    return f"{code[:half]}  {code[half:]}"


class PairingScreen(QObject):
    """Lives in the screen's thread. `key`: what the machine was given; None until then."""

    def __init__(self, window: QQuickWindow, locales: Sequence[Locale]) -> None:
        super().__init__()
        self._window, self._locales = window, locales
        self.key: DeviceKey | None = None

    @Slot(str)
    def show_code(self, code: str) -> None:
        """This code from now on."""
        self._window.setProperty("code", spaced(code))

    @Slot(str)
    def show_wait(self, why: str) -> None:
        """No code for now."""
        self._window.setProperty("code", "")
        self._window.setProperty("wait", _both(self._locales, "away" if why == "away" else "too_often"))

    @Slot(object)
    def end(self, key: DeviceKey | None) -> None:
        """The machine has a key."""
        self.key = key
        QGuiApplication.exit(PAIRED)


@contextmanager
def pairing_screen(
    talk: PairingTalk, *, kind: str, server: str, assets: Path, size: QSize | None, orientation: str = "auto"
) -> Iterator[PairingScreen]:
    """On the screen for as long as the block lasts. `size`: in a window, else over the whole screen."""
    locales = [Locale.load(assets / "locale", language) for language in LANGUAGES]
    first, second = locales
    properties = {
        "fullScreen": size is None,
        "orientation": orientation,
        "machine": " · ".join(dict.fromkeys(locale.say(f"common.device.{kind}") for locale in locales)),
        "titleFirst": first.say("common.pairing.title"),
        "titleSecond": second.say("common.pairing.title"),
        "stepFirst": f"{first.say('common.pairing.step')}\n{first.say('common.pairing.where')}",
        "stepSecond": f"{second.say('common.pairing.step')}\n{second.say('common.pairing.where')}",
        "wait": _both(locales, "connecting"),
        "hint": f"{_both(locales, 'lasts')}\n{server}",
    }
    engine = start_engine(WINDOW, properties=properties, assets=assets)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    if size is not None:
        window.resize(size)
    else:
        window.setCursor(Qt.CursorShape.BlankCursor)
    screen = PairingScreen(window, locales)
    queued = Qt.ConnectionType.QueuedConnection
    talk.code.connect(screen.show_code, queued)
    talk.waits.connect(screen.show_wait, queued)
    talk.paired.connect(screen.end, queued)
    talk.start()
    try:
        yield screen
    finally:
        talk.stop()
        stop_engine(engine)


def _both(locales: Sequence[Locale], key: str) -> str:
    return "\n".join(locale.say(f"common.pairing.{key}") for locale in locales)
