"""What other programs may ask and are told: the [antrean] and the [[hooks]] of branch.toml."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from .declaration import once, slug
from .settings import Wrong, rule, setting
from .terms import Do

LONGEST_ADDRESS = 500


def _receiver(address: str) -> None:
    """A check: an address that something may be sent to, with nothing secret in it."""
    try:
        parts = urlsplit(address)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        parts, whole = urlsplit(""), False
    plain = address.isascii() and address.isprintable() and " " not in address and len(address) <= LONGEST_ADDRESS
    if not whole or not plain or parts.username is not None or parts.password is not None or parts.fragment:
        raise Wrong("malformed", found=f'"{address[:60]}"', expected="https://…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Antrean:
    """[antrean]"""

    on: bool = setting(
        False,
        why="Whether systems of other offices may ask and take tickets in the shape of BPJS Antrean Online "
        "(docs/interfaces.md). Their passwords are set by ./run server --set-antrean-password.",
    )
    token_minutes: int = setting(15, why="How long a token is good after it was asked for.", low=1, high=720)
    quota: int = setting(
        50, why="How many tickets each of these systems may take on one day, all services together.", low=0, high=10_000
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HookPlace:
    """[[hooks]] A program that is told what happens to tickets, signed (docs/interfaces.md)."""

    key: str = setting(why="Its name in the console and in figures.", check=slug)
    url: str = setting(why="Where it is told, by POST; https unless private.", check=_receiver)
    events: tuple[Do, ...] = setting((), why="The verbs it is told of; empty: all.", check=once)
    secret: int = setting(
        1,
        why="Which of its secrets signs; another number is another secret. ./run server --hook-secret KEY shows it.",
        low=1,
        high=1_000_000,
    )
    private: bool = setting(
        False,
        why="Whether it stands in the office's own network or on this very machine. Otherwise only addresses of the "
        "public internet are spoken to.",
    )

    @rule("url", "private")
    def the_internet_is_spoken_to_in_private(self) -> Iterator[Wrong]:
        """Nobody on the way may read or change it."""
        if not self.private and not self.url.startswith("https://"):
            yield Wrong("malformed", key="url", found=f'"{self.url[:60]}"', expected="https://…")
