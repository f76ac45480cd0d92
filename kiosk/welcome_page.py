"""The welcome, and the six parts of a standar pelayanan as the standing banner showed them."""

from datetime import datetime

from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import ServiceFace, ServiceTexts

from .office import Office
from .office import texts as texts_in
from .screen import Choice, Line, Screen, page
from .visit import Visit

GUIDE_PARTS = ("requirements", "procedure", "time", "cost", "product", "complaints")
"""Shown to the public in this order (Permenpan-RB 15/2014)."""


def texts(service: ServiceFace, words: Locale) -> ServiceTexts:
    """What the service says of itself in the language of the page."""
    return texts_in(service, words.language)


def moment(at: datetime, words: Locale) -> str:
    """`Senin, 23 November 2026, pukul 07.30`."""
    return words.say("common.written.moment", date=words.date(at), time=words.time(at))


def opens(at: datetime | None, words: Locale) -> str:
    return words.say("kiosk.welcome.opens", moment=moment(at, words)) if at else ""


def welcome(visit: Visit, office: Office, words: Locale) -> Screen:
    flow = tuple(Line(title=words.say(f"kiosk.welcome.flow_{n}"), mark="step") for n in range(1, 5))
    if not office.known:
        return page(
            title=words.say("kiosk.welcome.waiting_for_server"),
            hint=words.say("kiosk.welcome.waiting_for_server_hint"),
            lines=flow,
            tone="warn",
        )
    steps = words.say("kiosk.guide")
    if not office.open:
        hint = f"{words.say('kiosk.welcome.closed_hint')} {opens(office.opens, words)}".strip()
        return page(title=words.say("kiosk.welcome.closed"), hint=hint, lines=flow, tone="warn", second=steps)
    return page(
        title=words.say("kiosk.welcome.title"),
        hint=words.say("kiosk.welcome.hint"),
        lines=flow,
        choices=tuple(
            Choice(
                key=language, title=words.say(f"common.language.{language}"), hint=words.say(f"kiosk.begin.{language}")
            )
            for language in office.languages
        ),
        second=steps,
    )


def guide(visit: Visit, office: Office, words: Locale) -> Screen:
    service = office.service(visit.at.subject) or office.services[0]
    said = texts(service, words)
    lines = []
    for part in GUIDE_PARTS:
        text = getattr(said, part)
        items = "\n".join(text) if isinstance(text, list) else text
        if items:
            lines.append(Line(title=words.say(f"kiosk.guide_page.{part}"), items=items, mark=part))
    tabs = tuple(
        Choice(key=face.letter, title=texts(face, words).name, badge=face.letter, chosen=face.letter == service.letter)
        for face in office.services
    )
    return page(
        title=words.say("kiosk.guide_page.title"), hint=said.name, lines=tuple(lines), choices=tabs, service=said.name
    )
