"""Information between calls, as it is seen: slides take turns, a call interrupts, what is broken is passed over."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from counter_server.protocol.client import ServerAway
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Change
from counter_server.protocol.offer import Services
from counter_server.protocol.terms import Is
from display.example_slides import offer
from display.examples import board, ticket
from display.hall import Hall
from display.information import OfferWatch, information_of
from display.pictures import QML
from display.screen.engine import ASSETS, start_engine, stop_engine
from display.showing import OPENS_WITHIN, Showing
from display.slides import projector as projector_module
from display.slides.film import Unshowable, frames, picture
from display.slides.folder import SlideFolder
from display.slides.projector import Projector
from display.slides.slide import WELCOME, Slide
from display.wall import Manner

from .wall_on_screen import BRANCH, LAYOUTS, one, place_of, seen, size_of

RED, BLUE = (220, 20, 20), (20, 20, 220)
WORDS = Locale.load(ASSETS / "locale", "id")
LONG = 3600.0


def film(path: Path, colours: list[tuple[int, int, int]], *, rate: int = 10, size: QSize = QSize(160, 96)) -> Path:  # noqa: B008
    """A video with one frame of each colour."""
    with av.open(str(path), "w") as made:
        stream = made.add_stream("mpeg4" if path.suffix == ".mp4" else "libvpx", rate=rate)
        stream.width, stream.height, stream.pix_fmt = size.width(), size.height(), "yuv420p"
        for place, colour in enumerate(colours):
            image = av.VideoFrame(size.width(), size.height(), "rgb24")
            line = bytes(colour) * size.width()
            plane = image.planes[0]
            plane.update((line + bytes(plane.line_size - len(line))) * size.height())
            image.pts, image.time_base = place, Fraction(1, rate)
            made.mux(stream.encode(image))
        made.mux(stream.encode())
    return path


def drawn(path: Path, colour: str = "#00AA00", size: QSize = QSize(400, 200)) -> Path:  # noqa: B008
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


def close(colour: QColor, wanted: tuple[int, int, int]) -> bool:
    painted = (colour.red(), colour.green(), colour.blue())
    return all(abs(part - want) < 40 for part, want in zip(painted, wanted, strict=True))


class Wall:
    """A wall with a folder of slides."""

    def __init__(self, hall: Hall, window: QQuickWindow, projector: Projector, showing: Showing) -> None:
        self.hall, self.window, self.projector, self.showing = hall, window, projector, showing

    @property
    def title(self) -> str:
        return str(self.hall.slides.property("title"))

    def middle(self) -> QColor:
        """What is painted in the middle of the canvas."""
        centre = place_of(one(self.window, "canvas")).center().toPoint()
        for appear in self.window.findChildren(QObject, "appear"):
            appear.complete()  # type: ignore[attr-defined]
        return self.window.grabWindow().pixelColor(centre)

    def call(self, id: int = 1) -> None:
        """Somebody is called, and the voice has said it."""
        at = datetime.now(UTC)
        called = ticket(id, f"A-{id:03d}", "loket-3", Is.CALLED, at)
        self.hall.take_change(Change(seq=9000 + id, at=at, action="call", ticket=called, waiting={}))


@contextmanager
def a_wall(
    qtbot: QtBot, folder: Path, *, layout: str = "landscape", seconds: float = LONG, own: list[Slide] | None = None,
    call_seconds: float = 30.0,
) -> Iterator[Wall]:  # fmt: skip
    hall = Hall(WORDS, BRANCH.branch, Manner(call_seconds=call_seconds), pause=0.0)
    properties = {"view": hall.view, "fullScreen": False, "layout": layout}
    engine = start_engine(QML / "Main.qml", properties=properties)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    with qtbot.waitSignal(window.frameSwapped):
        window.resize(size_of(layout))
        window.update()
    hall.take_board(board(datetime.now(UTC), serving=3, passed=4, waiting=9))
    projector = Projector(SlideFolder((folder,), "id"))
    showing = Showing(hall.slides, projector, lambda: own or [], seconds=seconds)
    with qtbot.waitSignal(projector.looked):
        showing.start()
    yield Wall(hall, window, projector, showing)
    showing.stop()
    hall.stop()
    stop_engine(engine)


def text(folder: Path, name: str, title: str) -> None:
    (folder / name).write_text(f"# {title}\n\nIsi", encoding="utf-8")


def test_slides_take_turns_and_begin_again_and_the_folder_may_change(qtbot: QtBot, tmp_path: Path) -> None:
    text(tmp_path, "1.md", "Satu")
    text(tmp_path, "2.md", "Dua")
    with a_wall(qtbot, tmp_path) as wall:
        shown = []
        for turn in range(5):
            with qtbot.waitSignal(wall.projector.looked):
                wall.showing.turn()
            shown.append(wall.title)
            if turn == 1:
                text(tmp_path, "3.md", "Tiga")
                (tmp_path / "1.md").unlink()
        assert shown == ["Satu", "Dua", "Satu", "Dua", "Tiga"]


def test_a_slide_makes_room_by_itself_when_its_time_is_over(qtbot: QtBot, tmp_path: Path) -> None:
    text(tmp_path, "1.md", "Satu")
    with a_wall(qtbot, tmp_path, seconds=0.05, own=[WELCOME]) as wall:
        with qtbot.waitSignal(wall.hall.slides.changed, check_params_cb=lambda: wall.title == "Satu"):
            pass
        assert "Satu" in {item.property("text") for item in seen(wall.window, "title")}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_call_interrupts_at_once_and_is_covered_by_nothing(qtbot: QtBot, tmp_path: Path, layout: str) -> None:
    film(tmp_path / "1.mp4", [RED] * 200)
    with a_wall(qtbot, tmp_path, layout=layout) as wall:
        slides = wall.hall.slides
        with qtbot.waitSignal(slides.imageChanged, check_params_cb=lambda: slides.image is not None):
            wall.showing.turn()
        wall.call()
        large = place_of(one(wall.window, "largeCall"))
        beside = seen(wall.window, "information")
        assert bool(beside) is (layout == "split")
        assert not any(place_of(area).intersects(large) for area in beside)
        picture_ = wall.window.grabWindow()
        amber = picture_.pixelColor(int(large.left()) + 60, int(large.top()) + 60)
        assert amber == QColor("#FFB81C")
        if layout == "split":
            assert close(wall.middle(), RED)
        else:
            assert slides.property("watched") is False
            with qtbot.assertNotEmitted(slides.imageChanged, wait=120):
                pass


def test_slides_come_back_when_the_call_has_had_its_time_and_a_film_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    film(tmp_path / "1.mp4", [RED, BLUE] * 100)
    with a_wall(qtbot, tmp_path, call_seconds=0.1) as wall:
        slides = wall.hall.slides
        with qtbot.waitSignal(slides.imageChanged, check_params_cb=lambda: slides.image is not None):
            wall.showing.turn()
        wall.call()
        assert seen(wall.window, "information") == []
        with qtbot.waitSignal(slides.watchedChanged):
            wall.hall.voice_ended(9001, True, "")
        assert seen(wall.window, "largeCall") == []
        (card,) = [card for card in seen(wall.window, "card") if card.property("number") == "A-001"]
        assert not [bell for bell in card.childItems() if bell.objectName() == "bell" and bell.isVisible()]
        assert card.property("color") == QColor("#FFF1CC"), "it waits for its visitor, and is calm"
        with qtbot.waitSignal(slides.imageChanged):
            pass
        assert slides.property("kind") == "video"


@pytest.mark.parametrize("ending", ["mp4", "webm"])
def test_a_video_is_painted_frame_by_frame_once_through(qtbot: QtBot, tmp_path: Path, ending: str) -> None:
    film(tmp_path / f"1.{ending}", [RED] * 5 + [BLUE] * 5)
    with a_wall(qtbot, tmp_path, own=[WELCOME]) as wall:
        slides = wall.hall.slides
        wall.showing.turn()
        with qtbot.waitSignal(slides.imageChanged, check_params_cb=lambda: slides.image is not None):
            pass
        assert close(wall.middle(), RED)
        with qtbot.waitSignal(slides.imageChanged, check_params_cb=lambda: close(wall.middle(), BLUE)):
            pass
        with qtbot.waitSignal(slides.changed):
            pass
        assert slides.property("kind") == "welcome"


def test_a_picture_is_painted_whole_at_the_size_of_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    drawn(tmp_path / "1.png", size=QSize(3000, 1000))
    with a_wall(qtbot, tmp_path) as wall:
        slides = wall.hall.slides
        with qtbot.waitSignal(slides.imageChanged, check_params_cb=lambda: slides.image is not None):
            wall.showing.turn()
        assert slides.image is not None
        assert slides.image.width() == slides.room.width()
        assert slides.image.height() == pytest.approx(slides.room.width() / 3, abs=1)
        assert wall.middle() == QColor("#00AA00")


def test_what_is_broken_is_passed_over_told_once_and_never_seen(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "1.png").write_bytes(b"no picture")
    (tmp_path / "2.mp4").write_bytes(b"no video" * 100)
    (tmp_path / "3.webm").write_bytes(film(tmp_path / "whole.webm", [RED] * 9).read_bytes()[:150])
    (tmp_path / "whole.webm").unlink()
    text(tmp_path, "4.md", "Empat")
    with a_wall(qtbot, tmp_path, own=[WELCOME]) as wall, caplog.at_level(logging.WARNING, "display.showing"):
        slides = wall.hall.slides
        kinds: list[str] = []
        slides.changed.connect(lambda: kinds.append(str(slides.property("kind"))))
        for _ in range(2):
            for title in ("Empat", ""):
                wall.showing.turn()
                if wall.title != title:
                    with qtbot.waitSignal(slides.changed):
                        pass
                assert wall.title == title
        assert kinds == ["text", "welcome"] * 2
    said = [record.getMessage().split()[0] for record in caplog.records if record.name == "display.showing"]
    assert said == ["1.png", "2.mp4", "3.webm"]


def test_where_everything_is_broken_the_wall_greets(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(b"no picture")
    with a_wall(qtbot, tmp_path) as wall:
        with qtbot.waitSignal(wall.hall.slides.changed):
            wall.showing.turn()
        assert wall.hall.slides.property("kind") == "welcome"
        assert seen(wall.window, "welcome")


def test_a_picture_that_does_not_open_is_given_up_and_tried_again_when_its_turn_comes(
    qtbot: QtBot, tmp_path: Path
) -> None:
    text(tmp_path, "2.md", "Dua")
    drawn(tmp_path / "1.png")
    with a_wall(qtbot, tmp_path) as wall:
        wall.projector.frame.disconnect(wall.showing._draw)  # as if it never came
        wall.showing.turn()
        with qtbot.waitSignal(wall.hall.slides.changed):
            wall.showing._patience.start(1)
        assert wall.title == "Dua"
        wall.projector.frame.connect(wall.showing._draw)  # the disk was slow to start
        wall.showing._patience.setInterval(OPENS_WITHIN)
        with qtbot.waitSignal(wall.hall.slides.changed):
            wall.showing.turn()
        assert wall.hall.slides.property("kind") == "picture"


def test_a_picture_that_is_gone_when_its_turn_comes_is_passed_over(qtbot: QtBot, tmp_path: Path) -> None:
    text(tmp_path, "1.md", "Satu")
    drawn(tmp_path / "2.png")
    text(tmp_path, "3.md", "Tiga")
    with a_wall(qtbot, tmp_path) as wall:
        wall.showing.turn()
        assert wall.title == "Satu"
        (tmp_path / "2.png").unlink()
        with qtbot.waitSignal(wall.hall.slides.changed):
            wall.showing.turn()
        assert wall.title == "Tiga"


def test_a_title_is_shown_as_it_was_written(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("# <b></b>\n\nIsi")
    with a_wall(qtbot, tmp_path) as wall:
        wall.showing.turn()
        assert one(wall.window, "title").property("contentWidth") > 100


def test_a_film_that_breaks_off_makes_room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film(tmp_path / "1.mp4", [RED] * 20)
    text(tmp_path, "2.md", "Dua")

    def breaking(path: Path, room: QSize) -> Iterator[tuple[float, QImage]]:
        yield next(frames(path, room))
        raise RuntimeError("a fault nobody thought of")

    monkeypatch.setattr(projector_module, "frames", breaking)
    with (
        a_wall(qtbot, tmp_path) as wall,
        qtbot.waitSignal(wall.hall.slides.changed, check_params_cb=lambda: wall.title == "Dua"),
    ):
        wall.showing.turn()


def test_a_film_that_a_call_holds_back_is_not_given_up(qtbot: QtBot, tmp_path: Path) -> None:
    film(tmp_path / "1.mp4", [RED] * 2)
    film(tmp_path / "2.mp4", [BLUE] * 9)
    with a_wall(qtbot, tmp_path, call_seconds=0.1) as wall:
        slides = wall.hall.slides
        with qtbot.waitSignal(slides.imageChanged, check_params_cb=lambda: slides.image is not None):
            wall.showing.turn()
        wall.call()
        wall.showing._end(wall.showing._current.key)  # the film was over as the call came
        assert not wall.showing._patience.isActive()
        with qtbot.waitSignal(slides.watchedChanged):
            wall.hall.voice_ended(9001, True, "")
        assert wall.showing._patience.isActive()


def test_a_film_too_large_for_the_machine_moves_on_all_the_same(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    projector = Projector(SlideFolder((tmp_path,), "id"))
    projector._want("film")
    clock = [0.0]
    monkeypatch.setattr(projector_module, "monotonic", lambda: clock[0])

    def heavy() -> Iterator[tuple[float, QImage]]:
        """Each frame of the fifty takes five times its time."""
        for place in range(50):
            clock[0] += 0.2
            yield place * 0.04, QImage()

    shown = [clock[0] for _ in projector._in_time("film", heavy())]
    monkeypatch.undo()
    projector.stop()
    assert max(later - before for before, later in pairwise([0.0, *shown, 10.0])) < 0.7


def test_a_film_runs_at_no_more_than_twenty_five_frames_a_second_and_no_larger_than_its_place(tmp_path: Path) -> None:
    fast = film(tmp_path / "1.mp4", [RED] * 60, rate=60, size=QSize(640, 480))
    shown = list(frames(fast, QSize(320, 180)))
    assert 18 <= len(shown) <= 26
    assert {image.size() for _, image in shown} == {QSize(240, 180)}
    assert all(later[0] - before[0] > 0.039 for before, later in pairwise(shown))


def test_a_photo_is_turned_as_its_camera_was_held(tmp_path: Path) -> None:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(tmp_path / "1.jpg"), quality=95)
    plain = (tmp_path / "1.jpg").read_bytes()
    exif = bytes.fromhex("ffe1002245786966000049492a0008000000010012010300010000000600000000000000")
    (tmp_path / "1.jpg").write_bytes(plain[:2] + exif + plain[2:])
    assert picture(tmp_path / "1.jpg", QSize(400, 400)).size() == QSize(200, 400)


@pytest.mark.parametrize("name", ["none.png", "text.png", "none.mp4", "text.mp4", "picture.mp4"])
def test_what_is_no_picture_and_no_video_says_so(tmp_path: Path, name: str) -> None:
    if name.startswith("text"):
        (tmp_path / name).write_text("words")
    with pytest.raises(Unshowable):
        if name.endswith("png"):
            picture(tmp_path / name, QSize(100, 100))
        else:
            list(frames(tmp_path / name, QSize(100, 100)))


def test_requirements_are_asked_of_the_server_and_kept_while_it_is_away(qtbot: QtBot, tmp_path: Path) -> None:
    answers: list[Services | ServerAway] = [offer(ASSETS), ServerAway("unreachable")]

    def ask() -> Services:
        answer = answers.pop(0)
        if isinstance(answer, ServerAway):
            raise answer
        return answer

    hall = Hall(WORDS, BRANCH.branch)
    watch = OfferWatch(ask)
    showing = information_of(hall.slides, BRANCH, WORDS, watch, assets=ASSETS, data=tmp_path)
    with qtbot.waitSignal(showing._projector.looked):
        watch.ask()
    assert [slide.key for slide in showing._slides][1] == "own:service:A"
    watch._asking.acquire()  # the answer is in
    watch._asking.release()
    watch.ask()
    watch._asking.acquire()
    assert watch.offer is not None
    showing.stop()
    hall.stop()
