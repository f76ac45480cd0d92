"""From a document to the entries of a page, each with its label, its reason, its limits, and what is wrong with it.

Made from the declarations: a setting that is declared later appears by itself. Pure."""

import dataclasses
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args, get_type_hints

from counter_server.protocol.declaration import Declared
from counter_server.protocol.mistakes import Mistake
from counter_server.protocol.settings import written

from .setting_entries import Row
from .setting_kinds import Kind, choices_of, kind_of
from .setting_words import SettingWords

BLANK_ROWS = 1
LONG_TEXT = 60


@dataclass(kw_only=True)
class Entry:
    """One thing to enter, or several that belong together. `name`: of its form field; `path`: as mistakes name it."""

    name: str
    path: str
    kind: str
    label: str
    why: str = ""
    foreign: bool = False
    """The reason is told in English: nobody has put it into the page's language yet."""
    value: Any = ""
    choices: Sequence[tuple[str, str]] = ()
    limits: str = ""
    fixed: bool = False
    parts: "list[Entry]" = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """In the page."""
        return f"set-{self.name.replace('.', '-')}"


@dataclass(frozen=True)
class Fields:
    """Makes the entries of one page. `fixed`: paths that are shown and not changed."""

    words: SettingWords
    fixed: Collection[str] = ()

    def of_table(
        self, into: Any, raw: Mapping[str, Any], path: str = "", *, only: Collection[str] = (), at: str = ""
    ) -> list[Entry]:
        """The entries of a table. `path` as the declarations name it, `at` as mistakes do."""
        types = get_type_hints(into)
        return [
            self._entry(one, types[one.name], raw.get(one.name), _join(path, one.name), _join(at or path, one.name))
            for one in dataclasses.fields(into)
            if not only or one.name in only
        ]

    def _entry(self, one: "dataclasses.Field[Any]", kind: Any, raw: Any, path: str, at: str) -> Entry:
        declared: Declared = one.metadata.get("declared", Declared())
        plain = self.words.plain(path)
        said = self.words.of(plain, declared.why)
        entry = Entry(
            name=path, path=at, kind=kind_of(kind).value, label=said.label, why=said.why, foreign=said.foreign,
            limits=_limits(declared), fixed=plain in self.fixed,
        )  # fmt: skip
        self._fill(entry, kind, raw)
        return entry

    def _fill(self, entry: Entry, kind: Any, raw: Any) -> None:
        fill = FILL.get(kind_of(kind))
        if fill is not None:
            fill(self, entry, kind, raw)
        else:
            entry.value = _shown(raw)
            if entry.kind == "text" and (len(entry.value) > LONG_TEXT or "\n" in entry.value):
                entry.kind = "long"

    def group(self, entry: Entry, kind: Any, raw: Any) -> None:
        """A table."""
        entry.parts = self._below(kind, raw, entry.name, entry.path)

    def groups(self, entry: Entry, kind: Any, raw: Any) -> None:
        """Tables by a fixed key."""
        for key, label in self._choices(entry.name, get_args(kind)[0]):
            one = Entry(name=f"{entry.name}.{key}", path=f"{entry.path}.{key}", kind="group", label=label)
            one.parts = self._below(get_args(kind)[1], (raw or {}).get(key, {}), one.name, one.path)
            entry.parts.append(one)

    def rows(self, entry: Entry, kind: Any, raw: Any) -> None:
        """A list of tables, and an empty one to add to it."""
        rows = [one for one in raw or [] if isinstance(one, dict)]
        for place, row in enumerate([*rows, *[{}] * BLANK_ROWS]):
            key = row.get("key")
            known = f"{entry.path}[{key if isinstance(key, str) and key else place + 1}]"
            was = row.was if isinstance(row, Row) else place if row else None
            one = Entry(name=f"{entry.name}.{place}", path=known, kind="row", label=_title(row))
            one.value = "" if was is None else str(was)
            one.parts = self._below(get_args(kind)[0], row, one.name, known)
            for part in one.parts:
                part.fixed = part.fixed or part.name.endswith(".key")
            entry.parts.append(one)

    def chosen(self, entry: Entry, kind: Any, raw: Any) -> None:
        """One of several."""
        entry.choices = self._choices(entry.name, kind)
        entry.value = _shown(raw) if raw is not None else entry.choices[0][0]

    def order(self, entry: Entry, kind: Any, raw: Any) -> None:
        """Some of several, in an order."""
        entry.choices = self._choices(entry.name, get_args(kind)[0])
        chosen = [_shown(one) for one in raw or []]
        entry.value = [*chosen, *[""] * (len(entry.choices) - len(chosen))]

    def texts(self, entry: Entry, kind: Any, raw: Any) -> None:
        """A text for each of several."""
        entry.choices, entry.value = self._choices(entry.name, get_args(kind)[0]), raw or {}

    def ticks(self, entry: Entry, kind: Any, raw: Any) -> None:
        """For each of several, what is ticked of others."""
        self.texts(entry, kind, raw)
        others = self._choices(entry.name, get_args(get_args(kind)[1])[0])
        entry.parts = [Entry(name=key, path="", kind="tick", label=label) for key, label in others]

    def _below(self, into: Any, raw: Mapping[str, Any], name: str, at: str) -> list[Entry]:
        types = get_type_hints(into)
        raw = raw if isinstance(raw, dict) else {}
        return [
            self._entry(one, types[one.name], raw.get(one.name, _usual(one)), f"{name}.{one.name}", f"{at}.{one.name}")
            for one in dataclasses.fields(into)
        ]

    def _choices(self, name: str, kind: Any) -> list[tuple[str, str]]:
        return [(str(choice), self.words.choice(name, str(choice))) for choice in choices_of(kind)]


