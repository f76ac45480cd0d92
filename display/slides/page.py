"""How much goes onto a slide: a text is cut into pages that can be read across a hall. Pure.

An area for information is about 35 letters wide and holds eight lines below its title (`SlideText.qml`).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from textwrap import wrap

from .slide import Line, Slide, numbered

WIDE, HIGH = 35, 8
TITLE_WIDE, TITLE_HIGH = 22, 3
STATEMENT = 75
"""Characters that may stand alone, very large."""
MOST_PAGES = 12

ITEM = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+(.*)")
HEADING = re.compile(r"\s*#{1,6}\s+(.*?)\s*#*\s*$")
MARKS = re.compile(r"(\*\*|__|`)(.{1,300}?)\1|(?<!\w)[*_](\S(?:.{0,300}?\S)?)[*_](?!\w)")


def pages_of(text: str, key: str) -> list[Slide]:
    """The pages of a text: its first heading, or else its first paragraph where others follow, is the title;
    paragraphs and lists below it. Other marks of Markdown are left out."""
    lines = [line for line in _lines(text) if line[1]]
    place = next((place for place, (kind, _) in enumerate(lines) if kind == "heading"), 0)
    title = ""
    if lines and (lines[place][0] == "heading" or (lines[0][0] == "plain" and len(lines) > 1)):
        title = lines.pop(place)[1]
    if len(wrap(title, TITLE_WIDE)) > TITLE_HIGH:
        lines.insert(0, ("plain", title))
        title = ""
    if len(lines) + bool(title) == 1 and len(title or lines[0][1]) <= STATEMENT:
        return [Slide(key, "statement", title=title or lines[0][1])]
    body = [("plain" if kind == "heading" else kind, words, "") for kind, words in lines]
    return paged(Slide(key, "text", title=title), body)[:MOST_PAGES] if body else []


def paged(slide: Slide, lines: list[tuple[str, str, str]]) -> list[Slide]:
    """The slide with these lines, on as many pages as they need; of a title that is too long, the beginning."""
    if len(wrap(slide.title, TITLE_WIDE)) > TITLE_HIGH:
        slide = replace(slide, title=" ".join(wrap(slide.title, TITLE_WIDE, max_lines=TITLE_HIGH, placeholder=" …")))
    room = HIGH - max(0, len(wrap(slide.title, TITLE_WIDE)) - 1) - bool(slide.note) - bool(slide.kicker)
    pages: list[list[tuple[str, str, str]]] = [[]]
    taken = 0
    for kind, text, beside in _short(lines, room):
        height = rows((kind, text, beside))
        if pages[-1] and taken + height > room:
            pages.append([])
            taken = 0
        pages[-1].append((kind, text, beside))
        taken += height
    return [
        replace(slide, key=slide.key if place == 0 else f"{slide.key}:{place + 1}", lines=numbered(page))
        for place, page in enumerate(pages)
    ]


def rows(line: tuple[str, str, str] | Line) -> int:
    """How many lines it takes in the narrowest area."""
    kind, text, beside = (line.kind, line.text, line.beside) if isinstance(line, Line) else line
    if kind == "row":
        return max(_high(text, WIDE // 2), sum(_high(part, WIDE // 2) for part in beside.split("\n")))
    return _high(text, WIDE - 3 if kind == "item" else WIDE)


def _high(text: str, wide: int) -> int:
    return max(1, len(wrap(text, wide)))


def _short(lines: list[tuple[str, str, str]], room: int) -> Iterator[tuple[str, str, str]]:
    """No line higher than a page."""
    for kind, text, beside in lines:
        parts = wrap(text, (WIDE - 3) * room) if rows((kind, text, beside)) > room and kind != "row" else [text]
        for part in parts:
            yield kind, part, beside


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """(kind, words): paragraphs of several lines are joined."""
    open_: list[str] = []
    for raw in [*text.replace("\ufeff", "").splitlines(), ""]:
        heading, item = HEADING.match(raw), ITEM.match(raw)
        if open_ and (heading or item or not raw.strip()):
            yield "plain", _plain(" ".join(open_))
            open_ = []
        if heading and heading[1]:
            yield "heading", _plain(heading[1])
        elif item and item[1].strip():
            yield "item", _plain(item[1])
        elif raw.strip(" \t-=*_#"):
            open_.append(raw.strip())


def _plain(words: str) -> str:
    """Without marks, and without what cannot be drawn."""
    bare = MARKS.sub(lambda found: found[2] or found[3], words)
    return " ".join("".join(letter for letter in bare if letter.isprintable()).split())
