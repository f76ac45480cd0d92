"""What keeps strangers out: the [safety] of branch.toml. None of it holds in a demonstration."""

from dataclasses import dataclass

from .settings import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """[safety]"""

    wrong_pins: int = setting(
        10, why="Wrong PINs of one person at one address until she is locked there.", low=4, high=100
    )
    wrong_pins_of_strangers: int = setting(
        30,
        why="Wrong PINs at addresses where a person never signed in, until they are locked: of one address for all its "
        "strangers, of one person for all strange addresses. Her own address stays open to her.",
        low=5,
        high=1000,
    )
    lock_minutes: int = setting(
        15, why="How long a lock lasts; each further one twice as long, up to a day. The supervisor unlocks.",
        low=1, high=1440,
    )  # fmt: skip
    familiar_days: int = setting(
        30, why="For so many days after a sign-in its address is familiar for that person.", low=1, high=400
    )
    idle_hours: int = setting(
        4, why="A session nobody commands anything with for so long ends. At the day's end every session does.",
        low=1, high=24,
    )  # fmt: skip
    failures_a_minute: int = setting(
        60,
        why="Failed requests a minute (unknown key, not allowed, not found, malformed) of one address or one device "
        "before it is asked to wait. What succeeds is never counted.",
        low=5,
        high=10_000,
    )
    request_seconds: int = setting(
        20, why="A request must have arrived whole after so long, or its connection is closed.", low=2, high=600
    )
    connections_per_address: int = setting(
        4000, why="Open connections of one address; a hall's phones share one.", low=10, high=100_000
    )
    streams_per_address: int = setting(
        3000, why="Open streams of one address; a hall's phones share one.", low=2, high=100_000
    )
    streams_per_credential: int = setting(
        20, why="Open streams of one session, one device or one ticket's page.", low=2, high=10_000
    )
