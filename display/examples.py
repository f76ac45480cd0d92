"""Boards for looking at the screen without a server: the states a wall must look right in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from counter_server.protocol.messages import Announcement, Board, BranchFace, CounterNow, Estimate, Ticket
from counter_server.protocol.terms import Is

from .place import Place, Sign

LOKET, BANTUAN = 16, 2

RUNNING_TEXT = {
    "id": "Siapkan KK dan E-KTP pasien, asli dan fotokopi, sebelum ke loket.",
    "en": "Please have the patient's KK and E-KTP ready, originals and photocopies, before you come to the counter.",
}

LONG_TEXT = {
    "id": "Warga Kota Bandar Lampung yang belum memiliki jaminan kesehatan dapat memakai P2KM untuk rawat inap di "
    "rumah sakit mitra. Bawa KK dan E-KTP pasien, asli dan fotokopi. Pengaduan dan saran: sampaikan kepada petugas.",
    "en": "Residents of Bandar Lampung without health cover can use P2KM for inpatient care at a partner hospital. "
    "Bring the patient's KK and E-KTP, originals and photocopies. Complaints and suggestions: please tell our staff.",
}


def counters() -> list[CounterNow]:
    """The counters of the LALOPA branch."""
    loket = [CounterNow(counter=f"loket-{n}", name=f"Loket {n}", kind="loket", n=n) for n in range(1, LOKET + 1)]
    help_desks = [
        CounterNow(counter=f"bantuan-{n}", name=f"Meja Bantuan {n}", kind="bantuan", n=n) for n in range(1, BANTUAN + 1)
    ]
    return loket + help_desks


def ticket(id: int, number: str, counter: str | None, status: Is, called_at: datetime | None) -> Ticket:
    """A ticket as a wall gets it."""
    return Ticket(
        id=id,
        number=number,
        service=number[0],
        step="verification",
        status=status,
        counter=counter,
        called_at=called_at,
    )


def board(at: datetime, *, called: int = 0, serving: int = 0, passed: int = 0, waiting: int = 0) -> Board:
    """`called` tickets just called, `serving` at the next counters, `passed` before them, `waiting` behind them."""
    places = [counter.counter for counter in counters()]
    order = [(7 * turn) % len(places) for turn in range(len(places))]
    tickets, announcements = [], []
    for turn in range(passed):
        status = Is.NO_SHOW if turn == 2 else Is.FINISHED
        tickets.append(
            ticket(turn + 1, f"A-{turn + 1:03d}", places[-turn % 9], status, at - timedelta(minutes=60 - turn))
        )
    for turn in range(serving + called):
        id, place = passed + turn + 1, places[order[turn]]
        number = f"{'K' if turn % 5 == 3 else 'S' if turn % 7 == 6 else 'A'}-{id:03d}"
        status = Is.SERVING if turn < serving else Is.CALLED
        called_at = at - timedelta(minutes=30 - turn)
        tickets.append(ticket(id, number, place, status, called_at))
        if status is Is.CALLED:
            one = Announcement(seq=100 + id, number=number, counter=place, at=called_at, kind="call", ticket=id)
            announcements.append(one)
    return Board(
        seq=200,
        at=at,
        branch=BranchFace(
            key="p2km",
            name="LALOPA P2KM",
            office="Dinas Kesehatan Kota Bandar Lampung",
            zone="Asia/Jakarta",
            open=True,
            running_text=RUNNING_TEXT,
        ),
        counters=counters(),
        tickets=tickets,
        waiting=queues(waiting),
        waits=waits(waiting),
        announcements=announcements,
    )


def queues(waiting: int) -> dict[str, dict[str, int]]:
    """Where they wait."""
    return {
        "A": {"help": waiting // 6, "verification": waiting // 2},
        "K": {"verification": waiting // 4},
        "L": {"help": waiting // 20},
        "S": {"help": waiting // 8},
    }


def waits(waiting: int) -> dict[str, Estimate]:
    """More where more wait. Nobody serves L; where very many wait, S would come after closing."""
    if waiting > 500:
        return {
            "A": Estimate(low=150, high=180),
            "K": Estimate(low=210, high=240),
            "S": Estimate(low=150, high=180, after_closing=True),
        }
    low = waiting // 10 * 5
    return {
        "A": Estimate(low=low, high=low + 10),
        "K": Estimate(low=low // 10 * 5, high=low // 10 * 5 + 10),
        "S": Estimate(low=0, high=5),
    }


def long_text(at: datetime) -> Board:
    """A running text that does not fit."""
    usual = board(at, called=3, serving=9, passed=8, waiting=41)
    return replace(usual, branch=replace(usual.branch, running_text=LONG_TEXT))


def longest(at: datetime) -> Board:
    """Every number and every counter at its longest."""
    usual = board(at, called=1, serving=0, passed=8, waiting=1234)
    numbers = ["A-1000", "K-X12", "A-444", "S-X44", "A-1208", "K-044"]
    places = ["bantuan-2", "bantuan-1", "loket-14", "loket-16", "loket-10", "loket-12"]
    tickets = [
        ticket(100 + turn, number, place, Is.CALLED if turn < 3 else Is.SERVING, at - timedelta(minutes=turn))
        for turn, (number, place) in enumerate(zip(numbers, places, strict=True))
    ]
    passed = [replace(one, number=f"A-1{one.number[2:]}") for one in usual.tickets if one.status is not Is.CALLED]
    return replace(usual, tickets=[*tickets, *passed], announcements=[])


def all_longest(at: datetime) -> Board:
    """Eighteen such numbers."""
    usual = board(at, called=7, serving=11, passed=9, waiting=1234)
    numbers = ("A-1208", "K-X12", "S-X44")
    tickets = [replace(one, number=numbers[one.id % 3]) for one in usual.tickets]
    announcements = [replace(one, number=numbers[one.ticket % 3]) for one in usual.announcements]
    return replace(usual, tickets=tickets, announcements=announcements)


def signed() -> Place:
    """Arrows and zones for every counter."""
    arrows = ["left", "up-left", "up", "up-right", "right", "down-right", "down", "down-left"]
    return Place(
        name="Ruang Tunggu Lantai 2",
        signs={
            one.counter: Sign(arrows[place % len(arrows)], f"Zona {'ABC'[place // 7]}")
            for place, one in enumerate(counters())
        },
    )


STATES: dict[str, Callable[[datetime], Board | None]] = {
    "connecting": lambda at: None,
    "idle": lambda at: board(at, passed=8, waiting=0),
    "idle-serving": lambda at: board(at, serving=6, passed=8, waiting=12),
    "one-call": lambda at: board(at, called=1, passed=0, waiting=5),
    "five-calls": lambda at: board(at, called=5, serving=3, passed=8, waiting=24),
    "eighteen": lambda at: board(at, called=7, serving=11, passed=9, waiting=63),
    "long-text": long_text,
    "away": lambda at: board(at, called=2, serving=9, passed=8, waiting=31),
    "signs": lambda at: board(at, called=5, serving=3, passed=8, waiting=24),
    "signs-eighteen": lambda at: board(at, called=7, serving=11, passed=9, waiting=63),
    "just-called": lambda at: board(at, called=4, serving=5, passed=9, waiting=63),
    "flash": lambda at: board(at, called=1, serving=5, passed=9, waiting=63),
    "longest": longest,
    "signs-longest": all_longest,
    "away-resting": lambda at: board(at, serving=9, passed=8, waiting=31),
}

SLIDES: dict[str, Callable[[datetime], Board | None]] = {
    name: lambda at: board(at, serving=7, passed=8, waiting=12)
    for name in ("hours", "closing", "requirements", "cost", "text", "picture")
}
"""What is shown between calls, in the states a wall must look right in."""

MOMENT = datetime(2026, 11, 23, 3, 42, tzinfo=UTC)
"""10.42 in Bandar Lampung, a Monday."""
