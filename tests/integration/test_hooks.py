"""Hooks, with a real server and real receivers: in order, at least once, through failures and restarts, held up by
nobody, signed, and within the limits of whom they may reach."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import urllib3

from counter_server.protocol.hook_signature import HEADER, genuine
from tests.outside_office import Receiver, assets_with, hook, receiving
from tests.server import ROOT, Server, change, listening, place_kept, run, running

WALL = {"id", "number", "service", "step", "status", "counter", "called_at", "recalls"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as listening:
        yield listening


def office(folder: Path, *hooks: str, options: tuple[str, ...] = ()) -> tuple[Path, tuple[str, ...]]:
    """Where its data is, and the words its server starts with."""
    assets = assets_with(folder, "\n".join(hooks))
    return folder / "data", ("--demo", "--assets", str(assets), "--assignment", "pull", *options)


def metric(server: Server, line: str) -> float:
    text = server.client().metrics()
    return float(next(one.rpartition(" ")[2] for one in text.splitlines() if one.startswith(line + " ")))


def page(server: Server, path: str = "/console/interfaces", method: str = "GET") -> urllib3.BaseHTTPResponse:
    """As the person in charge has it."""
    headers = {"Cookie": f"lalopa_session={server.supervisor().token}", "Origin": server.url}
    return urllib3.PoolManager(retries=False).request(method, server.url + path, headers=headers)


def test_each_verb_is_told_in_order_as_a_wall_may_see_it_and_signed(tmp_path: Path, receiver: Receiver) -> None:
    data, words = office(tmp_path, hook("rsud", receiver.url))
    with running(data, *words) as server:
        ticket = server.issue("A", nik="1871014501900001", answers={"for": "family", "insurance": "none"})
        verifier = server.verifier()
        verifier.call_next("loket-1")
        verifier.start(ticket.id)
        verifier.finish(ticket.id, "complete")
        told = [receiver.next_taken() for _ in range(4)]
        secret = run(data, *words, "--hook-secret", "rsud").stdout.strip()
        unknown = run(data, *words, "--hook-secret", "nobody")
        assert (unknown.returncode, "nobody" in unknown.stderr) == (2, True)
        kept = b"".join(path.read_bytes() for path in data.iterdir() if path.is_file())
        assert secret.removeprefix("lh_").encode() not in kept
    assert [one.told["action"] for one in told] == ["issue", "call", "start", "finish"]
    assert [one.seq for one in told] == sorted(one.seq for one in told)
    assert all(set(one.told) == {"hook", "branch", "seq", "at", "action", "ticket"} for one in told)
    assert all(set(one.told["ticket"]) == WALL for one in told)
    assert [one.told["ticket"]["status"] for one in told] == ["waiting", "called", "serving", "finished"]
    assert told[1].told["ticket"]["counter"] == "loket-1"
    for one in told:
        at = float(one.headers[HEADER].partition(",")[0].removeprefix("t="))
        assert genuine(secret, one.content, one.headers[HEADER], at)
        assert one.headers["Lalopa-Delivery"] == f"p2km/rsud/{one.seq}"
        assert b"1871" not in one.content
        assert b"family" not in one.content


def test_failures_keep_the_order_and_lose_nothing(tmp_path: Path) -> None:
    receiver = Receiver(script=[500, 204, 302, 503, 204, 404])
    with place_kept() as place:
        receiver.port = place.getsockname()[1]  # where nobody listens, for now
        data, words = office(tmp_path, hook("rsud", receiver.url, events=["issue"]), options=("--clock-speed", "50"))
        with running(data, *words) as server:
            tickets = [server.issue("S").id for _ in range(4)]
            with receiving(receiver):
                told = [receiver.next_taken() for _ in tickets]
    assert [one.told["ticket"]["id"] for one in told] == tickets
    assert receiver.taken == sorted(set(receiver.taken)), "none twice: no answer was lost"
    assert [one.status for one in receiver.all] == [500, 204, 302, 503, 204, 404, 204, 204]
    assert [one.headers["Lalopa-Try"] for one in receiver.all][2:] == ["1", "2", "3", "1", "2", "1"]


def test_restarts_and_a_killed_server_lose_nothing_and_the_order_stands(tmp_path: Path) -> None:
    receiver = Receiver()
    data, words = office(tmp_path, hook("rsud", "http://127.0.0.1:1/", events=["issue"]))
    issued: list[int] = []
    with receiving(receiver):
        assets_with(tmp_path, hook("rsud", receiver.url, events=["issue"]))
        with running(data, *words) as server:
            for n in range(2):
                issued += [server.issue("S").id for _ in range(5)]
                receiver.next_taken()
                server.kill() if n else server.stop()
                server.start()
            issued += [server.issue("S").id]
            while receiver.next_taken().told["ticket"]["id"] != issued[-1]:
                pass
    taken = list(dict.fromkeys(receiver.taken))
    assert [one.told["ticket"]["id"] for one in receiver.all if one.status < 300 and one.seq in taken][-1] == issued[-1]
    assert len(taken) == len(issued), "every one of them came"
    assert taken == sorted(taken), "a line that came twice came before the next one"
    repeated = len(receiver.taken) - len(taken)
    assert repeated <= 1, "at most one for each time it was killed"


def test_a_receiver_that_never_answers_holds_up_neither_the_queue_nor_another_hook(tmp_path: Path) -> None:
    hangs, well = Receiver(script=[None]), Receiver()
    with receiving(hangs), receiving(well):
        data, words = office(tmp_path, hook("a-slow", hangs.url), hook("b-well", well.url, events=["issue"]))
        with running(data, *words) as server:
            tickets = [server.issue("S").id for _ in range(5)]
            assert [well.next_taken().told["ticket"]["id"] for _ in tickets] == tickets
            assert hangs.taken == []
            hangs.let_go.set()


def test_a_new_hook_begins_now_and_another_begins_where_it_was(tmp_path: Path, receiver: Receiver) -> None:
    second = Receiver()
    data, words = office(tmp_path, hook("old", receiver.url, events=["issue"]))
    with receiving(second), running(data, *words) as server:
        server.issue("S")
        receiver.next_taken()
        server.stop()
        assets_with(tmp_path, hook("old", receiver.url, events=["issue"]) + hook("new", second.url, events=["issue"]))
        server.start(*words, "--import")
        ticket = server.issue("S").id
        assert second.next_taken().told["ticket"]["id"] == ticket
        assert receiver.next_taken().told["ticket"]["id"] == ticket
    assert len(receiver.taken) == 2
    assert len(second.taken) == 1


def test_trying_and_sending_again_move_nothing_and_the_last_two_hundred_are_remembered(
    tmp_path: Path, receiver: Receiver
) -> None:
    data, words = office(tmp_path, hook("rsud", receiver.url, events=["issue"]))
    with running(data, *words) as server:
        server.issue("S")
        first = receiver.next_taken()
        assert page(server, "/console/interfaces/hooks/rsud/try", "POST").status == 200
        trial = receiver.next_taken()
        assert (trial.told["action"], trial.told["seq"], trial.told["ticket"]) == ("trial", 0, None)
        shown = page(server).data.decode()
        n = shown.rpartition('id="again-')[2].partition('"')[0]
        page(server, f"/console/interfaces/deliveries/{n}/again", "POST")
        again = receiver.next_taken()
        assert again.content == first.content, "byte for byte, so that it is known again"
        server.issue("S")
        assert receiver.next_taken().told["action"] == "issue"
        text = page(server).data.decode()
        assert "2×" in text
        assert "pesan percobaan" in text
        assert "Terkirim (204)" in text
        assert page(server, "/console/interfaces/hooks/nobody/try", "POST").headers["HX-Trigger"].count("nobody") == 1
        for _ in range(201):
            server.issue("S", printed=False)
        for _ in range(201):
            receiver.next_taken()
        server.restart()  # so that the last of them is written down
        assert page(server).data.decode().count('<tr id="delivery-') == 200


def test_the_example_of_a_receiver_takes_what_is_ours_and_nothing_else(tmp_path: Path) -> None:
    data, words = office(tmp_path, hook("rsud", "http://127.0.0.1:1/"))
    with running(data, *words):
        pass
    secret = run(data, *words, "--hook-secret", "rsud").stdout.strip()
    assert secret.startswith("lh_")
    line = [sys.executable, str(ROOT / "docs" / "examples" / "receiver.py"), "--port", "0", "--secret", secret]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as example:
        assert example.stdout
        port = example.stdout.readline().split()[1]
        try:
            assets_with(tmp_path, hook("rsud", f"http://127.0.0.1:{port}/"))
            with running(data, *words, "--import") as server:
                server.issue("S")
                assert example.stdout.readline().split()[1:] == ["issue", "S-001"]
                forged = urllib3.PoolManager().request("POST", f"http://127.0.0.1:{port}/", body=b'{"seq": 9}')
                assert forged.status == 401
        finally:
            example.terminate()
    assets_with(tmp_path, hook("rsud", "http://127.0.0.1:1/", secret=2))
    assert run(data, *words, "--import", "--hook-secret", "rsud").stdout.strip() not in ("", secret)


def test_a_hook_hears_of_its_own_verbs_only(tmp_path: Path, receiver: Receiver) -> None:
    data, words = office(tmp_path, hook("rsud", receiver.url, events=["cancel"]))
    with running(data, *words) as server:
        first, second = server.issue("S"), server.issue("S")
        server.supervisor().cancel(first.id, "uji")
        server.kiosk.not_printed(second.id, "paper_out")
        gone = server.issue("S", printed=False)
        server.kiosk.not_printed(gone.id, "visitor_left")
        told = [receiver.next_taken().told for _ in range(2)]
    assert [(one["action"], one["ticket"]["id"]) for one in told] == [("cancel", first.id), ("cancel", gone.id)]


def parked(server: Server) -> list[str]:
    """Subjects of the alerts that a hook is."""
    return [one.subject for one in server.supervisor().devices().alerts if one.code == "hook_parked"]


def test_after_a_day_in_vain_it_is_parked_with_an_alert_until_somebody_says_go_on(tmp_path: Path) -> None:
    receiver = Receiver(script=[500] * 20)
    with receiving(receiver):
        data, words = office(tmp_path, hook("rsud", receiver.url, events=["issue"]))
        with running(data, *words) as server:
            ticket = server.issue("S").id
            receiver.next()
            server.stop()
            with closing(sqlite3.connect(data / "lalopa.db")) as database:  # a day ago it began
                database.execute("UPDATE hook SET failing_since = failing_since - 25 * 3600 * 1000, next_at = 0")
                database.commit()
            server.start()
            with listening(server, server.supervisor().token) as heard:
                next(heard)
                receiver.next()
                if not parked(server):
                    change(heard, "alert")
                assert parked(server) == ["rsud"]
            assert metric(server, 'lalopa_hook_parked{hook="rsud"}') == 1
            server.restart()
            assert parked(server) == ["rsud"], "a restart is nobody who says go on"
            receiver.script.clear()
            assert page(server, "/console/interfaces/hooks/rsud/go-on", "POST").status == 200
            assert receiver.next_taken().told["ticket"]["id"] == ticket, "what it was parked with is told first"
            assert parked(server) == []


REACHED = {
    "a": ("https://127.0.0.1:{port}/", "false", "Alamat ini tidak diizinkan"),
    "b": ("https://localhost:{port}/", "false", "Alamat ini tidak diizinkan"),
    "c": ("http://169.254.169.254/latest/meta-data", "true", "Alamat ini tidak diizinkan"),
    "d": ("https://127.0.0.1:{port}/", "true", "Sertifikatnya tidak dipercaya"),
    "e": ("https://nobody.invalid/", "false", "Alamatnya tidak ditemukan"),
    "f": ("http://127.0.0.1:9/", "true", "Tidak dapat dihubungi"),
}


def test_nobody_is_spoken_to_whom_it_may_not_reach(tmp_path: Path, receiver: Receiver) -> None:
    tables = [
        f'[[hooks]]\nkey = "{key}"\nurl = "{url.format(port=receiver.port)}"\nprivate = {private}\n'
        for key, (url, private, _) in REACHED.items()
    ]
    data, words = office(tmp_path, *tables)
    with running(data, *words) as server:
        for key, (_, _, why) in REACHED.items():
            page(server, f"/console/interfaces/hooks/{key}/try", "POST")
            assert why in page(server).data.decode(), key
    assert receiver.all == []
