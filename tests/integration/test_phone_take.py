"""A ticket taken on a phone by the code the kiosk shows, without scripts: who may, how often, and what comes of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from counter_server.domain.phone_code import code as code_of
from counter_server.domain.phone_code import minute_of
from counter_server.operations.pairing import NO_KEY
from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Ticket
from counter_server.protocol.terms import Channel, Is, Language, Paper, PrintStatus
from counter_server.web.kiosk_offer import phone_page
from counter_server.web.phone_permits import MOST_OF_A_CODE, TICKETS_OF_A_CODE
from tests.phone_office import PUBLIC, STILL, Phone, Seen, public_assets, public_office, scanned
from tests.server import ROOT, Server, Wire, run, running
from tests.store import KIOSK, a_store

WORDS, ENGLISH = (Locale.load(ROOT / "assets" / "locale", language) for language in ("id", "en"))
COMPLETE = ("A", "family", "none", "city", "both", "both", "none")
"""One choice on each page, up to the summary."""
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A branch whose clock stands half a minute into a code, and the key of its second kiosk."""
    folder = tmp_path_factory.mktemp("take")
    assets = public_assets(folder)
    key = run(folder / "data", "--assets", str(assets), "--pair", "kiosk", "lobi").stdout.strip()
    words = ("--demo", "--assets", str(assets), "--assignment", "pull", *STILL)
    with running(folder / "data", *words) as server:
        yield server, key


@pytest.fixture
def office(hall: tuple[Server, str]) -> Server:
    """The same, swept."""
    hall[0].sweep()
    return hall[0]


def only_ticket(server: Server) -> Ticket:
    [ticket] = [one for one in server.supervisor().board().tickets if one.status is Is.WAITING]
    return ticket


def test_the_kiosk_s_code_opens_the_way_to_a_ticket_that_is_the_kiosk_s_own(office: Server) -> None:
    phone = Phone(office)
    first = phone.open(scanned(office))
    assert (first.status, first.heading) == (200, WORDS.say("kiosk.service.title"))
    summary = phone.answers(first, "A", "family", "unsure", "city", "both", "copy", "elderly")
    assert summary.heading == WORDS.say("kiosk.summary.incomplete")
    assert WORDS.say("kiosk.have.ektp_original") in summary.text
    advice = load_branch(ROOT / "assets" / "branch.toml").papers[Paper.EKTP]
    assert advice.where[Language.ID] in summary.text, "where to get it"
    assert advice.cost[Language.ID]
    assert advice.cost[Language.ID] in summary.text, "and what it costs"
    page = phone.send(summary.path)
    ticket = only_ticket(office)
    assert (page.status, page.heading) == (200, ticket.number)
    assert page.path.startswith("/t/")
    assert (ticket.channel, ticket.print_status, ticket.step) == (Channel.KIOSK, PrintStatus.NONE, "help")
    assert ticket.documents == {"kk": ["original", "copy"], "ektp": ["copy"]}
    assert (ticket.missing, str(ticket.priority)) == ({"ektp": ["original"]}, "elderly")
    assert ticket.answers == {"for": "family", "insurance": "unsure", "residence": "city"}
    called = office.extra().call_next("bantuan-1")
    assert called is not None
    assert called.id == ticket.id, "nobody waits for a paper"


@pytest.mark.parametrize("ago, opens", [(0, True), (60, True), (120, False), (-60, False), (3600, False)])
def test_a_code_is_good_for_its_minute_and_the_next(office: Server, ago: float, opens: bool) -> None:
    seen = Phone(office).open(scanned(office, ago=ago))
    assert (seen.status == 200) == opens
    told = WORDS.say("kiosk.service.title") if opens else WORDS.say("phone.take.scan")
    assert seen.heading == told


@pytest.mark.parametrize("path", ["/k/", "/k/nothing", "/k/AAAAAAAAAAAAAAAA", "/k/%00", "/k/aaaaaaaaaaaaaaaaaaaaaa/A"])
def test_whatever_no_kiosk_shows_opens_nothing_and_says_so_kindly(office: Server, path: str) -> None:
    seen = Phone(office).open(path)
    assert seen.status == 404
    if path != "/k/":
        assert seen.heading == WORDS.say("phone.take.scan")
        assert ENGLISH.say("phone.take.scan_hint") in seen.text, "in the other language as well"


