"""What looks like somebody's number, and what only has many digits."""

import io
import logging
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.discretion import HIDDEN, Discreet, hidden, hidden_facts, holds_number, is_like_number

NIK = "1871014501900001"

WRITTEN = [
    NIK,
    "1871 0145 0190 0001",
    "1871.0145.0190.0001",
    "1871-0145-0190-0001",
    "18 71 01 450190 0001",
    "1871–0145–0190–0001",
    "1871  0145  0190  0001",
    "1871 - 0145 - 0190 - 0001",
    "187101\n450190\n0001",
    "1871\u200b014501900001",
]
PLAIN = [
    "keluarga datang lagi besok", "", "telepon 0812 3456 7890", "2026-11-23 08:00", "nomor A-012 dan A-013",
    "18710145019000", "18710145019000017", "Rp 1.250.000", "loket 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12",
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("around", ["{}", "NIK {} salah", "nik:{},", "({})"])
def test_a_number_is_seen_however_it_is_grouped_and_hidden_whole(written: str, around: str) -> None:
    text = around.format(written)
    assert holds_number(text)
    assert hidden(text) == around.format(HIDDEN)


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_such_number_is_left_alone(text: str) -> None:
    assert not holds_number(text)
    assert hidden(text) == text


@given(st.text(alphabet="0123456789 .-:abc", max_size=60))
def test_after_hiding_there_is_nothing_left_to_hide(text: str) -> None:
    assert not holds_number(hidden(text))


@given(st.uuids())
def test_the_digits_of_a_uuid_are_nobodys_number(made: uuid.UUID) -> None:
    assert not is_like_number(str(made))
    assert not is_like_number(made.hex)


@pytest.mark.parametrize("word", [NIK, "1871-0145-0190-0001", f"kiosk-1.{NIK}", f"{NIK}-1", "1871.0145.0190.0001"])
def test_a_machines_word_that_is_or_holds_one_is_seen(word: str) -> None:
    assert is_like_number(word)


def test_facts_are_hidden_however_deep_they_lie_and_whatever_they_are() -> None:
    facts = {"ticket": int(NIK), NIK: 1, "problems": [{"where": f"body.documents.{NIK}", "why": "enum"}], "n": 12}
    assert hidden_facts(facts) == {
        "ticket": HIDDEN, HIDDEN: 1, "problems": [{"where": f"body.documents.{HIDDEN}", "why": "enum"}], "n": 12,
    }  # fmt: skip


def test_a_log_tells_nobodys_number_not_even_in_a_failure() -> None:
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(Discreet("%(message)s"))
    log = logging.getLogger("discretion under test")
    log.propagate = False
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    log.info("GET /tickets/%s", NIK)
    try:
        raise ValueError(f"invalid: {NIK!r}")
    except ValueError:
        log.exception("failed with %r", {"nik": NIK})
    assert NIK not in told.getvalue()
    assert told.getvalue().count(HIDDEN) == 3
