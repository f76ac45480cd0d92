"""A service's page: its words side by side in every language, each line with its picture, what is asked, and how long
each step is promised to take. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints

from counter_server.service_file import PICTURED, Pictures, ServiceFile, Texts

from .setting_entries import Entered, document_of
from .setting_fields import Entry, Fields
from .setting_kinds import choices_of
from .setting_words import SettingWords

Document = Mapping[str, Any]
ONE_LINE = ("name", "short", "time", "cost", "product", "complaints")
EMPTY_LINES = 1


@dataclass(frozen=True, slots=True)
class Side:
    """A text in every language: its label, and an entry for each."""

    label: str
    why: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class PicturedLine:
    """A line of a list: its picture, and its text in each language."""

    picture: Entry
    texts: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class PicturedList:
    """A list of such lines."""

    part: str
    label: str
    entry: Entry
    lines: Sequence[PicturedLine]


@dataclass(frozen=True, slots=True)
class ServicePage:
    """Everything the page shows."""

    sides: Sequence[Side]
    lists: Sequence[PicturedList]
    asked: Sequence[Entry]
    steps: Sequence[Entry]

    def entries(self) -> list[Entry]:
        """All of them, to put mistakes at."""
        every = [*self.asked, *self.steps]
        for side in self.sides:
            every += side.entries
        for one in self.lists:
            every += [one.entry, *(entry for line in one.lines for entry in (line.picture, *line.texts))]
        return every


def service_page(document: Document, words: SettingWords) -> ServicePage:
    """Of a service's document."""
    fields = Fields(words)
    asked = fields.of_table(ServiceFile, document, only={"questions", "documents"})
    (steps,) = fields.of_table(ServiceFile, document, only={"steps"})
    return ServicePage(
        sides=[_side(name, document, words) for name in ONE_LINE],
        lists=[_list(part, document, words) for part in PICTURED],
        asked=asked,
        steps=[row for row in steps.parts if row.value],
    )


def entered(form: Entered, before: Document) -> dict[str, Any]:
    """The document as the page's form has it."""
    after = document_of(ServiceFile, form, before)
    texts = {language: dict(told) for language, told in after["texts"].items()}
    pictures = dict(after["pictures"])
    for part in PICTURED:
        if form.has(f"lists.{part}"):
            lines = [f"lists.{part}.{place}" for place in form.places(f"lists.{part}")]
            kept = [at for at in lines if any(form.text(f"{at}.{language}") for language in texts)]
            for language in texts:
                texts[language][part] = [line for at in kept if (line := form.text(f"{at}.{language}"))]
            drawn = [form.text(f"{at}.picture") for at in kept]
            pictures[part] = drawn if any(drawn) else []
    return after | {"texts": texts, "pictures": pictures}


def _side(name: str, document: Document, words: SettingWords) -> Side:
    (declared,) = Fields(words).of_table(Texts, {}, "texts", only={name})
    made = []
    for language in map(str, document["texts"]):
        value = str(document["texts"][language].get(name, ""))
        made.append(
            Entry(
                name=f"texts.{language}.{name}",
                path=f"texts.{language}.{name}",
                value=value,
                kind="text" if name in ("name", "short", "cost") else "long",
                label=f"{declared.label}, {words.choice('language', language)}",
            )
        )
    return Side(declared.label, declared.why, made)


def _list(part: str, document: Document, words: SettingWords) -> PicturedList:
    (declared,) = Fields(words).of_table(Texts, {}, "texts", only={part})
    (drawn,) = get_type_hints(Pictures)[part].__args__[:1]
    choices = [(choice, words.choice(f"pictures.{part}", choice)) for choice in choices_of(drawn)]
    texts: dict[str, Sequence[str]] = {str(one): told.get(part, []) for one, told in document["texts"].items()}
    pictures = document.get("pictures", {}).get(part, [])
    most = max([len(pictures), *map(len, texts.values())])
    lines = []
    for place in range(most + EMPTY_LINES):
        at, n = f"lists.{part}.{place}", place + 1
        picture = Entry(
            name=f"{at}.picture", path="", kind="choice", choices=choices, value=_nth(pictures, place),
            label=f"{declared.label} {n}: {words.of(f'pictures.{part}', '').label}",
        )  # fmt: skip
        written = [
            Entry(
                name=f"{at}.{language}", path=f"texts.{language}.{part}[{n}]", kind="text", value=_nth(told, place),
                label=f"{declared.label} {n}, {words.choice('language', language)}",
            )
            for language, told in texts.items()
        ]  # fmt: skip
        lines.append(PicturedLine(picture, written))
    whole = Entry(name=f"lists.{part}", path=f"pictures.{part}", kind="list", label=declared.label, why=declared.why)
    return PicturedList(part, declared.label, whole, lines)


def _nth(texts: Sequence[str], place: int) -> str:
    return str(texts[place]) if place < len(texts) else ""
