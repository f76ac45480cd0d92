"""The ticket's page on the phone: what its address shows, and to whom it shows nothing."""

import asyncio
import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import urllib3

from counter_server.operations import issuing, staffing
from counter_server.operations.callers import token_hash
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import IssuedTicket
from counter_server.setup import Setup
from counter_server.storage.database import Line
from counter_server.storage.day import Day
from counter_server.storage.present import Present
from counter_server.storage.store import Store
from counter_server.web.phone_state import told_to_phone
from counter_server.web.phones import BETWEEN_SECONDS, Phones
from tests.phone_office import path_of, public_office
from tests.server import PATIENCE, ROOT, Answer, Server, Wire
from tests.store import KIOSK, MONDAY, SECRET, VERIFIER, a_store, asked, sign_in

WORDS, ENGLISH = (Locale.load(ROOT / "assets" / "locale", language) for language in ("id", "en"))


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A branch with a public address."""
    with public_office(tmp_path_factory.mktemp("public")) as server:
        yield server


def page(server: Server, ticket: IssuedTicket) -> Answer:
    return Wire(server.url).send("GET", path_of(ticket), root="")


def shown_on(server: Server, ticket: IssuedTicket) -> str:
    """What is seen, without the words kept for later."""
    return re.sub(r"<template.*?</template>", "", page(server, ticket).content.decode(), flags=re.DOTALL)


@contextmanager
def following(server: Server, ticket: IssuedTicket) -> Iterator[Iterator[dict[str, Any]]]:
    """The states its stream tells."""
    answer = urllib3.PoolManager(retries=False, timeout=PATIENCE).request(
        "GET", f"{server.url}{path_of(ticket)}/events", preload_content=False
    )
    assert answer.status == 200
    try:
        yield (json.loads(line.removeprefix(b"data: ")) for line in lines_of(answer) if line.startswith(b"data: "))
    finally:
        answer.close()


def lines_of(answer: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    rest = b""
    while received := answer.read1():
        *lines, rest = (rest + received).split(b"\n")
        yield from lines


def state(
    ticket: IssuedTicket, status: str, *, step: str = "", counter: str = "", calls: int = 0, ahead: int = 0
) -> dict[str, Any]:
    """All that a phone is told, and in its words."""
    told: dict[str, Any] = {"number": ticket.number, "status": status, "calls": calls, "ahead": ahead, "more": False}
    told["words"] = {
        words.language: {
            "step": words.say(f"common.step.{step}") if step else "",
            "counter": words.counter(counter) if counter else "",
        }
        for words in (WORDS, ENGLISH)
    }
    return {**told, "low": None, "high": None, "after_closing": False}


def test_the_page_follows_its_ticket_from_the_queue_to_the_counter_and_the_end(public: Server) -> None:
    first, second = public.issue(), public.issue()
    shown = page(public, second)
    assert shown.status == 200
    assert second.number in shown.content.decode()
    assert WORDS.say("phone.one_ahead") in shown_on(public, second)
    assert WORDS.say("phone.next") in shown_on(public, first)

    verifier = public.verifier(3)
    called = verifier.call_next("loket-3")
    assert called is not None
    assert called.number == first.number
    told = shown_on(public, first)
    assert WORDS.say("phone.state.called") in told
    assert WORDS.say("phone.hint.waiting") in shown_on(public, second)
    assert WORDS.say("phone.hint.waiting") not in told, "whoever is called must not be told to stay"
    assert "Loket 3" in told
    verifier.start(called.id)
    verifier.finish(called.id, "complete")
    assert WORDS.say("phone.state.finished") in shown_on(public, first)
    assert 'http-equiv="refresh"' not in page(public, first).content.decode()
    assert "phone.js" not in page(public, first).content.decode(), "what is over has no stream"


def test_a_repeated_request_is_given_the_same_page(public: Server) -> None:
    pages = {public.kiosk.issue(request_id="the-same-visitor", service="S").page for _ in range(2)}
    assert len(pages) == 1


def test_an_address_nobody_was_given_shows_no_ticket(public: Server) -> None:
    shown = Wire(public.url).send("GET", "/t/" + "A" * 22, root="")
    assert shown.status == 404
    assert WORDS.say("phone.gone") in shown.content.decode()
    english = Wire(public.url).send("GET", "/t/" + "A" * 22, root="", Accept_Language="en-GB,en")
    assert ENGLISH.say("phone.gone") in english.content.decode(), "whoever reads it is not known: her browser is asked"


def test_the_database_holds_no_address(public: Server) -> None:
    ticket = public.issue()
    assert ticket.page is not None
    token = ticket.page.rpartition("/")[2]
    for file in public.data.glob("lalopa.db*"):
        assert token.encode() not in file.read_bytes()


def test_the_page_asks_nobody_else_for_anything(public: Server) -> None:
    shown = page(public, public.issue())
    assert "default-src" in shown.headers["content-security-policy"]
    assert b"http" not in shown.content.replace(b"http-equiv", b"")


@pytest.fixture
def swept(public: Server) -> Server:
    public.sweep()
    return public


def test_the_stream_tells_the_ticket_s_states_to_its_end_and_nothing_else(swept: Server) -> None:
    ticket = swept.issue()
    with following(swept, ticket) as told:
        assert next(told) == state(ticket, "waiting", step="verification")
        verifier = swept.verifier(3)
        verifier.call_next("loket-3")
        called = state(ticket, "called", counter="loket-3", calls=1)
        assert next(told) == called, "at once, however short ago the last one was"
        verifier.start(ticket.id)
        verifier.finish(ticket.id, "complete")
        assert next(told) == state(ticket, "finished")
        assert next(told, None) is None, "it is over"
    again = Wire(swept.url).send("GET", f"{path_of(ticket)}/events", root="")
    assert again.status == 204, "a browser does not come back for more"


def test_changes_that_follow_one_another_are_told_as_one_state(swept: Server) -> None:
    first, second, third = swept.issue(), swept.issue(), swept.issue()
    supervisor, began = swept.supervisor(), time.monotonic()
    with following(swept, third) as told:
        assert next(told) == state(third, "waiting", step="verification", ahead=2)
        supervisor.cancel(first.id, "pulang")
        supervisor.cancel(second.id, "pulang")
        heard = [next(told)]
        while heard[-1]["ahead"]:
            heard.append(next(told))
        assert heard[-1] == state(third, "waiting", step="verification", ahead=0)
        assert len(heard) <= (time.monotonic() - began) / BETWEEN_SECONDS, "one state in five seconds"


def test_whoever_has_priority_waits_for_those_before_her_in_her_own_class_alone(swept: Server) -> None:
    swept.issue()
    with following(swept, swept.issue(priority="pregnant")) as told:
        assert next(told)["ahead"] == 0


def test_a_ticket_is_followed_by_a_family_but_not_by_the_world(swept: Server) -> None:
    ticket = swept.issue()
    with ExitStack() as phones:
        for _ in range(20):
            assert next(phones.enter_context(following(swept, ticket)))["number"] == ticket.number
        one_more = Wire(swept.url).send("GET", f"{path_of(ticket)}/events", root="")
        assert (one_more.status, one_more.code) == (429, "too_many_tries")


def test_there_is_no_stream_behind_an_address_nobody_was_given(public: Server) -> None:
    answer = Wire(public.url).send("GET", f"/t/{'A' * 22}/events", root="")
    assert (answer.status, answer.code) == (404, "not_found")


def test_a_call_is_told_again_when_it_is_repeated_so_that_a_phone_moves_again(swept: Server) -> None:
    ticket = swept.issue()
    verifier = swept.verifier(3)
    verifier.call_next("loket-3")
    with following(swept, ticket) as told:
        assert next(told)["calls"] == 1
        verifier.recall(ticket.id)
        assert next(told) == state(ticket, "called", counter="loket-3", calls=2)


def test_people_ahead_and_minutes_are_those_on_the_paper(tmp_path: Path) -> None:
    """Nothing is foreseen yet; of the priority class two an hour come, who go before others."""
    with a_store(tmp_path) as store:
        perform = store.writer.perform_now
        store.read_now(foresees_two_an_hour)
        for n in (1, 2):
            perform(partial(ready, n=n))
        papers = []
        for n, wish in enumerate([{"service": service} for service in "AKAKAKA"] + [{"priority": "elderly"}]):
            store.clock.start = datetime.fromisoformat(MONDAY) + timedelta(seconds=n)
            papers.append(perform(partial(issued, wish=wish)))
        for paper in papers:
            told = asyncio.run(told_of(store, paper.page))
            assert paper.estimate is not None
            on_paper = (paper.ahead, paper.estimate.low, paper.estimate.high)
            assert (told["ahead"], told["low"], told["high"]) == on_paper


def foresees_two_an_hour(line: Line, present: Present, setup: Setup) -> None:
    setup.foresight.per_hour = {("A/verification", True): 2.0}


def ready(day: Day, n: int) -> None:
    sign_in(day, f"verifier-{n}", f"loket-{n}")
    staffing.ready(day, replace(VERIFIER, key=f"verifier-{n}", counter=f"loket-{n}"))


def issued(day: Day, wish: dict[str, Any]) -> issuing.Issued:
    return issuing.issue(day, KIOSK, asked(**wish), SECRET)


async def told_of(store: Store, page: str) -> dict[str, Any]:
    phones = Phones(store, 0)
    seen = await phones.find(token_hash(page))
    assert seen is not None
    return dict(told_to_phone(seen.follower, {"id": WORDS}))


def test_the_minutes_follow_who_serves(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        assert asyncio.run(minutes_told(store)) == [None, 30], "when nobody serves nobody can tell"


async def minutes_told(store: Store) -> list[int | None]:
    """What a phone is told before and after a verifier says ready."""
    phones, page = Phones(store, 0), token_hash(await store.writer.perform(page_of_new))
    phones.locales = {"id": WORDS}
    await store.writer.perform(sign_in)
    store.publish = lambda events, _: phones.publish(events)
    seen = await phones.find(page)
    assert seen is not None
    stream = phones.listen(seen, page)
    told = []
    for _ in range(2):
        frame = b""
        while b"data: " not in frame:
            frame = await anext(stream)
        told.append(json.loads(frame.partition(b"data: ")[2])["high"])
        await store.writer.perform(lambda day: staffing.ready(day, VERIFIER))
        for followed in phones._followed.values():
            followed.phones[0].told_at = float("-inf")  # as if five seconds had passed
        await phones._beat()
    return told


def page_of_new(day: Day) -> str:
    return issuing.issue(day, KIOSK, asked(), SECRET).page


def test_the_state_asked_for_is_the_one_told(swept: Server) -> None:
    ticket = swept.issue()
    with following(swept, ticket) as told:
        assert Wire(swept.url).send("GET", f"{path_of(ticket)}/state", root="").json == next(told)
    unknown = Wire(swept.url).send("GET", f"/t/{'A' * 22}/state", root="")
    assert (unknown.status, unknown.code) == (404, "not_found")


def test_the_page_speaks_the_ticket_s_language_and_the_others_when_asked(public: Server) -> None:
    ticket = public.issue(language="en")
    assert ENGLISH.say("phone.state.waiting") in shown_on(public, ticket)
    indonesian = Wire(public.url).send("GET", f"{path_of(ticket)}/id", root="").content.decode()
    assert '<html lang="id">' in indonesian
    assert WORDS.say("phone.state.waiting") in indonesian
    assert f'href="{path_of(ticket)}/en"' in indonesian, "and back"
    assert Wire(public.url).send("GET", f"{path_of(ticket)}/fr", root="").status == 404
    gone = Wire(public.url).send("GET", f"/t/{'A' * 22}/en", root="")
    assert (gone.status, ENGLISH.say("phone.gone") in gone.content.decode()) == (404, True)


def give_up(server: Server, ticket: IssuedTicket, **headers: str) -> Answer:
    """As the page's form asks for it, redirects not followed."""
    wire = Wire(server.url)
    answer = wire.pool.request(
        "POST", f"{server.url}{path_of(ticket)}/id/cancel", headers=headers or {"Origin": server.url}, redirect=False
    )
    return Answer(answer.status, urllib3.HTTPHeaderDict(answer.headers), answer.data)


