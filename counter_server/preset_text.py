"""Documents as the TOML a person reads: what a branch or a service sets, each key with its reason. The inverse of
reading: what is written here is read back as the same document."""

import dataclasses
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.declaration import Declared
from counter_server.protocol.settings import written
from counter_server.service_file import ServiceFile

WIDTH = 118
BARE = re.compile(r"[A-Za-z0-9_-]+")
SHORT_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def branch_text(document: Mapping[str, Any], heading: str = "") -> str:
    """A branch's document as its branch.toml."""
    return _file(document, BranchFile, heading)


def service_text(document: Mapping[str, Any], heading: str = "") -> str:
    """A service's document as its file."""
    return _file(document, ServiceFile, heading)


def _file(document: Mapping[str, Any], into: Any, heading: str) -> str:
    lines = [f"# {line}" for line in heading.splitlines()]
    return "\n".join([*lines, *_table(document, into, "")]).strip() + "\n"


def _table(document: Mapping[str, Any], into: Any, path: str, *, terse: bool = False) -> Iterator[str]:
    """A table's own keys first, then the tables below it. `terse`: without reasons and what is as usual."""
    types = get_type_hints(into)
    below = []
    for field in dataclasses.fields(into):
        if field.name not in document or (terse and document[field.name] == _usual(field)):
            continue
        kind, value = types[field.name], document[field.name]
        if _is_below(kind, value, path):
            below.append((field, kind, value))
            continue
        if not terse:
            yield from _why(field)
        yield f"{field.name} = {_value(value, kind)}"
    for field, kind, value in below:
        yield from _below(value, kind, f"{path}.{field.name}" if path else field.name, field)


def _is_below(kind: Any, value: Any, path: str) -> bool:
    """Whether it is written as a table of its own; what is empty, or a list of plain rows in a table, is not."""
    if not isinstance(value, (dict, list)) or not value:
        return False
    if isinstance(value, dict):
        return True
    row = get_args(kind)[0]
    return dataclasses.is_dataclass(row) and not hasattr(row, "parse") and not (path and _is_plain(row))


def _is_plain(row: Any) -> bool:
    return not any(get_origin(kind) or _is_table(kind) for kind in get_type_hints(row).values())


def _below(value: Any, kind: Any, path: str, field: "dataclasses.Field[Any]") -> Iterator[str]:
    arguments = get_args(kind)
    if isinstance(value, list):
        for place, part in enumerate(value):
            yield ""
            yield from _why(field) if place == 0 else ()
            yield f"[[{path}]]"
            yield from _table(part, arguments[0], path, terse=True)
        return
    yield ""
    yield from _why(field)
    if get_origin(kind) is None:
        yield f"[{path}]"
        yield from _table(value, kind, path)
    elif _is_table(arguments[1]):
        for place, (key, part) in enumerate(value.items()):
            yield from [""] if place else []
            yield f"[{path}.{_key(key)}]"
            yield from _table(part, arguments[1], f"{path}.{_key(key)}")
    else:
        yield f"[{path}]"
        yield from (f"{_key(key)} = {_value(part, arguments[1])}" for key, part in value.items())


def _is_table(kind: Any) -> bool:
    return dataclasses.is_dataclass(kind) and not hasattr(kind, "parse")


def _usual(field: "dataclasses.Field[Any]") -> Any:
    if field.default is not MISSING:
        return written(field.default)
    return written(field.default_factory()) if field.default_factory is not MISSING else HOLE


HOLE = object()


def _why(field: "dataclasses.Field[Any]") -> Iterator[str]:
    declared: Declared = field.metadata["declared"]
    for line in textwrap.wrap(declared.why, WIDTH - 2):
        yield f"# {line}"


def _value(value: Any, kind: Any) -> str:
    if isinstance(value, list):
        return _list(value, get_args(kind)[0])
    if isinstance(value, dict):
        types = get_type_hints(kind) if dataclasses.is_dataclass(kind) else {}
        inner = get_args(kind)[1] if not types else None
        pairs = (f"{_key(key)} = {_value(part, types.get(key, inner))}" for key, part in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    return str(value) if kind is date else _text(str(value))


def _list(values: Sequence[Any], kind: Any) -> str:
    parts = [_value(value, kind) for value in values]
    line = f"[{', '.join(parts)}]"
    if len(line) <= WIDTH - 20 and not any(isinstance(value, dict) for value in values):
        return line
    return "\n".join(["[", *(f"  {part}," for part in parts), "]"])


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    """In quotes; a sign that TOML does not take as it is, is written as its code."""
    signs = (SHORT_ESCAPES.get(sign) or (sign if _is_shown(sign) else f"\\u{ord(sign):04X}") for sign in text)
    return f'"{"".join(signs)}"'


def _is_shown(sign: str) -> bool:
    return sign >= " " and not "\x7f" <= sign <= "\x9f"
