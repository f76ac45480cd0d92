"""The setup changed while the branch runs: versions, who made them, what is refused, and the way back."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from counter_server.domain.refusals import (
    ChangedMeanwhile,
    CounterInUse,
    IdentityInText,
    NotAllowed,
    NotYourself,
    Refusal,
    SettingFixed,
    SettingsWrong,
    StaffInUse,
    VersionUnknown,
)
from counter_server.operations import floor, serving
from counter_server.operations.callers import Caller
from counter_server.operations.configuring import Configured, configure, restore
from counter_server.presets import load_presets
from counter_server.protocol.terms import Language, Role
from counter_server.storage import journal, statements
from counter_server.storage.first_start import changed_in_console, changed_parts, take_in
from counter_server.storage.journal import Verified
from counter_server.storage.setup_parts import Kept, versions
from counter_server.storage.store import Store
from tests.server import ROOT
from tests.store import SUPERVISOR, VERIFIER, a_store, issue, sign_in

Edit = Callable[[Any], None]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path) as opened:
        yield opened
        assert isinstance(opened.read_now(lambda line, _, setup: journal.verify(line, setup.key)), Verified)


def kept(store: Store, part: str, version: int = 0) -> Kept:
    """A version of a part; the newest unless told."""
    every = store.read_now(lambda line, _, setup: versions(line, setup.key))
    return next(one for one in reversed(every) if one.part == part and version in (0, one.version))


def changed(store: Store, edit: Edit, part: str = "branch", *, made_from: int = 0, by: Caller = SUPERVISOR) -> Any:
    """The part as it stands, edited."""
    document = deepcopy(json.loads(kept(store, part, made_from).document))
    edit(document)
    wanted, counts = {part: document}, {part: made_from or kept(store, part).version}
    return store.writer.perform_now(lambda day: configure(day, by, wanted=wanted, made_from=counts))


def says(text: str) -> Edit:
    return lambda document: document["display"]["running_text"].update(id=text)


def lines(store: Store) -> list[tuple[str, str, Any]]:
    """Who, subject and payload of each line about the setup."""

    def look(line: Any, _: Any, setup: Any) -> Any:
        return line.all(statements.journal_after, branch=setup.key, seq=0, most=10_000)

    return [(row[3], row[5], json.loads(row[7])) for row in store.read_now(look) if row[4] == "configure"]


def test_a_change_is_a_version_with_its_maker_and_a_line_with_the_changed_keys(store: Store) -> None:
    assert changed(store, says("Selamat datang")) == [Configured("branch", 2, ["display.running_text.id"])]
    assert store.read_now(lambda _, present, setup: setup.branch.display.running_text[Language.ID]) == "Selamat datang"
    assert (kept(store, "branch").who, kept(store, "branch").version) == ("supervisor-1", 2)
    payload = {"part": "branch", "before": 1, "after": 2, "keys": ["display.running_text.id"]}
    assert lines(store) == [("supervisor-1", "setup:branch", payload)]


def test_what_changes_nothing_makes_no_version(store: Store) -> None:
    assert changed(store, lambda document: None) == []
    assert (kept(store, "branch").version, lines(store)) == (1, [])


def test_who_comes_second_from_the_same_version_is_told_and_the_first_stays(store: Store) -> None:
    changed(store, says("satu"), made_from=1)
    with pytest.raises(ChangedMeanwhile) as refused:
        changed(store, says("dua"), made_from=1)
    assert refused.value.facts == {"what": "branch", "version": 2, "who": "Penanggung Jawab"}
    assert store.read_now(lambda _, present, setup: setup.branch.display.running_text[Language.ID]) == "satu"


def test_of_two_in_one_commit_one_is_made(store: Store) -> None:
    def attempt(text: str) -> Callable[[Any], Any]:
        document = json.loads(kept(store, "branch").document)
        says(text)(document)
        return lambda day: configure(day, SUPERVISOR, wanted={"branch": document}, made_from={"branch": 1})

    one, other = attempt("satu"), attempt("dua")

    def both(day: Any) -> Any:
        one(day)
        with pytest.raises(ChangedMeanwhile):
            other(day)

    store.writer.perform_now(both)
    assert kept(store, "branch").version == 2


def test_an_undone_change_is_the_old_version_to_the_letter(store: Store) -> None:
    before = kept(store, "A").document
    changed(store, lambda service: service["steps"][0].update(standard_minutes=33), "A")
    made = store.writer.perform_now(lambda day: restore(day, SUPERVISOR, part="A", version=1, made_from=2))
    assert [(one.part, one.version) for one in made] == [("A", 3)]
    assert (kept(store, "A").document, kept(store, "A").digest) == (before, kept(store, "A", 1).digest)
    assert store.read_now(lambda _, present, setup: setup.services["A"].version) == 3
    with pytest.raises(VersionUnknown):
        store.writer.perform_now(lambda day: restore(day, SUPERVISOR, part="A", version=9, made_from=3))


def test_a_version_that_fits_no_longer_is_not_brought_back(store: Store) -> None:
    def only_a(document: Any) -> None:
        document["staff"] = [one for one in document["staff"] if one["role"] != "extra"]
        document["staff"].append({"key": "extra-9", "name": "Baru", "role": "extra", "services": []})

    changed(store, only_a)
    document = json.loads(kept(store, "S").document)
    store.writer.perform_now(lambda day: configure(day, SUPERVISOR, wanted={"S": None}, made_from={"S": 1}))
    changed(store, lambda branch: branch["staff"][-1].update(services=["A", "K", "L"]))
    with pytest.raises(SettingsWrong) as refused:
        store.writer.perform_now(lambda day: restore(day, SUPERVISOR, part="S", version=1, made_from=2))
    assert refused.value.facts["mistakes"][0]["code"] == "nobody_serves"
    assert document["letter"] == "S"


@pytest.mark.parametrize(
    "edit, refusal",
    [
        (lambda branch: branch["branch"].update(key="lain"), SettingFixed),
        (lambda branch: branch["branch"].update(zone="Asia/Makassar"), SettingFixed),
        (lambda branch: branch["calling"].update(wrap_up_seconds=-1), SettingsWrong),
        (lambda branch: branch["staff"].pop(), NotYourself),
        (lambda branch: branch["staff"][-1].update(role="extra"), NotYourself),
        (lambda branch: says("Hubungi 1871014501900001")(branch), IdentityInText),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(store: Store, edit: Edit, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        changed(store, edit)
    assert (kept(store, "branch").version, lines(store)) == (1, [])


def test_only_the_person_in_charge_may(store: Store) -> None:
    store.writer.perform_now(sign_in)
    with pytest.raises(NotAllowed):
        changed(store, says("saya"), by=VERIFIER)


def without(staff: str) -> Edit:
    def edit(branch: Any) -> None:
        branch["staff"] = [one for one in branch["staff"] if one["key"] != staff]

    return edit


def test_whoever_holds_a_number_stays_on_the_roster_and_in_her_role(store: Store) -> None:
    write = store.writer.perform_now
    write(sign_in)
    ticket = write(lambda day: issue(day, channel="staff"))
    write(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
    for edit in (without("verifier-1"), lambda branch: branch["staff"][0].update(role="extra")):
        with pytest.raises(StaffInUse) as refused:
            changed(store, edit)
        assert refused.value.facts == {"name": "Verifikator 1", "number": ticket.number}
    write(lambda day: serving.start(day, VERIFIER, ticket=ticket.id))
    write(lambda day: serving.hold(day, VERIFIER, ticket=ticket.id))
    with pytest.raises(StaffInUse):
        changed(store, without("verifier-1"))
    changed(store, lambda branch: branch["staff"][0].update(name="Ibu Sari"))
    assert store.read_now(lambda _, present, setup: present.members["verifier-1"].name) == "Ibu Sari"


def test_whoever_leaves_is_signed_out_and_nobody_waits_for_her(store: Store) -> None:
    write = store.writer.perform_now
    write(sign_in)
    write(lambda day: sign_in(day, "verifier-2", "loket-2"))
    ticket = write(lambda day: issue(day, channel="staff"))
    write(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
    write(lambda day: serving.start(day, VERIFIER, ticket=ticket.id))
    write(lambda day: serving.transfer(day, VERIFIER, ticket=ticket.id, staff="verifier-2"))
    changed(store, without("verifier-2"))
    assert "verifier-2" not in store.read_now(lambda _, present, setup: dict(present.members))
    assert write(lambda day: day.ticket(ticket.id)).person == ""
    write(lambda day: sign_in(day, "verifier-3", "loket-3"))
    changed(store, lambda branch: branch["staff"][1].update(role="extra"))
    member = store.read_now(lambda _, present, setup: present.members["verifier-3"])
    assert (member.role, member.state, member.counter) == ("extra", "away", ""), "what she sees now is another role's"


def test_who_was_moved_for_the_day_goes_on_there_when_something_is_changed(store: Store) -> None:
    write = store.writer.perform_now
    write(sign_in)
    ticket = write(lambda day: issue(day, channel="staff"))
    write(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
    write(lambda day: floor.move(day, SUPERVISOR, staff="verifier-1", role=Role.EXTRA, services=["A"], reason="ramai"))
    changed(store, says("Selamat datang"))
    member = store.read_now(lambda _, present, setup: present.members["verifier-1"])
    assert (member.role, member.services, member.ticket) == (Role.EXTRA, ("A",), ticket.id)
    assert store.read_now(lambda line, _, setup: len(line.all(statements.sessions, branch=setup.key))) == 1
    with pytest.raises(StaffInUse):
        changed(store, without("verifier-1"))
    write(lambda day: floor.take_back(day, SUPERVISOR, about="staff:verifier-1"))
    assert store.read_now(lambda _, present, setup: present.members["verifier-1"].role) is Role.VERIFIER


def test_a_counter_somebody_serves_at_stays_and_a_free_one_may_go(store: Store) -> None:
    store.writer.perform_now(sign_in)

    def edit(branch: Any) -> None:
        branch["counters"] = [one for one in branch["counters"] if one["key"] != "loket-1"]

    with pytest.raises(CounterInUse) as refused:
        changed(store, edit)
    assert refused.value.facts == {"counter": "loket-1", "name": "Verifikator 1"}
    changed(store, lambda branch: branch["counters"].pop())
    assert "bantuan-2" not in store.read_now(lambda _, present, setup: setup.counters)


def test_a_number_on_its_way_keeps_its_version_and_a_step_given_to_another_role_is_served_by_that_one(
    store: Store,
) -> None:
    write = store.writer.perform_now
    old = write(lambda day: issue(day, channel="staff"))

    def edit(service: Any) -> None:
        service["steps"][1]["role"] = "extra"
        service["steps"][1]["standard_minutes"] = 3

    changed(store, edit, "A")
    new = write(lambda day: issue(day, channel="staff"))
    assert (old.service_version, new.service_version) == (1, 2)
    minutes = store.read_now(lambda _, present, setup: [setup.step(one).standard_minutes for one in (old, new)])
    assert minutes == [15, 3]
    queues = store.read_now(
        lambda _, present, setup: [
            "A/verification" in setup.queues(present.members[key]) for key in ("verifier-1", "extra-1")
        ]
    )
    assert queues == [False, True]


def test_what_the_console_changed_is_no_change_of_the_files_and_an_import_leaves_it(
    store: Store, tmp_path: Path
) -> None:
    assets = tmp_path / "assets"
    copytree(ROOT / "assets", assets, ignore=lambda *_: ["fonts", "sounds", "images", "qml"])
    changed(store, says("dari konsol"))

    def look(line: Any, _: Any, setup: Any) -> Any:
        return changed_parts(line, setup.key, load_presets(assets)), changed_in_console(line, setup.key)

    assert store.read_now(look) == ([], ["branch"])
    (file,) = (assets / "services").glob("K-*.toml")
    file.write_text(file.read_text().replace("standard_minutes = 10", "standard_minutes = 11"))
    write = store.writer.perform_now
    assert write(lambda day: take_in(day, load_presets(assets))) == ["K"]
    assert store.read_now(lambda _, present, setup: setup.branch.display.running_text[Language.ID]) == "dari konsol"
    assert write(lambda day: take_in(day, load_presets(assets), whole=True)) == ["branch"]
    assert store.read_now(look) == ([], [])
