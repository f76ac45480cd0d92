"""Asks the server for a ticket, and waits for the answer no longer than a visitor should."""

import threading
from queue import Empty, SimpleQueue

from counter_server.protocol.client import ServerAway, ServerRefused
from counter_server.protocol.messages import IssuedTicket

from .delivery import Door
from .wish import Wish

Answer = IssuedTicket | ServerRefused | ServerAway


def answer_to(wish: Wish, door: Door, *, patience: float) -> Answer:
    """The server's, or within `patience` seconds that there was none; what comes later is of no account."""
    answers: SimpleQueue[Answer] = SimpleQueue()
    threading.Thread(target=lambda: answers.put(_asked(wish, door)), name="wish", daemon=True).start()
    try:
        return answers.get(timeout=patience)
    except Empty:
        return ServerAway(f"none within {patience:g} s")


def _asked(wish: Wish, door: Door) -> Answer:
    try:
        try:
            return door.issue(**wish.told())
        except ServerAway:  # a line kept from before may be a dead one
            return door.issue(**wish.told())
    except (ServerRefused, ServerAway) as no:
        return no
