"""Reads ESC/POS as a printer does. Any bytes are understood somehow, in pieces of any size; nothing raises.

Two readers see the same stream: `RealTimeReader` finds the commands a printer obeys on receipt, wherever they stand;
`EscPosReader` takes the rest in order.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from .esc_pos_commands import (
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

DOTS_PER_LINE = 30
"""Line feed at 203 dpi: 1/6 inch is 34 dots, thermal printers use 30."""
QR_MODULE, LARGEST_MODULE = 3, 16


REAL_TIME = re.compile(
    rb"\x10\x04[\x01-\x04]|\x10\x05[\x00-\x02]|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08|\x10\x14[\x01\x02]..", re.DOTALL
)
LONGEST_REAL_TIME = 10


class RealTimeReader:
    """Finds real-time commands anywhere in the stream, pictures included."""

    def __init__(self) -> None:
        self._tail = b""

    def take(self, received: bytes) -> list[RealTime]:
        """The real-time commands completed by these bytes."""
        stream = self._tail + received
        found = list(REAL_TIME.finditer(stream))
        seen = found[-1].end() if found else 0
        self._tail = stream[max(seen, len(stream) - LONGEST_REAL_TIME + 1) :]
        return [RealTime(match.group()) for match in found]


PARAMETERS = {
    **{b"\x1b" + bytes([name]): 0 for name in b"@2<iLSm"},
    **{b"\x1b" + bytes([name]): 1 for name in b"3adEGJMRTt!-{ =rVU"},
    **{b"\x1b" + bytes([name]): 2 for name in b"$\\cB"},
    b"\x1bp": 3,
    b"\x1b?": 1,
    **{b"\x1d" + bytes([name]): 1 for name in b"!Bbfhrawx/I"},
    **{b"\x1d" + bytes([name]): 2 for name in b"LWP$\\"},
}
"""Commands of a fixed length → bytes of parameters. What is in no table is skipped with its name."""


class EscPosReader:
    """Takes a stream apart, in order. Bytes of a command that is not complete wait."""

    def __init__(self) -> None:
        self._rest = b""
        self._line = b""
        self._columns_on_line = False
        self._stored: list[Picture] = []
        self._style, self._line_style = Style(), Style()
        self._code, self._module = "", QR_MODULE

    def take(self, received: bytes) -> list[Command]:
        """The commands completed by these bytes."""
        self._rest += received
        return list(self._commands())

    def _commands(self) -> Iterator[Command]:
        at = 0
        while at < len(self._rest):
            size, commands = self._next(self._rest[at : at + 2], self._rest, at)
            if not size:
                break
            yield from commands
            at += size
        self._rest = self._rest[at:]

    def _next(self, name: bytes, stream: bytes, at: int) -> tuple[int, list[Command]]:
        """How many bytes the command at `at` takes (0: not all there yet) and what it does."""
        first = name[0]
        if first not in (0x10, 0x1B, 0x1C, 0x1D):
            return 1, self._character(first)
        if len(name) < 2:
            return 0, []
        if first == 0x10:
            return self._skip_real_time(stream, at)
        if name == b"\x1b*":
            self._columns_on_line = True
            return _columns(stream, at)
        if name == b"\x1dv":
            return _raster(stream, at)
        if name == b"\x1d(":
            return self._function(stream, at)
        if name == b"\x1dV":
            return _cut(stream, at)
        size = 2 + PARAMETERS.get(name, 0)
        if at + size > len(stream):
            return 0, []
        return size, self._simple(name, stream[at + size - 1])

    def _character(self, byte: int) -> list[Command]:
        if byte != 0x0A:
            if byte >= 0x20:
                self._line_style = self._line_style if self._line else self._style
                self._line += bytes([byte])
            return []
        line, self._line = self._line, b""
        columns, self._columns_on_line = self._columns_on_line, False
        if line:
            return [Text(line.decode("cp437"), self._line_style)]
        return [] if columns else [Feed(DOTS_PER_LINE)]  # the line of a picture in columns is the picture's height

    def _simple(self, name: bytes, n: int) -> list[Command]:
        match name:
            case b"\x1bd":
                return [*(self._character(0x0A) if self._line else ()), Feed(n * DOTS_PER_LINE)]
            case b"\x1bJ":
                return [Feed(n)]
            case b"\x1dr":
                return [AskPaperSensor()]
            case b"\x1bi" | b"\x1bm":
                return [Cut()]
            case b"\x1b@":
                self._line, self._style = b"", Style()
            case _:
                self._style = _styled(self._style, name, n)
        return []

    def _skip_real_time(self, stream: bytes, at: int) -> tuple[int, list[Command]]:
        found = REAL_TIME.match(stream, at)
        if found:
            return len(found.group()), []
        return (1, []) if at + LONGEST_REAL_TIME <= len(stream) or stream[at + 1] not in (4, 5, 0x14) else (0, [])

    def _function(self, stream: bytes, at: int) -> tuple[int, list[Command]]:
        """`GS ( X pL pH …`."""
        if at + 5 > len(stream):
            return 0, []
        length = int.from_bytes(stream[at + 3 : at + 5], "little")
        if at + 5 + length > len(stream):
            return 0, []
        body = stream[at + 5 : at + 5 + length]
        return 5 + length, self._called(stream[at + 2 : at + 3], body)

    def _called(self, group: bytes, body: bytes) -> list[Command]:
        if group == b"H" and body[:2] == b"00" and len(body) == 6:
            return [AskProcessId(body[2:])]
        if group == b"L" and body[:2] == b"0p" and len(body) >= 10:
            width, rows = int.from_bytes(body[6:8], "little"), int.from_bytes(body[8:10], "little")
            self._stored += _picture((width + 7) // 8, rows, body[10:])
        elif group == b"L" and body[:2] in (b"02", b"0\x02"):
            stored, self._stored = self._stored, []
            return list(stored)
        elif group == b"k" and body[:1] == b"1":
            return self._qr(body[1:2], body[2:])
        return []

    def _qr(self, function: bytes, told: bytes) -> list[Command]:
        """`GS ( k` 49: C size, P store, Q print."""
        if function == b"C" and told:
            self._module = min(max(told[0], 1), LARGEST_MODULE)
        elif function == b"P" and told[:1] == b"0":
            self._code = told[1:].decode("cp437")
        elif function == b"Q" and self._code:
            return [DrawnCode(self._code, self._module, self._style.align)]
        return []


def _styled(style: Style, name: bytes, n: int) -> Style:
    """The style after a command that may change it."""
    match name:
        case b"\x1d!":
            return replace(style, wide=(n >> 4 & 7) + 1, tall=(n & 7) + 1)
        case b"\x1b!":
            return replace(style, wide=1 + bool(n & 0x20), tall=1 + bool(n & 0x10), bold=bool(n & 0x08))
        case b"\x1bE" | b"\x1bG":
            return replace(style, bold=bool(n & 1))
        case b"\x1ba":
            return replace(style, align=Align(n % 48 % 3))
    return style


def _picture(width_bytes: int, rows: int, dots: bytes) -> list[Picture]:
    if not width_bytes or not rows or len(dots) < width_bytes * rows:
        return []
    paper = bytes(byte ^ 0xFF for byte in dots[: width_bytes * rows])
    return [Picture(Image.frombytes("1", (width_bytes * 8, rows), paper))]


def _raster(stream: bytes, at: int) -> tuple[int, list[Command]]:
    """`GS v 0 m xL xH yL yH d…`."""
    if at + 8 > len(stream):
        return 0, []
    width, rows = (int.from_bytes(stream[at + n : at + n + 2], "little") for n in (4, 6))
    size = 8 + width * rows
    if at + size > len(stream):
        return 0, []
    return size, list(_picture(width, rows, stream[at + 8 : at + size]))


def _columns(stream: bytes, at: int) -> tuple[int, list[Command]]:
    """`ESC * m nL nH d…`: columns of 8 or 24 dots from the top down."""
    if at + 5 > len(stream):
        return 0, []
    columns, column_bytes = int.from_bytes(stream[at + 3 : at + 5], "little"), 3 if stream[at + 2] >= 32 else 1
    size = 5 + columns * column_bytes
    if at + size > len(stream):
        return 0, []
    upright = _picture(column_bytes, columns, stream[at + 5 : at + size])
    return size, [Picture(each.image.transpose(Image.Transpose.TRANSPOSE)) for each in upright]


def _cut(stream: bytes, at: int) -> tuple[int, list[Command]]:
    """`GS V m`, or `GS V 65|66 n` with a feed before it."""
    if at + 3 > len(stream):
        return 0, []
    size = 4 if stream[at + 2] >= 65 else 3
    return (size, [Cut()]) if at + size <= len(stream) else (0, [])