def _ranges(fields: Fields, entry: Entry, kind: Any, raw: Any) -> None:
    pairs = [str(one).partition("-")[::2] for one in raw or []]
    entry.value = [*pairs, *[("", "")] * max(1, 2 - len(pairs))]


def _lines(fields: Fields, entry: Entry, kind: Any, raw: Any) -> None:
    entry.value = "\n".join(map(_shown, raw or []))


def _pairs(fields: Fields, entry: Entry, kind: Any, raw: Any) -> None:
    entry.value = "\n".join(f"{key} = {value}" for key, value in (raw or {}).items())


def _yes(fields: Fields, entry: Entry, kind: Any, raw: Any) -> None:
    entry.value = raw is True


FILL: Mapping[Kind, Callable[[Fields, Entry, Any, Any], None]] = {
    Kind.GROUP: Fields.group,
    Kind.GROUPS: Fields.groups,
    Kind.ROWS: Fields.rows,
    Kind.CHOICE: Fields.chosen,
    Kind.ORDER: Fields.order,
    Kind.TEXTS: Fields.texts,
    Kind.TICKS: Fields.ticks,
    Kind.RANGES: _ranges,
    Kind.LINES: _lines,
    Kind.PAIRS: _pairs,
    Kind.YES: _yes,
}
"""Kind → how its entry gets its value; every other kind shows it as text."""


def told(entries: Sequence[Entry], mistakes: Sequence[Mistake], language: str) -> list[tuple[str, str, str]]:
    """Puts each mistake where it belongs. All of them: the entry's id (empty: nowhere on this page), its label, and
    the words."""
    every = list(walk(entries))
    summary = []
    for mistake in mistakes:
        words = mistake.lines()[0 if language == "id" else 1]
        near = [one for one in every if one.path and _covers(one.path, mistake.key)]
        entry = max(near, key=lambda one: len(one.path), default=None)
        if entry is None:
            entry = next((one for one in every if mistake.key and _covers(mistake.key, one.path)), None)
        if entry is not None:
            entry.said.append(words)
        summary.append((entry.id if entry else "", entry.label if entry else mistake.key, words))
    return summary


def walk(entries: Sequence[Entry]) -> Iterator[Entry]:
    """All of them, those below others too."""
    for entry in entries:
        yield entry
        yield from walk(entry.parts)


def _covers(path: str, key: str) -> bool:
    return key == path or key.startswith((f"{path}.", f"{path}["))


def _limits(declared: Declared) -> str:
    low, high = declared.low, declared.high
    return f"{low:g} – {high:g}" if low is not None and high is not None else ""


def _usual(one: "dataclasses.Field[Any]") -> Any:
    if one.default is not dataclasses.MISSING:
        return written(one.default)
    return written(one.default_factory()) if one.default_factory is not dataclasses.MISSING else None


def _title(row: Mapping[str, Any]) -> str:
    return str(row.get("name") or row.get("key") or "") if not isinstance(row.get("name"), dict) else str(row["key"])


def _shown(raw: Any) -> str:
    if raw is None:
        return ""
    return f"{raw:g}" if isinstance(raw, float) and abs(raw) < 1e6 else str(raw)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
