"""A call as an utterance: who says it, how often, how loud."""

from collections.abc import Mapping, Sequence

from counter_server.protocol.locale import Locale
from counter_server.protocol.phrases import numerals_of
from counter_server.protocol.voice_settings import Voice

from .announcers import Announcer, by_locale
from .utterance import Pauses, Sentence, Utterance

QUEUE_TOO_LONG_TO_REPEAT = 4
"""From so many waiting announcements on, each is said once."""


def usual_calls(settings: Voice, announcers: Sequence[Announcer]) -> Utterance:
    """Never said: what any call is made of, to try the voices by and to have it ready."""
    return Utterance(tuple(sentence for one in announcers for sentence in one.usual), rate=settings.rate)


def call_utterance(
    settings: Voice,
    announcers: Sequence[Announcer | Locale],
    number: str,
    kind: str,
    n: int,
    *,
    queued: int = 0,
    volume: int | None = None,
) -> Utterance:
    """The call of `number` to the counter of `kind` and number `n`: by the first announcer as often as the branch
    wants, once when `queued` announcements (this one not counted) are four or more, by each further one once. A locale
    stands for its language's own voice; `volume` in percent, else the branch's. Raises as `phrases.call_pieces`."""
    whom = [by_locale(one) if isinstance(one, Locale) else one for one in announcers]
    return Utterance(
        tuple(one.says(number, kind, n, settings.reading) for one in whom),
        times=1 if queued >= QUEUE_TOO_LONG_TO_REPEAT else settings.repeat,
        rate=settings.rate,
        chime=settings.chime,
        pauses=Pauses(settings.pause_chime, settings.pause_short, settings.pause_long, settings.pause_repeat),
        volume=settings.volume if volume is None else volume,
    )


def notice_utterance(
    settings: Voice, announcers: Sequence[Announcer | Locale], texts: Mapping[str, str], *, volume: int | None = None
) -> Utterance:
    """Words somebody wrote, by language: once by each announcer whose language is among them, else the first of them by
    the first announcer. No recording can say them: a voice does. Raises ValueError where there is nothing to say."""
    whom = [by_locale(one) if isinstance(one, Locale) else one for one in announcers]
    said = [Sentence(_plain(texts[own]), one.voice) for one in whom if (own := numerals_of(one.locale)) in texts]
    if not said and not texts:
        raise ValueError("a notice without words")
    return Utterance(
        tuple(said) or (Sentence(_plain(next(iter(texts.values()))), whom[0].voice),),
        times=1,
        rate=settings.rate,
        chime=settings.chime,
        pauses=Pauses(settings.pause_chime, settings.pause_short, settings.pause_long, settings.pause_repeat),
        volume=settings.volume if volume is None else volume,
    )


def _plain(text: str) -> str:
    """Without the marks of pauses."""
    return " ".join(text.replace("|", " ").split())
