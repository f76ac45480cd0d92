"""What the kiosk prints: tickets, lists of requirements and trial pages, before anybody has laid them out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

DOTS = {80: 576, 58: 384}


class Layout(StrEnum):
    """How a ticket is laid out."""

    FULL = "full"
    COMPACT = "compact"
    """A third of the paper: the number, the service, the wait, the code."""
    LARGE = "large"
    """For those who see badly: capitals of 5 mm and more, few words."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A roll: its width in mm, and how many dots of a line can be printed (0: the usual number)."""

    mm: int = 80
    dots: int = 0

    def __post_init__(self) -> None:
        if not self.dots:
            object.__setattr__(self, "dots", DOTS[self.mm])


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTicket:
    """What is printed, in the visitor's language. What is empty or None is left out. It never holds a name, a NIK or a
    KK number: there is no place for them."""

    office: str
    branch: str
    service: str
    number: str
    issued_at: datetime
    """Aware, in the branch's own zone."""
    ahead: int | None = None
    estimate: tuple[int, int] | None = None
    """Minutes, low and high."""
    after_closing: bool = False
    """The counters will more likely than not have closed before her turn."""
    where: str = ""
    """Where to wait or to go first."""
    missing: tuple[str, ...] = ()
    """The papers still missing."""
    ready: tuple[str, ...] = ()
    """What to have in hand when called."""
    qr: str = ""
    """The address of the ticket's page, or the number."""
    priority: bool = False
    reprint: bool = False
    layout: Layout = Layout.FULL


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to bring."""

    title: str
    hint: str = ""
    """Where to get it, and what it costs."""
    forms: tuple[str, ...] = ()
    """Each with a box of its own (`asli`, `fotokopi`); without any the title has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementList:
    """What to bring for a service, to take home. The words come in, in the visitor's language."""

    service: str
    items: tuple[Item, ...]
    closing: tuple[str, ...] = ()
    """What is said after the items: the cost, the hours."""
    contact: str = ""
    """What the QR code holds, such as the address of a WhatsApp conversation."""
    contact_words: str = ""
    """What the code is for; printed also where a printer draws no code."""
    large: bool = False
    """In the letters of the large print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """The technician's test print: what shows whether width, darkness and cutter are right."""

    name: str
    printed_at: datetime
    settings: Mapping[str, str]
    """What is set, in words: door, profile, layout."""
    qr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who prints."""

    office: str
    branch: str


Matter = PaperTicket | RequirementList | TrialPage
