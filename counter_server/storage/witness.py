"""A note beside the database of how far it had come: the only way to see that the file was exchanged for an older one,
or that its log went missing. Written at most once a second and never flushed: it is evidence, not the truth."""

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

NAME = "head"
EVERY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Noted:
    """A line that this folder's database once had."""

    seq: int
    hash: str


def noted_in(folder: Path) -> Noted | None:
    """The last note; None where there is none that can be read."""
    try:
        found = re.fullmatch(rb" *(\d+) ([0-9a-f]{64})\n", (folder / NAME).read_bytes())
    except OSError:
        return None
    return Noted(int(found[1]), found[2].decode()) if found else None


class Witness:
    """Notes the head of the journal. Belongs to whoever publishes what has become durable."""

    def __init__(self, folder: Path | None) -> None:
        """`None`: a database that is not a file of ours needs none."""
        self._path = folder / NAME if folder else None
        self._unwritten: Noted | None = None
        self._wrote = float("-inf")

    @classmethod
    def beside(cls, engine: Engine) -> "Witness":
        """In the folder of SQLite's file."""
        file = engine.url.database if engine.dialect.name == "sqlite" else None
        return cls(Path(file).parent if file and file != ":memory:" else None)

    def note(self, seq: int, line_hash: str) -> None:
        """The journal durably ends with this line."""
        self._unwritten = Noted(seq, line_hash)
        if time.monotonic() - self._wrote >= EVERY_SECONDS:
            self.write()

    def write(self) -> None:
        """Now. A disk that does not take it is somebody else's trouble."""
        self._wrote = time.monotonic()
        if self._path is None or self._unwritten is None:
            return
        line = b"%20d %s\n" % (self._unwritten.seq, self._unwritten.hash.encode())
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.pwrite(handle, line, 0)  # one sector: whole or not at all
            finally:
                os.close(handle)
        except OSError:
            return
        self._unwritten = None
