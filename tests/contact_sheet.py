"""Every screen in every mode, side by side: `python -m tests.contact_sheet FOLDER [WORDS]`.

Paints kiosk and wall through the real QML, each screen in both languages, orientations and modes, and lays them out by
orientation, language and mode, one sheet each, to be looked at whole; the papers beside them at true scale. WORDS: only
pictures whose names hold them.
"""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from display.screen.engine import ASSETS
from kiosk.paper_pictures import paint_papers
from kiosk.pictures import MODES, SIZES, paint_pictures

WIDTH = {"portrait": 270, "landscape": 480}
COLUMNS = {"portrait": 12, "landscape": 7}
GAP, CAPTION = 16, 26
GROUND, INK = "#5B6764", "#FFFFFF"


def sheet(pictures: Iterable[tuple[str, Path]], width: int, columns: int) -> Image.Image:
    """The pictures in rows, each with its name below."""
    shown = [(name, Image.open(picture).convert("RGB")) for name, picture in pictures]
    small = [(name, image.resize((width, round(image.height * width / image.width)))) for name, image in shown]
    tall = max(image.height for _, image in small)
    rows = -(-len(small) // columns)
    whole = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (tall + CAPTION + GAP) + GAP), GROUND)
    pen = ImageDraw.Draw(whole)
    words = ImageFont.truetype(str(ASSETS / "fonts" / "PlusJakartaSans-SemiBold.ttf"), 15)
    for place, (name, image) in enumerate(small):
        x = GAP + place % columns * (width + GAP)
        y = GAP + place // columns * (tall + CAPTION + GAP)
        whole.paste(image, (x, y))
        pen.text((x, y + image.height + 3), name, fill=INK, font=words)
    return whole


def kiosk_sheets(folder: Path, only: str) -> list[Path]:
    """One for each orientation, language and mode."""
    by_kind: dict[str, list[tuple[str, Path]]] = defaultdict(list)
    for picture in paint_pictures(ASSETS, folder / "kiosk", lambda name: only in name):
        for orientation in SIZES:
            name, there, kind = picture.stem.removeprefix("kiosk-").rpartition(f"-{orientation}-")
            if there:
                by_kind[f"{orientation}-{kind}"].append((name, picture))
    sheets = []
    for kind, pictures in by_kind.items():
        orientation = kind.partition("-")[0]
        sheets.append(folder / f"kiosk-{kind}.png")
        sheet(pictures, WIDTH[orientation], COLUMNS[orientation]).save(sheets[-1])
    return sheets


def wall_sheets(folder: Path) -> list[Path]:
    """One for each layout and language; painted by the program itself."""
    painted = folder / "wall"
    subprocess.run([sys.executable, "-m", "display", "--pictures", str(painted)], check=True)
    by_kind: dict[str, list[tuple[str, Path]]] = defaultdict(list)
    for picture in sorted(painted.glob("*.png")):
        name, layout, language = picture.stem.removeprefix("display-").rsplit("-", 2)
        by_kind[f"{layout}-{language}"].append((name, picture))
    sheets = []
    for kind, pictures in by_kind.items():
        standing = kind.startswith("portrait")
        sheets.append(folder / f"wall-{kind}.png")
        sheet(pictures, WIDTH["portrait" if standing else "landscape"], 8 if standing else 4).save(sheets[-1])
    return sheets


def main() -> None:
    """Paint and lay out."""
    folder, only = Path(sys.argv[1]), " ".join(sys.argv[2:])
    folder.mkdir(parents=True, exist_ok=True)
    for made in [*kiosk_sheets(folder, only), *([] if only else wall_sheets(folder))]:
        print(made)
    if not only:
        print(*paint_papers(ASSETS, folder / "papers"), sep="\n")
    print(f"modes: {', '.join(MODES)}")


if __name__ == "__main__":
    main()
