"""How the stand-in printer draws what it is told in words: letters of 12 by 24 dots, enlarged dot by dot as a printer
does, and QR codes."""

from functools import cache
from pathlib import Path

import qrcode
from PIL import Image, ImageDraw, ImageFont

from .esc_pos_commands import Align, DrawnCode, Text
from .esc_pos_reader import DOTS_PER_LINE

WIDTH, HEIGHT, BASELINE = 12, 24, 19
FONTS = Path(__file__).parents[1] / "assets" / "fonts"
SIZE = 21
INK_FROM = 140
SIDE_WHITE = 1


def line_drawn(line: Text, dots: int) -> Image.Image:
    """One line on paper so wide. What does not fit is printed on the next line, as printers do."""
    style = line.style
    each = max(dots // (WIDTH * style.wide), 1)
    rows = [line.text[at : at + each] for at in range(0, len(line.text), each)]
    tall = max(DOTS_PER_LINE, HEIGHT * style.tall)
    paper = Image.new("1", (dots, tall * len(rows)), 1)
    for n, row in enumerate(rows):
        wide = len(row) * WIDTH * style.wide
        at = _left(style.align, wide, dots)
        for letter in row:
            drawn = _letter(letter, style.bold).resize(
                (WIDTH * style.wide, HEIGHT * style.tall), Image.Resampling.NEAREST
            )
            paper.paste(drawn, (at, tall * n))
            at += WIDTH * style.wide
    return paper


def code_drawn(code: DrawnCode, dots: int) -> Image.Image:
    """A QR code at error correction M; a code wider than the paper is not printed, as printers do."""
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    made.add_data(code.text)
    made.make()
    matrix = made.get_matrix()
    side = len(matrix) * code.module
    if side > dots:
        return Image.new("1", (dots, 1), 1)
    small = Image.new("1", (len(matrix), len(matrix)), 1)
    small.putdata([0 if dark else 255 for row in matrix for dark in row])
    paper = Image.new("1", (dots, side), 1)
    paper.paste(small.resize((side, side), Image.Resampling.NEAREST), (_left(code.align, side, dots), 0))
    return paper


def _left(align: Align, wide: int, dots: int) -> int:
    return {Align.LEFT: 0, Align.CENTRE: (dots - wide) // 2, Align.RIGHT: dots - wide}[align]


@cache
def _letter(letter: str, bold: bool) -> Image.Image:
    """One character in its cell; what is wider is made narrower."""
    font = ImageFont.truetype(str(FONTS / f"PlusJakartaSans-{'ExtraBold' if bold else 'SemiBold'}.ttf"), SIZE)
    left, _, right, _ = font.getbbox(letter, anchor="ls")
    own = Image.new("L", (max(round(right - left), 1), HEIGHT), 255)
    ImageDraw.Draw(own).text((-left, BASELINE), letter, font=font, fill=0, anchor="ls")
    if own.width > WIDTH - SIDE_WHITE:
        own = own.resize((WIDTH - SIDE_WHITE, HEIGHT), Image.Resampling.BOX)
    cell = Image.new("L", (WIDTH, HEIGHT), 255)
    cell.paste(own, ((WIDTH - own.width) // 2, 0))
    return cell.point(lambda grey: 255 if grey > INK_FROM else 0).convert("1", dither=Image.Dither.NONE)
