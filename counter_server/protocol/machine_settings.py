"""The machines of a branch: kiosk, ticket printer, wall and voice, as branch.toml sets them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .guidance_settings import Guidance
from .settings import Wrong, rule, setting
from .terms import Language
from .voice_settings import Voice as Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Kiosk:
    """[kiosk]"""

    orientation: Literal["auto", "portrait", "landscape"] = setting(
        "auto", why="How the panel hangs; auto follows the screen's shape."
    )
    panel_width_mm: float = setting(
        268.0,
        why="Width of what is lit, as the panel hangs: with it letters are at least 7 mm high, keys at least 20 mm.",
        low=90,
        high=2500,
    )
    panel_height_mm: float = setting(476.0, why="Its height, as the panel hangs.", low=90, high=2500)
    panel_lower_edge_mm: float = setting(
        850.0,
        why="Height of its lower edge above the floor: tells what can be reached from a wheelchair (below 1,220 mm).",
        low=0,
        high=2000,
    )
    asks_identity: bool = setting(
        False, why="Whether NIK and KK numbers are asked for. They are kept as keyed hashes only."
    )
    identity_skippable: bool = setting(
        True, why="Whether a visitor may go on without these numbers; staff then see them on the papers."
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
    phone_code: bool = setting(
        True,
        why="Whether the kiosk shows a code, another each minute, by which a phone takes a ticket. Needs public_url; "
        "never where NIK and KK must be given, which no phone is asked for.",
    )
    technician_seconds: int = setting(
        120, why="Untouched for so long, the technician's corner closes itself.", low=30, high=1800
    )
    guidance: Guidance = setting(Guidance(), why="Reading its screens out.")


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
    layout: Literal["full", "compact", "large"] = setting(
        "full",
        why="How tickets are laid out: compact takes a third of the paper; large has capitals of 5 mm and few words. "
        "Who chose large words at the kiosk gets large in any case.",
    )
    text: Literal["auto", "picture", "native"] = setting(
        "auto",
        why="picture: everything is drawn. native: the printer's own letters, 100 times fewer bytes; auto: these on a "
        "serial line under 38400 baud.",
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
    layout: Literal["auto", "landscape", "portrait", "split"] = setting(
        "auto", why="auto follows the screen's shape; split keeps an area for information beside the calls."
    )
    hall: str = setting("", why="Key of the hall whose calls it shows and speaks; empty: all calls. Or: --hall KEY.")
    silent: bool = setting(False, why="A second wall in a hall: it shows, and the other speaks. Or: --silent.")
    call_seconds: int = setting(
        30, why="A call stays large for so long, unless the next one comes; then information is shown again.",
        low=20, high=600,
    )  # fmt: skip
    slides: str = setting(
        "slides", why="Folder of texts, pictures and videos shown between calls, in the data folder or else in assets."
    )
    slide_seconds: int = setting(12, why="How long a slide stays; a video stays until its end.", low=4, high=120)
    own_slides: bool = setting(
        True, why="Whether opening hours, closing days, requirements and what it costs are shown, too."
    )
    expected_wait: bool = setting(
        True, why="Whether it shows, beside how many wait, how long whoever takes a number now will: a rounded range."
    )
