"""A branch's store without a network: the operations themselves, on a real database, at whatever time a test says."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from counter_server.clock import Clock
from counter_server.domain.ticket import Ticket
from counter_server.operations import issuing, staffing
from counter_server.operations.callers import Caller
from counter_server.operations.day_turn import turn_day
from counter_server.presets import load_presets
from counter_server.protocol.terms import Channel, Device, Mode, Role
from counter_server.setup import opening_hours
from counter_server.storage.database import open_engine
from counter_server.storage.day import Day
from counter_server.storage.first_start import set_up_branch
from counter_server.storage.migrate import migrate
from counter_server.storage.setup_parts import Conduct
from counter_server.storage.store import Store, one_transaction
from tests.server import ROOT

SECRET = b"a secret of thirty-two bytes....."
KIOSK = Caller(Device.KIOSK, "kiosk-1", "p2km", letter="X")
VERIFIER = Caller(Role.VERIFIER, "verifier-1", "p2km", counter="loket-1")
SUPERVISOR = Caller(Role.SUPERVISOR, "supervisor-1", "p2km")
MONDAY = "2026-11-23T08:00:00+07:00"


def at(moment: str) -> Clock:
    """A clock that stands still at this moment (ISO 8601 with offset)."""
    return Clock(datetime.fromisoformat(moment), speed=0.0)


def database_of(data: Path) -> Path:
    """The file."""
    return data / "lalopa.db"


@contextmanager
def a_store(
    data: Path, moment: str = MONDAY, *, demo: bool = False, mode: Mode = Mode.PULL, assets: Path = ROOT / "assets"
) -> Iterator[Store]:
    """The branch of `assets`, set up where the database is new."""
    data.mkdir(parents=True, exist_ok=True)
    clock, address, presets = at(moment), f"sqlite:///{database_of(data)}", load_presets(assets)
    engine = open_engine(address)
    migrate(engine)
    with closing(sqlite3.connect(database_of(data))) as known:
        is_new = known.execute("SELECT count(*) FROM branch").fetchone() == (0,)
    if is_new:
        hours = opening_hours(presets.branch.hours, ZoneInfo(presets.branch.branch.zone))
        with one_transaction(engine) as line:
            set_up_branch(line, presets, today=hours.business_day(clock.moment()).isoformat(), at=clock.now())
    store = Store(engine, "p2km", clock, Conduct(demo=demo, mode=mode, begin=turn_day))
    try:
        yield store
    finally:
        store.close()


def asked(**more: Any) -> issuing.Asked:
    """A visitor's wish, complete."""
    papers = {"kk": ("original", "copy"), "ektp": ("original", "copy")}
    told: dict[str, Any] = {"request_id": str(uuid4()), "service": "A", "documents": papers}
    return issuing.Asked(**(told | more))


def issue(day: Day, **more: Any) -> Ticket:
    """A ticket from a kiosk; through another channel from the verifier."""
    wish = asked(**more)
    caller = KIOSK if wish.channel is Channel.KIOSK else VERIFIER
    return issuing.issue(day, caller, wish, SECRET).ticket


def sign_in(day: Day, staff: str = "verifier-1", counter: str | None = "loket-1") -> None:
    """At a counter."""
    staffing.sign_in(day, staff=staff, counter=counter, hashed=f"hash of {staff}", kind="program")
