"""The information between calls: slides nobody had to write, those of a folder, and what the server offers."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.client import ServerAway, ServerRefused
from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import Services

from .showing import Showing
from .slide_view import SlideView
from .slides.folder import SlideFolder
from .slides.own_slides import own_slides
from .slides.projector import Projector
from .slides.slide import Slide

log = logging.getLogger(__name__)


class OfferWatch(QObject):
    """What the server offers, asked in a thread of its own and kept while it is away."""

    answered = Signal()

    def __init__(self, ask: Callable[[], Services]) -> None:
        """`ask` is one try: it raises ServerAway or ServerRefused."""
        super().__init__()
        self._ask = ask
        self._asking = threading.Lock()
        self.offer: Services | None = None

    @Slot()
    def ask(self) -> None:
        """Ask again; nothing where one question is still under way."""
        if self._asking.acquire(blocking=False):
            threading.Thread(target=self._run, name="offer", daemon=True).start()

    def _run(self) -> None:
        try:
            self.offer = self._ask()
            self.answered.emit()
        except (ServerAway, ServerRefused) as no:
            log.info("the requirements are not known: %s", no)
        finally:
            self._asking.release()


class OfficeSlides:
    """The slides nobody had to write, as they are now."""

    def __init__(self, branch: BranchFile, locale: Locale, offer: Callable[[], Services | None]) -> None:
        self._branch, self._locale, self._offer = branch, locale, offer

    def __call__(self) -> list[Slide]:
        if not self._branch.display.own_slides:
            return []
        return own_slides(self._branch.hours, self._offer(), self._today(), self._locale)

    def _today(self) -> date:
        return datetime.now(UTC).astimezone(ZoneInfo(self._branch.branch.zone)).date()


def information_of(
    view: SlideView, branch: BranchFile, locale: Locale, offer: OfferWatch, *, assets: Path, data: Path
) -> Showing:
    """The slides as the branch sets them; the folder of this machine's data goes before that of the assets."""
    named = branch.display.slides
    places = tuple(place / named for place in (data, assets)) if named else ()
    projector = Projector(SlideFolder(places, locale.language))
    own = OfficeSlides(branch, locale, lambda: offer.offer)
    showing = Showing(view, projector, own, seconds=branch.display.slide_seconds)
    offer.answered.connect(showing.refresh)
    return showing
