"""What a visitor can ask without taking a number, touched on the real QML: the check, the list, the banner's pages."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from display.screen.engine import ASSETS
from kiosk.comfort import Comfort
from kiosk.example_office import example_services
from kiosk.kiosk_face import KioskFace
from kiosk.panel import Panel
from kiosk.visit import OnPaper

from .kiosk_on_screen import LANDSCAPE, PORTRAIT, Kiosk, QuietCounter, RememberingPaper, kiosk_on_screen

NUMBER = "1871064512900003"
COMPLETE = ("A", "family", "none", "city", "both", "both")
LACKING = ("A", "family", "none", "city", "original", "nothing")


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def size(request: pytest.FixtureRequest) -> QSize:
    found: QSize = request.param
    return found


def ready(kiosk: Kiosk) -> None:
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))


def test_one_touch_asks_whether_everything_is_there_and_no_number_is_taken(qtbot: QtBot, size: QSize) -> None:
    counter, paper = QuietCounter(), RememberingPaper()
    with kiosk_on_screen(qtbot, counter, paper, size=size) as kiosk:
        ready(kiosk)
        kiosk.touch("third")
        kiosk.choose(*LACKING)
        assert kiosk.text("title") == "Masih ada yang kurang"
        words = kiosk.every_screenful_said()
        assert "Fotokopi KK" in words
        assert "Fotokopi selagi menunggu" in words
        assert "E-KTP baru: tidak dipungut biaya" in words
        kiosk.touch("second")
        kiosk.qtbot.waitUntil(lambda: kiosk.reception.visit.listing is OnPaper.PRINTED)
        assert kiosk.text("note") == "Silakan ambil daftarnya."
        assert not kiosk.items("second")
        ((asked, language),) = paper.lists
        assert (language, [item.title for item in asked.items]) == ("id", ["KK pasien", "E-KTP pasien"])
        kiosk.touch("third")
        assert kiosk.page == "welcome"
        assert counter.wishes == []


def test_after_the_check_a_number_is_two_touches_away(qtbot: QtBot, size: QSize) -> None:
    counter = QuietCounter()
    with kiosk_on_screen(qtbot, counter, size=size) as kiosk:
        ready(kiosk)
        kiosk.touch("third")
        kiosk.choose(*COMPLETE)
        assert kiosk.text("title") == "Ya, berkas sudah lengkap"
        kiosk.touch("action")
        assert kiosk.page == "priority"
        kiosk.choose("none")
        assert kiosk.page == "summary"
        kiosk.touch("action")
        kiosk.wait_for("ticket")
        assert counter.wishes[0]["documents"] == {"kk": ["original", "copy"], "ektp": ["original", "copy"]}


def test_a_list_that_cannot_be_printed_may_be_photographed(qtbot: QtBot) -> None:
    with kiosk_on_screen(qtbot, QuietCounter(), RememberingPaper(outcome="paper_out")) as kiosk:
        ready(kiosk)
        kiosk.touch("second")
        kiosk.choose("requirements")
        kiosk.touch("second")
        kiosk.qtbot.waitUntil(lambda: kiosk.reception.visit.listing is OnPaper.NOT_PRINTED)
        assert "boleh difoto" in kiosk.text("note")


def test_every_page_of_the_banner_is_read_by_touch_alone(qtbot: QtBot, size: QSize) -> None:
    with kiosk_on_screen(qtbot, QuietCounter(), size=size) as kiosk:
        ready(kiosk)
        kiosk.touch("second")
        assert "Tunggu nomor Anda dipanggil" in kiosk.every_screenful_said()
        kiosk.choose("requirements")
        assert "KK di kertas HVS A4 putih dengan kode QR juga asli." in kiosk.every_screenful_said()
        kiosk.choose("standard")
        words = kiosk.every_screenful_said()
        assert "Tidak dipungut biaya" in words
        assert "Sampaikan kepada penanggung jawab di loket." in words
        kiosk.choose("pledge")
        assert "siap menerima sanksi" in kiosk.every_screenful_said()
        kiosk.choose("contact")
        assert "+62 800-0000-0000" in kiosk.every_screenful_said()
        kiosk.touch("back")
        assert kiosk.page == "welcome"


@pytest.mark.parametrize("comfort", [Comfort(large=True), Comfort(large=True, low=True)], ids=["large", "low-large"])
def test_what_finds_no_room_is_a_key_further_on(qtbot: QtBot, comfort: Comfort) -> None:
    face = KioskFace(name="LALOPA P2KM", office="Dinas Kesehatan", panel=Panel())
    with kiosk_on_screen(qtbot, QuietCounter(), face=face) as kiosk:
        ready(kiosk)
        kiosk.reception.show(replace(kiosk.reception.visit, comfort=comfort))
        kiosk.touch("second")
        kiosk.choose("requirements")
        assert "warga Kota Bandar Lampung" not in kiosk.everything_said()
        assert "warga Kota Bandar Lampung" in kiosk.every_screenful_said()


def test_another_page_begins_at_its_first_screenful(qtbot: QtBot) -> None:
    face = KioskFace(name="LALOPA P2KM", office="Dinas Kesehatan", panel=Panel())
    with kiosk_on_screen(qtbot, QuietCounter(), face=face) as kiosk:
        ready(kiosk)
        kiosk.reception.show(replace(kiosk.reception.visit, comfort=Comfort(large=True, low=True)))
        kiosk.touch("second")
        kiosk.choose("standard")
        kiosk.touch("more")
        assert "Lama pelayanan" not in kiosk.everything_said()
        kiosk.choose("K")
        assert "Lama pelayanan" in kiosk.everything_said()


def test_a_code_that_is_no_nik_is_refused_kindly(qtbot: QtBot) -> None:
    counter = QuietCounter(offer=example_services(ASSETS, identity=True))
    with kiosk_on_screen(qtbot, counter) as kiosk:
        ready(kiosk)
        kiosk.choose("id", *COMPLETE)
        kiosk.touch("digit-1")
        for character in "https://wa.me/62800":
            kiosk.reception.view.keyed.emit(character)
        kiosk.reception.view.keyed.emit("\t")
        assert kiosk.text("note") == "Kode ini bukan NIK. Tidak apa-apa, ketik saja angkanya."
        assert kiosk.reception.visit.numbers == {"nik": "1"}
        for character in f"]Q3{NUMBER}":
            kiosk.reception.view.keyed.emit(character)
        kiosk.reception.view.keyed.emit("\t")
        assert kiosk.place == ("identity", "kk")
        assert kiosk.reception.visit.numbers == {"nik": NUMBER}


def test_where_the_branch_demands_the_number_it_is_not_skipped(qtbot: QtBot) -> None:
    offer = replace(example_services(ASSETS, identity=True), identity_skippable=False)
    with kiosk_on_screen(qtbot, QuietCounter(offer=offer)) as kiosk:
        ready(kiosk)
        kiosk.choose("id", *COMPLETE)
        assert kiosk.place == ("identity", "nik")
        assert not kiosk.items("second")
        kiosk.touch("help")
        assert kiosk.page == "help"


def test_to_read_what_a_service_asks_prints_nothing(qtbot: QtBot) -> None:
    paper = RememberingPaper()
    with kiosk_on_screen(qtbot, QuietCounter(), paper) as kiosk:
        ready(kiosk)
        kiosk.touch("second")
        kiosk.touch("back")
        kiosk.choose("id")
        kiosk.touch("second")
        assert kiosk.page == "guide"
        kiosk.choose("requirements")
        kiosk.touch("second")
        kiosk.qtbot.waitUntil(lambda: kiosk.reception.visit.listing is OnPaper.PRINTED)
        assert len(paper.lists) == 1
