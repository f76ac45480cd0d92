"""What a visitor, the server and the printer can do to a visit: each a function from visit to visit."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from counter_server.protocol.messages import IssuedTicket
from counter_server.protocol.terms import COVERED, For, Priority

from .again import with_declared
from .comfort import turned
from .guide_parts import turned_to
from .office import WITHOUT_IDENTITY, Office
from .survey_visit import mark
from .visit import BRINGS, LOCKED, NUMBER_LENGTH, OnPaper, Page, Place, Visit, answered, way

TICKET_EXISTS = "ticket_exists"
"""The refusal of a second ticket; facts `ticket`, `number`, `status`."""


def onward(visit: Visit, office: Office, *, service: str = "") -> Visit:
    """To the next place of the way; from off the way, or into another service, to its beginning."""
    letter = service or visit.service
    face = office.service(letter)
    visit = _entered(visit)
    if face is None:
        return visit.to(Place(Page.SERVICE))
    places = way(visit, face)
    on_the_way = letter == visit.service and visit.at in places
    following = places.index(visit.at) + 1 if on_the_way else 0
    ahead = [place for place in places[following:] if not (visit.checked and answered(visit, place))]
    return visit.to(ahead[0] if ahead else places[-1], service=letter)


def begin(visit: Visit, language: str) -> Visit:
    """The visitor chose a language."""
    return replace(visit, language=language).to(Place(Page.SERVICE))


def begin_anew(visit: Visit, new: Visit) -> Visit:
    """The same visitor wants something else: what was said is forgotten, how she sees and hears it is not."""
    return begin(replace(new, comfort=visit.comfort), visit.language)


def speak(visit: Visit, language: str) -> Visit:
    """Another language, without losing anything."""
    return replace(visit, language=language)


def arrange(visit: Visit, name: str) -> Visit:
    """Larger words, more contrast, everything further down, read out: switched on, or off again."""
    return replace(visit, comfort=turned(visit.comfort, name))


def read_guide(visit: Visit, letter: str) -> Visit:
    """What a service is and asks, from the welcome or from any page of the visit; on the page itself another service,
    or another part."""
    if visit.at.page is Page.GUIDE:
        return replace(visit, at=Place(Page.GUIDE, turned_to(visit.at.subject, letter)), listing=None)
    return visit.to(Place(Page.GUIDE, letter))


def choose_service(visit: Visit, letter: str, office: Office) -> Visit:
    """What the visitor came for."""
    service = office.service(letter)
    if service is None:
        return visit
    if not (service.open or visit.checking):
        return visit.to(Place(Page.CLOSED, letter))
    return onward(visit, office, service=letter)


def answer(visit: Visit, choice: str, office: Office) -> Visit:
    """The answer to the question on the screen."""
    question = visit.at.subject
    visit = replace(visit, answers={**visit.answers, question: choice})
    if question == "insurance" and choice in COVERED:
        return visit.to(Place(Page.COVERED, choice))
    if question == "for" and choice == For.ANONYMOUS:
        made_for_them = office.service(WITHOUT_IDENTITY)
        asks_papers = office.service(visit.service)
        if made_for_them and made_for_them.open and asks_papers and asks_papers.documents:
            return onward(visit, office, service=WITHOUT_IDENTITY)
    return onward(visit, office)


def bring(visit: Visit, choice: str, office: Office) -> Visit:
    """What the visitor has of the paper on the screen."""
    return onward(replace(visit, papers={**visit.papers, visit.at.subject: BRINGS[choice]}), office)


def declare_priority(visit: Visit, choice: str, office: Office) -> Visit:
    """Whether the visitor comes first; staff confirm it."""
    return onward(replace(visit, priority=Priority(choice)), office)


def use_offer(visit: Visit, choice: str, office: Office) -> Visit:
    """From a page that could not go on: to the service it offers instead."""
    return choose_service(replace(visit, checking=False), choice, office)


CHOOSE: Mapping[Page, Callable[[Visit, str, Office], Visit]] = {
    Page.WELCOME: lambda visit, language, office: begin(visit, language),
    Page.GUIDE: lambda visit, letter, office: read_guide(visit, letter),
    Page.SERVICE: choose_service,
    Page.CLOSED: use_offer,
    Page.QUESTION: answer,
    Page.COVERED: use_offer,
    Page.PAPER: bring,
    Page.PRIORITY: declare_priority,
    Page.REFUSED: use_offer,
    Page.SURVEY: mark,
}


def choose(visit: Visit, choice: str, office: Office) -> Visit:
    """A touch on one of the choices of the page."""
    act = CHOOSE.get(visit.at.page)
    return act(visit, choice, office) if act else visit


def type_number(visit: Visit, digits: str) -> Visit:
    """The digits of the NIK or KK on the screen as they now stand: longer ones are cut, anything else left out."""
    if visit.at.page is not Page.IDENTITY:
        return visit
    key = visit.at.subject
    if key in visit.entered:  # masked on the screen: what is typed now begins a new number
        digits = digits if digits.isdecimal() else digits[NUMBER_LENGTH:]
    kept = "".join(character for character in digits if character in "0123456789")[:NUMBER_LENGTH]
    return replace(visit, numbers={**visit.numbers, key: kept}, entered=visit.entered - {key}, code_refused=False)


def refuse_code(visit: Visit, digits: str) -> Visit:
    """A code was scanned that holds no number of a person or a family; `digits`: what stood there before."""
    if visit.at.page is not Page.IDENTITY:
        return visit
    before = visit if visit.at.subject in visit.entered else type_number(visit, digits)
    return replace(before, code_refused=True)


def _entered(visit: Visit) -> Visit:
    """The number on the screen has been typed to its end."""
    key = visit.at.subject
    if visit.at.page is not Page.IDENTITY or not visit.numbers.get(key):
        return visit
    return replace(visit, entered=visit.entered | {key})


def skip_number(visit: Visit, office: Office) -> Visit:
    """Without this number, where the branch allows it; staff will look at the paper."""
    if visit.at.page is not Page.IDENTITY or not office.identity_skippable:
        return visit
    numbers = {key: digits for key, digits in visit.numbers.items() if key != visit.at.subject}
    return onward(replace(visit, numbers=numbers), office)


def ask_for_help(visit: Visit) -> Visit:
    """`Saya butuh bantuan`: a ticket without papers and questions, to the help desk."""
    if visit.at.page in LOCKED or visit.at.page is Page.HELP:
        return visit
    return visit.to(Place(Page.HELP))


def back(visit: Visit) -> Visit:
    """One place back; the answers stay as they were given."""
    if not can_go_back(visit):
        return visit
    last = visit.came[-1]
    checking = visit.checking or (visit.checked and visit.priority is None and last.place.page is Page.SUMMARY)
    return replace(
        visit, at=last.place, service=last.service, came=visit.came[:-1], refusal="", facts={}, listing=None,
        code_refused=False, checking=checking and last.place.page is not Page.WELCOME,
    )  # fmt: skip


def can_go_back(visit: Visit) -> bool:
    """Not from the welcome, and not once the ticket is being taken."""
    return bool(visit.came) and visit.at.page not in LOCKED


def take(visit: Visit, office: Office) -> Visit:
    """`Ambil nomor antrean`: locks at once, so a second touch finds nothing to do."""
    if visit.at.page is Page.HELP:
        letter = office.helping_service(visit.service)
        return replace(visit, wants_help=True).to(Place(Page.TAKING), service=letter) if letter else visit
    if visit.at.page is Page.SUMMARY and not visit.checking:
        return replace(visit, wants_help=False).to(Place(Page.TAKING))
    return visit


def still_trying(visit: Visit) -> Visit:
    """The server could not be reached; the same request is repeated."""
    return replace(visit, waits_for_server=True) if visit.at.page is Page.TAKING else visit


def issued(visit: Visit, ticket: IssuedTicket) -> Visit:
    """The number is here; the paper follows."""
    if visit.at.page is not Page.TAKING:
        return visit
    if ticket.repeat:
        visit = with_declared(visit, ticket)
    return replace(visit, at=Place(Page.TICKET), came=(), ticket=ticket, waits_for_server=False)


def refused(visit: Visit, code: str, facts: Mapping[str, Any]) -> Visit:
    """The server said no. The visitor hears why, and may go back or take the offered service."""
    if visit.at.page is not Page.TAKING:
        return visit
    if code == TICKET_EXISTS or visit.facts.get("ticket"):  # she has a number, whatever keeps its paper away
        known = facts if code == TICKET_EXISTS else visit.facts
        return replace(visit, at=Place(Page.REPEAT), refusal=code, facts=known, waits_for_server=False)
    return replace(
        visit, at=Place(Page.REFUSED, code), refusal=code, facts=facts, waits_for_server=False, wants_help=False
    )


def print_again(visit: Visit) -> Visit:
    """`Cetak ulang`: the paper of the number she has."""
    return replace(visit, at=Place(Page.TAKING)) if visit.at.page is Page.REPEAT else visit


def paper_came(visit: Visit) -> Visit:
    """The ticket is in the visitor's hands."""
    return replace(visit, on_paper=OnPaper.PRINTED) if visit.at.page is Page.TICKET else visit


def no_paper(visit: Visit, why: str) -> Visit:
    """No paper comes, or nobody knows: the number stays on the screen to be noted."""
    if visit.at.page is not Page.TICKET:
        return visit
    on_paper = OnPaper.UNCONFIRMED if why == OnPaper.UNCONFIRMED else OnPaper.NOT_PRINTED
    return replace(visit, on_paper=on_paper, paper_trouble=why)
