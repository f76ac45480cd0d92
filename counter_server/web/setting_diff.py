"""What changed between two versions, as a page tells it. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from counter_server.setup_changes import changes

from .setting_words import SettingWords

ROW = re.compile(r"\[([^\]]*)\]")
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One key. `before` and `after`: lines; none where it was or is not there."""

    where: str
    before: Sequence[str]
    after: Sequence[str]


def differences(before: Document | None, after: Document | None, words: SettingWords) -> list[Difference]:
    """Key by key, in words."""
    return [
        Difference(_where(one.key, words), list(_lines(one.before)), list(_lines(one.after)))
        for one in changes(before, after)
    ]


def _where(key: str, words: SettingWords) -> str:
    """`staff[verifier-3].name` → Petugas verifier-3 / Nama."""
    plain, told = "", []
    for part in re.split(r"\.(?![^\[]*\])", key):
        name, row = ROW.sub("", part), ROW.findall(part)
        plain = f"{plain}.{name}" if plain else name
        told.append(" ".join([words.of(plain, "").label if name else "", *row]).strip())
    return " / ".join(told)


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from [", ".join(_lines(part))] if isinstance(part, (dict, list)) else _lines(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield f"{key}: {', '.join(_lines(part))}"
    elif value is not None and value != "":
        yield str(value)
