"""Who is not there is given nobody, and what nobody hears does not pile up."""

from pathlib import Path

import pytest

from counter_server.operations import announcing, serving, staffing
from counter_server.operations.callers import Caller
from counter_server.operations.day_turn import write_head
from counter_server.protocol.client import ServerRefused
from counter_server.protocol.event_stream import Away
from counter_server.protocol.messages import Board
from counter_server.protocol.terms import Device, Is, Mode, StaffState
from counter_server.storage.store import Store
from tests.server import COMPLETE, DEMO_DISPLAY, PLAIN_ANSWERS, Server, Wire, listening, run
from tests.store import SUPERVISOR, VERIFIER, a_store, at, issue, sign_in

SERVER_OPTIONS = ("--assignment", "pull")
DISPLAY = Caller(Device.DISPLAY, "wall", "p2km")


def ready(store: Store, staff: str = "verifier-1", counter: str = "loket-1") -> None:
    store.writer.perform_now(lambda day: sign_in(day, staff, counter))
    store.writer.perform_now(lambda day: staffing.be_ready(day, day.member(staff)))


def at_once_callable(store: Store) -> int:
    ticket = store.writer.perform_now(lambda day: issue(day, channel="staff"))
    return int(ticket.id)


def test_a_verifier_whose_console_vanished_while_she_served_is_given_nobody_more(tmp_path: Path) -> None:
    with a_store(tmp_path, mode=Mode.PUSH) as store:
        ready(store)
        first, second = at_once_callable(store), at_once_callable(store)
        for _ in range(2):
            store.writer.perform_now(lambda day: staffing.away(day, "verifier-1"))
        store.writer.perform_now(lambda day: serving.no_show(day, SUPERVISOR, ticket=first))
        member = store.writer.perform_now(lambda day: day.member("verifier-1"))
        assert (member.state, member.reason, member.ticket) == (StaffState.PAUSED, "not_heard", 0)
        assert store.writer.perform_now(lambda day: day.ticket(second)).status is Is.WAITING


def test_whoever_waits_for_somebody_who_vanished_is_called_by_a_colleague(tmp_path: Path) -> None:
    with a_store(tmp_path, mode=Mode.PUSH) as store:
        ready(store)
        store.writer.perform_now(lambda day: sign_in(day, "verifier-2", "loket-2"))
        ticket = at_once_callable(store)
        store.writer.perform_now(lambda day: serving.start(day, VERIFIER, ticket=ticket))
        store.writer.perform_now(lambda day: serving.transfer(day, VERIFIER, ticket=ticket, staff="verifier-2"))
        assert store.writer.perform_now(lambda day: day.ticket(ticket)).person == "verifier-2"
        store.writer.perform_now(lambda day: staffing.away(day, "verifier-2"))
        moved = store.writer.perform_now(lambda day: day.ticket(ticket))
        assert (moved.status, moved.staff, moved.person) == (Is.CALLED, "verifier-1", "")


def test_a_call_that_is_over_waits_for_no_voice_and_a_late_word_of_it_is_taken(tmp_path: Path) -> None:
    with a_store(tmp_path, mode=Mode.PUSH) as store:
        ready(store)
        ticket = at_once_callable(store)
        (announced,) = unspoken(store)
        store.writer.perform_now(lambda day: serving.recall(day, VERIFIER, ticket=ticket))
        (again,) = unspoken(store)
        assert again > announced
        store.writer.perform_now(lambda day: serving.start(day, VERIFIER, ticket=ticket))
        assert unspoken(store) == []
        store.writer.perform_now(lambda day: announcing.spoken(day, DISPLAY, announcement=again, ok=True))
        assert store.writer.perform_now(lambda day: day.announcement_outcome(again)) == "spoken"


def unspoken(store: Store) -> list[int]:
    from counter_server.storage import statements

    rows = store.read_now(lambda line, present, setup: line.all(statements.unspoken, branch=setup.key))
    return [row[1] for row in rows]


def test_the_last_calls_stay_on_the_wall_however_many_counters_are_busy(floor: Server) -> None:
    done, verifiers = [], [floor.verifier(n) for n in range(1, 15)]
    for _ in range(2):
        floor.issue()
        ticket = verifiers[0].call_next("loket-1")
        assert ticket is not None
        verifiers[0].start(ticket.id)
        verifiers[0].finish(ticket.id, "complete")
        done.append(ticket.number)
    for n, verifier in enumerate(verifiers, 1):
        floor.issue()
        busy = verifier.call_next(f"loket-{n}")
        assert busy is not None
        verifier.recall(busy.id)
    finished = [ticket.number for ticket in floor.display.board().tickets if ticket.status is Is.FINISHED]
    assert sorted(finished) == sorted(done)


