"""The stand-in's inside: it fails as printers do, at the speed of its motor."""

import pytest
import qrcode
from PIL import Image, ImageChops

from kiosk.printer_status import completion_question, question
from kiosk.stand_in_mechanism import ROWS_BEFORE_PAPER_ENDS, Answer, Fail, Mechanism, Ticket
from kiosk.ticket_bytes import free_of_commands, ticket_bytes

LINES = free_of_commands(Image.linear_gradient("L").resize((576, 800)).convert("1"))
TICKET = ticket_bytes(LINES, "TM-T20II")
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


def status(printer: Mechanism) -> list[int]:
    """What it answers to 1, 2, 3 and 4."""
    return [answer.outgoing[0] for n in (1, 2, 3, 4) for answer in printer.take(question(n))]


def cut(printer: Mechanism, now: float = 0.0) -> list[Ticket]:
    return [done for done in printer.run(now) if isinstance(done, Ticket)]


def test_a_cut_ticket_is_what_was_sent_dot_for_dot() -> None:
    printer = Mechanism(576)
    assert printer.take(TICKET) == []
    (ticket,) = cut(printer)
    assert ticket.image.tobytes() == LINES.tobytes()


@pytest.mark.parametrize(
    "fail, bytes_",
    [
        (Fail.NONE, [0x12, 0x12, 0x12, 0x12]),
        (Fail.NEAR_END, [0x12, 0x12, 0x12, 0x1E]),
        (Fail.PAPER_OUT, [0x1A, 0x32, 0x12, 0x7E]),
        (Fail.COVER_OPEN, [0x1A, 0x16, 0x12, 0x12]),
        (Fail.OFFLINE, [0x1A, 0x12, 0x12, 0x12]),
        (Fail.SWALLOW, []),
    ],
)
def test_each_failure_is_told_in_the_printers_own_bits(fail: Fail, bytes_: list[int]) -> None:
    printer = Mechanism(576)
    printer.pretend(fail)
    assert status(printer) == bytes_


def test_a_jammed_cutter_is_told_only_after_it_jammed() -> None:
    printer = Mechanism(576)
    printer.pretend(Fail.CUTTER_ERROR)
    assert status(printer) == [0x12] * 4
    printer.take(TICKET)
    assert cut(printer) == []
    assert status(printer) == [0x1A, 0x52, 0x1A, 0x12]


def test_the_status_is_answered_before_the_paper_has_moved() -> None:
    printer = Mechanism(576, mm_per_second=100)
    printer.take(TICKET)
    printer.take(completion_question(b"0001"))
    assert status(printer) == [0x12] * 4
    assert printer.run(0.0) == []
    assert printer.due() == pytest.approx(240 / 800)


def test_the_mark_comes_back_after_the_last_row() -> None:
    printer = Mechanism(576, mm_per_second=100)
    printer.take(TICKET + completion_question(b"0001"))
    now, done = 0.0, printer.run(0.0)
    while (due := printer.due()) is not None:
        now = due
        done += printer.run(now)
    assert now == pytest.approx(1.0)
    assert done[-1] == Answer(b"\x37\x220001\x00")


def test_paper_that_ends_mid_ticket_leaves_the_rest_for_the_next_roll() -> None:
    printer = Mechanism(576)
    printer.pretend(Fail.PAPER_OUT_MID_TICKET)
    assert status(printer)[3] == 0x12
    printer.take(TICKET)
    assert cut(printer) == []
    assert status(printer)[3] == 0x7E
    printer.pretend(Fail.NONE)
    (late,) = cut(printer)
    assert late.image.tobytes() == LINES.crop((0, ROWS_BEFORE_PAPER_ENDS, 576, 800)).tobytes()


def test_a_printer_told_to_forget_prints_nothing_when_the_roll_is_changed() -> None:
    printer = Mechanism(576)
    printer.pretend(Fail.PAPER_OUT_MID_TICKET)
    printer.take(TICKET)
    printer.run(0.0)
    assert printer.take(CLEAR) == [Answer(b"\x37\x25\x00")]
    printer.pretend(Fail.NONE)
    assert cut(printer) == []
    printer.take(TICKET)
    (next_one,) = cut(printer)
    assert next_one.image.tobytes() == LINES.tobytes()


def test_half_a_ticket_is_forgotten_when_the_caller_hangs_up() -> None:
    printer = Mechanism(576)
    printer.take(TICKET[:1000])
    printer.hang_up()
    printer.take(TICKET)
    (ticket,) = cut(printer)
    assert ticket.image.tobytes() == LINES.tobytes()


def test_a_command_inside_a_picture_is_obeyed_as_real_printers_do() -> None:
    printer = Mechanism(576)
    treacherous = b"\x1dv0\x00\x03\x00\x01\x00" + question(1) + b"\x1dV\x00"
    assert printer.take(treacherous) == [Answer(b"\x12")]
    (ticket,) = cut(printer)
    assert ticket.image.height == 1


def drawn(sent: bytes) -> Image.Image:
    printer = Mechanism(576)
    printer.take(sent + b"\x1dV\x00")
    (ticket,) = cut(printer)
    return ticket.image


def ink_box(image: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.invert(image.convert("L")).getbbox()
    assert box
    return box


def test_its_own_letters_stand_in_cells_of_twelve_by_twenty_four_dots() -> None:
    left, top, right, bottom = ink_box(drawn(b"H" * 48 + b"\n"))
    assert (left // 12, right > 47 * 12, top >= 0, bottom <= 24) == (0, True, True, True)
    assert drawn(b"\n").height == 30
    assert drawn(b"H" * 49 + b"\n").height == 60


def test_letters_are_made_larger_dot_by_dot() -> None:
    small, large = drawn(b"A\n"), drawn(b"\x1d!\x21A\n")
    cell = small.crop((0, 0, 12, 24)).resize((36, 48), Image.Resampling.NEAREST)
    assert large.crop((0, 0, 36, 48)).tobytes() == cell.tobytes()


def test_bold_is_heavier_and_centred_stands_in_the_middle() -> None:
    light, bold = drawn(b"Nomor\n"), drawn(b"\x1bE\x01Nomor\n")
    assert light.histogram()[0] < bold.histogram()[0]
    left, _, right, _ = ink_box(drawn(b"\x1ba\x01Nomor\n"))
    assert abs((left + right) / 2 - 288) < 12


def test_a_code_it_draws_itself_can_be_told_module_by_module() -> None:
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    made.add_data("A-017")
    made.make()
    matrix = made.get_matrix()
    image = drawn(b"\x1d(k\x03\x001C\x04\x1d(k\x08\x001P0A-017\x1d(k\x03\x001Q0")
    assert image.height == len(matrix) * 4
    found = [[image.getpixel((4 * x + 2, 4 * y + 2)) == 0 for x in range(len(matrix))] for y in range(len(matrix))]
    assert found == matrix
