"""Opening and closing by the branch's calendar, outside a demonstration: the clock is put wherever a test wants it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest

from counter_server.domain.refusals import ServiceClosed
from counter_server.operations import serving
from counter_server.operations.day_turn import tick
from counter_server.protocol.terms import Mode
from counter_server.storage.event import Event
from counter_server.storage.store import Store
from tests.server import ROOT
from tests.store import VERIFIER, a_store, at, issue, sign_in


def refusal(deed: Callable[[], object]) -> ServiceClosed:
    with pytest.raises(ServiceClosed) as refused:
        deed()
    return refused.value


@pytest.mark.parametrize(
    "moment, opens",
    [
        ("2026-11-23T07:29:59+07:00", "2026-11-23T07:30:00+07:00"),  # Monday, before
        ("2026-11-23T00:29:59+00:00", "2026-11-23T07:30:00+07:00"),  # the same, told in UTC
        ("2026-11-23T12:00:00+07:00", "2026-11-23T13:00:00+07:00"),  # the break
        ("2026-11-23T15:30:00+07:00", "2026-11-24T07:30:00+07:00"),  # after closing
        ("2026-11-27T11:45:00+07:00", "2026-11-27T13:00:00+07:00"),  # Friday's longer break
        ("2026-11-28T09:00:00+07:00", "2026-11-30T07:30:00+07:00"),  # Saturday
        ("2026-12-25T09:00:00+07:00", "2026-12-28T07:30:00+07:00"),  # Christmas on a Friday
    ],
)
def test_a_closed_office_gives_no_ticket_and_says_when_it_opens(tmp_path: Path, moment: str, opens: str) -> None:
    with a_store(tmp_path, moment) as store:
        said = refusal(lambda: store.writer.perform_now(issue))
        assert (said.status, said.code, said.facts) == (409, "service_closed", {"service": "A", "opens": opens})


@pytest.mark.parametrize("moment", ["2026-11-23T07:30:00+07:00", "2026-11-23T15:29:59+07:00"])
def test_an_open_one_does(tmp_path: Path, moment: str) -> None:
    with a_store(tmp_path, moment) as store:
        assert store.writer.perform_now(issue).number == "A-001"


def test_a_demonstration_is_always_open(tmp_path: Path) -> None:
    with a_store(tmp_path, "2026-12-25T03:00:00+07:00", demo=True) as store:
        store.writer.perform_now(tick)
        assert store.writer.perform_now(issue).warnings == ()
        assert store.read_now(lambda line, present, setup: present.closed) == ""


def test_staff_may_take_somebody_in_after_hours_and_paper_is_never_refused(tmp_path: Path) -> None:
    with a_store(tmp_path, "2026-11-23T16:00:00+07:00") as store:
        by_staff = store.writer.perform_now(lambda day: issue(day, channel="staff"))
        assert by_staff.warnings == ("issued_while_closed",)
        taken = round(datetime.fromisoformat("2026-11-23T15:00:00+07:00").timestamp() * 1000)
        late = store.writer.perform_now(lambda day: issue(day, number=("A", "X", 1), taken_at=taken))
        assert (late.number, late.warnings) == ("A-X01", ("issued_while_closed",))


def test_services_open_and_close_as_events_once_each(tmp_path: Path) -> None:
    with a_store(tmp_path, "2026-11-23T07:00:00+07:00") as store:
        told: list[tuple[str, str]] = []

        def hear(events: list[Event], after: int) -> None:
            told.extend((event.action, event.service) for event in events)

        store.publish = hear

        def pass_to(moment: str) -> list[tuple[str, str]]:
            store.clock = at(moment)
            told.clear()
            for _ in range(3):
                store.writer.perform_now(tick)
            store.writer.perform_now(lambda day: None)
            return list(told)

        assert pass_to("2026-11-23T07:29:00+07:00") == [("close", letter) for letter in "AKLS"]
        assert pass_to("2026-11-23T07:30:00+07:00") == [("open", letter) for letter in "AKLS"]
        assert pass_to("2026-11-23T11:59:00+07:00") == []
        assert pass_to("2026-11-23T12:00:00+07:00") == [("close", letter) for letter in "AKLS"]


def called(store: Store) -> list[str]:
    return [ticket.number for ticket in store.writer.perform_now(lambda day: day.tickets_in(["called"]))]


def test_closing_takes_no_ticket_away_from_who_waits(tmp_path: Path) -> None:
    with a_store(tmp_path, "2026-11-23T15:29:00+07:00", mode=Mode.PULL) as store:
        store.writer.perform_now(issue)
        store.writer.perform_now(sign_in)
        store.clock = at("2026-11-23T15:45:00+07:00")
        store.writer.perform_now(tick)
        store.writer.perform_now(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
        assert called(store) == ["A-001"]


def test_the_day_turns_at_the_branchs_own_midnight(tmp_path: Path) -> None:
    with a_store(tmp_path, "2026-11-23T16:59:59+00:00", demo=True) as store:
        assert store.writer.perform_now(issue).day == "2026-11-23"
        store.clock = at("2026-11-23T17:00:00+00:00")
        fresh = store.writer.perform_now(issue)
        assert (fresh.day, fresh.number) == ("2026-11-24", "A-001")


def test_wrap_up_holds_the_next_ticket_back_and_no_longer(tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    _with_wrap_up(assets, 90)
    with a_store(tmp_path / "data", "2026-11-23T08:00:00+07:00", mode=Mode.PUSH, assets=assets) as store:
        write = store.writer.perform_now
        write(sign_in)
        first = write(lambda day: issue(day, channel="staff"))
        write(lambda day: serving.call_next(day, VERIFIER, counter="loket-1"))
        write(lambda day: issue(day, channel="staff"))
        store.clock = at("2026-11-23T08:10:00+07:00")
        write(lambda day: serving.no_show(day, VERIFIER, ticket=first.id))
        for moment, waiting_for in (("08:10:00", []), ("08:11:29", []), ("08:11:30", ["A-002"])):
            store.clock = at(f"2026-11-23T{moment}+07:00")
            write(tick)
            assert called(store) == waiting_for


def _with_wrap_up(assets: Path, seconds: int) -> None:
    copytree(ROOT / "assets", assets, ignore=lambda *_: ["fonts", "sounds", "images", "qml"])
    file = assets / "branch.toml"
    text = file.read_text()
    assert "wrap_up_seconds = 0" in text
    file.write_text(text.replace("wrap_up_seconds = 0", f"wrap_up_seconds = {seconds}"))
