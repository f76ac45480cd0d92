"""Answers one person's request at the server: `--person-export FILE`, `--person-delete`. Her numbers are asked for on
the standard input, never on the command line, which a shell remembers."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TypeVar

import msgspec

from counter_server.domain.identity import Kk, Nik
from counter_server.domain.refusals import KkMalformed, NikMalformed
from counter_server.office import open_store
from counter_server.office_folder import secret
from counter_server.operations import person
from counter_server.operations.person import Person
from counter_server.storage.database import fold_log
from counter_server.storage.store import Store

Number = TypeVar("Number", Nik, Kk)
DONE, NOTHING_FOUND, CANNOT, STILL_OPEN = 0, 1, 2, 3
NOTHING_KEPT = (
    "nothing is kept under these numbers; NIK and KK are forgotten when their day is over / "
    "tidak ada data dengan nomor ini; NIK dan KK dilupakan setelah harinya lewat"
)


def answer(options: argparse.Namespace) -> int:
    """Exports or deletes; 1 where nothing is kept, 2 where it cannot be asked for, 3 where a ticket is still open."""
    try:
        nik, kk = _number("NIK", Nik), _number("KK", Kk)
    except (NikMalformed, KkMalformed) as wrong:
        which = "NIK" if isinstance(wrong, NikMalformed) else "KK"
        print(f"{which}: not a possible number / bukan nomor yang benar ({wrong.facts['part']})", file=sys.stderr)
        return CANNOT
    if nik is None and kk is None:
        print("a NIK or a KK number is needed / NIK atau nomor KK diperlukan", file=sys.stderr)
        return CANNOT
    store = open_store(options)
    try:
        asks = Person.of(secret(options.data), nik, kk)
        return _export(store, asks, options.person_export) if options.person_export else _delete(store, asks)
    finally:
        store.close()


def _number(name: str, kind: type[Number]) -> Number | None:
    if sys.stdin.isatty():
        typed = getpass.getpass(f"{name} (empty: none / kosong: tidak ada): ")
    else:
        typed = sys.stdin.readline()
    return kind.parse(typed) if typed.strip() else None


def _export(store: Store, asks: Person, file: Path) -> int:
    tickets = store.read_now(lambda line, present, setup: person.export(line, setup, asks))
    if not tickets:
        print(NOTHING_KEPT, file=sys.stderr)
        return NOTHING_FOUND
    name = store.read_now(lambda line, present, setup: setup.branch.branch.name)
    whole = {"made_at": store.clock.moment().isoformat(), "branch": name, "tickets": tickets}
    try:
        with file.open("xb") as made:  # never over another person's
            made.write(msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")
    except OSError as error:
        print(f"{file}: {error.strerror}", file=sys.stderr)
        return CANNOT
    print(f"{file}: {len(tickets)} tickets / nomor antrean")
    return DONE


def _delete(store: Store, asks: Person) -> int:
    forgotten = store.writer.perform_now(lambda day: person.forget(day, asks))
    fold_log(store.engine)
    if forgotten.numbers:
        print(f"forgotten / dihapus: {', '.join(forgotten.numbers)}")
    if forgotten.still_open:
        numbers = ", ".join(forgotten.still_open)
        print(f"still open, finish or cancel it first / masih berjalan, selesaikan atau batalkan dulu: {numbers}")
        return STILL_OPEN
    if not forgotten.numbers:
        print(NOTHING_KEPT, file=sys.stderr)
        return NOTHING_FOUND
    return DONE
