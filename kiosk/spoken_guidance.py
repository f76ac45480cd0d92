"""Leads a visitor by ear: takes her two keys, follows the screen, has it read out. Lives in the screen's thread."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from counter_server.protocol.guidance_settings import Guidance as Settings
from counter_server.protocol.locale import Locale
from display.screen.state_report import StateReport
from display.speech.narrator import PART, Narrator
from display.speech.speaker import Speaker
from display.speech.utterance import Sentence

from .greeting import farewell, greeting
from .guidance import TUNED, Guidance, Heard, moved, news, stops
from .guidance_keys import Keys
from .headphones import Plug, headphones_of
from .hearing import USUAL, Hearing
from .kiosk_face import KioskFace
from .reading import readable
from .reception import Reception


class NoticesHeadphones(Protocol):
    """`Headphones` and its quiet twin."""

    def start(self, on_change: Callable[[Plug, bool], None]) -> None: ...

    def stop(self) -> None: ...


class SpokenGuidance(QObject):
    """Silent until it is wanted. `stop` ends the voice and the watch for headphones."""

    plugged = Signal(object, bool)
    """from the thread that looks for headphones"""

    def __init__(
        self,
        reception: Reception,
        face: KioskFace,
        words: Mapping[str, Locale],
        narrator: Narrator,
        headphones: NoticesHeadphones,
        keys: Keys,
        hearing: Hearing = USUAL,
    ) -> None:
        super().__init__()
        self._reception, self._view, self._face, self._words = reception, reception.view, face, words
        self._narrator, self._headphones, self._keys = narrator, headphones, keys
        self._usual = self._hearing = hearing
        self._heard: Heard | None = None
        """The screen as it was read last; None: it is not read."""
        self._guidance = Guidance(())
        self._by_halves = self._warned = self._private = self._pulled_out = False
        self._request_id = ""
        self._before: tuple[Sentence, ...] = ()
        """Said ahead of the next page: what led to it."""
        self._spoke = False
        self._view.own_keys(keys.codes)
        self._tune(hearing)
        self._join()
        self._follow()  # somebody may have asked for it already
        headphones.start(self.plugged.emit)

    def warm_up(self) -> None:
        """Have the voice ready: 0.3 s of work, wanted before the first word and not before the first picture."""
        self._narrator.warm_up(self._face.languages)

    def stop(self) -> None:
        """Silence."""
        self._headphones.stop()
        self._narrator.close()

    def _join(self) -> None:
        view = self._view
        view.changed.connect(self._follow)
        view.countdown.connect(self._count_down)
        view.stayed.connect(self._stayed)
        view.touched.connect(self._narrator.hush)
        view.keyed.connect(lambda text: self._narrator.hush())
        view.held.connect(self._turn)
        view.struck.connect(self._struck)
        view.wentOn.connect(self._next)
        view.choseHere.connect(self._choose)
        self.plugged.connect(self._plugged)

    def _turn(self) -> None:
        """On, or off again; by whoever does not see what she touches."""
        self._by_halves = self._heard is None
        self._view.arranged.emit("spoken")

    def _struck(self, code: int) -> None:
        deeds = {"next": self._next, "choose": self._choose, "speech": self._turn}
        deed = deeds.get(self._keys.named(code))
        if deed:
            deed()

    def _plugged(self, plug: Plug, fresh: bool) -> None:
        self._private = plug.private
        if self._heard is not None and not plug.inserted:
            self._pulled_out = True
            self._turn()
        elif self._heard is None and plug.inserted and fresh:
            self._turn()
        else:
            self._follow()

    def _next(self) -> None:
        if self._heard is None:
            self._turn()
        elif self._warned:
            self._view.stayed.emit()
        else:
            self._view.stayed.emit()
            self._stand(self._guidance.onward())
            self._narrator.say(moved(self._heard, self._guidance))

    def _choose(self) -> None:
        if self._heard is None:
            self._turn()
            return
        stop = self._guidance.here
        if self._warned or not stop.signal:
            again = () if self._warned else stop.said
            self._view.stayed.emit()
            self._narrator.add(again)
            return
        if stop.signal == TUNED:
            self._view.stayed.emit()
            self._tune(self._hearing.turned(*stop.facts))
            self._follow()
            self._narrator.say(self._guidance.here.said)
            return
        self._narrator.hush()
        self._before, self._spoke = (stop.said[:1] if stop.signal == "chosen" else ()), False
        getattr(self._view, stop.signal).emit(*stop.facts)
        self._before = ()
        if stop.signal == "typed":
            self._stand(self._guidance.at_page())
        elif self._guidance.stops and not self._spoke:  # the same screen: what she chose may be otherwise now
            self._narrator.say(self._guidance.here.said)

    def _tune(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._narrator.tune(rate=hearing.words_per_minute, volume=hearing.volume)

    def _follow(self) -> None:
        visit = self._reception.visit
        if not visit.comfort.spoken:
            self._fall_silent(over=visit.request_id != self._request_id)
            return
        heard, last = self._hear(), self._heard
        self._heard, self._request_id = heard, visit.request_id
        self._warned = self._warned and bool(self._view.seconds_left)
        found = stops(heard)
        if last is None:
            self._stand(Guidance(found))
            self._view.guide(halves=self._by_halves)
            self._narrator.say((*greeting(heard, found, by_halves=self._by_halves), *self._guidance.here.said))
            return
        told = news(last, heard)
        moved_on = (last.screen.place, last.language) != (heard.screen.place, heard.language)
        self._stand(Guidance(found) if moved_on else self._guidance.with_stops(found))
        self._spoke = self._spoke or bool(told)
        if moved_on:
            self._narrator.say((*self._before, *told))
        elif told:
            self._narrator.add(told)

    def _fall_silent(self, *, over: bool) -> None:
        last, self._heard = self._heard, None
        if last is None:
            return
        key = "over" if over else "unplugged" if self._pulled_out else "off"
        self._pulled_out = self._by_halves = self._warned = False
        self._stand(Guidance(()))
        self._view.guide(halves=False)
        self._narrator.say(farewell(last, key))
        self._tune(self._usual)

    def _count_down(self) -> None:
        seconds = self._view.seconds_left
        if self._heard is not None and seconds and not self._warned:
            self._warned = True
            words = self._heard.say
            self._narrator.say(readable(words, [words.say("kiosk.spoken.idle", seconds=seconds)]))

    def _stayed(self) -> None:
        if self._heard is not None and self._warned:
            self._warned = False
            words = self._heard.say
            self._narrator.say((*readable(words, [words.say("kiosk.spoken.stayed")]), *self._guidance.here.said))

    def _stand(self, guidance: Guidance) -> None:
        self._guidance = guidance
        self._view.point_at(guidance.here.key if guidance.stops else "")

    def _hear(self) -> Heard:
        visit, office = self._reception.visit, self._reception.offer
        return Heard(
            screen=self._view.told,
            language=visit.language,
            words=self._words,
            languages=self._face.languages,
            comforts={name: getattr(visit.comfort, name) for name in self._view.offered_comforts},
            away=not office.goes_on,
            private=self._private,
            hearing=self._hearing,
        )


def guidance_of(
    settings: Settings,
    wanted: Namespace,
    reception: Reception,
    face: KioskFace,
    words: Mapping[str, Locale],
    report: StateReport,
) -> SpokenGuidance | None:
    """As the branch sets it, its voice getting warm; None where the branch wants none."""
    if not settings.offered:
        return None

    def make_speaker(on_sound: Callable[[], None]) -> Speaker:
        chime = wanted.assets / "sounds" / "chime.wav"
        return Speaker(data=wanted.data / "kiosk", chime=chime, player=settings.player, on_sound=on_sound)

    narrator = Narrator(make_speaker, on_state=partial(report.part, PART))
    headphones = headphones_of(settings.headphones)
    hearing = Hearing(volume=settings.volume, rate=settings.rate)
    guidance = SpokenGuidance(reception, face, words, narrator, headphones, Keys.of(settings), hearing)
    guidance.warm_up()
    return guidance
