"""/antrean: another office's system asks and takes tickets for its visitors, in the shape of BPJS Antrean Online.

What is BPJS's and what is ours: docs/interfaces.md. Off unless the branch turns it on; then every answer is in the
envelope, whatever went wrong.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request
from starlette.responses import Response

from counter_server.domain.identity import Kk, Nik
from counter_server.domain.refusals import NotFound, Refusal
from counter_server.operations import antrean, issuing
from counter_server.operations.callers import Caller
from counter_server.operations.keyed import keyed, keyed_digest
from counter_server.protocol import antrean_messages as messages
from counter_server.protocol.terms import Channel, Insurance
from counter_server.setup import Setup
from counter_server.storage import interfaces, statements
from counter_server.storage.database import Line
from counter_server.storage.day import Day
from counter_server.storage.picture import take as picture_of
from counter_server.storage.present import Present

from . import antrean_bodies as bodies
from . import antrean_faces as faces
from .answers import told
from .antrean_answers import LANGUAGE, failure, fitting, note, words_of
from .antrean_text import BATAL, CHECKIN, SISA, SISA_OF, STATUS, TAKE, TOKEN
from .counter import Counter
from .openapi import ToldRoute
from .routes import Running

router = APIRouter(prefix="/antrean", route_class=ToldRoute, tags=["antrean"])
Run = Callable[[], Awaitable[Response]]
Ask = Callable[[Day, Caller], Any]


@router.get("/token", **TOKEN)
async def token(request: Request, counter: Running) -> Response:
    """A token for user name and password, good for some minutes. Wrong passwords are counted and locked like PINs."""

    async def run() -> Response:
        user, password = request.headers.get("x-username", "")[:64], request.headers.get("x-password", "")[:256]
        host = request.client.host if request.client else ""
        made = messages.Token(token=await counter.antrean.token(user, password, host))
        return told(messages.TokenAnswer(response=made, metadata=faces.OK))

    return await _answered(request, counter, run)


@router.post("/status", **STATUS)
async def status(request: Request, counter: Running) -> Response:
    """How a service stands today: how many tickets, how many wait, who was called last."""

    async def run() -> Response:
        who = await _caller(request, counter)
        asked = fitting(bodies.StatusBody, await request.body())
        found = await _read(counter, who, lambda day, _: _status(day, who, asked))
        return told(messages.StatusAnswer(response=found, metadata=faces.OK))

    return await _answered(request, counter, run)


@router.post("/ambil", **TAKE)
async def ambil(request: Request, counter: Running) -> Response:
    """Takes a ticket for today. It is booked: she says that she is here by `checkin`, or to the staff. The same
    `nomorreferensi` with the same content again is the same ticket."""

    async def run() -> Response:
        who = await _caller(request, counter)
        body = fitting(bodies.AmbilBody, await request.body())
        asked = _asked(body, who, counter)

        def take(day: Day) -> antrean.Taken:
            return antrean.take(day, who, asked=asked, of_day=body.tanggalperiksa, secret=counter.secret)

        taken = await counter.store.writer.perform(take)
        answer = faces.taken(
            taken.place, now=counter.clock.now(), name=_name(counter.setup, body.kodepoli),
            words=note(taken.place, words_of(request)), quota=counter.setup.branch.antrean.quota, left=taken.left,
        )  # fmt: skip
        return told(messages.TakenAnswer(response=answer, metadata=faces.OK))

    return await _answered(request, counter, run)


@router.post("/sisa", **SISA)
async def sisa(request: Request, counter: Running) -> Response:
    """Where one's ticket stands: people ahead, and how long."""

    async def run() -> Response:
        who = await _caller(request, counter)
        body = fitting(bodies.BookingBody, await request.body())
        return await _sisa(request, counter, who, body.kodebooking)

    return await _answered(request, counter, run)


@router.get("/sisa/{kodebooking}", **SISA_OF)
async def sisa_of(kodebooking: str, request: Request, counter: Running) -> Response:
    """The same, asked by address."""

    async def run() -> Response:
        return await _sisa(request, counter, await _caller(request, counter), kodebooking[:24])

    return await _answered(request, counter, run)


@router.post("/batal", **BATAL)
async def batal(request: Request, counter: Running) -> Response:
    """Gives one's ticket up."""

    async def run() -> Response:
        who = await _caller(request, counter)
        body = fitting(bodies.BatalBody, await request.body())
        command = {"booking": body.kodebooking, "reason": body.keterangan}
        await counter.store.writer.perform(lambda day: antrean.cancel(day, who, **command))
        return told(messages.Done(metadata=faces.OK))

    return await _answered(request, counter, run)


