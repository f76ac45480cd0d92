"""Who listens, and what they are told: each event is encoded once for each way of looking, however many look."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field

import msgspec

from counter_server.protocol.messages import Board, Change, Heartbeat
from counter_server.setup import Setup
from counter_server.storage.event import Event

from .faces import View, change

MOST_BEHIND = 100
"""Events. Whoever is further behind is cut off, and starts over with a snapshot."""
HEARTBEAT_SECONDS = 4.0

_encode = msgspec.json.Encoder().encode


def frame(kind: str, message: Board | Change | Heartbeat) -> bytes:
    """A server-sent event."""
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (message.seq, kind.encode(), _encode(message))


@dataclass(eq=False, slots=True)
class Listener:
    """One open stream."""

    view: View
    session: str
    waiting: deque[tuple[int, bytes]] = field(default_factory=deque)
    told: asyncio.Event = field(default_factory=asyncio.Event)
    cut: bool = False

    def tell(self, seq: int, content: bytes) -> bool:
        """Queues what it is told; False, and cut off, when it does not keep up."""
        if len(self.waiting) >= MOST_BEHIND:
            self.end()
        else:
            self.waiting.append((seq, content))
            self.told.set()
        return not self.cut

    def end(self) -> None:
        """Cuts it off."""
        self.cut = True
        self.told.set()


class Hub:
    """Lives in the event loop."""

    def __init__(self) -> None:
        self._listeners: dict[View, set[Listener]] = {view: set() for view in View}
        self.seq = 0
        self._closed = False
        self.presence: Callable[[str, bool], None] = lambda session, here: None
        """Told when a session's stream opens and closes."""

    def publish(self, events: list[Event], setup: Setup) -> None:
        """Tells everybody, in order."""
        for event in events:
            self.seq = event.seq
            for view, listeners in self._listeners.items():
                if listeners:
                    content = frame("change", change(event, setup, view))
                    self._leave([one for one in listeners if not one.tell(event.seq, content)])
            for session in {event.ended_session, event.changed_session} - {""}:
                self.cut(session)

    def notice(self, change: Change, views: Iterable[View]) -> None:
        """Tells these views what no line of the journal says."""
        content = frame("change", change)
        for view in views:
            self._leave([one for one in self._listeners[view] if not one.tell(0, content)])

    def beat(self, heartbeat: Heartbeat) -> None:
        """Tells everybody that the line is alive."""
        content = frame("heartbeat", heartbeat)
        for listeners in self._listeners.values():
            for listener in listeners:
                if not listener.waiting:
                    listener.tell(0, content)

    def cut(self, session: str) -> None:
        """Ends the streams of a session that is over."""
        for listeners in self._listeners.values():
            ended = [one for one in listeners if one.session == session]
            for listener in ended:
                listener.end()
            self._leave(ended)

    def start_over(self, seq: int) -> None:
        """Ends every stream, to begin again with a snapshot; `seq`: where the journal stands."""
        self.seq = seq
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.end()

    def close(self) -> None:
        """Ends every stream, and those to come: an open one would hold up the server's end."""
        self._closed = True
        self.start_over(self.seq)

    def listening(self) -> int:
        """How many streams are open."""
        return sum(len(listeners) for listeners in self._listeners.values())

    async def listen(
        self, view: View, session: str, snapshot: Callable[[], "asyncio.Future[Board]"]
    ) -> AsyncIterator[bytes]:
        """Subscribes first and takes the snapshot then, so that nothing falls between the two."""
        listener = Listener(view, session, cut=self._closed)
        self._listeners[view].add(listener)
        self.presence(session, True)
        try:
            whole = await snapshot()
            yield frame("snapshot", whole)
            while not listener.cut:
                await listener.told.wait()
                listener.told.clear()
                fresh = [content for seq, content in listener.waiting if seq == 0 or seq > whole.seq]
                listener.waiting.clear()
                if fresh:
                    yield b"".join(fresh)
        finally:
            self._leave([listener])

    def _leave(self, gone: Iterable[Listener]) -> None:
        """At once when it is cut off: what it was sent last may never be read."""
        for listener in gone:
            if listener in self._listeners[listener.view]:
                self._listeners[listener.view].remove(listener)
                self.presence(listener.session, False)
