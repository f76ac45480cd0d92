"""The spoken call, as the [voice] of branch.toml sets it."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .declaration import slug
from .hours_settings import Ranges
from .settings import Wrong, rule, setting

LEAST_VOLUME, FULL_VOLUME = 10, 100
"""Percent. Below, nobody hears it: that is what `quiet` is for."""


def _slug_or_none(name: str) -> None:
    if name:
        slug(name)


@dataclass(frozen=True, slots=True, order=True)
class VolumeFrom:
    """From a time of day on, this volume in percent. Written `12:00 40`."""

    start: datetime.time
    percent: int

    @classmethod
    def parse(cls, text: str) -> "VolumeFrom":
        """Raises Wrong for anything but a time of day and a volume."""
        found = re.fullmatch(r"\s*([0-9]{1,2}):([0-9]{2})\s+([0-9]{1,3})\s*%?\s*", text)
        try:
            if found is None:
                raise ValueError(text)
            hour, minute, percent = map(int, found.groups())
            start = datetime.time(hour, minute)
        except ValueError:
            raise Wrong("malformed", found=f'"{text[:40]}"', expected="12:00 40") from None
        if not LEAST_VOLUME <= percent <= FULL_VOLUME:
            raise Wrong("out_of_range", found=percent, low=LEAST_VOLUME, high=FULL_VOLUME)
        return cls(start, percent)

    def __str__(self) -> str:
        return f"{self.start:%H:%M} {self.percent}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """[voice]"""

    language: str = setting(
        "id", why="Language of the spoken call: id, en, or a folder of assets/voices, which says how.", check=slug
    )
    second: str = setting(
        "",
        why="A second language said after the first, named in the same way; empty: none.",
        check=_slug_or_none,
    )
    rate: int = setting(125, why="Words per minute; amplifiers in halls want 120 to 135.", low=80, high=220)
    reading: Literal["digits", "terbilang"] = setting(
        "digits", why="digits: nol nol satu. terbilang: seratus dua puluh tiga. Above 999 always terbilang."
    )
    chime: bool = setting(True, why="A chime before each call.")
    repeat: int = setting(2, why="How often a call is said.", low=1, high=5)
    pause_chime: float = setting(
        0.3, why="Seconds of silence after the chime, in which an amplifier wakes.", low=0, high=3
    )
    pause_short: float = setting(0.2, why="Seconds where the wording has |.", low=0, high=3)
    pause_long: float = setting(0.4, why="Seconds where the wording has ||.", low=0, high=3)
    pause_repeat: float = setting(1.0, why="Seconds before a call is said again.", low=0, high=5)
    volume: int = setting(
        100, why="Percent; 50 sounds half as loud. It only turns down: full is the loudspeaker's matter.",
        low=LEAST_VOLUME, high=FULL_VOLUME,
    )  # fmt: skip
    volumes: tuple[VolumeFrom, ...] = setting(
        (), why='By time of day, such as ["07:00 80", "12:00 40"]; each day begins with `volume`.'
    )
    quiet: Ranges = setting((), why='Times in which calls are shown and not spoken, such as ["12:00-13:00"].')
    walls: int = setting(
        1, why="How many walls speak: one in each hall. The person in charge is told when more say the same call.",
        low=1, high=20,
    )  # fmt: skip
    player: str = setting("auto", why="Program that plays the sound: auto, none, or a command.", may_be_empty=False)

    @rule("language", "second")
    def the_second_is_another(self) -> Iterator[Wrong]:
        """Saying a call twice in one language is what `repeat` is for."""
        if self.second == self.language:
            yield Wrong("listed_twice", key="second", found=self.second)

    @rule("volumes")
    def each_time_has_one_volume(self) -> Iterator[Wrong]:
        """Two for one time of day cannot both hold."""
        times = [one.start for one in self.volumes]
        for time in sorted({time for time in times if times.count(time) > 1}):
            yield Wrong("listed_twice", key="volumes", found=f"{time:%H:%M}")
