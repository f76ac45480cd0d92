"""What settings are called on a page: labels and reasons in the page's language, from `assets/locale/settings/`; where
there are none, the declared name and reason."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from counter_server.protocol.locale import Locale

FOLDER = "settings"
TABLES_OF_TERMS = ("role", "language", "document", "document_long", "form", "mode", "question", "outcome", "place")


@dataclass(frozen=True, slots=True)
class Said:
    """`foreign`: the reason is in English on a page that is not."""

    label: str
    why: str
    foreign: bool = False


@dataclass(frozen=True)
class SettingWords:
    """In one language."""

    locale: Locale
    known: Mapping[str, list[str]]

    @classmethod
    def load(cls, folder: Path, locale: Locale) -> "SettingWords":
        """`folder`: where the locale's files are."""
        return cls(locale, _read(folder / FOLDER / f"{locale.language}.toml"))

    @staticmethod
    def plain(path: str) -> str:
        """The declaration's own path: `staff.3.name` is staff.name."""
        return re.sub(r"\.\d+(?=\.|$)", "", path)

    def of(self, path: str, why: str) -> Said:
        """Of a setting, by the declaration's path."""
        *above, name = path.split(".")
        for known in (path, ".".join([*above[:-1], name])):  # papers.kk.where is papers.where
            if known in self.known:
                label, told = self.known[known]
                return Said(label, told)
        term = self.choice(path, name)
        if term != name and not why:  # the last part is a key of a table: a language, a paper
            return Said(term, "")
        return Said(name.replace("_", " ").capitalize(), why, foreign=self.locale.language != "en")

    def choice(self, path: str, value: str) -> str:
        """A choice in words: the setting's own, or what the field calls it, or itself."""
        own = f"{self.plain(path)}={value}"
        if own in self.known:
            return self.known[own][0]
        for table in TABLES_OF_TERMS:
            key = f"common.{table}.{value}"
            if self.locale.has(key):
                return self.locale.say(key)
        return value or "–"


@lru_cache
def _read(path: Path) -> Mapping[str, list[str]]:
    if not path.exists():
        return {}
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {key: said if isinstance(said, list) else [said, ""] for key, said in tables.items()}
