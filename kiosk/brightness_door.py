"""How bright the panel is: by the kernel's backlight, else by the monitor's own control over its cable (DDC/CI)."""

import logging
import re
import shutil
from pathlib import Path

from .machine_doors import Level, NoLevel, said

log = logging.getLogger(__name__)

BACKLIGHTS = Path("/sys/class/backlight")
SECONDS = 4.0
"""ddcutil looks for the monitor anew each time."""
LUMINANCE = "10"
"""VCP code of a monitor's brightness (VESA MCCS)."""
BRIEF = re.compile(r"^VCP 10 C (\d+) (\d+)", re.MULTILINE)
"""What `ddcutil getvcp --brief` says: the value now, and its most."""


class PanelBrightness:
    """All backlights of the machine together; the first one is read."""

    def __init__(self, backlights: Path = BACKLIGHTS, seconds: float = SECONDS) -> None:
        self._backlights, self._seconds = backlights, seconds

    def read(self) -> Level | NoLevel:
        lights = self._lights()
        return _read(lights[0]) if lights else self._by_cable()

    def put(self, percent: int) -> Level | NoLevel:
        lights = self._lights()
        if not lights:
            failed = self._ddcutil("setvcp", LUMINANCE, str(percent))
            return failed if isinstance(failed, NoLevel) else self._by_cable()
        try:
            for light in lights:
                most = int((light / "max_brightness").read_text(encoding="ascii"))
                (light / "brightness").write_text(str(max(1, round(most * percent / 100))), encoding="ascii")
        except PermissionError:
            return NoLevel("no_right")
        except (OSError, ValueError) as broken:
            log.info("the backlight cannot be set: %s", broken)
            return NoLevel("refused")
        return _read(lights[0])

    def _lights(self) -> list[Path]:
        return sorted(path.parent for path in self._backlights.glob("*/brightness"))

    def _by_cable(self) -> Level | NoLevel:
        told = self._ddcutil("getvcp", LUMINANCE, "--brief")
        if isinstance(told, NoLevel):
            return told
        found = BRIEF.search(told)
        if found is None or not int(found.group(2)):
            return NoLevel("no_device")
        return Level(round(100 * int(found.group(1)) / int(found.group(2))))

    def _ddcutil(self, *words: str) -> str | NoLevel:
        if not shutil.which("ddcutil"):
            return NoLevel("no_device")
        return said(("ddcutil", *words), self._seconds)


def _read(light: Path) -> Level | NoLevel:
    try:
        now, most = (int((light / name).read_text(encoding="ascii")) for name in ("brightness", "max_brightness"))
    except (OSError, ValueError) as broken:
        log.info("the backlight cannot be read: %s", broken)
        return NoLevel("refused")
    return Level(round(100 * now / most)) if most > 0 else NoLevel("refused")
