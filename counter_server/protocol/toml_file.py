"""The door to TOML files: their tables, or the mistake that keeps them from being read."""

import tomllib
from pathlib import Path
from typing import Any

from .mistakes import Mistake


def read_toml(path: Path, *, file: str) -> tuple[dict[str, Any], list[Mistake]]:
    """The tables of a TOML file, or the mistake that keeps it from being read."""
    try:
        return toml_of(path.read_bytes(), file=file)
    except FileNotFoundError:
        return {}, [Mistake(file, "", "file_missing")]
    except OSError as error:
        return {}, [Mistake(file, "", "file_unreadable", {"reason": error.strerror or str(error)})]


def toml_of(content: bytes, *, file: str) -> tuple[dict[str, Any], list[Mistake]]:
    """The same of a file's content."""
    try:
        text = content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        return tomllib.loads(text), []
    except UnicodeDecodeError:
        return {}, [Mistake(file, "", "file_unreadable", {"reason": "UTF-8"})]
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:  # the last for a number of 5,000 digits
        reason, _, where = str(error).removesuffix(")").partition(" (at ")
        place = where if where.startswith("line") else "the_end" if where else "the_file"
        return {}, [Mistake(file, "", "syntax", {"where": place, "reason": reason})]
