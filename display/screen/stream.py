"""Brings the server's event stream into Qt: heard in a thread, signalled in the thread of the adapter."""

import logging
from collections.abc import Iterator
from threading import Event, Thread
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from counter_server.protocol.event_stream import Away, Happening
from counter_server.protocol.messages import Board, Change, Heartbeat

PROMPT_END_SECONDS = 2.0
AGAIN_SECONDS = 1.0

log = logging.getLogger(__name__)


class Stream(Protocol):
    """What the adapter needs of an event stream, as `counter_server.protocol.event_stream.EventStream` has it."""

    def listen(self) -> Iterator[Happening | Away]:
        """Yield Board, Change, Heartbeat and Away until closed; blocks."""

    def close(self) -> None:
        """End `listen` promptly, from any thread."""


class StreamAdapter(QObject):
    """Signals every happening of `stream`: `StreamAdapter(EventStream(server, token))`, then `start()`."""

    board = Signal(object)
    """The whole board, first and after every reconnection."""
    change = Signal(object)
    heartbeat = Signal(object)
    away = Signal(str)
    """The server is away; the reason is a code, for the log and the technician."""

    _heard = Signal(object)

    def __init__(self, stream: Stream, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.up: bool | None = None
        """Whether the server is heard; None: nobody knows yet."""
        self._stream = stream
        self._thread: Thread | None = None
        self._stopped = Event()
        self._heard.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin to listen."""
        self._thread = Thread(target=self._listen, name="event stream", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close the stream; nothing is signalled afterwards."""
        self._stopped.set()
        self._stream.close()
        if self._thread is not None:
            self._thread.join(PROMPT_END_SECONDS)
            self._thread = None

    def _listen(self) -> None:
        while not self._stopped.is_set():
            try:
                for happening in self._stream.listen():
                    self._heard.emit(happening)
            except Exception:
                # A screen that silently shows old numbers is the worst that can happen: say so and start over.
                log.exception("the event stream broke")
                self._heard.emit(Away(reason="fault"))
            self._stopped.wait(AGAIN_SECONDS)

    @Slot(object)
    def _pass_on(self, happening: object) -> None:
        if self._stopped.is_set():
            return
        self.up = not isinstance(happening, Away)
        match happening:
            case Board():
                self.board.emit(happening)
            case Change():
                self.change.emit(happening)
            case Heartbeat():
                self.heartbeat.emit(happening)
            case Away():
                self.away.emit(happening.reason)
