"""What is said when the guidance is switched on, and when it ends. Pure."""

from collections.abc import Sequence

from display.speech.utterance import Sentence

from .guidance import Heard, Stop
from .reading import readable
from .visit import Page


def greeting(heard: Heard, stops: Sequence[Stop], *, by_halves: bool) -> tuple[Sentence, ...]:
    """That it speaks and how she goes on; on the welcome also in the other languages, for whoever needs them."""
    words = heard.say
    how = words.say("kiosk.spoken.how" if by_halves else "kiosk.spoken.how_touch")
    said = readable(words, [words.say("kiosk.spoken.on"), how])
    if heard.screen.page != Page.WELCOME or not by_halves:
        return said
    places = {stop.key: n for n, stop in enumerate(stops)}
    for other in (heard.words[key] for key in heard.languages if key != heard.language):
        n = places.get(f"choice-{other.language}", places.get(f"language-{other.language}", 0))
        said += readable(other, [other.say("kiosk.spoken.other_language", n=n)])
    return said


def farewell(heard: Heard, how: str) -> tuple[Sentence, ...]:
    """`off`: switched off; `unplugged`: the headphones were pulled out; `over`: the visit has ended."""
    return readable(heard.say, [heard.say.say(f"kiosk.spoken.{how}")])
