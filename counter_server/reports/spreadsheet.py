"""A report as an Excel workbook: one sheet a table, typed cells, the header frozen. Only this knows XlsxWriter."""

import io
from datetime import date
from typing import Any

from .plain_files import in_its_unit
from .section import Column, Kind, Report, Table, Value
from .wording import UNTOLD, Wording

FORMATS = {
    Kind.COUNT: "#,##0", Kind.MINUTES: "#,##0.0", Kind.HOURS: "#,##0.00", Kind.SHARE: "0.0%", Kind.TIMES: "0.00",
    Kind.NUMBER: "0.00", Kind.DATE: "yyyy-mm-dd",
}  # fmt: skip
LONGEST_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
WIDEST = 44


def workbook(report: Report, words: Wording) -> bytes:
    """The file's content."""
    import xlsxwriter  # 60 ms and 6 MiB that a server nobody asks for a report need not pay

    written = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book: Any = xlsxwriter.Workbook(written, plain)
    book.set_properties({"title": report.title, "subject": report.period, "company": report.office})
    styles = _styles(book)
    _front(book, styles, report, words)
    names: set[str] = {words.say("front").casefold()}
    for table in report.tables:
        _sheet(book, styles, table, _name(table.title, names))
    book.close()
    return written.getvalue()


def _styles(book: Any) -> dict[Any, Any]:
    plain = {"font_name": "Calibri", "font_size": 11}
    styles: dict[Any, Any] = {kind: book.add_format(plain | {"num_format": code}) for kind, code in FORMATS.items()}
    styles[Kind.TEXT] = book.add_format(plain)
    styles["untold"] = book.add_format(plain | {"align": "right", "font_color": "#7f8b86"})
    styles["head"] = book.add_format(
        plain | {"bold": True, "font_color": "#ffffff", "bg_color": "#0b5b53", "text_wrap": True, "valign": "vcenter"}
    )
    styles["title"] = book.add_format(plain | {"bold": True, "font_size": 16, "font_color": "#073b37"})
    styles["bold"] = book.add_format(plain | {"bold": True})
    return styles


def _front(book: Any, styles: dict[Any, Any], report: Report, words: Wording) -> None:
    sheet = book.add_worksheet(words.say("front"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 2, 60)
    lines = [report.office, report.branch, f"{report.title}: {report.period}", report.made, *report.remarks]
    for n, line in enumerate(lines):
        sheet.write_string(n, 0, line, styles["title" if n == 2 else Kind.TEXT])
    place = len(lines) + 1
    for section in report.sections:
        for card in section.cards:
            sheet.write_string(place, 0, card.label, styles["bold"])
            _write(sheet, styles, place, 1, card.value, card.kind)
            sheet.write_string(place, 2, card.note, styles[Kind.TEXT])
            place += 1
    place += 1
    for section in report.sections:
        if section.note:
            sheet.write_string(place, 0, section.title, styles["bold"])
            sheet.write_string(place, 1, section.note, styles[Kind.TEXT])
            place += 1


def _sheet(book: Any, styles: dict[Any, Any], table: Table, name: str) -> None:
    sheet = book.add_worksheet(name)
    for n, column in enumerate(table.columns):
        sheet.write_string(0, n, column.title, styles["head"])
        sheet.set_column(n, n, _width(table, n, column))
    for n, row in enumerate(table.rows, 1):
        for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
            _write(sheet, styles, n, place, cell, column.kind)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Any, styles: dict[Any, Any], row: int, column: int, value: Value, kind: Kind) -> None:
    if value is None:
        sheet.write_string(row, column, UNTOLD, styles["untold"])
    elif kind is Kind.DATE and isinstance(value, str):
        sheet.write_datetime(row, column, date.fromisoformat(value), styles[kind])
    elif isinstance(value, str):
        sheet.write_string(row, column, value, styles[Kind.TEXT])
    else:
        exact = in_its_unit(value, kind)
        sheet.write_number(row, column, float(exact), styles[kind if kind in FORMATS else Kind.COUNT])


def _width(table: Table, n: int, column: Column) -> int:
    texts = [row.cells[n] for row in table.rows]
    longest = max((len(text) for text in texts if isinstance(text, str)), default=0)
    return min(WIDEST, max(longest + 2, len(column.title) // 2 + 6, 11))


def _name(title: str, taken: set[str]) -> str:
    """Of a sheet: unique, whatever Excel compares, and as short as it wants them."""
    plain = " ".join(title.translate(FORBIDDEN).split())[:LONGEST_NAME] or "1"
    name, n = plain, 1
    while name.casefold() in taken:
        n += 1
        name = f"{plain[: LONGEST_NAME - len(str(n)) - 1]} {n}"
    taken.add(name.casefold())
    return name
