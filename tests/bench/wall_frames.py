"""How long the wall takes to paint one frame of each of its movements: `python -m tests.bench.wall_frames`.

In the software renderer, offscreen, at 1,920 × 1,080 (portrait 1,080 × 1,920): from the end of the animations' step
to the frame handed over. The renderer paints only what changed. Needs no server.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow

from counter_server.protocol.branch_file import load_branch
from display.examples import LONG_TEXT, MOMENT, board
from display.hall import Hall
from display.pictures import hung
from display.screen.engine import ASSETS
from display.showing import Showing
from display.slides.folder import SlideFolder
from display.slides.projector import Projector
from display.slides.slide import WELCOME

from .figures import Spread, Table, tenths

LAYOUTS = {"landscape": QSize(1920, 1080), "portrait": QSize(1080, 1920), "split": QSize(1920, 1080)}


class Frames(QObject):
    """Seconds of every frame of a window."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__()
        self._window, self._began = window, 0.0
        self.took: list[float] = []
        window.afterAnimating.connect(self._begin, Qt.ConnectionType.DirectConnection)
        window.frameSwapped.connect(self._end, Qt.ConnectionType.DirectConnection)

    def _begin(self) -> None:
        self._began = time.perf_counter()

    def _end(self) -> None:
        self.took.append(time.perf_counter() - self._began)

    def of(self, count: int, step: Callable[[], object] | None = None) -> Spread:
        """The next so many; `step` brings about each."""
        application = QGuiApplication.instance()
        assert application is not None
        self.took.clear()
        while len(self.took) < count:
            if step:
                step()
            done = len(self.took)
            while len(self.took) == done:
                application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return Spread.of(self.took)


def measure_frames(count: int) -> Table:
    """`count` frames of each movement in each layout."""
    rows = []
    for layout in LAYOUTS:
        for name, spread in _movements(layout, count):
            rows.append((f"{name}, {layout}", *map(tenths, (spread.p50, spread.p99, spread.worst)), str(spread.n)))
    return Table("Wall animations: one frame", ("", "p50 ms", "p99 ms", "worst ms", "frames"), tuple(rows))


def _movements(layout: str, count: int) -> Iterator[tuple[str, Spread]]:
    with _wall("eighteen", layout) as (window, hall):
        frames = Frames(window)
        yield "flash of call and card", frames.of(count, lambda: _turn(window))
        usual = board(MOMENT, called=7, serving=11, passed=9, waiting=63)
        yield "a call comes", frames.of(count, lambda: _call(hall))
        hall.take_board(replace(usual, branch=replace(usual.branch, running_text=LONG_TEXT)))
        yield "running text", frames.of(count)
    with _wall("requirements", layout) as (window, hall):
        frames = Frames(window)
        (slide,) = [item for item in _items(window.contentItem()) if item.objectName() == "slide"]
        yield "a slide appears", frames.of(count, lambda: slide.setOpacity(0.5 if slide.opacity() == 1 else 1))
    with _wall("idle-serving", layout) as (window, hall), tempfile.TemporaryDirectory() as folder:
        _film(Path(folder) / "1.mp4", count + 50)
        projector = Projector(SlideFolder((Path(folder),), "id"))
        showing = Showing(hall.slides, projector, lambda: [WELCOME], seconds=3600)
        showing.start()
        _until(lambda: len(showing._slides) > 1)
        showing.turn()
        _until(lambda: hall.slides.image is not None)
        yield "video, 25 a second", Frames(window).of(count)
        showing.stop()


@contextmanager
def _wall(scene: str, layout: str) -> Iterator[tuple[QQuickWindow, Hall]]:
    branch = load_branch(ASSETS / "branch.toml")
    with hung(scene, LAYOUTS[layout], assets=ASSETS, branch=branch.branch, language="id", layout=layout) as there:
        there[0].grabWindow()
        yield there


def _turn(window: QQuickWindow) -> None:
    """Every flash that is there turns once."""
    for item in _items(window.contentItem()):
        if item.objectName() == "largeCall" or item.property("kind") == "voiced":
            (flash,) = [child for child in item.children() if child.objectName() == "flash"]
            flash.setProperty("left", 3 - (int(flash.property("left")) or 2))


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from _items(child)


def _call(hall: Hall, wheel: list[int] = [0]) -> None:  # noqa: B006
    """The large card is another one: seven are called, in turn."""
    wheel[0] = (wheel[0] + 1) % 7
    usual = board(MOMENT, called=7, serving=11, passed=9, waiting=60 + wheel[0])
    called = [one.ticket for one in usual.announcements]
    tickets = [replace(one, called_at=MOMENT) if one.id == called[wheel[0]] else one for one in usual.tickets]
    hall._announcements = type(hall._announcements)()
    hall.take_board(replace(usual, tickets=tickets, announcements=[usual.announcements[wheel[0]]]))


def _film(path: Path, count: int) -> None:
    """1,280 × 720, moving all over."""
    import av

    with av.open(str(path), "w") as made:
        stream = made.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 1280, 720, "yuv420p", 4_000_000
        for place in range(count):
            image = av.VideoFrame(1280, 720, "gray")
            rows = (bytes((x + y + 9 * place) % 256 for x in range(256)) * 5 for y in range(0, 720, 90))
            image.planes[0].update(b"".join(row * 90 for row in rows))
            image.pts, image.time_base = place, Fraction(1, 25)
            made.mux(stream.encode(image.reformat(format="yuv420p")))
        made.mux(stream.encode())


def _until(so: Callable[[], bool]) -> None:
    application = QGuiApplication.instance()
    assert application is not None
    wakes = QTimer(interval=20)
    wakes.start()
    while not so():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def main() -> int:
    """A hundred of each."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application = QGuiApplication([])
    print(measure_frames(int(sys.argv[1]) if sys.argv[1:] else 100).text())
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