def status_of(server: Server, ticket: IssuedTicket) -> str:
    return str(server.supervisor().ticket(ticket.id).status)


def bring(server: Server, ticket: IssuedTicket, status: str) -> None:
    """The ticket, the only one there is, into this state."""
    verifier = server.verifier(3)
    if status != "waiting":
        verifier.call_next("loket-3")
    if status in ("serving", "on_hold", "finished"):
        verifier.start(ticket.id)
    if status == "on_hold":
        verifier.hold(ticket.id)
    if status == "no_show":
        verifier.no_show(ticket.id)
    if status == "finished":
        verifier.finish(ticket.id, "complete")


@pytest.mark.parametrize("status", ["waiting", "called", "on_hold", "no_show"])
def test_a_visitor_gives_her_ticket_up_and_the_journal_says_it_was_she(swept: Server, status: str) -> None:
    ticket = swept.issue()
    bring(swept, ticket, status)
    question = Wire(swept.url).send("GET", f"{path_of(ticket)}/id/cancel", root="").content.decode()
    assert WORDS.say("phone.ask.title", number=ticket.number) in question
    assert status_of(swept, ticket) == status, "to ask is not to do"
    answer = give_up(swept, ticket)
    assert (answer.status, answer.headers["location"]) == (303, f"{path_of(ticket)}/id")
    assert status_of(swept, ticket) == "cancelled"
    with closing(sqlite3.connect(swept.data / "lalopa.db")) as database:
        said = "SELECT who, subject FROM journal WHERE action = 'cancel' ORDER BY seq DESC LIMIT 1"
        assert database.execute(said).fetchone() == ("visitor", f"ticket:{ticket.id}")
    assert give_up(swept, ticket).status == 303, "twice is once"
    assert "phone.js" not in shown_on(swept, ticket)


