"""From a page's form to the document it means: what was typed, as the files would have it. Pure.

Nothing is judged here. What is no number stays the text it was, so that the reader of the files names the mistake, and
the page can show again what was typed."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args, get_type_hints

from .setting_kinds import Kind, choices_of, kind_of

REMOVE = "remove"
"""The entry of a row that takes it off the list."""
WAS = "was"
"""The entry of a row that says which row of the version it was, by its place; empty for a new one."""


class Row(dict[str, Any]):
    """A row of a list as it was entered; `was`: its place in the version the page was made from, None for a new one."""

    was: int | None = None


class Entered:
    """A form's fields by name; `staff.3.name` lies below `staff.3`, and that below `staff`."""

    def __init__(self, fields: Iterable[tuple[str, Any]]) -> None:
        self._texts: dict[str, list[str]] = {}
        self._below: dict[str, dict[str, None]] = {}
        for name, value in fields:
            if isinstance(value, str):
                self._texts.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\r", "\n").strip())
                parts = name.split(".")
                for end in range(1, len(parts)):
                    self._below.setdefault(".".join(parts[:end]), {})[parts[end]] = None

    def has(self, at: str) -> bool:
        """Whether the page showed it."""
        return at in self._texts or at in self._below

    def text(self, at: str) -> str:
        """What was typed."""
        return self._texts.get(at, [""])[0]

    def ticked(self, at: str) -> list[str]:
        """What was ticked of several."""
        return [text for text in self._texts.get(at, []) if text]

    def places(self, at: str) -> list[int]:
        """The numbered fields below it, in the order of the page."""
        return [int(name) for name in self._below.get(at, ()) if name.isascii() and name.isdigit()]

    def lines(self, at: str) -> list[str]:
        """The lines of a text, or of several; empty ones left out."""
        return [line.strip() for text in self._texts.get(at, []) for line in text.split("\n") if line.strip()]


def document_of(into: Any, form: Entered, before: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """The table as entered; what the page did not show is as before."""
    types = get_type_hints(into)
    after = dict(before)
    for field in dataclasses.fields(into):
        at = f"{path}.{field.name}" if path else field.name
        if form.has(at):
            after[field.name] = READ[kind_of(types[field.name])](types[field.name], form, before.get(field.name), at)
    return after


def _group(declared: Any, form: Entered, before: Any, at: str) -> Any:
    return document_of(declared, form, before or {}, at)


def _groups(declared: Any, form: Entered, before: Any, at: str) -> Any:
    whole = {}
    for key in map(str, _keys(declared)):
        known = (before or {}).get(key)
        entered = document_of(get_args(declared)[1], form, known or {}, f"{at}.{key}")
        if known is not None or _holds(entered):
            whole[key] = entered
    return whole


def _rows(declared: Any, form: Entered, before: Any, at: str) -> Any:
    row, known = get_args(declared)[0], before or []
    rows = []
    for place in form.places(at):
        was = form.text(f"{at}.{place}.{WAS}")
        if "on" in form.ticked(f"{at}.{place}.{REMOVE}"):
            continue
        is_known = was.isascii() and was.isdigit() and int(was) < len(known)
        entered = Row(document_of(row, form, known[int(was)] if is_known else {}, f"{at}.{place}"))
        entered.was = int(was) if is_known else None
        rows += [entered] if is_known or _is_typed(row, entered) else []
    return rows


def _ranges(declared: Any, form: Entered, before: Any, at: str) -> Any:
    """`7.30` is how times are written here, `07:30` how the files have them."""
    pairs = [(form.text(f"{at}.{place}.from"), form.text(f"{at}.{place}.until")) for place in form.places(at)]
    return ["-".join(time.replace(".", ":") for time in pair) for pair in pairs if any(pair)]


def _order(declared: Any, form: Entered, before: Any, at: str) -> Any:
    chosen = (form.text(f"{at}.{place}") for place in form.places(at))
    return [_choice(get_args(declared)[0], text) for text in chosen if text]


def _pairs(declared: Any, form: Entered, before: Any, at: str) -> Any:
    parts = (line.partition("=") for line in form.lines(at))
    return {key.strip(): value.strip() for key, _, value in parts}


def _texts(declared: Any, form: Entered, before: Any, at: str) -> Any:
    known = dict(before or {})
    texts = {key: form.text(f"{at}.{key}") for key in map(str, _keys(declared)) if form.has(f"{at}.{key}")}
    return known | {key: text for key, text in texts.items() if text or key in known}


def _ticks(declared: Any, form: Entered, before: Any, at: str) -> Any:
    known = dict(before or {})
    ticked = {key: form.ticked(f"{at}.{key}") for key in map(str, _keys(declared)) if form.has(f"{at}.{key}")}
    return known | {key: forms for key, forms in ticked.items() if forms or key in known}


def _choice(declared: Any, text: str) -> Any:
    return next((choice for choice in choices_of(declared) if str(choice) == text), text)


def _number(declared: Any, text: str) -> Any:
    if declared is int and re.fullmatch(r"[+-]?[0-9]{1,15}", text):
        return int(text)
    if declared is float and re.fullmatch(r"[+-]?[0-9]{1,15}([.,][0-9]{1,15})?", text):
        return float(text.replace(",", "."))
    return text


Read = Callable[[Any, Entered, Any, str], Any]
READ: Mapping[Kind, Read] = {
    Kind.GROUP: _group,
    Kind.GROUPS: _groups,
    Kind.ROWS: _rows,
    Kind.RANGES: _ranges,
    Kind.ORDER: _order,
    Kind.PAIRS: _pairs,
    Kind.TEXTS: _texts,
    Kind.TICKS: _ticks,
    Kind.LINES: lambda declared, form, before, at: form.lines(at),
    Kind.YES: lambda declared, form, before, at: "on" in form.ticked(at),
    Kind.CHOICE: lambda declared, form, before, at: _choice(declared, form.text(at)),
    Kind.NUMBER: lambda declared, form, before, at: _number(declared, form.text(at)),
    Kind.TEXT: lambda declared, form, before, at: form.text(at),
    Kind.DATE: lambda declared, form, before, at: form.text(at),
}
"""Kind → what the form says of such a value: its type, the form, the value before, and where it is."""


def _keys(declared: Any) -> Sequence[Any]:
    return choices_of(get_args(declared)[0])


def _is_typed(row: Any, entered: Mapping[str, Any]) -> bool:
    """Whether anybody wrote anything into a new row: what is only chosen is chosen from the beginning, and what has a
    usual value stands there."""
    types, usual = get_type_hints(row), {one.name: one.default for one in dataclasses.fields(row)}
    return any(
        _holds(value) and value != usual.get(name)
        for name, value in entered.items()
        if kind_of(types[name]) not in (Kind.CHOICE, Kind.YES)
    )  # fmt: skip


def _holds(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds(part) for part in value.values())
    return value not in ("", [], False)
