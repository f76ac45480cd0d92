"""A whole office behind one address, an enemy in its hall: browsers that staff have signed in with stay theirs."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import urllib3

from counter_server.domain.refusals import Refusal, TooManyTries
from counter_server.operations import sign_in_safety
from counter_server.storage import statements
from counter_server.storage.day import Day
from counter_server.storage.store import Store
from counter_server.web.counter import Counter
from counter_server.web.credentials import hash_pin
from tests.guarded import PIN, WRONG_PIN, guarded
from tests.server import PATIENCE, Server
from tests.store import MONDAY, SECRET, SUPERVISOR, a_store

STAFF = ("verifier-1", "verifier-2", "verifier-3")
OFFICE = "203.0.113.7"
"""Where everybody is: staff, kiosks, the phones of the hall."""
HERS, SHARED, MADE_UP = ("0123456789abcdef" * 4, "fedcba9876543210" * 4, "00000000000000ff" * 4)
"""Hashes of what browsers show."""


class Office:
    """Its door to PINs, and its clock."""

    def __init__(self, store: Store) -> None:
        self.store, self.counter = store, Counter(store, SECRET, store.clock)
        kept = hash_pin(PIN)
        for staff in STAFF:
            store.writer.perform_now(partial(self._with_pin, staff=staff, kept=kept))

    @staticmethod
    def _with_pin(day: Day, *, staff: str, kept: str) -> None:
        day.line.do(statements.save_pin, branch=day.branch, staff=staff, pin_hash=kept)

    def goes_on(self, **by: int) -> None:
        assert self.store.clock.start
        self.store.clock.start += timedelta(**by)

    def answers(self, staff: str, pin: str, browser: str = "") -> str:
        """The refusal's code; nothing where she is let in."""
        try:
            asyncio.run(self.counter.pins.check(staff, pin, OFFICE, browser))
        except Refusal as refusal:
            return refusal.code
        return ""

    def is_guessed_at(self, staff: str, browser: str = "") -> None:
        """Until a lock, by somebody who waits as he is told."""
        while (said := self.answers(staff, WRONG_PIN, browser)) != "sign_in_locked":
            if said == TooManyTries.code:
                self.goes_on(seconds=60)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with a_store(tmp_path / "data") as store:
        assert store.clock.start == datetime.fromisoformat(MONDAY)
        yield Office(store)


def test_an_enemy_at_the_office_s_own_address_locks_nobody_out_of_her_own_browser(office: Office) -> None:
    assert office.answers("verifier-1", PIN, HERS) == ""
    office.is_guessed_at("verifier-1")
    assert office.answers("verifier-1", PIN) == "sign_in_locked", "elsewhere at this address she waits as he does"
    assert office.answers("verifier-1", PIN, HERS) == ""
    assert office.answers("verifier-1", PIN) == "sign_in_locked", "her signing in has not forgiven him"


def test_who_is_known_by_her_browser_stays_known_at_her_address(office: Office) -> None:
    assert office.answers("verifier-1", PIN, HERS) == ""
    for _ in range(3):
        office.goes_on(days=20)
        assert office.answers("verifier-1", PIN, HERS) == ""
    for staff in ("verifier-2", "verifier-3"):
        office.is_guessed_at(staff)
    for _ in range(12):
        office.answers("nobody", WRONG_PIN)
    assert office.answers("verifier-2", PIN, HERS) == "sign_in_locked", "a stranger here"
    assert office.answers("verifier-1", PIN) == ""


def test_her_own_browser_is_no_way_to_guess(office: Office) -> None:
    assert office.answers("verifier-1", PIN, HERS) == ""
    office.is_guessed_at("verifier-1", HERS)
    assert office.answers("verifier-1", PIN, HERS) == "sign_in_locked"
    assert office.answers("verifier-1", PIN) == "", "what was tried there holds nobody up elsewhere"


def test_a_browser_is_known_for_those_who_signed_in_with_it_and_for_nobody_else(office: Office) -> None:
    for staff in ("verifier-1", "verifier-2"):
        assert office.answers(staff, PIN, SHARED) == ""
    assert office.answers("verifier-3", PIN) == ""
    for staff, told in zip(STAFF, ("", "", "sign_in_locked"), strict=True):
        office.is_guessed_at(staff)
        assert office.answers(staff, PIN, MADE_UP) == "sign_in_locked"
        assert office.answers(staff, PIN, SHARED) == told


def test_a_browser_that_was_not_used_for_long_is_known_no_more(office: Office) -> None:
    assert office.answers("verifier-1", PIN, HERS) == ""
    office.goes_on(days=31)
    office.is_guessed_at("verifier-1")
    assert office.answers("verifier-1", PIN, HERS) == "sign_in_locked"


def test_the_person_in_charge_is_told_of_a_browser_that_is_locked_and_lifts_it(office: Office) -> None:
    assert office.answers("verifier-1", PIN, HERS) == ""
    office.is_guessed_at("verifier-1", HERS)
    assert [alert.code for alert in office.counter.alerts.present()] == ["sign_in_locked_browser"]
    office.store.writer.perform_now(lambda day: sign_in_safety.unlock(day, SUPERVISOR, staff="verifier-1"))
    asyncio.run(office.counter.pins.tell())
    assert office.counter.alerts.present() == []
    assert office.answers("verifier-1", PIN, HERS) == ""


class Browser:
    """Keeps its cookies."""

    def __init__(self, server: Server) -> None:
        self.url, self.cookies, self.told = server.url, dict[str, str](), list[str]()

    def signs_in(self, pin: str) -> int:
        shown = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = urllib3.PoolManager(retries=False, timeout=PATIENCE).request_encode_body(
            "POST", f"{self.url}/console/sign-in", encode_multipart=False,
            fields={"staff": "verifier-1", "pin": pin, "counter": "loket-1"},
            headers={"Origin": self.url, "Cookie": shown},
        )  # fmt: skip
        self.told = answer.headers.getlist("set-cookie")
        self.cookies |= dict(one.partition(";")[0].split("=", 1) for one in self.told)
        return answer.status


def test_a_browser_is_known_by_a_mark_no_script_reads_and_that_is_written_down_nowhere(tmp_path: Path) -> None:
    with guarded(tmp_path, pins=("verifier-1",)) as server:
        hers = Browser(server)
        assert hers.signs_in(WRONG_PIN) == 401
        assert hers.told == [], "whoever fails is not known"
        assert hers.signs_in(PIN) == 303
        (told,) = [one for one in hers.told if one.startswith("lalopa_browser=")]
        mark = hers.cookies["lalopa_browser"]
        attributes = {part.strip().lower() for part in told.split(";")[1:]}
        assert attributes == {"httponly", "samesite=strict", "path=/", f"max-age={30 * 86400}"}
        assert hers.signs_in(WRONG_PIN) == 401
        assert hers.signs_in(PIN) == 303
        assert hers.cookies["lalopa_browser"] == mark, "it stays the same"
        server.stop()
        assert mark.encode() not in (server.data / "lalopa.db").read_bytes()
        told_of = server.log.read_text()
    assert mark not in told_of
    assert told_of.count("wrong PIN: verifier-1 from 127.0.0.1") == 2
