"""Shows the slides one after the other while they can be seen; what cannot be shown is passed over."""

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from .slide_view import SlideView
from .slides.projector import Projector
from .slides.slide import WELCOME, Slide

OPENS_WITHIN = 10_000
"""Milliseconds after which a picture or a video that shows nothing is passed over."""
MOVING = frozenset({"picture", "video"})

log = logging.getLogger(__name__)


class Showing(QObject):
    """The order of things between calls. Lives in the screen's thread."""

    def __init__(
        self, view: SlideView, projector: Projector, own: Callable[[], Sequence[Slide]], *, seconds: float
    ) -> None:
        """`own`: the slides nobody had to write, as they are now. `seconds`: how long each stays; a video stays to its
        end."""
        super().__init__()
        self._view, self._projector, self._own = view, projector, own
        self._slides: list[Slide] = [WELCOME]
        self._current = WELCOME
        self._coming: Slide | None = None
        self._place = 0
        self._failed: set[str] = set()
        self._slow: set[str] = set()
        self._turn = QTimer(self, singleShot=True, interval=int(seconds * 1000))
        self._turn.timeout.connect(self.turn)
        self._patience = QTimer(self, singleShot=True, interval=OPENS_WITHIN)
        self._patience.timeout.connect(self._give_up)
        projector.looked.connect(self._take)
        projector.frame.connect(self._draw)
        projector.ended.connect(self._end)
        projector.failed.connect(self._pass_over)
        view.watchedChanged.connect(self._watch)

    def start(self) -> None:
        """Begin."""
        self._projector.look()
        self._watch()

    @Slot()
    def refresh(self) -> None:
        """There may be others by now."""
        self._projector.look()

    def stop(self) -> None:
        """End."""
        self._turn.stop()
        self._patience.stop()
        self._projector.stop()

    @Slot()
    def turn(self) -> None:
        """On to the next slide; the folder is looked at for the one after it."""
        self._projector.look()
        following = [place for place, slide in enumerate(self._slides) if slide.key == self._current.key]
        self._place = (following[0] if following else self._place - 1) + 1
        self._bring()

    def _bring(self) -> None:
        """The slide at `_place`, or the first after it that is not known to fail."""
        count = len(self._slides)
        for step in range(count):
            slide = self._slides[(self._place + step) % count]
            if slide.key in self._failed:
                continue
            self._place = (self._place + step) % count
            if slide.kind in MOVING:
                self._coming = slide
                if self._view.property("watched"):  # a video shows nothing while a call holds it
                    self._patience.start()
                self._projector.show(slide, self._view.room)
            else:
                self._show(slide)
            return
        self._show(WELCOME)

    def _show(self, slide: Slide) -> None:
        self._coming, self._current = None, slide
        self._patience.stop()
        image = self._projector.image(slide.key)
        if slide.kind not in MOVING:
            self._projector.clear()
        self._view.show(slide, image)
        if slide.kind != "video" and self._view.property("watched"):
            self._turn.start()

    @Slot()
    def _draw(self) -> None:
        """A frame is there: the slide that was waited for is shown with it, never before."""
        coming = self._coming
        if coming and self._projector.image(coming.key) is not None:
            self._show(coming)
        elif (image := self._projector.image(self._current.key)) is not None:
            self._view.draw(image)

    @Slot(object)
    def _take(self, of_the_folder: list[Slide]) -> None:
        self._slides = [*self._own(), *of_the_folder] or [WELCOME]
        keys = {slide.key for slide in self._slides}
        self._failed &= keys
        self._slow &= keys

    @Slot(str)
    def _end(self, key: str) -> None:
        if key == self._current.key:
            self.turn()

    @Slot(str, str)
    def _pass_over(self, key: str, why: str) -> None:
        slide = next((slide for slide in self._slides if slide.key == key), None)
        if slide is not None and key not in self._failed:
            self._failed.add(key)
            log.warning("%s cannot be shown: %s", slide.path.name if slide.path else key, why)
        if self._coming and self._coming.key == key:
            self._patience.stop()
            self._bring()
        elif self._current.key == key and self._current.kind == "video":
            self.turn()

    def _give_up(self) -> None:
        """It is tried again when its turn comes: a disk may have been slow to start."""
        if (slow := self._coming) is None:
            return
        if slow.key not in self._slow:
            log.warning("%s: nothing to see after ten seconds", slow.path.name if slow.path else slow.key)
        self._slow.add(slow.key)
        self._projector.clear()
        self._place += 1
        self._bring()

    @Slot()
    def _watch(self) -> None:
        watched = bool(self._view.property("watched"))
        self._projector.hold(not watched)
        if not watched:
            self._turn.stop()
            self._patience.stop()
        elif self._coming:
            self._patience.start()
        elif self._current.kind != "video":
            self._turn.start()
