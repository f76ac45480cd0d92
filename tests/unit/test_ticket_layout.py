"""The drawn ticket: nothing runs off the paper, and the number can be read off it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import qrcode
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from counter_server.protocol.locale import Locale
from kiosk.paper_brush import Type
from kiosk.printed_matter import Layout, Paper, PaperTicket
from kiosk.ticket_bytes import ticket_bytes
from kiosk.ticket_layout import draw_ticket, measures
from tests.reads_paper import ink_of, number_on, rows_with

ASSETS = Path(__file__).parents[2] / "assets"
FONTS = ASSETS / "fonts"
WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
PAPERS = [Paper(80), Paper(80, 512), Paper(58)]
MM = 8
PAGE = "https://antrean.example.go.id/t/Zk3vQ9xWm2Lp7RtYb8NcAw"

PLAIN = PaperTicket(
    office="Dinas Kesehatan Kota Bandar Lampung",
    branch="LALOPA P2KM",
    service="Klaim Rawat Inap P2KM",
    number="A-001",
    issued_at=datetime(2026, 11, 23, 8, 5, tzinfo=ZoneInfo("Asia/Jakarta")),
    ahead=4,
    estimate=(15, 25),
    where="Silakan duduk. Nomor Anda dipanggil di layar dan pengeras suara.",
    ready=("KK pasien: asli dan fotokopi", "E-KTP pasien: asli dan fotokopi"),
    qr=PAGE,
)
LONG = "Pertanggungjawaban ketidakmampuan mempertanggungjawabkan " * 3
UNBROKEN = "W" * 90
CROWDED = replace(
    PLAIN,
    office=LONG,
    branch=UNBROKEN,
    service=LONG + UNBROKEN,
    number="W-100000000",
    ahead=1234567,
    estimate=(100000, 2000000),
    where=UNBROKEN + LONG,
    ready=(LONG, UNBROKEN),
    missing=(UNBROKEN, LONG),
    qr=PAGE * 6,
    priority=True,
    reprint=True,
)


def drawn(ticket: PaperTicket, paper: Paper = PAPERS[0], language: str = "id") -> Image.Image:
    return draw_ticket(ticket, paper, WORDS[language], FONTS)


def runs_off(ticket: PaperTicket, paper: Paper, language: str) -> bool:
    ink = ink_of(drawn(ticket, paper, language))
    margin = measures(ticket.layout, paper).margin
    beyond = ink[:, :margin].any() or ink[:, -margin:].any() or ink[-4:].any() or ink[:1].any()
    return bool(ink.shape[1] != paper.dots or beyond or not ink.any())


@pytest.mark.parametrize("paper", PAPERS, ids=str)
@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("ticket", [PLAIN, replace(PLAIN, missing=("KK asli",), priority=True), CROWDED])
def test_nothing_runs_off_the_paper(ticket: PaperTicket, language: str, layout: Layout, paper: Paper) -> None:
    assert not runs_off(replace(ticket, layout=layout), paper, language)


WORDING = st.text(st.characters(codec="utf-8"), max_size=60)


@st.composite
def tickets(draw: st.DrawFn) -> PaperTicket:
    number = draw(st.sampled_from(["A-001", "A-1000", "A-X01", "W-1000000"]))
    return replace(
        PLAIN,
        office=draw(WORDING),
        branch=draw(WORDING),
        service=draw(WORDING | st.just(LONG) | st.just(UNBROKEN)),
        number=number,
        ahead=draw(st.none() | st.integers(0, 2000)),
        estimate=draw(st.none() | st.tuples(st.integers(0, 999), st.integers(0, 999))),
        where=draw(WORDING),
        missing=tuple(draw(st.lists(WORDING, max_size=12))),
        ready=tuple(draw(st.lists(WORDING, max_size=12))),
        qr=draw(st.sampled_from(["", number, PAGE, PAGE * 3])),
        priority=draw(st.booleans()),
        reprint=draw(st.booleans()),
        layout=draw(st.sampled_from(Layout)),
    )


@given(tickets(), st.sampled_from(PAPERS), st.sampled_from(["id", "en"]))
@settings(max_examples=40, deadline=None)
def test_nothing_of_any_ticket_runs_off_the_paper(ticket: PaperTicket, paper: Paper, language: str) -> None:
    assert not runs_off(ticket, paper, language)


@given(tickets(), st.sampled_from(PAPERS))
@settings(max_examples=40, deadline=None)
def test_no_ticket_drawn_holds_a_command_the_printer_would_obey(ticket: PaperTicket, paper: Paper) -> None:
    sent = ticket_bytes(drawn(ticket, paper), "")
    assert not [at for at in range(len(sent) - 1) if sent[at] == 0x10 and sent[at + 1] in (0x04, 0x05, 0x14)]


@given(st.text(max_size=80), st.integers(40, 400))
@settings(max_examples=100, deadline=None)
def test_no_character_of_a_text_is_lost_between_its_lines(text: str, width: int) -> None:
    of = Type(FONTS, "SemiBold", 25)
    assert "".join(of.lines(text, width)).replace(" ", "") == of.printable(text).replace(" ", "")


@pytest.mark.parametrize("paper", PAPERS, ids=str)
@pytest.mark.parametrize("layout", [Layout.FULL, Layout.LARGE])
@pytest.mark.parametrize("number", ["A-001", "K-999", "L-1000", "S-X07", "A-12345"])
def test_the_number_can_be_read_off_the_paper(number: str, layout: Layout, paper: Paper) -> None:
    assert number_on(drawn(replace(PLAIN, number=number, layout=layout), paper)) == number


@pytest.mark.parametrize("number", ["A-001", "L-1000", "S-X07"])
def test_the_number_can_be_read_off_the_compact_paper(number: str) -> None:
    """On wide paper the code stands beside the number, so the reader is shown narrow paper."""
    assert number_on(drawn(replace(PLAIN, number=number, layout=Layout.COMPACT), Paper(58))) == number


@given(letter=st.sampled_from("AKLS"), n=st.integers(1, 9999))
@settings(max_examples=30, deadline=None)
def test_any_number_of_the_day_can_be_read_off_the_paper(letter: str, n: int) -> None:
    assert number_on(drawn(replace(PLAIN, number=f"{letter}-{n:03d}"), Paper(58))) == f"{letter}-{n:03d}"


@pytest.mark.parametrize(
    "layout, paper, number, least_mm",
    [
        (Layout.FULL, 80, "A-001", 14),
        (Layout.FULL, 80, "A-1000", 12),
        (Layout.FULL, 58, "A-1000", 8),
        (Layout.LARGE, 80, "A-001", 15.5),
        (Layout.LARGE, 58, "A-001", 10),
        (Layout.COMPACT, 58, "A-001", 10),
    ],
)
def test_the_number_is_large_enough_for_old_eyes(layout: Layout, paper: int, number: str, least_mm: float) -> None:
    ticket = ink_of(drawn(replace(PLAIN, number=number, layout=layout), Paper(paper)))
    inked = "".join("#" if row else " " for row in rows_with(ticket))
    tallest_before_the_code = max(len(run) for run in inked[: len(inked) // 2].split())
    assert tallest_before_the_code >= least_mm * MM


def code_on(ticket: PaperTicket, paper: Paper) -> tuple[int, int, int, int]:
    """The one place where the ticket's code stands, in whole modules: top, left, side and module in dots."""
    ink = ink_of(drawn(ticket, paper))
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(ticket.qr)
    code.make()
    matrix = np.array(code.get_matrix(), dtype=bool)
    margin = measures(ticket.layout, paper).margin
    (found,) = [
        (top, left, len(code_ink), module)
        for module in range(3, 13)
        for code_ink in [np.kron(matrix, np.ones((module, module), dtype=bool))]
        for left in (margin, paper.dots - margin - len(code_ink))
        for top in range(ink.shape[0] - len(code_ink) + 1)
        if np.array_equal(ink[top : top + len(code_ink), left : left + len(code_ink)], code_ink)
    ]
    return found


