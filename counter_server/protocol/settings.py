"""One reader turns a TOML table into the dataclasses that declare it, and collects every mistake instead of stopping at
the first. Settings are declared with `setting` and `rule`."""

import dataclasses
import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import MISSING
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from .declaration import Declared, Wrong, rule, setting
from .mistakes import Mistake, PresetBroken, nearest
from .terms import Language

__all__ = ["Mistake", "PresetBroken", "Wrong", "attempt", "digest", "read", "rule", "setting", "written"]

T = TypeVar("T")
HOLE: Any = object()
"""Stands for a value that could not be read; its mistake has been noted."""

SCALARS: Mapping[type, str] = {str: "text", bool: "yes_or_no", int: "whole_number", float: "number", date: "a_date"}


def read(table: object, into: type[T], *, file: str, strict: bool = True) -> T:
    """The table as an `into`. PresetBroken holds every mistake. Unless `strict`, keys nobody declared are passed over:
    for what an earlier version wrote into a database."""
    value, mistakes = attempt(table, into, file=file, strict=strict)
    if value is None or mistakes:
        raise PresetBroken(mistakes)
    return value


def attempt(table: object, into: type[T], *, file: str, strict: bool = True) -> tuple[T | None, list[Mistake]]:
    """As `read`, for a caller who collects the mistakes of several files: the value as far as it goes, and these."""
    reader = _Reader(file, strict)
    value = reader.value(table, into, "", Declared())
    return (None if value is HOLE else value), reader.mistakes


