"""A report outside the console: read back from workbook, plain files and paper; kept as day sheets, forgotten with the
lines it was made from, and written into a folder when its period is over."""

import asyncio
import csv
import io
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from counter_server.domain.identity import Nik
from counter_server.domain.reporting.periods import Period, day_of
from counter_server.operations import issuing, person
from counter_server.operations.day_turn import tick
from counter_server.operations.keyed import keyed
from counter_server.operations.person import Person
from counter_server.protocol.locale import Locale
from counter_server.reports.plain_files import MARK, harmless, table_file
from counter_server.reports.section import Column, Kind, Report, Row, Section, Table
from counter_server.reports.spreadsheet import workbook
from counter_server.reports.wording import UNTOLD
from counter_server.storage import day_sheets
from counter_server.storage.store import Store
from counter_server.web.counter import Counter
from counter_server.web.report_work import Made, ReportWork, put
from tests.office_past import past
from tests.server import ROOT
from tests.slow_report import ZONE
from tests.store import KIOSK, SECRET, a_store, asked

FRIDAY = date(2026, 11, 20)
WEEK = Period(date(2026, 11, 16), date(2026, 11, 22))
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=ZONE)
LOCALES = {language: Locale.load(ROOT / "assets" / "locale", language) for language in ("id", "en")}
HOUR, MINUTE = 3_600_000, 60_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with past(tmp_path_factory.mktemp("past"), [FRIDAY], tickets=40, until=NOW) as lived:
        yield lived


def counter_of(store: Store) -> Counter:
    counter = Counter(store, SECRET, store.clock)
    counter.reports.begin(ReportWork(counter, LOCALES, ROOT / "assets" / "fonts"))
    return counter


@pytest.fixture(scope="module")
def counter(store: Store) -> Iterator[Counter]:
    running = counter_of(store)
    yield running
    running.reports.close()


@pytest.fixture(scope="module")
def made(counter: Counter) -> Made:
    return asyncio.run(counter.reports.make(WEEK, LOCALES["id"]))


def content(counter: Counter, made: Made, kind: str) -> io.BytesIO:
    name, written = asyncio.run(counter.reports.file(made, kind))
    assert name == f"laporan-p2km-2026-W47.{kind}"
    return io.BytesIO(written)


def as_kept(value: Any, kind: Kind) -> Any:
    """What a cell of a workbook holds."""
    if value is None:
        return UNTOLD
    if isinstance(value, str):
        return datetime.fromisoformat(value) if kind is Kind.DATE else value
    unit = {Kind.MINUTES: MINUTE, Kind.HOURS: HOUR}.get(kind, 1)
    return pytest.approx(float(Fraction(value) / unit), abs=0, rel=1e-12)


def test_the_workbook_has_a_sheet_a_table_with_every_value_typed(counter: Counter, made: Made) -> None:
    book = openpyxl.load_workbook(content(counter, made, "xlsx"))
    assert len(book.worksheets) == 1 + len(made.report.tables)
    for table, sheet in zip(made.report.tables, book.worksheets[1:], strict=True):
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert rows[0] == [column.title for column in table.columns]
        assert sheet.freeze_panes == "B2"
        expected = [
            [as_kept(cell, column.kind) for cell, column in zip(row.cells, table.columns, strict=True)]
            for row in table.rows
        ]
        assert rows[1:] == expected, table.key
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert [cell.value for cell in book.worksheets[0]["A"]][2] == "Laporan Pelayanan: 16 Nov 2026 – 22 Nov 2026"


def test_the_plain_files_are_what_an_indonesian_excel_opens_at_a_double_click(counter: Counter, made: Made) -> None:
    with zipfile.ZipFile(content(counter, made, "zip")) as files:
        names = files.namelist()
        assert len(names) == len(made.report.tables)
        for name, table in zip(names, made.report.tables, strict=True):
            written = files.read(name)
            assert written.startswith(MARK.encode())
            rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))
            assert rows[0] == [column.title for column in table.columns]
            assert [row[0] for row in rows[1:]] == [row.cells[0] for row in table.rows]
            for row, told in zip(rows[1:], table.rows, strict=True):
                for text, cell, column in zip(row, told.cells, table.columns, strict=True):
                    if isinstance(cell, (int, float, Fraction)):
                        unit = {Kind.MINUTES: MINUTE, Kind.HOURS: HOUR}.get(column.kind, 1)
                        assert float(text.replace(",", ".")) == pytest.approx(float(Fraction(cell) / unit), abs=0.0051)
                    elif cell is None:
                        assert text == UNTOLD


