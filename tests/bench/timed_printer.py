"""The stand-in printer, saying of each ticket when its last byte came: `python -m tests.bench.timed_printer FOLDER`."""

import sys
import threading
from pathlib import Path

from PIL import Image

from kiosk.stand_in_printer import StandInPrinter


class TimedPrinter(StandInPrinter):
    """One line a ticket on standard output: the time, on the monotonic clock, of the byte that made it cut."""

    def _keep(self, image: Image.Image) -> None:
        print(self.received.last_at, flush=True)
        super()._keep(image)


if __name__ == "__main__":
    printer = TimedPrinter(Path(sys.argv[1]))
    print(f"ready {printer.start()}", flush=True)
    threading.Event().wait()
