"""A page of settings shows what stands, and sent back as it was shown it changes nothing; what is wrong is told by the
words of the files, at its entry."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from counter_server.presets import load_presets
from counter_server.protocol.branch_file import BranchFile, branch_document
from counter_server.protocol.locale import Locale
from counter_server.protocol.settings import attempt
from counter_server.service_file import ServiceFile
from counter_server.web import setting_sections, setting_service
from counter_server.web.setting_entries import Entered
from counter_server.web.setting_fields import Entry, told, walk
from counter_server.web.setting_sections import SECTIONS
from counter_server.web.setting_words import SettingWords

ASSETS = Path(__file__).parents[2] / "assets"
PRESETS = load_presets(ASSETS)
WORDS = SettingWords.load(ASSETS / "locale", Locale.load(ASSETS / "locale", "id"))
FULL = branch_document(PRESETS.branch) | {
    "hospitals": [{"key": "rs", "name": "RS"}],
    "halls": [{"key": "aula", "name": {"id": "Aula"}, "counters": ["loket-1"], "arrows": {"loket-1": "up"}}],
}
Fields = list[tuple[str, str]]


def sent(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """The fields a browser sends for these entries, as the templates write them."""
    for one in entries:
        if not one.fixed:
            yield from SENT.get(one.kind, of_a_value)(one)


def of_a_value(one: Entry) -> Iterator[tuple[str, str]]:
    yield one.name, one.value


def of_a_row(one: Entry) -> Iterator[tuple[str, str]]:
    yield f"{one.name}.was", one.value
    yield from sent(one.parts)


def of_ranges(one: Entry) -> Iterator[tuple[str, str]]:
    for place, (start, end) in enumerate(one.value):
        yield from ((f"{one.name}.{place}.from", start), (f"{one.name}.{place}.until", end))


def of_ticks(one: Entry) -> Iterator[tuple[str, str]]:
    for key, _ in one.choices:
        yield from [(f"{one.name}.{key}", ""), *((f"{one.name}.{key}", form) for form in one.value.get(key, []))]


SENT: dict[str, Callable[[Entry], Iterable[tuple[str, str]]]] = {
    **dict.fromkeys(("group", "groups", "rows"), lambda one: sent(one.parts)),
    "row": of_a_row,
    "ranges": of_ranges,
    "ticks": of_ticks,
    "yes": lambda one: [(one.name, ""), *([(one.name, "on")] if one.value else [])],
    "letters": lambda one: [(one.name, ""), *((one.name, letter) for letter in one.value if letter)],
    "order": lambda one: [(f"{one.name}.{place}", chosen) for place, chosen in enumerate(one.value)],
    "texts": lambda one: [(f"{one.name}.{key}", one.value.get(key, "")) for key, _ in one.choices],
}


def fields_of(section: str, document: dict[str, Any] = FULL) -> Fields:
    return list(sent(setting_sections.entries(SECTIONS[section], document, WORDS, "AKLS")))


def with_typed(fields: Fields, **typed: str) -> Entered:
    names = {name.replace(".", "_"): name for name, _ in fields}
    changed = {names[name]: value for name, value in typed.items()}
    return Entered([(name, changed.get(name, value)) for name, value in fields])


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_a_page_sent_back_as_it_was_changes_nothing(section: str) -> None:
    assert setting_sections.entered(SECTIONS[section], Entered(fields_of(section)), FULL) == FULL


@pytest.mark.parametrize("service", PRESETS.services, ids=lambda one: one.letter)
def test_a_services_page_sent_back_as_it_was_changes_nothing(service: Any) -> None:
    document = service.to_document()
    page = setting_service.service_page(document, WORDS)
    whole = [*page.asked, *page.steps, *(one for side in page.sides for one in side.entries)]
    lines = [entry for one in page.lists for line in one.lines for entry in (line.picture, *line.texts)]
    assert setting_service.entered(Entered(sent([*whole, *lines])), document) == document


def test_every_declared_setting_is_on_a_page() -> None:
    shown = {
        WORDS.plain(one.name)
        for section in SECTIONS.values()
        for one in walk(setting_sections.entries(section, FULL, WORDS))
    }
    for table, kind in BranchFile.__annotations__.items():
        assert table in shown or any(name.startswith(f"{table}.") for name in shown), (table, kind)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_setting_has_a_name_and_a_reason_in_the_page_s_own_language(section: str) -> None:
    some = {"breaks": [{"time": "11:30-12:30"}], "hooks": [{"key": "rsud", "url": "https://rsud.example/"}]}
    shown = walk(setting_sections.entries(SECTIONS[section], FULL | some, WORDS, ["A"]))
    assert [one.name for one in shown if one.foreign] == []


@pytest.mark.parametrize(
    "section, typed, in_file",
    [
        ("calling", {"calling_wrap_up_seconds": "banyak"}, {"calling": {"wrap_up_seconds": "banyak"}}),
        ("calling", {"calling_wrap_up_seconds": "901"}, {"calling": {"wrap_up_seconds": 901}}),
        ("calling", {"calling_priority_weight": "0,5"}, {"calling": {"priority_weight": 0.5}}),
        ("hours", {"hours_weekly_mon_0_from": "25.00"}, {"hours": {"weekly": {"mon": ["25:00-12:00", "13:00-15:30"]}}}),
        ("hours", {"hours_weekly_mon_1_from": "11:00"}, {"hours": {"weekly": {"mon": ["07:30-12:00", "11:00-15:30"]}}}),
        ("roster", {"staff_0_name": ""}, {"staff": {0: {"name": ""}}}),
        ("counters", {"counters_1_n": "1"}, {"counters": {1: {"n": 1, "key": "loket-1"}}}),
        ("voice", {"voice_second": "id"}, {"voice": {"second": "id"}}),
        ("voice", {"voice_volumes": "12:00 5"}, {"voice": {"volumes": ["12:00 5"]}}),
        ("words", {"contact_whatsapp": "12"}, {"contact": {"whatsapp": "12"}}),
    ],
)
def test_a_slip_is_the_same_on_the_page_and_in_the_file(section: str, typed: dict[str, str], in_file: Any) -> None:
    entered = setting_sections.entered(SECTIONS[section], with_typed(fields_of(section), **typed), FULL)
    _, on_page = attempt(entered, BranchFile, file="branch.toml")
    _, of_file = attempt(merged(FULL, in_file), BranchFile, file="branch.toml")
    own = [mistake for mistake in of_file if not mistake.key.startswith("halls")]
    assert own
    assert [mistake for mistake in on_page if not mistake.key.startswith("halls")] == own
    entries = setting_sections.entries(SECTIONS[section], entered, WORDS, "AKLS")
    summary = told(entries, own, "id")
    ids = {one.id for one in walk(entries)}
    assert all(where in ids for where, _, _ in summary)
    assert [words for _, _, words in summary] == [mistake.lines()[0] for mistake in own]


def merged(before: Any, change: Any) -> Any:
    if isinstance(change, dict) and isinstance(before, list):
        return [merged(row, change[place]) if place in change else row for place, row in enumerate(before)]
    if isinstance(change, dict) and isinstance(before, dict):
        return before | {key: merged(before.get(key), part) for key, part in change.items()}
    return change


def test_what_was_typed_stands_there_again() -> None:
    entered = setting_sections.entered(
        SECTIONS["calling"], with_typed(fields_of("calling"), calling_wrap_up_seconds="dua menit"), FULL
    )
    assert ("calling.wrap_up_seconds", "dua menit") in fields_of("calling", entered)


def test_rows_are_taken_off_and_added_and_keep_who_they_are() -> None:
    fields = [(name, value) for name, value in fields_of("roster") if not name.startswith("staff.19.")]
    fields += [("staff.0.remove", "on"), ("staff.1.name", "")]
    fields += [("staff.19.was", ""), ("staff.19.name", "Ibu Baru"), ("staff.19.role", "extra")]
    fields = [one for one in fields if one != ("staff.1.name", "Verifikator 2")]
    first = setting_sections.entered(SECTIONS["roster"], Entered(fields), FULL)["staff"]
    assert [person["key"] for person in first][:2] == ["verifier-2", "verifier-3"]
    assert first[-1] == {"name": "Ibu Baru", "role": "extra", "key": "extra-3"}
    again = fields_of("roster", FULL | {"staff": first})  # shown again, for the name that was missing
    second = setting_sections.entered(SECTIONS["roster"], Entered(again), FULL)["staff"]
    assert [person["key"] for person in second] == [person["key"] for person in first]


def test_a_counter_with_another_number_is_another_counter_in_its_hall_too() -> None:
    entered = setting_sections.entered(SECTIONS["counters"], with_typed(fields_of("counters"), counters_0_n="21"), FULL)
    assert entered["counters"][0]["key"] == "loket-21"
    assert (entered["halls"][0]["counters"], entered["halls"][0]["arrows"]) == (["loket-21"], {"loket-21": "up"})


def test_every_word_of_a_setting_is_about_one_that_is_declared() -> None:
    known = {
        WORDS.plain(one.name)
        for section in SECTIONS.values()
        for one in walk(setting_sections.entries(section, FULL, WORDS))
    }
    known |= {
        f"{path}.{name}"
        for path in ("texts",)
        for name in ("name", "short", "requirements", "procedure", "time", "cost", "product", "complaints")
    }
    known |= {
        *ServiceFile.__annotations__,
        "pictures.requirements",
        "pictures.procedure",
        "steps.standard_minutes",
        "display",
    }
    known |= {f"papers.{name}" for name in ("where", "cost", "copy_where", "copy_cost")} | set(SECTIONS)
    for language in ("id", "en"):
        words = SettingWords.load(ASSETS / "locale", Locale.load(ASSETS / "locale", language))
        assert [path for path in words.known if path.partition("=")[0] not in known] == []
