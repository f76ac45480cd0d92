"""The machines of a branch: kiosk, ticket printer, wall and voice, as branch.toml sets them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .settings import Wrong, rule, setting
from .terms import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Kiosk:
    """[kiosk]"""

    orientation: Literal["auto", "portrait", "landscape"] = setting(
        "auto", why="How the panel hangs; auto follows the screen's shape."
    )
    panel_diagonal_inch: float = setting(
        21.5, why="Size of the panel; the kiosk warns in its log when a key is under 20 mm.", low=7, high=100
    )
    asks_identity: bool = setting(
        False, why="Whether NIK and KK numbers are asked for. They are kept as keyed hashes only."
    )
    idle_seconds: int = setting(
        60, why="Untouched for so long, it forgets everything and starts over.", low=10, high=600
    )
    answer_seconds: float = setting(
        4.0,
        why="A server that has not answered for so long is away: the kiosk gives a number of its own series, A-X01.",
        low=1,
        high=30,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """[printer]"""

    door: Literal["stand-in", "network", "usb", "serial", "file"] = setting(
        "stand-in", why="How the printer is reached; stand-in draws the paper as a picture instead."
    )
    host: str = setting("", why="network: its address.")
    port: int = setting(9100, why="network: its TCP port.", low=1, high=65535)
    usb_vendor: int = setting(0, why="usb: vendor id, such as 0x04b8.", low=0, high=0xFFFF)
    usb_product: int = setting(0, why="usb: product id, such as 0x0e28.", low=0, high=0xFFFF)
    device: str = setting("", why="serial: its device, such as /dev/ttyUSB0.")
    baud: int = setting(9600, why="serial: bits per second.", low=1200, high=921600)
    path: str = setting("", why="file: where the bytes go, such as /dev/usb/lp0.")
    paper_mm: Literal[80, 58] = setting(80, why="Width of the paper roll.")
    dots: int = setting(0, why="Printable dots in a line; 0: the paper's usual 576 or 384.", low=0, high=1024)
    profile: str = setting(
        "",
        why="Name of its python-escpos profile, such as TM-T20II; empty: the default; any other: it lists them.",
    )
    timeout_seconds: float = setting(3.0, why="How long one exchange with it may take.", low=0.2, high=60)
    roll_metres: float = setting(
        80.0, why="Length of a new roll, for the estimate of what is left; 0: none is made.", low=0, high=1000
    )
    roll_warns_at: int = setting(10, why="Percent of the roll from which on a new one is asked for.", low=0, high=90)

    @rule("door", "host", "usb_vendor", "usb_product", "device", "path")
    def the_door_is_described(self) -> Iterator[Wrong]:
        """Each door needs its own settings."""
        needs = {"network": ("host",), "usb": ("usb_vendor", "usb_product"), "serial": ("device",), "file": ("path",)}
        for name in needs.get(self.door, ()):
            if not getattr(self, name):
                yield Wrong("needed_with", key=name, other="door", value=f'"{self.door}"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """[display]"""

    running_text: dict[Language, str] = setting({}, why="The line at the foot of the wall, per language.")
    last_calls: int = setting(6, why="How many past calls stay on the wall.", low=0, high=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """[voice]"""

    language: Language = setting(Language.ID, why="Language of the spoken call.")
    second: Literal["", "id", "en"] = setting("", why="A second language said after the first; empty: none.")
    rate: int = setting(125, why="Words per minute; amplifiers in halls want 120 to 135.", low=80, high=220)
    reading: Literal["digits", "terbilang"] = setting(
        "digits", why="digits: nol nol satu. terbilang: seratus dua puluh tiga. Above 999 always terbilang."
    )
    chime: bool = setting(True, why="A chime before each call.")
    repeat: int = setting(2, why="How often a call is said.", low=1, high=5)
    walls: int = setting(
        1, why="How many walls speak: one in each hall. The person in charge is told when more say the same call.",
        low=1, high=20,
    )  # fmt: skip
    player: str = setting("auto", why="Program that plays the sound: auto, none, or a command.", may_be_empty=False)

    @rule("language", "second")
    def the_second_is_another(self) -> Iterator[Wrong]:
        """Saying a call twice in one language is what `repeat` is for."""
        if self.second == self.language:
            yield Wrong("listed_twice", key="second", found=self.second)
