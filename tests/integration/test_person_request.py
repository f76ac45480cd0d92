"""One person asks what is kept of her, and that it be forgotten (UU 27/2022): by her number, typed, never written."""

import json
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from counter_server.domain.identity import Kk, Nik
from counter_server.operations import issuing, person, printing, serving
from counter_server.operations.person import Forgotten, Person
from counter_server.protocol.terms import Outcome, Priority
from counter_server.storage import journal
from counter_server.storage.database import fold_log
from counter_server.storage.journal import Verified
from counter_server.storage.store import Store
from tests.needles import files_below, found
from tests.server import COMPLETE, run, running
from tests.store import KIOSK, SECRET, SUPERVISOR, VERIFIER, a_store, asked, database_of, sign_in

NIK, OTHER_NIK, KK = Nik.parse("1871014501900001"), Nik.parse("1871014501900002"), Kk.parse("1871010101900001")
HER = Person.of(SECRET, NIK, None)
FIGURES = "id, n, service, klass, issued_at, called_at, started_at, ended_at, status, outcome, recalls"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """One visitor served, with words about her; somebody else of her family; one of whom only the family is known."""
    with a_store(tmp_path / "data") as opened:
        opened.writer.perform_now(sign_in)
        hers = issued(opened, nik=NIK, kk=KK, answers={"for": "self"}, priority=Priority.PREGNANT)
        for again in (True, False):
            do(opened, serving.call_next, VERIFIER, counter="loket-1")
            do(opened, serving.start, VERIFIER, ticket=hers)
            if again:
                do(opened, serving.return_, VERIFIER, ticket=hers, reason="Ibu Rahasia ke toilet")
        do(opened, serving.finish, VERIFIER, ticket=hers, outcome=Outcome.COMPLETE)
        for more in ({"nik": OTHER_NIK, "kk": KK}, {"kk": KK}):
            do(opened, serving.cancel, SUPERVISOR, ticket=issued(opened, **more), reason="pulang")
        yield opened


def do(store: Store, operation: Callable[..., Any], *given: Any, **command: Any) -> Any:
    """One of the verbs."""
    return store.writer.perform_now(lambda day: operation(day, *given, **command))


def issued(store: Store, **more: Any) -> int:
    """With the paper in her hands."""
    ticket: int = do(store, issuing.issue, KIOSK, asked(**more), SECRET).ticket.id
    do(store, printing.printed, KIOSK, ticket=ticket)
    return ticket


def export(store: Store, asks: Person) -> list[dict[str, Any]]:
    return store.read_now(lambda line, present, setup: person.export(line, setup, asks))


def forget(store: Store, asks: Person) -> Forgotten:
    forgotten: Forgotten = do(store, person.forget, asks)
    return forgotten


def rows(tmp_path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database_of(tmp_path / "data"))) as database:
        return database.execute(sql).fetchall()


def test_the_export_holds_everything(store: Store) -> None:
    (ticket,) = export(store, HER)
    assert (ticket["number"], ticket["status"], ticket["outcome"]) == ("A-001", "finished", "complete")
    assert {paper: list(forms) for paper, forms in ticket["documents"].items()} == COMPLETE
    assert (ticket["answers"], ticket["priority"]) == ({"for": "self"}, "pregnant")
    assert [(call["counter"], call["kind"]) for call in ticket["calls"]] == [("loket-1", "call"), ("loket-1", "call")]
    assert [(line["action"], line["remark"]) for line in ticket["journal"]] == [
        ("issue", None), ("printed", None), ("call", None), ("start", None), ("return", "Ibu Rahasia ke toilet"),
        ("call", None), ("start", None), ("finish", None),
    ]  # fmt: skip
    assert all(line["says"]["ticket"]["number"] == "A-001" for line in ticket["journal"])


def test_by_the_familys_card_only_tickets_without_a_nik_are_found(store: Store) -> None:
    assert [one["number"] for one in export(store, Person.of(SECRET, None, KK))] == ["A-003"]
    assert [one["number"] for one in export(store, Person.of(SECRET, NIK, KK))] == ["A-001", "A-003"]
    assert export(store, Person.of(b"another office's secret", NIK, KK)) == []


