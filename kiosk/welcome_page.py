"""The welcome: the way to a number, and what can be asked before one is taken."""

from datetime import datetime

from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import ServiceFace, ServiceTexts

from .office import Office
from .office import texts as texts_in
from .screen import Choice, Line, Screen, page
from .visit import Visit

FLOW = ("answer", "take", "wait", "counter")
"""The pictures of the way, one for each of its lines."""


def texts(service: ServiceFace, words: Locale) -> ServiceTexts:
    """What the service says of itself in the language of the page."""
    return texts_in(service, words.language)


def moment(at: datetime, words: Locale) -> str:
    """`Senin, 23 November 2026, pukul 07.30`."""
    return words.say("common.written.moment", date=words.date(at), time=words.time(at))


def opens(at: datetime | None, words: Locale) -> str:
    return words.say("kiosk.welcome.opens", moment=moment(at, words)) if at else ""


def _flow(words: Locale) -> tuple[Line, ...]:
    return tuple(
        Line(title=words.say(f"kiosk.welcome.flow_{n}"), mark="step", icon=icon) for n, icon in enumerate(FLOW, 1)
    )


def welcome(visit: Visit, office: Office, words: Locale) -> Screen:
    flow = _flow(words)
    if not office.known:
        return page(
            title=words.say("kiosk.welcome.waiting_for_server"),
            hint=words.say("kiosk.welcome.waiting_for_server_hint"),
            lines=flow,
            tone="warn",
        )
    steps = words.say("kiosk.guide")
    check = words.say("kiosk.ask_complete") if any(service.documents for service in office.services) else ""
    survey = words.say("kiosk.survey.invite") if office.asks_survey else ""
    if not office.open:
        state, at = "break" if office.on_break else "closed", office.opens
        return page(
            title=words.say(f"kiosk.welcome.{state}"),
            hint=words.say(f"kiosk.welcome.{state}_hint"),
            number=words.time(at) if at else "",
            next_title=words.say("kiosk.welcome.opens_again") if at else "",
            next_hint=words.date(at) if at and state == "closed" else "",
            lines=flow,
            tone="warn",
            second=steps,
            third=check,
            survey=survey,
        )
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
        third=check,
        survey=survey,
    )
