"""What the OpenAPI text says of /antrean."""

from typing import Any

from counter_server.domain import refusals as no
from counter_server.domain.refusal import Refusal
from counter_server.protocol import antrean_messages as messages

from . import antrean_bodies as bodies
from .answers import JSON, refusals

TOKEN_HEADER = [
    {"in": "header", "name": "x-username", "required": True, "schema": {"type": "string"}, "example": "rsud-am"},
    {"in": "header", "name": "x-password", "required": True, "schema": {"type": "string"}, "example": "sandi-panjang"},
]  # fmt: skip
HEADERS = [
    TOKEN_HEADER[0],
    {
        "in": "header", "name": "x-token", "required": True, "schema": {"type": "string"},
        "example": "19af5e1c6c0.8Jm1x0Tq5rN2cW7yB4kLhE9sVdGfAzUoPiQ3Xj6MbRt",
    },
]  # fmt: skip
ALWAYS = (no.NotFound, no.TooLarge, no.TooMany, no.StorageFull)
"""Not found: it is switched off. The first two are told before anything here is asked, outside the envelope."""
ASKED = (*ALWAYS, no.TokenInvalid, no.BadRequest, no.Malformed)
OWN = (*ASKED, no.BookingUnknown)
PLAIN = frozenset({no.NotFound, no.TooLarge, no.TooMany})
"""Refused as the rest of the API refuses, before the envelope begins."""


def _told(answer: type, *kinds: type[Refusal], asks: type | None = None) -> dict[str, Any]:
    """How a route is declared: what it answers, what it may be refused for, and what is to be sent."""
    business = [kind for kind in kinds if kind.status in (404, 409) and kind not in PLAIN]
    others = refusals(*(kind for kind in kinds if kind not in business and kind in PLAIN))
    for status, entry in refusals(*(kind for kind in kinds if kind not in business and kind not in PLAIN)).items():
        others[status] = entry | {"model": messages.Failure}
    examples = {
        code: one for entry in refusals(*business).values() for code, one in entry["content"][JSON]["examples"].items()
    }
    done = {
        "description": "Done: metadata.code 200. Not done: 201, and why in metadata.message.",
        "either": [answer, messages.Failure], "content": {JSON: {"examples": examples}},
    }  # fmt: skip
    extra: dict[str, Any] = {"parameters": HEADERS, "security": []}
    if asks is not None:
        extra["requestBody"] = {"required": True, "content": {JSON: {"schema": asks}}}
    return {"responses": {200: done, **others}, "openapi_extra": extra}


TOKEN = _told(messages.TokenAnswer, *ALWAYS, no.WrongPassword, no.TooManyTries, no.SignInLocked)
TOKEN["openapi_extra"]["parameters"] = TOKEN_HEADER
STATUS = _told(messages.StatusAnswer, *ASKED, no.ServiceUnknown, no.NotToday, asks=bodies.StatusBody)
TAKE = _told(
    messages.TakenAnswer, *ASKED, no.ServiceUnknown, no.NotToday, no.QuotaUsed, no.ServiceClosed, no.CoveredElsewhere,
    no.RequestReused, no.TicketExists, no.NikMalformed, no.KkMalformed, asks=bodies.AmbilBody,
)  # fmt: skip
SISA = _told(messages.RemainingAnswer, *OWN, asks=bodies.BookingBody)
SISA_OF = _told(messages.RemainingAnswer, *OWN)
BATAL = _told(messages.Done, *OWN, no.IdentityInText, no.WrongState, asks=bodies.BatalBody)
CHECKIN = _told(messages.Done, *OWN, no.WrongState, asks=bodies.CheckinBody)
