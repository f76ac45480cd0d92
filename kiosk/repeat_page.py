"""The patient has a number for this service already: it is shown, and offered once more on paper."""

from collections.abc import Mapping

from counter_server.domain.identity import masked
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Is

from .flow import TICKET_EXISTS
from .office import Office
from .screen import Screen, page
from .visit import Visit
from .welcome_page import texts

STATE_WORDS: Mapping[str, str] = {
    Is.CALLED: "called",
    Is.SERVING: "called",
    Is.NO_SHOW: "missed",
    Is.BOOKED: "booked",
    Is.ON_HOLD: "held",
}
"""A ticket's state → which words tell what to do; any other waits."""


def repeat(visit: Visit, office: Office, words: Locale) -> Screen:
    """The number she has, what to do with it, and whose NIK says so, for a digit may be mistyped."""
    service = office.service(visit.service)
    state = STATE_WORDS.get(str(visit.facts.get("status")), "waiting")
    failed = visit.refusal != TICKET_EXISTS
    nik = visit.numbers.get("nik", "")
    return page(
        title=words.say("kiosk.repeat.title"),
        hint=words.say(f"kiosk.repeat.{state}"),
        number=str(visit.facts.get("number", "")),
        service=texts(service, words).name if service else "",
        ahead=words.say("kiosk.repeat.whose", nik=masked(nik)) if nik else "",
        note=words.say("kiosk.repeat.no_paper") if failed else "",
        action=words.say("kiosk.repeat.print"),
        second=words.say("kiosk.repeat.enough"),
    )
