"""A kiosk's own letter: each has one, no two share one, and it stays with the name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_server.domain.refusals import DeviceNameTaken, NoLetterLeft
from counter_server.operations import pairing
from counter_server.operations.pairing import SERIES_LETTERS
from counter_server.protocol.terms import Device
from counter_server.storage.paired_devices import PairedDevice, paired_devices
from counter_server.storage.store import Store
from tests.server import run
from tests.store import SECRET, SUPERVISOR, a_store

TUESDAY = "2026-11-24T08:00:00+07:00"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    (data / "secret").write_bytes(SECRET[:32])
    return data


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    with a_store(data) as opened:
        yield opened


def approve(store: Store, name: str, kind: Device = Device.KIOSK) -> PairedDevice:
    key_hash = f"hash of {name}"
    paired: PairedDevice = store.writer.perform_now(
        lambda day: pairing.approve(day, SUPERVISOR, kind=kind, device=name, key_hash=key_hash)
    )
    return paired


def revoke(store: Store, name: str) -> None:
    store.writer.perform_now(lambda day: pairing.revoke(day, SUPERVISOR, device=name))


def test_as_many_kiosks_as_letters_and_not_one_more(store: Store, data: Path) -> None:
    letters = [approve(store, f"kiosk-{n}").letter for n in range(len(SERIES_LETTERS))]
    assert sorted(letters) == sorted(SERIES_LETTERS)
    with pytest.raises(NoLetterLeft):
        approve(store, "kiosk-one-too-many")
    assert approve(store, "layar-1", Device.DISPLAY).letter == ""
    refused = run(data, "--pair", "kiosk", "kiosk-one-too-many")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "26" in refused.stderr


def test_the_letter_of_a_revoked_kiosk_is_not_given_away_on_the_same_day(store: Store) -> None:
    for n in range(len(SERIES_LETTERS)):
        approve(store, f"kiosk-{n}")
    revoke(store, "kiosk-3")
    with pytest.raises(NoLetterLeft):
        approve(store, "kiosk-new")
    assert approve(store, "kiosk-3").letter == SERIES_LETTERS[3]


def test_on_a_later_day_the_letter_revoked_longest_ago_goes_on_where_none_is_fresh(data: Path) -> None:
    with a_store(data) as monday:
        for n in range(len(SERIES_LETTERS)):
            approve(monday, f"kiosk-{n}")
        revoke(monday, "kiosk-7")
    with a_store(data, TUESDAY) as tuesday:
        assert approve(tuesday, "kiosk-new").letter == SERIES_LETTERS[7]
        rows = tuesday.read_now(lambda line, present, setup: paired_devices(line, setup.key))
    letters = [row.letter for row in rows if row.letter]
    assert len(letters) == len(set(letters)) == len(SERIES_LETTERS)


def test_a_kiosk_paired_again_on_the_command_line_keeps_its_letter(store: Store, data: Path) -> None:
    assert approve(store, "kiosk-1").letter == "X"
    assert approve(store, "kiosk-2").letter == "Y"
    assert run(data, "--pair", "kiosk", "kiosk-1").returncode == 0
    rows = store.read_now(lambda line, present, setup: paired_devices(line, setup.key))
    assert {row.device: row.letter for row in rows} == {"kiosk-1": "X", "kiosk-2": "Y"}


def test_a_name_at_work_is_refused(store: Store) -> None:
    approve(store, "kiosk-1")
    with pytest.raises(DeviceNameTaken):
        approve(store, "kiosk-1")
