"""What a printer answers, read: the table of its bits, and any bytes at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.print_outcome import PaperOut, PrinterState, fault
from kiosk.printer_status import (
    Replies,
    completed,
    completion_question,
    paper_sensor_answered,
    question,
    reply,
    state,
)

FINE = 0x12
AUTOMATIC = b"\x14\x00\x00\x0f"


@pytest.mark.parametrize(
    "printer, cause, error, paper, found",
    [
        (FINE, FINE, None, FINE, PrinterState.READY),
        (FINE, FINE, None, FINE | 0x0C, PrinterState.NEAR_END),
        (FINE | 0x08, FINE | 0x20, None, FINE | 0x6C, PrinterState.PAPER_OUT),
        (FINE, FINE, None, FINE | 0x60, PrinterState.PAPER_OUT),
        (FINE | 0x08, FINE | 0x04, None, FINE, PrinterState.COVER_OPEN),
        (FINE | 0x08, FINE | 0x40, FINE | 0x08, FINE, PrinterState.CUTTER_ERROR),
        (FINE | 0x08, FINE | 0x40, FINE | 0x20, FINE, PrinterState.FAULT),
        (FINE | 0x08, FINE | 0x40, None, FINE, PrinterState.FAULT),
        (FINE | 0x08, FINE, None, FINE, PrinterState.OFFLINE),
        (FINE | 0x08, FINE | 0x24, None, FINE | 0x60, PrinterState.PAPER_OUT),
        (None, None, None, None, PrinterState.UNKNOWN),
        (FINE, None, None, None, PrinterState.UNKNOWN),
        (FINE, FINE, None, None, PrinterState.UNKNOWN),
        (FINE | 0x08, None, None, None, PrinterState.OFFLINE),
    ],
)
def test_the_gravest_answer_counts(
    printer: int | None, cause: int | None, error: int | None, paper: int | None, found: PrinterState
) -> None:
    assert state(Replies(printer, cause, error, paper)) is found


def test_silence_is_neither_fine_nor_empty() -> None:
    silent = state(Replies())
    assert silent is PrinterState.UNKNOWN
    assert fault(silent) is None


@pytest.mark.parametrize(
    "received, byte",
    [
        (b"\x12", 0x12),
        (b"\x7e", 0x7E),
        (b"\x13\x12\x11", 0x12),
        (AUTOMATIC + b"\x1a", 0x1A),
        (b"\x16" + AUTOMATIC, 0x16),
        (b"\x37\x220007\x00\x12", 0x12),
        (b"\x37\x25\x00\x12", 0x12),
        (b"", None),
        (b"\x00", None),
        (b"\xff", None),
        (b"\x02", None),
        (b"\x92", None),
        (b"\x12\x12", None),
        (b"\x12\x00", None),
        (AUTOMATIC, None),
        (b"ok\r\n", None),
    ],
)
def test_only_one_byte_with_the_fixed_bits_is_an_answer(received: bytes, byte: int | None) -> None:
    assert reply(received) == byte


@given(st.binary(max_size=40))
def test_any_bytes_are_an_answer_with_its_fixed_bits_or_none(received: bytes) -> None:
    byte = reply(received)
    assert byte is None or (byte & 0x93 == 0x12 and byte in received)


answers = st.none() | st.binary(max_size=12).map(reply)


@given(answers, answers, answers, answers)
def test_any_answers_are_a_state_and_a_ready_printer_answered(
    printer: int | None, cause: int | None, error: int | None, paper: int | None
) -> None:
    found = state(Replies(printer, cause, error, paper))
    assert found in PrinterState
    if found in (PrinterState.READY, PrinterState.NEAR_END):
        assert None not in (printer, cause, paper)


def test_the_question_is_the_real_time_command() -> None:
    assert [question(n) for n in (1, 2, 4)] == [b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"]


def test_a_ticket_is_done_when_its_own_mark_comes_back() -> None:
    assert completion_question(b"0007") == b"\x1d\x28\x48\x06\x00\x30\x300007"
    assert completed(b"\x12\x37\x220007\x00", b"0007")
    assert not completed(b"\x37\x220006\x00", b"0007")
    assert not completed(b"\x37\x22000", b"0007")


@given(st.binary(max_size=40))
def test_any_bytes_about_the_paper_sensor_are_yes_or_no(received: bytes) -> None:
    assert paper_sensor_answered(received) in (True, False)
    assert paper_sensor_answered(b"\x00")
    assert paper_sensor_answered(b"\x0f")
    assert not paper_sensor_answered(b"\x12")


def test_a_fault_knows_whether_half_a_ticket_hangs_out() -> None:
    assert fault(PrinterState.PAPER_OUT, mid_ticket=True) == PaperOut(mid_ticket=True)
    assert fault(PrinterState.PAPER_OUT) == PaperOut(mid_ticket=False)
    assert [fault(fine) for fine in (PrinterState.READY, PrinterState.NEAR_END)] == [None, None]
