"""How often a PIN may be wrong. Pure: what is counted, what a failure does, how long one waits.

Three counts, so that nobody can lock the staff out of their own counters: of one person at one address; of one address
for all who never signed in there; of one person for all addresses she never signed in from. Who is familiar at her
address is held up by the first alone (docs/decisions/0018).
"""

from dataclasses import dataclass, replace

SECOND = 1000
DAY = 24 * 60 * 60 * SECOND
FREE_TRIES = 3
LONGEST_SLOWING = 300 * SECOND
QUIET = DAY
"""Failures and locks are forgotten after so long without another."""
LONGEST_LOCK = DAY
DOUBLED, DOUBLED_WHERE_FAMILIAR = 20, 3
"""How often a lock may double: whoever attacks from a person's own network must not lock her out for a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The branch's settings; times in milliseconds."""

    wrong_pins: int
    wrong_pins_of_strangers: int
    lock: int
    familiar: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """What is known of a person at an address, of an address, or of a person. Times are milliseconds since 1970 UTC."""

    failures: int = 0
    """Since the last lock, or the last time it went well."""
    failed_at: int = 0
    locked_until: int = 0
    locks: int = 0
    """In a row."""
    signed_in_at: int = 0

    def familiar(self, now: int, limits: Limits) -> bool:
        """Whether this person has lately signed in at this address."""
        return self.signed_in_at > 0 and now - self.signed_in_at < limits.familiar

    def failed(self, now: int, *, allowed: int, lock: int, most_doubled: int) -> "Tries":
        """Once more. `lock`: how long the first lock lasts."""
        quiet = now - max(self.failed_at, self.locked_until) > QUIET
        known = replace(self, failures=0, locks=0, locked_until=0) if quiet else self
        failures = known.failures + 1
        if failures < allowed:
            return replace(known, failures=failures, failed_at=now)
        held = min(lock * 2 ** min(known.locks, most_doubled), LONGEST_LOCK)
        return replace(known, failures=0, failed_at=now, locked_until=now + held, locks=known.locks + 1)

    def succeeded(self, now: int) -> "Tries":
        """The PIN was right: nothing is held against her here."""
        return Tries(signed_in_at=now)


NOTHING = Tries()
Known = tuple[Tries, Tries, Tries]
"""Of the person at the address, of the address, of the person."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: for so many seconds."""

    seconds: int
    locked: bool = False
    """And not merely slowed down."""


def wait(known: Known, now: int, limits: Limits, *, under_way: tuple[int, int, int] = (0, 0, 0)) -> Wait | None:
    """How long this try has to wait. `under_way`: tries being checked at this moment, each as good as failed."""
    pair = known[0]
    allowed = (limits.wrong_pins, limits.wrong_pins_of_strangers, limits.wrong_pins_of_strangers)
    counted = 1 if pair.familiar(now, limits) else 3
    locked = max(one.locked_until - now for one in known[:counted])
    if locked > 0:
        return Wait(_seconds(min(locked, LONGEST_LOCK)), locked=True)
    together = zip(known[:counted], under_way, allowed, strict=False)
    if any(n and one.failures + n >= most for one, n, most in together):
        return Wait(1)
    failures = pair.failures + under_way[0]
    if failures < FREE_TRIES:
        return None
    since = 0 if under_way[0] else max(now - pair.failed_at, 0)
    left = min(2 ** (failures - FREE_TRIES + 1) * SECOND, LONGEST_SLOWING) - since
    return Wait(_seconds(left)) if left > 0 else None


def after_failure(known: Known, now: int, limits: Limits) -> Known:
    """The three counts after one more wrong PIN. At an address that is hers, only that one counts."""
    pair, of_address, of_person = known
    familiar = pair.familiar(now, limits)
    doubled = DOUBLED_WHERE_FAMILIAR if familiar else DOUBLED
    failed = pair.failed(now, allowed=limits.wrong_pins, lock=limits.lock, most_doubled=doubled)
    if familiar:
        return failed, of_address, of_person
    strangers = {"allowed": limits.wrong_pins_of_strangers, "lock": limits.lock, "most_doubled": DOUBLED}
    return failed, of_address.failed(now, **strangers), of_person.failed(now, **strangers)


def _seconds(milliseconds: int) -> int:
    return milliseconds // SECOND + 1
