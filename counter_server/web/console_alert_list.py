"""The console's page of this day's alerts: what was the matter, who knew of it when, and when it was over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from counter_server.domain.refusals import NotAllowed, NotSignedIn, Refusal
from counter_server.protocol.device_messages import AlertNow
from counter_server.storage.database import Row

from .alert_keeper import alert_of
from .console_alerts import ToldAlert, told
from .console_answers import counter_of, desk, locale_of, page, pages_of, refused
from .counter import Counter
from .credentials import credential

router = APIRouter(prefix="/console/alerts", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class KeptAlert:
    """One that held. `minutes`: how long it lasted; None while it does."""

    told: ToldAlert
    cleared_at: datetime | None
    minutes: int | None


@router.get("")
async def alerts(request: Request) -> Response:
    """The page; who may not see it is shown her own."""
    try:
        return await _shown(request, "alerts_page.html")
    except (NotSignedIn, NotAllowed):
        return RedirectResponse("/console", status_code=303)


@router.get("/now")
async def alerts_now(request: Request) -> Response:
    """Its living regions."""
    try:
        return await _shown(request, "alerts_partial.html")
    except Refusal as refusal:
        return await refused(request, refusal)


async def _shown(request: Request, template: str) -> Response:
    counter = counter_of(request)
    (await counter.caller(credential(request))).may("acknowledge")
    now, locale = await desk(request), locale_of(request)
    rows = await counter.watch.keeper.of_today()
    listed = [_kept(row, counter, lambda alert: told(alert, locale, now.names)) for row in rows]
    more = {"kept": listed, "desk_url": "/console/alerts/now", "way": "alerts"}
    return page(pages_of(request).of_desk(template, locale, now, **more))


def _kept(row: Row, counter: Counter, tell: Any) -> KeptAlert:
    alert, moment = alert_of(row), counter.setup.moment
    known_at = moment(row[10]) if row[10] else None
    now = AlertNow(
        code=alert.code, subject=alert.subject, part=alert.part, level=str(alert.level), since=moment(row[8]),
        facts=dict(alert.facts), id=row[1], acknowledged_by=row[9], acknowledged_at=known_at,
    )  # fmt: skip
    cleared = moment(row[11]) if row[11] else None
    return KeptAlert(tell(now), cleared, (row[11] - row[8]) // 60_000 if row[11] else None)
