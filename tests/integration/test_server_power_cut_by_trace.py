"""Nothing leaves for the network before it is on the disk: the server's own system calls are the witness."""

import random
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from counter_server.storage.journal import Verified
from tests.power_cut import Disk, Kept, known_to, replayed, traced
from tests.server import COMPLETE, Server, listening, running

VISITORS = 25
"""For each of four counters: enough for several write-backs of the log into the database."""
FURTHER = ["waiting", "called", "serving", "finished"]


@dataclass
class Conversation:
    """What the server says on one connection, taken apart."""

    unread: bytes = b""
    is_stream: bool = False

    def hear(self, content: bytes) -> Iterator[tuple[str, Any]]:
        """`ticket` and its JSON for an answer to a command, `seq` and the number for an event of a stream."""
        self.unread += content
        if self.is_stream:
            yield from self._events()
            return
        while b"\r\n\r\n" in self.unread:
            head, _, rest = self.unread.partition(b"\r\n\r\n")
            if b"text/event-stream" in head:
                self.is_stream, self.unread = True, rest
                yield from self._events()
                return
            length = int(found[1]) if (found := re.search(rb"content-length: (\d+)", head.lower())) else 0
            if len(rest) < length:
                return
            body, self.unread = rest[:length], rest[length:]
            if head.startswith(b"HTTP/1.1 2") and b'"number"' in body:
                yield "ticket", msgspec.json.decode(body)

    def _events(self) -> Iterator[tuple[str, Any]]:
        *events, self.unread = self.unread.split(b"\n\n")
        for event in events:
            if found := re.search(rb"id: (\d+)\nevent: ", event):
                yield "seq", int(found[1])


def serve_some(server: Server, n: int) -> None:
    kiosk, verifier = server.kiosk, server.verifier(n)
    for _ in range(VISITORS):
        issued = kiosk.issue(request_id=str(uuid4()), service="A", documents=COMPLETE)
        kiosk.printed(issued.id)
        called = verifier.call_next(f"loket-{n}")
        assert called is not None
        verifier.start(called.id)
        verifier.finish(called.id, "complete")


@dataclass
class Witness:
    """Compares what was said with what the disk would still know if the power went at that moment."""

    disk: Disk
    folder: Path
    talks: dict[str, Conversation] = field(default_factory=dict)
    answers: int = 0
    events: int = 0
    cuts: int = 0
    _known: tuple[int, Kept | None] = (-1, None)

    def hear(self, to: str, content: bytes) -> None:
        for kind, said in self.talks.setdefault(to, Conversation()).hear(content):
            kept = self.kept()
            if kind == "seq":
                self.events += 1
                assert kept.seq >= said
                continue
            self.answers += 1
            number, status, _ = kept.tickets[said["id"]]
            assert number == said["number"]
            assert FURTHER.index(status) >= FURTHER.index(said["status"])

    def kept(self) -> Kept:
        if self._known[0] != self.disk.flushes:
            self.disk.after_a_cut(self.folder)
            self._known = self.disk.flushes, known_to(self.folder)
            self.cuts += 1
        kept = self._known[1]
        assert kept is not None
        assert isinstance(kept.journal, Verified)
        return kept

    def torn(self, chance: random.Random) -> None:
        """Some of what was never flushed had arrived, in any order, torn: nothing that was flushed suffers by it."""
        before = self.kept()
        self.disk.after_a_cut(self.folder / "torn", chance)
        after = known_to(self.folder / "torn")
        assert isinstance(after.journal, Verified)
        assert after.seq >= before.seq
        assert after.tickets.keys() >= before.tickets.keys()
        self.cuts += 1


def test_no_answer_and_no_event_leaves_before_its_commit_has_been_flushed(tmp_path: Path) -> None:
    data, trace = tmp_path / "data", tmp_path / "trace"
    with running(data, "--demo", "--assignment", "pull") as server:
        server.issue()
    disk = Disk(data)
    with traced(data, trace, "--demo", "--assignment", "pull") as server:
        with ThreadPoolExecutor(5) as many, listening(server, server.supervisor().token) as board:
            next(board)
            many.submit(list, board)
            for done in [many.submit(serve_some, server, n) for n in range(1, 5)]:
                done.result()
        server.kill()
    witness, chance = Witness(disk, tmp_path / "after"), random.Random(1)
    for sent in replayed(trace, disk):
        if any(file.unflushed for file in disk.files.values()) and chance.random() < 0.05:
            witness.torn(chance)
        witness.hear(sent.to, sent.content)
    print(f"{witness.answers} answers, {witness.events} events, {disk.flushes} flushes, {witness.cuts} cuts tried")
    assert witness.answers == 4 * VISITORS * 5
    assert witness.events > witness.answers
    assert disk.written_back > 0