@pytest.mark.parametrize("status", ["serving", "finished"])
def test_what_is_being_served_or_over_is_not_given_up(swept: Server, status: str) -> None:
    ticket = swept.issue()
    bring(swept, ticket, status)
    assert give_up(swept, ticket).status == 303
    assert status_of(swept, ticket) == status
    asked = Wire(swept.url).pool.request("GET", f"{swept.url}{path_of(ticket)}/id/cancel", redirect=False)
    assert asked.status == 303, "there is nothing to ask"


def test_whoever_had_called_her_is_free_for_the_next(swept: Server) -> None:
    first, second = swept.issue(), swept.issue()
    verifier = swept.verifier(3)
    verifier.call_next("loket-3")
    give_up(swept, first)
    called = verifier.call_next("loket-3")
    assert called is not None
    assert called.id == second.id


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
     {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
def test_another_site_s_page_gives_nothing_up_and_the_log_keeps_the_address_secret(
    swept: Server, headers: dict[str, str]
) -> None:
    ticket = swept.issue()
    assert give_up(swept, ticket, **headers).status == 403
    assert status_of(swept, ticket) == "waiting"
    log = swept.log.read_text()
    assert "for /t/" in log
    assert path_of(ticket).rpartition("/")[2] not in log


def test_a_browser_that_does_not_say_where_its_form_came_from_is_believed(swept: Server) -> None:
    ticket = swept.issue()
    assert give_up(swept, ticket, **{"X-Nothing": "said"}).status == 303
    assert status_of(swept, ticket) == "cancelled"


def test_whoever_gives_up_all_the_time_is_made_to_wait(swept: Server) -> None:
    ticket = swept.issue()
    answers = [give_up(swept, ticket) for _ in range(8)]
    assert [answer.status for answer in answers] == [303] * 7 + [429]
    assert "detik" in answers[-1].content.decode(), "told in words"
    assert give_up(swept, swept.issue()).status == 303, "others are not"
