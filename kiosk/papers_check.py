"""`Apakah berkas saya lengkap?`: a visit that asks about the papers and takes no number, unless one is wanted then."""

from dataclasses import replace

from .flow import onward
from .office import Office
from .visit import OnPaper, Page, Place, Visit, answered, way


def begin_check(visit: Visit, office: Office) -> Visit:
    """To the services that ask for papers; where there is but one, into it."""
    asking = [service.letter for service in office.services if service.documents]
    if not asking:
        return visit
    visit = replace(visit, checking=True, checked=False)
    if len(asking) == 1:
        return onward(visit, office, service=asking[0])
    return visit.to(Place(Page.SERVICE))


def may_take_number(visit: Visit, office: Office) -> bool:
    """Whether the check may go on to a number: its service is open."""
    service = office.service(visit.service)
    return visit.checking and visit.at.page is Page.SUMMARY and service is not None and service.open


def take_number(visit: Visit, office: Office) -> Visit:
    """On to a number, without a question that was answered already."""
    service = office.service(visit.service)
    if service is None or not may_take_number(visit, office):
        return visit
    visit = replace(visit, checking=False, checked=True)
    return visit.to(next(place for place in way(visit, service) if not answered(visit, place)))


def want_list(visit: Visit, letter: str) -> Visit:
    """`Cetak daftar ini`, of this service: once a visit."""
    if visit.listing is not None or letter in visit.listed:
        return visit
    return replace(visit, listing=OnPaper.PRINTING, listed=visit.listed | {letter})


def list_came(visit: Visit, outcome: str) -> Visit:
    """What became of the list: `printed`, `unconfirmed`, or why not. The page it was asked on may be gone."""
    if visit.listing is not OnPaper.PRINTING:
        return visit
    came = outcome in (OnPaper.PRINTED, OnPaper.UNCONFIRMED)
    return replace(visit, listing=OnPaper(outcome) if came else OnPaper.NOT_PRINTED)
