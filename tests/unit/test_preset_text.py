"""Settings written as TOML are read back as the same settings, whatever they say."""

import tomllib
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_server.preset_files import EARLIEST, NotPresets, files_in, packed, tables_in, texts_of
from counter_server.preset_text import branch_text, service_text
from counter_server.presets import load_presets
from counter_server.protocol.branch_file import BranchFile, Hospital, branch_document
from counter_server.protocol.hall_settings import HallPlace
from counter_server.protocol.hours_settings import Holiday, SpecialHours, TimeRange, Weekly
from counter_server.protocol.settings import read, written
from counter_server.protocol.terms import Language
from counter_server.service_file import ServiceFile

PRESETS = load_presets(Path(__file__).parents[2] / "assets")
SERVICE = PRESETS.services[0].file
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAMES = WORDS.filter(str.strip)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
RANGES = st.sampled_from(["07:30-12:00", "13:00-15:30", "16:00-24:00"]).map(TimeRange.parse)
WEEKS = st.builds(Weekly, mon=st.just((TimeRange.parse("08:00-12:00"),)), fri=st.tuples(RANGES), sun=st.tuples())
HOLIDAYS = st.lists(st.builds(Holiday, date=DAYS, name=NAMES), max_size=5, unique_by=lambda one: one.date).map(tuple)
SPECIAL = st.builds(SpecialHours, name=NAMES, first=DAYS, last=st.just(date(2036, 1, 1)), weekly=WEEKS)
TEXTS = st.dictionaries(st.sampled_from(Language), WORDS)


@st.composite
def branches(draw: st.DrawFn) -> BranchFile:
    usual = PRESETS.branch
    return replace(
        usual,
        branch=replace(usual.branch, name=draw(NAMES), office=draw(WORDS)),
        hours=replace(
            usual.hours, weekly=draw(WEEKS), holidays=draw(HOLIDAYS), special=tuple(draw(st.lists(SPECIAL, max_size=1)))
        ),
        calling=replace(usual.calling, priority_weight=draw(st.floats(1, 100))),
        display=replace(usual.display, running_text=draw(TEXTS)),
        counters=tuple(replace(one, zone=draw(TEXTS)) for one in usual.counters),
        halls=(HallPlace(key="hall", counters=tuple(one.key for one in usual.counters), arrows={"loket-1": "up-left"}),)
        if draw(st.booleans())
        else (),
        hospitals=(Hospital(key="rs", name=draw(NAMES)),) if draw(st.booleans()) else (),
        pledge=replace(usual.pledge, text=draw(TEXTS), confirmed=draw(st.booleans())),
    )  # fmt: skip


@st.composite
def services(draw: st.DrawFn) -> ServiceFile:
    texts = {
        language: replace(told, name=draw(NAMES), procedure=tuple(draw(st.lists(WORDS, min_size=4, max_size=4))))
        for language, told in SERVICE.texts.items()
    }
    steps = tuple(replace(step, standard_minutes=draw(st.integers(1, 480))) for step in SERVICE.steps)
    return replace(SERVICE, texts=texts, steps=steps, documents=draw(st.sampled_from([SERVICE.documents, {}])))


@settings(max_examples=30)
@given(branches())
def test_a_branch_is_read_back_as_it_was_written(branch: BranchFile) -> None:
    document = branch_document(branch)
    assert branch_document(read(tomllib.loads(branch_text(document, "# \n x")), BranchFile, file="b")) == document


@settings(max_examples=30)
@given(services())
def test_a_service_is_read_back_as_it_was_written(service: ServiceFile) -> None:
    document = written(service)
    assert written(read(tomllib.loads(service_text(document)), ServiceFile, file="s")) == document


def documents() -> dict[str, dict[str, Any]]:
    return {"branch": branch_document(PRESETS.branch), **{one.letter: one.to_document() for one in PRESETS.services}}


def test_each_key_comes_with_its_reason() -> None:
    text = branch_text(branch_document(PRESETS.branch))
    assert "# Words per minute; amplifiers in halls want 120 to 135.\nrate = 125\n" in text
    assert "# Public holidays and cuti bersama, each a date and a name.\nholidays = [\n" in text


def test_a_zip_holds_what_was_packed_and_the_same_settings_make_the_same_zip() -> None:
    content = packed(documents())
    with ZipFile(BytesIO(content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {EARLIEST}, "no clock is in it"
    tables, mistakes = tables_in(files_in("x.zip", content))
    assert mistakes == []
    assert branch_document(read(tables.pop("branch"), BranchFile, file="b")) == documents()["branch"]
    found = {letter: written(read(told, ServiceFile, file="s")) for letter, told in tables.items()}
    assert found == {letter: told for letter, told in documents().items() if letter != "branch"}


def test_a_folder_made_of_it_is_a_preset(tmp_path: Path) -> None:
    for name, text in texts_of(documents()).items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    again = load_presets(tmp_path, Path(__file__).parents[2] / "assets" / "locale")
    assert branch_document(again.branch) == documents()["branch"]
    assert [one.to_document() for one in again.services] == [one.to_document() for one in PRESETS.services]


@pytest.mark.parametrize("name, content", [("a.zip", b"PK nonsense"), ("a.png", b"\x89PNG"), ("a.txt", b"[branch]")])
def test_what_is_no_preset_is_said_to_be_none(name: str, content: bytes) -> None:
    with pytest.raises(NotPresets):
        files_in(name, content)
