"""The words people see and hear, by key and language: `assets/locale/<language>.toml`. Words come last; everything
before them is a code and its facts."""

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

WORD_OF_FACT = {
    "status": "common.ticket_state",
    "role": "common.role",
    "action": "common.action",
    "outcome": "common.outcome",
    "part": "common.identity_part",
}
"""A refusal's fact that is a term → the table of its words."""

UNTOLD = "…"
"""Stands where a refusal came without one of the facts its sentence has a place for."""


@dataclass(frozen=True, slots=True)
class Locale:
    """One language's words. Keys are dotted as the tables are nested: `[common.priority] elderly` is
    `common.priority.elderly`."""

    language: str
    words: Mapping[str, str]

    @classmethod
    def load(cls, folder: Path, language: str) -> "Locale":
        """Read `folder/<language>.toml`. Raises OSError, UnicodeDecodeError or tomllib.TOMLDecodeError, and ValueError
        for a value that is not text."""
        tables = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
        return cls(language, dict(_flat(tables, "")))

    def has(self, key: str) -> bool:
        """Whether there are words under this key."""
        return key in self.words

    def say(self, key: str, **facts: object) -> str:
        """The words under `key` with the facts in their places. KeyError names a key or a fact that is not there."""
        if key not in self.words:
            raise KeyError(f"{self.language}: no words under {key!r}")
        try:
            return self.words[key].format(**facts)
        except KeyError as missing:
            raise KeyError(f"{self.language}: {key!r} needs the fact {missing.args[0]!r}") from None

    def placeholders(self, key: str) -> frozenset[str]:
        """The facts the words under `key` have places for."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.words[key]) if name)

    def under(self, table: str) -> dict[str, str]:
        """The words directly below a table, by the rest of their key."""
        start = f"{table}."
        return {key.removeprefix(start): words for key, words in self.words.items() if key.startswith(start)}

    def refusal(self, code: str, facts: Mapping[str, Any]) -> str:
        """The sentence for a refusal. Facts that are terms get their words; one that is missing or null gets a dash.
        With `<code>_with_<fact>` in the locale, that sentence is taken when the fact is told. An unknown code (a newer
        server's) gets `refusal.unknown`."""
        told = {name: fact for name, fact in facts.items() if fact is not None and fact != ""}
        keys = [f"refusal.{code}_with_{name}" for name in told] + [f"refusal.{code}", "refusal.unknown"]
        key = next(key for key in keys if self.has(key))
        said = {name: self._fact(name, fact) for name, fact in told.items()} | {"code": code}
        return self.say(key, **{name: said.get(name, UNTOLD) for name in self.placeholders(key)})

    def counter(self, key: str) -> str:
        """A counter's name from its preset key: `loket-2` → Loket 2. A key of another form stands for itself."""
        kind, _, n = key.rpartition("-")
        return self.say(f"common.counter.{kind}", n=n) if self.has(f"common.counter.{kind}") else key

    def date(self, day: datetime.date) -> str:
        """`Senin, 23 November 2026`."""
        return self.say(
            "common.written.date",
            weekday=self.say(f"common.weekday.{day.isoweekday()}"),
            day=day.day,
            month=self.say(f"common.month.{day.month}"),
            year=day.year,
        )

    def time(self, at: datetime.datetime) -> str:
        """Hour and minute as this language writes them, in the zone `at` carries."""
        return self.say("common.written.time", hour=f"{at.hour:02d}", minute=f"{at.minute:02d}")

    def _fact(self, name: str, fact: object) -> str:
        text = str(fact)
        if name == "counter":
            return self.counter(text)
        if name == "opens":
            return self._opens(text)
        words = f"{WORD_OF_FACT.get(name)}.{text}"
        return self.words[words] if self.has(words) else text

    def _opens(self, text: str) -> str:
        try:
            at = datetime.datetime.fromisoformat(text)
        except ValueError:
            return text
        return self.say("common.written.moment", date=self.date(at), time=self.time(at))


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            yield f"{prefix}{key}", value
        else:
            raise ValueError(f"{prefix}{key}: expected text, found {type(value).__name__}")
