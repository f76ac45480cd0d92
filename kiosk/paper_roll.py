"""How much paper is left, counted from the tickets printed: for the many printers that do not say.

Kept in a small file, so that a restart forgets nothing. The file is read at each use: `--roll-changed` is another
program that writes it.
"""

import json
import logging
import math
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from .print_outcome import PrinterState

log = logging.getLogger(__name__)

DOTS_PER_MM = 8
"""At 203 dpi."""
FEED_TO_CUTTER_MM = 16
"""Between the print head and the cutter; each ticket draws so much more."""
SPENT = frozenset({"printed", "unconfirmed", "silent", "cutter_error"})
"""Outcomes after which a whole ticket may have been drawn from the roll."""


@dataclass(frozen=True, slots=True)
class Used:
    """Of the roll that is in. `ended`: it is being changed; the printer has not said since that it is ready."""

    mm: float = 0.0
    ended: bool = False


class PaperRoll:
    """The roll in the printer, `metres` long when new; 0: nobody knows, and nothing is estimated. `warns_at`: percent
    from which on little is left."""

    def __init__(self, file: Path, metres: float, warns_at: int) -> None:
        self._file, self._whole, self._warns_at = file, metres * 1000, warns_at
        self._used = Used()
        self._unkept = False

    @property
    def left_percent(self) -> int | None:
        """An estimate, 0 to 100; None where the roll's length is not known."""
        return max(0, round(100 * (1 - self._read().mm / self._whole))) if self._whole else None

    @property
    def low(self) -> bool:
        """Whether a new roll should be at hand."""
        left = self.left_percent
        return left is not None and left <= self._warns_at

    def drew(self, rows: int, outcome: str) -> None:
        """A ticket of so many rows of dots was handed over, and ended so."""
        if outcome in SPENT:
            used = self._read()
            self._keep(Used(used.mm + rows / DOTS_PER_MM + FEED_TO_CUTTER_MM, used.ended))

    def heard(self, state: PrinterState) -> None:
        """What the printer says of itself. Paper after no paper is a new roll, and so is a cover that was opened when
        little was left; paper that is nearly at its end is the old roll, put back."""
        used = self._read()
        if not used.ended and (state is PrinterState.PAPER_OUT or (state is PrinterState.COVER_OPEN and self.low)):
            self._keep(Used(used.mm, ended=True))
        elif used.ended and state is PrinterState.READY:
            self._keep(Used())
        elif used.ended and state is PrinterState.NEAR_END:
            self._keep(Used(used.mm))

    def changed(self) -> None:
        """A new roll is in. Raises OSError where that cannot be kept."""
        self._write(Used())

    def _read(self) -> Used:
        if self._unkept:
            return self._used
        try:
            return _used(json.loads(self._file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Used()
        except (OSError, ValueError, TypeError, KeyError) as broken:
            log.warning("how much paper is used cannot be read, and is estimated anew: %s", broken)
            self._keep(Used())
            return self._used

    def _keep(self, used: Used) -> None:
        self._used = used
        try:
            self._write(used)
            self._unkept = False
        except OSError as full:
            log.warning("how much paper is used cannot be kept: %s", full)
            self._unkept = True

    def _write(self, used: Used) -> None:
        """Whole or not at all, whatever happens to the power."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            json.dump(asdict(used), file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._file)


def _used(told: dict[str, object]) -> Used:
    """Raises ValueError, TypeError or KeyError for what is none."""
    mm, ended = told["mm"], told["ended"]
    if not (isinstance(mm, int | float) and 0 <= mm < math.inf and isinstance(ended, bool)):
        raise ValueError(told)
    return Used(float(mm), ended)
