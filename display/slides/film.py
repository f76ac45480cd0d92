"""Opens pictures and videos as images at the size they are painted. The one module that knows PyAV, loaded with a first
video."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QTransform

if TYPE_CHECKING:
    from av import VideoFrame

MOST_FRAMES_A_SECOND = 25
THREADS = 1
"""Of the decoder: the voice and the calls come first on a weak PC."""


class Unshowable(Exception):
    """The file is no picture or video that can be shown; says why, for the log."""


def picture(path: Path, room: QSize) -> QImage:
    """As large as `room` allows, turned as its camera was held. Raises Unshowable."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid():
        turned = bool(reader.transformation() & reader.transformation().TransformationRotate90)
        reader.setScaledSize(size.scaled(room.transposed() if turned else room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Unshowable(reader.errorString())
    return image.convertToFormat(QImage.Format.Format_RGB32)


def frames(path: Path, room: QSize) -> Iterator[tuple[float, QImage]]:
    """(seconds from the beginning, image), at most 25 a second, once through. Raises Unshowable: at its beginning where
    the file is no video, in its midst where it is damaged."""
    import av  # 0.1 s and 60 MB: only a wall that shows videos pays for them
    from av.error import FFmpegError

    try:
        with av.open(str(path)) as film:
            if not film.streams.video:
                raise Unshowable("no video in it")
            stream = film.streams.video[0]
            stream.thread_count = THREADS
            begin = last = None
            for frame in film.decode(stream):
                at = float(frame.time or 0.0)
                begin = at if begin is None else begin
                if last is not None and at - last < 0.98 / MOST_FRAMES_A_SECOND:
                    continue
                last = at
                yield at - begin, _image(frame, stream.sample_aspect_ratio, room)
    except (FFmpegError, OSError, ValueError) as broken:
        raise Unshowable(str(broken)) from broken


def _image(frame: "VideoFrame", pixel: Fraction | None, room: QSize) -> QImage:
    wide = float(pixel) if pixel else 1.0  # pixels of old cameras are not square
    turn = -int(frame.rotation)
    within = room.transposed() if turn % 180 else room
    size = QSize(max(1, round(frame.width * wide)), frame.height).scaled(within, Qt.AspectRatioMode.KeepAspectRatio)
    small = frame.reformat(width=max(2, size.width()), height=max(2, size.height()), format="bgra")
    plane = small.planes[0]
    image = QImage(bytes(plane), small.width, small.height, plane.line_size, QImage.Format.Format_RGB32).copy()
    return image.transformed(QTransform().rotate(turn)) if turn % 360 else image
