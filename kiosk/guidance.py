"""A screen gone through by two keys: what is said of each of its places, in which order, what choosing does. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from counter_server.protocol.locale import Locale
from display.speech.utterance import Sentence

from .hearing import SETTABLE, USUAL, Hearing
from .reading import page_said, readable, typed_said
from .screen import Choice, Screen
from .visit import NUMBER_LENGTH, Page

DIGITS = "1234567890"
"""In the order of a dial: pressed once is one, ten times is nought. So they can be counted where they are not said."""
TUNED = "tuned"
"""The signal of what is not on the screen: how loud and how fast she is read to."""
WITHOUT_LANGUAGES = frozenset({Page.TICKET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A screen, and everything on which its reading depends."""

    screen: Screen
    language: str
    words: Mapping[str, Locale]
    languages: tuple[str, ...] = ("id", "en")
    comforts: Mapping[str, bool] = field(default_factory=dict)
    """Those offered, and whether they are on."""
    away: bool = False
    private: bool = False
    """Nobody else hears it: it goes into headphones."""
    hearing: Hearing = USUAL

    @property
    def say(self) -> Locale:
        return self.words[self.language]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Something on the screen. `key`: the control's name, empty for the whole page. `signal` and `facts`: the touch it
    stands for, as `KioskView` names it. `secret`: not for the ears of others."""

    key: str
    said: tuple[Sentence, ...]
    signal: str = ""
    facts: tuple[str, ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Guidance:
    """All there is to hear of a screen, and where she is in it."""

    stops: tuple[Stop, ...]
    at: int = 0

    @property
    def here(self) -> Stop:
        return self.stops[self.at]

    def onward(self) -> "Guidance":
        """To the next one; after the last comes the page again."""
        return replace(self, at=(self.at + 1) % len(self.stops))

    def at_page(self) -> "Guidance":
        """To its beginning."""
        return replace(self, at=0)

    def with_stops(self, stops: tuple[Stop, ...]) -> "Guidance":
        """The screen has changed under her: she stays where she is, if that is still there."""
        places = {stop.key: place for place, stop in enumerate(stops)}
        return Guidance(stops, places.get(self.here.key, 0))


def stops(heard: Heard) -> tuple[Stop, ...]:
    """The page, its answers, its buttons, then the ways out of it and how it may be had otherwise."""
    return (
        Stop(key="", said=page_said(heard.screen, heard.say, away=heard.away, private=heard.private)),
        *_digits(heard),
        *_choices(heard),
        *_buttons(heard),
        *_languages(heard),
        *_comforts(heard),
        *_hearing(heard),
    )


def moved(heard: Heard, guidance: Guidance) -> tuple[Sentence, ...]:
    """What is said on arriving at a stop; nothing where others would hear a digit."""
    if guidance.at == 0:
        words = heard.say
        return _in(words, words.say("kiosk.spoken.round"), heard.screen.title)
    return () if guidance.here.secret and not heard.private else guidance.here.said


def news(before: Heard, after: Heard) -> tuple[Sentence, ...]:
    """What is said of a screen that has become another without or with her doing."""
    old, new = before.screen, after.screen
    now = page_said(new, after.say, away=after.away, private=after.private)
    if (old.place, before.language) != (new.place, after.language):
        return now
    if old.page == Page.IDENTITY and old.digits != new.digits:
        return typed_said(old.digits, new, after.say, private=after.private)
    known = page_said(old, before.say, away=before.away, private=after.private)
    return tuple(sentence for sentence in now if sentence not in known)


def _in(words: Locale, *texts: str) -> tuple[Sentence, ...]:
    return readable(words, texts)


def _digits(heard: Heard) -> Sequence[Stop]:
    """A dial: next counts up, choose takes the digit. A full number takes none."""
    if heard.screen.page != Page.IDENTITY:
        return []
    words = heard.say
    typed = heard.screen.digits
    keys = () if len(typed) == NUMBER_LENGTH and typed.isdecimal() else DIGITS
    stops = [
        Stop(key=f"digit-{digit}", said=_in(words, digit), signal="typed", facts=(digit,), secret=True)
        for digit in keys
    ]
    if typed:
        stops.append(Stop(key="erase", said=_in(words, words.say("kiosk.spoken.erase")), signal="erased"))
    return stops


def _choices(heard: Heard) -> Sequence[Stop]:
    return [*_answers(heard, heard.screen.tabs), *_answers(heard, heard.screen.choices)]


def _answers(heard: Heard, choices: Sequence[Choice]) -> Sequence[Stop]:
    return [
        Stop(
            key=f"choice-{choice.key}",
            said=_choice_said(heard, choice, n, len(choices)),
            signal="chosen",
            facts=(choice.key,),
        )
        for n, choice in enumerate(choices, start=1)
    ]


def _choice_said(heard: Heard, choice: Choice, n: int, of: int) -> tuple[Sentence, ...]:
    words = heard.say
    place = words.say("kiosk.spoken.place", n=n, of=of) if of > 1 else ""
    if heard.screen.page == Page.WELCOME and choice.key in heard.words:
        begins = heard.words[choice.key]  # each language in its own
        return _in(begins, choice.title, begins.say("kiosk.spoken.begin"), begins.say("kiosk.spoken.place", n=n, of=of))
    chosen = words.say("kiosk.spoken.chosen") if choice.chosen else ""
    return _in(words, choice.title, choice.hint, choice.tag, chosen, place)


def _buttons(heard: Heard) -> Sequence[Stop]:
    told, words = heard.screen, heard.say
    offered = (
        (bool(told.action), "action", (told.action,), "acted"),
        (bool(told.second), "second", (told.second,), "actedBeside"),
        (bool(told.third), "third", (told.third,), "actedLast"),
        (bool(told.survey), "survey", (told.survey,), "surveyed"),
        (told.can_go_back, "back", (words.say("kiosk.back"),), "wentBack"),
        (told.can_cancel, "cancel", (words.say("kiosk.cancel"), words.say("kiosk.spoken.cancel")), "cancelled"),
        (told.can_ask_for_help, "help", (words.say("kiosk.help"),), "askedForHelp"),
    )
    return [Stop(key=key, said=_in(words, *said), signal=signal) for there, key, said, signal in offered if there]


def _languages(heard: Heard) -> Sequence[Stop]:
    if heard.screen.page in WITHOUT_LANGUAGES:
        return []
    others = [heard.words[key] for key in heard.languages if key != heard.language]
    return [
        Stop(
            key=f"language-{words.language}",
            said=_in(words, words.say("kiosk.spoken.language")),
            signal="spoke",
            facts=(words.language,),
        )
        for words in others
    ]


def _comforts(heard: Heard) -> Sequence[Stop]:
    words = heard.say
    stops = []
    for name, on in heard.comforts.items():
        state = words.say("kiosk.spoken.is_on" if on else "kiosk.spoken.is_off")
        said = [words.say("kiosk.spoken.end")] if name == "spoken" else [words.say(f"kiosk.comfort.{name}"), state]
        stops.append(Stop(key=f"comfort-{name}", said=_in(words, *said), signal="arranged", facts=(name,)))
    return stops


def _hearing(heard: Heard) -> Sequence[Stop]:
    words, pace = heard.say, f"kiosk.spoken.pace.{heard.hearing.pace}"
    now = {"volume": words.say("kiosk.spoken.volume", n=heard.hearing.volume), "pace": words.say(pace)}
    other = words.say("kiosk.spoken.turn")
    return [Stop(key=name, said=_in(words, now[name], other), signal=TUNED, facts=(name,)) for name in SETTABLE]