def test_a_call_next_that_finds_nobody_twice_is_told_once(floor: Server) -> None:
    verifier = floor.verifier()
    assert verifier.call_next("loket-1") is None
    seq = verifier.board().seq
    assert verifier.call_next("loket-1") is None
    assert verifier.board().seq == seq


def test_people_ahead_are_counted_from_when_one_came_whenever_one_asks(floor: Server) -> None:
    wish = {"request_id": "asks-a-second-time", "service": "A", "documents": COMPLETE, "answers": PLAIN_ANSWERS}
    floor.issue()
    first = floor.kiosk.issue(**wish)  # type: ignore[arg-type]
    for _ in range(3):
        floor.issue()
    assert (first.ahead, floor.kiosk.issue(**wish).ahead) == (1, 1)  # type: ignore[arg-type]
    floor.kiosk.printed(first.id)
    verifiers = [floor.verifier(n) for n in (1, 2)]
    assert [verifier.call_next(f"loket-{n}") is not None for n, verifier in enumerate(verifiers, 1)] == [True, True]
    assert floor.kiosk.issue(**wish).ahead == 0  # type: ignore[arg-type]


def test_a_verifier_works_on_whatever_the_person_in_charge_called_to_her(floor: Server) -> None:
    verifier, needs_help = floor.verifier(), floor.issue(documents={"kk": ["original"]})
    assert needs_help.step == "help"
    floor.supervisor().call(needs_help.id, "loket-1", "pengunjung sakit")
    assert verifier.documents(needs_help.id, COMPLETE).missing == {}


def test_ones_own_held_ticket_is_called_back_without_a_body(floor: Server) -> None:
    verifier, ticket = floor.verifier(), floor.issue()
    verifier.call_next("loket-1")
    verifier.start(ticket.id)
    verifier.hold(ticket.id)
    answer = Wire(floor.url).send("POST", f"/tickets/{ticket.id}/call", token=verifier.token)
    assert (answer.status, answer.json["status"]) == (200, "called")


@pytest.mark.parametrize("body", [{}, {"request_id": 5}])
def test_a_stranger_is_told_only_that_she_is_one_whatever_she_sends(floor: Server, body: dict[str, object]) -> None:
    assert Wire(floor.url).send("POST", "/tickets", body, token="nobody").code == "not_signed_in"


def test_what_another_process_writes_is_told_by_starting_over(floor: Server) -> None:
    with listening(floor, DEMO_DISPLAY) as heard:
        before = next(heard)
        assert isinstance(before, Board)
        done = run(floor.data, "--pair", "display", "another wall")
        assert done.returncode == 0, done.stderr
        for happening in heard:
            if isinstance(happening, Board):
                break
            assert isinstance(happening, Away) or happening.seq <= before.seq
        assert isinstance(happening, Board)
        assert happening.seq > before.seq


def test_nobody_else_on_the_machine_may_read_the_office(floor: Server) -> None:
    for file in floor.data.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file


def test_health_is_a_write_that_reaches_the_disk_and_changes_nothing(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        store.writer.perform_now(issue)
        store.clock = at("2026-11-23T08:00:01+07:00")
        log = tmp_path / "lalopa.db-wal"
        written, seq = log.read_bytes(), store.read_now(lambda line, present, setup: present.seq)
        store.writer.perform_now(write_head)
        assert log.read_bytes() != written
        assert store.read_now(lambda line, present, setup: present.seq) == seq


def test_a_new_pin_ends_the_old_session(tmp_path: Path) -> None:
    from tests.server import running

    data = tmp_path / "data"
    assert run(data, "--set-pin", "verifier-1", stdin="135790\n").returncode == 0
    with running(data, "--assignment", "pull") as server:
        verifier = server.signed_in("verifier-1", "loket-1", pin="135790")
        assert verifier.ready().state == "ready"
        assert run(data, "--set-pin", "verifier-1", stdin="975310\n").returncode == 0
        with pytest.raises(ServerRefused) as refused:
            verifier.ready()
        assert refused.value.code == "not_signed_in"
