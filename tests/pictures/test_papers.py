"""Every paper as it was approved: drawn, and in the printer's own letters as the stand-in prints the bytes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.paper_pictures import PAPERS, pictures
from kiosk.printed_matter import Paper

from .comparison import Picture

ASSETS = Path(__file__).parents[2] / "assets"
DRAWN = {
    f"ticket-{layout}-{papers}"
    for layout in ("full", "compact", "large")
    for papers in ("complete", "incomplete")
} | {"ticket-reprint", "list", "list-large", "trial"}  # fmt: skip
IN_ENGLISH = {"ticket-full-incomplete", "ticket-large-complete", "ticket-compact-complete", "list"}


@pytest.mark.parametrize("in_letters", [False, True], ids=["drawn", "text"])
@pytest.mark.parametrize("paper", PAPERS, ids=["80", "58"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_papers_are_as_they_were_approved(
    language: str, paper: Paper, in_letters: bool, approved: Callable[[Picture, str], None]
) -> None:
    kept = DRAWN if language == "id" else IN_ENGLISH if not in_letters else set()
    ending = f"-{'text' if in_letters else 'drawn'}-{paper.mm}-{language}"
    seen = dict(pictures(ASSETS, language, paper, in_letters=in_letters))
    assert {name.removesuffix(ending) for name in seen} == DRAWN
    for name in sorted(kept):
        approved(seen[name + ending], f"paper-{name}{ending}")
