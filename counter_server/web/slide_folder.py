"""The folder of slides in the server's data folder, as the person in charge keeps it. The door to the disk.

A wall shows the files of a folder in the order of their names (display.slides.folder); what is taken away is put aside
with a `_` before its name, and can be put back."""

import contextlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
TEXTS = (".md", ".txt")
VIDEOS = (".mp4", ".webm")
STARTS = {".png": (b"\x89PNG\r\n\x1a\n",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",)}
LARGEST_PICTURE = 8_000_000
LONGEST_TEXT = 20_000
ASIDE = "_"
NAME = re.compile(r"_?[A-Za-z0-9][A-Za-z0-9._-]{0,80}")
NUMBER = re.compile(r"^(?:\d+[-_ ]+)?")
LANGUAGE = re.compile(r"\.(id|en)$")


class NotASlide(Exception):
    """A file that no wall could show. `code`: type, large, long, broken, or name."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SlideFile:
    """`kind`: picture, text or video; `language`: of the walls that show it, empty: all; `text`: its words."""

    name: str
    kind: str
    size: int
    language: str = ""
    text: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class SlideFolder:
    """`shipped`: what walls show while there is no folder of the branch's own."""

    place: Path
    shipped: Path

    def slides(self) -> list[SlideFile]:
        """In the order walls show them; those put aside last."""
        folder = self.place if self.place.is_dir() else self.shipped
        with contextlib.suppress(OSError):
            found = [_slide(file) for file in sorted(folder.iterdir()) if file.is_file()]
            return sorted((one for one in found if one is not None), key=lambda one: one.aside)
        return []

    def content(self, name: str) -> tuple[bytes, str]:
        """A picture and its kind. Raises NotASlide and OSError."""
        kind = PICTURES.get(Path(_checked(name)).suffix.lower())
        if kind is None:
            raise NotASlide("type")
        folder = self.place if self.place.is_dir() else self.shipped
        return (folder / name).read_bytes(), kind

    def add(self, name: str, content: bytes) -> str:
        """A new slide, after all others; its name as it is kept. Raises NotASlide and OSError."""
        kind = Path(name).suffix.lower()
        _check(kind, content)
        self._begin()
        language = LANGUAGE.search(Path(name).stem)
        stem = LANGUAGE.sub("", NUMBER.sub("", Path(name).stem))
        plain = "-".join(re.findall(r"[a-z0-9]+", stem.lower()))[:40] or "slide"
        last = max([_number(one.name.removeprefix(ASIDE)) for one in self.slides()], default=0)
        kept = f"{last // 10 * 10 + 10:03d}-{plain}{language[0] if language else ''}{kind}"
        fresh = self.place / f".{kept}"
        fresh.write_bytes(content)
        fresh.replace(self.place / kept)  # walls read the folder at any moment: whole or not at all
        return kept

    def put_aside(self, name: str) -> None:
        """No wall shows it any more. Raises NotASlide and OSError."""
        self._rename(name, ASIDE + _checked(name).removeprefix(ASIDE))

    def put_back(self, name: str) -> None:
        """Walls show it again."""
        self._rename(name, _checked(name).removeprefix(ASIDE))

    def move(self, name: str, steps: int) -> None:
        """Earlier (-1) or later (1) among those that are shown; both languages of a slide go together."""
        shown = [one.name for one in self.slides() if not one.aside]
        if _checked(name) not in shown:
            raise NotASlide("name")
        groups: dict[str, list[str]] = {}
        for one in shown:
            groups.setdefault(LANGUAGE.sub("", Path(one).stem), []).append(one)
        order = list(groups.values())
        at = next(place for place, group in enumerate(order) if name in group)
        to = min(max(at + steps, 0), len(order) - 1)
        order.insert(to, order.pop(at))
        self._begin()
        for place, group in enumerate(order, start=1):
            for one in group:
                self._rename(one, f"{place * 10:03d}-{NUMBER.sub('', one)}")

    def _begin(self) -> None:
        """A folder of the branch's own begins with what was shown before."""
        if not self.place.is_dir():
            self.place.mkdir(parents=True)
            for one in self.shipped.iterdir() if self.shipped.is_dir() else ():
                if one.is_file():
                    shutil.copyfile(one, self.place / one.name)

    def _rename(self, name: str, to: str) -> None:
        self._begin()
        if name != to:
            if (self.place / to).exists():
                raise NotASlide("name")
            (self.place / _checked(name)).rename(self.place / to)


def _slide(file: Path) -> SlideFile | None:
    kind, aside = file.suffix.lower(), file.name.startswith(ASIDE)
    kinds = {**dict.fromkeys(PICTURES, "picture"), **dict.fromkeys(TEXTS, "text"), **dict.fromkeys(VIDEOS, "video")}
    if kind not in kinds or file.name.startswith((".", "~")):
        return None
    language = LANGUAGE.search(file.stem)
    text = file.read_text(encoding="utf-8", errors="replace")[:LONGEST_TEXT] if kind in TEXTS else ""
    size = file.stat().st_size
    return SlideFile(file.name, kinds[kind], size, language[1] if language else "", text, aside)


def _check(kind: str, content: bytes) -> None:
    if kind in PICTURES:
        if len(content) > LARGEST_PICTURE:
            raise NotASlide("large")
        if not content.startswith(STARTS[kind]):
            raise NotASlide("broken")
    elif kind in TEXTS:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            raise NotASlide("broken") from None
        if not text.strip() or len(text) > LONGEST_TEXT:
            raise NotASlide("long")
    else:
        raise NotASlide("type")


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise NotASlide("name")
    return name


def _number(name: str) -> int:
    found = re.match(r"\d{1,6}", name)
    return int(found[0]) if found else 0