@router.post("/checkin", **CHECKIN)
async def checkin(request: Request, counter: Running) -> Response:
    """She is here: her wait begins now."""

    async def run() -> Response:
        who = await _caller(request, counter)
        body = fitting(bodies.CheckinBody, await request.body())
        await counter.store.writer.perform(lambda day: antrean.check_in(day, who, booking=body.kodebooking))
        return told(messages.Done(metadata=faces.OK))

    return await _answered(request, counter, run)


async def _answered(request: Request, counter: Counter, run: Run) -> Response:
    """Where it is off it is not there at all."""
    if not counter.setup.branch.antrean.on:
        raise NotFound()
    try:
        return await run()
    except Refusal as refusal:
        return failure(refusal, words_of(request))


async def _caller(request: Request, counter: Counter) -> Caller:
    user, given = request.headers.get("x-username", ""), request.headers.get("x-token", "")

    def look(line: Line, present: Present, setup: Setup) -> Caller:
        return counter.antrean.caller(line, setup, user, given)

    return await counter.store.read(look)


async def _read(counter: Counter, who: Caller, ask: Ask) -> Any:
    """Beside the writer: whoever only looks holds nobody up."""

    def look(line: Line, present: Present, setup: Setup) -> Any:
        return ask(Day(line, setup, present, counter.clock.now()), who)

    return await counter.store.read(look)


async def _sisa(request: Request, counter: Counter, who: Caller, booking: str) -> Response:
    locale = words_of(request)

    def ask(day: Day, who: Caller) -> messages.Remaining:
        place = antrean.place(day, who, booking=booking)
        letter = place.ticket.service
        name = _name(day.setup, letter) if letter in day.setup.services else letter
        return faces.remaining(place, name=name, last=_last_called(day, letter), words=note(place, locale))

    found = await _read(counter, who, ask)
    return told(messages.RemainingAnswer(response=found, metadata=faces.OK))


def _status(day: Day, who: Caller, asked: bodies.StatusBody) -> messages.ServiceStatus:
    antrean.check_day(day.present.day, asked.tanggalperiksa)
    letter = day.setup.service(asked.kodepoli).letter
    row = day.line.one(statements.series, branch=day.branch, day=day.present.day, letter=letter)
    partner = interfaces.partner_named(day.line, day.branch, who.key.removeprefix(antrean.PARTNER))
    quota = day.setup.branch.antrean.quota
    taken = partner.taken_on(day.present.day) if partner else 0
    waiting = sum(n for (queue, klass), n in day.present.waiting.items() if queue.partition("/")[0] == letter)
    return messages.ServiceStatus(
        namapoli=_name(day.setup, letter), totalantrean=int(row[3]) if row else 0, sisaantrean=waiting,
        antreanpanggil=_last_called(day, letter), sisakuotanonjkn=max(quota - taken, 0), kuotanonjkn=quota,
    )  # fmt: skip


def _last_called(day: Day, letter: str) -> str:
    picture = picture_of(day.line, day.branch, day.present, queues=None)
    called = [ticket for ticket in picture.called + picture.last if ticket.service == letter and ticket.called_at]
    return max(called, key=lambda ticket: ticket.called_at).number if called else ""


def _name(setup: Setup, letter: str) -> str:
    texts = setup.service(letter).texts
    return (texts.get(LANGUAGE) or next(iter(texts.values()))).name


def _asked(body: bodies.AmbilBody, who: Caller, counter: Counter) -> issuing.Asked:
    """A card's number says that the patient has JKN; what it is, nobody here needs to know."""
    nik = Nik.parse(body.nik) if body.nik.strip() else None
    kk = Kk.parse(body.nomorkk) if body.nomorkk.strip() else None
    content = [who.key, body.tanggalperiksa, body.kodepoli, str(bool(body.nomorkartu.strip()))]
    known = f"{who.key}:{body.tanggalperiksa}:{body.nomorreferensi}"
    return issuing.Asked(
        request_id=keyed(counter.secret, "antrean", known) if body.nomorreferensi.strip() else str(uuid4()),
        service=body.kodepoli, channel=Channel.WEB, nik=nik, kk=kk,
        answers={"insurance": Insurance.JKN.value} if body.nomorkartu.strip() else {},
        body=keyed_digest(counter.secret, "\n".join(content).encode()).hex(),
    )  # fmt: skip
