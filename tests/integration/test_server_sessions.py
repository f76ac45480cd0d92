"""Signing in and out: one session each, one person a counter, cookies that only our own pages may use, restarts."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from counter_server.protocol.client import CounterClient, ServerRefused
from counter_server.protocol.event_stream import Away, EventStream
from tests.server import DEMO_PIN, Server, Wire, run, running

SERVER_OPTIONS = ("--assignment", "pull")


def refusal(deed: Callable[[], object]) -> ServerRefused:
    with pytest.raises(ServerRefused) as refused:
        deed()
    return refused.value


def test_a_new_sign_in_replaces_the_old_one_and_cuts_its_stream(floor: Server) -> None:
    old = floor.verifier()
    stream = EventStream(floor.url, old.token)
    heard = stream.listen()
    next(heard)
    new = floor.verifier()
    assert next(happening for happening in heard if isinstance(happening, Away)) == Away(reason="ended")
    stream.close()
    assert refusal(old.ready).status == 401
    assert new.ready().state == "ready"


def test_a_replaced_session_hears_no_more_than_that_it_is_over(floor: Server) -> None:
    old = floor.verifier()
    floor.verifier()
    stream = EventStream(floor.url, old.token)
    assert next(stream.listen()) == Away(reason="not_signed_in")
    stream.close()


def test_an_occupied_counter_is_taken(floor: Server) -> None:
    floor.verifier(1)
    said = refusal(lambda: floor.signed_in("verifier-2", "loket-1"))
    assert (said.status, said.code) == (409, "counter_taken")
    assert said.facts == {"counter": "loket-1", "staff": "Verifikator 1"}


def test_whoever_moves_to_another_counter_leaves_the_first_one_free(floor: Server) -> None:
    floor.signed_in("verifier-1", "loket-1")
    floor.signed_in("verifier-1", "loket-5")
    floor.signed_in("verifier-2", "loket-1")
    at = {member.staff: member.counter for member in floor.supervisor().board().staff if member.counter}
    assert at == {"verifier-1": "loket-5", "verifier-2": "loket-1"}


def test_with_a_ticket_open_one_neither_leaves_nor_moves_but_may_come_back(floor: Server) -> None:
    verifier = floor.verifier()
    ticket = floor.issue("A")
    verifier.call_next("loket-1")
    open_ticket = {"ticket": ticket.id, "number": ticket.number, "status": "called"}
    for deed in (verifier.sign_out, lambda: floor.signed_in("verifier-1", "loket-7")):
        said = refusal(deed)
        assert (said.status, said.code, said.facts) == (409, "ticket_open", open_ticket)
    again = floor.verifier()
    assert again.start(ticket.id).status == "serving"


def test_after_signing_out_the_token_is_worth_nothing(floor: Server) -> None:
    verifier = floor.verifier()
    token = verifier.token
    verifier.sign_out()
    assert refusal(floor.client(token).board).status == 401


def test_signed_in_is_not_yet_ready(floor: Server) -> None:
    verifier = floor.verifier()
    [me] = [member for member in verifier.board().staff if member.staff == "verifier-1"]
    assert (me.state, me.counter) == ("paused", "loket-1")


@pytest.mark.parametrize(
    "headers, status",
    [
        ({"origin": "{url}"}, 200),
        ({"sec_fetch_site": "same-origin"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "{url}.evil.example"}, 403),
        ({"origin": "https://evil.example", "sec_fetch_site": "same-origin"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({}, 403),
    ],
)
def test_a_cookie_commands_only_from_our_own_pages(
    floor: Server, wire: Wire, headers: dict[str, str], status: int
) -> None:
    cookie = f"lalopa_session={floor.verifier().token}"
    given = {name: value.format(url=floor.url) for name, value in headers.items()}
    answer = wire.send("POST", "/staff/me/ready", cookie=cookie, **given)
    assert answer.status == status
    if status == 403:
        assert answer.code == "wrong_origin"


def test_a_cookie_reads_whatever_the_origin_and_a_token_needs_none(floor: Server, wire: Wire) -> None:
    token = floor.verifier().token
    foreign = {"origin": "https://evil.example"}
    assert wire.send("GET", "/board", cookie=f"lalopa_session={token}", **foreign).status == 200
    assert wire.send("POST", "/staff/me/ready", token=token, **foreign).status == 200


def test_a_session_and_what_she_does_survive_a_restart(floor: Server) -> None:
    verifier = floor.verifier()
    ticket = floor.issue("A")
    verifier.call_next("loket-1")
    floor.restart()
    assert verifier.ticket(ticket.id).status == "called"
    assert verifier.start(ticket.id).staff == "verifier-1"


def paired(data: Path, kind: str, name: str) -> str:
    done = run(data, "--pair", kind, name)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def given_a_pin(data: Path, staff: str, pin: str) -> int:
    return run(data, "--set-pin", staff, stdin=f"{pin}\n").returncode


Real = tuple[Server, str]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Real]":
    """Not a demonstration: one PIN set, one kiosk paired."""
    data = tmp_path_factory.mktemp("real") / "data"
    assert given_a_pin(data, "verifier-1", "135790") == 0
    key = paired(data, "kiosk", "kiosk-1")
    with running(data, "--assignment", "pull") as server:
        yield server, key


def test_outside_a_demonstration_there_is_no_pin_and_no_key_that_everybody_knows(real: Real) -> None:
    server, key = real
    for device in ("demo-kiosk", "demo-display"):
        assert refusal(server.client(device).board).status == 401
    for staff in ("verifier-1", "verifier-2", "supervisor-1"):
        assert refusal(lambda staff=staff: server.signed_in(staff, "loket-1", DEMO_PIN)).code == "wrong_pin"  # type: ignore[misc]
    assert server.client(key).board().branch.demo is False
    assert server.signed_in("verifier-1", "loket-1", "135790").ready().state == "ready"


def test_after_three_wrong_pins_one_waits_whatever_the_pin(real: Real) -> None:
    server, _ = real
    wire = Wire(server.url)

    def attempt(pin: str) -> tuple[int, str]:
        answer = wire.send("POST", "/session", {"staff": "extra-1", "pin": pin, "counter": "bantuan-1"})
        if answer.status == 429:
            seconds = answer.json["facts"]["seconds"]
            assert 1 <= seconds <= 300
            assert answer.headers["retry-after"] == str(seconds)
        return answer.status, answer.code

    assert [attempt("111111") for _ in range(3)] == [(401, "wrong_pin")] * 3
    assert attempt("222222") == (429, "too_many_tries")
    assert server.signed_in("verifier-1", "loket-1", "135790").token  # somebody else is not slowed down


def test_many_guesses_at_once_are_slowed_down_too(real: Real) -> None:
    server, _ = real

    def attempt(pin: int) -> str:
        return refusal(lambda: server.signed_in("extra-2", "bantuan-2", str(pin))).code

    began = time.monotonic()
    with ThreadPoolExecutor(16) as many:
        said = list(many.map(attempt, range(100000, 100016)))
    passed = time.monotonic() - began
    waited_for = sum(2 ** (n + 1) - 2 <= passed for n in range(1, 16))  # 2 s, then 4 s more, then 8: on a slow machine
    assert said.count("wrong_pin") <= 3 + waited_for
    assert said.count("wrong_pin") + said.count("too_many_tries") + said.count("sign_in_locked") == 16


@pytest.mark.parametrize("pin", ["12345", "\uff11" * 6])
def test_a_pin_that_is_too_easy_is_not_kept(real: Real, pin: str) -> None:
    assert given_a_pin(real[0].data, "verifier-3", pin) == 2
    assert refusal(lambda: real[0].signed_in("verifier-3", "loket-3", pin)).status in (401, 422)


def test_a_pin_for_nobody_on_the_roster_is_not_kept(real: Real) -> None:
    done = run(real[0].data, "--set-pin", "verifier-77", stdin="135790\n")
    assert (done.returncode, "verifier-77" in done.stderr) == (2, True)


def test_a_device_is_paired_while_the_server_runs_and_again_with_a_new_key(real: Real) -> None:
    server, kiosk = real
    old, new = (paired(server.data, "display", "wall") for _ in range(2))
    assert refusal(server.client(old).board).status == 401
    wall = server.client(new)
    assert wall.board().branch.key == "p2km"
    assert refusal(lambda: wall.issue(request_id="12345678", service="S")).code == "not_allowed"
    assert server.client(kiosk).board().branch.key == "p2km"


def test_a_demonstration_is_not_heard_beyond_this_machine(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "::"):
        done = run(tmp_path / "data", "--demo", "--host", host, "--port", "0")
        assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "data").exists()


def test_the_clock_is_moved_in_a_demonstration_only(tmp_path: Path) -> None:
    done = run(tmp_path / "data", "--clock-start", "2026-11-23T08:00:00+07:00", "--port", "0")
    assert done.returncode == 2


def test_a_demonstrations_sessions_end_with_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    display = paired(data, "display", "wall")
    with running(data, "--demo", "--assignment", "pull") as server:
        ready, busy = server.verifier(1), server.verifier(2)
        ready.ready()
        ticket = server.issue("A")
        busy.call_next("loket-2")
        supervisor = server.supervisor()
        server.restart("--assignment", "push")

        def over(client: CounterClient) -> bool:
            return refusal(client.board).status == 401

        assert over(ready)
        assert over(busy)
        assert over(supervisor)
        # nobody is left ready for tickets that would be called to an empty chair
        states = {one.counter: (one.state, one.ticket) for one in server.client(display).board().counters}
        assert states["loket-1"] == ("away", None)
        assert states["loket-2"] == ("busy", ticket.id)
