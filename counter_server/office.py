"""What the server command does: open the branch's database, set it up the first time, serve, or look after it."""

import argparse
import getpass
import logging
import os
import secrets
import socket
import ssl
import sys
from pathlib import Path

from sqlalchemy import Engine

from counter_server.clock import Clock
from counter_server.command_line import is_loopback
from counter_server.domain.pins import SHORTEST_PIN, too_easy
from counter_server.domain.refusals import NoLetterLeft, StorageFull
from counter_server.office_folder import Unusable as Unusable
from counter_server.office_folder import held_alone
from counter_server.office_folder import secret as secret
from counter_server.operations import pairing
from counter_server.operations.callers import token_hash
from counter_server.operations.day_turn import turn_day
from counter_server.operations.sign_in_safety import forgive
from counter_server.operations.staffing import end_demonstration
from counter_server.preset_files import NotPresets, unpacked
from counter_server.presets import Presets, load_presets
from counter_server.protocol.discretion import keep_discreet
from counter_server.protocol.mistakes import described
from counter_server.protocol.terms import Device
from counter_server.safe_keeping import lacks_secret, trouble
from counter_server.setup import Setup, opening_hours
from counter_server.storage import statements
from counter_server.storage.database import Line, open_engine, storage_refusal
from counter_server.storage.day import Day
from counter_server.storage.first_start import changed_in_console, changed_parts, set_up_branch, take_in
from counter_server.storage.migrate import migrate
from counter_server.storage.present import Present
from counter_server.storage.setup_parts import Conduct
from counter_server.storage.store import Store, one_transaction, only_branch
from counter_server.tls import CertificateUnusable, tls_context

log = logging.getLogger("counter_server")
UNHEARD_MILLISECONDS = 20_000
"""How long what we sent may stay unacknowledged before its connection is given up."""


