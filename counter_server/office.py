"""What the server command does: open the branch's database, set it up the first time, serve, or look after it."""

import argparse
import contextlib
import getpass
import logging
import os
import secrets
import socket
import sys
import tempfile
from pathlib import Path

from sqlalchemy import Engine

from counter_server.clock import Clock
from counter_server.operations.callers import token_hash
from counter_server.operations.day_turn import turn_day
from counter_server.operations.staffing import end_demonstration
from counter_server.presets import Presets, load_presets
from counter_server.protocol.mistakes import described
from counter_server.protocol.terms import Device
from counter_server.setup import opening_hours
from counter_server.storage import journal, statements
from counter_server.storage.database import Line, open_engine
from counter_server.storage.day import Day
from counter_server.storage.first_start import changed_parts, set_up_branch, take_in
from counter_server.storage.migrate import migrate
from counter_server.storage.setup_parts import Conduct
from counter_server.storage.store import Store, one_transaction, only_branch

log = logging.getLogger("counter_server")
SERIES_LETTERS = "XYZWVUQRMNOTJIHGFEDCBPKLSA"
"""A kiosk's own letter, in the order kiosks are paired. One beyond them has none and cannot issue by itself."""

SECRET_BYTES = 32
UNHEARD_MILLISECONDS = 20_000
"""How long what we sent may stay unacknowledged before its connection is given up."""


class Unusable(Exception):
    """What the office stands on is not there or not whole. Says which file and what is wrong with it."""


def serve(options: argparse.Namespace) -> int:
    """Runs until it is told to stop. Raises PresetBroken, as everything here that opens the store."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s", stream=sys.stderr)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        listening = listen(options.host, options.port)
    except OSError as error:
        print(f"{options.host}:{options.port}: {error.strerror}", file=sys.stderr)
        return 2
    if not options.database and not held_alone(options.data):
        print(f"{options.data}: another server is running here / server lain sedang berjalan di sini", file=sys.stderr)
        return 2
    store = open_store(options)
    from counter_server.web.serving_loop import run

    return run(store, secret(options.data), store.clock, listening, options.assets)


def open_store(options: argparse.Namespace) -> Store:
    """The branch's store, set up on the first start. Raises PresetBroken."""
    clock = Clock(options.clock_start, options.clock_speed)
    engine = open_database(options)
    branch = only_branch(engine)
    presets = load_presets(options.assets)
    for line in described(presets.warnings):
        log.warning("%s", line)
    if branch is None:
        branch = _first_start(engine, presets, clock)
    store = Store(engine, branch, clock, Conduct(demo=options.demo, mode=options.assignment, begin=turn_day))
    if not options.demo:
        store.writer.perform_now(end_demonstration)
    if options.take_in:
        log.info("taken in: %s", store.writer.perform_now(lambda day: take_in(day, presets)) or "nothing had changed")
    _report_changes(store, presets)
    return store


def held_alone(data: Path) -> bool:
    """Takes the folder for this process, until it ends. Of two servers each would take the other's staff for gone."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    data.mkdir(parents=True, exist_ok=True)
    handle = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o600)  # stays open: closing it gives the folder back
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return False
    return True


def open_database(options: argparse.Namespace) -> Engine:
    """The engine, its schema up to date."""
    os.umask(0o077)  # hashes of PINs and what visitors declared are nobody else's on this machine
    options.data.mkdir(parents=True, exist_ok=True)
    address = options.database or f"sqlite:///{options.data / 'lalopa.db'}"
    engine = open_engine(address)
    try:
        migrate(engine)
    except Exception as error:
        log.debug("the database", exc_info=error)
        told = str(error).splitlines()[0]
        raise Unusable(f"{engine.url}: cannot be used / tidak dapat dipakai: {told}") from error
    return engine


def _first_start(engine: Engine, presets: Presets, clock: Clock) -> str:
    from zoneinfo import ZoneInfo

    hours = opening_hours(presets.branch.hours, ZoneInfo(presets.branch.branch.zone))
    with one_transaction(engine) as line:
        set_up_branch(line, presets, today=hours.business_day(clock.moment()).isoformat(), at=clock.now())
    return presets.branch.branch.key


def _report_changes(store: Store, presets: Presets) -> None:
    changed = store.read_now(lambda line, present, setup: changed_parts(line, setup.key, presets))
    if changed:
        log.warning("changed in assets and not in force (start with --import to take in): %s", ", ".join(changed))


def secret(data: Path) -> bytes:
    """The key of what must not be guessed: beside the database, never in it."""
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


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound before anything else is promised. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # a listener whose network has gone is given up, and counts as gone
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD_MILLISECONDS)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    return listening


def verify_journal(options: argparse.Namespace) -> int:
    """Walks the whole chain."""
    engine = open_database(options)
    branch = only_branch(engine)
    if branch is None:
        print("no branch in this database yet / belum ada data")
        return 1
    line = Line(engine)
    line.begin(write=False)
    found = journal.verify(line, branch)
    line.close()
    if isinstance(found, journal.Broken):
        print(f"journal BROKEN at line {found.seq}: {found.why} / jurnal RUSAK pada baris {found.seq}: {found.why}")
        return 1
    print(f"journal whole: {found.lines} lines, {found.purged} purged / jurnal utuh: {found.lines} baris")
    return 0


def set_pin(options: argparse.Namespace) -> int:
    """Asks for a PIN and keeps its hash."""
    from counter_server.web.credentials import SHORTEST_PIN, hash_pin

    store = open_store(options)
    try:
        known = store.read_now(lambda line, present, setup: options.set_pin in present.members)
        if not known:
            print(f"{options.set_pin}: not on the roster / tidak ada di daftar petugas", file=sys.stderr)
            return 2
        pin = getpass.getpass("PIN: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
        if len(pin) < SHORTEST_PIN or not (pin.isascii() and pin.isdigit()):
            print(f"a PIN is at least {SHORTEST_PIN} digits / PIN paling sedikit {SHORTEST_PIN} angka", file=sys.stderr)
            return 2
        values = {"branch": store.branch, "staff": options.set_pin, "pin_hash": hash_pin(pin)}

        def keep(day: Day) -> None:
            day.line.do(statements.save_pin, **values)
            day.line.do(statements.end_session, branch=day.branch, staff=options.set_pin)
            day.record("configure", who="command", subject=f"pin:{options.set_pin}")

        store.writer.perform_now(keep)
        return 0
    finally:
        store.close()


def pair(options: argparse.Namespace) -> int:
    """Makes a key for a device and prints it, this once."""
    kind, name = options.pair
    store = open_store(options)
    key = secrets.token_urlsafe(32)
    try:
        store.writer.perform_now(lambda day: _pair(day, Device(kind), name, key))
    finally:
        store.close()
    print(key)
    return 0


def _pair(day: Day, kind: Device, name: str, key: str) -> None:
    line: Line = day.line
    branch: str = day.branch
    devices = line.all(statements.devices, branch=branch)
    old = next((row[4] for row in devices if row[2] == name), "")
    taken = {row[4] for row in devices}
    free = next((letter for letter in SERIES_LETTERS if letter not in taken), "")
    letter = old or free if kind is Device.KIOSK else ""
    line.do(statements.drop_device, branch=branch, device=name)
    line.do(
        statements.add_device,
        key_hash=token_hash(key), branch=branch, device=name, kind=kind.value, letter=letter, at=day.now,
    )  # fmt: skip
    day.record("configure", who="command", subject=f"device:{name}")
