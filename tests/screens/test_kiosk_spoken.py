"""The kiosk by ear: a blind visitor with two keys, or with the halves of the screen, and what is said to her."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_server.protocol.device_state import PartState
from counter_server.protocol.guidance_settings import KEYS
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import PartIs
from display.screen.engine import ASSETS
from display.speech.narrator import Narrator
from display.speech.remembering import RememberingSpeaker
from display.speech.speaker import SaysCalls, Speaker
from display.speech.utterance import Fault, NotSpoken, Outcome, Spoken, Utterance
from kiosk.comfort import Comfort
from kiosk.example_office import example_services
from kiosk.guidance_keys import Keys, code_of
from kiosk.headphones import QuietHeadphones
from kiosk.kiosk_face import KioskFace
from kiosk.pictures import MODES, PANELS, SIZES
from kiosk.spoken_guidance import SpokenGuidance
from kiosk.visit import Page, Place, Visit

from .kiosk_on_screen import (
    FACE,
    LANDSCAPE,
    PATIENCE,
    PORTRAIT,
    TOUCHSCREEN,
    Kiosk,
    QuietCounter,
    RememberingPaper,
    kiosk_on_screen,
    on_screen,
)

WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
NIK = "1871064512900003"
HOLD = 300
ROUND = 60


class TalkingSpeaker(RememberingSpeaker):
    """One sentence at a time, each until it is `heard_out` or silenced; `events` is what happened, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[str] = []
        self._line: list[tuple[str, Future[Outcome]]] = []
        self._now: tuple[str, Future[Outcome]] | None = None

    def speak(self, utterance: Utterance) -> Future[Outcome]:
        future: Future[Outcome] = Future()
        self._line.append((utterance.sentences[0].text, future))
        self._begin()
        return future

    def heard_out(self) -> None:
        self._end("heard", Spoken(Path("said.wav"), 1.0))

    def interrupt(self) -> None:
        self._end("silenced", NotSpoken(Fault.INTERRUPTED))

    def _begin(self) -> None:
        while self._now is None and self._line:
            text, future = self._line.pop(0)
            if future.set_running_or_notify_cancel():
                self._now = text, future
                self.events.append(f"says {text}")

    def _end(self, how: str, outcome: Outcome) -> None:
        if self._now is not None:
            (text, future), self._now = self._now, None
            self.events.append(f"{how} {text}")
            future.set_result(outcome)
            self._begin()


@dataclass
class Listener:
    """Somebody who sees nothing: she presses, touches the halves, and hears."""

    kiosk: Kiosk
    guide: SpokenGuidance
    speaker: RememberingSpeaker
    headphones: QuietHeadphones
    states: list[PartState] = field(default_factory=list)
    _known: int = 0

    def hears(self) -> list[str]:
        """Everything said since she listened last."""
        said = [sentence.text for utterance in self.speaker.said for sentence in utterance.sentences]
        new, self._known = said[self._known :], len(said)
        return new

    def next(self) -> None:
        QTest.keyClick(self.kiosk.window, Qt.Key.Key_Left)

    def choose(self) -> None:
        QTest.keyClick(self.kiosk.window, Qt.Key.Key_Right)

    def touch(self, across: float, down: float = 0.4) -> None:
        size = self.kiosk.window.size()
        self.kiosk.touch_at(QPoint(round(size.width() * across), round(size.height() * down)))

    def left(self) -> None:
        self.touch(0.2)

    def right(self) -> None:
        self.touch(0.8)

    @property
    def focus(self) -> str:
        return str(self.kiosk.reception.view.property("focus"))

    @property
    def spoken(self) -> bool:
        return self.kiosk.reception.visit.comfort.spoken


@contextmanager
def listening(
    qtbot: QtBot,
    counter: QuietCounter | None = None,
    paper: RememberingPaper | None = None,
    *,
    size: QSize = PORTRAIT,
    face: KioskFace = FACE,
    speaker: RememberingSpeaker | None = None,
    make_speaker: Callable[[Callable[[], None]], SaysCalls] | None = None,
) -> Iterator[Listener]:
    voice = speaker or RememberingSpeaker()
    headphones = QuietHeadphones()
    states: list[PartState] = []
    with kiosk_on_screen(qtbot, counter or QuietCounter(), paper, size=size, face=face) as kiosk:
        qtbot.waitUntil(lambda: bool(kiosk.items("choice-id")))
        narrator = Narrator(make_speaker or (lambda on_sound: voice), on_state=states.append)
        guide = SpokenGuidance(kiosk.reception, face, WORDS, narrator, headphones, Keys())
        hold = kiosk.window.findChild(QObject, "hold")
        assert hold is not None
        hold.setProperty("interval", HOLD)
        yield Listener(kiosk, guide, voice, headphones, states)
        guide.stop()


