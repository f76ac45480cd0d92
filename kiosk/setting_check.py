"""What of the kiosk's settings only shows on the machine: a printer profile that exists, keys large enough to touch."""

import logging
from math import hypot
from pathlib import Path

from PySide6.QtCore import QSizeF

from counter_server.protocol.machine_settings import Printer
from counter_server.protocol.mistakes import Mistake, nearest
from counter_server.protocol.settings import PresetBroken

log = logging.getLogger(__name__)

LEAST_MM = 20.0
"""A key that an unsteady finger meets."""
DRAWN_ACROSS = 1080
"""Units in which Main.qml draws the shorter side of any screen."""
SMALLEST_KEY = 84
"""The shorter side of the smallest thing to touch, in these units."""
MM_OF_AN_INCH = 25.4


def check_profile(printer: Printer, file: Path) -> None:
    """Raises PresetBroken, which lists the names there are, for a printer profile that python-escpos does not know.
    Loads it only where a profile is named: it is large, and the first ticket is soon enough."""
    if not printer.profile:
        return
    from .ticket_bytes import known_profiles

    known = known_profiles()
    if printer.profile not in known:
        facts = {"found": f'"{printer.profile}"', "choices": ", ".join(known)}
        guess = nearest(printer.profile, known)
        raise PresetBroken([Mistake(file.name, "printer.profile", "not_a_choice", facts, guess)])


def smallest_key_mm(screen: QSizeF, diagonal_inch: float) -> float:
    """The shorter side of the smallest key on a full screen of this size, in pixels of any kind."""
    across = min(screen.width(), screen.height()) / hypot(screen.width(), screen.height())
    return across * diagonal_inch * MM_OF_AN_INCH * SMALLEST_KEY / DRAWN_ACROSS


def warn_of_small_keys(screen: QSizeF, diagonal_inch: float) -> None:
    """Says so in the log where fingers will miss."""
    smallest = smallest_key_mm(screen, diagonal_inch)
    if smallest < LEAST_MM:
        log.warning(
            "on a panel of %g inch (%.0f × %.0f) the smallest key is %.1f mm, less than %.0f mm: fingers will miss it. "
            "Hang a larger panel, or correct [kiosk] panel_diagonal_inch in branch.toml.",
            diagonal_inch,
            screen.width(),
            screen.height(),
            smallest,
            LEAST_MM,
        )