def serve(options: argparse.Namespace) -> int:
    """Runs until it is told to stop. Raises PresetBroken, as everything here that opens the store."""
    keep_discreet("%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    tls = _tls(options)
    try:
        listening = listen(options.host, options.port)
    except OSError as error:
        print(f"{options.host}:{options.port}: {error.strerror}", file=sys.stderr)
        return 2
    if not options.database and not held_alone(options.data):
        print(f"{options.data}: another server is running here / server lain sedang berjalan di sini", file=sys.stderr)
        return 2
    store = open_store(options)
    from counter_server.web.serving_loop import Door, run

    door = Door(options.assets, tls=tls, proxies=tuple(options.proxy), data=options.data)
    return run(store, secret(options.data), listening, door)


def _tls(options: argparse.Namespace) -> ssl.SSLContext | None:
    if options.tls_cert is None:
        if not options.demo and not is_loopback(options.host) and not options.proxy:
            log.warning("without --tls-cert PINs and keys cross the network in the clear (docs/security.md)")
        return None
    try:
        return tls_context(options.tls_cert, options.tls_key)
    except CertificateUnusable as broken:
        raise Unusable(str(broken)) from broken


def open_store(options: argparse.Namespace) -> Store:
    """The branch's store, set up on the first start. Raises PresetBroken."""
    clock = Clock(options.clock_start, options.clock_speed)
    engine = open_database(options)
    branch = only_branch(engine)
    presets = _presets(options)
    for line in described(presets.warnings):
        log.warning("%s", line)
    if branch is None:
        secret(options.data)  # first: a branch without its secret is not opened again
        branch = _first_start(engine, presets, clock)
    elif options.database and not (options.data / "secret").exists() and not options.new_secret:
        raise Unusable(lacks_secret(options))
    elif options.take_in and presets.branch.branch.key != branch:
        key = presets.branch.branch.key
        raise Unusable(f"[branch] key = {key!r}: the data is of {branch!r} / data ini milik {branch!r}")
    store = Store(engine, branch, clock, Conduct(demo=options.demo, mode=options.assignment, begin=turn_day))
    clock.not_before(store.read_now(_last_moment))
    if not options.demo:
        store.writer.perform_now(end_demonstration)
    if options.accept_loss or options.new_secret:
        what = "loss-accepted" if options.accept_loss else "secret-made"
        store.writer.perform_now(lambda day: day.record("configure", who="command", subject=what))
    if options.take_in:
        whole = isinstance(options.take_in, Path)
        taken = store.writer.perform_now(lambda day: take_in(day, presets, whole=whole))
        log.info("taken in: %s", taken or "nothing had changed")
    _report_changes(store, presets)
    return store


def _presets(options: argparse.Namespace) -> Presets:
    """Of the assets, or of the files that are to be taken in. Raises PresetBroken."""
    if not isinstance(options.take_in, Path):
        return load_presets(options.assets)
    try:
        with unpacked(options.take_in) as folder:
            return load_presets(folder, options.assets / "locale")
    except (NotPresets, OSError) as no:
        raise Unusable(f"{options.take_in}: {no}") from no


def open_database(options: argparse.Namespace) -> Engine:
    """The engine, its schema up to date."""
    os.umask(0o077)  # hashes of PINs and what visitors declared are nobody else's on this machine
    options.data.mkdir(parents=True, exist_ok=True)
    if not options.database and held_alone(options.data) and (told := trouble(options)):
        raise Unusable(told)
    address = options.database or f"sqlite:///{options.data / 'lalopa.db'}"
    engine = open_engine(address)
    try:
        migrate(engine)
    except Exception as error:
        log.debug("the database", exc_info=error)
        if isinstance(full := storage_refusal(getattr(error, "orig", None) or error), StorageFull):
            raise full from error
        told = str(error).splitlines()[0]
        raise Unusable(f"{engine.url}: cannot be used / tidak dapat dipakai: {told}") from error
    return engine


def _first_start(engine: Engine, presets: Presets, clock: Clock) -> str:
    from zoneinfo import ZoneInfo

    hours = opening_hours(presets.branch.hours, ZoneInfo(presets.branch.branch.zone))
    with one_transaction(engine) as line:
        set_up_branch(line, presets, today=hours.business_day(clock.moment()).isoformat(), at=clock.now())
    return presets.branch.branch.key


def _last_moment(line: Line, present: Present, setup: Setup) -> int:
    row = line.one(statements.journal_line, branch=setup.key, seq=present.seq)
    return int(row[2]) if row else 0


def _report_changes(store: Store, presets: Presets) -> None:
    changed = store.read_now(lambda line, present, setup: changed_parts(line, setup.key, presets))
    if changed:
        log.warning("changed in assets and not in force (start with --import to take in): %s", ", ".join(changed))
    in_console = store.read_now(lambda line, present, setup: changed_in_console(line, setup.key))
    if in_console:
        log.info("changed in the console since it was taken from assets: %s", ", ".join(in_console))


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


def set_pin(options: argparse.Namespace) -> int:
    """Asks for a PIN and keeps its hash."""
    from counter_server.web.credentials import hash_pin

    store = open_store(options)
    try:
        known = store.read_now(lambda line, present, setup: options.set_pin in present.members)
        if not known:
            print(f"{options.set_pin}: not on the roster / tidak ada di daftar petugas", file=sys.stderr)
            return 2
        pin = getpass.getpass("PIN: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
        if too_easy(pin, staff=options.set_pin):
            print(
                f"too short or too easy to guess: at least {SHORTEST_PIN} digits that are no date and no row / "
                f"terlalu pendek atau mudah ditebak: paling sedikit {SHORTEST_PIN} angka, bukan tanggal atau urutan",
                file=sys.stderr,
            )
            return 2
        values = {"branch": store.branch, "staff": options.set_pin, "pin_hash": hash_pin(pin)}

        def keep(day: Day) -> None:
            day.line.do(statements.save_pin, **values)
            day.line.do(statements.end_session, branch=day.branch, staff=options.set_pin)
            day.record("configure", who="command", subject=f"pin:{options.set_pin}")
            forgive(day, options.set_pin, who="command")

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
        command = {"kind": Device(kind), "device": name, "key_hash": token_hash(key), "who": "command"}
        store.writer.perform_now(lambda day: pairing.pair(day, **command))
    except NoLetterLeft:
        print(f"{len(pairing.SERIES_LETTERS)} kiosks are paired / mesin antrean sudah terpasang", file=sys.stderr)
        return 2
    finally:
        store.close()
    print(key)
    return 0