def test_deletion_leaves_the_figures_and_a_whole_chain_and_nothing_of_her(store: Store, tmp_path: Path) -> None:
    before = rows(tmp_path, f"SELECT {FIGURES} FROM ticket ORDER BY id")
    assert forget(store, HER) == Forgotten(("A-001",), ())
    assert rows(tmp_path, f"SELECT {FIGURES} FROM ticket ORDER BY id") == before
    verified = store.read_now(lambda line, present, setup: journal.verify(line, setup.key))
    assert isinstance(verified, Verified)
    assert verified.purged == 8
    assert fold_log(store.engine)
    kept = b"".join(files_below(tmp_path / "data").values())
    assert [word for word in (b"Rahasia", b"pregnant", HER.nik_hash.encode()) if word in kept] == []
    assert forget(store, HER) == Forgotten((), ())
    assert len(export(store, Person.of(SECRET, OTHER_NIK, None))) == 1


def test_that_it_was_done_is_written_down_and_of_whom_is_not(store: Store, tmp_path: Path) -> None:
    forget(store, HER)
    ((who, subject, payload),) = rows(tmp_path, "SELECT who, subject, payload FROM journal WHERE action = 'purge'")
    assert (who, subject) == ("command", "person")
    assert json.loads(payload) == {"announcement": 2, "declared": 1, "journal": 8, "remark": 1}


def test_a_ticket_still_open_is_needed_and_left_alone(store: Store) -> None:
    still = issued(store, nik=NIK)
    assert forget(store, HER) == Forgotten(("A-001",), ("A-004",))
    assert len(export(store, HER)) == 1
    do(store, serving.cancel, SUPERVISOR, ticket=still, reason="diminta pasien")
    assert forget(store, HER) == Forgotten(("A-004",), ())


def test_at_the_server_the_command_asks_and_the_counter_goes_on(tmp_path: Path) -> None:
    def said(*options: str) -> tuple[int, list[str]]:
        done = run(tmp_path / "data", *options, stdin=f"{NIK}\n\n")
        assert found([str(NIK)], {"said": (done.stdout + done.stderr).encode()}) == []
        return done.returncode, done.stdout.splitlines()

    file = tmp_path / "hers.json"
    with running(tmp_path / "data", "--demo", "--assignment", "pull") as server:
        first = server.issue("K", nik=str(NIK))
        assert said("--person-export", str(file)) == (0, [f"{file}: 1 tickets / nomor antrean"])
        assert [one["number"] for one in json.loads(file.read_text())["tickets"]] == ["K-001"]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert found([str(NIK)], files_below(tmp_path)) == []
        assert said("--person-export", str(file))[0] == 2  # never over another person's
        code, told = said("--person-delete")
        assert (code, told[0].endswith(": K-001")) == (3, True)  # still open
        server.supervisor().cancel(first.id, "diminta pasien")
        assert said("--person-delete") == (0, ["forgotten / dihapus: K-001"])
        assert said("--person-delete")[0] == 1  # there is nothing left
        assert server.issue("K", nik=str(NIK)).number == "K-002"
        assert run(tmp_path / "data", "--verify-journal").returncode == 0


@pytest.mark.parametrize("nik, kk", [("", ""), ("187101450190000", ""), ("", "1871019901900001")])
def test_what_cannot_be_asked_is_said_without_the_number(tmp_path: Path, nik: str, kk: str) -> None:
    done = run(tmp_path / "data", "--person-export", str(tmp_path / "out.json"), stdin=f"{nik}\n{kk}\n")
    assert (done.returncode, (tmp_path / "out.json").exists()) == (2, False)
    assert done.stderr.strip()
    assert not any(number in done.stdout + done.stderr for number in (nik, kk) if number)


def test_both_at_once_are_refused(tmp_path: Path) -> None:
    assert run(tmp_path, "--person-export", "x", "--person-delete").returncode == 2
