"""What the server may be told when it starts."""

import argparse
import ipaddress
import re
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from counter_server.protocol.device_messages import DEVICE_NAME, LONGEST_DEVICE_NAME
from counter_server.protocol.terms import Device, Mode


class Wish(Enum):
    """What is asked for."""

    SERVE = auto()
    VERIFY_JOURNAL = auto()
    SET_PIN = auto()
    PERSON = auto()
    PAIR = auto()
    BACKUP = auto()
    RESTORE = auto()
    SET_ANTREAN_PASSWORD = auto()
    HOOK_SECRET = auto()


ASKED_BY = {
    "person_export": Wish.PERSON, "person_delete": Wish.PERSON, "backup": Wish.BACKUP, "restore": Wish.RESTORE,
    "set_antrean_password": Wish.SET_ANTREAN_PASSWORD, "hook_secret": Wish.HOOK_SECRET,
    "verify_journal": Wish.VERIFY_JOURNAL, "set_pin": Wish.SET_PIN, "pair": Wish.PAIR,
}  # fmt: skip
"""Option → what is asked for where it is given; the first counts."""

USER_NAME = r"(?=.{1,32}$)[a-z0-9]+(-[a-z0-9]+)*"


def parse(arguments: list[str]) -> tuple[Wish, argparse.Namespace]:
    """Exits with a sentence where the words make no sense."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.demo and not is_loopback(options.host):
        parser.error("--demo listens on this machine only: everybody knows its PIN and its keys")
    if not options.demo and (options.clock_start or options.clock_speed != 1.0):
        parser.error("--clock-start and --clock-speed go with --demo")
    if options.pair and options.pair[0] not in tuple(Device):
        parser.error("--pair kiosk|display NAME")
    if options.pair and not (re.match(DEVICE_NAME, options.pair[1]) and len(options.pair[1]) <= LONGEST_DEVICE_NAME):
        parser.error("a NAME is letters, digits, blanks, . _ and -, 32 at most")
    if (options.tls_cert is None) != (options.tls_key is None):
        parser.error("--tls-cert and --tls-key go together")
    if options.set_antrean_password and not re.fullmatch(USER_NAME, options.set_antrean_password):
        parser.error("a USER is small letters, digits and -, 32 at most")
    if options.person_export and options.person_delete:
        parser.error("--person-export first, --person-delete after it")
    return next((wish for option, wish in ASKED_BY.items() if getattr(options, option)), Wish.SERVE), options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run server", description="Lalopa's counter server.")
    parser.add_argument("--data", type=Path, default=Path("var"), help="where its database is kept (var)")
    parser.add_argument("--database", default="", help="a PostgreSQL URL instead of the SQLite file in --data")
    parser.add_argument("--assets", type=Path, default=Path("assets"), help="presets and words (assets)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen at; 0: any free one (8000)")
    parser.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate chain (PEM): serve over https")
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="its private key (PEM, without a passphrase)")
    parser.add_argument(
        "--proxy", type=_network, action="append", default=[], metavar="ADDRESS",
        help="a reverse proxy whose X-Forwarded-For and -Proto are believed; an address or a network, may be repeated",
    )  # fmt: skip
    parser.add_argument("--demo", action="store_true", help="everybody's PIN is 246810, always open, loopback only")
    parser.add_argument("--assignment", type=Mode, choices=list(Mode), help="instead of the branch's own mode")
    parser.add_argument("--clock-start", type=_moment, help="with --demo: begin at this moment (ISO 8601)")
    parser.add_argument("--clock-speed", type=float, default=1.0, help="with --demo: so many seconds a second")
    parser.add_argument(
        "--import", dest="take_in", nargs="?", type=Path, const=True, metavar="FILE",
        help="take changed presets into the database; with FILE all that is in a ZIP the console exported, or a folder",
    )  # fmt: skip
    parser.add_argument("--verify-journal", action="store_true", help="walk the whole journal and say if it holds")
    parser.add_argument("--set-pin", metavar="STAFF", help="ask for a new PIN of this member of staff")
    parser.add_argument("--set-antrean-password", metavar="USER", help="ask for the password of a partner's program")
    parser.add_argument("--hook-secret", metavar="HOOK", help="show the secret that signs this hook's messages")
    parser.add_argument("--pair", nargs=2, metavar=("KIND", "NAME"), help="a new key for a kiosk or a display")
    parser.add_argument("--backup", type=Path, metavar="FILE", help="copy the database while the server runs")
    parser.add_argument("--restore", type=Path, metavar="FILE", help="put a backup in the database's place")
    parser.add_argument("--accept-loss", action="store_true", help="go on with data older than it had been")
    parser.add_argument("--new-secret", action="store_true", help="go on without the secret that was lost")
    parser.add_argument("--person-export", type=Path, metavar="FILE", help="write all that is kept of one person; asks")
    parser.add_argument("--person-delete", action="store_true", help="forget all that is kept of one person; asks")
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is 0 to 65535")
    return port


def _network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text)) if "/" in text else str(ipaddress.ip_address(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no address and no network") from None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("a moment needs its offset: 2026-11-23T08:00:00+07:00")
    return moment


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
