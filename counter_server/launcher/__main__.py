"""`./run`: the demonstration, or one part of it. `./run server|kiosk|display [...]` becomes that program."""

import argparse
import os
import sys
from pathlib import Path

from .demonstration import LANDSCAPE, Demonstration, kiosk_size
from .screens import screen_for
from .words import Words

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "assets"
DATA = ROOT / "var"
PARTS = {
    "server": "counter_server", "kiosk": "kiosk", "display": "display", "plan": "counter_server.plan_command",
}  # fmt: skip
ON_THE_SERVERS_DATA = ("server", "plan")
KEEPING = {"backup": "--backup", "restore": "--restore"}
"""Words the server's command has as options, for the hand of whoever is in a hurry."""


def main(arguments: list[str]) -> int:
    """Start what is asked for; returns the exit code."""
    words = Words(ASSETS / "locale")
    if arguments and arguments[0] in KEEPING:
        arguments = ["server", KEEPING[arguments[0]], *arguments[1:]]
    if arguments and arguments[0] in PARTS:
        become(arguments[0], arguments[1:], words)
    parser = argparse.ArgumentParser(
        prog="./run",
        description="\n".join(words.lines("help.what")),
        epilog="\n".join(words.lines("help.parts")),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", metavar="DIR", default=DATA / "demo", help=" · ".join(words.lines("help.data")))
    parser.add_argument("--port", metavar="N", type=int, default=8000, help=" · ".join(words.lines("help.port")))
    parser.add_argument("--assignment", choices=("push", "pull"), help=" · ".join(words.lines("help.assignment")))
    return Demonstration(parser.parse_args(arguments), ASSETS, words).run()


def become(part: str, arguments: list[str], words: Words) -> None:
    """Turn this process into one of the programs, with this folder's assets and data unless told otherwise."""
    where = DATA / "demo" if "--demo" in arguments else DATA
    data = where if part in ON_THE_SERVERS_DATA else where / part
    only_says = not {"-h", "--help", "--roll-changed", "--set-technician-pin"}.isdisjoint(arguments)
    if part not in ON_THE_SERVERS_DATA and not only_says:
        screen = screen_for(kiosk_size(assets_in(arguments) / "branch.toml") if part == "kiosk" else LANDSCAPE)
        os.environ.update(screen.environment)
        if screen.vnc_port:
            words.tell("look", part=part, port=screen.vnc_port)
    # The last of two equal options counts, so what was asked for overrides what stands here.
    ours = ["--assets", str(ASSETS), "--data", str(data)]
    os.execv(sys.executable, [sys.executable, "-m", PARTS[part], *ours, *arguments])


def assets_in(arguments: list[str]) -> Path:
    """The folder of assets a part is started with."""
    reader = argparse.ArgumentParser(prog="./run", add_help=False)
    reader.add_argument("--assets", type=Path, default=ASSETS)
    return Path(reader.parse_known_args(arguments)[0].assets)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
