"""A ticket as /antrean tells it."""

from typing import Any

from counter_server.domain.ticket import Ticket
from counter_server.operations.antrean import Place, booking_of
from counter_server.protocol.antrean_messages import Metadata, Remaining, TakenTicket
from counter_server.protocol.terms import Is

MINUTE = 60
TASKS = {
    Is.BOOKED: 0, Is.WAITING: 1, Is.CALLED: 1, Is.ON_HOLD: 2, Is.SERVING: 2, Is.FINISHED: 3,
    Is.CANCELLED: 99, Is.NO_SHOW: 99, Is.LAPSED: 99,
}  # fmt: skip
"""Task ids (field guide, 3): 1 the wait has begun, 2 service has, 3 it is over, 99 absent or cancelled. 0 is ours:
booked, and not here yet."""


OK = Metadata(message="Ok", code=200)
NOT_DONE = 201


def taken(place: Place, *, now: int, name: str, words: str, quota: int, left: int) -> TakenTicket:
    """`now`: milliseconds since 1970 UTC."""
    ticket, wait = place.ticket, place.wait
    return TakenTicket(
        nomorantrean=ticket.number, angkaantrean=ticket.n, kodebooking=booking_of(ticket), namapoli=name,
        estimasidilayani=now + wait.high * MINUTE * 1000 if wait else 0,
        sisakuotanonjkn=left, kuotanonjkn=quota, keterangan=words,
    )  # fmt: skip


def remaining(place: Place, *, name: str, last: str, words: str) -> Remaining:
    """`last`: the number called last."""
    ticket, wait = place.ticket, place.wait
    return Remaining(
        nomorantrean=ticket.number, namapoli=name, sisaantrean=place.ahead, antreanpanggil=last,
        waktutunggu=wait.high * MINUTE if wait else 0, keterangan=words,
        taskid=TASKS[ticket.status], waktu=milestone(ticket),
    )  # fmt: skip


def milestone(ticket: Ticket) -> int:
    """When its task began, milliseconds since 1970 UTC."""
    by_task: dict[int, Any] = {
        0: ticket.issued_at, 1: ticket.arrived_at, 2: ticket.started_at or ticket.called_at,
        3: ticket.ended_at, 99: ticket.ended_at or ticket.called_at,
    }  # fmt: skip
    return int(by_task[TASKS[ticket.status]])
