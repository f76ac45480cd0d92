"""Machines without a key: the code they show, the supervisor who types it, the key they fetch, and how they lose it."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event
from uuid import uuid4

import msgspec
import pytest

from counter_server.operations.callers import token_hash
from counter_server.protocol.client import CounterClient, ServerRefused
from counter_server.protocol.device_messages import DeviceNow
from counter_server.protocol.device_state import DeviceState
from counter_server.protocol.event_stream import Away
from counter_server.protocol.messages import Board, Heartbeat
from counter_server.web.pairings import ALPHABET, LETTERS_IN_A_CODE, MOST_BEGUN_EACH, MOST_OPEN_EACH
from tests.server import DEMO_DISPLAY, DEMO_KIOSK, Server, Wire, listening, run, running
from tests.store import database_of

MORNING = "2026-11-23T07:00:00+07:00"
NAMES = (f"mesin-{n}" for n in range(1, 1000))


@pytest.fixture
def supervisor(server: Server) -> CounterClient:
    return server.supervisor()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own: it counts what one address begins."""
    with running(tmp_path / "data") as started:
        yield started


def refusal(deed: Callable[[], object]) -> tuple[int, str]:
    with pytest.raises(ServerRefused) as refused:
        deed()
    return refused.value.status, refused.value.code


def paired(server: Server, supervisor: CounterClient, kind: str = "kiosk", name: str = "") -> tuple[str, DeviceNow]:
    """A machine that went the whole way: its key, and what the supervisor was told."""
    pairing = server.client().begin_pairing(kind)
    device = supervisor.approve_pairing(pairing.code, name or next(NAMES))
    return server.client().claim_pairing(pairing.secret).key, device


def written(server: Server) -> str:
    """Everything in the database's file, as text."""
    with closing(sqlite3.connect(database_of(server.data))) as database:
        return "\n".join(database.iterdump())


