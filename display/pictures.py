"""Paints the example scenes of the wall into PNG files, through the real QML."""

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from counter_server.protocol.branch_file import Branch, BranchFile
from counter_server.protocol.hours_settings import Holiday, Hours, TimeRange, Weekly
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Heartbeat

from .arguments import LAYOUTS
from .example_slides import drawing, example_slides
from .examples import MOMENT, SLIDES, STATES, signed
from .hall import Hall
from .place import EVERYWHERE
from .screen.engine import start_engine, stop_engine
from .slides.slide import Slide
from .wall import Manner

QML = Path(__file__).parent / "qml"
SIZE = QSize(1920, 1080)
WEEK = Hours(
    weekly=Weekly(mon=(TimeRange.parse("07:30-15:30"),)), holidays=(Holiday(date=date(2026, 12, 25), name="Natal"),)
)
"""For scenes that show no hours of the branch."""


def paint_scenes(wanted: Namespace, branch: BranchFile) -> list[Path]:
    """Every scene in every layout and language, unless the command line names one."""
    layouts = LAYOUTS[1:] if wanted.layout in (None, "auto") else (wanted.layout,)
    languages = [wanted.language] if wanted.language else [str(language) for language in branch.branch.languages]
    size = wanted.window or SIZE
    return [
        picture
        for layout in layouts
        for language in languages
        for picture in paint_pictures(
            wanted.pictures,
            size.transposed() if layout == "portrait" else size,
            assets=wanted.assets,
            branch=branch.branch,
            language=language,
            hours=branch.hours,
            layout=layout,
            suffix=f"-{layout}-{language}",
            scenes=(*STATES, *SLIDES),
        )
    ]


def paint_pictures(
    folder: Path,
    size: QSize,
    *,
    assets: Path,
    branch: Branch,
    language: str,
    hours: Hours = WEEK,
    layout: str = "auto",
    suffix: str = "",
    scenes: Iterable[str] = tuple(STATES),
) -> list[Path]:
    """One picture for each scene. Needs no screen and no server."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for scene in scenes:
        with hung(
            scene, size, assets=assets, branch=branch, language=language, hours=hours, layout=layout
        ) as (window, _):  # fmt: skip
            pictures.append(folder / f"display-{scene}{suffix}.png")
            window.grabWindow().save(str(pictures[-1]))
    del application  # until now: without it nothing is painted
    return pictures


@contextmanager
def hung(
    scene: str,
    size: QSize,
    *,
    assets: Path,
    branch: Branch,
    language: str,
    hours: Hours = WEEK,
    layout: str = "auto",
) -> Iterator[tuple[QQuickWindow, Hall]]:
    """The scene on the screen, on an application that is there."""
    application = QCoreApplication.instance()
    assert application is not None
    locale = Locale.load(assets / "locale", language)
    place = signed() if scene.startswith("signs") else EVERYWHERE
    hall = Hall(locale, branch, Manner(place=place), pause=0.0)
    properties = {"view": hall.view, "fullScreen": False, "layout": layout}
    engine = start_engine(QML / "Main.qml", properties=properties, assets=assets)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.resize(size)
    while not (window.isExposed() and window.size() == size):
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    try:
        _bring_about(scene, hall, application)
        slide = example_slides(hours, locale, assets)[scene] if scene in SLIDES else None
        _draw(window, hall, slide, lit=scene == "flash")
        yield window, hall
    finally:
        hall.stop()
        stop_engine(engine)


def _bring_about(scene: str, hall: Hall, application: QCoreApplication) -> None:
    board = (STATES | SLIDES)[scene](MOMENT)
    hall.take_heartbeat(Heartbeat(seq=0, at=MOMENT))  # the same clock in every picture
    if board is not None:
        hall.take_board(board)
    if scene.startswith("away"):
        hall.take_away("unreachable")
    if board is not None and scene == "just-called":
        for one in board.announcements[:-1]:
            number = hall.view.property("number")
            hall.voice_ended(one.seq, True, "")
            while hall.view.property("number") == number:
                application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    application.processEvents()


def _draw(window: QQuickWindow, hall: Hall, slide: Slide | None, *, lit: bool) -> None:
    """The slide, if any, and every movement at its end; a flash at its dark turn where one is wanted."""
    if slide is not None:
        hall.slides.show(slide, drawing() if slide.kind == "picture" else None)
    for appear in window.findChildren(QObject, "appear"):
        appear.complete()  # type: ignore[attr-defined]
    for item in _below(window):
        if item.objectName() == "flash":
            item.setProperty("left", 1 if lit and item.property("left") else 0)


def _below(window: QQuickWindow) -> Iterable[QObject]:
    """Every object of the screen; those a Repeater made are children of items only."""
    open_: list[QObject] = [window.contentItem()]
    while open_:
        one = open_.pop()
        yield one
        open_ += [child for child in one.children() if child.parent() is one]
        open_ += getattr(one, "childItems", list)()
