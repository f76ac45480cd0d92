"""docs/settings.md, made from the declarations: `python -m counter_server.settings_page > docs/settings.md`."""

import dataclasses
import datetime
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import MISSING
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin, get_type_hints

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.declaration import Declared
from counter_server.protocol.hours_settings import TimeRange
from counter_server.protocol.settings import written
from counter_server.protocol.voice_settings import VolumeFrom
from counter_server.service_file import ServiceFile

OPENING = """# Settings

Made from the declarations by `python -m counter_server.settings_page > docs/settings.md`; a test compares them.

The first start takes `assets/` into the database; from then on the console's page of settings changes them
([configuration](configuration.md)). Later changes to the files are reported at start and taken in with
`./run server --import`; what the console changed stays. Whatever is wrong in any of these files is told at once, with
file, key and a guess at what was meant, and nothing starts. Times are the branch's own clock.
"""

SCALARS: Mapping[Any, str] = {
    str: "text",
    bool: "true / false",
    int: "whole number",
    float: "number",
    datetime.date: "date",
    TimeRange: '"hh:mm-hh:mm"',
    VolumeFrom: '"hh:mm percent"',
}


def page() -> str:
    """The whole page."""
    sections = [OPENING, "## assets/branch.toml", *_tables(BranchFile, ""), "\n## assets/services/*.toml"]
    return "\n".join([*sections, *_section(ServiceFile, "(top of the file)"), *_tables(ServiceFile, "")])


def _tables(into: Any, path: str) -> Iterator[str]:
    """The tables below a table, each as a section of its own."""
    for name, kind in get_type_hints(into).items():
        below, title = _below(kind, f"{path}{name}")
        if below:
            yield from _section(below, title)
            yield from _tables(below, f"{path}{name}.")


def _below(kind: Any, path: str) -> tuple[Any, str]:
    inner = get_args(kind)[-1 if get_origin(kind) is dict else 0] if get_args(kind) else kind
    if not dataclasses.is_dataclass(inner) or inner in SCALARS:
        return None, ""
    titles = {tuple: f"[[{path}]]", dict: f"[{path}.…]"}
    return inner, titles.get(get_origin(kind), f"[{path}]")


def _section(into: Any, title: str) -> Iterator[str]:
    types = get_type_hints(into)
    rows = [
        _row(field, types[field.name]) for field in dataclasses.fields(into) if not _below(types[field.name], "")[0]
    ]
    if rows:
        yield f"\n### `{title}`\n" if title.startswith("[") else f"\n### {title}\n"
        yield "| key | what | default | why |\n|---|---|---|---|"
        yield from rows


def _row(field: dataclasses.Field[Any], kind: Any) -> str:
    declared: Declared = field.metadata["declared"]
    limits = (
        f", {declared.low:g} to {declared.high:g}" if declared.low is not None and declared.high is not None else ""
    )
    cells = (f"`{field.name}`", _kind(kind) + limits, _default(field), declared.why.replace("|", "\\|"))
    return f"| {' | '.join(cells)} |"


def _kind(kind: Any) -> str:
    if kind in SCALARS:
        return SCALARS[kind]
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return ", ".join(_toml(choice) for choice in parts)
    if origin is tuple:
        return f"list of {_kind(parts[0])}"
    if origin is dict:
        return f"table: {_kind(parts[0])} → {_kind(parts[1])}"
    if issubclass(kind, StrEnum):
        return ", ".join(_toml(choice.value) for choice in kind)
    raise TypeError(kind)


def _default(field: dataclasses.Field[Any]) -> str:
    if field.default_factory is not MISSING:
        return "none"
    return "**required**" if field.default is MISSING else _toml(written(field.default))


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list):
        return f"`{json.dumps(value)}`"
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


if __name__ == "__main__":
    sys.stdout.write(page() + "\n")
