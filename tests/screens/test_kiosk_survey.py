"""The survey at the kiosk, touched on the real QML and heard through the two keys."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from counter_server.domain.survey import Element
from counter_server.protocol.locale import Locale
from display.screen.engine import ASSETS
from kiosk.example_office import example_services
from kiosk.survey_visit import ASKED
from tests.server import running
from tests.store import database_of

from .kiosk_on_screen import FACE, LANDSCAPE, PORTRAIT, Kiosk, QuietCounter, kiosk_on_screen
from .test_kiosk_spoken import finds, listening

ASKS = example_services(ASSETS, survey=True)
WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
SAID = {str(element): 1 + n % 4 for n, element in enumerate(Element)}
"""A mark for each of the nine, each of the four among them."""


@pytest.fixture
def counter() -> QuietCounter:
    return QuietCounter(offer=ASKS)


def begins(kiosk: Kiosk) -> None:
    """She has been served, and touches the key on the welcome."""
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.items("survey")))
    kiosk.touch("survey")
    assert kiosk.place == ("survey", "requirements")


def answers_first(kiosk: Kiosk, mark: int) -> None:
    """One question answered, and that is all."""
    begins(kiosk)
    kiosk.choose(str(mark))
    kiosk.touch("third")


def became(kiosk: Kiosk, how: str) -> None:
    kiosk.qtbot.waitUntil(lambda: kiosk.place == ("survey_sent", how))


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_nine_touched_faces_are_in_the_servers_database_without_anything_of_her(
    qtbot: QtBot, tmp_path: Path, size: QSize
) -> None:
    with running(tmp_path / "data") as server:
        with kiosk_on_screen(qtbot, server.kiosk, size=size) as kiosk:
            begins(kiosk)
            for n, (element, mark) in enumerate(SAID.items(), 1):
                assert kiosk.text("title") == WORDS["id"].say(f"phone.survey.asks.{element}")
                assert kiosk.text("note").startswith(f"Pertanyaan {n} dari 9")
                if element == Element.FEE:
                    kiosk.touch("second")  # passed over
                else:
                    kiosk.choose(str(mark))
            assert kiosk.text("title") == "Itu semua. Kirim jawaban Anda?"
            kiosk.touch("action")
            became(kiosk, "thanks")
            assert kiosk.text("title") == "Terima kasih!"
            assert kiosk.reception.visit.marks == {}
            kiosk.touch("action")
            assert kiosk.page == "welcome"
        server.stop()  # what waits to be mixed is written
        with closing(sqlite3.connect(database_of(server.data))) as database:
            columns = ", ".join(SAID)
            rows = database.execute(f"SELECT channel, service, {columns} FROM survey_answer").fetchall()
    assert rows == [("kiosk", "", *(SAID | {"fee": 0}).values())]


def test_two_keys_lead_through_it_in_spoken_words(qtbot: QtBot, counter: QuietCounter) -> None:
    say = WORDS["id"].say
    with listening(qtbot, counter) as listener:
        listener.next()  # wakes the guidance
        said = finds(listener, say("kiosk.survey.invite"), listener.next, listener.choose)
        for n, (element, mark) in enumerate(SAID.items(), 1):
            assert say(f"phone.survey.asks.{element}") in said
            assert say("kiosk.survey.step", n=n, all=9, about=say(f"common.survey.element.{element}")) in [
                one.rstrip(".") for one in said
            ]
            assert "Ada 4 pilihan." in said
            said = finds(listener, say(f"phone.survey.answer.{element}.{mark}"), listener.next, listener.choose)
        assert say("phone.survey.end") in said
        said = finds(listener, say("phone.survey.send"), listener.next, listener.choose)
        became(listener.kiosk, "thanks")
        assert counter.answers == [SAID]
        assert "Terima kasih!" in [*said, *listener.hears()]


def test_whoever_goes_away_leaves_nothing_behind(qtbot: QtBot, counter: QuietCounter) -> None:
    with kiosk_on_screen(qtbot, counter, face=replace(FACE, idle=3.0)) as kiosk:
        begins(kiosk)
        kiosk.choose("2")
        assert kiosk.reception.visit.marks == {"requirements": 2}
        kiosk.wait_for("welcome")
        assert kiosk.reception.visit.marks == {}
        begins(kiosk)
        assert not kiosk.items("third"), "nothing has been answered"
    assert counter.answers == []


def test_it_may_be_ended_at_any_question_with_what_was_answered(qtbot: QtBot, counter: QuietCounter) -> None:
    with kiosk_on_screen(qtbot, counter) as kiosk:
        answers_first(kiosk, 3)
        became(kiosk, "thanks")
        assert counter.answers == [{"requirements": 3}]


def test_on_the_way_back_an_answer_is_seen_and_can_be_another(qtbot: QtBot, counter: QuietCounter) -> None:
    with kiosk_on_screen(qtbot, counter) as kiosk:
        begins(kiosk)
        kiosk.choose("1")
        kiosk.touch("back")
        assert kiosk.item("choice-1").property("chosen")
        assert kiosk.text("second") == "Lanjut"
        kiosk.choose("4")
        kiosk.touch("third")
        became(kiosk, "thanks")
        assert counter.answers == [{"requirements": 4}]


def test_whoever_passes_all_over_has_nothing_to_send(qtbot: QtBot, counter: QuietCounter) -> None:
    with kiosk_on_screen(qtbot, counter) as kiosk:
        begins(kiosk)
        for _ in ASKED:
            kiosk.touch("second")
        assert kiosk.text("title") == "Belum ada yang dijawab"
        kiosk.touch("action")
        assert kiosk.page == "welcome"
    assert counter.answers == []


def test_a_server_that_is_away_is_told_of_kindly_and_nothing_is_kept(
    qtbot: QtBot, counter: QuietCounter, tmp_path: Path
) -> None:
    with kiosk_on_screen(qtbot, counter, data=tmp_path) as kiosk:
        begins(kiosk)
        kiosk.choose("4")
        counter.away = True
        kiosk.touch("third")
        became(kiosk, "lost")
        assert "Mesin ini tidak menyimpannya" in kiosk.everything_said()
        assert kiosk.reception.visit.marks == {}
        counter.away = False
        kiosk.touch("action")
        assert kiosk.page == "welcome"
    assert counter.answers == []
    kept = [file.read_bytes() for file in tmp_path.iterdir()]
    assert kept
    assert not any(b"requirements" in content for content in kept)


def test_who_comes_right_after_another_may_send_once_more(qtbot: QtBot, counter: QuietCounter) -> None:
    with kiosk_on_screen(qtbot, counter) as kiosk:
        counter.no = ("too_many_tries", {"seconds": 3})
        answers_first(kiosk, 4)
        became(kiosk, "slow")
        counter.no = None
        kiosk.touch("action")
        became(kiosk, "thanks")
    assert counter.answers == [{"requirements": 4}]


def test_it_comes_and_goes_while_the_kiosk_runs(qtbot: QtBot) -> None:
    off = example_services(ASSETS)
    with kiosk_on_screen(qtbot, QuietCounter(offer=off)) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        assert not kiosk.items("survey")
        kiosk.reception.take_services(ASKS)
        assert kiosk.items("survey")
        kiosk.reception.take_away("unreachable")
        assert not kiosk.items("survey"), "nobody would hear the answers"
        kiosk.reception.take_heartbeat(None)
        begins(kiosk)
        kiosk.choose("4")
        kiosk.reception.take_services(off)
        assert kiosk.text("title") == "Survei sedang tidak dibuka"
        kiosk.touch("action")
        assert (kiosk.page, kiosk.items("survey")) == ("welcome", [])