@pytest.mark.parametrize("paper", PAPERS, ids=str)
@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("text", [PAGE, "A-001", PAGE * 4])
def test_the_code_on_the_paper_is_the_text_in_whole_modules_within_its_quiet_zone(
    text: str, layout: Layout, paper: Paper
) -> None:
    ticket = replace(PLAIN, qr=text, layout=layout)
    ink = ink_of(drawn(ticket, paper))
    top, left, side, module = code_on(ticket, paper)
    quiet = 4 * module
    assert min(top, left, paper.dots - left - side, ink.shape[0] - top - side) >= quiet
    around = ink[top - quiet : top + side + quiet, left - quiet : left + side + quiet].copy()
    around[quiet:-quiet, quiet:-quiet] = False
    assert not around.any()


def test_beside_a_code_that_leaves_no_room_for_words_stand_none() -> None:
    narrow = replace(PLAIN, layout=Layout.COMPACT)
    margin = measures(Layout.COMPACT, Paper(58)).margin
    assert code_on(narrow, Paper(58))[1] > margin
    assert code_on(replace(narrow, qr=PAGE * 8), Paper(58))[1] == margin


@pytest.mark.parametrize(
    "layout, paper, most_mm",
    [
        (Layout.FULL, 80, 135),
        (Layout.FULL, 58, 130),
        (Layout.COMPACT, 80, 40),
        (Layout.COMPACT, 58, 40),
        (Layout.LARGE, 80, 160),
        (Layout.LARGE, 58, 200),
    ],
)
def test_an_ordinary_ticket_is_short_on_paper(layout: Layout, paper: int, most_mm: int) -> None:
    assert drawn(replace(PLAIN, layout=layout), Paper(paper)).height <= most_mm * MM