@pytest.fixture
def listener(qtbot: QtBot) -> Iterator[Listener]:
    with listening(qtbot) as one:
        yield one


def finds(listener: Listener, words: str, onward: Callable[[], None], take: Callable[[], None]) -> list[str]:
    """She goes on until she hears it, takes it, and tells what she hears then."""
    listener.hears()
    for _ in range(ROUND):
        onward()
        if listener.hears()[0].rstrip(".").endswith(words):
            take()
            return listener.hears()
    raise AssertionError(f"{words!r} is never said")


def way(language: str) -> list[tuple[str, str]]:
    """What she looks for on each page of a visit with all papers, and what the page after it is called."""
    say = WORDS[language].say
    service = "Klaim Rawat Inap P2KM" if language == "id" else "P2KM Inpatient Claim"
    return [
        (say(f"common.language.{language}"), say("kiosk.service.title")),
        (service, say("kiosk.question.for")),
        (say("kiosk.answer.for_family"), say("kiosk.question.insurance")),
        (say("kiosk.answer.insurance_none"), say("kiosk.question.residence")),
        (say("kiosk.answer.residence_city"), say("kiosk.paper.kk_family")),
        (say("kiosk.bring.both"), say("kiosk.paper.ektp_family")),
        (say("kiosk.bring.both"), say("kiosk.priority.title")),
        (say("kiosk.priority.none"), say("kiosk.summary.complete")),
        (say("kiosk.summary.take"), say("kiosk.taking.title")),
    ]


def gets_a_ticket(listener: Listener, language: str, onward: Callable[[], None], take: Callable[[], None]) -> list[str]:
    """The whole visit by ear; what was said once the paper was there."""
    for wanted, following in way(language):
        said = finds(listener, wanted, onward, take)
        asked = following.replace("(", "").replace(")", "").rstrip(".?!")
        assert asked in [text.rstrip(".?!") for text in said], f"{wanted} → {said}"
    taken = WORDS[language].say("kiosk.ticket.printed")
    said = listener.hears()

    def printed() -> bool:
        said.extend(listener.hears())
        return any(taken in text for text in said)

    listener.kiosk.qtbot.waitUntil(printed, timeout=PATIENCE)
    return said


def test_whoever_asked_for_speech_before_the_voice_was_there_hears_it_once_it_is(qtbot: QtBot) -> None:
    voice = RememberingSpeaker()
    with kiosk_on_screen(qtbot) as kiosk:
        kiosk.touch("comfort-spoken")
        assert kiosk.reception.visit.comfort.spoken
        narrator = Narrator(lambda on_sound: voice, on_state=lambda state: None)
        guide = SpokenGuidance(kiosk.reception, FACE, WORDS, narrator, QuietHeadphones(), Keys())
        assert voice.said[0].sentences[0].text == "Panduan suara menyala."
        guide.stop()


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_blind_visitor_gets_a_ticket_alone_with_two_keys(qtbot: QtBot, language: str) -> None:
    counter, paper = QuietCounter(), RememberingPaper()
    with listening(qtbot, counter, paper) as listener:
        listener.next()  # any of the keys wakes the guidance and does nothing else
        greeting = listener.hears()
        assert greeting[0] == "Panduan suara menyala."
        assert any(text.startswith("English: ") for text in greeting)
        assert WORDS["id"].say("kiosk.welcome.title") + "." in greeting
        said = gets_a_ticket(listener, language, listener.next, listener.choose)
        number = "A, nol nol satu." if language == "id" else "A, zero zero one."
        assert number in said
        assert counter.wishes[0]["documents"] == {"kk": ["original", "copy"], "ektp": ["original", "copy"]}
        assert [given for given, _ in paper.printed] == ["A-001"]
        listener.choose()  # on the page itself: once more
        assert number in listener.hears()
        assert finds(listener, WORDS[language].say("kiosk.done"), listener.next, listener.choose) == [
            WORDS[language].say("kiosk.spoken.over")
        ]
        assert (listener.kiosk.page, listener.spoken) == ("welcome", False)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_blind_visitor_gets_a_ticket_alone_with_the_halves_of_the_screen(qtbot: QtBot, size: QSize) -> None:
    counter = QuietCounter()
    with listening(qtbot, counter, size=size) as listener:
        hold(listener)
        said = gets_a_ticket(listener, "id", listener.left, listener.right)
        assert "A, nol nol satu." in said
        assert len(counter.wishes) == 1


