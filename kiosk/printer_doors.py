"""The ways bytes go to a printer and back: network, serial line, device file. (USB: `usb_door`.)

Every door opens, sends and listens only until a moment it is told (`time.monotonic`), and says `DoorShut` for whatever
goes wrong; no exception of a library passes it.
"""

import errno
import os
import select
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import serial

try:
    import termios

    TERMINAL_ERRORS: tuple[type[Exception], ...] = (termios.error,)
except ImportError:  # a Windows kiosk
    TERMINAL_ERRORS = ()

FOREIGN = (OSError, serial.SerialException, ValueError, NotImplementedError, AssertionError, *TERMINAL_ERRORS)
AT_ONCE = 4096
"""Bytes handed over or taken in at a time."""

CHECK_SECONDS = 0.005


class DoorShut(Exception):
    """The printer cannot be reached, or the connection broke."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Door(Protocol):
    """One connection to one printer. `until` is a moment of `time.monotonic`; every method may raise DoorShut, but
    `close` never does."""

    @property
    def answers(self) -> bool:
        """Whether anything can be heard through this door, once it is open."""

    def seconds_for(self, size: int) -> float:
        """How long the line itself needs for so many bytes."""

    def open(self, until: float) -> None:
        """Connect."""

    def send(self, outgoing: bytes, until: float) -> None:
        """Hand over everything."""

    def listen(self, until: float) -> bytes:
        """The next bytes; empty when none came in time."""

    def close(self) -> None:
        """Leave. May be called twice."""


@contextmanager
def foreign_errors(what: str) -> Iterator[None]:
    """Turns what the libraries raise into DoorShut."""
    try:
        yield
    except DoorShut:
        raise
    except TimeoutError:
        raise DoorShut(f"{what}: no answer in time") from None
    except FOREIGN as error:
        raise DoorShut(f"{what}: {getattr(error, 'strerror', None) or error}") from error


def left(until: float) -> float:
    """Seconds until then, never less than one thousandth: a timeout of 0 would mean "for ever" or "do not wait"."""
    return max(until - time.monotonic(), 0.001)


class NetworkDoor:
    """A printer that listens on TCP, usually port 9100."""

    answers = True

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._name = f"{host}:{port}"
        self._socket: socket.socket | None = None

    def seconds_for(self, size: int) -> float:
        """The line is faster than any printer."""
        return 0.0

    def open(self, until: float) -> None:
        """Connect; the look-up of a host name is not limited by `until`."""
        with foreign_errors(self._name):
            self._socket = socket.create_connection(self._address, timeout=left(until))
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, outgoing: bytes, until: float) -> None:
        """Hand over everything."""
        assert self._socket
        with foreign_errors(self._name):
            self._socket.settimeout(left(until))
            self._socket.sendall(outgoing)

    def listen(self, until: float) -> bytes:
        """The next bytes; a connection the printer closed is DoorShut."""
        assert self._socket
        with foreign_errors(self._name):
            self._socket.settimeout(left(until))
            with suppress(TimeoutError):
                received = self._socket.recv(AT_ONCE)
                if not received:
                    raise DoorShut(f"{self._name}: the printer closed the connection")
                return received
            return b""

    def close(self) -> None:
        """Leave."""
        if self._socket:
            with suppress(OSError):
                self._socket.close()
        self._socket = None


class SerialDoor:
    """A printer on a serial line, 8N1."""

    answers = True

    def __init__(self, device: str, baud: int) -> None:
        self._device, self._baud = device, baud
        self._line: serial.Serial | None = None

    def seconds_for(self, size: int) -> float:
        """Ten bits a byte."""
        return size * 10 / self._baud

    def open(self, until: float) -> None:
        """Open the line for ourselves alone."""
        with foreign_errors(self._device):
            self._line = serial.Serial(self._device, self._baud, exclusive=True)

    def send(self, outgoing: bytes, until: float) -> None:
        """Hand over everything, to the last bit on the line: what the system still holds is lost when we leave."""
        assert self._line
        with foreign_errors(self._device):
            for start in range(0, len(outgoing), AT_ONCE):
                self._line.write_timeout = left(until)
                self._line.write(outgoing[start : start + AT_ONCE])
            while waiting := self._line.out_waiting:
                if time.monotonic() > until:
                    raise DoorShut(f"{self._device}: {waiting} of {len(outgoing)} bytes were not taken in time")
                time.sleep(CHECK_SECONDS)

    def listen(self, until: float) -> bytes:
        """The next bytes."""
        assert self._line
        with foreign_errors(self._device):
            self._line.timeout = left(until)
            first: bytes = self._line.read(1)
            return first + self._line.read(self._line.in_waiting) if first else b""

    def close(self) -> None:
        """Leave; what a dead printer never took is thrown away, or the system would hold the line for 30 s."""
        if self._line:
            with suppress(*FOREIGN):
                self._line.reset_output_buffer()
            with suppress(*FOREIGN):
                self._line.close()
        self._line = None


class FileDoor:
    """A device file such as `/dev/usb/lp0`, or a plain file, which is added to. It must exist: a printer that is
    unplugged must not leave an ordinary file in its place."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: int | None = None
        self.answers = False

    def seconds_for(self, size: int) -> float:
        """The line is faster than any printer."""
        return 0.0

    def open(self, until: float) -> None:
        """Open without ever waiting; for writing only where reading is not allowed."""
        with foreign_errors(self._path):
            plain = stat.S_ISREG(Path(self._path).stat().st_mode)
            self.answers = not plain
            if not plain:
                try:
                    self._file = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
                    return
                except OSError as error:
                    if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EINVAL):
                        raise
                    self.answers = False
            self._file = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_APPEND)

    def send(self, outgoing: bytes, until: float) -> None:
        """Hand over everything."""
        assert self._file is not None
        rest = memoryview(outgoing)
        with foreign_errors(self._path):
            while rest:
                if not select.select([], [self._file], [], left(until))[1]:
                    raise DoorShut(f"{self._path}: took {len(outgoing) - len(rest)} of {len(outgoing)} bytes in time")
                with suppress(BlockingIOError):
                    rest = rest[os.write(self._file, rest[:AT_ONCE]) :]

    def listen(self, until: float) -> bytes:
        """The next bytes."""
        if not self.answers:
            return b""
        assert self._file is not None
        with foreign_errors(self._path):
            if select.select([self._file], [], [], left(until))[0]:
                with suppress(BlockingIOError):
                    if received := os.read(self._file, AT_ONCE):
                        return received
                time.sleep(CHECK_SECONDS)  # a driver may be ready to read and have nothing, again and again
            return b""

    def close(self) -> None:
        """Leave."""
        if self._file is not None:
            with suppress(OSError):
                os.close(self._file)
        self._file = None
