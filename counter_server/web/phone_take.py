"""A ticket taken on a phone, by the code its kiosk shows: for whoever stands before it and would rather not touch it.

The code opens a permit for a quarter of an hour (phone_permits); each page asks one thing and posts it; the ticket is
then the kiosk's own, without a paper. Works without scripts and without cookies.
"""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from counter_server.domain.documents import cover_elsewhere
from counter_server.domain.phone_code import is_code, minute_of
from counter_server.domain.refusals import NotSignedIn, Refusal, ServiceClosed, TooManyTries
from counter_server.domain.service import Service
from counter_server.operations import issuing
from counter_server.operations.callers import DEMO_DEVICES, Caller
from counter_server.operations.keyed import keyed_digest
from counter_server.protocol.offer import ServiceFace
from counter_server.protocol.terms import Device, Priority
from counter_server.setup import Setup
from counter_server.storage.database import Line
from counter_server.storage.day import Day
from counter_server.storage.paired_devices import paired_devices
from counter_server.storage.present import Present

from . import faces
from .console_answers import HEADERS, Form, pages_of
from .console_commands import text
from .counter import Counter
from .phone_answers import check_page, notice, others, preferred, told_in_all
from .phone_permits import Permit, shown_by
from .phone_take_words import shown, summary
from .phone_visit import (
    COVERED,
    HELP,
    SERVICE,
    SUMMARY,
    PhoneVisit,
    choices,
    choose,
    declared,
    helping,
    unanswered,
    way,
)
from .routes import Running
from .sign_in_guard import address_of

router = APIRouter(include_in_schema=False)
Faces = Mapping[str, ServiceFace]


@router.get("/k/{code}")
async def scanned(code: str, request: Request, counter: Running) -> Response:
    """From the kiosk's code to the first page; a code that no kiosk shows now is to be scanned again."""
    locale, given = preferred(request), code.upper()
    if not counter.setup.branch.kiosk.phone_code:
        return told_in_all(request, locale, "phone.take.off", status=404)
    keys = await counter.store.read(_keys) if is_code(given) else {}
    kiosk = shown_by(keys, given, minute_of(counter.clock.moment()))
    if not kiosk:
        return _scan_again(request, None)
    offered = await _offered(counter)
    if not any(face.open for face in offered.values()):
        return _closed(request, offered, counter)
    try:
        permit = counter.permits.open(keys[kiosk], given, locale.language, time.monotonic())
    except TooManyTries:
        return _busy(request, None)
    return _to(permit, SERVICE)


@router.get("/k/{permit}/{question}")
async def page(permit: str, question: str, request: Request, counter: Running) -> Response:
    """One question, what is missing, or the way to help."""
    held = counter.permits.find(permit, time.monotonic())
    if held is None or held.page:
        return _to_ticket(held) if held else _scan_again(request, None)
    offered = await _offered(counter)
    place = _place(question, held.visit, offered)
    return _page(request, counter, permit, held.visit, place, offered) if place == question else _to(permit, place)


@router.post("/k/{permit}/language")
async def language(permit: str, request: Request, counter: Running, form: Form) -> Response:
    """In another language, from here on."""
    held = counter.permits.find(permit, time.monotonic())
    if held is None:
        return _scan_again(request, None)
    check_page(request)
    chosen = pages_of(request).locale(text(form, "language")).language
    held.visit = replace(held.visit, language=chosen)
    return _to(permit, text(form, "place") or SERVICE)


@router.post("/k/{permit}/{question}")
async def chosen(permit: str, question: str, request: Request, counter: Running, form: Form) -> Response:
    """An answer, or the wish for the number; asked twice it is one number."""
    held = counter.permits.find(permit, time.monotonic())
    if held is None or held.page:
        return _to_ticket(held) if held else _scan_again(request, None)
    try:
        check_page(request)
        offered = await _offered(counter)
        place = _place(question, held.visit, offered)
        if place != question:
            return _to(permit, place)
        if place in (SUMMARY, HELP):
            return await _take(request, counter, held, offered, helps=place == HELP)
    except NotSignedIn:
        return _scan_again(request, held)
    except TooManyTries:
        return _busy(request, held)
    except Refusal as refusal:
        locale = pages_of(request).locale(held.visit.language)
        again = (f"/k/{permit}/{SERVICE}", locale.say("kiosk.refused.again"))
        words = locale.refusal(refusal.code, refusal.facts)
        return notice(request, locale, locale.say("kiosk.refused.title"), words, status=refusal.status, onward=again)
    choice = text(form, "choice") or ""
    if choice not in choices(place, offered.get(held.visit.service), offered):
        return _to(permit, place)
    held.visit, following = choose(held.visit, place, choice, offered)
    return _to(permit, following)


