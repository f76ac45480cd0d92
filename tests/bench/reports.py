"""What a report costs: a month and a year of 400 tickets a day, from the day sheets, from the journal alone, as files;
and how late the event loop is meanwhile."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from counter_server.clock import Clock
from counter_server.domain.reporting.periods import Period
from counter_server.operations.day_turn import turn_day
from counter_server.protocol.locale import Locale
from counter_server.storage.database import Statement
from counter_server.storage.day_sheet_tables import DAY_SHEET
from counter_server.storage.setup_parts import Conduct
from counter_server.storage.store import Store
from counter_server.web.counter import Counter
from counter_server.web.report_work import Made, ReportWork

from .figures import Table, tenths
from .history import build
from .programs import ROOT

A_DAY, A_MONTH = 400, 21
BEAT = 0.005
"""Seconds between two looks at how late the event loop is."""


def measure_reports(folder: Path, days: int) -> Table:
    """`days`: of the longer past; the shorter is a month, or less."""
    built = build(folder / "reports", A_DAY * days, a_day=A_DAY)
    store = Store.open(f"sqlite:///{folder / 'reports' / 'lalopa.db'}", "p2km", Clock(), Conduct(begin=turn_day))
    counter = Counter(store, b"of a bench, thirty-two bytes long", store.clock)
    locale = Locale.load(ROOT / "assets" / "locale", "id")
    counter.reports.begin(ReportWork(counter, {"id": locale}, ROOT / "assets" / "fonts"))
    try:
        rows = asyncio.run(_measured(counter, locale, days))
        size = _sheet_bytes(counter, days)
    finally:
        counter.reports.close()
        store.close()
    note = f"{built.tickets:,} tickets, {built.lines:,} lines of the journal. A day's sheet: {size / 1024:.0f} KiB."
    title = f"Reports, {A_DAY} tickets a day"
    return Table(title, ("", "seconds", "CPU seconds", "event loop late, worst ms"), tuple(rows), note)


async def _measured(counter: Counter, locale: Locale, days: int) -> list[tuple[str, str, str, str]]:
    yesterday = counter.reports.today - timedelta(days=1)
    month = Period(yesterday - timedelta(days=min(A_MONTH, days) - 1), yesterday)
    year = Period(yesterday - timedelta(days=days - 1), yesterday)
    rows: list[tuple[str, str, str, str]] = []
    made: list[Made] = []

    async def report(period: Period) -> None:
        made.append(await counter.reports.make(period, locale))

    async def a_day() -> None:
        await counter.reports.make(Period(yesterday, yesterday), locale)

    rows.append(await _timed(f"the first ever: {days} days folded, one told", a_day))
    rows.append(await _timed(f"{month.days} days, from the journal", lambda: report(month)))
    rows.append(await _timed(f"keeping {days} day sheets, once", counter.reports.close_books))
    rows.append(await _timed("one day, from its sheet", a_day))
    rows.append(await _timed(f"{month.days} days, from sheets", lambda: report(month)))
    rows.append(await _timed(f"{days} days, from sheets", lambda: report(year)))

    def file(kind: str) -> Callable[[], Awaitable[object]]:
        return lambda: counter.reports.file(made[-1], kind)

    return rows + [await _timed(f"the same as {kind}", file(kind)) for kind in ("pdf", "xlsx", "zip")]


async def _timed(name: str, work: Callable[[], Awaitable[object]]) -> tuple[str, str, str, str]:
    late: list[float] = []

    async def beats() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(BEAT)
            late.append(time.monotonic() - before - BEAT)

    beating = asyncio.create_task(beats())
    began, cpu = time.monotonic(), time.process_time()
    await work()
    took, used = time.monotonic() - began, time.process_time() - cpu
    beating.cancel()
    return name, f"{took:.2f}", f"{used:.2f}", tenths(1000 * max(late, default=0.0))


def _sheet_bytes(counter: Counter, days: int) -> float:
    total = Statement(select(func.sum(func.length(DAY_SHEET.c.facts))))
    row = counter.store.read_now(lambda line, present, setup: line.one(total))
    return float(row[0]) / days if row else 0.0
