"""The command line of the kiosk."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QSize

from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Printer
from display.screen.engine import ASSETS

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def read_arguments(given: Sequence[str] | None, words: Locale) -> argparse.Namespace:
    """What was asked for; ends the program with a usage message where it makes no sense."""

    def about(name: str) -> str:
        return words.say(f"kiosk.program.{name}")

    def size(text: str) -> QSize:
        width, _, height = text.lower().partition("x")
        if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
            raise argparse.ArgumentTypeError(about("size"))
        return QSize(int(width), int(height))

    def door(text: str) -> str:
        kind, _, address = text.partition(":")
        host, _, port = address.rpartition(":")
        if text != "stand-in" and not (kind == "tcp" and host and port.isdecimal()):
            raise argparse.ArgumentTypeError(about("door"))
        return text

    reader = argparse.ArgumentParser(prog="python -m kiosk", description=about("about"))
    reader.add_argument("--server", default="http://127.0.0.1:8000", metavar="URL", help=about("server"))
    reader.add_argument("--key", default="", metavar="KEY", help=about("key"))
    reader.add_argument("--ca", type=Path, metavar="FILE", help=about("ca"))
    reader.add_argument("--assets", type=Path, default=ASSETS, metavar="DIR", help=about("assets"))
    reader.add_argument("--data", type=Path, default=Path("var"), metavar="DIR", help=about("data"))
    reader.add_argument("--window", type=size, metavar="WxH", help=about("window"))
    reader.add_argument("--language", choices=("id", "en"), help=about("language"))
    reader.add_argument("--printer", type=door, metavar="stand-in|tcp:HOST:PORT", help=about("printer"))
    reader.add_argument("--roll-changed", action="store_true", help=about("roll_changed"))
    reader.add_argument("--set-technician-pin", action="store_true", help=about("technician_pin"))
    reader.add_argument("--demo", action="store_true", help=about("demo"))
    reader.add_argument("--pictures", type=Path, metavar="DIR", help=about("pictures"))
    wanted = reader.parse_args(given)
    if wanted.demo and urlsplit(wanted.server).hostname not in LOOPBACK:
        reader.error(about("demo_elsewhere"))
    return wanted


def printer_wanted(settings: Printer, wanted: str | None) -> Printer:
    """The branch's printer, or the one the command line names instead."""
    if wanted is None:
        return settings
    if wanted == "stand-in":
        return replace(settings, door="stand-in")
    host, _, port = wanted.removeprefix("tcp:").rpartition(":")
    return replace(settings, door="network", host=host, port=int(port))
