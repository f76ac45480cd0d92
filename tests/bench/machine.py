"""What machine the figures are from."""

import os
import platform
import sqlite3
from pathlib import Path


def about(folder: Path) -> list[tuple[str, str]]:
    """What and which; `folder` is where the databases of the bench are."""
    cores = len(os.sched_getaffinity(0))
    return [
        ("processor", f"{_first('/proc/cpuinfo', 'model name')}, {cores} cores"),
        ("memory", f"{int(_first('/proc/meminfo', 'MemTotal').split()[0]) / 1024 / 1024:.1f} GiB"),
        ("system", f"{_first('/etc/os-release', 'PRETTY_NAME', '=').strip(chr(34))}, Linux {platform.release()}"),
        ("file system", _file_system(folder)),
        ("Python", f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}"),
        ("load when begun", f"{os.getloadavg()[0]:.1f} (other work on the same cores makes every figure worse)"),
    ]


def _first(file: str, name: str, separator: str = ":") -> str:
    lines = Path(file).read_text().splitlines()
    found = (line.partition(separator)[2].strip() for line in lines if line.partition(separator)[0].strip() == name)
    return next(found, "?")


def _file_system(folder: Path) -> str:
    """The mount with the longest path above the folder: its kind."""
    mounts = (line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines())
    place = str(folder.resolve())
    above = [(point, kind) for point, kind in mounts if place == point or place.startswith(point.rstrip("/") + "/")]
    return max(above, key=lambda one: len(one[0]), default=("", "?"))[1]
