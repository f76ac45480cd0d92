"""The kiosk, touched: whole visits on the real QML, on a standing and on a lying screen."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize
from pytestqt.qtbot import QtBot

from counter_server.protocol.messages import Change, Ticket
from counter_server.protocol.offer import Choice, Question, Services
from counter_server.protocol.terms import Is
from display.screen.engine import ASSETS
from kiosk.comfort import Comfort
from kiosk.example_office import closed_services, example_services
from kiosk.pictures import NEXT_MONDAY

from .kiosk_on_screen import (
    FACE,
    LANDSCAPE,
    PATIENCE,
    PORTRAIT,
    Kiosk,
    QuietCounter,
    RememberingPaper,
    kiosk_on_screen,
)

NUMBER = "1871064512900003"
COMPLETE = ("id", "A", "family", "none", "city", "both", "both", "none")


@pytest.fixture
def counter() -> QuietCounter:
    return QuietCounter()


@pytest.fixture
def paper() -> RememberingPaper:
    return RememberingPaper()


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def kiosk(
    qtbot: QtBot, counter: QuietCounter, paper: RememberingPaper, request: pytest.FixtureRequest
) -> Iterator[Kiosk]:
    with kiosk_on_screen(qtbot, counter, paper, size=request.param) as shown:
        shown.qtbot.waitUntil(lambda: bool(shown.items("choice-id")))
        yield shown


@pytest.fixture
def standing(qtbot: QtBot, counter: QuietCounter, paper: RememberingPaper) -> Iterator[Kiosk]:
    with kiosk_on_screen(qtbot, counter, paper) as shown:
        shown.qtbot.waitUntil(lambda: bool(shown.items("choice-id")))
        yield shown


def test_a_complete_visit_from_the_first_touch_to_the_paper(
    kiosk: Kiosk, counter: QuietCounter, paper: RememberingPaper
) -> None:
    kiosk.choose(*COMPLETE)
    assert kiosk.text("title") == "Berkas sudah lengkap"
    assert "loket verifikator" in kiosk.everything_said()
    kiosk.touch("action")
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.items("paper")) and kiosk.text("paper") == "Silakan ambil tiket Anda")
    assert kiosk.text("number") == "A-001"
    assert [number for number, _ in paper.printed] == ["A-001"]
    kiosk.qtbot.waitUntil(lambda: counter.papers == [(1, "printed")])
    kiosk.touch("action")
    assert kiosk.page == "welcome"
    assert counter.wishes[0]["documents"] == {"kk": ["original", "copy"], "ektp": ["original", "copy"]}


def test_with_papers_missing_it_is_said_before_the_ticket_with_what_to_do(kiosk: Kiosk, counter: QuietCounter) -> None:
    kiosk.choose("en", "A", "self", "none", "city", "original", "nothing", "elderly")
    assert kiosk.text("title") == "Something is still missing"
    said = kiosk.every_screenful_said()
    assert "KK, photocopy" in said
    assert "E-KTP, original and photocopy" in said
    assert "Photocopy it while you wait" in said
    assert "The help desk will call you first" in said
    kiosk.touch("action")
    kiosk.wait_for("ticket")
    assert counter.wishes[0]["documents"] == {"kk": ["original"], "ektp": []}
    assert (counter.wishes[0]["language"], counter.wishes[0]["priority"]) == ("en", "elderly")


def test_two_touches_on_take_give_one_ticket(kiosk: Kiosk, counter: QuietCounter) -> None:
    kiosk.choose(*COMPLETE)
    kiosk.settle()
    button = kiosk.middle("action")
    kiosk.touch_at(button)
    kiosk.touch_at(button)
    kiosk.wait_for("ticket")
    assert len(counter.wishes) == 1


def test_the_second_touch_of_a_nervous_finger_does_not_answer_the_next_question(kiosk: Kiosk) -> None:
    kiosk.frame.setProperty("settling", 320)
    kiosk.choose("id")
    kiosk.settle()
    place = kiosk.middle("choice-A")
    kiosk.touch_at(place)
    kiosk.touch_at(place)
    kiosk.settle()
    assert kiosk.place == ("question", "for")


def test_back_leads_through_every_page_to_the_welcome(kiosk: Kiosk) -> None:
    kiosk.choose(*COMPLETE)
    for _ in range(len(COMPLETE)):
        kiosk.touch("back")
    assert kiosk.page == "welcome"


def test_cancel_forgets_the_visit(standing: Kiosk) -> None:
    standing.choose("id", "A", "family")
    before = standing.reception.visit.request_id
    standing.touch("cancel")
    assert standing.page == "welcome"
    assert standing.reception.visit.answers == {}
    assert standing.reception.visit.request_id != before


def test_help_is_two_touches_away_from_anywhere(kiosk: Kiosk, counter: QuietCounter) -> None:
    kiosk.choose("id", "A", "family")
    kiosk.touch("help")
    assert kiosk.text("title") == "Kami bantu Anda"
    kiosk.touch("action")
    kiosk.wait_for("ticket")
    assert (counter.wishes[0]["service"], counter.wishes[0]["answers"]) == ("A", {})
    assert "Petugas bantuan" in kiosk.everything_said()


def test_a_patient_with_cover_is_sent_to_information(kiosk: Kiosk) -> None:
    kiosk.choose("id", "A", "family", "jkn")
    assert "tidak perlu klaim P2KM" in kiosk.everything_said()
    kiosk.choose("S")
    assert kiosk.page == "priority"


def test_a_patient_without_identity_is_not_asked_for_papers(kiosk: Kiosk, counter: QuietCounter) -> None:
    kiosk.choose("id", "A", "anonymous", "none")
    assert kiosk.page == "summary"
    kiosk.touch("action")
    kiosk.wait_for("ticket")
    assert counter.wishes[0]["service"] == "L"


def test_the_language_changes_in_the_middle_of_a_visit(standing: Kiosk) -> None:
    standing.choose("id", "A")
    standing.touch("language-en")
    assert standing.text("title") == "Who is this visit for?"


def test_the_flow_and_the_requirements_can_be_read(kiosk: Kiosk) -> None:
    kiosk.touch("second")
    kiosk.choose("requirements")
    assert "E-KTP pasien: asli dan fotokopi" in kiosk.every_screenful_said()
    kiosk.choose("L")
    assert "Tidak perlu KK atau E-KTP" in kiosk.every_screenful_said()
    kiosk.touch("back")
    assert kiosk.page == "welcome"


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_the_number_pad_tells_mistakes_as_they_are_made(qtbot: QtBot, size: QSize) -> None:
    counter = QuietCounter(offer=example_services(ASSETS, identity=True))
    with kiosk_on_screen(qtbot, counter, size=size) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        kiosk.choose(*COMPLETE[:-1])
        assert kiosk.place == ("identity", "nik")
        for digit in "1871068":
            kiosk.touch(f"digit-{digit}")
        assert "Tanggal lahir di NIK tidak mungkin: 8…" in kiosk.text("note")
        assert not kiosk.items("action")
        kiosk.touch("erase")
        for digit in NUMBER[6:]:
            kiosk.touch(f"digit-{digit}")
        assert kiosk.text("note") == "Terima kasih, angkanya sudah lengkap."
        kiosk.touch("action")
        assert kiosk.place == ("identity", "kk")
        kiosk.touch("second")
        assert kiosk.page == "priority"


def test_a_scanner_that_types_fills_in_the_number(qtbot: QtBot) -> None:
    counter = QuietCounter(offer=example_services(ASSETS, identity=True))
    with kiosk_on_screen(qtbot, counter) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        kiosk.choose(*COMPLETE[:-1])
        kiosk.type(NUMBER)
        assert kiosk.reception.visit.numbers == {"nik": NUMBER}
        kiosk.press_enter()
        assert kiosk.place == ("identity", "kk")


def test_a_number_that_is_masked_is_kept_or_typed_anew_and_never_mixed(qtbot: QtBot) -> None:
    counter = QuietCounter(offer=example_services(ASSETS, identity=True))
    with kiosk_on_screen(qtbot, counter) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        kiosk.choose(*COMPLETE[:-1])
        kiosk.type(NUMBER)
        kiosk.press_enter()
        kiosk.touch("back")
        kiosk.type("HTTPS")
        kiosk.press_enter()
        assert kiosk.reception.visit.numbers == {"nik": NUMBER}
        assert kiosk.reception.view.told.digits == "1871••••••••0003"
        kiosk.type("12")
        assert kiosk.reception.visit.numbers == {"nik": "12"}


def test_no_digit_of_a_visit_comes_back_in_the_next(qtbot: QtBot) -> None:
    counter = QuietCounter(offer=example_services(ASSETS, identity=True))
    with kiosk_on_screen(qtbot, counter) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        kiosk.choose(*COMPLETE[:-1])
        kiosk.touch("digit-1")
        kiosk.type("HTTP")
        kiosk.touch("cancel")
        kiosk.choose(*COMPLETE[:-1])
        kiosk.press_enter()
        assert kiosk.place == ("identity", "nik")
        assert kiosk.reception.visit.numbers == {}


@pytest.mark.parametrize("outcome", ["paper_out", "cover_open", "unreachable"])
def test_a_number_that_cannot_be_printed_stays_on_the_screen_to_be_noted(
    kiosk: Kiosk, counter: QuietCounter, paper: RememberingPaper, outcome: str
) -> None:
    paper.outcome = outcome
    kiosk.choose(*COMPLETE)
    kiosk.touch("action")
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.items("paper")) and kiosk.text("paper") == "Catat atau foto nomor Anda")
    assert kiosk.text("number") == "A-001"
    kiosk.qtbot.waitUntil(lambda: counter.papers == [(1, outcome)])


def test_whoever_sees_to_the_printer_is_told_on_the_welcome(standing: Kiosk) -> None:
    standing.reception.view.show_printer("paper_out")
    assert "Kertas tiket habis" in standing.everything_said()
    standing.choose("id")
    assert "Kertas tiket habis" not in standing.everything_said()


def test_while_the_server_is_away_the_visitor_is_told_and_the_number_comes_by_itself(
    kiosk: Kiosk, counter: QuietCounter
) -> None:
    kiosk.choose(*COMPLETE)
    counter.away = True
    kiosk.touch("action")
    kiosk.qtbot.waitUntil(lambda: kiosk.page == "taking" and kiosk.reception.visit.waits_for_server)
    assert "Sambungan ke sistem terputus" in kiosk.everything_said()
    counter.away = False
    kiosk.wait_for("ticket")
    assert len({wish["request_id"] for wish in counter.wishes}) == 1


def test_a_print_report_survives_a_moment_without_the_server(standing: Kiosk, counter: QuietCounter) -> None:
    standing.choose(*COMPLETE)
    standing.touch("action")
    standing.wait_for("ticket")
    standing.qtbot.waitUntil(lambda: counter.papers == [(1, "printed")])
    counter.away = True
    standing.reception._connection.not_printed(1, "later")
    standing.qtbot.wait(250)
    counter.away = False
    standing.qtbot.waitUntil(lambda: counter.papers == [(1, "printed"), (1, "later")])


def test_the_ticket_of_a_visitor_who_leaves_while_the_server_is_away_is_withdrawn_and_never_printed(
    standing: Kiosk, counter: QuietCounter, paper: RememberingPaper
) -> None:
    standing.choose(*COMPLETE)
    counter.away = True
    standing.touch("action")
    standing.qtbot.waitUntil(lambda: standing.reception.visit.waits_for_server)
    standing.touch("second")
    assert standing.page == "welcome"
    counter.away = False
    standing.qtbot.waitUntil(lambda: counter.papers == [(1, "visitor_left")], timeout=PATIENCE)
    assert len({wish["request_id"] for wish in counter.wishes}) == 1
    assert standing.page == "welcome"
    assert paper.printed == []


def test_a_refusal_is_said_in_words_and_leads_on(kiosk: Kiosk, counter: QuietCounter) -> None:
    counter.no = ("service_closed", {"service": "A", "opens": "2026-11-23T07:30:00+07:00"})
    kiosk.choose(*COMPLETE)
    kiosk.touch("action")
    kiosk.wait_for("refused")
    assert "Senin, 23 November 2026" in kiosk.everything_said()
    kiosk.touch("action")
    assert kiosk.page == "service"


def test_whoever_wants_something_else_sees_it_as_she_chose(kiosk: Kiosk, counter: QuietCounter) -> None:
    counter.no = ("service_closed", {"opens": None})
    kiosk.touch("comfort-contrast")
    kiosk.choose(*COMPLETE)
    kiosk.touch("action")
    kiosk.wait_for("refused")
    kiosk.touch("action")
    assert kiosk.page == "service"
    assert kiosk.reception.visit.comfort == Comfort(contrast=True)
    assert kiosk.reception.visit.answers == {}


def test_every_question_begins_with_its_first_answers(qtbot: QtBot) -> None:
    offer = example_services(ASSETS)
    answers = [Choice(key=f"answer-{n}", texts={"id": f"Jawaban {n}"}) for n in range(16)]
    asked = [Question(key=key, choices=answers, texts={"id": key}) for key in ("first", "second")]
    services = [replace(face, questions=asked) if face.letter == "A" else face for face in offer.services]
    with kiosk_on_screen(qtbot, QuietCounter(offer=replace(offer, services=services))) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        kiosk.choose("id", "A")
        while not kiosk.items("choice-answer-15"):
            kiosk.touch("more")
        kiosk.choose("answer-15")
        kiosk.settle()
        assert kiosk.place == ("question", "second")
        assert kiosk.items("choice-answer-0")


def test_after_hours_the_welcome_says_when_it_opens(qtbot: QtBot) -> None:
    with kiosk_on_screen(qtbot, QuietCounter(offer=closed_services(ASSETS, NEXT_MONDAY))) as kiosk:
        qtbot.waitUntil(lambda: kiosk.text("title") == "Loket sedang tutup")
        said = kiosk.everything_said()
        assert all(words in said for words in ("Buka lagi pukul", "07.30", "Senin, 23 November 2026"))
        assert not kiosk.items("choice-id")


def test_without_a_word_from_the_server_the_screen_asks_for_patience(qtbot: QtBot) -> None:
    with kiosk_on_screen(qtbot, QuietCounter(away=True)) as kiosk:
        assert kiosk.text("title") == "Mohon tunggu sebentar"
        assert not kiosk.items("help")


def test_an_untouched_kiosk_counts_down_and_forgets(qtbot: QtBot) -> None:
    with kiosk_on_screen(qtbot, face=replace(FACE, idle=1.6)) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        kiosk.choose("en", "A", "family")
        qtbot.waitUntil(lambda: bool(kiosk.items("stay")), timeout=4000)
        assert "The screen starts over in" in kiosk.everything_said()
        kiosk.touch("stay")
        assert kiosk.place == ("question", "insurance")
        kiosk.wait_for("welcome")
        assert kiosk.reception.visit.answers == {}
        assert kiosk.reception.visit.language == "id"


def test_whoever_waits_for_a_number_is_warned_before_the_wait_is_given_up_and_may_go_on_waiting(
    qtbot: QtBot,
) -> None:
    counter = QuietCounter()
    with kiosk_on_screen(qtbot, counter, face=replace(FACE, keeps_trying=3.0)) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        counter.away = True
        kiosk.touch("help")
        kiosk.touch("action")
        kiosk.wait_for("taking")
        qtbot.waitUntil(lambda: bool(kiosk.items("stay")), timeout=4000)
        kiosk.touch("stay")
        qtbot.waitUntil(lambda: not kiosk.items("stay"))
        assert kiosk.page == "taking"
        kiosk.wait_for("welcome")


def test_a_printed_number_leaves_the_screen_and_a_noted_one_stays_longer(qtbot: QtBot) -> None:
    paper = RememberingPaper()
    with kiosk_on_screen(qtbot, paper=paper, face=replace(FACE, after_paper=0.4, without_paper=30.0)) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        kiosk.choose(*COMPLETE)
        kiosk.touch("action")
        kiosk.wait_for("ticket")
        kiosk.wait_for("welcome")
        paper.outcome = "paper_out"
        kiosk.choose(*COMPLETE)
        kiosk.touch("action")
        kiosk.wait_for("ticket")
        kiosk.qtbot.wait(800)
        assert kiosk.page == "ticket"


def test_a_number_to_be_noted_stays_for_whoever_touches_the_screen_anywhere(qtbot: QtBot) -> None:
    with kiosk_on_screen(
        qtbot, paper=RememberingPaper(outcome="paper_out"), face=replace(FACE, without_paper=12.0)
    ) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        kiosk.choose(*COMPLETE)
        kiosk.touch("action")
        kiosk.wait_for("ticket")
        qtbot.waitUntil(lambda: kiosk.reception.view.seconds_left > 0, timeout=PATIENCE)
        kiosk.touch("number")
        assert kiosk.reception.view.seconds_left == 0
        assert kiosk.page == "ticket"


def test_news_of_the_queue_does_not_take_the_card_from_under_the_finger(standing: Kiosk) -> None:
    standing.choose("id")
    card = standing.item("choice-A")
    change = Change(seq=9, at=NEXT_MONDAY, action="issue", waiting={"A": {"verification": 4}})
    standing.reception.take_change(change)
    assert standing.item("choice-A") is card
    assert "4 orang menunggu" in standing.everything_said()


def test_a_service_taken_from_the_offer_ends_the_visit_about_it(standing: Kiosk) -> None:
    standing.choose("id", "A", "family")
    standing.reception.take_services(Services(services=[]))
    assert standing.page == "welcome"


def test_nobody_closes_the_kiosk_in_full_screen(standing: Kiosk) -> None:
    standing.window.setProperty("fullScreen", True)
    standing.window.close()
    assert standing.window.isVisible()


def reprint_of(ticket: int) -> Change:
    wall_ticket = Ticket(id=ticket, number="A-001", service="A", step="verification", status=Is.WAITING)
    return Change(seq=9, at=NEXT_MONDAY, action="reprint", waiting={}, ticket=wall_ticket)


def test_a_ticket_of_this_kiosk_is_printed_again_when_staff_ask_and_another_kiosks_is_not(
    standing: Kiosk, counter: QuietCounter, paper: RememberingPaper
) -> None:
    standing.choose(*COMPLETE)
    standing.touch("action")
    standing.qtbot.waitUntil(lambda: counter.papers == [(1, "printed")])
    standing.reception.take_change(reprint_of(2))
    standing.reception.take_change(reprint_of(1))
    standing.qtbot.waitUntil(lambda: counter.papers == [(1, "printed"), (1, "printed")])
    assert [number for number, _ in paper.printed] == ["A-001", "A-001"]


def test_a_visitor_who_left_while_the_server_was_away_is_called_by_nobody(
    standing: Kiosk, counter: QuietCounter
) -> None:
    counter.away = True
    standing.choose(*COMPLETE)
    standing.touch("action")
    standing.qtbot.waitUntil(lambda: bool(counter.wishes))
    standing.reception.start_over()
    counter.away = False
    standing.qtbot.waitUntil(lambda: counter.papers == [(1, "visitor_left")], timeout=10_000)


def test_a_finger_that_slides_off_a_choice_before_it_is_lifted_chooses_nothing(kiosk: Kiosk) -> None:
    kiosk.settle()
    kiosk.slide(kiosk.middle("choice-id"), kiosk.middle("choice-id") + QPoint(0, 600))
    kiosk.touch("choice-en")  # the next one that does mean it is answered at once
    kiosk.wait_for("service")
    assert kiosk.reception.visit.language == "en"


def test_a_service_taken_away_while_somebody_answers_its_questions_is_told_to_her(kiosk: Kiosk) -> None:
    kiosk.choose("id", "A", "family")
    without = [one for one in example_services(ASSETS).services if one.letter != "A"]
    kiosk.reception.take_services(replace(example_services(ASSETS), services=without))
    kiosk.wait_for("refused")
    assert "Petugas baru saja mengubah atau menutupnya." in kiosk.everything_said()
    kiosk.touch("action")
    kiosk.wait_for("service")