def test_asked_twice_at_once_it_is_one_ticket(office: Server) -> None:
    phone = Phone(office)
    summary = phone.answers(phone.open(scanned(office)), *COMPLETE)
    with ThreadPoolExecutor(4) as several:
        pages = list(several.map(lambda _: Phone(office).send(summary.path), range(4)))
    assert {page.path for page in pages} == {phone.open(summary.path).path}
    assert {page.heading for page in pages} == {only_ticket(office).number}
    assert phone.send(f"{summary.path.rpartition('/')[0]}/help").heading == only_ticket(office).number


def test_a_code_gives_so_many_tickets_and_opens_so_many_pages(tmp_path: Path) -> None:
    with public_office(tmp_path, *STILL) as server:
        at_the_limit(Phone(server), scanned(server))


def at_the_limit(phone: Phone, code: str) -> None:
    pages = [phone.open(code) for _ in range(MOST_OF_A_CODE)]
    assert phone.open(code).status == 429
    with ThreadPoolExecutor(MOST_OF_A_CODE) as all_at_once:
        numbers = list(all_at_once.map(lambda page: Phone(phone.server).send(helped(page)), pages))
    given, refused = ([seen for seen in numbers if seen.status == status] for status in (200, 429))
    assert (len(given), len(refused)) == (TICKETS_OF_A_CODE, MOST_OF_A_CODE - TICKETS_OF_A_CODE)
    assert {seen.heading for seen in refused} == {WORDS.say("phone.take.busy")}
    assert len({seen.heading for seen in given}) == TICKETS_OF_A_CODE


def helped(page: Seen) -> str:
    """The way to help, from another of its permit's pages."""
    return f"{page.path.rpartition('/')[0]}/help"


def test_a_revoked_kiosk_s_code_opens_nothing_and_what_it_had_opened_ends(
    hall: tuple[Server, str], office: Server
) -> None:
    phone, code = Phone(office), scanned(office, key=hall[1])
    half_way = phone.answers(phone.open(code), *COMPLETE)
    assert half_way.heading == WORDS.say("kiosk.summary.complete")
    supervisor = office.supervisor()
    assert Wire(office.url).send("POST", "/devices/lobi/revoke", {}, token=supervisor.token).status == 200
    assert phone.open(code).heading == WORDS.say("phone.take.scan")
    assert phone.send(half_way.path).heading == WORDS.say("phone.take.scan")
    guessed = code_of(NO_KEY + "lobi", minute_of(supervisor.board().at))
    assert phone.open(f"/k/{guessed}").heading == WORDS.say("phone.take.scan"), (
        "what stands in its key's place is no key"
    )
    assert not [one for one in supervisor.board().tickets if one.status is Is.WAITING]


def test_whoever_is_covered_elsewhere_is_told_and_offered_advice(office: Server) -> None:
    phone = Phone(office)
    covered = phone.answers(phone.open(scanned(office)), "A", "self", "jkn")
    assert covered.heading == WORDS.say("kiosk.covered.title")
    assert phone.open(f"{covered.path.rpartition('/')[0]}/summary").heading != WORDS.say("kiosk.summary.complete")
    summary = phone.answers(covered, "S", "none")
    phone.send(summary.path)
    assert only_ticket(office).service == "S"


def test_whoever_has_changed_her_answer_and_goes_back_is_not_told_of_other_cover(office: Server) -> None:
    phone = Phone(office)
    covered = phone.answers(phone.open(scanned(office)), "A", "self", "jkn")
    permit = covered.path.rpartition("/")[0]
    assert phone.answers(phone.open(f"{permit}/insurance"), "none").path == f"{permit}/residence"
    back = phone.open(covered.path)
    assert (back.status, back.heading) == (200, WORDS.say("kiosk.service.title"))


def test_a_patient_without_identity_is_led_to_her_own_service(office: Server) -> None:
    phone = Phone(office)
    summary = phone.answers(phone.open(scanned(office)), "A", "anonymous", "none")
    phone.send(summary.path)
    assert (only_ticket(office).service, only_ticket(office).step) == ("L", "help")


def test_whoever_wants_help_is_asked_nothing(office: Server) -> None:
    phone = Phone(office)
    opened = phone.open(scanned(office))
    page = phone.send(phone.open(f"{opened.path.rpartition('/')[0]}/help").path)
    ticket = only_ticket(office)
    assert (page.heading, ticket.step, ticket.answers) == (ticket.number, "help", {})


