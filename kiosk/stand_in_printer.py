"""An ESC/POS printer without paper: listens on TCP, draws each cut ticket as a picture, answers like a real one, and
fails on demand.

    python -m kiosk.stand_in_printer --port 9100 --out var/paper [--fail paper_out] [--control 9101]

What the control port understands: `kiosk.stand_in_control`.
"""

import argparse
import selectors
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PIL import Image

from .picture_folder import PictureFolder
from .stand_in_control import control
from .stand_in_mechanism import Answer, Fail, Mechanism
from .stand_in_moments import Moment

AT_ONCE = 65536
SLOW_BYTES, SLOW_SECONDS = 4096, 0.1
DROPS_AFTER = 4096


@dataclass(frozen=True, slots=True)
class Received:
    """How much has arrived in all, and when the last byte did (`time.monotonic`)."""

    size: int = 0
    last_at: float = 0.0


class StandInPrinter:
    """The printer as a server in a thread. `tickets` are the pictures cut so far, oldest first; `latest.png` in the
    folder is always the newest."""

    def __init__(self, out: Path, *, dots: int = 576, mm_per_second: float = 0.0, fail: Fail = Fail.NONE) -> None:
        self.tickets: list[Path] = []
        self.received = Received()
        self._pictures = PictureFolder(out)
        self._mechanism = Mechanism(dots, mm_per_second=mm_per_second)
        self._mechanism.pretend(fail)
        self._selector = selectors.DefaultSelector()
        self._wakes, self._waker = socket.socketpair()
        self._address = ("127.0.0.1", 0)
        self._listener: socket.socket | None = None
        self._caller: socket.socket | None = None
        self._reading = False
        self._restarts = 0
        self._heard_of_caller = 0
        self._orders: list[Callable[[], None]] = []
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopping = False

    @property
    def latest(self) -> Path:
        """The newest ticket's picture, once there is one."""
        return self._pictures.latest

    def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listen and return the port (0: any free one). OSError when it is taken."""
        self._address = (host, port)
        self._listen()
        self._selector.register(self._wakes, selectors.EVENT_READ, lambda: self._wakes.recv(AT_ONCE))
        self._be_there()
        self._thread = threading.Thread(target=self._serve, name="stand-in printer", daemon=True)
        self._thread.start()
        return self._address[1]

    def stop(self) -> None:
        """Hang up and stop listening."""
        if self._thread:
            self._order(lambda: setattr(self, "_stopping", True))
            self._thread.join()
            self._thread = None
            self._selector.close()
            self._wakes.close()
            self._waker.close()

    def pretend(self, fail: Fail, moment: Moment = Moment.NOW) -> None:
        """Fail like this, from now on or from that moment of the next ticket on; in force when this returns."""
        done = threading.Event()

        def order() -> None:
            self._mechanism.pretend(fail, moment)
            self._be_there()
            done.set()

        self._order(order)
        done.wait(5)

    def wait_for_tickets(self, count: int, seconds: float = 5.0) -> list[Path]:
        """The tickets, once there are so many; TimeoutError otherwise."""
        with self._news:
            if not self._news.wait_for(lambda: len(self.tickets) >= count, seconds):
                raise TimeoutError(f"{len(self.tickets)} of {count} tickets were cut within {seconds} s")
            return list(self.tickets)

    def _order(self, order: Callable[[], None]) -> None:
        self._orders.append(order)
        self._waker.send(b"!")

    def _be_there(self) -> None:
        """Reachable, reading and connected, as far as the mechanism is."""
        fail = self._mechanism.fail
        if fail is Fail.UNREACHABLE or self._restarts != self._mechanism.restarted:
            self._restarts = self._mechanism.restarted
            self._hang_up()
        if fail is Fail.UNREACHABLE:
            self._close_listener()
        elif not self._listener:
            self._listen()
        if self._caller and self._reading is not (fail is not Fail.HANGS):
            self._reading = not self._reading
            if self._reading:
                self._selector.register(self._caller, selectors.EVENT_READ, self._hear)
            else:
                self._selector.unregister(self._caller)

    def _serve(self) -> None:
        while not self._stopping:
            due = self._mechanism.due()
            wait = None if due is None else max(due - time.monotonic(), 0)
            for key, _ in self._selector.select(wait):
                cast(Callable[[], object], key.data)()
            while self._orders:
                self._orders.pop(0)()
            self._run()
        self._hang_up()
        self._close_listener()

    def _run(self) -> None:
        for done in self._mechanism.run(time.monotonic()):
            if isinstance(done, Answer):
                self._say(done)
            else:
                self._keep(done.image)

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(self._address)
        listener.listen()
        self._address = listener.getsockname()[:2]
        self._listener = listener
        self._selector.register(listener, selectors.EVENT_READ, self._greet)

    def _close_listener(self) -> None:
        if self._listener:
            if not self._caller:
                self._selector.unregister(self._listener)
            self._listener.close()
            self._listener = None

    def _greet(self) -> None:
        """A new caller. A printer prints for one at a time: the next waits until this one hangs up."""
        assert self._listener
        self._caller = self._listener.accept()[0]
        self._caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._heard_of_caller = 0
        self._selector.unregister(self._listener)
        self._reading = True
        self._selector.register(self._caller, selectors.EVENT_READ, self._hear)
        self._be_there()

    def _hear(self) -> None:
        if not self._caller:
            return
        slow = self._mechanism.fail is Fail.SLOW
        if slow:
            time.sleep(SLOW_SECONDS)
        try:
            received = self._caller.recv(SLOW_BYTES if slow else AT_ONCE)
        except OSError:
            received = b""
        if not received:
            self._hang_up()
            return
        self.received = Received(self.received.size + len(received), time.monotonic())
        self._heard_of_caller += len(received)
        if self._mechanism.fail is Fail.DROPS and self._heard_of_caller > DROPS_AFTER:
            self._hang_up()
            return
        for answer in self._mechanism.take(received):
            self._say(answer)
        self._be_there()

    def _say(self, answer: Answer) -> None:
        try:
            if self._caller:
                self._caller.sendall(answer.outgoing)
        except OSError:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._caller:
            if self._reading:
                self._selector.unregister(self._caller)
            self._caller.close()
            self._caller, self._reading = None, False
            self._mechanism.hang_up()
            assert self._listener
            self._selector.register(self._listener, selectors.EVENT_READ, self._greet)

    def _keep(self, image: Image.Image) -> None:
        path = self._pictures.keep(image)
        with self._news:
            self.tickets.append(path)
            self._news.notify_all()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the printer until it is interrupted."""
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.stand_in_printer", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("--port", type=int, default=9100, help="where it listens; 0: any free port")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--out", type=Path, default=Path("var/paper"), help="folder of the pictures")
    parser.add_argument("--dots", type=int, default=576, help="width of the paper: 576, 512 or 384")
    parser.add_argument("--speed", type=float, default=0.0, help="mm of paper per second; 0: in no time")
    parser.add_argument("--fail", type=Fail, choices=list(Fail), default=Fail.NONE, help="how it fails")
    parser.add_argument("--control", type=int, help="port on loopback that takes orders while it runs")
    chosen = parser.parse_args(arguments)
    printer = StandInPrinter(chosen.out, dots=chosen.dots, mm_per_second=chosen.speed, fail=chosen.fail)
    print(f"ready {chosen.host}:{printer.start(chosen.host, chosen.port)}", flush=True)
    if chosen.control is not None:
        listener = socket.create_server(("127.0.0.1", chosen.control))
        threading.Thread(target=control, args=(printer, listener), daemon=True).start()
        print(f"control 127.0.0.1:{listener.getsockname()[1]}", flush=True)
    asked_to_end = threading.Event()
    for signal_ in (signal.SIGINT, signal.SIGTERM):  # also where a shell in the background had SIGINT ignored
        signal.signal(signal_, lambda *_: asked_to_end.set())
    asked_to_end.wait()
    printer.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
