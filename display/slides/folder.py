"""Reads the folder of slides: texts, pictures, videos, in the order of their names. The door to the disk."""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .page import pages_of
from .slide import Slide

TEXTS = frozenset({".md", ".txt"})
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
VIDEOS = frozenset({".mp4", ".webm"})
MOST_FILES = 200
LONGEST = 20_000
"""Characters of a text that are read: more than its twelve pages hold."""
OF_A_LANGUAGE = re.compile(r".*\.(id|en)$")
"""`10-jam-buka.id.md` is for walls in Indonesian only."""


@dataclass(frozen=True, slots=True)
class SlideFolder:
    """Slides of `places`, the first that is there. `language`: of the wall."""

    places: tuple[Path, ...]
    language: str

    def slides(self) -> list[Slide]:
        """As the folder is now; a file that cannot be read is left out."""
        try:
            place = next((place for place in self.places if place.is_dir()), None)
            if place is None:
                return []
            files = sorted(file for file in place.iterdir() if self._fits(file))[:MOST_FILES]
        except OSError:
            return []
        return [slide for file in files for slide in _of(file)]

    def _fits(self, file: Path) -> bool:
        language = OF_A_LANGUAGE.match(file.stem)
        hidden = file.name.startswith((".", "~", "_"))  # half-copied, or put aside
        return not hidden and (language is None or language[1] == self.language)


def _of(file: Path) -> Iterator[Slide]:
    kind = file.suffix.lower()
    try:
        state = file.stat()
        if not stat.S_ISREG(state.st_mode):  # a pipe would be waited for, for ever
            return
        key = f"file:{file.name}:{state.st_mtime_ns}:{state.st_size}"
        if kind in TEXTS:
            with file.open(encoding="utf-8", errors="replace") as text:
                yield from pages_of(text.read(LONGEST), key)
        elif kind in PICTURES:
            yield Slide(key, "picture", path=file)
        elif kind in VIDEOS:
            yield Slide(key, "video", path=file)
    except OSError:
        return
