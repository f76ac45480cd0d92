"""What a machine says of itself comes from several threads: whatever they do to each other, the newest word stands."""

import threading
from pathlib import Path

from PySide6.QtCore import Qt

from counter_server.protocol.client import CounterClient
from counter_server.protocol.device_state import PartState
from display.sound_watch import SoundWatch
from display.speech.remembering import RememberingSpeaker
from kiosk.connection import Connection
from kiosk.kiosk_clock import KioskClock
from tests.outbox_in_use import JAKARTA, Kiosk
from tests.server import PATIENCE

NOBODY = "http://127.0.0.1:9"
MEANWHILE = 0.5
"""Seconds that whoever is overtaken is held up; nothing happens in them where nobody can overtake."""


class Overtaking:
    """Holds up the first that comes by, until the second has gone past or cannot."""

    def __init__(self) -> None:
        self.here, self._on = threading.Event(), threading.Event()
        self._guard = threading.Semaphore()

    def comes_by(self) -> None:
        if self._guard.acquire(blocking=False):
            self.here.set()
            assert self._on.wait(PATIENCE)

    def try_it(self, first: threading.Thread, second: threading.Thread) -> None:
        first.start()
        assert self.here.wait(PATIENCE)
        second.start()
        second.join(MEANWHILE)
        self._on.set()
        first.join()
        second.join()


def test_of_the_sound() -> None:
    told: list[PartState] = []
    race = Overtaking()

    def tell(part: PartState) -> None:
        race.comes_by()
        told.append(part)

    watch = SoundWatch(RememberingSpeaker(), ["id"], "auto", tell)
    race.try_it(
        threading.Thread(target=watch.call_ended, args=(1, False, "player_failed")),
        threading.Thread(target=watch.call_ended, args=(2, True, "")),
    )
    assert [part.code for part in told] == ["player_failed", ""]


def test_of_what_waits_in_the_outbox(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path / "outbox.db")
    kiosk.takes()
    told: list[PartState] = []
    race = Overtaking()
    connection = Connection(CounterClient(NOBODY), kiosk.outbox, KioskClock(JAKARTA), again_after=60)

    def tell(part: PartState) -> None:
        race.comes_by()
        told.append(part)

    connection.outbox_state.connect(tell, Qt.ConnectionType.DirectConnection)

    def delivered() -> None:
        kiosk.deliver_all()
        connection._tell_state()

    race.try_it(threading.Thread(target=connection._tell_state), threading.Thread(target=delivered))
    connection.stop()
    assert [part.code for part in told] == ["waiting", ""]
