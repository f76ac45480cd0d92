"""A screen by ear: what is said of each page, in which order, and that two keys reach everything on it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.locale import Locale
from display.screen.engine import ASSETS
from display.speech.utterance import Sentence
from kiosk.comfort import NAMES, Comfort
from kiosk.example_office import closed_services, example_services
from kiosk.example_visits import example_visits
from kiosk.flow import type_number
from kiosk.guidance import DIGITS, Guidance, Heard, moved, news, stops
from kiosk.kiosk_face import KioskFace, Waits, waiting_for
from kiosk.office import Office
from kiosk.pages import screen
from kiosk.pictures import NEXT_MONDAY
from kiosk.reading import page_said, readable
from kiosk.screen import Line, Screen
from kiosk.visit import Page, Place, Visit

WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
OFFICE = Office().with_services(example_services(ASSETS, identity=True, hospitals=True))
VISITS: Mapping[tuple[str, str], Visit] = {
    (name, language): visit for language in WORDS for name, visit in example_visits(language)
}
NIK = "1871064512900003"


def heard_of(visit: Visit, *, office: Office = OFFICE, private: bool = False) -> Heard:
    return Heard(
        screen=screen(visit, office, WORDS[visit.language]),
        language=visit.language,
        words=WORDS,
        comforts=dict.fromkeys(NAMES, False),
        away=office.away,
        private=private,
    )


def texts(said: tuple[Sentence, ...]) -> list[str]:
    return [sentence.text for sentence in said]


def page_of(name: str, language: str = "id") -> list[str]:
    return texts(stops(heard_of(VISITS[name, language]))[0].said)


@pytest.mark.parametrize("name, language", list(VISITS))
def test_every_page_says_what_it_is_and_every_control_has_words(name: str, language: str) -> None:
    heard = heard_of(VISITS[name, language])
    page, *controls = stops(heard)
    title = heard.screen.title.translate(str.maketrans("", "", "()…")).replace(
        "NIK", "nik" if language == "id" else "NIK"
    )
    assert page.said[0].text.rstrip(".?!") == title.rstrip(".?!")
    assert all(control.said and control.signal for control in controls)
    assert all(sentence.text[-1] in ".?!" for stop in (page, *controls) for sentence in stop.said)


@pytest.mark.parametrize("name, language", list(VISITS))
def test_every_control_of_every_page_is_reached_once_a_round(name: str, language: str) -> None:
    heard = heard_of(VISITS[name, language])
    told = heard.screen
    offered = {f"choice-{choice.key}" for choice in (*told.choices, *told.tabs)} | {f"comfort-{name}" for name in NAMES}
    offered |= {"volume", "pace"}
    words = {"action": told.action, "second": told.second, "third": told.third}
    ways = {"back": told.can_go_back, "cancel": told.can_cancel, "help": told.can_ask_for_help}
    offered |= {key for key, there in {**words, **ways}.items() if there}
    if told.page != "ticket":
        offered |= {"language-en" if language == "id" else "language-id"}
    if told.page == "identity":
        offered |= {"erase"} if told.digits else set()
        offered |= {f"digit-{digit}" for digit in DIGITS} if len(told.digits) < 16 or "•" in told.digits else set()
    guidance = Guidance(stops(heard))
    reached = []
    for _ in guidance.stops:
        guidance = guidance.onward()
        reached.append(guidance.here.key)
    assert sorted(reached) == sorted({*offered, ""})
    assert guidance.at == 0
    assert texts(moved(heard, guidance))[0] == WORDS[language].say("kiosk.spoken.round")


def test_a_question_is_read_with_the_place_of_each_answer() -> None:
    question, *answers = stops(heard_of(VISITS["residence", "id"]))
    assert texts(question.said) == [
        "Apakah pasien warga Kota Bandar Lampung?",
        "Lihat alamat di KK atau E-KTP pasien.",
        "Ada 3 pilihan.",
    ]
    assert texts(answers[0].said) == [
        "Ya, Kota Bandar Lampung.",
        "Sesuai alamat di KK atau E-KTP.",
        "Sudah dipilih.",
        "Pilihan 1 dari 3.",
    ]
    assert texts(answers[2].said) == ["Saya tidak yakin.", "Petugas bantuan akan memeriksanya.", "Pilihan 3 dari 3."]


def test_on_the_welcome_each_language_speaks_for_itself() -> None:
    _, indonesian, english, *_ = stops(heard_of(VISITS["welcome", "id"]))
    assert {sentence.voice for sentence in indonesian.said} == {"id"}
    assert english.said[:2] == (Sentence("English.", "en"), Sentence("Take a queue number.", "en"))


def test_the_ticket_says_its_number_sign_by_sign_then_who_is_before() -> None:
    assert page_of("ticket-printed")[:4] == [
        "Nomor antrean Anda.",
        "A, nol satu dua.",
        "Klaim Rawat Inap P2KM.",
        "7 orang di depan Anda.",
    ]
    assert "kira-kira 25 sampai 40 menit." in page_of("ticket-printed")
    assert page_of("ticket-printed", "en")[1] == "A, zero one two."


def test_what_is_missing_is_read_with_what_to_do() -> None:
    heard = heard_of(VISITS["summary-incomplete", "id"])
    said = page_of("summary-incomplete")
    missing = [line for line in heard.screen.lines if line.mark == "missing"]
    assert len(missing) == 2
    for line in missing:
        assert said[said.index(f"{line.tag}: {line.title}.") + 1] == line.hint


def test_a_telephone_number_is_read_digit_by_digit() -> None:
    line = Line(title="+62 812-3456-7890", mark="number")
    said = texts(page_said(Screen(page="guide", place="", lines=(line,)), WORDS["id"], away=False, private=False))
    assert said == ["6 2, 8 1 2, 3 4 5 6, 7 8 9 0."]


def test_what_a_voice_would_misread_is_written_for_it() -> None:
    written = ["NIK pasien", "Buka pukul 07.30", "pukul 13.00", "10–20 menit", "Telepon 0721123456", "„Kartu” (KK)…"]
    assert texts(readable(WORDS["id"], written)) == [
        "nik pasien.",
        "Buka pukul 7 30.",
        "pukul 13.",
        "10 sampai 20 menit.",
        "Telepon 0 7 2 1 1 2 3 4 5 6.",
        "Kartu KK.",
    ]
    assert texts(readable(WORDS["en"], ["Opens at 07:30", "13:00", ""])) == ["Opens at 7 30.", "13 o'clock."]


def typed(digits: str, *, private: bool) -> Heard:
    visit = Visit(request_id="", language="id", service="A", at=Place(Page.IDENTITY, "nik"), numbers={"nik": digits})
    return heard_of(visit, private=private)


@pytest.mark.parametrize("digits", ["1", "1871", "187106821390", NIK])
def test_without_headphones_no_digit_that_was_typed_is_said(digits: str) -> None:
    heard = typed(digits, private=False)
    said = texts(tuple(sentence for stop in stops(heard) if not stop.secret for sentence in stop.said))
    said += texts(news(typed(digits[:-1], private=False), heard))
    assert not any(sign in text for text in said if "Pilihan" not in text for sign in ("18", "71", "82", "0003"))
    for at, stop in enumerate(stops(heard)):
        assert not stop.secret or moved(heard, Guidance(stops(heard), at)) == ()


def test_without_headphones_it_is_said_how_many_came_in() -> None:
    assert texts(news(typed("187", private=False), typed("1871", private=False))) == ["empat angka masuk."]


def test_with_headphones_the_digit_is_said_and_how_many_came_in() -> None:
    assert texts(news(typed("187", private=True), typed("1871", private=True))) == ["1.", "empat angka masuk."]
    assert texts(moved(typed("", private=True), Guidance(stops(typed("", private=True)), 1))) == ["1."]


def test_a_scanned_number_is_not_read_out_to_whoever_wears_headphones() -> None:
    assert texts(news(typed("", private=True), typed(NIK, private=True)))[0] == "enam belas angka masuk."


def test_the_dial_counts_as_a_telephone_does() -> None:
    """So that she who may not hear the digits can count them: pressed once is one, ten times is nought."""
    guidance = Guidance(stops(typed("", private=False)))
    for digit in "1234567890":
        guidance = guidance.onward()
        assert guidance.here.facts == (digit,)


def test_a_full_number_takes_no_more_digits_and_can_be_erased() -> None:
    keys = [stop.key for stop in stops(typed(NIK, private=False))]
    assert keys[:4] == ["", "erase", "action", "second"]


def test_the_number_of_a_repeated_visit_says_no_nik() -> None:
    assert not any("NIK" in text or "1871" in text or "nik 1" in text for text in page_of("repeat"))


def test_only_what_is_new_on_a_page_is_said() -> None:
    before, after = (heard_of(VISITS[f"ticket-{state}", "id"]) for state in ("printing", "printed"))
    assert texts(news(before, after)) == ["Silakan ambil tiket Anda."]
    assert news(after, after) == ()


def test_another_language_reads_the_page_anew() -> None:
    assert news(heard_of(VISITS["residence", "id"]), heard_of(VISITS["residence", "en"]))[0].voice == "en"


def test_a_closed_office_says_when_it_opens() -> None:
    office = Office().with_services(closed_services(ASSETS, NEXT_MONDAY))
    said = texts(stops(heard_of(Visit(request_id="", language="id"), office=office))[0].said)
    assert any("7 30" in text for text in said)


def test_a_screen_that_changes_leaves_her_where_she_was() -> None:
    heard = heard_of(VISITS["service", "id"])
    guidance = Guidance(stops(heard), 2)
    fewer = Guidance(stops(replace(heard, screen=replace(heard.screen, choices=heard.screen.choices[:1]))))
    assert guidance.with_stops(stops(heard)).at == 2
    assert guidance.with_stops(fewer.stops).at == 0


@pytest.mark.parametrize(
    "name, seconds, longer",
    [
        ("service", (60, True), (180, True)),
        ("ticket-printed", (12, False), (180, True)),
        ("welcome", None, (180, True)),
    ],
)
def test_whoever_listens_is_waited_for_longer_and_told(
    name: str, seconds: tuple[float, bool] | None, longer: tuple[float, bool]
) -> None:
    face = KioskFace(name="", office="")
    visit = VISITS[name, "id"]
    assert waiting_for(visit, face) == (Waits(*seconds) if seconds else None)
    assert waiting_for(replace(visit, comfort=Comfort(spoken=True)), face) == Waits(*longer)


def test_a_kiosk_that_does_not_speak_has_no_key_for_it() -> None:
    assert "spoken" in KioskFace(name="", office="").comforts
    assert "spoken" not in KioskFace(name="", office="", spoken=False).comforts


@given(digits=st.text(alphabet="0123456789", max_size=16), private=st.booleans())
def test_a_number_is_never_a_dead_end(digits: str, private: bool) -> None:
    """Law: whatever is typed, she can go on, take it back, or leave."""
    visit = type_number(Visit(request_id="", language="id", service="A", at=Place(Page.IDENTITY, "nik")), digits)
    signals = {stop.signal for stop in stops(heard_of(visit, private=private))}
    assert signals >= {"actedBeside", "cancelled", "askedForHelp"}
    assert "typed" in signals or "erased" in signals
