"""Compares a picture with the approved one of its name, as an eye at some distance would.

The approved images lie in `approved/`, at half scale and in few colours, so that they stay small. Both pictures are
blurred a little before they are compared: edges that fall half a pixel elsewhere, as another version of a font's
rasteriser draws them, pass; a line or a word that moved by two pixels, is missing or has another colour does not.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

APPROVED = Path(__file__).parent / "approved"
APPROVE, NOTES, ALL = "APPROVE_PICTURES", "APPROVE_PICTURES_NOTES", "all"
"""In the environment: which pictures are being approved, and the file that lists those drawn."""
SCALE = 2
GREYS, COLOURS = 8, 64
BLUR = 1
"""Radius of the blur, in pixels of the approved image."""
TONE = 40
"""Of 255: a pixel that differs by no more than this after the blur does not count. An edge half a pixel off makes 43 of
255 at the most, where black meets white."""
TOLERANCE = 12
"""Pixels that may count: less than one letter of small text."""
APART = 8

Picture = Image.Image | Path


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, in pixels of the approved image."""

    pixels: int
    box: tuple[int, int, int, int] | None
    where: Image.Image
    """White where it differs."""


class PictureDiffers(AssertionError):
    """The picture is not the approved one; the message says where to look and how to approve it."""


def check(picture: Picture, name: str, *, failed: Path, tolerance: int = TOLERANCE) -> None:
    """Raises PictureDiffers when `picture` is not the approved image `name`, and leaves both side by side in the folder
    `failed`. `tolerance`: pixels at half scale that may differ. While pictures are approved nothing is compared."""
    actual = _opened(picture)
    small = shrunk(actual)
    file = APPROVED / f"{name}.png"
    if wanted := os.environ.get(APPROVE):
        _approve(small, file, wanted)
        return
    how = f"To approve what is drawn now: python -m tests.pictures --approve {name}"
    failed.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        actual.save(failed / f"{name}-actual.png")
        raise PictureDiffers(f"there is no approved image {name}; drawn: {failed / f'{name}-actual.png'}\n{how}")
    with Image.open(file) as approved:
        before = approved.convert("RGB")
    found = difference(before, small)
    if found.pixels > tolerance:
        actual.save(failed / f"{name}-actual.png")
        side_by_side(before, small, found).save(failed / f"{name}-difference.png")
        raise PictureDiffers(
            f"{name} is not what was approved: {found.pixels} pixels differ (at most {tolerance} may), within "
            f"{found.box}, of {before.size}, now {small.size}\n"
            f"approved, drawn, difference: {failed / f'{name}-difference.png'}\n{how}"
        )


def _approve(small: Image.Image, file: Path, wanted: str) -> None:
    """Keep it if it is among the wanted ones, and note that it was drawn."""
    if wanted == ALL or file.stem in wanted.split(","):
        keep(small, file)
    with Path(os.environ[NOTES]).open("a", encoding="utf-8") as drawn:
        print(file.stem, file=drawn)


def shrunk(picture: Image.Image) -> Image.Image:
    """At half scale, each pixel the mean of four."""
    return picture.convert("RGB").reduce(SCALE)


def difference(approved: Image.Image, small: Image.Image) -> Difference:
    """How two pictures at half scale differ; what only one of them has, differs."""
    size = (max(approved.width, small.width), max(approved.height, small.height))
    one, other = (_padded(each, size, blank) for each, blank in ((approved, "white"), (small, "white")))
    blurred = (each.filter(ImageFilter.BoxBlur(BLUR)) for each in (one, other))
    channels = ImageChops.difference(*blurred).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    where = most.point(lambda tone: 255 if tone > TONE else 0)
    if approved.size != small.size:
        common = (min(approved.width, small.width), min(approved.height, small.height))
        beyond = Image.new("L", size, 255)
        beyond.paste(0, (0, 0, *common))
        where = ImageChops.lighter(where, beyond)
    return Difference(where.histogram()[255], where.getbbox(), where)


def side_by_side(approved: Image.Image, small: Image.Image, found: Difference) -> Image.Image:
    """Approved, drawn, and what differs in red over what was drawn."""
    red = Image.new("RGB", found.where.size, (220, 0, 0))
    pale = Image.blend(_padded(small, found.where.size, "white"), Image.new("RGB", found.where.size, "white"), 0.6)
    marked = Image.composite(red, pale, found.where)
    wide = approved.width + small.width + marked.width + 2 * APART
    sheet = Image.new("RGB", (wide, max(each.height for each in (approved, small, marked))), (120, 120, 120))
    x = 0
    for each in (approved, small, marked):
        sheet.paste(each, (x, 0))
        x += each.width + APART
    return sheet


def keep(small: Image.Image, file: Path) -> None:
    """Approve it, unless it is the same already."""
    if file.exists():
        with Image.open(file) as approved:
            if not difference(approved.convert("RGB"), small).pixels:
                return
    file.parent.mkdir(parents=True, exist_ok=True)
    few(small).save(file, optimize=True)


def few(small: Image.Image) -> Image.Image:
    """In a palette: greys where there is no colour."""
    channels = small.split()
    grey = all(ImageChops.difference(channels[0], other).getbbox() is None for other in channels[1:])
    if grey:
        return channels[0].quantize(GREYS, dither=Image.Dither.NONE)
    return small.quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE)


def _opened(picture: Picture) -> Image.Image:
    if isinstance(picture, Image.Image):
        return picture
    with Image.open(picture) as opened:
        opened.load()
        return opened


def _padded(picture: Image.Image, size: tuple[int, int], blank: str) -> Image.Image:
    if picture.size == size:
        return picture
    padded = Image.new("RGB", size, blank)
    padded.paste(picture, (0, 0))
    return padded
