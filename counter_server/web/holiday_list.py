"""The yearly list of holidays as people have it: copied from the SKB, a letter or a table, one line a day. Pure.

Understood: `2027-03-10 Nyepi`, `10/03/2027 Nyepi`, `10 Maret 2027: Nyepi`, `3. 20-21 Maret Idulfitri`, `Rabu, 10 Maret
Nyepi`, `9 dan 11 Maret Cuti bersama`. A line without a year takes the last one named, or the one given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
ENGLISH = {"may": 5, "aug": 8, "oct": 10, "dec": 12, "ags": 8, "agt": 8, "nop": 11}
DAYS = r"senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
WEEKDAY = re.compile(rf"\b(?:{DAYS})\b(?:\s*(?:-|–|dan|s\.?d\.?|,)\s*\b(?:{DAYS})\b)*", re.IGNORECASE)
ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
SLASHES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
WORDS = re.compile(
    r"\b(\d{1,2}(?:\s*(?:-|–|dan|and|s\.?d\.?|sampai|,|&)\s*\d{1,2})*)\s+([A-Za-z]{3,10})\b\.?(?:\s+(\d{4})\b)?"
)
NUMBERING = re.compile(r"^\s*(?:\d{1,2}[.)]\s+|\d{1,2}\t|[-•*]\s+)")
RANGE = re.compile(r"(\d{1,2})\s*(?:-|–|s\.?d\.?|sampai)\s*(\d{1,2})")
MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Found:
    """The days with their names, and the lines nothing could be made of."""

    days: tuple[tuple[date, str], ...]
    unread: tuple[str, ...]


def read_list(text: str, *, year: int) -> Found:
    """`year`: of dates without one."""
    days: dict[date, str] = {}
    unread = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        found, name, year = _line(line, year)
        if found and name:
            days.update(dict.fromkeys(found, name))
        else:
            unread.append(line)
    return Found(tuple(sorted(days.items())), tuple(unread))


def _line(line: str, year: int) -> tuple[list[date], str, int]:
    told = NUMBERING.sub("", line, count=1)
    for pattern, order in ((ISO, (0, 1, 2)), (SLASHES, (2, 1, 0))):
        if match := pattern.search(told):
            parts = [int(match.groups()[place]) for place in order]
            return list(_day(*parts)), _name(told, match), parts[0]
    for match in WORDS.finditer(told):
        month = _month(match[2])
        if month:
            in_year = int(match[3] or year)
            found = [day for n in _numbers(match[1]) for day in _day(in_year, month, n)]
            return found, _name(told, match), in_year
    return [], "", year


def _name(line: str, match: re.Match[str]) -> str:
    """What is left of the line; the weekdays beside the date are none of the name."""
    rest = f"{line[: match.start()]} {line[match.end() :]}"
    return re.sub(r"\s+", " ", WEEKDAY.sub(" ", rest)).strip(" \t,;:.|–-()")


def _month(word: str) -> int:
    short = word[:3].lower()
    return ENGLISH.get(short) or (MONTHS.index(short) + 1 if short in MONTHS else 0)


def _numbers(text: str) -> list[int]:
    if match := RANGE.fullmatch(text.strip()):
        first, last = int(match[1]), int(match[2])
        return list(range(first, min(last, first + MOST_DAYS) + 1))
    return [int(n) for n in re.findall(r"\d+", text)]


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
