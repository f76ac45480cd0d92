"""Runs a machine with its key; without one, shows the pairing screen until it has one, and goes on."""

import logging
from argparse import Namespace
from collections.abc import Callable
from contextlib import AbstractContextManager

from PySide6.QtGui import QGuiApplication

from counter_server.protocol.client import CounterClient

from .device_key import DeviceKey, KeyFile
from .ending import QuitOnSignal
from .pairing import NOT_KNOWN, PairingTalk
from .pairing_screen import PAIRED, pairing_screen
from .stream import StreamAdapter

log = logging.getLogger(__name__)

KEY_REFUSED = 96
"""The application's exit code when its key counts no longer; no program ends with it."""

Assembled = Callable[[Namespace], AbstractContextManager[object]]
"""The program itself, for as long as the block lasts, with the key of `wanted.key`; where it was paired, `paired` and
the `letter` of a kiosk's own series are told too."""


class PairedRun:
    """A machine from its start to its end."""

    def __init__(
        self, application: QGuiApplication, asked_to_end: QuitOnSignal, wanted: Namespace, *, kind: str, turned: str
    ) -> None:
        """`turned`: how the panel hangs: `auto`, `portrait` or `landscape`."""
        self._application, self._asked_to_end, self._wanted = application, asked_to_end, wanted
        self._kind, self._turned = kind, turned
        self._keys = KeyFile(wanted.data, kind)

    def run(self, assembled: Assembled) -> int:
        """The exit code. With a key of the command line there is no pairing, whatever the server says of it."""
        if self._wanted.key:
            with assembled(self._wanted):
                return self._application.exec() if not self._asked_to_end.asked else 0
        known, refused = self._keys.read(), ""
        while True:
            code = 0
            if known is None or refused:
                code, known = self._pair(known, refused)
            if known is None or code not in (0, PAIRED) or self._asked_to_end.asked:
                return code
            told = {"key": known.key, "letter": known.letter, "paired": True}
            with assembled(Namespace(**vars(self._wanted) | told)):
                code = self._until_it_ends()
            if code != KEY_REFUSED:
                return code
            log.warning("the key of %s counts no longer", known.device)
            refused = known.key

    def _pair(self, known: DeviceKey | None, refused: str) -> tuple[int, DeviceKey | None]:
        """The key to go on with: a fresh one, or the known one where it counts again; None: the end was asked for."""
        server = self._wanted.server
        old = CounterClient(server, refused) if refused else None
        talk = PairingTalk(CounterClient(server), self._kind, old=old)
        screen = pairing_screen(
            talk, kind=self._kind, server=server, assets=self._wanted.assets, size=self._wanted.window,
            orientation=self._turned,
        )  # fmt: skip
        with screen as shown:
            code = self._until_it_ends()
        if code != PAIRED:
            return code, None
        if shown.key is None:
            return code, known
        self._keys.keep(shown.key)
        log.info("paired as %s", shown.key.device)
        return code, shown.key

    def _until_it_ends(self) -> int:
        self._application.setQuitOnLastWindowClosed(True)
        code = self._application.exec() if not self._asked_to_end.asked else 0
        self._application.setQuitOnLastWindowClosed(False)  # this window goes, and the next is still to come
        return code


def ends_without_key(stream: StreamAdapter, wanted: Namespace) -> None:
    """Joins a program's stream: a key from pairing that counts no longer leads back to the pairing screen."""

    def heard(reason: str) -> None:
        if reason == NOT_KNOWN:
            QGuiApplication.exit(KEY_REFUSED)

    if getattr(wanted, "paired", False):
        stream.away.connect(heard)
