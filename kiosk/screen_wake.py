"""Keeps an X11 screen lit: no screensaver, no standby. Under Wayland the compositor decides (docs/technician.md)."""

import logging
import os
import shutil
import threading

from .machine_doors import NoLevel, said

log = logging.getLogger(__name__)

KEEP_LIT = ("xset", "s", "off", "s", "noblank", "-dpms")
SECONDS = 3.0


def keep_awake() -> threading.Thread | None:
    """Says so to the screen, without waiting for it; None where nobody can be told."""
    if not os.environ.get("DISPLAY") or not shutil.which(KEEP_LIT[0]):
        return None
    thread = threading.Thread(target=_tell, name="screen awake", daemon=True)
    thread.start()
    return thread


def _tell() -> None:
    if isinstance(said(KEEP_LIT, SECONDS), NoLevel):
        log.warning("the screen may go dark: %s was refused", " ".join(KEEP_LIT))
