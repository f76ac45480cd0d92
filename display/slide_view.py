"""What the area for information binds to: one slide, and the canvas that paints its picture."""

from PySide6.QtCore import Property, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickPaintedItem

from .screen.rows import KeyedRows
from .slides.slide import WELCOME, Line, Slide

QML_IMPORT_NAME = "Lalopa.Display"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SlideView(QObject):
    """A slide, as QML sees it."""

    changed = Signal()
    imageChanged = Signal()
    watchedChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._slide = WELCOME
        self._watched = False
        self._lines = KeyedRows(Line, parent=self)
        self.image: QImage | None = None
        self.room = QSize(1000, 612)
        """The canvas, in the units it is drawn in."""

    def show(self, slide: Slide, image: QImage | None = None) -> None:
        """Become this slide."""
        self._slide = slide
        self._lines.show(slide.lines)
        self.changed.emit()
        self.draw(image)

    def draw(self, image: QImage | None) -> None:
        """The same slide, another image."""
        self.image = image
        self.imageChanged.emit()

    @Property(str, notify=changed)
    def kind(self) -> str:
        return self._slide.kind

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._slide.title

    @Property(str, notify=changed)
    def kicker(self) -> str:
        return self._slide.kicker

    @Property(str, notify=changed)
    def note(self) -> str:
        return self._slide.note

    @Property(QObject, constant=True)
    def lines(self) -> QObject:
        """The text's lines."""
        return self._lines

    def _get_watched(self) -> bool:
        return self._watched

    def _set_watched(self, watched: bool) -> None:
        if watched != self._watched:
            self._watched = watched
            self.watchedChanged.emit()

    watched = Property(bool, _get_watched, _set_watched, notify=watchedChanged)
    """Whether the area is to be seen: while it is not, slides stand still."""


@QmlElement
class SlideCanvas(QQuickPaintedItem):
    """Paints the slide's picture, whole and in the middle."""

    slidesChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self._slides: SlideView | None = None

    def _get_slides(self) -> SlideView | None:
        return self._slides

    def _set_slides(self, slides: SlideView) -> None:
        if slides is not self._slides:
            self._slides = slides
            slides.imageChanged.connect(self.update)
            self._measure()
            self.slidesChanged.emit()

    slides = Property(SlideView, _get_slides, _set_slides, notify=slidesChanged)

    def geometryChange(self, new: QRectF | QRect, old: QRectF | QRect) -> None:
        super().geometryChange(new, old)
        self._measure()

    def paint(self, painter: QPainter) -> None:
        image = self._slides.image if self._slides else None
        if image is None or image.isNull():
            return
        room = QRectF(0, 0, self.width(), self.height())
        size = image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, size != image.size())
        painter.drawImage(place, image)

    def _measure(self) -> None:
        if self._slides is not None and self.width() >= 1 and self.height() >= 1:
            self._slides.room = QSize(int(self.width()), int(self.height()))
