"""The kiosk's outbox on a real disk: no number twice, nothing forgotten that was said to be kept, nobody's NIK."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_server.protocol.terms import PartIs
from kiosk.outbox_entry import Step
from kiosk.outbox_file import OutboxShut
from tests.outbox_in_use import JAKARTA, MONDAY, Kiosk

NIK, KK = "1871064512900003", "1871060101080007"


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path / "kiosk" / "outbox.db")
    yield kiosk
    kiosk.outbox.close()


def test_each_service_has_its_own_numbers_in_the_kiosks_series(kiosk: Kiosk) -> None:
    assert [kiosk.takes(service) for service in "AAKA"] == ["A-X01", "A-X02", "K-X01", "A-X03"]


def test_after_ninety_nine_they_grow(kiosk: Kiosk) -> None:
    numbers = [kiosk.takes() for _ in range(101)]
    assert numbers[98:] == ["A-X99", "A-X100", "A-X101"]


def test_a_number_is_never_given_again_by_the_next_life(kiosk: Kiosk) -> None:
    assert kiosk.takes() == "A-X01"
    kiosk.deliver_all()
    kiosk.begin_again()
    assert kiosk.takes() == "A-X02"


def test_one_wish_has_one_number_however_often_it_is_asked_for(kiosk: Kiosk) -> None:
    wish = kiosk.wish()
    assert kiosk.gives(wish).number == kiosk.gives(wish).number == "A-X01"
    kiosk.outbox.ask(wish)
    assert len(kiosk.outbox.to_tell()) == 1


def test_a_new_day_begins_with_one_and_the_day_is_the_branchs_own(kiosk: Kiosk) -> None:
    kiosk.hands.at = datetime(2026, 11, 23, 23, 59, tzinfo=JAKARTA)
    assert kiosk.takes() == "A-X01"
    kiosk.deliver_all()
    kiosk.hands.pass_(minutes=2)
    assert kiosk.takes() == "A-X01"


@pytest.mark.parametrize("days", [1, -1, 400, -400])
@pytest.mark.parametrize("restarts", [False, True])
def test_a_clock_that_jumps_gives_no_number_twice_while_one_waits(kiosk: Kiosk, days: int, restarts: bool) -> None:
    first = kiosk.takes()
    kiosk.hands.at += timedelta(days=days)
    if restarts:
        kiosk.begin_again()
    second = kiosk.takes()
    kiosk.hands.at -= timedelta(days=days)
    assert [first, second, kiosk.takes()] == ["A-X01", "A-X02", "A-X03"]


def test_a_clock_that_goes_back_begins_no_day_anew(kiosk: Kiosk) -> None:
    assert kiosk.takes() == "A-X01"
    kiosk.deliver_all()
    kiosk.hands.at -= timedelta(days=1)
    assert kiosk.takes() == "A-X02"


def test_a_kiosk_whose_file_was_lost_goes_on_behind_what_the_server_knows(kiosk: Kiosk) -> None:
    kiosk.outbox.know("X", {"A": 7})
    assert [kiosk.takes(), kiosk.takes("K")] == ["A-X08", "K-X01"]
    kiosk.outbox.know("X", {"A": 5, "K": 1})
    assert [kiosk.takes(), kiosk.takes("K")] == ["A-X09", "K-X02"]
    kiosk.deliver_all()
    kiosk.hands.pass_(days=1)
    assert kiosk.takes() == "A-X01"


def test_the_servers_word_counts_more_than_the_machines_clock(kiosk: Kiosk) -> None:
    clock = kiosk.hands.clock()
    wrong = clock.stamp()
    clock.hear(MONDAY + timedelta(hours=1))
    kiosk.hands.pass_(minutes=10)
    kiosk.hands.at += timedelta(days=3)
    assert clock.now() == MONDAY + timedelta(hours=1, minutes=10)
    assert clock.when(wrong) == MONDAY + timedelta(hours=1)  # what it meant before it knew better


def test_what_waits_is_told_in_order_and_gone_when_it_is_acknowledged(kiosk: Kiosk) -> None:
    given = [kiosk.takes() for _ in range(3)]
    kiosk.begin_again()
    waiting = kiosk.outbox.to_tell()
    assert [entry.number for entry in waiting] == given
    assert {entry.stamp.at for entry in waiting} == {MONDAY}
    kiosk.outbox.done(waiting[0].wish.request_id)
    assert [entry.number for entry in kiosk.outbox.to_tell()] == given[1:]
    assert kiosk.outbox.undelivered() == 2


def test_a_kiosk_that_ended_before_a_number_withdraws_the_wish(kiosk: Kiosk) -> None:
    kiosk.wish()
    assert kiosk.outbox.to_tell() == []
    kiosk.begin_again()
    assert [entry.step for entry in kiosk.outbox.to_tell()] == [Step.LEFT]


def test_a_kiosk_that_ended_while_it_printed_says_that_nobody_knows(kiosk: Kiosk) -> None:
    kiosk.outbox.shown(kiosk.wish().request_id, 17)
    kiosk.begin_again()
    assert [(entry.step, entry.ticket, entry.paper) for entry in kiosk.outbox.to_tell()] == [
        (Step.SHOWN, 17, "unconfirmed")
    ]


def test_how_a_paper_ended_is_kept_for_every_kind_of_ticket(kiosk: Kiosk) -> None:
    kiosk.outbox.shown(kiosk.wish().request_id, 17)
    own = kiosk.gives(kiosk.wish())
    kiosk.outbox.paper(17, "printed")
    kiosk.outbox.paper(-own.place, "paper_out")
    kiosk.outbox.paper(4, "printed")  # printed once more, long after its own visit
    kiosk.begin_again()
    told = [(entry.number, entry.ticket, entry.paper) for entry in kiosk.outbox.to_tell()]
    assert told == [("", 17, "printed"), ("A-X01", 0, "paper_out"), ("", 4, "printed")]


def test_a_nik_is_told_while_the_kiosk_lives_and_never_lies_on_its_disk(kiosk: Kiosk) -> None:
    kiosk.gives(kiosk.wish(nik=NIK, kk=KK))
    (entry,) = kiosk.outbox.to_tell()
    assert (entry.wish.nik, entry.wish.kk) == (NIK, KK)
    on_disk = b"".join(file.read_bytes() for file in kiosk.file.parent.iterdir())
    assert b"request-1" in on_disk
    assert NIK.encode() not in on_disk
    assert KK.encode() not in on_disk
    assert kiosk.file.stat().st_mode & 0o077 == 0
    kiosk.begin_again()
    (entry,) = kiosk.outbox.to_tell()
    assert (entry.wish.nik, entry.wish.kk) == (None, None)


def test_what_was_acknowledged_leaves_no_trace_in_the_file(kiosk: Kiosk) -> None:
    kiosk.takes()
    kiosk.deliver_all()
    kiosk.outbox.close()
    assert b"request-1" not in b"".join(file.read_bytes() for file in kiosk.file.parent.iterdir())


def test_two_kiosks_on_one_folder_do_not_share_it(kiosk: Kiosk) -> None:
    kiosk.takes()
    other = Kiosk(kiosk.file)
    with pytest.raises(OutboxShut):
        other.wish()
    assert (other.outbox.trouble, other.outbox.state().state) == ("unwritable", PartIs.FAILED)
    other.outbox.close()