def test_a_code_is_six_letters_that_cannot_be_mistaken_for_each_other(server: Server) -> None:
    pairing = server.client().begin_pairing("kiosk")
    assert len(pairing.code) == LETTERS_IN_A_CODE
    assert set(pairing.code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("O0QI1LB8S5Z2G6UV")
    assert pairing.seconds == 600


def test_a_machine_waits_until_its_code_is_typed_and_then_works_with_its_key(
    server: Server, supervisor: CounterClient
) -> None:
    machine = server.client()
    pairing = machine.begin_pairing("kiosk")
    assert 0 < machine.claim_pairing(pairing.secret).seconds <= 600
    supervisor.approve_pairing(pairing.code, "kiosk-pintu")
    claim = machine.claim_pairing(pairing.secret)
    assert (claim.device, claim.kind, claim.seconds) == ("kiosk-pintu", "kiosk", 0)
    assert server.client(claim.key).issue(request_id=str(uuid4()), service="S").number.startswith("S-")


def test_a_code_is_read_however_it_was_typed(server: Server, supervisor: CounterClient) -> None:
    code = server.client().begin_pairing("display").code
    typed = f" {code[:3].lower()} - {code[3:].lower()}"
    assert supervisor.approve_pairing(typed, "layar-pintu").kind == "display"


def test_a_wrong_code_is_told_so_and_pairs_nobody(server: Server, supervisor: CounterClient) -> None:
    pairing = server.client().begin_pairing("kiosk")
    wrong = "".join("A" if sign != "A" else "C" for sign in pairing.code)
    assert refusal(lambda: supervisor.approve_pairing(wrong, "kiosk-salah")) == (404, "pairing_code_unknown")
    assert server.client().claim_pairing(pairing.secret).key == ""


def test_a_code_is_good_for_one_machine(server: Server, supervisor: CounterClient) -> None:
    pairing = server.client().begin_pairing("kiosk")
    supervisor.approve_pairing(pairing.code, "kiosk-satu")
    assert refusal(lambda: supervisor.approve_pairing(pairing.code, "kiosk-dua")) == (404, "pairing_code_unknown")


def test_a_key_that_is_not_fetched_in_time_is_fetched_no_more(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--demo", "--clock-start", MORNING, "--clock-speed", "3000") as server:
        pairing = server.client().begin_pairing("kiosk")
        server.supervisor().approve_pairing(pairing.code, "kiosk-lambat")
        Event().wait(0.5)  # 25 minutes
        assert refusal(lambda: server.client().claim_pairing(pairing.secret)) == (404, "pairing_unknown")


def test_of_two_who_approve_at_the_same_moment_one_is_told_that_the_code_is_gone(
    server: Server, supervisor: CounterClient
) -> None:
    pairing = server.client().begin_pairing("kiosk")

    def approve(name: str) -> str:
        try:
            return supervisor.approve_pairing(pairing.code, name).device
        except ServerRefused as refused:
            return refused.code

    with ThreadPoolExecutor(2) as two:
        told = sorted(two.map(approve, ("kembar-a", "kembar-b")))
    claim = server.client().claim_pairing(pairing.secret)
    assert told == sorted([claim.device, "pairing_code_unknown"])


def test_a_key_is_given_again_until_it_is_used_and_never_after(server: Server, supervisor: CounterClient) -> None:
    machine = server.client()
    pairing = machine.begin_pairing("kiosk")
    supervisor.approve_pairing(pairing.code, "kiosk-sekali")
    first = machine.claim_pairing(pairing.secret)
    assert machine.claim_pairing(pairing.secret) == first
    server.client(first.key).report_state(DeviceState({}))
    assert refusal(lambda: machine.claim_pairing(pairing.secret)) == (404, "pairing_unknown")


def test_neither_key_nor_claim_nor_code_is_written_down(server: Server, supervisor: CounterClient) -> None:
    pairing = server.client().begin_pairing("kiosk")
    supervisor.approve_pairing(pairing.code, "kiosk-rahasia")
    key = server.client().claim_pairing(pairing.secret).key
    text = written(server)
    assert token_hash(key) in text
    assert not [secret for secret in (key, pairing.secret, pairing.code) if secret in text + server.log.read_text()]


def test_a_claim_nobody_made_and_one_that_cannot_be_are_refused(server: Server, wire: Wire) -> None:
    guess = "A" * 43
    assert refusal(lambda: server.client().claim_pairing(guess)) == (404, "pairing_unknown")
    assert wire.send("POST", "/devices/pairing/claim", {"secret": "short"}).code == "malformed"
    assert wire.send("POST", "/devices/pairing", {"kind": "printer"}).code == "malformed"
    assert wire.send("POST", "/devices/pairing", {"kind": "kiosk", "code": "AAAAAA"}).code == "malformed"


def test_only_the_person_in_charge_pairs_and_revokes(server: Server) -> None:
    pairing = server.client().begin_pairing("kiosk")
    others = (server.verifier(1), server.extra(1), server.client(DEMO_KIOSK), server.client(DEMO_DISPLAY))
    for other in others:
        assert refusal(partial(other.approve_pairing, pairing.code, "x")) == (403, "not_allowed")
        assert refusal(partial(other.approve_pairing, "AAAAAA", "x")) == (403, "not_allowed")  # nor learns of codes
        assert refusal(partial(other.revoke_device, "demo-kiosk")) == (403, "not_allowed")
    assert refusal(lambda: server.client().approve_pairing(pairing.code, "x")) == (401, "not_signed_in")
    assert refusal(lambda: server.client().revoke_device("x")) == (401, "not_signed_in")


def test_after_a_restart_an_unapproved_machine_begins_anew_and_an_approved_one_gets_its_key(alone: Server) -> None:
    machine, supervisor = alone.client(), alone.supervisor()
    open_one, approved = machine.begin_pairing("kiosk"), machine.begin_pairing("kiosk")
    supervisor.approve_pairing(approved.code, "kiosk-mati-listrik")
    alone.kill()
    alone.start()
    assert refusal(lambda: machine.claim_pairing(open_one.secret)) == (404, "pairing_unknown")
    key = machine.claim_pairing(approved.secret).key
    assert alone.client(key).board().counters


def test_a_revoked_machine_loses_its_stream_and_every_answer_at_once(server: Server, supervisor: CounterClient) -> None:
    key, device = paired(server, supervisor)
    with listening(server, key) as heard:
        assert isinstance(next(heard), Board)
        supervisor.revoke_device(device.device)
        gone = supervisor.board().at
        told: list[object] = []
        while Away(reason="not_signed_in") not in told:
            told.append(next(heard))
            assert not (isinstance(told[-1], Heartbeat) and told[-1].at > gone), "it still listens"
    assert told[-2:] == [Away(reason="ended"), Away(reason="not_signed_in")]
    assert refusal(server.client(key).board) == (401, "not_signed_in")


def test_revoking_twice_is_revoking_once_and_nobody_is_unknown(server: Server, supervisor: CounterClient) -> None:
    _, device = paired(server, supervisor)
    first = supervisor.revoke_device(device.device)
    assert first.revoked_at is not None
    assert supervisor.revoke_device(device.device) == first
    assert refusal(lambda: supervisor.revoke_device("bukan-siapa-siapa")) == (404, "device_unknown")


def test_a_name_at_work_is_not_given_away_and_its_code_stays_good(server: Server, supervisor: CounterClient) -> None:
    key, device = paired(server, supervisor)
    pairing = server.client().begin_pairing("kiosk")
    assert refusal(lambda: supervisor.approve_pairing(pairing.code, device.device)) == (409, "device_name_taken")
    assert refusal(lambda: supervisor.approve_pairing(pairing.code, "demo-kiosk")) == (409, "device_name_taken")
    assert server.client(key).board().seq
    supervisor.approve_pairing(pairing.code, next(NAMES))


def test_a_kiosk_of_a_revoked_name_gets_its_letter_back_and_the_old_key_stays_dead(
    server: Server, supervisor: CounterClient
) -> None:
    old, device = paired(server, supervisor)
    _, other = paired(server, supervisor)
    assert device.letter
    assert device.letter != other.letter
    supervisor.revoke_device(device.device)
    new, again = paired(server, supervisor, name=device.device)
    assert again.letter == device.letter
    assert refusal(server.client(old).board) == (401, "not_signed_in")
    assert server.client(new).board().seq


def test_a_revoked_name_is_not_given_to_a_machine_of_another_kind(server: Server, supervisor: CounterClient) -> None:
    _, device = paired(server, supervisor)
    supervisor.revoke_device(device.device)
    pairing = server.client().begin_pairing("display")
    assert refusal(lambda: supervisor.approve_pairing(pairing.code, device.device)) == (409, "device_name_taken")


def test_pairing_and_revoking_are_lines_of_the_journal(server: Server, supervisor: CounterClient) -> None:
    _, device = paired(server, supervisor)
    supervisor.revoke_device(device.device)
    with closing(sqlite3.connect(database_of(server.data))) as database:
        rows = database.execute(
            "SELECT who, action, payload FROM journal WHERE subject = ? ORDER BY seq", [f"device:{device.device}"]
        ).fetchall()
    assert [(who, action) for who, action, _ in rows] == [("supervisor-1", "pair"), ("supervisor-1", "revoke")]
    assert msgspec.json.decode(rows[0][2]) == {"kind": "kiosk", "letter": device.letter}
    assert run(server.data, "--verify-journal").returncode == 0


def test_the_list_tells_who_paired_what_when_and_when_it_was_seen(server: Server, supervisor: CounterClient) -> None:
    key, device = paired(server, supervisor)
    (never,) = [one for one in supervisor.devices().devices if one.device == device.device]
    assert (never.paired_by, never.last_seen, never.heard) == ("supervisor-1", None, False)
    assert never.paired_at is not None
    server.client(key).report_state(DeviceState({}, "0.1.0"))
    (seen,) = [one for one in supervisor.devices().devices if one.device == device.device]
    assert seen.last_seen is not None
    assert seen.last_seen >= never.paired_at
    assert (seen.heard, seen.version) == (True, "0.1.0")


def test_a_machine_that_keeps_beginning_ends_its_own_oldest_code(alone: Server) -> None:
    machine = alone.client()
    begun = [machine.begin_pairing("kiosk") for _ in range(MOST_OPEN_EACH + 1)]
    assert refusal(lambda: machine.claim_pairing(begun[0].secret)) == (404, "pairing_unknown")
    assert all(machine.claim_pairing(one.secret).seconds for one in begun[1:])


def test_an_address_that_begins_too_often_is_told_to_wait(alone: Server) -> None:
    machine = alone.client()
    for _ in range(MOST_BEGUN_EACH):
        machine.begin_pairing("kiosk")
    with pytest.raises(ServerRefused) as refused:
        machine.begin_pairing("kiosk")
    assert (refused.value.status, refused.value.code) == (429, "too_many_tries")
    assert 0 < refused.value.facts["seconds"] <= 600
