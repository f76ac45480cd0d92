"""In the console: one's own PIN; and for the person in charge, who is signed in, and who is locked out."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from counter_server.domain.refusals import NotFound, Refusal, StaffUnknown
from counter_server.operations import sessions, sign_in_safety
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.present import Present

from .bodies import PinBody
from .console_answers import Form, counter_of, desk, done, locale_of, page, pages_of, refused
from .console_commands import checked, text
from .credentials import credential

router = APIRouter(prefix="/console", include_in_schema=False)
ON_SOMEBODY = {"unlock": sign_in_safety.unlock, "sign-out": sessions.end_of}


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff as the person in charge sees her. `locked`: until when, `07.45`, empty when she is not;
    `held_up`: she is, or may be at an address that is."""

    staff: str
    name: str
    state: str
    counter: str
    signed_in: bool
    locked: str
    held_up: bool


@router.get("/ask/pin")
async def ask_pin(request: Request) -> Response:
    """The present PIN, and the new one."""
    return await _asked(request, "pin", [])


@router.get("/ask/people")
async def ask_people(request: Request) -> Response:
    """Everybody on the roster."""
    counter = counter_of(request)
    now = counter.clock.now()
    try:
        (await counter.caller(credential(request))).may("end-session")
    except Refusal as refusal:
        return await refused(request, refusal)
    people = await counter.store.read(lambda line, present, setup: _people(line, present, setup, now))
    return await _asked(request, "people", people)


async def _asked(request: Request, verb: str, people: list[Person]) -> Response:
    try:
        now = await desk(request)
    except Refusal as refusal:
        return await refused(request, refusal)
    return page(pages_of(request).ask(locale_of(request), now, verb, None, people=people))


@router.post("/pin")
async def pin(request: Request, form: Form) -> Response:
    """A new PIN for oneself."""
    address = request.client.host if request.client else ""
    try:
        asked = checked(PinBody, {"pin": text(form, "pin"), "new": text(form, "new")})
        await counter_of(request).pins.change(credential(request), asked.pin, asked.new, address)
    except Refusal as refusal:
        return await refused(request, refusal)
    return await done(request, "pin_stays" if counter_of(request).setup.demo else "pin_changed")


@router.get("/people/{staff}/ask/pin")
async def ask_new_pin(request: Request, staff: str) -> Response:
    """A new PIN for somebody else."""
    counter = counter_of(request)
    try:
        (await counter.caller(credential(request))).may("configure")
        now = await desk(request)
        name = now.names.get(staff)
        if name is None:
            raise StaffUnknown(staff=staff)
    except Refusal as refusal:
        return await refused(request, refusal)
    url = f"/console/people/{staff}/pin"
    content = pages_of(request).of_desk(
        "ask/new-pin.html", locale_of(request), now, verb="new-pin", url=url, ticket=None, name=name,
    )  # fmt: skip
    return page(content)


@router.post("/people/{staff}/pin")
async def new_pin(request: Request, staff: str, form: Form) -> Response:
    """It counts from now on; she is signed out."""
    try:
        asked = checked(PinBody, {"pin": "-", "new": text(form, "new")})
        await counter_of(request).pins.reset(credential(request), staff, asked.new)
    except Refusal as refusal:
        return await refused(request, refusal)
    name = next((one.name for one in counter_of(request).setup.branch.staff if one.key == staff), staff)
    return await done(request, "pin_reset", name=name)


@router.post("/people/{staff}/{verb}")
async def on_somebody(request: Request, staff: str, verb: str) -> Response:
    """Unlocked, or signed out wherever she is."""
    counter = counter_of(request)
    try:
        if verb not in ON_SOMEBODY:
            raise NotFound()
        await counter.perform(ON_SOMEBODY[verb], credential(request), staff=staff)
        await counter.pins.tell()
    except Refusal as refusal:
        return await refused(request, refusal)
    name = next((one.name for one in counter.setup.branch.staff if one.key == staff), staff)
    return await done(request, "unlocked" if verb == "unlock" else "signed_out", name=name)


def _people(line: Line, present: Present, setup: Setup, now: int) -> list[Person]:
    signed_in = {row[2] for row in line.all(statements.sessions, branch=setup.key)}
    until: dict[str, int] = {}
    for (staff, _), at in sign_in_safety.locked(line, setup.key, now).items():
        until[staff] = max(until.get(staff, 0), at)
    roster = {one.key: place for place, one in enumerate(setup.branch.staff)}
    people = [
        Person(
            staff=one.staff, name=one.name, state=str(one.state), counter=one.counter, signed_in=one.staff in signed_in,
            locked=f"{setup.moment(until[one.staff]):%H.%M}" if one.staff in until else "",
            held_up=one.staff in until or (sign_in_safety.EVERYBODY in until and one.staff not in signed_in),
        )
        for one in sorted(present.members.values(), key=lambda one: roster.get(one.staff, -1))
    ]  # fmt: skip
    return sorted(people, key=lambda one: (not one.locked, not one.signed_in))
