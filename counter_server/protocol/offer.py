"""What a branch offers, as the kiosk is told it: services, their papers, their questions, their public texts."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to a question. Texts by language."""

    key: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a service: `for`, `insurance`, `residence` or `hospital`."""

    key: str
    choices: list[Choice]
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTexts:
    """What a service says of itself in one language, with the six public parts of a standar pelayanan
    (UU 25/2009; Permenpan-RB 15/2014): requirements, procedure, time, cost, product, complaints."""

    name: str
    short: str
    requirements: list[str] = field(default_factory=list)
    procedure: list[str] = field(default_factory=list)
    time: str = ""
    cost: str = ""
    product: str = ""
    complaints: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFace:
    """A service as the kiosk offers it."""

    letter: str
    open: bool
    texts: dict[str, ServiceTexts]
    documents: dict[str, list[str]]
    """Paper → forms that must be there; empty where no paper is asked for."""
    questions: list[Question]
    asks_identity: bool = False
    version: int = 1
    opens: datetime | None = None
    steps: list[dict[str, Any]] = field(default_factory=list)
    pictures: dict[str, list[str]] = field(default_factory=dict)
    """`requirements` and `procedure` → the picture of each line of that text; empty: none is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAdvice:
    """Where a missing paper comes from and what it costs. Texts by language; empty: the branch says nothing of it."""

    where: dict[str, str] = field(default_factory=dict)
    cost: dict[str, str] = field(default_factory=dict)
    copy_where: dict[str, str] = field(default_factory=dict)
    copy_cost: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who answers on WhatsApp."""

    name: str
    whatsapp: str
    """Digits only, with the country's code: `6281234567890`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The answer to `GET /services`."""

    services: list[ServiceFace]
    series: str = ""
    """The asking kiosk's own letter, for the numbers it gives while the server is away; empty: it can give none."""
    given: dict[str, int] = field(default_factory=dict)
    """Service letter → the last number of that series the server knows of today; the kiosk may have given more."""
    openings: list[tuple[datetime, datetime]] = field(default_factory=list)
    """When tickets are taken during the next weeks, breaks and holidays left out: from, and until but not including."""
    papers: dict[str, PaperAdvice] = field(default_factory=dict)
    """By paper."""
    pledge: dict[str, str] = field(default_factory=dict)
    """The maklumat pelayanan by language; empty: none is shown."""
    pledged_by: str = ""
    """Who declares it; empty: the office."""
    contact: Contact | None = None
    identity_skippable: bool = True
    """Whether a visitor may go on without NIK and KK numbers where they are asked for."""
    phone_page: str = ""
    """The address a kiosk puts its code for phones behind (`kiosk.phone_code`); empty: it shows none."""
    survey: bool = False
    """Whether the asking kiosk may ask those who have been served (`survey.kiosk`)."""
