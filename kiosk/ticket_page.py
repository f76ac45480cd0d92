"""The number on the screen: while it is taken, while the paper comes, and when no paper can come."""

from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.terms import Role

from .office import Office, texts
from .screen import Screen, page
from .summary import goes_to
from .visit import OnPaper, Visit


def taking(visit: Visit, office: Office, words: Locale) -> Screen:
    """The request is under way."""
    if visit.waits_for_server:
        return page(
            title=words.say("kiosk.taking.trouble"),
            hint=words.say("kiosk.taking.trouble_hint"),
            tone="warn",
            second=words.say("kiosk.taking.leave"),
        )
    return page(title=words.say("kiosk.taking.title"), hint=words.say("kiosk.taking.hint"))


def ticket(visit: Visit, office: Office, words: Locale) -> Screen:
    """The number, large; below it how the paper stands and what to do."""
    given = visit.ticket
    assert given is not None
    to_be_noted = visit.on_paper in (OnPaper.NOT_PRINTED, OnPaper.UNCONFIRMED)
    tone = {OnPaper.PRINTED: "good", OnPaper.NOT_PRINTED: "warn"}.get(visit.on_paper, "calm")
    service = office.service(given.service)
    helped = service is not None and (visit.wants_help or goes_to(visit, service) == Role.EXTRA)
    said = service and texts(service, words.language)
    return page(
        title=words.say("kiosk.ticket.title"),
        number=given.number,
        service=said.name if said else "",
        note=words.say(f"kiosk.ticket.{visit.on_paper}"),
        hint=words.say(f"kiosk.ticket.{visit.on_paper}_hint") if to_be_noted else "",
        tone=tone,
        ahead="" if visit.by_itself else _ahead(given, words),
        estimate="" if visit.by_itself else _estimate(given, words),
        next_hint=words.say("kiosk.ticket.wait_help" if helped else "kiosk.ticket.wait"),
        action=_action(visit.on_paper, words),
    )


def _action(on_paper: OnPaper, words: Locale) -> str:
    match on_paper:
        case OnPaper.PRINTED | OnPaper.UNCONFIRMED:
            return words.say("kiosk.done")
        case OnPaper.NOT_PRINTED:
            return words.say("kiosk.ticket.noted")
        case _:
            return ""


def _ahead(given: IssuedTicket, words: Locale) -> str:
    key = {0: "first", 1: "one_ahead"}.get(given.ahead, "many_ahead")
    return words.say(f"kiosk.ticket.{key}", n=given.ahead)


def _estimate(given: IssuedTicket, words: Locale) -> str:
    if given.estimate is None or given.ahead == 0:
        return ""
    if given.estimate.after_closing:
        return words.say("kiosk.ticket.after_closing")
    low, high = given.estimate.low, given.estimate.high
    return words.say("kiosk.ticket.estimate" if high > low else "kiosk.ticket.estimate_same", low=low, high=high)
