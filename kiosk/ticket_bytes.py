"""A sheet, drawn or in the printer's own letters, as the bytes an ESC/POS printer takes: python-escpos writes them, the
doors carry them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

from PIL import Image, ImageChops

from .escpos_library import escpos_library
from .paper_text import PaperText
from .text_bytes import longest_wait, text_bytes

BAND_ROWS = 240
"""Rows sent in one raster command: 30 mm, 17 kB at 80 mm, which printers with small buffers still take."""

FEED_TO_TEAR_OFF = 4
"""Lines between the print head and the edge where paper is torn off by hand."""

START_AFRESH, CUT = b"\x1b@", b"\x1dVB\x00"

COMMAND_IN_PICTURE = re.compile(rb"\x10(?=[\x04\x05\x14])")


class Completion(Enum):
    """How a printer can be asked whether it has finished."""

    NONE = "none"
    PAPER_SENSOR = "GS r"
    """Answered in print order."""
    PROCESS_ID = "GS ( H"
    """Answered once everything before it is printed."""


EPSON = {"TM-T20II", "TM-T20II-42col", "TM-T88IV", "TM-T88IV-SA", "TM-T88V", "TM-L90"}
COMPLETION: Mapping[str, Completion] = {
    **dict.fromkeys(EPSON, Completion.PROCESS_ID),
    **dict.fromkeys(("TM-T88II", "TM-T88III", "TSP600", "RP326", "P822D"), Completion.PAPER_SENSOR),
}
"""Printer profile → what it understands beyond `DLE EOT`. A printer that knows neither would print the question."""


def known_profiles() -> tuple[str, ...]:
    """The names python-escpos knows."""
    return tuple(sorted(escpos_library().capabilities.CAPABILITIES["profiles"]))


def widest(profile: str) -> int | None:
    """Dots in a row of this profile's printer; None where the profile does not say."""
    pixels = _profile(profile).profile_data["media"]["width"].get("pixels")
    return int(pixels) if str(pixels).isdecimal() else None


@dataclass(frozen=True, slots=True)
class OwnLetters:
    """What a printer can write by itself."""

    columns: int
    draws_codes: bool


FEWEST_COLUMNS = 20
"""Some profiles give a letter's width for the columns."""
LETTER_DOTS = 12


def own_letters(profile: str, dots: int) -> OwnLetters:
    """Columns of font A on paper of so many dots, and whether it draws QR codes: only where the profile says so."""
    fits = dots // LETTER_DOTS
    if not profile:
        return OwnLetters(fits, draws_codes=False)
    known = _profile(profile)
    columns = int(known.profile_data["fonts"]["0"]["columns"])
    return OwnLetters(min(fits, columns) if columns >= FEWEST_COLUMNS else fits, known.supports("qrCode"))


def get_ready() -> None:
    """Load python-escpos, which takes a tenth of a second: better before the first ticket, but not before the first
    frame."""
    escpos_library()


Sheet = Image.Image | PaperText
"""What can be printed: a picture, or the printer's own letters."""


def ticket_bytes(sheet: Sheet, profile: str) -> bytes:
    """Start afresh, print, cut. ValueError for a picture that is not in mode "1", not a multiple of 8 dots wide, or
    wider than the profile's printer prints."""
    printer = escpos_library().printer.Dummy(profile=profile or "default")
    printer.hw("INIT")
    if isinstance(sheet, PaperText):
        printer._raw(text_bytes(sheet))
    else:
        if sheet.mode != "1" or sheet.width % 8:
            raise ValueError(f"a picture of mode {sheet.mode}, {sheet.width} dots wide, is no ticket")
        width = _width(printer.profile, sheet)
        if sheet.width > width:
            raise ValueError(f"the ticket is {sheet.width} dots wide, {profile} prints {width}")
        printer.image(free_of_commands(sheet), fragment_height=BAND_ROWS)
    if printer.profile.supports("paperPartCut") or printer.profile.supports("paperFullCut"):
        printer.cut(feed=False)  # GS V 66: feeds as far as this printer's own cutter needs
    else:
        printer.print_and_feed(FEED_TO_TEAR_OFF)
    return cast(bytes, printer.output)


def rows_of(sheet: Sheet) -> int:
    """Rows of dots it takes from the roll."""
    return sheet.dots if isinstance(sheet, PaperText) else sheet.height


def after_half_a_sheet(sheet: Sheet) -> bytes:
    """Ends one that was cut short, and cuts off what hangs out: white up to the end of the longest command that may be
    waited for, which is nothing to a printer that was not waiting."""
    waiting = longest_wait(sheet) if isinstance(sheet, PaperText) else BAND_ROWS * sheet.width // 8
    return bytes(waiting) + START_AFRESH + CUT


def free_of_commands(picture: Image.Image) -> Image.Image:
    """The picture with `10 04`, `10 05` and `10 14` broken up by one more dot each: a printer obeys these bytes even
    inside a picture (status, recover, open the drawer or switch off)."""
    inverse = ImageChops.invert(picture)  # on paper a set bit is a black dot
    dots = COMMAND_IN_PICTURE.sub(b"\x18", inverse.tobytes())
    return ImageChops.invert(Image.frombytes("1", picture.size, dots))


def _width(profile: Any, picture: Image.Image) -> int:
    """What the profile's printer prints. Where the profile does not say, python-escpos would print a complaint to
    standard output for each band: it is told the ticket's own width."""
    media = profile.profile_data["media"]
    if not str(media["width"].get("pixels")).isdecimal():
        own = {**media, "width": {**media["width"], "pixels": picture.width}}
        profile.profile_data = {**profile.profile_data, "media": own}
    return int(profile.profile_data["media"]["width"]["pixels"])


def _profile(name: str) -> Any:
    return escpos_library().capabilities.get_profile(name)