async def _take(request: Request, counter: Counter, held: Permit, offered: Faces, *, helps: bool) -> Response:
    address = address_of(request.client.host if request.client else "")
    asked = _asked(held, offered, counter.setup, counter.secret, helps=helps)
    counter.permits.count(held, address, time.monotonic())

    def run(day: Day, who: Caller) -> str:
        return issuing.issue(day, who, asked, counter.secret).page

    ticket = await counter.perform(run, held.kiosk)
    held.page = f"/t/{ticket}/{held.visit.language}"
    return _to_ticket(held)


def _asked(held: Permit, offered: Faces, setup: Setup, secret: bytes, *, helps: bool) -> issuing.Asked:
    """What the permit asks for; the same permit asks for the same ticket, whatever is said later."""
    visit = held.visit
    same: dict[str, Any] = {
        "request_id": held.request_id, "language": visit.language, "paperless": True,
        "body": keyed_digest(secret, held.request_id.encode()).hex(),
    }  # fmt: skip
    if helps:
        letter = helping(offered, _tables(setup), visit.service)
        if not letter:
            raise ServiceClosed(service=visit.service, opens=None)
        return issuing.Asked(service=letter, **same)
    told = declared(visit, offered[visit.service], setup.service(visit.service).service)
    priority = visit.priority or Priority.NONE
    return issuing.Asked(
        service=visit.service, documents=told.documents, answers=told.answers, priority=priority, **same
    )


def _place(asked: str, visit: PhoneVisit, offered: Faces) -> str:
    """The page asked for, or the one that must come before it."""
    if asked in (SERVICE, HELP):
        return asked
    face = offered.get(visit.service)
    if face is None or not face.open:
        return SERVICE
    if asked == COVERED and cover_elsewhere(visit.answers):
        return COVERED
    places = way(visit, face)
    return unanswered(visit, face) if asked == SUMMARY else asked if asked in places else SERVICE


def _page(request: Request, counter: Counter, permit: str, visit: PhoneVisit, place: str, offered: Faces) -> Response:
    pages = pages_of(request)
    locale, face = pages.locale(visit.language), offered.get(visit.service)
    places = way(visit, face) if face else [SERVICE]
    told = shown(place, visit, offered, locale) if place != SUMMARY else None
    if told is None:
        assert face is not None
        advice = {str(paper): place.as_told() for paper, place in counter.setup.branch.papers.items()}
        told = summary(declared(visit, face, counter.setup.service(face.letter).service), face, advice, locale)
    html = pages.phone(
        "phone_take.html", locale,
        branch=counter.setup.branch.branch, shown=told, permit=permit, place=place, others=others(request, locale),
        step=places.index(place) + 1 if place in places else 0, steps=len(places) if face else 0,
        back=_before(place, places),
    )  # fmt: skip
    return HTMLResponse(html, headers=HEADERS)


def _before(place: str, places: list[str]) -> str:
    if place == COVERED:
        return "insurance"
    if place in places:
        return places[places.index(place) - 1] if place != SERVICE else ""
    return SERVICE


async def _offered(counter: Counter) -> Faces:
    def look(line: Line, present: Present, setup: Setup) -> Faces:
        return {face.letter: face for face in faces.services(setup, present, counter.clock.now()).services}

    return await counter.store.read(look)


def _keys(line: Line, present: Present, setup: Setup) -> dict[str, str]:
    """The hash of each kiosk's key that counts now."""
    paired = [one for one in paired_devices(line, setup.key) if one.kind is Device.KIOSK and not one.revoked]
    keys = {one.device: one.key_hash for one in paired}
    demo = {name: hashed for hashed, (name, kind) in DEMO_DEVICES.items() if kind is Device.KIOSK}
    return keys | demo if setup.demo else keys


def _tables(setup: Setup) -> dict[str, Service]:
    return {letter: loaded.service for letter, loaded in setup.services.items()}


def _to(permit: str, place: str) -> Response:
    return RedirectResponse(f"/k/{permit}/{place}", 303, headers=HEADERS)


def _to_ticket(held: Permit) -> Response:
    return RedirectResponse(held.page, 303, headers=HEADERS)


def _scan_again(request: Request, held: Permit | None) -> Response:
    locale = pages_of(request).locale(held.visit.language) if held else preferred(request)
    return told_in_all(request, locale, "phone.take.scan", status=404)


def _busy(request: Request, held: Permit | None) -> Response:
    locale = pages_of(request).locale(held.visit.language) if held else preferred(request)
    return told_in_all(request, locale, "phone.take.busy", status=429)


def _closed(request: Request, offered: Faces, counter: Counter) -> Response:
    locale = preferred(request)
    opens = min((face.opens for face in offered.values() if face.opens), default=None)
    hint = locale.say("kiosk.welcome.closed_hint")
    if opens:
        opens = opens.astimezone(counter.setup.zone)
        moment = locale.say("common.written.moment", date=locale.date(opens.date()), time=locale.time(opens))
        hint = f"{hint} {locale.say('kiosk.welcome.opens', moment=moment)}"
    return notice(request, locale, locale.say("kiosk.welcome.closed"), hint)
