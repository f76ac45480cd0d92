"""What a branch sets about the disk its data is on."""

from dataclasses import dataclass

from .declaration import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """[storage]"""

    low_megabytes: int = setting(
        1000,
        why="The person in charge is warned once less than so much is free on the server's disk. A year of a busy "
        "counter takes about 400.",
        low=10,
        high=10_000_000,
    )
