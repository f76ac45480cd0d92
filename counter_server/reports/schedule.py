"""Which reports are due without anybody asking. Pure."""

from datetime import date, timedelta

from counter_server.domain.reporting.periods import Period, day_of, month_of, week_of
from counter_server.protocol.report_settings import Reports


def due(settings: Reports, last_day: date | None, today: date) -> list[Period]:
    """The newest of each kind whose days are over. `last_day`: the last business day that has closed. What is older was
    due then: whoever turns a kind on does not get a year of files."""
    if not settings.folder:
        return []
    found = []
    if settings.daily and last_day is not None and last_day < today:
        found.append(day_of(last_day))
    if settings.weekly:
        found.append(week_of(today - timedelta(days=7)))
    if settings.monthly:
        found.append(month_of(today.replace(day=1) - timedelta(days=1)))
    return found
