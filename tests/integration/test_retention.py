"""What is kept is forgotten in its time: so much of each kind, in small steps, written down, and nothing left on the
disk. The chain and what the reports count stay whole."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from counter_server.domain.identity import Kk, Nik
from counter_server.operations import forgetting, issuing, printing, serving, staffing
from counter_server.operations.day_turn import tick
from counter_server.presets import load_presets
from counter_server.protocol.retention_settings import KINDS, Retention
from counter_server.protocol.terms import Outcome, Priority
from counter_server.storage import journal
from counter_server.storage.database import fold_log
from counter_server.storage.first_start import take_in
from counter_server.storage.journal import Verified
from counter_server.storage.store import Store
from tests.server import ROOT
from tests.store import KIOSK, SECRET, SUPERVISOR, VERIFIER, a_store, asked, database_of, sign_in

MONDAY = date(2026, 11, 23)
NIK, KK = Nik.parse("1871014501900001"), Kk.parse("1871010101900001")
FIGURES = (
    "id, day, letter, n, service, service_version, step, status, klass, channel, language, issued_at, arrived_at, "
    "called_at, started_at, ended_at, recalls, outcome, print_status, counter, staff"
)
HOLDS = {
    "identity": "SELECT count(*) FROM ticket WHERE nik_hash <> '' OR kk_hash <> ''",
    "page": "SELECT count(*) FROM ticket WHERE page_hash <> ''",
    "desk": "SELECT count(*) FROM ticket WHERE desk <> ''",
    "declared": "SELECT count(*) FROM ticket WHERE documents <> '{}' OR answers <> '{}' OR priority <> 'none'",
    "remark": "SELECT count(*) FROM remark",
    "announcement": "SELECT count(*) FROM announcement",
    "journal": "SELECT count(*) FROM journal WHERE payload <> '' AND action IN ('issue', 'call', 'finish', 'return')",
}


def moment(day: int, time: str = "08:00") -> str:
    return f"{MONDAY + timedelta(days=day)}T{time}:00+07:00"


def one_day(store: Store, tickets: int = 2) -> None:
    """All but one are served; the last goes back with words about her, and home."""
    store.writer.perform_now(sign_in)
    for n in range(tickets):
        wish = asked(nik=NIK if n == 0 else None, kk=KK, priority=Priority.PREGNANT, answers={"insurance": "none"})
        ticket = do(store, issuing.issue, KIOSK, wish, SECRET).ticket.id
        do(store, printing.printed, KIOSK, ticket=ticket)
        do(store, serving.call_next, VERIFIER, counter="loket-1")
        do(store, serving.start, VERIFIER, ticket=ticket)
        if n < tickets - 1:
            do(store, serving.finish, VERIFIER, ticket=ticket, outcome=Outcome.COMPLETE)
        else:
            do(store, serving.return_, VERIFIER, ticket=ticket, reason="Bu Rahasia")
            do(store, serving.cancel, SUPERVISOR, ticket=ticket, reason="pulang")


def do(store: Store, operation: Callable[..., Any], *given: Any, **command: Any) -> Any:
    """One of the verbs."""
    return store.writer.perform_now(lambda day: operation(day, *given, **command))


def forget_everything_due(store: Store) -> int:
    """How many steps it took."""
    steps = 0
    while store.writer.perform_now(tick):
        steps += 1
    return steps


def rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database_of(data))) as database:
        return database.execute(sql).fetchall()


def held(data: Path) -> dict[str, int]:
    return {kind: rows(data, sql)[0][0] for kind, sql in HOLDS.items()}


def is_whole(store: Store) -> Verified:
    found = store.read_now(lambda line, present, setup: journal.verify(line, setup.key))
    assert isinstance(found, Verified)
    return found


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with a_store(tmp_path / "data", moment(0)) as store:
        one_day(store)
    return tmp_path / "data"


def after(data: Path, days: int) -> dict[str, int]:
    """What is left when so many days have passed, the server switched on on that day only."""
    with a_store(data, moment(days)) as store:
        forget_everything_due(store)
        is_whole(store)
    return held(data)


KEPT_DAYS = {"page": 0, "desk": 0, **{kind: getattr(Retention(), f"{kind}_days") for kind in KINDS}}


@pytest.mark.parametrize("kind", KEPT_DAYS)
def test_each_kind_is_kept_as_long_as_is_set_and_no_day_longer(data: Path, kind: str) -> None:
    at_first = held(data)
    assert at_first[kind] > 0
    assert after(data, KEPT_DAYS[kind])[kind] == at_first[kind] if KEPT_DAYS[kind] else True
    assert after(data, KEPT_DAYS[kind] + 1)[kind] == 0


def test_what_belongs_to_today_stays(data: Path) -> None:
    with a_store(data, moment(1)) as store:
        one_day(store)
        forget_everything_due(store)
    assert held(data)["identity"] == 2
    assert rows(data, "SELECT DISTINCT day FROM ticket WHERE nik_hash <> '' OR kk_hash <> ''") == [("2026-11-24",)]


def test_what_reports_count_stays_and_the_chain_holds(data: Path) -> None:
    with a_store(data, moment(1)) as store:
        figures = store.read_now(lambda line, present, setup: rows(data, f"SELECT {FIGURES} FROM ticket"))
    with a_store(data, moment(2000)) as store:
        forget_everything_due(store)
        assert is_whole(store).purged > 10
    assert rows(data, f"SELECT {FIGURES} FROM ticket") == figures
    assert rows(data, "SELECT klass FROM ticket") == [(1,), (1,)]  # that she came first, not why


def test_a_purge_is_written_down_with_what_it_took(data: Path) -> None:
    with a_store(data, moment(1)) as store:
        forget_everything_due(store)
    purges = rows(data, "SELECT who, subject, payload FROM journal WHERE action = 'purge'")
    assert [(who, subject, json.loads(told)) for who, subject, told in purges] == [
        ("calendar", "day:2026-11-23", {"identity": 2, "page": 2, "desk": 2})
    ]


def test_the_lines_that_say_what_was_forgotten_are_never_forgotten(data: Path) -> None:
    after(data, 1), after(data, 800), after(data, 1600)
    kept = rows(data, "SELECT DISTINCT action FROM journal WHERE payload <> '' ORDER BY action")
    assert {"purge", "day-close"} <= {action for (action,) in kept}


def test_a_day_is_forgotten_in_small_steps(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE_AT_NIGHT", 3)
    with a_store(data, moment(800)) as store:
        forget_everything_due(store)
        is_whole(store)
    counted = [json.loads(told) for (told,) in rows(data, "SELECT payload FROM journal WHERE action = 'purge'")]
    assert max(max(told.values()) for told in counted) == 3
    assert sum(told.get("journal", 0) for told in counted) == 13
    assert held(data) == dict.fromkeys(HOLDS, 0)


def test_beside_people_who_work_the_steps_are_smaller(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE_AT_NIGHT", 1)
    monkeypatch.setattr(forgetting, "AT_ONCE_AT_WORK", 2)
    with a_store(data, moment(800)) as store:
        store.writer.perform_now(sign_in)
        store.writer.perform_now(lambda day: staffing.ready(day, VERIFIER))
        forget_everything_due(store)
    counted = [json.loads(told) for (told,) in rows(data, "SELECT payload FROM journal WHERE action = 'purge'")]
    assert max(max(told.values()) for told in counted[1:]) == 2


def test_a_power_cut_between_two_steps_loses_none(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE_AT_NIGHT", 2)
    for _ in range(8):
        with a_store(data, moment(800)) as store:
            store.writer.perform_now(tick)
    assert held(data) == dict.fromkeys(HOLDS, 0)


def test_a_day_that_a_wrong_clock_opened_in_the_future_is_forgotten_with_the_days_after_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with a_store(data, moment(1500)) as store:
        one_day(store)
    with a_store(data, moment(0)) as store:
        one_day(store)
    assert after(data, 1) == {**held(data), "identity": 0, "page": 0, "remark": 4, "declared": 4}
    assert after(data, 31)["declared"] == 0


def test_nothing_forgotten_can_be_read_from_the_disk(data: Path) -> None:
    hashes = [value.encode() for row in rows(data, "SELECT nik_hash, kk_hash FROM ticket") for value in row if value]
    secrets = [b"Bu Rahasia", b"pregnant", *hashes]
    with a_store(data, moment(800)) as store:
        assert all(secret in bytes_of(data) for secret in secrets)
        forget_everything_due(store)
        assert fold_log(store.engine)
        left = bytes_of(data)
    assert [secret for secret in secrets if secret in left] == []


def bytes_of(data: Path) -> bytes:
    """Every file of the database: log and shared memory too."""
    return b"".join(file.read_bytes() for file in sorted(data.iterdir()))


def test_an_import_changes_how_long_from_the_next_day_on(data: Path, tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    assets.mkdir()
    for part in ("services", "locale"):
        (assets / part).symlink_to(ROOT / "assets" / part)
    branch = (ROOT / "assets/branch.toml").read_text()
    (assets / "branch.toml").write_text(branch.replace("remark_days = 30", "remark_days = 0"))
    with a_store(data, moment(0, "09:00")) as store:
        store.writer.perform_now(lambda day: take_in(day, load_presets(assets)))
    left = after(data, 1)
    assert (left["remark"], left["declared"]) == (0, 2)


@given(st.data())
@settings(max_examples=8, phases=[Phase.explicit, Phase.generate])
def test_whatever_is_set_and_whenever_the_server_ran_the_chain_and_the_figures_hold(
    tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject
) -> None:
    data = tmp_path_factory.mktemp("any") / "data"
    figures: dict[int, tuple[Any, ...]] = {}
    today = 0
    for days in draw.draw(st.lists(st.sampled_from([1, 2, 7, 8, 31, 731]), min_size=1, max_size=4)):
        with a_store(data, moment(today), demo=True) as store:
            one_day(store, draw.draw(st.integers(1, 2)))
        today += days
        with a_store(data, moment(today), demo=True) as store:
            figures |= {row[0]: row for row in rows(data, f"SELECT {FIGURES} FROM ticket")}
            for _ in range(draw.draw(st.integers(0, 6))):
                store.writer.perform_now(tick)
            is_whole(store)
        assert {row[0]: row for row in rows(data, f"SELECT {FIGURES} FROM ticket")} == figures
