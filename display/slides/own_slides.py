"""The slides nobody has to write: opening hours, closing days, requirements, what it costs. Pure."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby

from counter_server.protocol.hours_settings import Hours, TimeRange, Weekly
from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import Services, ServiceTexts

from .page import paged
from .slide import WELCOME, Slide, numbered

DAYS_AHEAD = 14
"""A closing day is told from so many days before."""


def own_slides(hours: Hours, offer: Services | None, today: datetime.date, locale: Locale) -> list[Slide]:
    """All of them, in the order they are shown."""
    return [
        WELCOME,
        *_requirements(offer, locale),
        *_cost(offer, locale),
        _week(hours.week_of(today), locale),
        *_closing_days(hours, today, locale),
    ]


def _week(weekly: Weekly, locale: Locale) -> Slide:
    lines = []
    for ranges, group in groupby(range(7), weekly.on):
        first, *more = group
        days = locale.say(f"common.weekday.{first + 1}")
        if more:
            days = locale.say("display.slide.days", first=days, last=locale.say(f"common.weekday.{more[-1] + 1}"))
        times = "\n".join(_range(one, locale) for one in ranges) or locale.say("display.slide.closed")
        lines.append(("row", days, times))
    return Slide("own:hours", "text", title=locale.say("display.slide.hours"), lines=numbered(lines))


def _range(times: TimeRange, locale: Locale) -> str:
    day = datetime.date.min
    start, end = (locale.time(datetime.datetime.combine(day, time)) for time in (times.start, times.end))
    return locale.say("display.slide.from_to", start=start, end=end)


def _closing_days(hours: Hours, today: datetime.date, locale: Locale) -> Iterator[Slide]:
    soon = [day for day in hours.holidays if 0 <= (day.date - today).days <= DAYS_AHEAD]
    lines = [("item", f"{locale.date(day.date)}: {day.name}", "") for day in sorted(soon, key=lambda day: day.date)]
    if lines:
        yield from paged(Slide("own:closing", "text", title=locale.say("display.slide.closing")), lines)


def _requirements(offer: Services | None, locale: Locale) -> Iterator[Slide]:
    for letter, texts in _texts(offer, locale):
        if texts.requirements:
            kicker = locale.say("display.slide.requirements", letter=letter)
            slide = Slide(f"own:service:{letter}", "text", title=texts.name, kicker=kicker, note=texts.cost)
            yield from paged(slide, [("item", words, "") for words in texts.requirements])


def _cost(offer: Services | None, locale: Locale) -> Iterator[Slide]:
    """Where all services cost the same, which is nothing."""
    texts = [texts for _, texts in _texts(offer, locale)]
    if texts and len({one.cost for one in texts}) == 1 and texts[0].cost:
        yield Slide("own:cost", "statement", title=texts[0].cost, note=locale.say("display.slide.all_services"))


def _texts(offer: Services | None, locale: Locale) -> Sequence[tuple[str, ServiceTexts]]:
    services = offer.services if offer else []
    return [(one.letter, one.texts[locale.language]) for one in services if locale.language in one.texts]
