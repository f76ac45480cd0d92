"""How /antrean answers: everything in the envelope, with words of the counter's own language."""

from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from counter_server.domain.refusals import BadRequest, IdentityInText, Malformed, Refusal
from counter_server.operations.antrean import Place
from counter_server.protocol.antrean_messages import Failure, Metadata
from counter_server.protocol.discretion import hidden_facts
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Is

from .answers import told
from .antrean_faces import NOT_DONE
from .bodies import IDENTITY_IN_TEXT
from .console_pages import Pages

BUSINESS = frozenset({404, 409})
"""A refusal of one of these is an ordinary answer here: HTTP 200, code 201."""
LANGUAGE = "id"
Sent = TypeVar("Sent", bound=BaseModel)


def words_of(request: Request) -> Locale:
    """Of a counter in Indonesia, to an application for its people."""
    pages: Pages = request.app.state.pages
    return pages.locale(LANGUAGE)


def failure(refusal: Refusal, locale: Locale) -> Response:
    """Why it was not done."""
    words = locale.refusal(refusal.code, hidden_facts(refusal.facts))
    where = [str(one["where"]) for one in refusal.facts.get("problems", [])]
    if where:
        words = f"{words} ({', '.join(dict.fromkeys(where))})"
    answer = told(
        Failure(metadata=Metadata(message=words, code=NOT_DONE)),
        200 if refusal.status in BUSINESS else refusal.status,
    )
    if "seconds" in refusal.facts:
        answer.raw_headers.append((b"retry-after", str(refusal.facts["seconds"]).encode()))
    return answer


def fitting(kind: type[Sent], content: bytes) -> Sent:
    """What was sent, or the refusal of what does not fit. Names the fields, never what stood in them."""
    try:
        return kind.model_validate_json(content)
    except ValidationError as wrong:
        raise _unfit(wrong) from None


def _unfit(wrong: ValidationError) -> Refusal:
    errors = wrong.errors(include_url=False, include_input=False)
    kinds = {str(one["type"]) for one in errors}
    if "json_invalid" in kinds:
        return BadRequest()
    if IDENTITY_IN_TEXT in kinds:
        return IdentityInText()
    return Malformed(problems=[{"where": _place(one["loc"]), "why": one["type"]} for one in errors])


def _place(where: Iterable[int | str]) -> str:
    return ".".join(map(str, where)) or "body"


def note(place: Place, locale: Locale) -> str:
    """What her own application tells a visitor: what to do, and how long it will be."""
    ticket, wait = place.ticket, place.wait
    told_words = [locale.say(f"phone.hint.{ticket.status}")]
    if ticket.status is Is.CALLED:
        told_words.insert(0, f"{locale.say('phone.state.called')} {locale.counter(ticket.counter)}.")
    if wait is not None:
        told_words.append(f"{locale.say('phone.wait', low=wait.low, high=wait.high)}.")
    return " ".join(told_words)