def test_pages_are_gone_through_in_their_order(office: Server) -> None:
    phone = Phone(office)
    opened = phone.open(scanned(office))
    permit = opened.path.rpartition("/")[0]
    for place in ("summary", "kk", "priority", "covered", "nothing", "%00"):
        assert phone.open(f"{permit}/{place}").path == f"{permit}/service"
    phone.send(f"{permit}/service", choice="A")
    assert phone.open(f"{permit}/summary").path == f"{permit}/for", "what was not asked yet"
    assert phone.send(f"{permit}/summary").path == f"{permit}/for", "and no ticket either"
    assert phone.send(f"{permit}/for", choice="nobody").path == f"{permit}/for", "no such answer"
    assert phone.send(f"{permit}/for").path == f"{permit}/for"
    chosen = phone.answers(phone.open(f"{permit}/for"), "self")
    assert chosen.path == f"{permit}/insurance"
    assert 'aria-pressed="true"' in phone.open(f"{permit}/for").text, "the way back shows what was chosen"


def test_the_language_is_the_browser_s_and_can_be_changed_on_the_way(office: Server) -> None:
    phone = Phone(office, "fr, en;q=0.8")
    opened = phone.open(scanned(office))
    assert opened.heading == ENGLISH.say("kiosk.service.title")
    question = phone.answers(opened, "K")
    permit = opened.path.rpartition("/")[0]
    changed = phone.send(f"{permit}/language", language="id", place="for")
    assert (changed.path, changed.heading) == (question.path, WORDS.say("kiosk.question.for"))
    page = phone.answers(changed, "self", "none", "city", "both", "both", "none")
    phone.send(page.path)
    assert str(only_ticket(office).language) == "id"


def test_another_site_s_form_answers_nothing(office: Server) -> None:
    opened = Phone(office).open(scanned(office))
    answer = Phone(office).pool.request(
        "POST", office.url + opened.path, fields={"choice": "A"}, headers={"Origin": "https://evil.example"}
    )
    assert answer.status == 403
    assert Phone(office).open(opened.path).heading == WORDS.say("kiosk.service.title")


def test_a_branch_may_do_without(tmp_path: Path) -> None:
    without = {"[kiosk]": "[kiosk]\nphone_code = false"}
    with public_office(tmp_path, *STILL, **without) as server:
        assert server.kiosk.services().phone_page == ""
        seen = Phone(server).open("/k/AAAAAAAAAAAAAAAA")
        assert (seen.status, seen.heading) == (404, WORDS.say("phone.take.off"))


def test_where_a_nik_must_be_given_no_phone_goes_past_it(tmp_path: Path) -> None:
    asked = {
        "asks_identity = false": "asks_identity = true",
        "identity_skippable = true": "identity_skippable = false",
    }
    with public_office(tmp_path, *STILL, **asked) as server:
        assert server.kiosk.services().phone_page == ""


def test_a_kiosk_shows_a_code_where_phones_find_the_branch_and_nobody_else_ever(office: Server, tmp_path: Path) -> None:
    assert office.kiosk.services().phone_page == f"{PUBLIC}/k/"
    assert office.display.services().phone_page == office.supervisor().services().phone_page == ""
    with a_store(tmp_path) as store:
        assert phone_page(KIOSK, store.read_now(lambda line, present, setup: setup)) == "", "it has no public address"


def test_outside_its_hours_a_branch_says_when_it_opens(tmp_path: Path) -> None:
    assets, later = public_assets(tmp_path), datetime.now(ZoneInfo("Asia/Jakarta")) + timedelta(days=2)
    branch = assets / "branch.toml"
    lines = [line for line in branch.read_text().splitlines() if line[3:6] != " = " or line[:3] not in WEEK]
    hours = f'{WEEK[later.weekday()]} = ["07:30-12:00"]'
    branch.write_text("\n".join(lines).replace("[hours.weekly]", f"[hours.weekly]\n{hours}"))
    key = run(tmp_path / "data", "--assets", str(assets), "--pair", "kiosk", "lobi").stdout.strip()
    with running(tmp_path / "data", "--assets", str(assets)) as server:
        seen = Phone(server).open(scanned(server, key=key))
    assert seen.heading == WORDS.say("kiosk.welcome.closed")
    assert WORDS.say(f"common.weekday.{later.isoweekday()}") in seen.text


def test_neither_code_nor_permit_stands_in_a_log(office: Server) -> None:
    phone, code = Phone(office), scanned(office)
    opened = phone.open(code)
    Phone(office).pool.request("POST", office.url + opened.path, headers={"Origin": "https://evil.example"})
    log = office.log.read_text()
    assert "for /k/" in log
    assert code.rpartition("/")[2] not in log
    assert opened.path.split("/")[2] not in log
