"""The folder a server keeps its data in: held by one process at a time, with the secret beside the database."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

SECRET_BYTES = 32
_held: set[Path] = set()


class Unusable(Exception):
    """What the office stands on is not there or not whole. Says which file and what is wrong with it."""


def held_alone(data: Path) -> bool:
    """Takes the folder for this process, until it ends. Of two servers each would take the other's staff for gone."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    data.mkdir(parents=True, exist_ok=True)
    if data.resolve() in _held:
        return True
    handle = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o600)  # stays open: closing it gives the folder back
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return False
    _held.add(data.resolve())
    return True


def secret(data: Path) -> bytes:
    """The key of what must not be guessed: beside the database, never in it. Made where there is none."""
    path = data / "secret"
    if not path.exists():
        handle, fresh = tempfile.mkstemp(dir=data, prefix="secret-")  # readable by its owner only
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)  # whole or not at all, whatever the power does
        Path(fresh).unlink()
    known = path.read_bytes()
    if len(known) != SECRET_BYTES:
        raise Unusable(f"{path}: not a secret of {SECRET_BYTES} bytes / bukan rahasia {SECRET_BYTES} byte")
    return known
