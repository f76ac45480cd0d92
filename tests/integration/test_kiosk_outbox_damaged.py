"""The kiosk's outbox on a disk that fails: what can be saved is saved, and no number is given that might be out."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from counter_server.protocol.terms import PartIs
from kiosk.outbox_file import OutboxShut
from kiosk.wish import Wish
from tests.outbox_in_use import Kiosk


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path / "kiosk" / "outbox.db")
    yield kiosk
    kiosk.outbox.close()


@pytest.mark.parametrize("damage", ["rubbish", "torn"])
def test_a_damaged_outbox_is_put_aside_and_gives_no_number_until_tomorrow(kiosk: Kiosk, damage: str) -> None:
    for _ in range(40):
        kiosk.takes()
    kiosk.outbox.close()
    whole = kiosk.file.read_bytes()
    torn = whole[:8192] + os.urandom(4096) + whole[12288:]
    kiosk.file.write_bytes(b"no database at all. " * 500 if damage == "rubbish" else torn)
    kiosk.begin()
    assert kiosk.outbox.state().code == "damaged"
    assert kiosk.file.with_name("outbox.db.damaged").is_file()
    wish = kiosk.wish()  # asking the server still works
    for _ in range(2):
        with pytest.raises(OutboxShut):
            kiosk.gives(wish)
        kiosk.begin_again()
    kiosk.hands.pass_(days=1)
    kiosk.deliver_all()
    assert kiosk.takes() == "A-X01"


def test_an_entry_that_cannot_be_read_stands_in_nobodys_way_and_its_number_is_delivered_all_the_same(
    kiosk: Kiosk,
) -> None:
    given = [kiosk.takes(service) for service in "AKA"]
    with kiosk.outbox._file.transaction() as line:
        line.execute("UPDATE entry SET wish = ? WHERE number = ?", ('{"request_id', given[0]))
        line.execute("UPDATE entry SET at = 'yesterday, I think' WHERE number = ?", (given[1],))
    told = kiosk.outbox.to_tell()
    assert [entry.number for entry in told] == given
    assert told[0].wish == Wish(request_id="request-1", service="A", language="id")
    assert told[1].stamp.at == kiosk.hands.at


def test_that_it_was_damaged_is_told_until_numbers_can_be_given_again_and_no_longer(kiosk: Kiosk) -> None:
    kiosk.takes()
    kiosk.outbox.close()
    kiosk.file.write_bytes(b"no database at all. " * 500)
    kiosk.begin()
    kiosk.begin_again()
    assert kiosk.outbox.state().code == "damaged"
    kiosk.hands.pass_(days=1)
    assert kiosk.outbox.state().code == ""


def test_of_a_damaged_outbox_the_tickets_are_saved_that_can_be_read(kiosk: Kiosk) -> None:
    given = [kiosk.takes() for _ in range(3)]
    kiosk.outbox.close()
    with closing(sqlite3.connect(kiosk.file)) as line:
        page = line.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'series'").fetchone()[0]
    whole = kiosk.file.read_bytes()
    kiosk.file.write_bytes(whole[: (page - 1) * 4096] + os.urandom(4096) + whole[page * 4096 :])
    kiosk.begin()
    assert kiosk.outbox.trouble == "damaged"
    assert [entry.number for entry in kiosk.outbox.to_tell()] == given


def test_it_takes_up_again_when_there_is_room(kiosk: Kiosk, tmp_path: Path) -> None:
    with a_full_disk(kiosk, tmp_path / "small"):
        numbers = []
        with pytest.raises(OutboxShut):
            while True:
                numbers.append(kiosk.takes())
        assert (kiosk.outbox.trouble, kiosk.outbox.state().state) == ("unwritable", PartIs.FAILED)
        assert [entry.number for entry in kiosk.outbox.to_tell()] == numbers
        with pytest.raises(OutboxShut):
            kiosk.takes()
        room(kiosk)
        numbers.append(kiosk.takes())
        assert kiosk.outbox.trouble == ""
        assert numbers == [f"A-X{n:02d}" for n in range(1, len(numbers) + 1)]
        kiosk.outbox.close()


@contextmanager
def a_full_disk(kiosk: Kiosk, folder: Path) -> Iterator[None]:
    """A small file system of its own where mounting is allowed, else a limit of SQLite's own."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    try:
        if mounted.returncode == 0:
            kiosk.outbox.close()
            kiosk.file = folder / "outbox.db"
            (folder / "ballast").write_bytes(bytes(16384))
            kiosk.begin()
        else:
            with kiosk.outbox._file.reading() as line:
                line.execute("PRAGMA max_page_count = 12")
        yield
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True)


def room(kiosk: Kiosk) -> None:
    """Somebody has cleared up."""
    ballast = kiosk.file.with_name("ballast")
    if ballast.exists():
        ballast.unlink()
    else:
        with kiosk.outbox._file.reading() as line:
            line.execute("PRAGMA max_page_count = 1000")
