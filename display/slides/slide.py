"""A slide: what is shown between calls, whoever wrote it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a slide's text. `kind`: `plain`, `item` (of a list) or `row` (`beside` it, on the right)."""

    key: int
    kind: str
    text: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """`kind`: `welcome`, `text`, `statement` (a title as large as it goes), `picture` or `video`."""

    key: str
    """Which slide it is, from one look at the folder to the next."""
    kind: str
    title: str = ""
    kicker: str = ""
    """A few small words above the title."""
    lines: tuple[Line, ...] = ()
    note: str = ""
    """Set off at the foot."""
    path: Path | None = None
    """Of a picture or a video."""


WELCOME = Slide("own:welcome", "welcome")
"""What a wall shows that has nothing else to show."""


def numbered(lines: list[tuple[str, str, str]]) -> tuple[Line, ...]:
    """(kind, text, beside) as lines."""
    return tuple(Line(place, kind, text, beside) for place, (kind, text, beside) in enumerate(lines))