def hold(listener: Listener, place: QPoint | None = None) -> None:
    """One finger, for as long as it takes; then it is lifted."""
    if not TOUCHSCREEN:
        TOUCHSCREEN.append(QTest.createTouchDevice())
    window = listener.kiosk.window
    where = place or QPoint(window.width() // 2, window.height() // 2)
    listener.kiosk.settle()
    before = listener.spoken
    QTest.touchEvent(window, TOUCHSCREEN[0]).press(1, where, window).commit()
    listener.kiosk.qtbot.waitUntil(lambda: listener.spoken is not before, timeout=PATIENCE)
    QTest.touchEvent(window, TOUCHSCREEN[0]).release(1, where, window).commit()


def test_holding_anywhere_starts_it_and_touches_nothing_else(listener: Listener) -> None:
    listener.kiosk.choose("id")
    listener.kiosk.settle()
    hold(listener, listener.kiosk.middle("choice-A"))
    assert listener.kiosk.place == ("service", "")
    assert listener.hears()[0] == "Panduan suara menyala."
    assert listener.kiosk.items("half-next")
    hold(listener)
    assert listener.hears()[-1] == WORDS["id"].say("kiosk.spoken.off")
    assert listener.kiosk.place == ("service", "")
    assert not listener.kiosk.items("half-next")


def test_whoever_helps_sees_what_the_halves_are_and_ends_it_by_its_key(qtbot: QtBot) -> None:
    for size in (PORTRAIT, LANDSCAPE):
        with listening(qtbot, size=size) as listener:
            listener.kiosk.choose("id")
            hold(listener)
            shown = listener.kiosk.everything_said()
            assert WORDS["id"].say("kiosk.spoken.next_half") in shown
            assert WORDS["id"].say("kiosk.spoken.choose_half") in shown
            listener.kiosk.touch("speech-off")
            assert (listener.spoken, listener.kiosk.page) == (False, "service")
            assert not listener.kiosk.items("speech-off")


@pytest.mark.parametrize("orientation", SIZES)
def test_the_words_for_whoever_helps_fit_in_every_mode(qtbot: QtBot, orientation: str) -> None:
    panel, size = PANELS[orientation], SIZES[orientation]
    with listening(qtbot, size=size, face=replace(FACE, panel=panel)) as listener:
        reception, kiosk = listener.kiosk.reception, listener.kiosk
        for language in WORDS:
            for name, comfort in MODES.items():
                service = Visit(request_id=name, language=language, at=Place(Page.SERVICE), comfort=comfort)
                reception.show(service)
                reception.view.held.emit()
                kiosk.settle()
                legend = kiosk.item("legend")
                inside = legend.boundingRect()
                for text in (item for item in on_screen(legend) if item.inherits("QQuickText")):
                    assert text.property("contentWidth") <= text.width() + 1, (language, name)
                    assert inside.contains(text.mapRectToItem(legend, text.boundingRect())), (language, name)


def test_two_seconds_are_held(qtbot: QtBot) -> None:
    with kiosk_on_screen(qtbot, QuietCounter()) as kiosk:
        hold = kiosk.window.findChild(QObject, "hold")
        assert hold is not None
        assert hold.property("interval") == 2000


def test_a_short_touch_is_a_touch_and_no_more(listener: Listener) -> None:
    listener.kiosk.choose("id")
    assert (listener.kiosk.page, listener.spoken, listener.hears()) == ("service", False, [])


def test_a_finger_that_slips_is_not_held(listener: Listener) -> None:
    window = listener.kiosk.window
    listener.kiosk.settle()
    middle = QPoint(window.width() // 2, window.height() // 2)
    timer = window.findChild(QObject, "hold")
    assert timer is not None
    timer.setProperty("interval", 60_000)
    if not TOUCHSCREEN:
        TOUCHSCREEN.append(QTest.createTouchDevice())
    QTest.touchEvent(window, TOUCHSCREEN[0]).press(1, middle, window).commit()
    assert timer.property("running")
    QTest.touchEvent(window, TOUCHSCREEN[0]).move(1, middle + QPoint(0, 200), window).commit()
    listener.kiosk.qtbot.waitUntil(lambda: not timer.property("running"), timeout=PATIENCE)
    QTest.touchEvent(window, TOUCHSCREEN[0]).release(1, middle + QPoint(0, 200), window).commit()


def test_how_loud_and_how_fast_is_hers_to_choose_and_forgotten_with_the_visit(listener: Listener) -> None:
    listener.kiosk.choose("id")
    listener.next()
    assert finds_control(listener, "volume") == ["Volume 85 persen.", "Pilih untuk mengubahnya."]
    assert finds_control(listener, "pace")[0] == "Kecepatan bicara cepat."
    assert {(one.volume, one.rate) for one in listener.speaker.said[-2:]} == {(85, 189)}
    listener.kiosk.reception.view.cancelled.emit()
    listener.next()
    assert (listener.speaker.said[-1].volume, listener.speaker.said[-1].rate) == (70, 140)


def test_whoever_turns_it_louder_is_there(listener: Listener) -> None:
    listener.kiosk.choose("id")
    listener.next()
    finds_control(listener, "volume")
    with listener.kiosk.qtbot.waitSignal(listener.kiosk.reception.view.stayed, timeout=PATIENCE):
        listener.choose()


def finds_control(listener: Listener, name: str) -> list[str]:
    """She goes on until she stands on it, and takes it."""
    for _ in range(ROUND):
        listener.next()
        if listener.focus == name:
            listener.hears()
            listener.choose()
            return listener.hears()
    raise AssertionError(f"{name} is nowhere")


def test_a_key_of_its_own_switches_it_on_and_off(listener: Listener) -> None:
    QTest.keyClick(listener.kiosk.window, Qt.Key.Key_F1)
    assert listener.spoken
    QTest.keyClick(listener.kiosk.window, Qt.Key.Key_F1)
    assert not listener.spoken


def test_whoever_switches_it_on_at_the_screen_goes_on_touching_and_hears_what_follows(listener: Listener) -> None:
    """Somebody who sees a little: a touch acts where it meets, and what it leads to is read."""
    listener.kiosk.reception.view.arranged.emit("spoken")
    assert WORDS["id"].say("kiosk.spoken.how_touch") in listener.hears()
    assert not listener.kiosk.items("half-next")
    listener.kiosk.choose("id")
    assert listener.hears()[0] == WORDS["id"].say("kiosk.service.title")
    listener.next()  # and the keys are there as well
    assert listener.focus == "choice-A"


def test_every_key_that_may_be_set_is_a_key() -> None:
    assert [key for key in KEYS if not code_of(key)] == []


def test_a_scanners_keys_cannot_be_set() -> None:
    scanned = {*(f"{digit}" for digit in range(10)), "Return", "Enter"}
    assert not scanned & set(KEYS)
    assert code_of("") == 0


def test_what_she_stands_on_has_a_ring_round_it(listener: Listener) -> None:
    listener.next()
    assert not listener.kiosk.items("ring")
    listener.next()
    ring, control = listener.kiosk.item("ring"), listener.kiosk.item("choice-id")
    assert ring.parentItem() is control
    assert ring.width() > control.width()
    listener.choose()
    assert not listener.kiosk.items("ring")


@pytest.mark.parametrize("page", [Page.PRIORITY, Page.QUESTION])
def test_a_list_turns_to_the_answer_she_stands_on(qtbot: QtBot, page: Page) -> None:
    with listening(qtbot, size=LANDSCAPE) as listener:
        place = Place(page, "insurance" if page is Page.QUESTION else "")
        comfort = Comfort(large=True, spoken=True)
        listener.kiosk.reception.show(Visit(request_id="", language="id", at=place, service="A", comfort=comfort))
        listener.kiosk.settle()
        assert listener.kiosk.items("more")
        keys = [choice.key for choice in listener.kiosk.reception.view.told.choices]

        def ringed() -> bool:
            return bool(listener.kiosk.items("ring"))

        for key in keys:
            listener.next()
            qtbot.waitUntil(ringed, timeout=PATIENCE)
            assert listener.kiosk.item("ring").parentItem() is listener.kiosk.item(f"choice-{key}")


def test_a_second_press_of_a_nervous_hand_does_not_answer_the_next_question(listener: Listener) -> None:
    """The two papers are asked for with the same answers: she is at the beginning of the second page all the same."""
    listener.kiosk.choose("id", "A", "family", "none", "city")
    listener.next()
    finds(listener, WORDS["id"].say("kiosk.bring.both"), listener.next, listener.choose)
    listener.choose()
    assert listener.kiosk.place == ("paper", "ektp")
    assert WORDS["id"].say("kiosk.paper.ektp_family") in listener.hears()[0]


def test_any_touch_silences_it_before_it_does_anything(qtbot: QtBot) -> None:
    speaker = TalkingSpeaker()
    with listening(qtbot, speaker=speaker) as listener:
        listener.kiosk.reception.view.arranged.emit("spoken")
        speaker.events.clear()
        listener.kiosk.choose("id")
        title = WORDS["id"].say("kiosk.service.title")
        assert speaker.events == ["silenced Panduan suara menyala.", f"says {title}"]
        speaker.heard_out()
        assert speaker.events[-1] == f"says {WORDS['id'].say('kiosk.service.hint')}"
        listener.touch(0.5, 0.01)  # where nothing is
        assert speaker.events[-1] == f"silenced {WORDS['id'].say('kiosk.service.hint')}"


def test_the_next_key_gives_way_to_what_comes_and_says_no_more_of_the_page(qtbot: QtBot) -> None:
    speaker = TalkingSpeaker()
    with listening(qtbot, speaker=speaker) as listener:
        listener.next()
        speaker.events.clear()
        listener.next()
        assert speaker.events == ["silenced Panduan suara menyala.", "says Bahasa Indonesia."]


def test_the_paper_does_not_cut_off_the_number(qtbot: QtBot) -> None:
    speaker = TalkingSpeaker()
    with listening(qtbot, speaker=speaker) as listener:
        listener.kiosk.reception.view.arranged.emit("spoken")
        listener.kiosk.choose("id", "A", "family", "none", "city", "both", "both", "none")
        listener.kiosk.touch("action")
        printed = WORDS["id"].say("kiosk.ticket.printed")
        listener.kiosk.qtbot.waitUntil(
            lambda: bool(listener.kiosk.items("paper")) and listener.kiosk.text("paper") == printed, timeout=PATIENCE
        )
        number = speaker.events.index(f"says {WORDS['id'].say('kiosk.ticket.title')}.")
        assert not any(event.startswith("silenced") for event in speaker.events[number:])
        while speaker.events[-1].startswith("says"):
            speaker.heard_out()
        assert speaker.events.index("heard A, nol nol satu.") < speaker.events.index(f"heard {printed}.")


@contextmanager
def at_the_nik(qtbot: QtBot) -> Iterator[Listener]:
    with listening(qtbot, QuietCounter(offer=example_services(ASSETS, identity=True))) as listener:
        listener.kiosk.choose("id", "A", "family", "none", "city", "both", "both")
        assert listener.kiosk.place == ("identity", "nik")
        yield listener


def dial(listener: Listener, digit: str) -> list[str]:
    """As often as the digit says, ten times for nought; then choose."""
    listener.hears()
    for _ in range(int(digit) or 10):
        listener.next()
    on_the_way = listener.hears()
    listener.choose()
    return on_the_way


def test_without_headphones_a_number_is_dialled_and_no_digit_said(qtbot: QtBot) -> None:
    with at_the_nik(qtbot) as listener:
        hold(listener)
        for n, digit in enumerate(NIK[:4], start=1):
            assert dial(listener, digit) == []
            assert listener.hears()[0] == f"{('satu', 'dua', 'tiga', 'empat')[n - 1]} angka masuk."
        assert listener.kiosk.reception.visit.numbers == {"nik": NIK[:4]}


def test_with_headphones_a_number_is_dialled_by_ear(qtbot: QtBot) -> None:
    with at_the_nik(qtbot) as listener:
        listener.headphones.plug()
        qtbot.waitUntil(lambda: listener.spoken)
        for digit in NIK:
            assert dial(listener, digit)[-1] == f"{digit}."
            assert listener.hears()[0] == f"{digit}."
        assert listener.kiosk.reception.visit.numbers == {"nik": NIK}
        said = finds(listener, WORDS["id"].say("kiosk.go_on"), listener.next, listener.choose)
        assert listener.kiosk.place == ("identity", "kk"), said


def test_headphones_that_were_always_in_start_nothing_and_are_believed(qtbot: QtBot) -> None:
    with at_the_nik(qtbot) as listener:
        listener.headphones.plug(fresh=False)
        assert not listener.spoken
        hold(listener)
        assert dial(listener, "3")[-1] == "3."


def test_a_headset_on_usb_starts_it_and_is_not_trusted_with_digits(qtbot: QtBot) -> None:
    with at_the_nik(qtbot) as listener:
        listener.headphones.plug(private=False)
        qtbot.waitUntil(lambda: listener.spoken)
        assert dial(listener, "3") == []


def test_a_scanner_goes_on_typing_while_it_is_guided(qtbot: QtBot) -> None:
    with at_the_nik(qtbot) as listener:
        hold(listener)
        listener.hears()
        listener.kiosk.type(NIK)
        assert "enam belas angka masuk." in listener.hears()
        listener.kiosk.press_enter()
        assert listener.kiosk.place == ("identity", "kk")


def test_headphones_pulled_out_silence_it_and_the_visit_goes_on(qtbot: QtBot) -> None:
    with at_the_nik(qtbot) as listener:
        listener.headphones.plug()
        qtbot.waitUntil(lambda: listener.spoken)
        dial(listener, "1")
        listener.hears()
        listener.headphones.unplug()
        qtbot.waitUntil(lambda: not listener.spoken)
        (said,) = listener.hears()
        assert said.startswith("hédfon dilepas")
        assert listener.kiosk.place == ("identity", "nik")
        assert listener.kiosk.reception.visit.numbers == {"nik": "1"}


def test_the_end_of_the_time_is_announced_and_any_key_gives_more(qtbot: QtBot) -> None:
    with listening(qtbot, face=replace(FACE, idle=0.4)) as listener:
        listener.kiosk.choose("id")
        listener.next()
        listener.next()
        listener.hears()
        announced = WORDS["id"].say("kiosk.spoken.idle", seconds=0).partition("0")[0]
        said: list[str] = []

        def warned() -> bool:
            said.extend(listener.hears())
            return any(text.startswith(announced) for text in said)

        for press in (listener.next, listener.choose, listener.left, listener.right):
            said.clear()
            qtbot.waitUntil(warned, timeout=PATIENCE)
            press()
            assert listener.hears()[0] == WORDS["id"].say("kiosk.spoken.stayed")
            assert (listener.kiosk.page, listener.focus) == ("service", "choice-A")


def test_the_voice_tells_how_it_is_and_the_screen_goes_on_without_it(qtbot: QtBot) -> None:
    speaker = RememberingSpeaker(outcome=NotSpoken(Fault.NO_DEVICE, "no sound card"))
    with listening(qtbot, speaker=speaker) as listener:
        listener.next()
        assert set(listener.states) == {PartState(PartIs.FAILED, "no_device")}
        finds(listener, "Bahasa Indonesia", listener.next, listener.choose)
        assert listener.kiosk.page == "service"


def test_the_real_voice_reads_the_welcome(qtbot: QtBot, tmp_path: Path) -> None:
    chime = ASSETS / "sounds" / "chime.wav"
    made: list[Speaker] = []

    def make_speaker(on_sound: Callable[[], None]) -> Speaker:
        made.append(Speaker(data=tmp_path, chime=chime, player="none", on_sound=on_sound))
        return made[0]

    with listening(qtbot, make_speaker=make_speaker) as listener:
        listener.guide.warm_up()
        listener.next()
        qtbot.waitUntil(lambda: len(listener.states) > 3, timeout=4 * PATIENCE)
        assert set(listener.states) == {PartState(PartIs.OK)}
    assert len(list(tmp_path.rglob("*.wav"))) > 3
