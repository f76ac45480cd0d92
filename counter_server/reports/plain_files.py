"""A table as CSV, and all tables of a report as a ZIP of them.

UTF-8 with a byte order mark, without which Excel reads accents wrongly, and CRLF. An Excel set to Indonesian takes the
comma for the decimal sign and therefore expects `;` between fields: in Indonesian it is so written, in English with `,`
and a point. Numbers are plain (no thousands), times are minutes or hours with decimals as the column's title says.
"""

import csv
import io
import zipfile
from fractions import Fraction

from .section import Kind, Report, Table, Value
from .wording import HOUR, MINUTE, UNTOLD, Wording

MARK = "\ufeff"
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
DECIMALS = {Kind.MINUTES: 2, Kind.HOURS: 3, Kind.SHARE: 4, Kind.TIMES: 3, Kind.NUMBER: 3}
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""A ZIP knows no time before it; the same report makes the same file."""


def table_file(table: Table, words: Wording) -> bytes:
    """A table by itself."""
    decimal = words.say("decimal")
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";" if decimal == "," else ",", lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in table.columns])
    for row in table.rows:
        kinds = [column.kind for column in table.columns]
        writer.writerow([_cell(cell, kind, decimal) for cell, kind in zip(row.cells, kinds, strict=True)])
    return (MARK + written.getvalue()).encode()


def all_tables(report: Report, words: Wording) -> bytes:
    """A ZIP: one file a table, numbered in the order of the report."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        for n, table in enumerate(report.tables, 1):
            place = zipfile.ZipInfo(f"{report.name}-{n:02d}-{table.key}.csv", EARLIEST)
            place.compress_type = zipfile.ZIP_DEFLATED
            files.writestr(place, table_file(table, words))
    return packed.getvalue()


def harmless(text: str) -> str:
    """Text a spreadsheet will not take for a formula."""
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def in_its_unit(value: int | float | Fraction, kind: Kind) -> Fraction:
    """A length of time in the unit its column names; anything else as it is."""
    return Fraction(value) / {Kind.MINUTES: MINUTE, Kind.HOURS: HOUR}.get(kind, 1)


def _cell(value: Value, kind: Kind, decimal: str) -> str:
    if value is None:
        return UNTOLD
    if isinstance(value, str):
        return harmless(value)
    exact = in_its_unit(value, kind)
    decimals = DECIMALS.get(kind, 0)
    return f"{float(round(exact, decimals)):.{decimals}f}".replace(".", decimal)
