"""What a branch sets about how long it remembers: days after the day a thing belongs to; 0: until that day closes."""

from dataclasses import dataclass, fields

from .declaration import setting

DECADE = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """[retention]"""

    identity_days: int = setting(
        0,
        why="Days after the visit that the keyed hashes of NIK and KK are kept. A repeat is recognised on the same day "
        "only; longer serves nobody but a person who asks for her own data later.",
        low=0,
        high=31,
    )
    declared_days: int = setting(
        30,
        why="Days after the visit that a ticket keeps what the visitor declared: papers, answers, reason of priority.",
        low=0,
        high=DECADE,
    )
    remark_days: int = setting(
        30, why="Days that staff's own words are kept: why returned, cancelled, paused, put first.", low=0, high=DECADE
    )
    announcement_days: int = setting(
        7, why="Days that the list of spoken calls is kept; the journal has each call too.", low=0, high=DECADE
    )
    journal_days: int = setting(
        730,
        why="Days that the journal keeps what it says of tickets and staff. Its chain is kept for good, and so are a "
        "ticket's service, times and outcome.",
        low=1,
        high=DECADE,
    )


KINDS = tuple(field.name.removesuffix("_days") for field in fields(Retention))
"""What is kept for a time, each with its setting."""
