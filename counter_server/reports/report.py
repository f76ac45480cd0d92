"""A report put together: which sections it has, and what its reader must know of the period."""

from collections.abc import Sequence
from datetime import date, datetime

from counter_server.domain.reporting.periods import Period, day_of, month_of, quarter_of, week_of, year_of
from counter_server.protocol.branch_file import Branch

from .foretold_section import foretold
from .material import Maker, Material
from .people_sections import machines, no_shows, staff
from .section import Report
from .survey_section import survey
from .time_sections import promise, waiting
from .visit_sections import missing_papers, outcomes, overview, tickets

SECTIONS: Sequence[Maker] = (
    overview, tickets, waiting, foretold, promise, outcomes, missing_papers, no_shows, staff, survey, machines
)  # fmt: skip
"""In the order they are read. A section of another part is one more maker here, and reads its own facts into
`Material.more` (see `web/report_work.py`)."""


def compose(of: Material, branch: Branch, *, made: datetime, today: date) -> Report:
    """The whole report. `made` in the branch's zone."""
    words = of.words
    moment = words.locale.say(
        "common.written.moment", date=words.locale.date(made.date()), time=words.locale.time(made)
    )
    sections = [section for section in (maker(of) for maker in SECTIONS) if section is not None]
    return Report(
        office=branch.office, branch=branch.name, title=words.say("title"), period=words.period(of.period),
        made=words.say("made", moment=moment), made_at=made, name=file_name(branch.key, of.period),
        remarks=_remarks(of, today), sections=sections,
    )  # fmt: skip


def _remarks(of: Material, today: date) -> list[str]:
    words = of.words
    remarks = []
    if not of.volume.tickets:
        remarks.append(words.say("remark.none"))
    if of.period.first <= today <= of.period.last:
        remarks.append(words.say("remark.unfinished"))
    if of.volume.untold:
        remarks.append(words.say("remark.untold", n=words.number(of.volume.untold, 0)))
    return remarks


def file_name(branch: str, period: Period) -> str:
    """`laporan-p2km-2026-11`: sorted by name they are sorted by time."""
    return f"laporan-{branch}-{_short(period)}"


def _short(period: Period) -> str:
    first = period.first
    if period == day_of(first):
        return first.isoformat()
    if period == week_of(first):
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}"
    if period == month_of(first):
        return f"{first:%Y-%m}"
    if period == quarter_of(first):
        return f"{first.year}-T{(first.month + 2) // 3}"
    return str(first.year) if period == year_of(first) else f"{first}--{period.last}"
