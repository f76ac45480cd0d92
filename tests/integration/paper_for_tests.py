"""A ticket, a patience and a printer's inside for the tests of the printer's doors."""

import os
import threading
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image

from counter_server.protocol.locale import Locale
from kiosk.paper_text import PaperText
from kiosk.printed_matter import Paper, PaperTicket
from kiosk.printer_talk import Patience
from kiosk.stand_in_mechanism import Answer, Fail, Mechanism, Ticket
from kiosk.stand_in_moments import Moment
from kiosk.ticket_bytes import Completion, own_letters
from kiosk.ticket_layout import draw_ticket
from kiosk.ticket_text import write_ticket

ASSETS = Path(__file__).parents[2] / "assets"
QUICK = Patience(exchange=1.0, answer=0.4, settle=1.0, between=0.05)
"""Where the printer is silent."""


def calm(completion: Completion = Completion.PROCESS_ID) -> Patience:
    """Where it answers, however slow the machine is. One that never says when it is done has to be well for a while."""
    return Patience(exchange=10.0, answer=5.0, settle=1.0 if completion is Completion.NONE else 10.0, between=0.05)


WORDS = Locale.load(ASSETS / "locale", "id")


def ticket(number: str) -> PaperTicket:
    """What is printed."""
    return PaperTicket(
        office="Dinas Kesehatan Kota Bandar Lampung",
        branch="LALOPA P2KM",
        service="Klaim Rawat Inap P2KM",
        number=number,
        issued_at=datetime(2026, 11, 23, 8, 5, tzinfo=ZoneInfo("Asia/Jakarta")),
        ahead=4,
        ready=("KK pasien: asli dan fotokopi",),
        qr=number,
    )


def picture(number: str = "A-001", paper: Paper | None = None) -> Image.Image:
    """A drawn ticket."""
    return draw_ticket(ticket(number), paper or Paper(80), WORDS, ASSETS / "fonts")


def text(number: str = "A-001", paper: Paper | None = None) -> PaperText:
    """The same in the printer's own letters."""
    letters = own_letters("", (paper or Paper(80)).dots)
    return write_ticket(ticket(number), PaperText(letters.columns, draws_codes=True), WORDS)


RESTART_SECONDS = 0.5
"""A printer switched on hears nothing for so long; real ones take longer."""


class PrinterOnLine:
    """The stand-in's inside at the far end of a terminal line, as a serial or USB printer is."""

    def __init__(self, end: int, dots: int = 576) -> None:
        self.mechanism = Mechanism(dots)
        self.tickets: list[Image.Image] = []
        self._end = end
        self._deaf_until = 0.0
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def pretend(self, fail: Fail, moment: Moment = Moment.NOW) -> None:
        """Fail like this from `moment` on; what hung and is well now reads on."""
        with self._changed:
            self.mechanism.pretend(fail, moment)
            self._changed.notify_all()

    def wait_for_ticket(self) -> Image.Image:
        """The first ticket, once it is cut."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.tickets, 20)
            return self.tickets[0]

    def wait_for_the_end(self) -> None:
        """Until nobody holds the other end any more."""
        self._thread.join(20)

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self.mechanism.fail is not Fail.HANGS)
            try:
                received = os.read(self._end, 4096)
            except OSError:
                return
            with self._changed:
                answers = self._take(received)
            for answer in answers:
                os.write(self._end, answer.outgoing)

    def _take(self, received: bytes) -> list[Answer]:
        if time.monotonic() < self._deaf_until:
            return []
        before = self.mechanism.restarted
        done = [*self.mechanism.take(received), *self.mechanism.run(time.monotonic())]
        if self.mechanism.restarted != before:
            self._deaf_until = time.monotonic() + RESTART_SECONDS
        self.tickets += [each.image for each in done if isinstance(each, Ticket)]
        self._changed.notify_all()
        return [each for each in done if isinstance(each, Answer)]
