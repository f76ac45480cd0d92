"""The survey's pages as a browser without scripts has them: who is asked, who may look, what is taken in."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import urllib3
from pypdf import PdfReader

from counter_server.domain.survey import Element
from counter_server.protocol.messages import IssuedTicket
from counter_server.web.survey_desk import A_MACHINE_A_MINUTE, TOGETHER
from tests.phone_office import Phone, path_of, public_office
from tests.server import PATIENCE, ROOT, Server, running

ALL_FOUR = {str(element): "4" for element in Element}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with public_office(tmp_path_factory.mktemp("surveyed")) as started:
        yield started


@pytest.fixture
def office(server: Server) -> Server:
    """The same, swept."""
    server.sweep()
    return server


def finished(server: Server) -> IssuedTicket:
    """A visit that is over."""
    verifier, ticket = server.verifier(), server.issue()
    verifier.call_next("loket-1")
    verifier.start(ticket.id)
    verifier.finish(ticket.id, "complete")
    return ticket


class Browser:
    """One with cookies, without scripts."""

    def __init__(self, url: str) -> None:
        self.url, self.cookie = url, ""
        self.pool = urllib3.PoolManager(retries=False, timeout=PATIENCE)

    def ask(self, method: str, path: str, **fields: str) -> urllib3.BaseHTTPResponse:
        headers = {"Cookie": self.cookie, "Origin": self.url}
        body = urlencode(fields) if method == "POST" else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self.pool.request(method, self.url + path, body=body, headers=headers, redirect=False)
        if given := answer.headers.get("Set-Cookie"):
            self.cookie = given.partition(";")[0]
        return answer


def in_charge(server: Server) -> Browser:
    browser = Browser(server.url)
    browser.cookie = f"lalopa_session={server.supervisor().token}"
    return browser


def tablet(server: Server) -> Browser:
    """One that has been opened with a code."""
    shown = in_charge(server).ask("POST", "/console/survey/tablet").data.decode()
    code = re.search(r'id="tablet-code">([^<]+)<', shown)
    assert code
    browser = Browser(server.url)
    assert browser.ask("POST", "/survey/open", code=code[1]).status == 303
    return browser


def answers_of(server: Server) -> int:
    """As the person in charge reads it."""
    shown = in_charge(server).ask("GET", "/console/survey").data.decode()
    found = re.search(r"<p>(\d+) orang dari \d+ kunjungan</p>", shown)
    assert found
    return int(found[1])


def test_whoever_has_been_served_is_asked_once_and_thanked(office: Server) -> None:
    phone, ticket = Phone(office), finished(office)
    page = phone.open(path_of(ticket))
    link = re.search(r'href="(/t/[^"]+/id/survey)"', page.text)
    assert link
    form = phone.open(link[1])
    assert form.heading == "Bagaimana pelayanan kami?"
    assert form.text.count('type="radio"') == 36
    assert phone.send(link[1], fee="4", time="2").heading == "Terima kasih!"
    assert phone.send(link[1], fee="1").heading == "Terima kasih!"
    assert phone.open(link[1]).heading == "Terima kasih!"
    assert "/survey" not in phone.open(path_of(ticket)).text


def test_whoever_still_waits_is_not_asked_and_cannot_answer(office: Server) -> None:
    phone, ticket = Phone(office), office.issue()
    page = phone.open(path_of(ticket))
    assert re.search(r'id="survey" hidden', page.text)
    here = f"{path_of(ticket)}/id/survey"
    assert phone.open(here).heading == ticket.number
    assert phone.send(here, **ALL_FOUR).heading == ticket.number
    assert phone.open("/t/nobody/id/survey").status == 404


def test_a_form_without_an_answer_asks_again_and_a_mark_there_is_not_is_refused(office: Server) -> None:
    phone, ticket = Phone(office), finished(office)
    here = f"{path_of(ticket)}/en/survey"
    assert phone.send(here).heading == "Nothing has been answered yet"
    assert phone.send(here, fee="5").status == 422
    assert phone.send(here, fee="3").heading == "Thank you!"


def test_another_site_cannot_answer(office: Server) -> None:
    ticket = finished(office)
    headers = {"Origin": "https://elsewhere.example", "Content-Type": "application/x-www-form-urlencoded"}
    url = f"{office.url}{path_of(ticket)}/id/survey"
    answer = urllib3.request("POST", url, body="fee=1", headers=headers, redirect=False)
    assert answer.status == 403
    assert Phone(office).open(f"{path_of(ticket)}/id/survey").heading == "Bagaimana pelayanan kami?"


def test_a_tablet_asks_once_it_is_opened_and_no_longer_than_it_may(office: Server) -> None:
    stranger = Browser(office.url)
    assert "Ketik kode" in stranger.ask("GET", "/survey").data.decode()
    assert stranger.ask("POST", "/survey/id", **ALL_FOUR).status == 403
    opened = tablet(office)
    assert opened.ask("GET", "/survey").data.count(b'type="radio"') == 36
    for _ in range(A_MACHINE_A_MINUTE):
        assert opened.ask("POST", "/survey/id", **ALL_FOUR).status == 200
    opened.ask("POST", "/survey/en", **ALL_FOUR)
    assert opened.ask("POST", "/survey/en", **ALL_FOUR).status == 429
    assert b"Semua tablet sudah ditutup" in in_charge(office).ask("POST", "/console/survey/close").headers[
        "HX-Trigger"
    ].encode()  # fmt: skip
    assert opened.ask("POST", "/survey/id", **ALL_FOUR).status == 403
    assert "Ketik kode" in opened.ask("GET", "/survey").data.decode()


def test_a_code_opens_one_tablet_and_wrong_ones_are_slowed_down(office: Server) -> None:
    shown = in_charge(office).ask("POST", "/console/survey/tablet").data.decode()
    code = re.search(r'id="tablet-code">([^<]+)<', shown)
    assert code
    first, second = Browser(office.url), Browser(office.url)
    assert first.ask("POST", "/survey/open", code=code[1].lower()).status == 303
    tried = [second.ask("POST", "/survey/open", code=code[1]).status for _ in range(9)]
    assert tried[0] == 403
    assert tried[-1] == 429
    assert second.cookie == ""


def test_ten_answers_make_a_report_for_the_person_in_charge_for_everybody_and_on_paper(office: Server) -> None:
    before = answers_of(office)
    phone = Phone(office)
    for _ in range(TOGETHER):
        phone.send(f"{path_of(finished(office))}/id/survey", **ALL_FOUR)
    office.restart()  # it writes what waits as it goes
    assert answers_of(office) > before
    page = phone.open("/skm/en")
    assert page.heading == "Public Satisfaction Index"
    sheet = re.search(r'href="(/skm/en/[^"]+/pdf)"', page.text)
    value = re.search(r'class="big">([\d.]+)<', page.text)
    assert sheet
    assert value
    answer = urllib3.request("GET", office.url + sheet[1])
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    read = PdfReader(io.BytesIO(answer.data))
    text = read.pages[0].extract_text()
    assert len(read.pages) == 1
    assert value[1] in text
    assert "Handling of complaints and suggestions" in text
    own = in_charge(office).ask("GET", "/console/survey/pdf")
    assert "Penanganan pengaduan" in PdfReader(io.BytesIO(own.data)).pages[0].extract_text()


def test_a_period_there_is_not_is_not_found(office: Server) -> None:
    assert Phone(office).open("/skm/id/1999").status == 404
    assert urllib3.request("GET", f"{office.url}/skm/id/2001-H1/pdf").status == 404
    assert in_charge(office).ask("GET", "/console/survey?period=moon").status == 404


def test_a_branch_that_has_not_decided_asks_nobody_and_publishes_nothing(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--assets", str(ROOT / "assets")) as quiet:
        for path in ("/survey", "/survey/en", "/skm", "/skm/en", "/skm/id/2026"):
            assert urllib3.request("GET", quiet.url + path).status == 404, path
        assert urllib3.request("POST", f"{quiet.url}/survey/open", fields={"code": "AAAAAA"}).status == 404