@pytest.mark.parametrize("paper", PAPERS, ids=str)
def test_every_capital_of_the_large_print_is_five_millimetres_high(paper: Paper) -> None:
    of = measures(Layout.LARGE, paper)
    for size in (of.number, of.service, of.text, of.small):
        letter = ink_of(letter_of(Type(FONTS, "SemiBold", size)))
        assert int(rows_with(letter).sum()) >= 5 * MM


def letter_of(of: Type) -> Image.Image:
    canvas = Image.new("L", (2 * of.size, 2 * of.size), 255)
    of.put(ImageDraw.Draw(canvas), "H", 0, round(1.5 * of.size), 0)
    return canvas


@pytest.mark.parametrize("paper", PAPERS, ids=str)
@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("ticket", [PLAIN, replace(PLAIN, missing=("Fotokopi KK", "E-KTP asli"), priority=True)])
def test_little_of_the_paper_is_black(ticket: PaperTicket, layout: Layout, paper: Paper) -> None:
    """Thermal heads heat every dot of a row at once: no long stretch of rows may be more than half black."""
    share = ink_of(drawn(replace(ticket, layout=layout), paper)).mean(axis=1)
    heavy = "".join("#" if row > 0.5 else " " for row in share).split()
    assert ink_of(drawn(replace(ticket, layout=layout), paper)).mean() < 0.25
    assert max((len(run) for run in heavy), default=0) <= 10 * MM


def test_what_is_not_known_takes_no_paper() -> None:
    bare = replace(PLAIN, ahead=None, estimate=None, where="", ready=(), qr="")
    assert drawn(bare).height < drawn(PLAIN).height / 2


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_language_has_its_own_words(language: str) -> None:
    other = {"id": "en", "en": "id"}[language]
    assert drawn(PLAIN, language=language).tobytes() != drawn(PLAIN, language=other).tobytes()


