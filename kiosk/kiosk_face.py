"""What a branch sets for its kiosk."""

from dataclasses import dataclass

from .comfort import Comfort
from .panel import Panel, offered
from .survey_visit import Became
from .visit import OnPaper, Page, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskFace:
    """Times in seconds."""

    name: str
    office: str
    panel: Panel = Panel()
    languages: tuple[str, ...] = ("id", "en")
    idle: float = 60.0
    after_paper: float = 12.0
    """How long a printed number stays on the screen, and thanks for an answer."""
    without_paper: float = 60.0
    """How long a number that could not be printed stays."""
    spoken: bool = True
    """Whether it reads its screens out."""
    spoken_times: float = 3.0
    """So much longer is waited for whoever listens: what is read takes its time."""
    keeps_trying: float = 120.0
    """How long a visitor is waited for while the server is away and no number can be given without it."""

    @property
    def comforts(self) -> tuple[str, ...]:
        """Those that do something at this kiosk."""
        return tuple(name for name in offered(self.panel) if self.spoken or name != "spoken")


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a visitor who touches nothing is waited for, and whether she is warned before the end."""

    seconds: float
    warn: bool


def waiting_for(visit: Visit, face: KioskFace) -> Waits | None:
    """None where there is nobody to wait for."""
    times = face.spoken_times if visit.comfort.spoken else 1.0
    match visit.at.page:
        case Page.WELCOME if visit.language == face.languages[0] and visit.comfort == Comfort():
            return None
        case Page.TAKING:
            return Waits(face.keeps_trying, warn=True)
        case Page.TICKET:
            printed = visit.on_paper is OnPaper.PRINTED and not visit.comfort.spoken
            return Waits(face.after_paper if printed else times * face.without_paper, warn=not printed)
        case Page.SURVEY_SENT if visit.at.subject == Became.THANKS:
            return Waits(times * face.after_paper, warn=False)
    return Waits(times * face.idle, warn=visit.at.page is not Page.WELCOME or visit.comfort.spoken)
