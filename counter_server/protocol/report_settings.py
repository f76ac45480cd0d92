"""What a branch sets about reports that are written without anybody asking."""

from dataclasses import dataclass

from .declaration import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """[reports]"""

    folder: str = setting(
        "",
        why="Where reports are put once their period is over, as PDF and XLSX; empty: nowhere. Another machine's share "
        "or a folder that is copied away is a good place. What is there already is left alone.",
    )
    daily: bool = setting(False, why="A report of each day, once it has closed.")
    weekly: bool = setting(False, why="A report of each week, Monday to Sunday.")
    monthly: bool = setting(True, why="A report of each month.")
