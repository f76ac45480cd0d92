"""The process that makes and plays the sound: orders on stdin, reports on stdout, one JSON value a line (`lines`).

It leaves when its stdin closes, and takes the player with it.
"""

import argparse
import contextlib
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

import msgspec

from .lines import Playing, Ready, Report, Say, Stop, Try, done, line, read_order
from .playback import Player
from .recording import Studio
from .sentence_sound import NotRecorded
from .utterance import Outcome, Spoken

LEAVE_SECONDS = 0.5
"""An engine that hangs does not hold the process up for longer."""


class Worker:
    """Works off its orders one by one; a `Stop` reaches the one that is being played."""

    def __init__(self, studio: Studio, reports: BinaryIO) -> None:
        self._studio = studio
        self._reports = reports
        self._player = Player()
        self._orders: SimpleQueue[tuple[Say | Try, threading.Event] | None] = SimpleQueue()
        self._silenced: dict[int, threading.Event] = {}

    def run(self, orders: BinaryIO) -> None:
        """Until the orders end."""
        threading.Thread(target=self._listen, args=(orders,), name="orders", daemon=True).start()
        self._studio.warm_up()
        self._report(Ready())
        while work := self._next():
            order, silenced = work
            outcome = self._say(order, silenced) if isinstance(order, Say) else self._try(order)
            self._silenced.pop(order.order, None)
            self._report(done(order.order, outcome))

    def _next(self) -> tuple[Say | Try, threading.Event] | None:
        while self._orders.empty() and self._studio.prepare():
            pass
        return self._orders.get()

    def _say(self, say: Say, silenced: threading.Event) -> Outcome:
        try:
            recording = self._studio.record(say.utterance)
        except NotRecorded as fault:
            return fault.outcome
        if say.player == "none":
            return Spoken(recording.wav, recording.seconds, played=False, remark=recording.remark)
        played = self._player.play(
            recording.wav,
            recording.seconds,
            say.player,
            silenced,
            lambda within: self._report(Playing(say.order, within)),
        )
        if isinstance(played, str):
            return Spoken(recording.wav, recording.seconds, player=played, remark=recording.remark)
        return played

    def _try(self, order: Try) -> Outcome:
        try:
            return Spoken(Path(os.devnull), 0.0, played=False, remark=self._studio.attempt(order.voices))
        except NotRecorded as fault:
            return fault.outcome

    def _report(self, report: Report) -> None:
        with contextlib.suppress(OSError):
            self._reports.write(line(report))
            self._reports.flush()

    def _listen(self, orders: BinaryIO) -> None:
        for text in orders:
            with contextlib.suppress(msgspec.DecodeError):
                order = read_order(text)
                if not isinstance(order, Stop):
                    silenced = self._silenced[order.order] = threading.Event()
                    self._orders.put((order, silenced))
                elif silenced_now := self._silenced.get(order.order):
                    silenced_now.set()
        self._orders.put(None)
        for silenced in list(self._silenced.values()):
            silenced.set()
        leave = threading.Timer(LEAVE_SECONDS, os._exit, [1])
        leave.daemon = True
        leave.start()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m display.speech.worker", description=__doc__)
    parser.add_argument("--cache", type=Path, required=True, help="folder of the sounds made")
    parser.add_argument("--chime", type=Path, required=True, help="WAV played before a call")
    arguments = parser.parse_args()
    # whoever listened may be gone when the last report is flushed
    with suppress(OSError), os.fdopen(os.dup(1), "wb") as reports, Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)  # pyttsx3 prints every file it saves
        Worker(Studio(arguments.cache, arguments.chime), reports).run(sys.stdin.buffer)


if __name__ == "__main__":
    main()
