"""A call as an utterance: who says it, how often, how loud."""

from collections.abc import Sequence

from counter_server.protocol.locale import Locale
from counter_server.protocol.voice_settings import Voice

from .announcers import Announcer, by_locale
from .utterance import Pauses, Utterance

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
