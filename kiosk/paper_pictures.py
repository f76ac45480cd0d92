"""Everything the kiosk prints, as pictures side by side at true scale: `python -m kiosk.paper_pictures DIR`."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from counter_server.protocol.locale import Locale

from .example_papers import AT, HEAD, example_papers
from .paper_text import PaperText
from .printed_matter import Paper
from .stand_in_mechanism import Mechanism, Ticket
from .ticket_bytes import OwnLetters, own_letters, ticket_bytes
from .typesetting import Press, typeset

ASSETS = Path(__file__).parents[1] / "assets"
PAPERS = (Paper(80), Paper(58))
DPI = 203
TABLE, APART = 150, 32
"""The grey of the table the papers lie on, and the room between them in dots."""


def pictures(assets: Path, language: str, paper: Paper, *, in_letters: bool) -> Iterator[tuple[str, Image.Image]]:
    """Name and picture of each; in the printer's own letters as the stand-in prints the bytes."""
    words = Locale.load(assets / "locale", language)
    letters = OwnLetters(own_letters("", paper.dots).columns, draws_codes=True)
    press = Press(paper=paper, letters=letters, in_letters=in_letters, head=HEAD, fonts=assets / "fonts")
    for name, matter in example_papers(words):
        sheet = typeset(matter, press, words, AT.date())
        kind = "text" if in_letters else "drawn"
        yield f"{name}-{kind}-{paper.mm}-{language}", printed(sheet, paper) if isinstance(sheet, PaperText) else sheet


def printed(text: PaperText, paper: Paper) -> Image.Image:
    """What comes out of the stand-in printer."""
    mechanism = Mechanism(paper.dots)
    mechanism.take(ticket_bytes(text, ""))
    (ticket,) = (done for done in mechanism.run(0.0) if isinstance(done, Ticket))
    return ticket.image


def paint_papers(assets: Path, folder: Path) -> list[Path]:
    """Each paper in a file of its own, and one table per language with all of them; 203 dots an inch."""
    folder.mkdir(parents=True, exist_ok=True)
    painted = []
    for language in ("id", "en"):
        each = [
            list(pictures(assets, language, paper, in_letters=in_letters))
            for in_letters in (False, True)
            for paper in PAPERS
        ]
        for name, picture in (one for row in each for one in row):
            picture.save(folder / f"{name}.png", dpi=(DPI, DPI))
            painted.append(folder / f"{name}.png")
        table = folder / f"papers-{language}.png"
        on_table([[picture for _, picture in row] for row in each]).save(table, dpi=(DPI, DPI), optimize=True)
        painted.append(table)
    return painted


def on_table(rows: Sequence[Sequence[Image.Image]]) -> Image.Image:
    """The papers side by side, each row below the longest of the one before."""
    wide = max(sum(paper.width + APART for paper in row) for row in rows) + APART
    table = Image.new("L", (wide, sum(max(paper.height for paper in row) + APART for row in rows) + APART), TABLE)
    y = APART
    for row in rows:
        x = APART
        for paper in row:
            table.paste(paper, (x, y))
            x += paper.width + APART
        y += max(paper.height for paper in row) + APART
    return table


def main(given: Sequence[str] | None = None) -> int:
    """Paint them."""
    reader = argparse.ArgumentParser(prog="python -m kiosk.paper_pictures", description=(__doc__ or "").split(":")[0])
    reader.add_argument("folder", type=Path, metavar="DIR")
    reader.add_argument("--assets", type=Path, default=ASSETS, metavar="DIR")
    wanted = reader.parse_args(given)
    for path in paint_papers(wanted.assets, wanted.folder):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
