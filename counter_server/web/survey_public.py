"""What everybody may read of the survey: the page /skm and its sheet. No sign-in, no cookie; off until the branch turns
it on. It may be kept by whoever stands between for minutes."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from counter_server.domain.refusals import NotFound
from counter_server.domain.survey_period import Period, parsed
from counter_server.protocol.locale import Locale

from .console_answers import counter_of, pages_of
from .phone_answers import others, told_in_all
from .survey_reports import PDF, Drawn, newest_over, published, report_of
from .survey_words import named

router = APIRouter(prefix="/skm", include_in_schema=False)
KEPT = {"Cache-Control": "public, max-age=300"}


@router.get("")
async def newest(request: Request) -> Response:
    """The newest period that is over, in the branch's language."""
    return await _page(request, pages_of(request).locale(None), None)


@router.get("/{language}")
async def newest_in(request: Request, language: str) -> Response:
    """The same in another language."""
    return await _page(request, _locale(request, language), None)


@router.get("/{language}/{period}")
async def one(request: Request, language: str, period: str) -> Response:
    """A period's."""
    return await _page(request, _locale(request, language), period)


@router.get("/{language}/{period}/pdf")
async def sheet(request: Request, language: str, period: str) -> Response:
    """The same as a PDF."""
    counter, locale = counter_of(request), _locale(request, language)
    found = await _published(request, period)
    if found is None:
        raise NotFound()
    drawn: Drawn = request.app.state.survey_sheets
    content = await drawn.of(counter, await report_of(request, found, locale), locale)
    name = {"Content-Disposition": f'inline; filename="skm-{found.key}.pdf"'}
    return Response(content, media_type=PDF, headers=KEPT | name)


async def _published(request: Request, key: str | None) -> Period | None:
    """The period of this key where it may be read, the newest where none is named; None: nothing to read."""
    counter = counter_of(request)
    if not counter.survey.public:
        return None
    periods = [*await published(counter), newest_over(counter)]
    return periods[0] if key is None else next((one for one in periods if one == parsed(key)), None)


async def _page(request: Request, locale: Locale, key: str | None) -> Response:
    counter, pages = counter_of(request), pages_of(request)
    period = await _published(request, key)
    if period is None:
        return told_in_all(request, locale, "phone.survey.report.off", status=404)
    periods = [(one.key, named(one, locale)) for one in await published(counter) if one != period]
    html = pages.phone(
        "skm.html", locale,
        branch=counter.setup.branch.branch, report=await report_of(request, period, locale), periods=periods,
        others=others(request, locale), address="/skm", below=f"/{period.key}",
    )  # fmt: skip
    return HTMLResponse(html, headers=KEPT)


def _locale(request: Request, language: str) -> Locale:
    pages = pages_of(request)
    if language not in pages.locales:
        raise NotFound()
    return pages.locale(language)
