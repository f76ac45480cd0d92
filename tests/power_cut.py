"""A power cut, which `kill -9` cannot show: a disk of our own that forgets whatever was not flushed.

The server runs under strace. Its writes are replayed on a disk in memory that keeps them only once the flush behind
them has returned; what left for the network meanwhile is compared with what such a disk would still hold.
"""

import os
import random
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from counter_server.storage import journal
from counter_server.storage.database import Line, open_engine

from .server import ROOT, Server, command

DATABASE, LOG = "lalopa.db", "lalopa.db-wal"
SECTOR = 512
"""Bytes a disk writes whole or not at all."""
CALLS = "trace=openat,pwrite64,pwritev,write,writev,sendto,sendmsg,ftruncate,fdatasync,fsync,unlink,unlinkat,rename"
STRACE = ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", "8388608", "-e", "signal=none", "-e", CALLS]


@contextmanager
def traced(data: Path, trace: Path, *options: str) -> Iterator[Server]:
    """A server, every write of which is noted in `trace` once it has been killed."""
    words = [*STRACE, "-o", str(trace), *command(data, *options, "--port", "0")]
    server = Server(data, options)
    with server.log.open("a") as log:
        server.process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
    assert server.process.stdout
    said = server.process.stdout.readline().split()
    assert said[:1] == ["ready"], f"{server.log.read_text()} (strace must be installed and allowed to trace)"
    server.url = said[1]
    try:
        yield server
    finally:
        if server.process is not None:
            server.kill()


@dataclass
class _File:
    kept: bytearray
    named: bool
    """Whether its folder has been flushed since it was made: before that the file itself would be gone."""
    unflushed: list[tuple[int, bytes]] = field(default_factory=list)
    """Offset and content, in order; a content of b"" at an offset cuts the file there."""

    def keep(self, many: int) -> None:
        """The first so many writes have reached the disk."""
        for write in self.unflushed[:many]:
            _apply(self.kept, write)
        del self.unflushed[:many]


def _apply(content: bytearray, write: tuple[int, bytes]) -> None:
    offset, written = write
    if not written:
        del content[offset:]
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(written)] = written


class Disk:
    """The server's files, as a power cut would leave them."""

    def __init__(self, data: Path) -> None:
        """`data`: as it was when the trace began, the server having ended in peace."""
        assert not (data / LOG).exists()
        self.folder = str(data)
        self.files = {DATABASE: _File(bytearray((data / DATABASE).read_bytes()), named=True)}
        self.flushes = self.written_back = 0

    def after_a_cut(self, folder: Path, chance: random.Random | None = None) -> None:
        """Writes out what is left. With `chance`, some of what was not flushed had arrived too, whole or torn."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, file in self.files.items():
            content = bytearray(file.kept)
            for offset, written in file.unflushed if chance else []:
                if chance and chance.random() < 0.5:
                    sectors = range(0, len(written), SECTOR)
                    for at in sectors if chance.random() < 0.5 else chance.sample(sectors, len(sectors) // 2):
                        _apply(content, (offset + at, written[at : at + SECTOR]))
            if file.named:
                (folder / name).write_bytes(content)

    def made(self, path: str) -> None:
        name = self._ours(path)
        if name and name not in self.files:
            self.files[name] = _File(bytearray(), named=False)

    def wrote(self, path: str, offset: int, content: bytes) -> None:
        name = self._ours(path)
        if name:
            self.files[name].unflushed.append((offset, content))
            self.written_back += name == DATABASE

    def unflushed(self, path: str) -> int:
        name = self._ours(path)
        return len(self.files[name].unflushed) if name else 0

    def flushed(self, path: str, many: int) -> None:
        name = self._ours(path)
        if name:
            self.files[name].keep(many)
            self.flushes += 1
        elif path == self.folder:
            for file in self.files.values():
                file.named = True

    def _ours(self, path: str) -> str | None:
        name = path.removeprefix(f"{self.folder}/")
        return name if name in (DATABASE, LOG) else None


@dataclass(frozen=True, slots=True)
class Sent:
    """Bytes leave for somebody on the network."""

    to: str
    content: bytes


LINE = re.compile(r"^(\d+) +(?:(\w+)\((.*)|<\.\.\. (\w+) resumed>(.*))$")
FILE = re.compile(r"^(?:\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>")
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
UNFINISHED = " <unfinished ...>"


def bytes_of(text: str) -> bytes:
    """strace's hexadecimal."""
    return bytes.fromhex(text.replace("\\x", ""))


def replayed(trace: Path, disk: Disk) -> Iterator[Sent]:
    """Replays the trace on the disk; stops at whatever is sent, with the disk as it was when the sending began."""
    begun: dict[str, tuple[str, int]] = {}
    with trace.open() as lines:
        for line in lines:
            found = LINE.match(line.rstrip("\n"))
            if found is None:
                continue
            thread, call, told, resumed, rest = found.groups()
            if call:
                before = disk.unflushed(_path(told)) if call in ("fdatasync", "fsync") else 0
                if call in ("write", "writev", "sendto", "sendmsg") and _path(told).startswith("socket:"):
                    yield Sent(_path(told), b"".join(bytes_of(text) for text in STRING.findall(told)))
                if told.endswith(UNFINISHED):
                    begun[thread] = (told.removesuffix(UNFINISHED), before)
                    continue
                _done(disk, call, told, before)
            else:
                told, before = begun.pop(thread, ("", 0))
                _done(disk, resumed, told + rest, before)


def _path(told: str) -> str:
    found = FILE.match(told)
    return os.fsdecode(bytes_of(found[1])) if found else ""


def _done(disk: Disk, call: str, told: str, before: int) -> None:
    given, _, result = told.rpartition("= ")
    path, last = _path(told), given.rstrip().removesuffix(")").rpartition(", ")[2]
    if result.startswith("-"):
        return
    if call == "openat":
        disk.made(os.fsdecode(bytes_of(STRING.findall(told)[0])))
    elif call == "pwrite64":
        disk.wrote(path, int(last), bytes_of(STRING.findall(told)[0]))
    elif call == "ftruncate":
        disk.wrote(path, int(last), b"")
    elif call in ("fdatasync", "fsync"):
        disk.flushed(path, before)
    else:
        assert DATABASE not in path, f"{call} of the database is not understood here"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a database knows that has been through a power cut."""

    seq: int
    tickets: dict[int, tuple[str, str, str]]
    """Number, status and staff by id."""
    journal: journal.Verified | journal.Broken


def known_to(folder: Path) -> Kept:
    """Opened as the server would."""
    engine = open_engine(f"sqlite:///{folder / DATABASE}")
    line = Line(engine)
    try:
        line.begin(write=False)
        verdict = journal.verify(line, "p2km")
    finally:
        line.close()
        engine.dispose()
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        (seq,) = database.execute("SELECT seq FROM branch").fetchone()
        rows = database.execute("SELECT id, printf('%s-%03d', letter, n), status, staff FROM ticket").fetchall()
        assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    return Kept(seq, {row[0]: row[1:] for row in rows}, verdict)
