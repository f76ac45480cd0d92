"""The console's reports, for the person in charge: a period's figures, the tickets behind them, and files."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from counter_server.domain.refusals import NotAllowed, NotFound, NotSignedIn, Refusal
from counter_server.domain.reporting.periods import PRESETS, Period
from counter_server.domain.reporting.selection import QUESTIONS, Seen, Selection, selected
from counter_server.reports.plain_files import table_file
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.present import Present
from counter_server.storage.rows import ticket_of

from .console_answers import HEADERS, counter_of, desk, locale_of, page, pages_of, refused
from .console_report_view import AT_ONCE, ReportView, address, ticket_lines
from .credentials import credential
from .report_work import Made

router = APIRouter(prefix="/console/reports", include_in_schema=False)
USUAL = "this_month"
LONGEST_DAYS = 3 * 366
KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@router.get("")
async def reports(request: Request) -> Response:
    """The page; who may not see it is shown her own."""
    try:
        made = await _made(request)
        return await _shown(request, "reports_page.html", made)
    except (NotSignedIn, NotAllowed):
        return RedirectResponse("/console", status_code=303)


@router.get("/now")
async def reports_now(request: Request) -> Response:
    """Its living regions: the bar and what needs a hand. The figures stand still while they are read."""
    try:
        (await counter_of(request).caller(credential(request))).may("report")
        return page(pages_of(request).of_desk("reports_partial.html", locale_of(request), await desk(request)))
    except Refusal as refusal:
        return await refused(request, refusal)


@router.get("/tickets")
async def tickets(request: Request) -> Response:
    """The tickets a figure counts."""
    selection = Selection(request.query_params.get("of", "all"), request.query_params.get("value", ""))
    try:
        made = await _made(request)
    except (NotSignedIn, NotAllowed):
        return RedirectResponse("/console", status_code=303)
    if selection.of not in QUESTIONS:
        raise NotFound()
    material = made.material
    found = await counter_of(request).reports.beside(lambda: selected(material.days, selection, material.zone))
    first = max(0, min(_number(request, "after"), len(found) - 1))
    some = found[first : first + AT_ONCE]
    numbers = await counter_of(request).store.read(_numbers(some))
    return await _shown(
        request, "report_tickets_page.html", made, selection=selection, total=len(found), first=first,
        lines=ticket_lines(some, numbers, material.words, material.zone),
        earlier=_further(made, selection, first - AT_ONCE) if first else "",
        later=_further(made, selection, first + AT_ONCE) if first + AT_ONCE < len(found) else "",
    )  # fmt: skip


@router.get("/file/{kind}")
async def file(request: Request, kind: str) -> Response:
    """The report as a file; with `table` one of its tables as CSV."""
    try:
        made = await _made(request)
    except (NotSignedIn, NotAllowed):
        return RedirectResponse("/console", status_code=303)
    if kind == "csv":
        return _one_table(made, request.query_params.get("table", ""))
    if kind not in KINDS:
        raise NotFound()
    name, content = await counter_of(request).reports.file(made, kind)
    return _file(name, content, KINDS[kind])


def _one_table(made: Made, key: str) -> Response:
    table = next((table for table in made.report.tables if table.key == key), None)
    if table is None:
        raise NotFound()
    content = table_file(table, made.material.words)
    return _file(f"{made.report.name}-{table.key}.csv", content, "text/csv; charset=utf-8")


def _file(name: str, content: bytes, kind: str) -> Response:
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)


async def _made(request: Request) -> Made:
    counter = counter_of(request)
    (await counter.caller(credential(request))).may("report")
    return await counter.reports.make(_period(request), locale_of(request))


async def _shown(request: Request, template: str, made: Made, **more: Any) -> Response:
    view = ReportView(made.report, made.material.period, made.material.words, counter_of(request).reports.today)
    facts = more | {"shown": view, "desk_url": "/console/reports/now", "way": "reports"}
    return page(pages_of(request).of_desk(template, locale_of(request), await desk(request), **facts))


def _period(request: Request) -> Period:
    """As asked for; the usual one where that is no period."""
    asked, today = request.query_params, counter_of(request).reports.today
    try:
        first, last = (date.fromisoformat(asked[end]) for end in ("from", "to"))
    except (KeyError, ValueError):
        return PRESETS.get(asked.get("period", USUAL), PRESETS[USUAL])(today)
    period = Period(min(first, last), max(first, last))
    return period if period.days <= LONGEST_DAYS else PRESETS["year"](period.last)


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "0")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 8 else 0


def _further(made: Made, selection: Selection, after: int) -> str:
    of, value = selection
    return address(made.material.period, "/tickets", of=of, value=value, after=max(0, after))


def _numbers(some: list[Seen]) -> Any:
    def numbers(line: Line, present: Present, setup: Setup) -> dict[int, str]:
        rows = (line.one(statements.ticket, branch=setup.key, id=one.visit.id) for one in some)
        return {ticket.id: ticket.number for ticket in map(ticket_of, filter(None, rows))}

    return numbers
