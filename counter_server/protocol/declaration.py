"""Settings are declared once, as fields of frozen dataclasses: name, type, default and why."""

import dataclasses
import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass
from typing import Any, TypeVar

T = TypeVar("T")


class Wrong(Exception):
    """What a check or a rule finds: a code of `mistakes.WORDS`, its facts, and a key relative to where it was found."""

    def __init__(self, code: str, *, key: str = "", did_you_mean: str = "", **facts: object) -> None:
        self.code, self.key, self.did_you_mean = code, key, did_you_mean
        self.facts = {name: str(fact) for name, fact in facts.items()}
        super().__init__(code, self.facts)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a setting's field carries beside name, type and default."""

    why: str = ""
    low: float | None = None
    high: float | None = None
    may_be_empty: bool = True
    check: Callable[[Any], None] | None = None
    one_text: bool = False


def setting(
    default: Any = MISSING,
    *,
    why: str,
    low: float | None = None,
    high: float | None = None,
    may_be_empty: bool = True,
    check: Callable[[Any], None] | None = None,
    one_text: bool = False,
) -> Any:
    """Declare a setting: a field of a frozen, keyword-only dataclass. Without a default it is required. `why` is what
    docs/settings.md says of it; `low` and `high` are inclusive; `check` raises Wrong; with
    `one_text` a text may stand for every language of a table of texts."""
    metadata = {"declared": Declared(why, low, high, may_be_empty, check, one_text)}
    if isinstance(default, dict):
        return dataclasses.field(default_factory=lambda: dict(default), metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def slug(key: str) -> None:
    """A check: a name that can stand in an address and in a queue's name."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
        raise Wrong("malformed", found=f'"{key[:40]}"', expected="a_slug")


def once(names: tuple[str, ...]) -> None:
    """A check: nothing is listed twice."""
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        raise Wrong("listed_twice", found=name)


def rule(*needs: str) -> Callable[[T], T]:
    """Mark a method yielding Wrongs as a rule over several fields; it runs when all of `needs` could be read whole."""

    def marked(method: T) -> T:
        method.needs = needs  # type: ignore[attr-defined]
        return method

    return marked
