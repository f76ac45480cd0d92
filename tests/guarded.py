"""Servers with settings of their own, certificates made for a test, and sockets that say what no client would."""

import contextlib
import secrets
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from counter_server.storage import statements
from counter_server.storage.day import Day
from counter_server.web.credentials import hash_pin
from tests.server import PATIENCE, ROOT, Server, run, running
from tests.store import a_store

PIN, OTHER_PIN, WRONG_PIN = "135790", "973108", "804519"


def assets_with(folder: Path, settings: str) -> Path:
    """The shipped assets with these tables added to branch.toml."""
    assets = folder / "assets"
    shutil.copytree(ROOT / "assets", assets)
    branch = assets / "branch.toml"
    branch.write_text(branch.read_text(encoding="utf-8") + f"\n{settings}\n", encoding="utf-8")
    return assets


def prepared(folder: Path, settings: str, pins: tuple[str, ...] = ()) -> Path:
    """A folder whose `data` is a branch with these settings, and this PIN for these members of staff: to be copied."""
    data, assets = folder / "data", assets_with(folder, settings)
    data.mkdir()
    (data / "secret").write_bytes(secrets.token_bytes(32))
    with a_store(data, datetime.now(UTC).isoformat(), assets=assets) as store:
        kept = hash_pin(PIN)
        for staff in pins:
            given = {"branch": store.branch, "staff": staff, "pin_hash": kept}
            store.writer.perform_now(partial(_given, values=given))
    return folder


def _given(day: Day, *, values: dict[str, str]) -> None:
    day.line.do(statements.save_pin, **values)


@contextmanager
def guarded(folder: Path, *options: str, settings: str = "", pins: tuple[str, ...] = ()) -> Iterator[Server]:
    """Not a demonstration: the branch in this folder, which is prepared first where it is empty."""
    if not (folder / "data").exists():
        prepared(folder, settings, pins)
    with running(folder / "data", "--assets", str(folder / "assets"), "--assignment", "pull", *options) as server:
        yield server


def paired(server: Server, kind: str, name: str) -> str:
    """A key for a machine."""
    assets = server.options[server.options.index("--assets") + 1]
    done = run(server.data, "--assets", assets, "--pair", kind, name)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclass(frozen=True)
class Certificate:
    """A self-made one for this machine: whoever believes the file believes the server."""

    file: Path
    key: Path


def certificate(folder: Path, name: str = "office") -> Certificate:
    """Good for a day."""
    made = Certificate(folder / f"{name}.pem", folder / f"{name}.key")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", str(made.key), "-out", str(made.file), "-days", "1", "-subj", "/CN=lalopa.test",
         "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-addext", "basicConstraints=critical,CA:TRUE"],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    return made


def bare(server: Server) -> socket.socket:
    """A connection that has said nothing yet."""
    host, port = server.url.rpartition("/")[2].rsplit(":", 1)
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def until_closed(line: socket.socket) -> bytes:
    """Everything that still comes, until the other side closes it, however rudely."""
    received = b""
    with contextlib.suppress(ConnectionResetError, ssl.SSLError):
        while piece := line.recv(65536):
            received += piece
    return received
