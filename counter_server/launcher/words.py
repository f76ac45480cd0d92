"""What the launcher says, in Indonesian first and English second, until nobody listens any more."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from counter_server.protocol.locale import Locale

LANGUAGES = ("id", "en")


class Words:
    """The locale's `[launcher]`, in every language at once."""

    def __init__(self, folder: Path) -> None:
        self._locales = [Locale.load(folder, language) for language in LANGUAGES]

    def lines(self, key: str, **facts: object) -> list[str]:
        """The sentence in each language. A fact `part` is a part's key and becomes its name."""
        return [locale.say(f"launcher.{key}", **self._named(locale, facts)) for locale in self._locales]

    def tell(self, key: str, **facts: object) -> None:
        """Print the sentence in each language."""
        write(self.lines(key, **facts))

    @staticmethod
    def _named(locale: Locale, facts: dict[str, object]) -> dict[str, object]:
        return {**facts, "part": locale.say(f"launcher.part.{facts['part']}")} if "part" in facts else facts


def write(lines: Iterable[str]) -> None:
    """Print lines. Once the terminal is gone they are dropped: ending cleanly matters more."""
    try:
        print(*lines, sep="\n", flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
