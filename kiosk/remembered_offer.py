"""The last offer of the server, kept on disk: a kiosk that starts while the server is away still has its screens."""

import logging
import os
from pathlib import Path

import msgspec

from counter_server.protocol.decoding import decoded
from counter_server.protocol.offer import Services

log = logging.getLogger(__name__)


def remember(services: Services, file: Path) -> None:
    """Written aside and flushed, then moved into place: half a file is never read."""
    aside = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as whole:
            whole.write(msgspec.json.encode(services))
            whole.flush()
            os.fsync(whole.fileno())
        aside.replace(file)
    except OSError as error:
        log.warning("the offer could not be kept: %s", error)


def recall(file: Path) -> Services | None:
    """The offer as it was kept last; None where there is none that can be read."""
    try:
        return decoded(file.read_bytes(), Services)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        log.warning("the kept offer cannot be read: %s", error)
        return None
