"""Looks through the folder, opens pictures, plays videos, in a thread of its own: the wall never waits for a disk."""

import logging
import math
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from .film import Unshowable, frames, picture
from .folder import SlideFolder
from .slide import Slide

LATE_SECONDS = 0.12
"""A frame later than this is left out: the film keeps its pace on a weak PC."""
LEAST_OFTEN_SECONDS = 0.5
"""A frame is shown so often, however late it is: a film too large for the machine moves on all the same."""
PROMPT_END_SECONDS = 2.0

log = logging.getLogger(__name__)


class Projector(QObject):
    """`look` at the folder, `show` a slide of it; one slide at a time, the newest wish wins."""

    looked = Signal(object)
    """The folder's slides, a list."""
    frame = Signal()
    """`image` is another one."""
    ended = Signal(str)
    """The video of this key was shown to its end."""
    failed = Signal(str, str)
    """The slide of this key cannot be shown, and why."""

    def __init__(self, folder: SlideFolder) -> None:
        super().__init__()
        self._folder = folder
        self._wishes: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._changed = threading.Condition()
        self._key, self._held, self._stopped = "", False, False
        self._image: tuple[str, QImage] | None = None
        self._thread = threading.Thread(target=self._run, name="slides", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """What is in the folder now: `looked` follows."""
        self._wishes.put(lambda: self.looked.emit(self._folder.slides()))

    def show(self, slide: Slide, room: QSize) -> None:
        """Show this picture or video, no larger than `room`: `frame` or `failed` follows, `ended` after a video."""
        self._want(slide.key)
        path = slide.path
        assert path is not None
        play = self._play if slide.kind == "video" else self._open
        self._wishes.put(lambda: play(slide.key, path, room))

    def clear(self) -> None:
        """Nothing is shown any more."""
        self._want("")

    def hold(self, held: bool) -> None:
        """Stand still, or go on where it stood."""
        with self._changed:
            self._held = held
            self._changed.notify_all()

    def image(self, key: str) -> QImage | None:
        """The newest image of this slide."""
        newest = self._image
        return newest[1] if newest and newest[0] == key else None

    def stop(self) -> None:
        """End; nothing is signalled afterwards."""
        with self._changed:
            self._stopped, self._key = True, ""
            self._changed.notify_all()
        self._wishes.put(None)
        self._thread.join(PROMPT_END_SECONDS)

    def _want(self, key: str) -> None:
        with self._changed:
            self._key = key
            self._changed.notify_all()

    def _run(self) -> None:
        while (wish := self._wishes.get()) is not None and not self._stopped:
            try:
                wish()
            except Exception:  # whatever a file of the office holds, the next slide is shown
                log.exception("a slide broke")
                self.failed.emit(self._key, "fault")

    def _open(self, key: str, path: Path, room: QSize) -> None:
        if self._key != key:  # given up while another one was slow
            return
        try:
            self._put(key, picture(path, room))
        except Unshowable as broken:
            self.failed.emit(key, str(broken))

    def _play(self, key: str, path: Path, room: QSize) -> None:
        shown = 0
        try:
            for image in self._in_time(key, frames(path, room)):
                self._put(key, image)
                shown += 1
        except Unshowable as broken:
            if not shown:
                self.failed.emit(key, str(broken))
                return
            log.info("%s ends in the midst: %s", path.name, broken)
        if self._key == key:
            if shown:
                self.ended.emit(key)
            else:
                self.failed.emit(key, "no frame in it")

    def _put(self, key: str, image: QImage) -> None:
        if self._key == key:
            self._image = (key, image)
            self.frame.emit()

    def _in_time(self, key: str, film: Iterator[tuple[float, QImage]]) -> Iterator[QImage]:
        """Each image when its time has come, for as long as this slide is wanted."""
        began, shown_at = monotonic(), -math.inf
        for at, image in film:
            stood = self._stand_until(key, began + at)
            if self._key != key:
                return
            began += stood
            now = monotonic()
            if now - began - at < LATE_SECONDS or now - shown_at >= LEAST_OFTEN_SECONDS:
                shown_at = now
                yield image

    def _stand_until(self, key: str, due: float) -> float:
        """Wait for this moment; seconds the film was held meanwhile."""
        held = 0.0
        with self._changed:
            while self._key == key and (self._held or monotonic() < due + held):
                before, was_held = monotonic(), self._held
                self._changed.wait(None if was_held else due + held - before)
                held += monotonic() - before if was_held else 0.0
        return held
