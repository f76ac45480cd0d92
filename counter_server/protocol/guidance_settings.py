"""The kiosk's spoken guidance, as the [kiosk.guidance] of branch.toml sets it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .mistakes import nearest
from .settings import Wrong, rule, setting

KEYS = (
    *(f"F{n}" for n in range(1, 25)),
    "Left", "Right", "Up", "Down", "Home", "End", "PageUp", "PageDown", "Insert", "Delete", "Space", "Tab", "Backspace",
    "Plus", "Minus", "Slash", "Asterisk", "Comma", "Period",
    "VolumeUp", "VolumeDown", "MediaNext", "MediaPrevious", "MediaPlay", "Back", "Forward",
)  # fmt: skip
"""Names of Qt's keys. Digits and Enter are the scanner's, letters may become words."""
HEADPHONES = ("auto", "off")
DEVICE = re.compile(r"/dev/input/event[0-9]{1,3}")


def a_key(name: str) -> None:
    """A check: a key that a scanner does not type. Empty: none."""
    if name and name not in KEYS:
        raise Wrong("not_a_choice", found=f'"{name[:40]}"', choices=", ".join(KEYS), did_you_mean=nearest(name, KEYS))


def a_jack(name: str) -> None:
    """A check: where headphones are looked for."""
    if name not in HEADPHONES and not DEVICE.fullmatch(name):
        choices = ", ".join((*HEADPHONES, "/dev/input/event3"))
        guess = nearest(name, HEADPHONES)
        raise Wrong("not_a_choice", found=f'"{name[:40]}"', choices=choices, did_you_mean=guess)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """[kiosk.guidance]"""

    offered: bool = setting(
        True,
        why="Whether the kiosk reads its screens out: for headphones, a key, or a finger that stays for 2 s.",
    )
    rate: int = setting(140, why="Words per minute; nearby a little faster than in the hall.", low=80, high=300)
    volume: int = setting(
        70, why="Percent at the beginning of each visit; the visitor may turn it up to 100 or down.", low=40, high=100
    )
    player: str = setting("auto", why="Program that plays it: auto, none, or a command.", may_be_empty=False)
    headphones: str = setting(
        "auto",
        why="Where they are noticed: auto (the jack's switch, a USB headset), off, or a device as /dev/input/event3.",
        check=a_jack,
    )
    next_key: str = setting("Left", why="Key of a pad of two that goes on to the next thing; empty: none.", check=a_key)
    choose_key: str = setting("Right", why="Key of that pad that chooses it; empty: none.", check=a_key)
    speech_key: str = setting("F1", why="Key that switches the guidance on and off; empty: none.", check=a_key)

    @rule("next_key", "choose_key", "speech_key")
    def each_key_does_one_thing(self) -> Iterator[Wrong]:
        """One key cannot mean two."""
        named = {name: getattr(self, name) for name in ("next_key", "choose_key", "speech_key") if getattr(self, name)}
        seen: set[str] = set()
        for name, key in named.items():
            if key in seen:
                yield Wrong("listed_twice", key=name, found=f'"{key}"')
            seen.add(key)
