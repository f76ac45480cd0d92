"""Orders to a stand-in printer that runs as a program of its own, one line each way.

`fail cover_open` → `ok`; `fail cover_open mid_data` → `ok`, and the next ticket fails in its middle; `received` →
`<bytes> <time of the last byte>` (on the clock of `time.monotonic`, the same in every program of this machine);
`tickets` → how many were cut.
"""

import socket
from typing import TYPE_CHECKING

from .stand_in_mechanism import Fail
from .stand_in_moments import Moment

if TYPE_CHECKING:
    from .stand_in_printer import StandInPrinter


def obey(printer: "StandInPrinter", line: str) -> str:
    """One line of the control port."""
    verb, _, what = line.strip().partition(" ")
    fail, _, moment = what.partition(" ")
    if verb == "fail" and fail in list(Fail) and (not moment or moment in list(Moment)):
        printer.pretend(Fail(fail), Moment(moment or Moment.NOW))
        return "ok"
    if verb == "received":
        return f"{printer.received.size} {printer.received.last_at:.6f}"
    if verb == "tickets":
        return str(len(printer.tickets))
    return f"unknown; say: fail {'|'.join(Fail)} [{'|'.join(Moment)}], received, tickets"


def control(printer: "StandInPrinter", listener: socket.socket) -> None:
    """Serve the control port, one caller at a time, for ever."""
    while True:
        caller = listener.accept()[0]
        with caller, caller.makefile("rw", encoding="utf-8", errors="replace") as lines:
            try:
                for line in lines:
                    print(obey(printer, line), file=lines, flush=True)
            except OSError:
                continue
