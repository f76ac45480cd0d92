"""The pages of settings: what each shows of the branch's file. What no page names has one of its own, so that a table
declared later appears by itself. Pure."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from counter_server.operations.configuring import FIXED
from counter_server.protocol.branch_file import BranchFile

from .setting_entries import Entered, document_of
from .setting_fields import Entry, Fields, walk
from .setting_words import SettingWords

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A page. `shows`: paths of the branch's file, a table or one key of it."""

    key: str
    shows: tuple[str, ...]
    own: bool = False
    """Made by hand: it has a title and a note in the locale."""


BY_HAND = (
    Section("hours", ("hours",), True),
    Section("roster", ("staff",), True),
    Section("counters", ("counters", "halls"), True),
    Section("words", ("display.running_text", "papers", "pledge", "contact", "hospitals"), True),
    Section("slides", ("display.slides", "display.slide_seconds", "display.own_slides"), True),
    Section("voice", ("voice",), True),
)


def _rest() -> tuple[Section, ...]:
    named = {path for section in BY_HAND for path in section.shows}
    rest = []
    for table, kind in get_type_hints(BranchFile).items():
        if table in named:
            continue
        keys = [f"{table}.{one.name}" for one in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else []
        left = tuple(key for key in keys if key not in named)
        rest.append(Section(table, left if len(left) < len(keys) else (table,)))
    return tuple(rest)


SECTIONS = {section.key: section for section in (*BY_HAND, *_rest())}
OF_THE_MACHINES = {
    "kiosk": {"asks_identity", "identity_skippable", "phone_code"},
    "printer": set[str](),
    "display": {"running_text", "expected_wait"},
    "voice": {"walls"},
    "halls": set[str](),
}
"""Tables a kiosk or a wall reads from the branch.toml beside it when it starts → the keys of them the server delivers
while it runs."""


def reads_itself(section: Section) -> bool:
    """Whether a machine reads something of this page from its own file."""
    return any(_is_of_machine(path) for path in section.shows)


def _is_of_machine(path: str) -> bool:
    table, _, key = path.partition(".")
    return table in OF_THE_MACHINES and key not in OF_THE_MACHINES[table]


def entries(section: Section, document: Document, words: SettingWords, letters: Sequence[str] = ()) -> list[Entry]:
    """What the page shows of a document. `letters`: of the services there are, to be ticked."""
    fields, types = Fields(words, FIXED), get_type_hints(BranchFile)
    found: list[Entry] = []
    for path in section.shows:
        table, _, key = path.partition(".")
        if key:
            found += fields.of_table(types[table], document.get(table, {}), table, only={key})
        else:
            found += fields.of_table(BranchFile, document, only={table})
    for entry in walk(found):
        if letters and words.plain(entry.name) == "staff.services":
            entry.kind, entry.choices = "letters", [(letter, letter) for letter in letters]
            entry.value = entry.value.split("\n")
    return found


def entered(section: Section, form: Entered, before: Document) -> dict[str, Any]:
    """The branch's document as the page's form has it; `before`: of the version the page was made from."""
    after = document_of(BranchFile, form, before)
    if "staff" in section.shows:
        _name_staff(after["staff"])
    if "counters" in section.shows:
        _name_counters(before, after)
    for table in ("hospitals", "halls", "hooks"):
        _name_others(after.get(table, []))
    return after


def same(section: Section, one: Document, other: Document) -> bool:
    """Whether two documents say the same on this page."""
    return all(_at(one, path) == _at(other, path) for path in section.shows)


def _at(document: Document, path: str) -> Any:
    table, _, key = path.partition(".")
    return document.get(table, {}).get(key) if key else document.get(table)


def _name_staff(staff: Sequence[dict[str, Any]]) -> None:
    """Whoever is new is called after her role: verifier-17."""
    taken = {person.get("key") for person in staff}
    for person in staff:
        if not person.get("key"):
            role = person.get("role") or "verifier"
            person["key"] = next(key for n in range(1, 10_000) if (key := f"{role}-{n}") not in taken)
            taken.add(person["key"])


def _name_counters(before: Document, after: dict[str, Any]) -> None:
    """A counter is called by what it is: another number makes it another counter, also in its hall."""
    renamed = {}
    known = {one["key"]: f"{one['kind']}-{one['n']}" for one in before["counters"]}
    for one in after["counters"]:
        key, called = one.get("key", ""), f"{one.get('kind') or 'loket'}-{one.get('n')}"
        if not key or (known.get(key) == key and called != key):
            one["key"] = called
            renamed[key] = called
    for hall in after.get("halls", []):
        hall["counters"] = [renamed.get(key, key) for key in hall.get("counters", [])]
        hall["arrows"] = {renamed.get(key, key): arrow for key, arrow in hall.get("arrows", {}).items()}


def _name_others(rows: Sequence[dict[str, Any]]) -> None:
    taken = {row.get("key") for row in rows}
    for row in rows:
        if not row.get("key"):
            name = row.get("name") or urlsplit(str(row.get("url") or "")).hostname
            text = next(iter(name.values()), "") if isinstance(name, dict) else str(name or "")
            stem = "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "baru"
            row["key"] = next(key for n in range(1, 10_000) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)
            taken.add(row["key"])
