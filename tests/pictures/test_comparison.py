"""The eye the pictures are looked at with: it forgives what no visitor sees, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from .comparison import APPROVED, PictureDiffers, check, difference, few, keep, shrunk

FONT = Path(__file__).parents[2] / "assets/fonts/PlusJakartaSans-SemiBold.ttf"
SIZE = (540, 960)
MOST_BYTES = 1_500_000


def screen(
    *, words: str = "Nomor antrean Anda", at: tuple[float, float] = (40, 100), ink: str = "#14323c"
) -> Image.Image:
    """Something like a screen: a bar, a card, words."""
    picture = Image.new("RGB", SIZE, "#f3f6f6")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE[0], 60), fill="#0b6e6e")
    pen.rounded_rectangle((30, 300, 510, 420), 16, fill="white", outline="#c6d4d4", width=2)
    pen.text(at, words, font=ImageFont.truetype(str(FONT), 34), fill=ink)
    pen.text((50, 340), "Ambil nomor", font=ImageFont.truetype(str(FONT), 28), fill="black")
    return picture


def kept(picture: Image.Image) -> Image.Image:
    """As it comes back from the approved file."""
    return few(shrunk(picture)).convert("RGB")


FORGIVEN: dict[str, Callable[[], Image.Image]] = {
    "the same": screen,
    "edges softer": lambda: screen().filter(ImageFilter.GaussianBlur(0.6)),
    "a quarter of a pixel to the right": lambda: screen(at=(40.25, 100)),
    "a shade lighter": lambda: screen(ink="#1a3843"),
    "noise": lambda: ImageChops.add(screen(), Image.effect_noise(SIZE, 6).convert("RGB"), 1, -128),
}
SEEN: dict[str, Callable[[], Image.Image]] = {
    "a line moved by two pixels": lambda: screen(at=(40, 102)),
    "a line moved by three pixels to the right": lambda: screen(at=(43, 100)),
    "another letter": lambda: screen(words="Nomor antrian Anda"),
    "no words": lambda: screen(words=""),
    "another colour": lambda: screen(ink="#a02020"),
    "an edge less": lambda: screen().crop((0, 0, 540, 956)),
}


@pytest.mark.parametrize("now", FORGIVEN.values(), ids=FORGIVEN.keys())
def test_what_nobody_sees_passes(now: Callable[[], Image.Image]) -> None:
    assert difference(kept(screen()), shrunk(now())).pixels == 0


@pytest.mark.parametrize("now", SEEN.values(), ids=SEEN.keys())
def test_what_somebody_sees_does_not(now: Callable[[], Image.Image]) -> None:
    assert difference(kept(screen()), shrunk(now())).pixels > 12


def test_one_differing_pixel_of_paper_is_within_the_tolerance_and_a_lost_rule_is_not() -> None:
    paper = Image.new("1", (384, 400), 1)
    ImageDraw.Draw(paper).rectangle((16, 100, 367, 101), fill=0)
    speck, lost = paper.copy(), Image.new("1", (384, 400), 1)
    speck.putpixel((200, 200), 0)
    assert difference(kept(paper), shrunk(speck)).pixels == 0
    assert difference(kept(paper), shrunk(lost)).pixels > 12


def test_a_picture_that_differs_leaves_both_side_by_side_and_says_how_to_approve_it(tmp_path: Path) -> None:
    name = min(APPROVED.glob("*.png")).stem
    with pytest.raises(PictureDiffers) as told:
        check(screen(), name, failed=tmp_path / "failed")
    assert f"python -m tests.pictures --approve {name}" in str(told.value)
    assert {file.name for file in (tmp_path / "failed").iterdir()} == {f"{name}-actual.png", f"{name}-difference.png"}
    assert all(str(file) in str(told.value) for file in (tmp_path / "failed").glob("*-difference.png"))


def test_a_picture_nobody_approved_is_left_to_be_looked_at(tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.png"
    screen().save(drawn)
    with pytest.raises(PictureDiffers, match="no approved image"):
        check(drawn, "nobody-approved-this", failed=tmp_path / "failed")
    with Image.open(tmp_path / "failed" / "nobody-approved-this-actual.png") as left:
        assert left.tobytes() == screen().tobytes()


def test_an_approved_image_is_replaced_only_when_something_can_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "one.png"
    keep(shrunk(screen()), file)
    first = file.read_bytes()
    keep(shrunk(screen(ink="#1a3843")), file)
    assert file.read_bytes() == first
    keep(shrunk(screen(words="Tiket")), file)
    assert file.read_bytes() != first


def test_all_approved_images_together_are_small() -> None:
    assert sum(file.stat().st_size for file in APPROVED.iterdir()) < MOST_BYTES
