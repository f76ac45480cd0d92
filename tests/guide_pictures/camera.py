"""Takes a picture of a page or of what is spoken of on it, and keeps it small."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page, expect

from . import PICTURES

MOST_BYTES = 60_000
COLOURS = (256, 128, 96, 64, 48, 32)
"""Tried in this order until a picture is small enough."""
AROUND, AROUND_A_DIALOG = 14, 2
"""Pixels left free around what is shown."""


@dataclass
class Camera:
    """`taken`: the names of the pictures it has put into `folder`."""

    folder: Path
    taken: list[str] = field(default_factory=list)

    def page(self, name: str, page: Page, *shown: Locator, height: int = 0) -> None:
        """All of the window, or as much as holds what is `shown`; `height`: at most so much of it, from its top."""
        page.mouse.move(0, 0)
        page.wait_for_function("document.fonts.ready")
        expect(page.locator("html.starting")).to_have_count(0)
        for one in shown:
            expect(one).to_be_visible()
        clip = _around(page, shown, height) if shown else None
        self.keep(name, Image.open(BytesIO(page.screenshot(clip=clip, animations="disabled", caret="hide"))))

    def keep(self, name: str, image: Image.Image, width: int = 0) -> None:
        """`width`: in pixels, that it is made smaller to. ValueError where no palette makes it small enough."""
        assert name in PICTURES, name
        if width:
            image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
        drawn = (_drawn(image.convert("RGB"), colours) for colours in COLOURS)
        small = next((one for one in drawn if len(one) < MOST_BYTES), None)
        if small is None:
            raise ValueError(f"{name}: more than {MOST_BYTES} bytes")
        (self.folder / f"{name}.png").write_bytes(small)
        self.taken.append(name)


def _drawn(image: Image.Image, colours: int) -> bytes:
    file = BytesIO()
    image.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _around(page: Page, shown: Sequence[Locator], height: int) -> FloatRect:
    """The smallest piece of the window with all of them in it, and a little more."""
    boxes = [box for box in (one.bounding_box() for one in shown) if box]
    window = page.viewport_size
    assert window
    around = AROUND_A_DIALOG if page.get_by_role("dialog").count() else AROUND
    left, top = (max(0, min(box[edge] for box in boxes) - around) for edge in ("x", "y"))
    right = min(window["width"], max(box["x"] + box["width"] for box in boxes) + around)
    bottom = min(window["height"], max(box["y"] + box["height"] for box in boxes) + around)
    return {"x": left, "y": top, "width": right - left, "height": min(bottom - top, height or bottom)}
