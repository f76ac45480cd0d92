"""Writes when things happened, one JSON object a line, so that a bench can measure across programs.

Events: `received` (a happening is out of the stream), `painted` (the first frame with it is on the screen), `sound`
(the first sound of an announcement leaves for the player), `first_frame`. `monotonic` is the machine's CLOCK_MONOTONIC,
the same for every process on it; `unix` is the time of day; both in seconds.
"""

import json
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickWindow

from counter_server.protocol.messages import Board, Change

from .screen.stream import StreamAdapter
from .voice import Voice


class Trace(QObject):
    """One trace file, flushed line by line."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = path.open("a", encoding="utf-8", buffering=1)
        self._unpainted: list[dict[str, Any]] = []
        self._painted_once = False

    def watch(self, window: QQuickWindow, stream: StreamAdapter, voice: Voice) -> None:
        """Note what comes, is painted and heard; call it before anything else is connected to the stream. Painting is
        exact with the software renderer, which paints in the thread of the signals."""
        window.frameSwapped.connect(self._painted)
        stream.board.connect(self.received)
        stream.change.connect(self.received)
        voice.sounding.connect(self.sound)

    def received(self, happening: Board | Change) -> None:
        facts: dict[str, Any] = {"seq": happening.seq}
        if isinstance(happening, Change):
            number = happening.ticket.number if happening.ticket else None
            facts |= {"action": happening.action, "number": number}
        self._write("received", facts)
        self._unpainted.append(facts)

    def sound(self, seq: int, monotonic: float) -> None:
        """The first sound of announcement `seq`."""
        self._write("sound", {"seq": seq}, monotonic)

    def _painted(self) -> None:
        if not self._painted_once:
            self._painted_once = True
            self._write("first_frame", {})
        for facts in self._unpainted:
            self._write("painted", facts)
        self._unpainted = []

    def _write(self, event: str, facts: dict[str, Any], monotonic: float | None = None) -> None:
        now = time.monotonic()
        at = now if monotonic is None else monotonic
        line = {"event": event, "monotonic": at, "unix": time.time() - (now - at), **facts}
        self._file.write(json.dumps(line) + "\n")