def test_an_english_file_has_commas_and_points(counter: Counter) -> None:
    made = asyncio.run(counter.reports.make(WEEK, LOCALES["en"]))
    table = next(table for table in made.report.tables if table.key == "waits")
    first = table_file(table, made.material.words).decode("utf-8-sig").splitlines()[1]
    assert first.count(",") == len(table.columns) - 1
    assert "." in first
    assert ";" not in first


@pytest.mark.parametrize("text", ["=1+1", "+62", "-3", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("x")'])
def test_text_that_begins_like_a_formula_stays_text(counter: Counter, made: Made, text: str) -> None:
    assert harmless(text) == f"'{text}"
    table = Table(key="t", title="t", columns=(Column(text), Column("n", Kind.COUNT)), rows=(Row((text, 3)),))
    written = table_file(table, made.material.words).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(written, newline=""), delimiter=";")] == [f"'{text}"] * 2
    report = Report(office="", branch="", title="", period="", made="", made_at=NOW, name="x", remarks=(), sections=())
    with_it = replace(report, sections=(Section(key="s", title=text, tables=(table,)),))
    book = openpyxl.load_workbook(io.BytesIO(workbook(with_it, made.material.words)))
    assert {cell.data_type for row in book.worksheets[1].iter_rows() for cell in row} == {"s", "n"}


def test_the_paper_has_its_words_its_fonts_and_its_pages(counter: Counter, made: Made) -> None:
    paper = PdfReader(content(counter, made, "pdf"))
    pages = [page.extract_text() for page in paper.pages]
    words = "\n".join(pages)
    for told in ("Dinas Kesehatan Kota Bandar Lampung", "Laporan Pelayanan", "16 Nov 2026 – 22 Nov 2026", "Mengetahui,",
                 "Kepala Dinas Kesehatan", "Penanggung Jawab LALOPA P2KM", "NIP"):  # fmt: skip
        assert told in words
    for section in made.report.sections:
        assert section.title in words
    for table in made.report.tables:
        assert table.title in words
        for row in table.rows:
            assert str(made.material.words.value(row.cells[0], table.columns[0].kind)) in words
    for n, page in enumerate(paper.pages, 1):
        assert f"Halaman {n} dari {len(paper.pages)}" in pages[n - 1]
        width, height = (round(float(side) * 25.4 / 72) for side in page.mediabox[2:])
        assert (width, height) == (210, 297)
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].get_object().values()]  # type: ignore[index]
        for font in fonts:
            face = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in face or "/FontFile3" in face, "embedded"
            assert "PlusJakartaSans" in str(face["/FontName"])
        assert "/XObject" not in page["/Resources"] or not page.images, "charts are vectors"  # type: ignore[operator]
    assert paper.metadata is not None
    assert paper.metadata.title == "Laporan Pelayanan: 16 Nov 2026 – 22 Nov 2026"


def test_a_time_in_which_nobody_came_is_said_to_be_one_in_every_way_out(counter: Counter) -> None:
    made = asyncio.run(counter.reports.make(day_of(date(2026, 3, 1)), LOCALES["id"]))
    assert made.report.remarks == ["Tidak ada nomor yang diambil dalam periode ini."]
    cards = {card.label: card.value for card in made.report.sections[0].cards}
    assert list(cards.values()) == [0, None, None, None, None]
    for kind in ("pdf", "xlsx", "zip"):
        name, written = asyncio.run(counter.reports.file(made, kind))
        assert (name, bool(written)) == (f"laporan-p2km-2026-03-01.{kind}", True)
    told = "".join(str(cell) for table in made.report.tables for row in table.rows for cell in row.cells)
    assert "nan" not in told.lower()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    """Two tickets on a Friday, one of them somebody's whose NIK is known; now it is Monday."""
    with a_store(tmp_path / "data", "2026-11-20T09:00:00+07:00") as store:
        nik = Nik.parse("1871014501900001")
        store.writer.perform_now(lambda day: issuing.issue(day, KIOSK, asked(nik=nik), SECRET))
        store.writer.perform_now(lambda day: issuing.issue(day, KIOSK, asked(), SECRET))
        store.clock.start = NOW
        yield store


def sheets(store: Store) -> int:
    return len(store.read_now(day_sheets.with_sheets))


def close_books(store: Store) -> bool:
    counter = counter_of(store)
    try:
        return asyncio.run(counter.reports.close_books())
    finally:
        counter.reports.close()


