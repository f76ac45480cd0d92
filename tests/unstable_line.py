"""A network that fails on demand: stands between a client and a server, both of them the real ones."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from urllib.parse import urlsplit

from .server import place_kept

AT_ONCE = 65536
LOOKS_EVERY = 0.05


class Line(StrEnum):
    """What becomes of what is sent."""

    WHOLE = "whole"
    CUT = "cut"
    """Nobody listens, and every connection is closed."""
    SWALLOWS = "swallows"
    """Connections are accepted and stay open; nothing comes through, in either direction."""
    LOSES_ANSWERS = "loses_answers"
    """What is asked arrives; what is answered does not."""


class UnstableLine:
    """Listens at `url` and passes on to the server behind it."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._state = Line.WHOLE
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._guard = threading.RLock()
        self._place = place_kept()
        self._port = self._place.getsockname()[1]
        self._listener = self._listen(self._port)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._accept, name="unstable line", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where a client finds the server."""
        return f"http://127.0.0.1:{self._port}"

    def is_now(self, state: Line) -> None:
        """From now on. What hangs on the line when it changes is closed, but for one that is to swallow."""
        with self._guard:
            was, self._state = self._state, state
            if state is Line.CUT:
                with suppress(OSError):
                    self._listener.shutdown(socket.SHUT_RDWR)  # whoever waits at it would hold the port a while
                self._listener.close()
                self._hang_up()
            elif was is Line.CUT:
                self._listener = self._listen(self._port)
            elif state is Line.WHOLE:
                self._hang_up()

    def close(self) -> None:
        """Ends it."""
        self._ended.set()
        self.is_now(Line.CUT)
        self._thread.join()
        self._place.close()

    def _listen(self, port: int) -> socket.socket:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen()
        listener.settimeout(LOOKS_EVERY)
        return listener

    def _hang_up(self) -> None:
        for pair in self._pairs:
            for end in pair:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
        self._pairs.clear()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                self._ended.wait(LOOKS_EVERY)
                continue
            try:
                server = socket.create_connection(self._server, 1.0)
            except OSError:
                client.close()
                continue
            with self._guard:
                self._pairs.append((client, server))
            threading.Thread(target=self._carry, args=(client, server), daemon=True).start()

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        with selectors.DefaultSelector() as selector, suppress(OSError, ValueError):
            selector.register(client, selectors.EVENT_READ, (client, server))
            selector.register(server, selectors.EVENT_READ, (server, client))
            while True:
                for key, _ in selector.select(LOOKS_EVERY):
                    if self._state is Line.SWALLOWS:
                        self._ended.wait(LOOKS_EVERY)
                        continue
                    source, sink = key.data
                    received = source.recv(AT_ONCE)
                    if not received:
                        raise OSError("closed")
                    if self._state is Line.WHOLE or sink is server:
                        sink.sendall(received)
        with self._guard:
            for end in (client, server):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()


@contextmanager
def unstable_line(server: str) -> Iterator[UnstableLine]:
    """For as long as the block lasts."""
    line = UnstableLine(server)
    try:
        yield line
    finally:
        line.close()
