"""What a branch offers, and what a kiosk has to know to go on by itself while the server is away."""

from dataclasses import replace

from counter_server.operations.callers import Caller
from counter_server.protocol import offer
from counter_server.protocol.terms import Device
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.present import Present

from . import faces

OPENINGS_DAYS = 14
"""So many days a kiosk knows the opening hours ahead."""


def offer_to(who: Caller, line: Line, present: Present, setup: Setup, at: int) -> offer.Services:
    """For a kiosk with a letter also its series: the letter, and how far the server knows it to have come today."""
    told = faces.services(setup, present, at)
    asks = who.role is Device.KIOSK and setup.branch.survey.on_kiosks(demo=setup.demo)
    services = replace(told, phone_page=phone_page(who, setup), survey=asks)
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


def phone_page(who: Caller, setup: Setup) -> str:
    """Where the code of a kiosk leads; empty where none is to be shown."""
    public = setup.branch.branch.public_url.rstrip("/")
    kiosk = setup.branch.kiosk
    must_ask = kiosk.asks_identity and not kiosk.identity_skippable  # a phone is asked for no number
    shows = who.role is Device.KIOSK and kiosk.phone_code and public and not must_ask
    return f"{public}/k/" if shows else ""


def _last(line: Line, present: Present, setup: Setup, letter: str, series: str) -> int:
    values = {"branch": setup.key, "day": present.day, "letter": letter, "series": series}
    row = line.one(statements.last_of_series, **values)
    return int(row[0] or 0) if row else 0
