"""What a display says of an announcement."""

from counter_server.domain.refusals import AlreadyAnnounced
from counter_server.storage.day import Day

from .callers import Caller

SPOKEN, FAILED, SUPERSEDED = "spoken", "failed", "superseded"


def spoken(day: Day, caller: Caller, *, announcement: int, ok: bool, reason: str | None = None) -> str:
    """It was spoken, could not be, or was superseded. Said twice is said once; two stories are refused, but for one
    that was superseded while its display was speaking it. Returns which display says so."""
    caller.may("spoken")
    told = SPOKEN if ok else SUPERSEDED if reason == SUPERSEDED else FAILED
    before = day.announcement_outcome(announcement)
    if before == told:
        return caller.key
    if before not in ("", SUPERSEDED):
        raise AlreadyAnnounced(announcement=announcement)
    day.settle(announcement, told)
    day.record(
        "spoken", who=caller.key, subject=f"announcement:{announcement}",
        payload={"outcome": told, "reason": (reason or "")[:80]},
    )  # fmt: skip
    return caller.key
