"""docs/privacy.md says what is kept and for how long: here it is held to the settings."""

import re
from dataclasses import fields

import pytest

from counter_server.domain.ticket import Ticket
from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.retention_settings import KINDS, Retention
from counter_server.storage.retention import KEPT
from counter_server.web.phone_state import Follower
from counter_server.web.phone_visit import PhoneVisit
from tests.server import ROOT

PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
ROWS = {
    kind: (setting.strip("`"), int(days))
    for kind, setting, days in re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \| ([^|]+) \| (\d+) \|", PAGE, re.MULTILINE)
}


def test_every_kind_that_is_forgotten_stands_on_the_page_and_no_other() -> None:
    assert set(ROWS) == set(KEPT) == {*KINDS, "page", "desk"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_kept_as_long_as_the_page_says(kind: str) -> None:
    assert ROWS[kind] == (f"{kind}_days", getattr(Retention(), f"{kind}_days"))


def test_the_preset_keeps_nothing_longer_than_the_page_says() -> None:
    assert load_branch(ROOT / "assets" / "branch.toml").retention == Retention()


def test_the_page_names_every_command_a_request_needs() -> None:
    assert all(word in PAGE for word in ("--person-export", "--person-delete", "3 × 24", "UU 27/2022", "art. 46"))


def test_a_phone_is_told_of_its_ticket_s_way_and_of_nothing_else() -> None:
    told = {field.name for field in fields(Follower)}
    assert told == {"number", "status", "step", "language", "counter", "calls", "ahead", "more", "wait"}


def test_a_phone_is_asked_for_neither_number() -> None:
    assert {field.name for field in fields(PhoneVisit)} == {"language", "service", "answers", "papers", "priority"}
    assert "neither number" in PAGE


def test_a_ticket_has_no_place_for_an_identity() -> None:
    assert not {field.name for field in fields(Ticket)} & {"nik", "kk", "name", "phone", "nik_hash", "kk_hash"}
