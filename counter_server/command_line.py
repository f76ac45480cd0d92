"""What the server may be told when it starts."""

import argparse
import ipaddress
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from counter_server.protocol.terms import Device, Mode


class Wish(Enum):
    """What is asked for."""

    SERVE = auto()
    VERIFY_JOURNAL = auto()
    SET_PIN = auto()
    PAIR = auto()


def parse(arguments: list[str]) -> tuple[Wish, argparse.Namespace]:
    """Exits with a sentence where the words make no sense."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.demo and not _is_loopback(options.host):
        parser.error("--demo listens on this machine only: everybody knows its PIN and its keys")
    if not options.demo and (options.clock_start or options.clock_speed != 1.0):
        parser.error("--clock-start and --clock-speed go with --demo")
    if options.pair and options.pair[0] not in tuple(Device):
        parser.error("--pair kiosk|display NAME")
    if options.verify_journal:
        return Wish.VERIFY_JOURNAL, options
    if options.set_pin:
        return Wish.SET_PIN, options
    return (Wish.PAIR if options.pair else Wish.SERVE), options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run server", description="Lalopa's counter server.")
    parser.add_argument("--data", type=Path, default=Path("var"), help="where its database is kept (var)")
    parser.add_argument("--database", default="", help="a PostgreSQL URL instead of the SQLite file in --data")
    parser.add_argument("--assets", type=Path, default=Path("assets"), help="presets and words (assets)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen at; 0: any free one (8000)")
    parser.add_argument("--demo", action="store_true", help="everybody's PIN is 246810, always open, loopback only")
    parser.add_argument("--assignment", type=Mode, choices=list(Mode), help="instead of the branch's own mode")
    parser.add_argument("--clock-start", type=_moment, help="with --demo: begin at this moment (ISO 8601)")
    parser.add_argument("--clock-speed", type=float, default=1.0, help="with --demo: so many seconds a second")
    parser.add_argument("--import", dest="take_in", action="store_true", help="take changed presets into the database")
    parser.add_argument("--verify-journal", action="store_true", help="walk the whole journal and say if it holds")
    parser.add_argument("--set-pin", metavar="STAFF", help="ask for a new PIN of this member of staff")
    parser.add_argument("--pair", nargs=2, metavar=("KIND", "NAME"), help="a new key for a kiosk or a display")
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is 0 to 65535")
    return port


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("a moment needs its offset: 2026-11-23T08:00:00+07:00")
    return moment


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
