"""What of the kiosk's settings only shows on the machine: a printer profile that exists, keys large enough to touch."""

import logging
from pathlib import Path

from counter_server.protocol.machine_settings import Printer
from counter_server.protocol.mistakes import Mistake, nearest
from counter_server.protocol.settings import PresetBroken

from .panel import ACROSS, REACH_MM, Panel

log = logging.getLogger(__name__)

LEAST_MM = 20.0
"""A key that an unsteady finger meets."""
SMALLEST_KEY = 84
"""The shorter side of the smallest thing to touch, in units (`ACROSS`)."""


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


def smallest_key_mm(panel: Panel) -> float:
    """The shorter side of the smallest key on this panel."""
    return min(panel.width, panel.height) * SMALLEST_KEY / ACROSS


def warn_of_panel(panel: Panel) -> None:
    """Says so in the log where fingers will miss, and where nobody in a wheelchair reaches."""
    smallest = smallest_key_mm(panel)
    if smallest < LEAST_MM:
        log.warning(
            "on a panel of %.0f × %.0f mm the smallest key is %.1f mm, less than %.0f mm: fingers will miss it. "
            "Hang a larger panel, or correct [kiosk] panel_width_mm and panel_height_mm in branch.toml.",
            panel.width,
            panel.height,
            smallest,
            LEAST_MM,
        )
    if panel.hangs_too_high:
        log.warning(
            "the panel's lower edge is %.0f mm above the floor: somebody in a wheelchair reaches %.0f mm of it, up to "
            "%.0f mm. Hang it lower, or correct [kiosk] panel_lower_edge_mm in branch.toml.",
            panel.lower_edge,
            max(0.0, panel.reachable),
            REACH_MM,
        )
