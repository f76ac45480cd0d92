"""The console's page of machines, for the person in charge: which there are, how they are, pairing, revoking."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from counter_server.domain.refusals import DeviceUnknown, NotAllowed, NotSignedIn, Refusal

from .bodies import ApproveBody, RevokeBody
from .console_answers import Form, counter_of, desk, locale_of, page, pages_of, refused
from .console_commands import checked, text
from .console_device_view import DeviceLine, device_lines, names_to_choose
from .credentials import credential

router = APIRouter(prefix="/console/devices", include_in_schema=False)
Said = Mapping[str, Any]


@router.get("")
async def devices(request: Request) -> Response:
    """The page; who may not see it is shown her own."""
    try:
        return await _shown(request, "devices_page.html")
    except (NotSignedIn, NotAllowed):
        return RedirectResponse("/console", status_code=303)


@router.get("/now")
async def devices_now(request: Request) -> Response:
    """Its living regions."""
    try:
        return await _shown(request, "devices_partial.html")
    except Refusal as refusal:
        return await refused(request, refusal)


@router.get("/ask/pair")
async def ask_pair(request: Request) -> Response:
    """The code, and a name."""
    try:
        return await _shown(request, "ask/pair.html", verb="pair", url="/console/devices/pair", ticket=None)
    except Refusal as refusal:
        return await refused(request, refusal)


@router.get("/{device}/ask/revoke")
async def ask_revoke(request: Request, device: str) -> Response:
    """Whether she means it."""
    try:
        url = f"/console/devices/{quote(device, safe='')}/revoke"
        return await _shown(request, "ask/revoke.html", verb="revoke", url=url, ticket=None, device=device)
    except Refusal as refusal:
        return await refused(request, refusal)


@router.post("/pair")
async def pair(request: Request, form: Form) -> Response:
    """The machine that shows this code."""
    try:
        named = " ".join((text(form, "device") or "").split())
        given = checked(ApproveBody, {"code": text(form, "code"), "device": named})
        device = await counter_of(request).pairing.approve(credential(request), given.code, given.device)
    except Refusal as refusal:
        return await _refused(request, refusal)
    words = "paired_kiosk" if device.letter else "paired"
    return await _done(request, words, device=device.device, letter=device.letter)


@router.post("/{device}/revoke")
async def revoke(request: Request, device: str) -> Response:
    """Its key counts no longer."""
    try:
        given = checked(RevokeBody, {"device": device})
        await counter_of(request).pairing.revoke(credential(request), given.device)
    except Refusal as refusal:
        return await _refused(request, refusal)
    return await _done(request, "revoked", device=device)


async def _shown(request: Request, template: str, *, said: Said | None = None, **more: Any) -> Response:
    listing = await counter_of(request).watch.listing(credential(request))
    now, locale = await desk(request), locale_of(request)
    lines = device_lines(listing, now.names, locale)
    _check_known(more.get("device"), lines)
    more |= {"devices": lines, "names": names_to_choose(listing), "desk_url": "/console/devices/now", "way": "devices"}
    return page(pages_of(request).of_desk(template, locale, now, **more), said=said)


def _check_known(device: str | None, lines: list[DeviceLine]) -> None:
    if device is not None and all(line.device != device for line in lines):
        raise DeviceUnknown(device=device)


async def _refused(request: Request, refusal: Refusal) -> Response:
    if isinstance(refusal, NotSignedIn | NotAllowed):
        return await refused(request, refusal)
    words = locale_of(request).refusal(refusal.code, refusal.facts)
    return await _shown(request, "devices_partial.html", said={"lalopa:said": {"text": words, "kind": "refused"}})


async def _done(request: Request, words: str, **facts: object) -> Response:
    told = locale_of(request).say(f"console.{words}", **facts)
    said = {"lalopa:done": True, "lalopa:said": {"text": told, "kind": "done"}}
    return await _shown(request, "devices_partial.html", said=said)
