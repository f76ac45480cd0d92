"""What becomes of a visit when staff change or take away what it is about."""

from dataclasses import replace

from .office import Office
from .survey_visit import closed
from .visit import Page, Place, Visit, way

CHANGED = "changed"
"""No refusal of the server's: what the visit was about is offered no longer."""


def overtaken(visit: Visit, office: Office, new: Visit) -> Visit:
    """Staff took away what the visit was about. Who was answering questions hears so, while there is something else to
    choose; what she said is forgotten."""
    if visit.at.page in (Page.GUIDE, Page.CLOSED) or not office.services:
        return new
    if visit.at.page in (Page.SURVEY, Page.SURVEY_END):
        return closed(replace(new, language=visit.language, comfort=visit.comfort))
    told = replace(new, language=visit.language, comfort=visit.comfort, refusal=CHANGED)
    return replace(told, at=Place(Page.REFUSED, CHANGED))


def fits(visit: Visit, office: Office) -> bool:
    """Whether the office still offers what this visit is about."""
    place = visit.at
    match place.page:
        case Page.GUIDE:
            return office.known
        case Page.SURVEY | Page.SURVEY_END:
            return office.survey
        case Page.CLOSED:
            return office.service(place.subject) is not None
        case Page.QUESTION | Page.PAPER | Page.IDENTITY | Page.SUMMARY:
            service = office.service(visit.service)
            return service is not None and place in way(visit, service)
        case _:
            return True
