"""The console's page of the survey, for the person in charge: a period's index and its elements, what to mend, the
sheet to publish, and the tablets that may ask."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from counter_server.domain.refusals import NotAllowed, NotFound, NotSignedIn, Refusal
from counter_server.domain.survey_period import Period, parsed

from .console_answers import HEADERS, counter_of, desk, locale_of, page, pages_of, refused
from .credentials import credential
from .survey_reports import PDF, Drawn, report_of, running_period, to_choose
from .survey_words import named

router = APIRouter(prefix="/console/survey", include_in_schema=False)
Said = Mapping[str, Any]


@router.get("")
async def survey(request: Request) -> Response:
    """The page; who may not see it is shown her own."""
    try:
        return await _shown(request, "survey_page.html")
    except (NotSignedIn, NotAllowed):
        return RedirectResponse("/console", status_code=303)


@router.get("/now")
async def survey_now(request: Request) -> Response:
    """Its living regions."""
    try:
        return await _shown(request, "survey_partial.html")
    except Refusal as refusal:
        return await refused(request, refusal)


@router.get("/pdf")
async def sheet(request: Request) -> Response:
    """A period's sheet, as it is now."""
    try:
        await _staff(request)
    except (NotSignedIn, NotAllowed):
        return RedirectResponse("/console", status_code=303)
    period, locale = _period(request), locale_of(request)
    drawn: Drawn = request.app.state.survey_sheets
    report = await report_of(request, period, locale)
    content = await drawn.of(counter_of(request), report, locale, fresh=True)
    name = {"Content-Disposition": f'attachment; filename="skm-{period.key}.pdf"'}
    return Response(content, media_type=PDF, headers=HEADERS | name)


@router.post("/tablet")
async def tablet(request: Request) -> Response:
    """A code for one more tablet."""
    try:
        counter_of(request).survey.new_code(await _staff(request))
    except Refusal as refusal:
        return await refused(request, refusal)
    return await _shown(request, "survey_partial.html")


@router.post("/close")
async def close(request: Request) -> Response:
    """No tablet may ask any more."""
    try:
        await counter_of(request).survey.close_tablets(credential(request))
    except Refusal as refusal:
        return await refused(request, refusal)
    told = {"text": locale_of(request).say("console.survey.tablets_closed"), "kind": "done"}
    return await _shown(request, "survey_partial.html", said={"lalopa:said": told})


async def _staff(request: Request) -> str:
    """The person in charge, or refuses."""
    who = await counter_of(request).caller(credential(request))
    who.may("configure")
    return who.key


async def _shown(request: Request, template: str, *, said: Said | None = None) -> Response:
    counter, me = counter_of(request), await _staff(request)
    now, locale, period = await desk(request), locale_of(request), _period(request)
    public_url = counter.setup.branch.branch.public_url or str(request.base_url)
    html = pages_of(request).of_desk(
        template, locale, now,
        way="survey", desk_url=f"/console/survey/now?period={period.key}",
        report=await report_of(request, period, locale), survey=counter.survey, demo=counter.setup.demo,
        code=counter.survey.code_of(me), tablets=await counter.survey.tablets(),
        tablet_address=f"{public_url.rstrip('/')}/survey",
        choices=[
            (span, [(one.key, named(one, locale)) for one in periods])
            for span, periods in to_choose(counter.survey.running())
        ],
    )  # fmt: skip
    return page(html, said=said)


def _period(request: Request) -> Period:
    """The one that was asked for, else the running one."""
    asked = request.query_params.get("period")
    period = parsed(asked) if asked else running_period(counter_of(request))
    if period is None:
        raise NotFound()
    return period
