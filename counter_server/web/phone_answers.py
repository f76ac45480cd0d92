"""How a phone is answered when there is nothing to show but words; and that a form came from our own page."""

import logging
import time
from collections.abc import Sequence

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from counter_server.domain.refusals import WrongOrigin
from counter_server.protocol.locale import Locale

from .answers import shown_path
from .console_answers import HEADERS, counter_of, pages_of
from .failure_rates import FailureRates
from .sign_in_guard import address_of

log = logging.getLogger(__name__)
OURS = ("same-origin", "none")
_told = FailureRates(a_minute=60)
"""By address: nobody is made to wait here, and nobody fills the log."""


def others(request: Request, locale: Locale) -> list[str]:
    """The branch's other languages."""
    return [language for language in pages_of(request).locales if language != locale.language]


def preferred(request: Request) -> Locale:
    """In the language this browser asks for first among the branch's, else the branch's own."""
    pages = pages_of(request)
    asked = [one.split(";")[0].strip()[:2].lower() for one in request.headers.get("accept-language", "").split(",")]
    return pages.locale(next((one for one in asked if one in pages.locales), None))


def notice(
    request: Request, locale: Locale, title: str, hint: str, *,
    status: int = 200, onward: tuple[str, str] | None = None, address: str = "",
    also: Sequence[tuple[str, str, str]] = (),
) -> Response:  # fmt: skip
    """A page of a few kind words. `onward`: address and words of a way on; `address`: what the other languages stand
    behind, if there are any; else `also`: language, title and hint in each of them."""
    html = pages_of(request).phone(
        "phone_notice.html", locale,
        branch=counter_of(request).setup.branch.branch, title=title, hint=hint, onward=onward,
        address=address, others=others(request, locale) if address else [], below="", also=also,
    )  # fmt: skip
    return HTMLResponse(html, status, headers=HEADERS)


def told_in_all(request: Request, locale: Locale, key: str, *, status: int) -> Response:
    """The notice of this key, and the same in the branch's other languages below: there is nothing to switch."""
    locales = [locale, *(pages_of(request).locale(one) for one in others(request, locale))]
    told = [(one.language, one.say(key), one.say(f"{key}_hint")) for one in locales]
    return notice(request, locale, *told[0][1:], status=status, also=told[1:])


def check_page(request: Request) -> None:
    """Refuses what says that another site's page sent it. No cookie is trusted here: who does not know the address can
    send nothing, so a browser too old to say where its form came from is believed."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    ours = f"{request.scope['scheme']}://{request.headers.get('host', '')}"
    if (origin is not None and origin != ours) or (site is not None and site not in OURS):
        now, address = time.monotonic(), address_of(request.client.host if request.client else "")
        if not _told.seconds_left(address, now):
            _told.failed(address, now)
            log.warning("refused: a page of %.100r for %s", origin or site, shown_path(request.url.path))
        raise WrongOrigin()
