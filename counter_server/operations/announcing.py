"""What a display says of an announcement."""

from counter_server.domain.refusals import AlreadyAnnounced
from counter_server.protocol.messages import NOTICE
from counter_server.storage import floor_statements
from counter_server.storage.day import Day

from .callers import Caller
from .unanswered import heard

SPOKEN, FAILED, SUPERSEDED = "spoken", "failed", "superseded"


def spoken(day: Day, caller: Caller, *, announcement: int, ok: bool, reason: str | None = None) -> str:
    """It was spoken, could not be, or was superseded. Said twice is said once; two stories are refused, but for one
    that was superseded while its display was speaking it. Returns which display says so of a call; a notice is said in
    every hall, whoever says it first: of that, nobody."""
    caller.may("spoken")
    told = SPOKEN if ok else SUPERSEDED if reason == SUPERSEDED else FAILED
    before = day.announcement_outcome(announcement)
    kind = day.line.one(floor_statements.announcement_kind, branch=day.branch, seq=announcement)
    speaker = "" if kind is not None and kind[0] == NOTICE else caller.key
    if before == told or (before and not speaker):
        return speaker
    if before not in ("", SUPERSEDED):
        raise AlreadyAnnounced(announcement=announcement)
    day.settle(announcement, told)
    if told == SPOKEN:
        heard(day, announcement)
    day.record(
        "spoken", who=caller.key, subject=f"announcement:{announcement}",
        payload={"outcome": told, "reason": (reason or "")[:80]},
    )  # fmt: skip
    return speaker
