"""Head and body of an answer leave in one write: as two, each costs a system call and wakes the reader."""

import asyncio

GO_ON = b"HTTP/1.1 100 "
"""The head of what is no answer yet."""


class OneWrite:
    """In the place of a transport, for one answer that has a body, be it an empty one: its head waits for the first of
    it, as ASGI asks for anyway, so a stream must begin at once. HEAD has none."""

    __slots__ = ("_answering", "_head", "_transport")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head = b""
        self._answering = False

    def write(self, data: bytes) -> None:
        """Keeps the first, writes it with the second."""
        if self._head:
            data, self._head = self._head + data, b""
        elif not self._answering and not data.startswith(GO_ON):
            self._head, self._answering = data, True
            return
        self._transport.write(data)

    def close(self) -> None:
        """Writes what it has kept, to whoever is still there: uvloop refuses to write to the others."""
        if self._head and not self._transport.is_closing():
            self._transport.write(self._head)
        self._head = b""
        self._transport.close()

    def is_closing(self) -> bool:
        """The transport's."""
        return self._transport.is_closing()
