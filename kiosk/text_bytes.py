"""Lines of the printer's own letters as ESC/POS. Pure.

Only commands every clone has since the TM-T88: `GS !` (size), `ESC E` (bold), `ESC a` (centred), `ESC J` (feed), and
`GS ( k` (QR code) for those that know it. No code page is ever chosen: the text is ASCII.
"""

from collections.abc import Iterator

from .paper_text import CodeHere, Gap, Line, PaperText

SIZE, BOLD, ALIGN, FEED = b"\x1d!", b"\x1bE", b"\x1ba", b"\x1bJ"
LEFT, CENTRE = b"\x00", b"\x01"
QR = b"\x1d(k"
MODEL_2, MEDIUM = b"1A2\x00", b"1E1"
NEWLINE = b"\n"
MOST_AT_ONCE = 255


def text_bytes(text: PaperText) -> bytes:
    """The lines, for a printer that begins left, in single size and light."""
    return b"".join(_said(text))


def longest_wait(text: PaperText) -> int:
    """Bytes a printer may still wait for that was cut off in the middle of a code."""
    return max((len(piece.text) + 4 for piece in text.pieces if isinstance(piece, CodeHere)), default=0)


def _said(text: PaperText) -> Iterator[bytes]:
    wide, tall, bold = 1, 1, False
    for piece in text.pieces:
        match piece:
            case Line():
                if (piece.wide, piece.tall) != (wide, tall):
                    wide, tall = piece.wide, piece.tall
                    yield SIZE + bytes([(wide - 1) << 4 | tall - 1])
                if piece.bold != bold:
                    bold = piece.bold
                    yield BOLD + bytes([bold])
                yield piece.text.encode("ascii") + NEWLINE
            case Gap(dots):
                yield FEED + bytes([min(dots, MOST_AT_ONCE)])
            case CodeHere(what, module):
                yield ALIGN + CENTRE + _code(what, module) + ALIGN + LEFT


def _code(what: str, module: int) -> bytes:
    """Model, size, correction, store, print."""
    steps = (MODEL_2, b"1C" + bytes([module]), MEDIUM, b"1P0" + what.encode("ascii"), b"1Q0")
    return b"".join(QR + len(step).to_bytes(2, "little") + step for step in steps)
