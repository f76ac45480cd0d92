"""Paper in the printer's own letters: few bytes, nothing wider than the paper, nothing lost, no command among words."""

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Printer as PrinterSettings
from kiosk.esc_pos_commands import Cut, DrawnCode, Feed, Text
from kiosk.esc_pos_reader import EscPosReader
from kiosk.example_papers import LISTS, example_papers
from kiosk.paper_content import in_letters
from kiosk.paper_text import CodeHere, Line, PaperText, ascii_of, wrapped
from kiosk.printed_matter import Item, Layout, Letterhead, PaperTicket, RequirementList
from kiosk.ticket_bytes import OwnLetters, after_half_a_sheet, own_letters, rows_of, ticket_bytes
from kiosk.ticket_text import write_list, write_ticket

ASSETS = Path(__file__).parents[2] / "assets"
WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
COLUMNS = (48, 42, 32)
MOST_BYTES = 600
BITS_A_BYTE, BAUD = 10, 9600
HEAD = Letterhead(office="Dinas Kesehatan", branch="LALOPA P2KM")
WORDING = st.text(st.characters(codec="utf-8"), max_size=60)
TICKETS = [
    (language, name, matter)
    for language, words in WORDS.items()
    for name, matter in example_papers(words)
    if isinstance(matter, PaperTicket)
]


def written(ticket: PaperTicket, columns: int = 48, *, codes: bool = True, language: str = "id") -> PaperText:
    return write_ticket(ticket, PaperText(columns, codes), WORDS[language])


