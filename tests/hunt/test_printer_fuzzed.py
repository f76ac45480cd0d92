"""Whatever a printer answers is some state, and whatever is sent to one is read somehow, in pieces of any size."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.esc_pos_reader import EscPosReader, RealTimeReader
from kiosk.print_outcome import PrinterState
from kiosk.printer_status import Replies, completed, paper_sensor_answered, reply, state

ANSWER = st.one_of(
    st.binary(max_size=12), st.binary(min_size=1, max_size=1), st.just(b"\x12"), st.just(b"\x37\x22abcd\x00")
)
ONE = st.one_of(st.none(), st.integers(0, 255))
NAMES = st.sampled_from(
    [
        b"\x1b*", b"\x1b@", b"\x1bd", b"\x1bJ", b"\x1bp", b"\x1bi", b"\x1dv0", b"\x1d(L", b"\x1d(H", b"\x1dV",
        b"\x1dV\x41",
        b"\x1dr\x01", b"\x10\x04\x01", b"\x10\x05", b"\x10\x14", b"\x10", b"\x1b", b"\x1d", b"\x1c", b"\x1d(", b"\n",
    ]
)  # fmt: skip
STREAM = st.lists(st.one_of(NAMES, st.binary(max_size=8), st.binary(min_size=20, max_size=40)), max_size=20).map(
    b"".join
)


@settings(max_examples=600)
@given(printer=ANSWER, offline=ANSWER, error=ANSWER, paper=ANSWER)
@example(printer=b"", offline=b"", error=b"", paper=b"")
def test_any_answers_are_a_state(printer: bytes, offline: bytes, error: bytes, paper: bytes) -> None:
    found = state(Replies(reply(printer), reply(offline), reply(error), reply(paper)))
    assert isinstance(found, PrinterState)
    if not (printer and offline and paper):
        assert found not in (PrinterState.READY, PrinterState.NEAR_END), "who does not answer is not ready"


@given(ONE, ONE, ONE, ONE)
def test_any_status_bytes_are_a_state(
    printer: int | None, offline: int | None, error: int | None, paper: int | None
) -> None:
    assert isinstance(state(Replies(printer, offline, error, paper)), PrinterState)


@settings(max_examples=300)
@given(st.binary(max_size=60), st.binary(min_size=4, max_size=4))
def test_any_answer_says_whether_the_ticket_is_out(received: bytes, mark: bytes) -> None:
    assert completed(received, mark) in (True, False)
    assert paper_sensor_answered(received) in (True, False)


@settings(max_examples=300)
@given(STREAM, st.lists(st.integers(1, 9), max_size=30))
def test_a_printer_reads_the_same_however_it_is_cut(stream: bytes, cuts: list[int]) -> None:
    whole, pieces = EscPosReader(), EscPosReader()
    at, found = 0, []
    for cut in cuts:
        found += pieces.take(stream[at : at + cut])
        at += cut
    found += pieces.take(stream[at:])
    assert found == whole.take(stream)


@settings(max_examples=200)
@given(STREAM, st.lists(st.integers(1, 9), max_size=30))
def test_real_time_commands_are_found_however_it_is_cut(stream: bytes, cuts: list[int]) -> None:
    whole, pieces = RealTimeReader(), RealTimeReader()
    at, found = 0, []
    for cut in cuts:
        found += pieces.take(stream[at : at + cut])
        at += cut
    found += pieces.take(stream[at:])
    assert found == whole.take(stream)
