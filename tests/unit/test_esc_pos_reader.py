"""ESC/POS, written and read again: pictures come out dot for dot, and no picture holds a command."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.esc_pos_commands import (
    Align,
    AskPaperSensor,
    AskProcessId,
    Command,
    Cut,
    DrawnCode,
    Feed,
    Picture,
    RealTime,
    Style,
    Text,
)
from kiosk.esc_pos_reader import REAL_TIME, EscPosReader, RealTimeReader
from kiosk.printer_status import PAPER_SENSOR_QUESTION, completion_question
from kiosk.ticket_bytes import free_of_commands, ticket_bytes

CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


@st.composite
def pictures(draw: st.DrawFn) -> Image.Image:
    width, rows = draw(st.integers(1, 9)) * 8, draw(st.integers(1, 30))
    dots = st.sampled_from([0x00, 0x10, 0x04, 0x05, 0x14, 0x1B, 0x1D, 0xFF]) | st.integers(0, 255)
    ink = bytes(draw(st.lists(dots, min_size=width // 8 * rows, max_size=width // 8 * rows)))
    return Image.frombytes("1", (width, rows), bytes(byte ^ 0xFF for byte in ink))


def read(pieces: Iterable[bytes]) -> list[Command]:
    reader = EscPosReader()
    return [command for piece in pieces for command in reader.take(piece)]


def obeyed(pieces: Iterable[bytes]) -> list[RealTime]:
    reader = RealTimeReader()
    return [command for piece in pieces for command in reader.take(piece)]


def pieces_of(stream: bytes, cuts: list[int]) -> list[bytes]:
    edges = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    return [stream[start:end] for start, end in pairwise(edges)]


def on_paper(commands: list[Command]) -> list[tuple[int, bytes]]:
    """The pictures as rows of dots, whatever bands they came in."""
    return [(each.image.width, each.image.tobytes()) for each in commands if isinstance(each, Picture)]


@given(pictures())
def test_a_printed_picture_is_the_picture_dot_for_dot_in_every_mode(picture: Image.Image) -> None:
    for mode in ("bitImageRaster", "graphics"):
        printer = Dummy(profile="TM-T20II")
        printer.image(picture, impl=mode)
        assert on_paper(read([printer.output])) == [(picture.width, picture.tobytes())]


def test_a_picture_sent_in_columns_is_the_same_picture() -> None:
    picture = Image.radial_gradient("L").resize((96, 48)).convert("1")
    printer = Dummy(profile="TM-T20II")
    printer.image(picture, impl="bitImageColumn")
    bands = [command.image for command in read([printer.output]) if isinstance(command, Picture)]
    whole = Image.new("1", picture.size)
    for at, band in enumerate(bands):
        whole.paste(band, (0, 24 * at))
    assert whole.tobytes() == picture.tobytes()
    assert not [command for command in read([printer.output]) if isinstance(command, Feed)]


@given(pictures(), st.lists(st.integers(0, 5000), max_size=6))
def test_a_ticket_reads_the_same_in_pieces_of_any_size(picture: Image.Image, cuts: list[int]) -> None:
    stream = ticket_bytes(picture, "TM-T20II")
    assert read(pieces_of(stream, cuts)) == read([stream])
    assert read([stream])[-1] == Cut()


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=6))
def test_any_bytes_are_read_the_same_in_pieces_of_any_size(stream: bytes, cuts: list[int]) -> None:
    assert read(pieces_of(stream, cuts)) == read([stream])
    assert obeyed(pieces_of(stream, cuts)) == obeyed([stream])


@given(pictures())
def test_no_ticket_holds_a_command_the_printer_would_obey(picture: Image.Image) -> None:
    assert not REAL_TIME.search(ticket_bytes(picture, "TM-T20II"))


@given(pictures())
def test_breaking_up_commands_only_ever_adds_single_dots(picture: Image.Image) -> None:
    before, after = picture.tobytes(), free_of_commands(picture).tobytes()
    assert all(old == new or (old ^ 0xFF, new ^ 0xFF) == (0x10, 0x18) for old, new in zip(before, after, strict=True))


def test_a_picture_that_was_not_broken_up_would_be_obeyed() -> None:
    treacherous = Image.frombytes("1", (80, 1), bytes(byte ^ 0xFF for byte in CLEAR))
    printer = Dummy(profile="TM-T20II")
    printer.image(treacherous)
    assert obeyed([printer.output]) == [RealTime(CLEAR)]
    assert obeyed([ticket_bytes(treacherous, "TM-T20II")]) == []


@pytest.mark.parametrize(
    "stream, commands",
    [
        (b"Nomor A-001\n", [Text("Nomor A-001")]),
        (b"\n", [Feed(30)]),
        (b"\x1bd\x02", [Feed(60)]),
        (b"\x1bJ\x08", [Feed(8)]),
        (b"\x1ba\x01abc\n", [Text("abc", Style(align=Align.CENTRE))]),
        (b"\x1b!\x38abc\n", [Text("abc", Style(2, 2, bold=True))]),
        (b"\x1d!\x42\x1bE\x01abc\n\x1b@d\n", [Text("abc", Style(5, 3, bold=True)), Text("d")]),
        (b"a\x1bE\x01b\n", [Text("ab")]),
        (
            b"\x1d(k\x03\x001C\x05\x1d(k\x06\x001P0abc\x1d(k\x03\x001Q0\x1d(k\x03\x001Q0",
            [DrawnCode("abc", 5), DrawnCode("abc", 5)],
        ),
        (b"\x1d(k\x03\x001Q0", []),
        (b"\x1dV\x00", [Cut()]),
        (b"\x1dVB\x00", [Cut()]),
        (b"\x1bi", [Cut()]),
        (PAPER_SENSOR_QUESTION, [AskPaperSensor()]),
        (completion_question(b"0042"), [AskProcessId(b"0042")]),
        (b"\x10\x04\x01" + b"\x1dV\x00" + b"\x10\x04\x04", [Cut()]),
        (CLEAR + b"\x1dV\x00", [Cut()]),
    ],
)
def test_each_command_is_understood(stream: bytes, commands: list[Command]) -> None:
    assert read([stream]) == commands


@pytest.mark.parametrize("size", [(572, 10), (584, 10)])
def test_a_picture_that_does_not_fit_the_printer_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError):
        ticket_bytes(Image.new("1", size, 1), "TM-T20II")


def test_a_printer_without_a_cutter_feeds_to_where_paper_is_torn_off() -> None:
    ticket = Image.new("1", (384, 10), 1)
    assert read([ticket_bytes(ticket, "POS-5890")])[-1] == Feed(120)
    assert read([ticket_bytes(ticket, "")])[-1] == Cut()
