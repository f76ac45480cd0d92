"""The demonstration: server, kiosk with its stand-in printer, and wall display together, on this machine alone."""

import argparse
import time
from pathlib import Path

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.mistakes import PresetBroken

from .crew import Crew, GivenUp
from .part import Part
from .screens import Screen, free_port, is_free, screen_for
from .wake_up import WakeUp
from .words import Words

PORTRAIT, LANDSCAPE = "1080x1920", "1920x1080"
KIOSK_WINDOW = {PORTRAIT: "450x800", LANDSCAPE: "960x540"}
"""On a screen of one's own both programs and the browser stand side by side, so windows are small."""
DISPLAY_WINDOW = "960x540"


class Demonstration:
    """Knows which parts there are, in which order they start, and what to tell when all can be used."""

    def __init__(self, asked: argparse.Namespace, assets: Path, words: Words) -> None:
        self._began = time.monotonic()
        self._words = words
        self._assets = assets
        self._data = Path(asked.data).resolve()
        self._port: int = asked.port
        self._assignment: str | None = asked.assignment
        self._ready = ""
        self._kiosk_size = kiosk_size(assets / "branch.toml")
        self._kiosk_screen = screen_for(self._kiosk_size)
        self._display_screen = screen_for(LANDSCAPE, frozenset({self._kiosk_screen.vnc_port or 0}))

    def run(self) -> int:
        """Start all, watch over them until the end is asked for, end all. Returns the exit code."""
        if self._port and not is_free(self._port):
            self._words.tell("port_taken", port=self._port, free=free_port(self._port + 1))
            return 1
        try:
            begin_logs(self._data / "log")
        except OSError as fault:
            self._words.tell("no_data", data=self._data, reason=fault.strerror)
            return 1
        self._words.tell("starting")
        with WakeUp() as wake_up:
            crew = Crew(self._words, wake_up, self._heard)
            try:
                crew.start(self._server())
                while not self._ready and not wake_up.asked_to_end:
                    crew.turn()
                if not wake_up.asked_to_end:
                    for part in self._others():
                        crew.start(part)
                    self._tell_ready()
                crew.watch_until_asked_to_end()
            except GivenUp:
                self._words.tell("given_up")
                return 1
            finally:
                crew.end()
        self._words.tell("ended")
        return 0

    def _heard(self, part: Part, line: str) -> None:
        if part.key == "server" and line.startswith("ready "):
            self._ready = line.split()[1]
            part.proven = True

    def _part(self, key: str, module: str, *arguments: str, screen: Screen | None = None) -> Part:
        return Part(
            key=key,
            module=module,
            arguments=arguments,
            log=self._data / "log" / f"{key}.log",
            environment=screen.environment if screen else {},
            proven=key != "server",
        )

    def _server(self) -> Part:
        mode = ("--assignment", self._assignment) if self._assignment else ()
        where = ("--data", str(self._data), "--port", str(self._port), "--assets", str(self._assets))
        return self._part("server", "counter_server", "--demo", *where, *mode)

    def _others(self) -> list[Part]:
        kiosk_window = () if self._kiosk_screen.vnc_port else ("--window", KIOSK_WINDOW[self._kiosk_size])
        display_window = () if self._display_screen.vnc_port else ("--window", DISPLAY_WINDOW)
        both = ("--server", self._ready, "--assets", str(self._assets))
        kiosk = (*both, "--demo", "--key", "demo-kiosk", "--data", str(self._data / "kiosk"), *kiosk_window)
        display = (*both, "--key", "demo-display", "--data", str(self._data / "display"), *display_window)
        return [
            self._part("kiosk", "kiosk", *kiosk, screen=self._kiosk_screen),
            self._part("display", "display", *display, screen=self._display_screen),
        ]

    def _tell_ready(self) -> None:
        self._words.tell(
            "ready_remote" if self._kiosk_screen.vnc_port else "ready",
            seconds=f"{time.monotonic() - self._began:.1f}",
            console=self._ready,
            kiosk=self._kiosk_screen.vnc_port,
            display=self._display_screen.vnc_port,
            paper=self._data / "kiosk" / "paper",
            log=self._data / "log",
        )


def kiosk_size(branch_file: Path) -> str:
    """The kiosk's panel as the branch file has it; upright where that is broken, for the server names its mistakes."""
    try:
        return LANDSCAPE if load_branch(branch_file).kiosk.orientation == "landscape" else PORTRAIT
    except PresetBroken:
        return PORTRAIT


def begin_logs(folder: Path) -> None:
    """Make the folder; each demonstration begins its logs anew. Raises OSError where nothing can be written there."""
    folder.mkdir(parents=True, exist_ok=True)
    for log in folder.glob("*.log"):
        log.unlink()
