"""The reader of declared settings: everything wrong is told, nothing else is raised."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.declaration import once, slug
from counter_server.protocol.settings import (
    Mistake,
    PresetBroken,
    Wrong,
    attempt,
    digest,
    read,
    rule,
    setting,
    written,
)
from counter_server.protocol.terms import Language, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    key: str = setting(why="Its name.", check=slug)
    legs: int = setting(4, why="It stands on them.", low=3, high=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    name: str = setting(why="What the door says.", may_be_empty=False)
    chairs: tuple[Chair, ...] = setting((), why="Where visitors wait.")
    heat: float = setting(1.5, why="Degrees above outside.", low=0, high=10)
    open: bool = setting(True, why="Whether one may enter.")
    since: datetime.date = setting(datetime.date(2021, 12, 1), why="First day.")
    role: Role = setting(Role.EXTRA, why="Who looks after it.")
    paper: Literal[80, 58] = setting(80, why="Width.")
    signs: dict[Language, str] = setting({}, why="Words on the wall.")
    tags: tuple[str, ...] = setting((), why="Anything.", check=once)

    @rule("chairs")
    def chairs_are_unique(self) -> Iterator[Wrong]:
        keys = [chair.key for chair in self.chairs]
        if len(set(keys)) < len(keys):
            yield Wrong("duplicate", key="chairs", found=keys[0], other=keys[0])


def mistakes_of(table: object) -> list[Mistake]:
    return attempt(table, Room, file="room.toml")[1]


def told(table: object) -> list[tuple[str, str, str]]:
    return [(mistake.key, mistake.code, mistake.did_you_mean) for mistake in mistakes_of(table)]


def test_what_is_written_is_read_and_what_is_not_has_its_default() -> None:
    table = {"name": "Ruang", "chairs": [{"key": "a"}, {"key": "b", "legs": 3}], "heat": 2, "signs": {"en": "Room"}}
    assert read(table, Room, file="room.toml") == Room(
        name="Ruang", chairs=(Chair(key="a"), Chair(key="b", legs=3)), heat=2.0, signs={Language.EN: "Room"}
    )


def test_all_mistakes_are_told_together_each_with_its_place() -> None:
    table = {
        "nama": "Ruang",
        "chairs": [{"key": "a", "legs": 2}, {"key": "b", "leg": 4}, {"legs": 4}, "c"],
        "heat": "hot",
        "role": "extr",
        "paper": 60,
        "signs": {"english": "Room", "id": 3},
    }
    assert told(table) == [
        ("nama", "unknown_key", "name"),
        ("name", "missing", ""),
        ("chairs[a].legs", "out_of_range", ""),
        ("chairs[b].leg", "unknown_key", "legs"),
        ("chairs[3].key", "missing", ""),
        ("chairs[4]", "wrong_type", ""),
        ("heat", "wrong_type", ""),
        ("role", "not_a_choice", "extra"),
        ("paper", "not_a_choice", ""),
        ("signs.english", "not_a_choice", ""),
        ("signs.id", "wrong_type", ""),
    ]


@pytest.mark.parametrize(
    "key, value, code",
    [
        ("name", "", "empty"),
        ("name", "   ", "empty"),
        ("name", 5, "wrong_type"),
        ("heat", -0.1, "out_of_range"),
        ("heat", float("nan"), "wrong_type"),
        ("heat", float("inf"), "wrong_type"),
        ("heat", 10**400, "wrong_type"),
        ("heat", True, "wrong_type"),
        ("open", 1, "wrong_type"),
        ("open", "true", "wrong_type"),
        ("since", "2021-13-01", "malformed"),
        ("since", datetime.datetime(2021, 12, 1, tzinfo=datetime.UTC), "wrong_type"),
        ("paper", True, "not_a_choice"),
        ("paper", "80", "not_a_choice"),
        ("role", ["extra"], "not_a_choice"),
        ("tags", "a", "wrong_type"),
        ("tags", ["a", "b", "a"], "listed_twice"),
        ("chairs", {"key": "a"}, "wrong_type"),
        ("chairs", [{"key": "Kursi 1"}], "malformed"),
        ("signs", [], "wrong_type"),
    ],
)
def test_a_value_that_does_not_fit_is_named(key: str, value: object, code: str) -> None:
    assert [mistake.code for mistake in mistakes_of({"name": "Ruang", key: value})] == [code]


def test_a_whole_number_of_yes_and_no_is_not_taken_for_a_number() -> None:
    assert told({"name": "Ruang", "chairs": [{"key": "a", "legs": True}]}) == [("chairs[a].legs", "wrong_type", "")]


def test_a_rule_speaks_when_its_fields_are_whole() -> None:
    assert told({"name": "Ruang", "chairs": [{"key": "a"}, {"key": "a"}]}) == [("chairs", "duplicate", "")]


def test_a_rule_keeps_silent_about_what_could_not_be_read() -> None:
    assert told({"name": "Ruang", "chairs": [{"key": "a"}, {"key": "a", "legs": 99}]}) == [
        ("chairs[a].legs", "out_of_range", "")
    ]


def test_a_mistake_elsewhere_does_not_silence_a_rule() -> None:
    codes = [mistake.code for mistake in mistakes_of({"name": "Ruang", "heat": "x", "chairs": [{"key": "a"}] * 2})]
    assert codes == ["wrong_type", "duplicate"]
    assert told({"chairs": [{"key": "a"}] * 2}) == [("name", "missing", ""), ("chairs", "duplicate", "")]


def test_a_document_of_an_earlier_version_may_have_keys_nobody_knows_any_more() -> None:
    assert read({"name": "Ruang", "carpet": "red"}, Room, file="room", strict=False) == Room(name="Ruang")
    with pytest.raises(PresetBroken):
        read({"name": "Ruang", "carpet": "red"}, Room, file="room")


def test_the_message_is_readable_in_both_languages() -> None:
    with pytest.raises(PresetBroken) as broken:
        read({"nam": "Ruang", "paper": 60}, Room, file="room.toml")
    assert str(broken.value).splitlines() == [
        "Pengaturan belum benar di 3 tempat; tidak ada yang dijalankan.",
        "The settings are wrong in 3 places; nothing was started.",
        "",
        "room.toml",
        "  nam",
        "    kunci ini tidak dikenal; mungkin maksud Anda name?",
        "    no such key; did you mean name?",
        "  name",
        "    wajib diisi, tetapi tidak ada",
        "    required, but not there",
        "  paper",
        "    60 tidak dikenal; pilihannya: 80, 58",
        "    60 is not known; choose among: 80, 58",
    ]


def test_types_are_named_in_the_readers_language() -> None:
    (mistake,) = mistakes_of({"name": "Ruang", "heat": "panas"})
    assert mistake.lines() == ['seharusnya bilangan, bukan "panas"', 'expected a number, found "panas"']


def test_a_long_value_is_cut_in_the_message() -> None:
    (mistake,) = mistakes_of({"name": "Ruang", "role": "x" * 500})
    assert max(len(line) for line in mistake.lines()) < 200


NAMES = st.sampled_from([*Room.__dataclass_fields__, *Chair.__dataclass_fields__, "id", "en"]) | st.text(max_size=8)
TOML_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.text(max_size=20)
    | st.sampled_from(["a", "id", "en", "extra", "supervisor", "2026-01-01", "legs", "{", "{0}"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=20,
)


@given(st.dictionaries(NAMES, TOML_VALUES, max_size=8) | TOML_VALUES)
def test_anything_is_either_read_or_told_and_never_raises(table: Any) -> None:
    room, mistakes = attempt(table, Room, file="room.toml")
    assert (room is not None) or mistakes
    assert str(PresetBroken(mistakes))
    assert all(line for mistake in mistakes for line in mistake.lines())


ROOMS = st.builds(
    Room,
    name=st.text(min_size=1).filter(str.strip),
    chairs=st.lists(
        st.builds(Chair, key=st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True), legs=st.integers(3, 8)),
        max_size=4,
        unique_by=lambda chair: chair.key,
    ).map(tuple),
    heat=st.floats(0, 10),
    open=st.booleans(),
    since=st.dates(),
    role=st.sampled_from(Role),
    paper=st.sampled_from([80, 58]),
    signs=st.dictionaries(st.sampled_from(Language), st.text()),
    tags=st.lists(st.text(), unique=True, max_size=3).map(tuple),
)


@given(ROOMS)
def test_a_document_reads_back_as_the_same_settings(room: Room) -> None:
    document = written(room)
    assert read(document, Room, file="room") == room
    assert digest(written(read(document, Room, file="room"))) == digest(document)


def test_the_digest_is_of_the_content_not_of_its_order() -> None:
    assert digest({"a": 1, "b": [1, 2]}) == digest({"b": [1, 2], "a": 1})
    assert digest({"a": 1, "b": [1, 2]}) != digest({"a": 1, "b": [2, 1]})
