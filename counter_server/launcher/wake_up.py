"""Lets one thread wait for everything at once: signals, children that ended, and what the parts say."""

import selectors
import signal
import socket
from types import FrameType, TracebackType
from typing import Any

END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class WakeUp:
    """Waits until a signal comes, a child ends or a watched descriptor can be read. For use with `with`."""

    def __init__(self) -> None:
        self.asked_to_end = 0
        """How often Ctrl-C, SIGTERM or a closed terminal has asked for the end."""
        self._selector = selectors.DefaultSelector()
        self._near, self._far = socket.socketpair()
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "WakeUp":
        for end in (self._near, self._far):
            end.setblocking(False)
        self._selector.register(self._near, selectors.EVENT_READ)
        signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        for number in END_SIGNALS:
            self._before[number] = signal.signal(number, self._note)
        self._before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(-1)
        self._selector.close()
        self._near.close()
        self._far.close()

    def watch(self, descriptor: int) -> None:
        """Wake up when this can be read."""
        self._selector.register(descriptor, selectors.EVENT_READ)

    def forget(self, descriptor: int) -> None:
        """Watch it no longer."""
        self._selector.unregister(descriptor)

    def wait(self, seconds: float | None) -> None:
        """Wait until something happened, `seconds` at most; None waits for ever."""
        for ready, _ in self._selector.select(seconds):
            if ready.fileobj is self._near:
                self._near.recv(4096)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_end += 1