def written(value: Any) -> Any:
    """A settings value as a JSON document that `read` turns back into the same value."""
    if dataclasses.is_dataclass(value) and not hasattr(value, "parse"):
        return {field.name: written(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): written(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [written(part) for part in value]
    if isinstance(value, (bool, int, float)):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def digest(document: Any) -> str:
    """SHA-256 of a document's canonical JSON: the same content gives the same digest, whatever its layout."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class _Reader:
    def __init__(self, file: str, strict: bool) -> None:
        self.file = file
        self.strict = strict
        self.mistakes: list[Mistake] = []
        self.holes: list[str] = []

    def note(self, path: str, wrong: Wrong) -> None:
        key = f"{path}.{wrong.key}" if path and wrong.key else path or wrong.key
        self.mistakes.append(Mistake(self.file, key, wrong.code, wrong.facts, wrong.did_you_mean))

    def value(self, raw: object, into: Any, path: str, declared: Declared) -> Any:
        try:
            holes = len(self.holes)
            if declared.one_text and isinstance(raw, str):
                raw = dict.fromkeys(Language, raw)
            value = self._parsed(raw, into, path)
            if len(self.holes) == holes:
                _check(value, declared)
            return value
        except Wrong as wrong:
            self.note(path, wrong)
            self.holes.append(path)
            return HOLE

    def _parsed(self, raw: object, into: Any, path: str) -> Any:
        origin = get_origin(into)
        if hasattr(into, "parse"):
            return into.parse(_scalar(raw, str))
        if dataclasses.is_dataclass(into):
            return self._table(_tables(raw), into, path)
        if origin in (tuple, list):
            return origin(self._parts(raw, get_args(into)[0], path))
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self._map(_tables(raw), *get_args(into), path=path)
        if origin is Literal:
            return _chosen(raw, {choice: choice for choice in get_args(into)})
        if isinstance(into, type) and issubclass(into, StrEnum):
            return _chosen(raw, {choice.value: choice for choice in into})
        return _scalar(raw, into)

    def _table(self, raw: Mapping[str, Any], into: Any, path: str) -> Any:
        fields = {field.name: field for field in dataclasses.fields(into)}
        types = get_type_hints(into)
        for key in raw if self.strict else ():
            if key not in fields:
                self.note(path, Wrong("unknown_key", key=key, did_you_mean=nearest(key, fields.keys() - raw.keys())))
        values: dict[str, Any] = {}
        for name, field in fields.items():
            at = f"{path}.{name}" if path else name
            optional = field.default is not MISSING or field.default_factory is not MISSING
            if name in raw:
                value = self.value(raw[name], types[name], at, field.metadata.get("declared", Declared()))
                if value is not HOLE:
                    values[name] = value
            elif not optional:
                self.note(at, Wrong("missing"))
                self.holes.append(at)
            if name not in values and not optional:
                values[name] = HOLE
        value = into(**values)
        self._apply_rules(value, path)
        if any(part is HOLE for part in values.values()):
            self.holes.append(path)
            return HOLE
        return value

    def _apply_rules(self, value: Any, path: str) -> None:
        for method in vars(type(value)).values():
            needs = [f"{path}.{name}" if path else name for name in getattr(method, "needs", ())]
            whole = not any(hole.startswith(need) for hole in self.holes for need in needs)
            if needs and whole:
                for wrong in method(value):
                    self.note(path, wrong)

    def _parts(self, raw: object, into: Any, path: str) -> Iterator[Any]:
        if not isinstance(raw, list):
            raise Wrong("wrong_type", expected="a_list", found=found(raw))
        for place, part in enumerate(raw, start=1):
            name = part.get("key") if isinstance(part, dict) else None
            value = self.value(part, into, f"{path}[{name if isinstance(name, str) else place}]", Declared())
            if value is not HOLE:
                yield value

    def _map(self, raw: Mapping[str, Any], keys: Any, values: Any, *, path: str) -> dict[Any, Any]:
        read: dict[Any, Any] = {}
        for name, part in raw.items():
            at = f"{path}.{name}"
            key = self.value(name, keys, at, Declared())
            value = self.value(part, values, at, Declared())
            if key is not HOLE and value is not HOLE:
                read[key] = value
        return read


def _tables(raw: object) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise Wrong("wrong_type", expected="a_table", found=found(raw))
    return raw


def _chosen(raw: object, choices: Mapping[Any, Any]) -> Any:
    if isinstance(raw, (str, int)) and not isinstance(raw, bool) and raw in choices:
        return choices[raw]
    guess = nearest(raw, [choice for choice in choices if isinstance(choice, str)]) if isinstance(raw, str) else ""
    raise Wrong("not_a_choice", found=found(raw), choices=", ".join(map(str, choices)), did_you_mean=guess)


def _scalar(raw: object, into: type) -> Any:
    if into is date and isinstance(raw, str):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise Wrong("malformed", found=found(raw), expected="2026-12-25") from None
    if into is float and type(raw) is int and abs(raw) < 2**53:
        return float(raw)
    if type(raw) is into and not (isinstance(raw, float) and not math.isfinite(raw)) and not isinstance(raw, datetime):
        return raw
    raise Wrong("wrong_type", expected=SCALARS[into], found=found(raw))


def _check(value: Any, declared: Declared) -> None:
    if not declared.may_be_empty and not (value.strip() if isinstance(value, str) else value):
        raise Wrong("empty")
    low, high = declared.low, declared.high
    if (low is not None and value < low) or (high is not None and value > high):
        raise Wrong(
            "out_of_range", found=found(value), low="…" if low is None else low, high="…" if high is None else high
        )
    if declared.check:
        declared.check(value)


LONGEST_DECIMAL = 256
"""Bits. Beyond 4,300 digits Python writes no decimal number, but TOML may give one in hexadecimal."""


def found(raw: object) -> str:
    """A value as a mistake shows it: as TOML writes it, cut where it gets long."""
    if isinstance(raw, dict):
        return "a_table"
    if isinstance(raw, list):
        return "a_list"
    text = (
        {True: "true", False: "false"}[raw]
        if isinstance(raw, bool)
        else f'"{raw}"'
        if isinstance(raw, str)
        else hex(raw)
        if isinstance(raw, int) and raw.bit_length() > LONGEST_DECIMAL
        else str(raw)
    )
    return text if len(text) <= 60 else f"{text[:57]}…"