def lines(text: PaperText) -> list[Line]:
    return [piece for piece in text.pieces if isinstance(piece, Line)]


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("language, name, ticket", TICKETS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_ticket_is_on_a_slow_line_in_less_than_a_second(
    language: str, name: str, ticket: PaperTicket, columns: int
) -> None:
    size = len(ticket_bytes(written(ticket, columns, language=language), ""))
    assert size <= MOST_BYTES
    assert size * BITS_A_BYTE / BAUD < 1.0


@st.composite
def tickets(draw: st.DrawFn) -> PaperTicket:
    return PaperTicket(
        office=draw(WORDING),
        branch=draw(WORDING),
        service=draw(WORDING),
        number=draw(st.sampled_from(["A-001", "A-1000", "A-X01", "W-1000000"])),
        issued_at=datetime(2026, 11, 23, 8, 5, tzinfo=ZoneInfo("Asia/Jakarta")),
        ahead=draw(st.none() | st.integers(0, 2000)),
        estimate=draw(st.none() | st.tuples(st.integers(0, 999), st.integers(0, 999))),
        where=draw(WORDING),
        missing=tuple(draw(st.lists(WORDING, max_size=12))),
        ready=tuple(draw(st.lists(WORDING, max_size=12))),
        qr=draw(st.sampled_from(["", "A-001"]) | WORDING),
        priority=draw(st.booleans()),
        reprint=draw(st.booleans()),
        layout=draw(st.sampled_from(Layout)),
    )


@given(tickets(), st.sampled_from(COLUMNS), st.booleans())
@settings(max_examples=150)
def test_no_line_of_any_ticket_is_wider_than_the_paper_and_none_holds_a_command(
    ticket: PaperTicket, columns: int, codes: bool
) -> None:
    text = written(ticket, columns, codes=codes)
    assert all(
        len(line.text) * line.wide <= columns and 1 <= line.wide <= 8 and 1 <= line.tall <= 8 for line in lines(text)
    )
    sent = ticket_bytes(text, "")
    assert not re.search(rb"\x10[\x04\x05\x14]", sent)
    assert all(byte < 0x80 for line in lines(text) for byte in line.text.encode())


@given(tickets(), st.sampled_from(COLUMNS))
@settings(max_examples=100)
def test_the_number_stands_in_one_line_and_every_missing_paper_is_named(ticket: PaperTicket, columns: int) -> None:
    text = written(ticket, columns)
    assert [line.text for line in lines(text)].count(ticket.number) >= 1
    together = "".join(line.text for line in lines(text)).replace(" ", "")
    assert all(ascii_of(paper).replace(" ", "") in together for paper in ticket.missing)


@given(st.text(max_size=200), st.integers(1, 60))
def test_no_character_is_lost_between_the_lines(text: str, columns: int) -> None:
    said = wrapped(text, columns)
    assert all(len(line) <= columns for line in said)
    assert "".join(said).replace(" ", "") == ascii_of(text).replace(" ", "")


@pytest.mark.parametrize(
    "text, plain",
    [
        ("Kira-kira 15–25 menit", "Kira-kira 15-25 menit"),
        ("the patient’s “KK” — copy…", 'the patient\'s "KK" - copy...'),
        ("Ẹkọ · dua", "Eko - dua"),
        ("李 Wei\x10\x04\x01", "? Wei???"),
        ("tab\tdan\nbaris", "tab dan baris"),
    ],
)
def test_words_become_characters_every_printer_has(text: str, plain: str) -> None:
    assert ascii_of(text) == plain


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("layout, least", [(Layout.FULL, 5), (Layout.COMPACT, 4), (Layout.LARGE, 6)])
def test_the_number_is_many_times_larger_than_the_words(layout: Layout, least: int, columns: int) -> None:
    (_, _, ticket) = TICKETS[0]
    (number,) = [line for line in lines(written(replace(ticket, layout=layout), columns)) if line.text == "A-017"]
    assert number.wide == number.tall >= least


def test_every_word_of_the_large_print_is_over_five_millimetres_high() -> None:
    capital = 17 / 24 * 3  # millimetres: a capital fills 17 of the 24 dots of a letter that is 3 mm high
    assert all(line.tall * capital > 5 for line in lines(written(replace(TICKETS[0][2], layout=Layout.LARGE))))


@pytest.mark.parametrize("layout", Layout)
def test_a_code_is_printed_only_where_the_printer_knows_codes(layout: Layout) -> None:
    ticket = replace(TICKETS[0][2], layout=layout)
    for codes in (True, False):
        text = written(ticket, codes=codes)
        found = [piece for piece in text.pieces if isinstance(piece, CodeHere)]
        assert [code.text for code in found] == ([ticket.qr] if codes else [])
        assert all(code.module >= 3 for code in found)
        assert codes or b"\x1d(k" not in ticket_bytes(text, "")


def test_what_is_sent_is_what_was_written_line_by_line() -> None:
    text = written(TICKETS[1][2])
    *commands, feed_and_cut = EscPosReader().take(ticket_bytes(text, ""))
    assert feed_and_cut == Cut()
    sent = [
        (each.text, each.style.wide, each.style.tall, each.style.bold) for each in commands if isinstance(each, Text)
    ]
    assert sent == [(line.text, line.wide, line.tall, line.bold) for line in lines(text)]
    assert [each.text for each in commands if isinstance(each, DrawnCode)] == [TICKETS[1][2].qr]
    assert sum(each.dots for each in commands if isinstance(each, Feed)) > 0
    assert rows_of(text) == text.dots


def test_a_list_has_a_box_for_each_form_of_each_paper_and_says_where_to_get_it() -> None:
    asked = RequirementList(
        service="Klaim", items=(Item("KK", "Di Disdukcapil.", ("asli", "fotokopi")), Item("Surat rujukan")),
        closing=("Gratis.",), contact="https://wa.me/62811", contact_words="WhatsApp: 0811",
    )  # fmt: skip
    text = write_list(asked, HEAD, date(2026, 11, 23), PaperText(32, True), WORDS["id"])
    said = [line.text.strip() for line in lines(text)]
    wanted = ["1.  KK", "[ ] asli", "[ ] fotokopi", "Di Disdukcapil.", "[ ] Surat rujukan", "Gratis."]
    assert [line for line in said if line in wanted] == wanted
    assert [piece.text for piece in text.pieces if isinstance(piece, CodeHere)] == ["https://wa.me/62811"]


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_line_of_a_list_is_wider_than_the_paper(language: str, large: bool, columns: int) -> None:
    asked = replace(LISTS[language], large=large, items=(*LISTS[language].items, Item("W" * 70, "W" * 70, ("W" * 70,))))
    text = write_list(asked, HEAD, date(2026, 11, 23), PaperText(columns, True), WORDS[language])
    assert all(len(line.text) * line.wide <= columns for line in lines(text))


def test_half_a_text_is_ended_by_as_many_bytes_as_its_longest_code_may_wait_for() -> None:
    ticket = TICKETS[0][2]
    sent, mends = ticket_bytes(written(ticket), ""), after_half_a_sheet(written(ticket))
    for cut in range(len(sent)):
        assert EscPosReader().take(sent[:cut] + mends + b"Nomor\n")[-2:] == [Cut(), Text("Nomor")]
    assert len(mends) < 200


@pytest.mark.parametrize(
    "profile, dots, letters",
    [
        ("", 576, OwnLetters(48, draws_codes=False)),
        ("", 512, OwnLetters(42, draws_codes=False)),
        ("", 384, OwnLetters(32, draws_codes=False)),
        ("TM-T20II", 576, OwnLetters(48, draws_codes=True)),
        ("TM-T20II", 384, OwnLetters(32, draws_codes=True)),
        ("TM-T88V", 512, OwnLetters(42, draws_codes=True)),
        ("P822D", 576, OwnLetters(42, draws_codes=True)),
        ("POS-5890", 384, OwnLetters(32, draws_codes=False)),
        ("NT-80-V-UL", 576, OwnLetters(48, draws_codes=True)),
        ("TUP500", 576, OwnLetters(42, draws_codes=True)),
    ],
)
def test_the_profile_says_how_wide_a_printer_writes_and_whether_it_draws_codes(
    profile: str, dots: int, letters: OwnLetters
) -> None:
    assert own_letters(profile, dots) == letters


@pytest.mark.parametrize(
    "printer, letters",
    [
        (PrinterSettings(), False),
        (PrinterSettings(door="serial", device="/dev/ttyS0"), True),
        (PrinterSettings(door="serial", device="/dev/ttyS0", baud=19200), True),
        (PrinterSettings(door="serial", device="/dev/ttyS0", baud=38400), False),
        (PrinterSettings(door="serial", device="/dev/ttyS0", text="picture"), False),
        (PrinterSettings(door="network", host="printer", text="native"), True),
        (PrinterSettings(door="file", path="/dev/usb/lp0", baud=9600), False),
    ],
)
def test_only_slow_lines_are_written_to_unless_the_branch_says_otherwise(
    printer: PrinterSettings, letters: bool
) -> None:
    assert in_letters(printer) is letters
