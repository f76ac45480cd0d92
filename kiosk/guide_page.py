"""What a service is and asks, and what the office promises: the standing banner, on the screen. Its parts are tabs: the
way through the office, what to bring, the standard of service, the maklumat, whom to write to."""

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest

from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import Contact, ServiceFace
from counter_server.protocol.terms import Paper

from .guide_parts import PARTS, part_of
from .list_key import list_note, list_word
from .office import Office, texts
from .screen import Choice, Line, Screen, page
from .visit import Visit

STANDARD = ("time", "cost", "product", "complaints")
"""With requirements and procedure, the six parts of a standar pelayanan (UU 25/2009; Permenpan-RB 15/2014)."""

CHAT = "https://wa.me/{number}"


def guide(visit: Visit, office: Office, words: Locale) -> Screen:
    """The part of the service that was asked for; another service's first where that one is gone."""
    letter, part = part_of(visit.at.subject)
    service = office.service(letter) or office.services[0]
    part = part if part in parts_shown(office, words) else PARTS[0]
    said = texts(service, words.language)
    services = [(face.letter, texts(face, words.language).name) for face in office.services]
    wanted = part == "requirements" and bool(service.documents)
    return page(
        title=words.say(f"kiosk.guide_page.{part}"),
        hint=said.name if part in PARTS[:3] else "",
        lines=tuple(LINES[part](service, office, words)),
        choices=tuple(
            Choice(key=key, title=name, badge=key, chosen=key == service.letter)
            for key, name in (services if part in PARTS[:3] else ())
        ),
        tabs=tuple(
            Choice(key=key, title=words.say(f"kiosk.guide_tab.{key}"), icon=key, chosen=key == part)
            for key in parts_shown(office, words)
        ),
        service=said.name,
        picture=part,
        code=chat(office.contact) if part == "contact" and office.contact else "",
        second=list_word(visit, words, service.letter) if wanted else "",
        note=list_note(visit, words),
        tone="good",
    )


def chat(contact: Contact) -> str:
    """The address that opens a conversation with her on a phone."""
    return CHAT.format(number=contact.whatsapp)


def contact_name(contact: Contact, words: Locale) -> str:
    """Who answers."""
    return contact.name or words.say("kiosk.guide_page.contact_name")


def parts_shown(office: Office, words: Locale) -> tuple[str, ...]:
    """Those there is something to say in."""
    empty = {"pledge": not _in(office.pledge, words), "contact": office.contact is None}
    return tuple(part for part in PARTS if not empty.get(part))


def procedure(service: ServiceFace, office: Office, words: Locale) -> list[Line]:
    """The way through the office, one line a step."""
    said = texts(service, words.language).procedure
    drawn = service.pictures.get("procedure", [])
    return [Line(title=line, mark="step", icon=icon) for line, icon in _beside(said, drawn)]


def requirements(service: ServiceFace, office: Office, words: Locale) -> list[Line]:
    """What to bring, a paper drawn as original and photocopy."""
    said = texts(service, words.language).requirements
    drawn = service.pictures.get("requirements", [])
    return [_requirement(line, icon, words) for line, icon in _beside(said, drawn)]


def _requirement(line: str, icon: str, words: Locale) -> Line:
    if icon in list(Paper):
        return Line(title=line, hint=words.say(f"kiosk.paper.note_{icon}"), mark="paper", paper=icon, brings="both")
    return Line(title=line, mark="point", icon=icon)


def _standard(service: ServiceFace, office: Office, words: Locale) -> list[Line]:
    said = texts(service, words.language)
    told = [(part, str(getattr(said, part))) for part in STANDARD]
    return [
        Line(title=words.say(f"kiosk.guide_page.{part}"), hint=text, mark="part", icon=part)
        for part, text in told
        if text
    ]


def _pledge(service: ServiceFace, office: Office, words: Locale) -> list[Line]:
    return [Line(title=_in(office.pledge, words), hint=office.pledged_by, mark="pledge", icon="pledge")]


def _contact(service: ServiceFace, office: Office, words: Locale) -> list[Line]:
    contact = office.contact
    if contact is None:
        return []
    number = f"+{contact.whatsapp[:2]} {_grouped(contact.whatsapp[2:])}"
    return [
        Line(title=number, hint=contact_name(contact, words), mark="number", icon="contact"),
        Line(title=words.say("kiosk.guide_page.contact_scan"), mark="point", icon="phone"),
    ]


LINES: Mapping[str, Callable[[ServiceFace, Office, Locale], Sequence[Line]]] = {
    "procedure": procedure,
    "requirements": requirements,
    "standard": _standard,
    "pledge": _pledge,
    "contact": _contact,
}


def _beside(lines: Sequence[str], drawn: Sequence[str]) -> list[tuple[str, str]]:
    """Each line and its picture; a branch may have drawn fewer, or none."""
    return list(zip_longest(lines, drawn[: len(lines)], fillvalue=""))


def _in(by_language: Mapping[str, str], words: Locale) -> str:
    return by_language.get(words.language) or next(iter(by_language.values()), "")


def _grouped(number: str) -> str:
    """`812-3456-7890`."""
    parts = [number[:3], *(number[at : at + 4] for at in range(3, len(number), 4))]
    return "-".join(part for part in parts if part)
