"""What a branch offers, and what a kiosk has to know to go on by itself while the server is away."""

from dataclasses import replace

from counter_server.operations.callers import Caller
from counter_server.protocol import offer
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.present import Present

from . import faces

OPENINGS_DAYS = 14
"""So many days a kiosk knows the opening hours ahead."""


def offer_to(who: Caller, line: Line, present: Present, setup: Setup, at: int) -> offer.Services:
    """For a kiosk with a letter also its series: the letter, and how far the server knows it to have come today."""
    services = faces.services(setup, present, at)
    if not who.letter:
        return services
    openings = setup.hours.openings(setup.moment(at), days=OPENINGS_DAYS)
    given = {letter: _last(line, present, setup, letter, who.letter) for letter in setup.services}
    return replace(
        services,
        series=who.letter,
        openings=list(openings),
        given={letter: n for letter, n in given.items() if n},
    )


def _last(line: Line, present: Present, setup: Setup, letter: str, series: str) -> int:
    values = {"branch": setup.key, "day": present.day, "letter": letter, "series": series}
    row = line.one(statements.last_of_series, **values)
    return int(row[0] or 0) if row else 0
