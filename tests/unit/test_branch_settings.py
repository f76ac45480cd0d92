"""What branch.toml may say, and how it is corrected."""

from datetime import time
from typing import Any

import pytest

from counter_server.protocol.branch_file import BranchFile, branch_document, branch_from_document
from counter_server.protocol.hours_settings import MIDNIGHT, TimeRange
from counter_server.protocol.settings import Wrong, attempt, read


def smallest() -> dict[str, Any]:
    return {
        "branch": {"key": "p2km", "name": "LALOPA"},
        "hours": {"weekly": {"mon": ["07:30-12:00"]}},
        "counters": [{"key": "loket-1", "n": 1}],
        "staff": [{"key": "verifier-1", "name": "Verifikator 1", "role": "verifier"}],
    }


def changed(table: str, **settings: object) -> list[tuple[str, str, str]]:
    tables = smallest()
    tables[table] = {**tables.get(table, {}), **settings}
    return told(tables)


def told(tables: dict[str, Any]) -> list[tuple[str, str, str]]:
    _, mistakes = attempt(tables, BranchFile, file="branch.toml")
    return [(mistake.key, mistake.code, mistake.did_you_mean) for mistake in mistakes]


def test_a_branch_needs_only_its_name_hours_counters_and_staff() -> None:
    branch = read(smallest(), BranchFile, file="branch.toml")
    assert branch.branch.zone == "Asia/Jakarta"
    assert branch.printer.door == "stand-in"
    assert branch_from_document(branch_document(branch)) == branch


def test_an_empty_branch_is_told_all_it_needs() -> None:
    assert told({}) == [(key, "missing", "") for key in ("branch", "hours", "counters", "staff")]


@pytest.mark.parametrize(
    "table, setting, value, expected",
    [
        ("branch", "zone", "Asia/Jakata", ("branch.zone", "zone_unknown", "Asia/Jakarta")),
        ("branch", "zone", "../etc/passwd", ("branch.zone", "zone_unknown", "")),
        ("branch", "zone", "", ("branch.zone", "zone_unknown", "")),
        ("branch", "key", "P2KM Pusat", ("branch.key", "malformed", "")),
        ("branch", "languages", ["id", "id"], ("branch.languages", "listed_twice", "")),
        ("branch", "languages", [], ("branch.languages", "empty", "")),
        ("branch", "languages", ["id", "jv"], ("branch.languages[2]", "not_a_choice", "")),
        ("branch", "public_url", "lalopa.example", ("branch.public_url", "malformed", "")),
        ("branch", "public_url", "https://dinkes.example/antrean", ("branch.public_url", "malformed", "")),
        ("branch", "offce", "Dinas", ("branch.offce", "unknown_key", "office")),
        ("calling", "mode", "psh", ("calling.mode", "not_a_choice", "push")),
        ("calling", "priority_weight", 0.5, ("calling.priority_weight", "out_of_range", "")),
        ("calling", "wrap_up_second", 3, ("calling.wrap_up_second", "unknown_key", "wrap_up_seconds")),
        ("kiosk", "idle_seconds", 0, ("kiosk.idle_seconds", "out_of_range", "")),
        ("kiosk", "orientation", "Portrait", ("kiosk.orientation", "not_a_choice", "portrait")),
        ("printer", "door", "network", ("printer.host", "needed_with", "")),
        ("printer", "door", "serial", ("printer.device", "needed_with", "")),
        ("printer", "door", "file", ("printer.path", "needed_with", "")),
        ("printer", "paper_mm", 57, ("printer.paper_mm", "not_a_choice", "")),
        ("voice", "second", "id", ("voice.second", "listed_twice", "")),
        ("voice", "reading", "digit", ("voice.reading", "not_a_choice", "digits")),
        ("display", "running_text", "Selamat datang", ("display.running_text", "wrong_type", "")),
        ("display", "running_text", {"eng": "Welcome"}, ("display.running_text.eng", "not_a_choice", "en")),
    ],
)
def test_a_slip_is_named_with_its_place_and_a_guess(
    table: str, setting: str, value: object, expected: tuple[str, str, str]
) -> None:
    assert changed(table, **{setting: value}) == [expected]


def test_a_printer_whose_door_is_described_is_taken() -> None:
    assert changed("printer", door="usb", usb_vendor=0x04B8, usb_product=0x0E28) == []


@pytest.mark.parametrize(
    "ranges, key, code",
    [
        (["07:30-12:00", "11:59-15:00"], "hours.weekly.mon", "time_overlap"),
        (["00:00-24:00", "13:00-15:00"], "hours.weekly.mon", "time_overlap"),
        (["13:00-12:00"], "hours.weekly.mon[1]", "time_backwards"),
        (["08:00-08:00"], "hours.weekly.mon[1]", "time_backwards"),
        (["7.30-12.00"], "hours.weekly.mon[1]", "malformed"),
        (["07:30-25:00"], "hours.weekly.mon[1]", "malformed"),
        (["07:30-12:0"], "hours.weekly.mon[1]", "malformed"),
        (["\u0660\u0667:30-12:00"], "hours.weekly.mon[1]", "malformed"),
        (["07:30"], "hours.weekly.mon[1]", "malformed"),
        (["07:30-12:00-13:00"], "hours.weekly.mon[1]", "malformed"),
        ([730], "hours.weekly.mon[1]", "wrong_type"),
        ([], "hours.weekly", "never_open"),
    ],
)
def test_hours_that_cannot_be_are_refused(ranges: list[Any], key: str, code: str) -> None:
    assert changed("hours", weekly={"mon": ranges}) == [(key, code, "")]


def test_a_day_may_be_split_and_its_halves_may_touch() -> None:
    assert changed("hours", weekly={"mon": ["13:00-24:00", "07:30-13:00"]}) == []


def test_hours_are_written_as_they_are_read() -> None:
    assert TimeRange.parse("7:30 - 12:00") == TimeRange(time(7, 30), time(12))
    assert str(TimeRange.parse("7:30-12:00")) == "07:30-12:00"
    assert TimeRange.parse("18:00-24:00").end == MIDNIGHT
    assert str(TimeRange.parse("18:00-24:00")) == "18:00-24:00"
    with pytest.raises(Wrong):
        TimeRange.parse("24:00-24:00")


def test_a_holiday_is_entered_once() -> None:
    twice = [{"date": "2026-12-25", "name": "Natal"}, {"date": "2026-12-25", "name": "Kelahiran Yesus Kristus"}]
    assert changed("hours", holidays=twice) == [("hours.holidays", "duplicate", "")]


def test_counters_and_staff_and_hospitals_have_names_of_their_own() -> None:
    tables = smallest()
    tables["counters"] += [{"key": "loket-1", "n": 2}, {"key": "loket-3", "n": 1}]
    tables["staff"] += [{"key": "verifier-1", "name": "Verifikator 2", "role": "extra"}]
    tables["hospitals"] = [{"key": "rs", "name": "RS A"}, {"key": "rs", "name": "RS B"}]
    assert told(tables) == [
        ("counters[loket-1]", "duplicate", ""),
        ("counters[loket-3]", "duplicate", ""),
        ("staff[Verifikator 2]", "duplicate", ""),
        ("hospitals[RS B]", "duplicate", ""),
    ]


def test_a_role_nobody_knows_is_guessed() -> None:
    tables = smallest()
    tables["staff"][0]["role"] = "verifikator"
    assert told(tables) == [("staff[verifier-1].role", "not_a_choice", "verifier")]