MISSING = replace(PLAIN, missing=("KK asli",))
OTHERS = {
    "office": replace(PLAIN, office="Dinas Kesehatan Kota Metro"),
    "branch": replace(PLAIN, branch="LALOPA RSUD"),
    "service": replace(PLAIN, service="Aktivasi Kepesertaan"),
    "number": replace(PLAIN, number="A-002"),
    "date": replace(PLAIN, issued_at=PLAIN.issued_at.replace(day=24)),
    "hour": replace(PLAIN, issued_at=PLAIN.issued_at.replace(minute=6)),
    "zone": replace(PLAIN, issued_at=PLAIN.issued_at.replace(tzinfo=ZoneInfo("Asia/Jayapura"))),
    "many ahead": replace(PLAIN, ahead=5),
    "one ahead": replace(PLAIN, ahead=1),
    "nobody ahead": replace(PLAIN, ahead=0),
    "estimate, low": replace(PLAIN, estimate=(10, 25)),
    "estimate, high": replace(PLAIN, estimate=(15, 30)),
    "estimate, one number": replace(PLAIN, estimate=(15, 15)),
    "where": replace(PLAIN, where="Silakan duduk. Nomor Anda dipanggil di layar dan pengeras suaru."),
    "ready": replace(PLAIN, ready=("KK pasien: asli dan fotokopi", "E-KTP pasien: asli dan fotokopy")),
    "code": replace(PLAIN, qr=PAGE[:-1] + "B"),
    "what the code is for": replace(PLAIN, qr="A-001"),
    "priority": replace(PLAIN, priority=True),
    "reprint": replace(PLAIN, reprint=True),
    "missing": MISSING,
}


@pytest.mark.parametrize("paper", PAPERS, ids=str)
@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_what_differs_can_be_seen(other: PaperTicket, paper: Paper) -> None:
    assert drawn(other, paper).tobytes() != drawn(PLAIN, paper).tobytes()


@pytest.mark.parametrize("paper", PAPERS, ids=str)
@pytest.mark.parametrize(
    "other",
    [
        replace(MISSING, missing=("KK asly",)),
        replace(MISSING, missing=("KK asli", "Fotokopi KK")),
        replace(MISSING, ready=()),
        replace(MISSING, ready=PLAIN.ready[:1]),
    ],
    ids=["another paper missing", "one more missing", "nothing ready", "less ready"],
)
def test_what_differs_beside_a_missing_paper_can_be_seen(other: PaperTicket, paper: Paper) -> None:
    assert drawn(other, paper).tobytes() != drawn(MISSING, paper).tobytes()


@pytest.mark.parametrize("other", ["date", "hour", "zone"])
def test_where_date_and_hour_stand_on_two_lines_both_can_be_seen(other: str) -> None:
    narrow = Paper(58, 240)
    assert drawn(PLAIN, narrow).height > drawn(PLAIN, Paper(58)).height
    assert drawn(OTHERS[other], narrow).tobytes() != drawn(PLAIN, narrow).tobytes()


def test_the_same_ticket_is_drawn_the_same() -> None:
    assert drawn(PLAIN).tobytes() == drawn(replace(PLAIN)).tobytes()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_typeface_has_every_character_of_the_papers_words(language: str) -> None:
    words = WORDS[language]
    said = [words.words[key] for key in words.words if key.startswith(("paper.", "common.weekday", "common.month"))]
    for weight in ("Regular", "SemiBold", "Bold", "ExtraBold"):
        has = TTFont(FONTS / f"PlusJakartaSans-{weight}.ttf").getBestCmap()
        assert {character for text in said for character in text if ord(character) not in has} == set()


@pytest.mark.parametrize(
    "text, printed",
    [("Nur'aini", "Nur'aini"), ("Ẹkọ  dua", "Eko dua"), ("李 Wei", "? Wei"), ("tab\tdan\nbaris", "tab dan baris")],
)
def test_a_character_the_typeface_lacks_never_becomes_an_empty_box(text: str, printed: str) -> None:
    assert Type(FONTS, "Bold", 30).printable(text) == printed


@given(st.text(max_size=120), st.integers(40, 400))
@settings(max_examples=150, deadline=None)
def test_no_line_of_any_text_is_wider_than_its_room(text: str, width: int) -> None:
    of = Type(FONTS, "SemiBold", 25)
    assert all(of.width(line) <= width for line in of.lines(text, width))