def friday(store: Store) -> tuple[int, int]:
    """Visits told of, and those untold."""
    counter = counter_of(store)
    try:
        (day,) = asyncio.run(counter.reports.make(day_of(FRIDAY), LOCALES["id"])).material.days
    finally:
        counter.reports.close()
    return len(day.visits), day.untold


def test_a_closed_day_is_folded_once_and_today_never(small: Store) -> None:
    close_books(small)
    assert sheets(small) == 0, "Friday lasts until something turns it"
    small.writer.perform_now(tick)
    close_books(small)
    assert sheets(small) == 1
    before = rows(small)
    close_books(small)
    assert rows(small) == before
    assert friday(small) == (2, 0)


def rows(store: Store) -> list[Any]:
    with closing(sqlite3.connect(str(store.engine.url.database))) as database:
        return database.execute("SELECT * FROM day_sheet").fetchall()


def test_whoever_asks_to_be_forgotten_is_in_no_sheet_either(small: Store) -> None:
    small.writer.perform_now(tick)
    close_books(small)
    with closing(sqlite3.connect(str(small.engine.url.database))) as database:
        digest = keyed(SECRET, "nik", "1871014501900001")  # the day is over: put back what was forgotten with it
        database.execute("UPDATE ticket SET nik_hash = ? WHERE id = (SELECT min(id) FROM ticket)", (digest,))
        database.commit()
    small.writer.perform_now(lambda day: person.forget(day, Person(nik_hash=digest, kk_hash="")))
    assert sheets(small) == 0
    assert friday(small) == (1, 1)
    close_books(small)
    assert sheets(small) == 1
    assert friday(small) == (1, 1)


def test_a_sheet_is_kept_no_longer_than_the_lines_it_was_made_from(small: Store) -> None:
    small.writer.perform_now(tick)
    close_books(small)
    assert sheets(small) == 1
    small.clock.start = NOW + timedelta(days=731)
    while small.writer.perform_now(tick):
        pass
    assert sheets(small) == 0
    assert friday(small) == (0, 2), "counted, and no more"


@pytest.fixture
def due(tmp_path: Path) -> Iterator[tuple[Store, Path]]:
    """An office that wants its reports of each day and each week in a folder."""
    folder = tmp_path / "laporan"
    (tmp_path / "office").mkdir()
    shutil.copytree(ROOT / "assets", tmp_path / "office" / "assets")
    branch = tmp_path / "office" / "assets" / "branch.toml"
    told = f'folder = "{folder}"\ndaily = true\nweekly = true\nmonthly = true'
    was = 'folder = ""\ndaily = false\nweekly = false\nmonthly = true'
    text = branch.read_text(encoding="utf-8")
    assert was in text
    branch.write_text(text.replace(was, told), encoding="utf-8")
    with a_store(tmp_path / "data", "2026-11-20T09:00:00+07:00", assets=tmp_path / "office" / "assets") as store:
        store.writer.perform_now(lambda day: issuing.issue(day, KIOSK, asked(), SECRET))
        store.clock.start = NOW
        store.writer.perform_now(tick)
        yield store, folder


def test_what_is_due_is_written_once_and_left_alone(due: tuple[Store, Path]) -> None:
    store, folder = due
    assert close_books(store) is True
    written = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert set(written) == {
        f"laporan-p2km-{period}.{kind}" for period in ("2026-11-20", "2026-W47") for kind in ("pdf", "xlsx")
    }, "nobody came in October"
    assert PdfReader(folder / "laporan-p2km-2026-W47.pdf").pages
    assert close_books(store) is True
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == written


def test_a_folder_that_cannot_be_written_is_said_and_tried_again(due: tuple[Store, Path]) -> None:
    store, folder = due
    folder.write_text("in the way")
    counter = counter_of(store)
    assert asyncio.run(counter.reports.close_books()) is False
    (daily, weekly) = sorted(counter.alerts.present(), key=lambda one: one.subject)
    assert (daily.code, daily.subject) == ("report_unwritten", "laporan-p2km-2026-11-20")
    assert set(weekly.facts) == {"folder", "why"}
    folder.unlink()
    assert asyncio.run(counter.reports.close_books()) is True
    assert counter.alerts.present() == []
    assert len(list(folder.iterdir())) == 4
    counter.reports.close()


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "laporan.pdf"
    put(place, b"whole")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("laporan.pdf", b"whole")]
    (tmp_path / ".taken.pdf.part").symlink_to("/dev/full")
    with pytest.raises(OSError):
        put(tmp_path / "taken.pdf", b"x" * 100_000)
    assert not (tmp_path / "taken.pdf").exists()
    assert not (tmp_path / ".taken.pdf.part").is_symlink()
