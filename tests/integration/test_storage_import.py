"""Changed presets taken in: new versions from now on, and a ticket keeps the one it was issued under."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from counter_server.domain.refusals import OutcomeUnknown, ServiceUnknown
from counter_server.domain.ticket import Ticket
from counter_server.operations import serving, staffing
from counter_server.presets import load_presets
from counter_server.protocol.terms import Outcome
from counter_server.storage.first_start import changed_parts, take_in
from counter_server.storage.store import Store
from tests.server import ROOT, run
from tests.store import VERIFIER, a_store, issue, sign_in


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    return Path(copytree(ROOT / "assets", tmp_path / "assets", ignore=lambda *_: ["fonts", "sounds", "images", "qml"]))


@pytest.fixture
def edit(assets: Path) -> Callable[[str, str, str], None]:
    def change(file: str, old: str, new: str) -> None:
        path = next(assets.glob(file))
        text = path.read_text()
        assert old in text, (file, old)
        path.write_text(text.replace(old, new))

    return change


Edit = Callable[[str, str, str], None]


def taken_in(store: Store, assets: Path) -> list[str]:
    parts: list[str] = store.writer.perform_now(lambda day: take_in(day, load_presets(assets)))
    return parts


def served(store: Store, ticket: Ticket, outcome: Outcome) -> Ticket:
    """Called, started and finished by the verifier."""
    write = store.writer.perform_now
    write(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
    write(lambda day: serving.start(day, VERIFIER, ticket=ticket.id))
    done: Ticket = write(lambda day: serving.finish(day, VERIFIER, ticket=ticket.id, outcome=outcome))
    return done


def test_a_changed_service_is_a_new_version_and_its_tickets_keep_the_old_one(
    tmp_path: Path, assets: Path, edit: Edit
) -> None:
    with a_store(tmp_path / "data", assets=assets) as store:
        store.writer.perform_now(sign_in)
        old = store.writer.perform_now(lambda day: issue(day, channel="staff"))
        assert taken_in(store, assets) == []
        edit("services/A*.toml", 'key = "verification"\nrole = "verifier"', 'key = "check"\nrole = "verifier"')
        edit("services/A*.toml", 'complete = "verification"', 'complete = "check"')
        edit("services/A*.toml", 'documents_missing = ""\n', "")
        assert store.read_now(lambda line, _, setup: changed_parts(line, setup.key, load_presets(assets))) == ["A"]
        assert taken_in(store, assets) == ["A"]
        new = store.writer.perform_now(lambda day: issue(day, channel="staff"))
        assert [(one.service_version, one.step) for one in (old, new)] == [(1, "verification"), (2, "check")]
        assert served(store, old, Outcome.DOCUMENTS_MISSING).status == "finished"
        with pytest.raises(OutcomeUnknown):
            served(store, new, Outcome.DOCUMENTS_MISSING)
        assert taken_in(store, assets) == []
    with a_store(tmp_path / "data", assets=assets) as again:
        known = again.writer.perform_now(lambda day: day.ticket(old.id))
        assert (known.service_version, known.step) == (1, "verification")


def test_a_running_server_works_by_what_another_process_took_in(tmp_path: Path, assets: Path, edit: Edit) -> None:
    with a_store(tmp_path / "data", assets=assets) as running, a_store(tmp_path / "data", assets=assets) as command:
        assert running.writer.perform_now(issue).service_version == 1
        edit("services/A*.toml", "standard_minutes = 15", "standard_minutes = 25")
        taken_in(command, assets)
        ticket = running.writer.perform_now(issue)
        assert ticket.service_version == 2
        assert running.read_now(lambda line, present, setup: setup.step(ticket).standard_minutes) == 25


def test_the_roster_follows_the_file_and_who_comes_back_starts_anew(tmp_path: Path, assets: Path, edit: Edit) -> None:
    entry = '[[staff]]\nkey = "verifier-2"\nname = "Verifikator 2"\nrole = "verifier"\n'
    with a_store(tmp_path / "data", assets=assets) as store:
        write = store.writer.perform_now
        write(sign_in)
        write(lambda day: sign_in(day, "verifier-2", "loket-2"))
        ticket = write(lambda day: issue(day, channel="staff"))
        write(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
        write(lambda day: serving.start(day, VERIFIER, ticket=ticket.id))
        write(lambda day: serving.transfer(day, VERIFIER, ticket=ticket.id, staff="verifier-2"))

        edit("branch.toml", entry, "")
        assert taken_in(store, assets) == ["branch"]
        members = store.read_now(lambda line, present, setup: dict(present.members))
        assert "verifier-2" not in members
        assert write(lambda day: day.ticket(ticket.id)).person == ""  # nobody waits for whoever has left
        assert write(lambda day: serving.call_next(day, VERIFIER, counter="loket-1")).id == ticket.id

        edit("branch.toml", '[[staff]]\nkey = "verifier-3"', f'{entry}\n[[staff]]\nkey = "verifier-3"')
        assert taken_in(store, assets) == ["branch"]
        back = store.read_now(lambda line, present, setup: present.members["verifier-2"])
        assert (back.state, back.counter, back.name) == ("away", "", "Verifikator 2")
        write(lambda day: sign_in(day, "verifier-2", "loket-2"))


def test_whoever_has_a_ticket_open_leaves_the_roster_after_it(tmp_path: Path, assets: Path, edit: Edit) -> None:
    with a_store(tmp_path / "data", assets=assets) as store:
        write = store.writer.perform_now
        write(sign_in)
        ticket = write(lambda day: issue(day, channel="staff"))
        write(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
        edit("branch.toml", '[[staff]]\nkey = "verifier-1"\nname = "Verifikator 1"\nrole = "verifier"\n', "")
        assert taken_in(store, assets) == ["branch"]
        write(lambda day: serving.start(day, VERIFIER, ticket=ticket.id))
        write(lambda day: serving.finish(day, VERIFIER, ticket=ticket.id, outcome=Outcome.COMPLETE))
        taken_in(store, assets)
        assert "verifier-1" not in store.read_now(lambda line, present, setup: present.members)


def test_the_command_takes_in_only_what_it_is_told_to(tmp_path: Path, assets: Path, edit: Edit) -> None:
    data = tmp_path / "data"
    words = ("--assets", str(assets))
    assert run(data, *words, "--pair", "display", "wall").returncode == 0
    edit("services/A*.toml", "standard_minutes = 15", "standard_minutes = 25")
    told = run(data, *words, "--pair", "display", "wall")
    assert "not in force" in told.stderr
    assert "A" in told.stderr
    edit("branch.toml", "[calling]", "[callling]")
    broken = run(data, *words, "--pair", "display", "wall")
    assert (broken.returncode, "calling" in broken.stderr) == (2, True)
    assert "Traceback" not in broken.stderr


def test_signing_out_still_works_for_all_after_an_import(tmp_path: Path, assets: Path, edit: Edit) -> None:
    with a_store(tmp_path / "data", assets=assets) as store:
        store.writer.perform_now(sign_in)
        edit("branch.toml", 'name = "Verifikator 1"', 'name = "Ibu Verifikator"')
        taken_in(store, assets)
        assert store.read_now(lambda line, present, setup: present.members["verifier-1"].name) == "Ibu Verifikator"
        store.writer.perform_now(lambda day: staffing.sign_out(day, VERIFIER))


def test_a_service_whose_file_is_gone_is_offered_no_more_and_its_tickets_go_on(tmp_path: Path, assets: Path) -> None:
    with a_store(tmp_path / "data", assets=assets) as store:
        ticket = store.writer.perform_now(lambda day: issue(day, service="S", documents={}))
        (gone,) = (assets / "services").glob("S-*.toml")
        gone.unlink()
        assert store.read_now(lambda line, present, setup: changed_parts(line, setup.key, load_presets(assets))) == [
            "S"
        ]
        assert taken_in(store, assets) == ["S"]
        assert taken_in(store, assets) == []
        assert "S" not in store.read_now(lambda line, present, setup: setup.services)
        with pytest.raises(ServiceUnknown):
            store.writer.perform_now(lambda day: issue(day, service="S", documents={}))
        assert store.writer.perform_now(lambda day: day.setup.step(day.ticket(ticket.id)).key) == ticket.step
