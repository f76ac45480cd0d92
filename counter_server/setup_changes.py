"""What is different between two versions of a document, key by key, as a person reads it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NAMED_BY = ("key", "date", "name", "first")
"""A row of a list is known by the first of these it has."""
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """One key. None: it was not there, or is no more."""

    key: str
    before: Any = None
    after: Any = None


def changes(before: Document | None, after: Document | None) -> list[Changed]:
    """Every key whose value differs, in the order of the new document. A row of a list that moved is no change."""
    return list(_between(before or {}, after or {}, ""))


def keys(changed: Sequence[Changed]) -> list[str]:
    """Their names alone: what the journal may hold."""
    return [one.key for one in changed]


def _between(before: Any, after: Any, at: str) -> Iterator[Changed]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _tables(before, after, at)
    elif _is_rows(before) and _is_rows(after) and (before or after):
        yield from _rows(before, after, at)
    else:
        yield Changed(at, before, after)


def _tables(before: Document, after: Document, at: str) -> Iterator[Changed]:
    for key in dict.fromkeys([*after, *before]):
        path = f"{at}.{key}" if at else key
        if key not in before or key not in after:
            yield Changed(path, before.get(key), after.get(key))
        else:
            yield from _between(before[key], after[key], path)


def _rows(before: Sequence[Document], after: Sequence[Document], at: str) -> Iterator[Changed]:
    old, new = _named(before), _named(after)
    found = list(_tables(_marked(old), _marked(new), ""))
    for one in found:
        yield Changed(f"{at}{one.key}", one.before, one.after)
    if not found:  # the same rows in another order
        yield Changed(at, list(old), list(new))


def _marked(rows: Mapping[str, Document]) -> dict[str, Document]:
    return {f"[{name}]": row for name, row in rows.items()}


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _named(rows: Sequence[Document]) -> dict[str, Document]:
    named: dict[str, Document] = {}
    for place, row in enumerate(rows, start=1):
        name = next((str(row[by]) for by in NAMED_BY if row.get(by)), str(place))
        named[name if name not in named else f"{name} ({place})"] = row
    return named
