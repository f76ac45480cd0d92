"""What the server command does for programs of others: `--set-antrean-password`, `--hook-secret`."""

import argparse
import getpass
import sys

from counter_server.domain.pins import LONGEST, too_easy
from counter_server.office import open_store, secret
from counter_server.operations import partners

SHORTEST_PASSWORD = 12
"""Nobody types it twice a day, so it may be long."""


def answer(options: argparse.Namespace) -> int:
    """Whichever of the two is asked for."""
    return set_antrean_password(options) if options.set_antrean_password else hook_secret(options)


def set_antrean_password(options: argparse.Namespace) -> int:
    """Asks for a password and keeps its hash; an empty one takes the program's right away."""
    from counter_server.web.credentials import hash_pin

    user = options.set_antrean_password
    store = open_store(options)
    try:
        password = getpass.getpass("Sandi / password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        if password and (len(password) < SHORTEST_PASSWORD or too_easy(password, staff=user) or not password.isascii()):
            print(
                f"too short or too easy to guess: {SHORTEST_PASSWORD} to {LONGEST} letters, digits and signs / "
                f"terlalu pendek atau mudah ditebak: {SHORTEST_PASSWORD} sampai {LONGEST} huruf, angka, dan tanda",
                file=sys.stderr,
            )
            return 2
        hashed = hash_pin(password) if password else ""
        store.writer.perform_now(lambda day: partners.set_password(day, partner=user, password_hash=hashed))
        return 0
    finally:
        store.close()


def hook_secret(options: argparse.Namespace) -> int:
    """Prints the secret of a hook that is set up."""
    from counter_server.web.hook_telling import secret_of

    store = open_store(options)
    try:
        setup = store.read_now(lambda line, present, setup: setup)
        hook = next((one for one in setup.branch.hooks if one.key == options.hook_secret), None)
        if hook is None:
            print(f"{options.hook_secret}: not among [[hooks]] / tidak ada di [[hooks]]", file=sys.stderr)
            return 2
        print(secret_of(secret(options.data), setup.key, hook))
        return 0
    finally:
        store.close()
