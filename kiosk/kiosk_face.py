"""What a branch sets for its kiosk."""

from dataclasses import dataclass

from .visit import OnPaper, Page, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskFace:
    """Times in seconds."""

    name: str
    office: str
    languages: tuple[str, ...] = ("id", "en")
    idle: float = 60.0
    after_paper: float = 12.0
    """How long a printed number stays on the screen."""
    without_paper: float = 60.0
    """How long a number that could not be printed stays."""
    keeps_trying: float = 120.0
    """How long a visitor is waited for while the server is away and no number can be given without it."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a visitor who touches nothing is waited for, and whether she is warned before the end."""

    seconds: float
    warn: bool


def waiting_for(visit: Visit, face: KioskFace) -> Waits | None:
    """None where there is nobody to wait for."""
    match visit.at.page:
        case Page.WELCOME if visit.language == face.languages[0]:
            return None
        case Page.TAKING:
            return Waits(face.keeps_trying, warn=False)
        case Page.TICKET:
            printed = visit.on_paper is OnPaper.PRINTED
            return Waits(face.after_paper if printed else face.without_paper, warn=not printed)
    return Waits(face.idle, warn=visit.at.page is not Page.WELCOME)
