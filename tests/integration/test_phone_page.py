"""The ticket's page on the phone: what its address shows, and to whom it shows nothing."""

import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import IssuedTicket
from tests.server import ROOT, Answer, Server, Wire, running

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


def page(server: Server, ticket: IssuedTicket) -> Answer:
    assert ticket.page is not None
    address = urlsplit(ticket.page)
    assert f"{address.scheme}://{address.netloc}" == PUBLIC
    return Wire(server.url).send("GET", address.path, root="")


def test_the_page_follows_its_ticket_from_the_queue_to_the_counter_and_the_end(public: Server) -> None:
    first, second = public.issue(), public.issue()
    shown = page(public, second)
    assert shown.status == 200
    assert second.number in shown.content.decode()
    assert WORDS.say("phone.ahead", n=1) in shown.content.decode()
    assert WORDS.say("phone.next") in page(public, first).content.decode()

    verifier = public.verifier(3)
    called = verifier.call_next("loket-3")
    assert called is not None
    assert called.number == first.number
    told = page(public, first).content.decode()
    assert WORDS.say("phone.state.called") in told
    assert WORDS.say("phone.hint") in page(public, second).content.decode()
    assert WORDS.say("phone.hint") not in told, "whoever is called must not be told to stay"
    assert "Loket 3" in told
    verifier.start(called.id)
    verifier.finish(called.id, "complete")
    assert WORDS.say("phone.state.finished") in page(public, first).content.decode()
    assert 'http-equiv="refresh"' not in page(public, first).content.decode()


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
    assert len(shown.content) + len(style.content) < 30_000
    assert b"http" not in shown.content.replace(b"http-equiv", b"")
