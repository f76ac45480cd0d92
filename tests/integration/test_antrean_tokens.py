"""A token of /antrean: good for its time and its office, and never after a demonstration."""

import asyncio
from pathlib import Path

import pytest

from counter_server.domain.refusals import TokenInvalid
from counter_server.operations.callers import Caller
from counter_server.operations.partners import set_password
from counter_server.storage.store import Store
from counter_server.web.counter import Counter
from tests.server import DEMO_PIN
from tests.store import SECRET, a_store, at

NINE = "2026-11-23T09:00:00+07:00"
STILL_GOOD, OVER = "2026-11-23T09:14:59+07:00", "2026-11-23T09:15:00+07:00"


def made(store: Store) -> str:
    """By the demonstration's user, at the moment the store's clock stands at."""
    counter = Counter(store, SECRET, store.clock)
    return asyncio.run(counter.antrean.token("demo", DEMO_PIN, "127.0.0.1"))


def asked(store: Store, token: str, moment: str = NINE, *, user: str = "demo", secret: bytes = SECRET) -> Caller:
    counter = Counter(store, secret, at(moment))
    return store.read_now(lambda line, present, setup: counter.antrean.caller(line, setup, user, token))


def test_it_is_good_for_a_quarter_of_an_hour(tmp_path: Path) -> None:
    with a_store(tmp_path, NINE, demo=True) as store:
        token = made(store)
        assert asked(store, token, STILL_GOOD).key == "antrean:demo"
        with pytest.raises(TokenInvalid):
            asked(store, token, OVER)


def test_another_office_or_another_user_has_no_use_for_it(tmp_path: Path) -> None:
    with a_store(tmp_path, NINE, demo=True) as store:
        token = made(store)
        store.writer.perform_now(lambda day: set_password(day, partner="rsud", password_hash="$argon2id$x"))
        for user, secret in (("rsud", SECRET), ("nobody", SECRET), ("demo", b"another secret")):
            with pytest.raises(TokenInvalid):
                asked(store, token, user=user, secret=secret)


def test_after_the_demonstration_its_user_is_nobody(tmp_path: Path) -> None:
    with a_store(tmp_path, NINE, demo=True) as store:
        token = made(store)
    with a_store(tmp_path, NINE) as store, pytest.raises(TokenInvalid):
        asked(store, token)
