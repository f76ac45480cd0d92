"""Who guesses PINs is shut out, and nobody else is: over HTTP, across restarts, seen by the person in charge."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from counter_server.protocol.client import CounterClient, ServerRefused
from tests.guarded import OTHER_PIN, PIN, WRONG_PIN, guarded, prepared
from tests.server import Server, Wire, run

SETTINGS = """
[safety]
wrong_pins = 4
wrong_pins_of_strangers = 5
"""
AT_HOME = ("verifier-1", "supervisor-1")


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("branch"), SETTINGS, pins=(*AT_HOME, "verifier-2"))


@pytest.fixture
def server(branch: Path, tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(branch, tmp_path / "branch")
    with guarded(tmp_path / "branch") as started:
        yield started


def attempt(server: Server, staff: str, pin: str) -> tuple[int, str]:
    counter = None if staff.startswith("supervisor") else staff.replace("verifier", "loket").replace("extra", "bantuan")
    answer = Wire(server.url).send("POST", "/session", {"staff": staff, "pin": pin, "counter": counter})
    return answer.status, "" if answer.status == 200 else answer.code


def guessed(server: Server) -> list[tuple[int, str]]:
    """What somebody who knows the names and no PIN is told."""
    return [attempt(server, f"verifier-{n}", WRONG_PIN) for n in range(3, 9)]


def test_whoever_guesses_is_locked_out_of_every_strange_name_and_a_restart_forgives_nothing(server: Server) -> None:
    for staff in AT_HOME:
        assert attempt(server, staff, PIN) == (200, "")
    assert guessed(server) == [(401, "wrong_pin")] * 5 + [(429, "sign_in_locked")]
    assert attempt(server, "verifier-2", PIN) == (429, "sign_in_locked"), "a right PIN changes nothing"
    server.kill()
    server.start()
    assert attempt(server, "verifier-9", WRONG_PIN) == (429, "sign_in_locked")
    for staff in AT_HOME:
        assert attempt(server, staff, PIN) == (200, ""), "who works here is not locked out of her own counter"


def test_a_lock_says_how_long_and_the_person_in_charge_sees_it_and_lifts_it(server: Server) -> None:
    supervisor = server.signed_in("supervisor-1", None, PIN)
    guessed(server)
    answer = Wire(server.url).send("POST", "/session", {"staff": "verifier-2", "pin": PIN, "counter": "loket-2"})
    assert answer.headers["retry-after"] == str(answer.json["facts"]["seconds"])
    assert 14 * 60 < answer.json["facts"]["seconds"] <= 15 * 60 + 1
    assert answer.json["facts"]["minutes"] in (15, 16)
    alerts = [alert.code for alert in supervisor.devices().alerts]
    assert alerts == ["address_locked"]
    supervisor.unlock("verifier-2")
    assert attempt(server, "verifier-2", PIN) == (200, "")
    assert supervisor.devices().alerts == []


def counted(server: Server, staff: str) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(server.data / "lalopa.db")) as database:
        asked = "SELECT failures, locked_until > 0 FROM sign_in_tries WHERE staff = ? AND address = '127.0.0.1'"
        return database.execute(asked, [staff]).fetchall()


def test_a_failure_is_durable_before_it_is_told_and_a_new_pin_forgives_it(server: Server) -> None:
    said = [attempt(server, "verifier-2", WRONG_PIN) for _ in range(4)]
    assert said == [(401, "wrong_pin")] * 3 + [(429, "too_many_tries")]
    server.kill()
    assert counted(server, "verifier-2") == [(3, 0)]
    assets = str(server.data.parent / "assets")
    assert run(server.data, "--assets", assets, "--set-pin", "verifier-2", stdin=f"{OTHER_PIN}\n").returncode == 0
    server.start()
    assert attempt(server, "verifier-2", OTHER_PIN) == (200, "")


def test_nobody_on_the_roster_is_told_the_same_as_somebody_and_counts_too(server: Server) -> None:
    said = [attempt(server, f"nobody-{n}", WRONG_PIN) for n in range(6)]
    assert said == [(401, "wrong_pin")] * 5 + [(429, "sign_in_locked")]


def test_what_is_logged_names_the_person_and_the_address_and_never_a_pin(server: Server) -> None:
    guessed(server)
    attempt(server, "not-a-person-804519", WRONG_PIN)
    log = server.log.read_text()
    assert "wrong PIN: verifier-3 from 127.0.0.1" in log
    assert "sign-in locked (address): verifier-7 from 127.0.0.1" in log
    assert WRONG_PIN not in log
    assert PIN not in log


def refusal(client: CounterClient, pin: str, new: str) -> str:
    with pytest.raises(ServerRefused) as refused:
        client.change_pin(pin, new)
    return refused.value.code


def test_a_new_pin_wants_the_present_one_and_is_none_that_is_easily_guessed(server: Server) -> None:
    verifier = server.signed_in("verifier-1", "loket-1", PIN)
    assert refusal(verifier, WRONG_PIN, OTHER_PIN) == "wrong_pin"
    assert refusal(verifier, PIN, "123456") == "pin_too_easy"
    verifier.change_pin(PIN, OTHER_PIN)
    assert verifier.ready().state == "ready", "this session goes on"
    assert attempt(server, "verifier-1", PIN) == (401, "wrong_pin")
    assert attempt(server, "verifier-1", OTHER_PIN) == (200, "")
    with pytest.raises(ServerRefused):
        verifier.ready()  # one has signed in elsewhere meanwhile: nobody has two sessions
