"""The technician's corner for looking at: each of its pages as somebody will meet it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from .log_memory import LogLine
from .machine_doors import Level, Machine, NoLevel, ServerAnswer
from .technician import At, Corner, Network, Try

SINCE = datetime.fromisoformat("2026-11-23T07:31:00+07:00")
ADDRESSES = ("192.168.100.120",)
WELL = Corner(
    at=At.DESK,
    printer="ready",
    roll=62,
    volume=Level(45),
    brightness=Level(80),
    network=Network(
        server="http://192.168.100.200:8000", up=True, since=SINCE, answer=ServerAnswer(milliseconds=12),
        addresses=ADDRESSES, behind=0.2,
    ),
    machine=Machine(
        version="0.1.0", build="55a2ce2", python="3.11.2", qt="6.12.0", program_seconds=97_200, machine_seconds=270_000,
        disk_free=12_400_000_000,
    ),
)  # fmt: skip
TROUBLED = replace(
    WELL,
    printer="cover_open",
    trial="unconfirmed",
    roll=8,
    roll_note="not_kept",
    volume=NoLevel("no_program"),
    sound="no_player",
    brightness=NoLevel("no_right"),
    network=replace(
        WELL.network, up=False, answer=ServerAnswer(reason="no_trust"), waiting=23, behind=5_400.0,
        addresses=("192.168.100.120", "10.21.0.14", "2001:db8:85a3::8a2e:370:7334"),
    ),
    left=9,
)  # fmt: skip
SAID = (
    ("INFO", "technician's corner: entered"),
    ("INFO", "ticket A-012: Printed(near_end=False, confirmed=True)"),
    ("WARNING", "the printer does not answer: [Errno 113] No route to host"),
    ("INFO", "the server is away: number A-X03"),
    ("ERROR", "an exception nobody caught"),
)
LOG = tuple(LogLine(n, f"10:{n // 60:02d}:{n % 60:02d}", *SAID[n % len(SAID)]) for n in range(1, 41))

EXAMPLE_CORNERS: Mapping[str, Corner] = {
    "technician-pin": Corner(at=At.PIN, digits="2468"),
    "technician-pin-wrong": Corner(at=At.PIN, tried=Try.WAITING, wait=76),
    "technician-pin-not-set": Corner(at=At.PIN, tried=Try.NOT_SET),
    "technician": WELL,
    "technician-trouble": TROUBLED,
    "technician-details": replace(WELL, at=At.DETAILS),
    "technician-details-trouble": replace(TROUBLED, at=At.DETAILS),
    "technician-log": replace(WELL, at=At.LOG, log=LOG),
    "technician-closing": replace(WELL, at=At.CLOSING),
    "technician-restarting": replace(WELL, at=At.RESTARTING),
}
"""By the name of the picture."""
