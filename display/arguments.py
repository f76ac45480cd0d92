"""The command line of the display."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize

from counter_server.protocol.locale import Locale

from .screen.engine import ASSETS

LAYOUTS = ("auto", "landscape", "portrait", "split")


def read_arguments(given: Sequence[str] | None, words: Locale) -> argparse.Namespace:
    """What was asked for; ends the program with a usage message where it makes no sense."""

    def about(name: str) -> str:
        return words.say(f"display.program.{name}")

    reader = argparse.ArgumentParser(prog="python -m display", description=about("about"))
    reader.add_argument("--server", default="http://127.0.0.1:8000", metavar="URL", help=about("server"))
    reader.add_argument("--key", default="", metavar="KEY", help=about("key"))
    reader.add_argument("--ca", type=Path, metavar="FILE", help=about("ca"))
    reader.add_argument("--assets", type=Path, default=ASSETS, metavar="DIR", help=about("assets"))
    reader.add_argument("--data", type=Path, default=Path("var"), metavar="DIR", help=about("data"))
    reader.add_argument("--window", type=window_size, metavar="WxH", help=about("window"))
    reader.add_argument("--player", metavar="auto|none|CMD", help=about("player"))
    reader.add_argument("--silent", action="store_true", help=about("silent"))
    reader.add_argument("--layout", choices=LAYOUTS, help=about("layout"))
    reader.add_argument("--hall", metavar="KEY", help=about("hall"))
    reader.add_argument("--language", choices=("id", "en"), help=about("language"))
    reader.add_argument("--trace", type=Path, metavar="FILE", help=about("trace"))
    reader.add_argument("--pictures", type=Path, metavar="DIR", help=about("pictures"))
    return reader.parse_args(given)


def window_size(text: str) -> QSize:
    """`1280x720`."""
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) > 0 and int(height) > 0):
        raise argparse.ArgumentTypeError(f"{text!r}: WxH, 1280x720")
    return QSize(int(width), int(height))
