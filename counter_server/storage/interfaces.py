"""Partners, hooks and deliveries, as the database keeps them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import bindparam, delete, desc, func, insert, select, update

from counter_server.domain.deliveries import Progress

from .database import Line, Row, Statement
from .interface_tables import DeliveryRow, HookRow, PartnerRow
from .statements import table

PARTNER, HOOK, DELIVERY = table(PartnerRow), table(HookRow), table(DeliveryRow)
MOST_DELIVERIES = 200
"""That are remembered."""


def _insert(into: Any) -> Statement:
    return Statement(insert(into).values({column.name: bindparam(column.name) for column in into.columns}))


def _is(of: Any, *names: str) -> list[Any]:
    return [of.c[name] == bindparam(name) for name in names]


def _update(of: Any, keys: tuple[str, ...], names: tuple[str, ...]) -> Statement:
    changed: dict[str, Any] = {name: bindparam(name) for name in names}
    return Statement(update(of).where(*_is(of, *keys)).values(changed))


partner = Statement(select(PARTNER).where(*_is(PARTNER, "branch", "partner")))
partners = Statement(select(PARTNER).where(*_is(PARTNER, "branch")).order_by(PARTNER.c.partner))
add_partner = _insert(PARTNER)
save_password = _update(PARTNER, ("branch", "partner"), ("password_hash", "at"))
drop_partner = Statement(delete(PARTNER).where(*_is(PARTNER, "branch", "partner")))
save_taken = _update(PARTNER, ("branch", "partner"), ("day", "taken"))

hooks = Statement(select(HOOK).where(*_is(HOOK, "branch")))
PROGRESS = ("seq", "failing_since", "tries", "next_at", "parked")
add_hook = _insert(HOOK)
save_hook = _update(HOOK, ("branch", "hook"), PROGRESS)
drop_hook = Statement(delete(HOOK).where(*_is(HOOK, "branch", "hook")))

deliveries = Statement(select(DELIVERY).where(*_is(DELIVERY, "branch")).order_by(desc(DELIVERY.c.n)))
delivery = Statement(select(DELIVERY).where(*_is(DELIVERY, "branch", "n")))
of_line = Statement(select(DELIVERY.c.n, DELIVERY.c.tries).where(*_is(DELIVERY, "branch", "hook", "seq")))
last_delivery = Statement(select(func.max(DELIVERY.c.n)).where(*_is(DELIVERY, "branch")))
add_delivery = _insert(DELIVERY)
save_delivery = _update(DELIVERY, ("branch", "n"), ("at", "status", "why", "tries"))
drop_deliveries = Statement(
    delete(DELIVERY).where(DELIVERY.c.branch == bindparam("branch"), DELIVERY.c.n <= bindparam("n"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Another office's program. `taken`: on `day` (ISO), the last on which it took any."""

    partner: str
    password_hash: str
    at: int
    day: str
    taken: int

    def taken_on(self, day: str) -> int:
        """How many tickets it has taken on this day, today or later."""
        return self.taken if day == self.day else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One delivery that is remembered. `at`: the last try, milliseconds since 1970 UTC."""

    n: int = 0
    hook: str
    seq: int
    action: str
    number: str
    at: int
    status: int
    why: str
    tries: int = 1


def partner_named(line: Line, branch: str, name: str) -> Partner | None:
    """The program of this user name."""
    row = line.one(partner, branch=branch, partner=name)
    return _partner(row) if row else None


def partners_of(line: Line, branch: str) -> list[Partner]:
    """All of them, by name."""
    return [_partner(row) for row in line.all(partners, branch=branch)]


def progress_of(line: Line, branch: str) -> dict[str, Progress]:
    """How far each hook has been told."""
    return {
        str(row[1]): Progress(seq=row[2], failing_since=row[3], tries=row[4], next_at=row[5], parked=bool(row[6]))
        for row in line.all(hooks, branch=branch)
    }


def save_progress(line: Line, branch: str, hook: str, progress: Progress) -> None:
    """From now on it has been told so far."""
    values = {**asdict(progress), "parked": int(progress.parked)}
    if not line.do(save_hook, branch=branch, hook=hook, **values):
        line.do(add_hook, branch=branch, hook=hook, **values)


def remember(line: Line, branch: str, made: Delivery) -> None:
    """The same line told again to the same hook is the same delivery, tried once more; a trial is one of its own."""
    known = line.one(of_line, branch=branch, hook=made.hook, seq=made.seq) if made.seq else None
    if known is not None:
        values = {"at": made.at, "status": made.status, "why": made.why, "tries": known[1] + 1}
        line.do(save_delivery, branch=branch, n=known[0], **values)
        return
    last = line.one(last_delivery, branch=branch)
    n = (int(last[0]) if last and last[0] is not None else 0) + 1
    line.do(add_delivery, branch=branch, **{**asdict(made), "n": n})
    line.do(drop_deliveries, branch=branch, n=n - MOST_DELIVERIES)


def deliveries_of(line: Line, branch: str) -> list[Delivery]:
    """Those that are remembered, the newest first."""
    return [_delivery(row) for row in line.all(deliveries, branch=branch)]


def delivery_of(line: Line, branch: str, n: int) -> Delivery | None:
    """One of them."""
    row = line.one(delivery, branch=branch, n=n)
    return _delivery(row) if row else None


def _partner(row: Row) -> Partner:
    return Partner(partner=row[1], password_hash=row[2], at=row[3], day=row[4], taken=row[5])


def _delivery(row: Row) -> Delivery:
    of: Mapping[str, Any] = dict(zip([column.name for column in DELIVERY.columns], row, strict=True))
    return Delivery(**{name: value for name, value in of.items() if name != "branch"})
