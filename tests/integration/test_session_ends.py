"""How a session ends: unused, by the person in charge, at the day's end, with the roster; and its streams with it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from counter_server.domain.refusals import NotAllowed, StaffUnknown
from counter_server.operations import serving, sessions, staffing
from counter_server.operations.callers import caller_of
from counter_server.operations.day_turn import tick
from counter_server.protocol.client import CounterClient, ServerRefused
from counter_server.protocol.event_stream import Away
from counter_server.protocol.messages import Board
from counter_server.storage.migrate import MIGRATIONS
from counter_server.storage.store import Store
from tests.guarded import PIN, guarded
from tests.server import PATIENCE, Server, listening
from tests.store import MONDAY, SUPERVISOR, VERIFIER, a_store, at, database_of, issue, sign_in

SERVER_OPTIONS = ("--assignment", "pull")


def is_over(client: CounterClient) -> bool:
    try:
        client.board()
    except ServerRefused as refused:
        return refused.status == 401
    return False


def test_the_person_in_charge_ends_a_session_and_its_stream(floor: Server) -> None:
    verifier, supervisor = floor.verifier(), floor.supervisor()
    with listening(floor, verifier.token) as heard:
        assert isinstance(next(heard), Board)
        supervisor.end_session("verifier-1")
        away = next(told for told in heard if isinstance(told, Away))
        assert away.reason in ("ended", "not_signed_in")
    assert is_over(verifier)
    [member] = [one for one in supervisor.board().staff if one.staff == "verifier-1"]
    assert (member.state, member.counter) == ("away", None)
    assert floor.verifier().ready().state == "ready", "she may sign in again"


def test_whose_session_is_ended_keeps_her_ticket_and_is_given_no_other(floor: Server) -> None:
    verifier, supervisor, ticket = floor.verifier(), floor.supervisor(), floor.issue("A")
    verifier.call_next("loket-1")
    supervisor.end_session("verifier-1")
    assert is_over(verifier)
    floor.issue("A")
    again = floor.verifier()
    assert again.start(ticket.id).staff == "verifier-1"
    assert again.finish(ticket.id, "complete").status == "finished"
    [member] = [one for one in supervisor.board().staff if one.staff == "verifier-1"]
    assert member.state == "paused"


def test_nobody_else_ends_sessions_and_nobody_s_session_is_ended_who_is_not_there(floor: Server) -> None:
    verifier, supervisor = floor.verifier(), floor.supervisor()
    for client, staff, code in ((verifier, "extra-1", "not_allowed"), (supervisor, "nobody", "staff_unknown")):
        with pytest.raises(ServerRefused) as refused:
            client.end_session(staff)
        assert refused.value.code == code
    before = supervisor.board().seq
    supervisor.end_session("verifier-9")
    assert supervisor.board().seq == before, "who is not signed in is not signed out"


def test_signing_in_elsewhere_ends_the_session_there_was_and_its_stream(floor: Server) -> None:
    first = floor.verifier()
    with listening(floor, first.token) as heard:
        assert isinstance(next(heard), Board)
        second = floor.verifier()
        away = next(told for told in heard if isinstance(told, Away))
        assert away.reason in ("ended", "not_signed_in")
    assert is_over(first)
    assert not is_over(second)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path / "data") as opened:
        yield opened


def signed_in(store: Store) -> set[str]:
    with closing(sqlite3.connect(str(store.engine.url.database))) as database:
        return {staff for (staff,) in database.execute("SELECT staff FROM session")}


def after(store: Store, moment: str) -> None:
    store.clock = at(moment)


def test_a_session_nobody_uses_for_the_branch_s_hours_ends_and_a_used_one_does_not(store: Store) -> None:
    store.writer.perform_now(sign_in)
    store.writer.perform_now(lambda day: sign_in(day, "verifier-2", "loket-2"))
    after(store, "2026-11-23T11:59:00+07:00")
    assert store.writer.perform_now(sessions.end_idle) == []
    now = store.clock.now()
    store.writer.perform_now(lambda day: sessions.use(day, used={"hash of verifier-2": now, "no session": now}))
    after(store, "2026-11-23T12:00:01+07:00")
    assert store.writer.perform_now(sessions.end_idle) == ["verifier-1"]
    assert signed_in(store) == {"verifier-2"}
    member = store.read_now(lambda line, present, setup: present.members["verifier-1"])
    assert (member.state, member.counter) == ("away", "")


def test_an_unused_session_ends_but_a_ticket_in_hand_stays_hers(store: Store) -> None:
    store.writer.perform_now(sign_in)
    ticket = store.writer.perform_now(lambda day: issue(day, channel="staff"))
    store.writer.perform_now(lambda day: staffing.ready(day, VERIFIER))
    called = store.writer.perform_now(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
    assert called.id == ticket.id
    after(store, "2026-11-23T12:00:01+07:00")
    assert store.writer.perform_now(sessions.end_idle) == ["verifier-1"]
    member = store.read_now(lambda line, present, setup: present.members["verifier-1"])
    assert (member.state, member.ticket, member.counter) == ("busy", ticket.id, "loket-1")


def test_at_the_day_s_end_every_session_ends_a_supervisor_s_who_is_only_looking_too(store: Store) -> None:
    ended: list[str] = []
    store.publish = lambda events, after: ended.extend(event.ended_session for event in events if event.ended_session)
    store.writer.perform_now(sign_in)
    store.writer.perform_now(lambda day: sign_in(day, "supervisor-1", None))
    store.writer.perform_now(lambda day: staffing.away(day, "supervisor-1"))
    after(store, "2026-11-24T00:00:01+07:00")
    store.writer.perform_now(tick)
    assert signed_in(store) == set()
    assert set(ended) == {"hash of verifier-1", "hash of supervisor-1"}, "their streams are cut"


def test_only_the_person_in_charge_ends_anothers_session(store: Store) -> None:
    with pytest.raises(NotAllowed):
        store.writer.perform_now(lambda day: sessions.end_of(day, VERIFIER, staff="verifier-2"))
    with pytest.raises(StaffUnknown):
        store.writer.perform_now(lambda day: sessions.end_of(day, SUPERVISOR, staff="nobody"))


def test_neither_tokens_nor_keys_nor_pins_stand_in_the_database(floor: Server) -> None:
    tokens = [floor.verifier().token, floor.supervisor().token]
    kept = b"".join((floor.data / name).read_bytes() for name in ("lalopa.db", "lalopa.db-wal"))
    for token in tokens:
        assert len(token) >= 43, "256 random bits"
        assert token.encode() not in kept
        assert token not in floor.log.read_text()


def test_a_session_of_the_first_version_goes_on_after_the_upgrade(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{database_of(tmp_path)}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.commit()
    engine.dispose()
    moment = at(MONDAY).now()
    with closing(sqlite3.connect(database_of(tmp_path))) as then:
        row = ("a hash of then", "p2km", "verifier-1", "loket-1", "program", moment)
        then.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)", row)
        then.commit()
    with a_store(tmp_path) as store:
        assert store.writer.perform_now(sessions.end_idle) == [], "it was used when it began"
        who = store.writer.perform_now(lambda day: caller_of(day, "a hash of then"))
        assert (who.key, who.counter) == ("verifier-1", "loket-1")


def test_a_session_left_lying_while_the_server_was_off_is_over_when_it_starts(tmp_path: Path) -> None:
    with guarded(tmp_path, pins=("verifier-1",)) as server:
        verifier = server.signed_in("verifier-1", "loket-1", PIN)
        verifier.ready()
        server.stop()
        with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
            [(began, used)] = database.execute("SELECT at, used FROM session").fetchall()
            assert used > began, "written down before it ended"
            database.execute("UPDATE session SET used = used - 5 * 3600000")
            database.commit()
        server.start()
        until = time.monotonic() + PATIENCE
        while not is_over(verifier):
            assert time.monotonic() < until
        assert "session ended, unused: verifier-1" in server.log.read_text()
