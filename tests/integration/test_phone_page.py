"""The ticket's page on the phone: what its address shows, and to whom it shows nothing."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
import urllib3

from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import IssuedTicket
from tests.server import PATIENCE, ROOT, Answer, Server, Wire, running

WORDS = Locale.load(ROOT / "assets" / "locale", "id")
PUBLIC = "https://antrean.example"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A branch with a public address."""
    folder = tmp_path_factory.mktemp("public")
    shutil.copytree(ROOT / "assets", folder / "assets")
    branch = folder / "assets" / "branch.toml"
    text = branch.read_text(encoding="utf-8")
    assert 'public_url = ""' in text
    branch.write_text(text.replace('public_url = ""', f'public_url = "{PUBLIC}"'), encoding="utf-8")
    with running(folder / "data", "--demo", "--assets", str(folder / "assets"), "--assignment", "pull") as server:
        yield server


def path_of(ticket: IssuedTicket) -> str:
    assert ticket.page is not None
    address = urlsplit(ticket.page)
    assert f"{address.scheme}://{address.netloc}" == PUBLIC
    return address.path


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


def state(ticket: IssuedTicket, status: str, *, step: str = "", counter: str = "", ahead: int = 0) -> dict[str, Any]:
    told = {"number": ticket.number, "status": status, "step": step, "counter": counter}
    return {**told, "ahead": ahead, "more": False}


def test_the_page_follows_its_ticket_from_the_queue_to_the_counter_and_the_end(public: Server) -> None:
    first, second = public.issue(), public.issue()
    shown = page(public, second)
    assert shown.status == 200
    assert second.number in shown.content.decode()
    assert WORDS.say("phone.ahead", n=1) in shown_on(public, second)
    assert WORDS.say("phone.next") in shown_on(public, first)

    verifier = public.verifier(3)
    called = verifier.call_next("loket-3")
    assert called is not None
    assert called.number == first.number
    told = shown_on(public, first)
    assert WORDS.say("phone.state.called") in told
    assert WORDS.say("phone.hint") in shown_on(public, second)
    assert WORDS.say("phone.hint") not in told, "whoever is called must not be told to stay"
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


def test_the_database_holds_no_address(public: Server) -> None:
    ticket = public.issue()
    assert ticket.page is not None
    token = ticket.page.rpartition("/")[2]
    for file in public.data.glob("lalopa.db*"):
        assert token.encode() not in file.read_bytes()


def test_the_page_asks_nobody_else_for_anything_and_stays_small(public: Server) -> None:
    shown = page(public, public.issue())
    assert "default-src" in shown.headers["content-security-policy"]
    style = Wire(public.url).send("GET", "/console/static/phone.css", root="")
    script = Wire(public.url).send("GET", "/console/static/phone.js", root="")
    assert script.status == 200
    assert len(shown.content) + len(style.content) + len(script.content) < 30_000
    assert b"http" not in shown.content.replace(b"http-equiv", b"")


@pytest.fixture
def swept(public: Server) -> Server:
    public.sweep()
    return public


def test_the_stream_tells_the_ticket_s_states_to_its_end_and_nothing_else(swept: Server) -> None:
    ticket = swept.issue()
    with following(swept, ticket) as told:
        assert next(told) == state(ticket, "waiting", step=WORDS.say("common.step.verification"))
        verifier = swept.verifier(3)
        verifier.call_next("loket-3")
        assert next(told) == state(ticket, "called", counter="Loket 3"), "at once, however short ago the last one was"
        verifier.start(ticket.id)
        verifier.finish(ticket.id, "complete")
        assert next(told) == state(ticket, "finished")
        assert next(told, None) is None, "it is over"
    again = Wire(swept.url).send("GET", f"{path_of(ticket)}/events", root="")
    assert again.status == 204, "a browser does not come back for more"


def test_changes_that_follow_one_another_are_told_as_one_state(swept: Server) -> None:
    first, second, third = swept.issue(), swept.issue(), swept.issue()
    with following(swept, third) as told:
        waiting = {"status": "waiting", "step": WORDS.say("common.step.verification")}
        assert next(told) == state(third, **waiting, ahead=2)
        supervisor = swept.supervisor()
        supervisor.cancel(first.id, "pulang")
        supervisor.cancel(second.id, "pulang")
        assert next(told) == state(third, **waiting, ahead=0), "one state in five seconds"


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
