"""In the console, for the person in charge: what the branch is set up to be, page by page, changed while it runs."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from counter_server.domain.refusals import NotFound
from counter_server.protocol.mistakes import Mistake
from counter_server.storage.setup_parts import BRANCH_PART

from . import holiday_list, setting_sections, setting_service
from .setting_desk import Document, Standing, Tried, change, form_of, number_of, standing, words_of
from .setting_entries import Entered
from .setting_fields import told
from .setting_pages import guarded, section_title, show
from .setting_sections import SECTIONS, Section
from .slide_desk import slides_of
from .voice_trial import trial

router = APIRouter(prefix="/console/settings", include_in_schema=False)


@router.get("")
@guarded
async def settings(request: Request) -> Response:
    """All sections."""
    known = await standing(request)
    return await show(request, "settings/overview.html", known, parts=known.newest)


@router.get("/section/{section}")
@guarded
async def section_page(request: Request, section: str) -> Response:
    """A section as it stands."""
    known = await standing(request)
    return await _section(request, _known(section), known, known.document(BRANCH_PART), known.version(BRANCH_PART))


@router.post("/section/{section}")
@guarded
async def change_section(request: Request, section: str) -> Response:
    """As it was entered. What somebody else changed meanwhile on another page is kept; on this one it is told."""
    page, form, known = _known(section), await form_of(request), await standing(request)
    made_from, entered = number_of(form.get("made_from")), Entered(form.multi_items())
    before, now = known.document(BRANCH_PART, made_from), known.document(BRANCH_PART)
    base = now if setting_sections.same(page, before, now) else before
    after = setting_sections.entered(page, entered, base)
    if form.get("do") == "paste":
        return await _pasted(request, page, known, after, made_from, entered.text("pasted"))
    counts = known.version(BRANCH_PART) if made_from and base is now else made_from
    tried = await change(request, {BRANCH_PART: after}, {BRANCH_PART: counts})
    if tried.refusal is None:
        return _saved(request, tried)
    return await _section(request, page, known, after, made_from, tried=tried)


@router.get("/service/{letter}")
@guarded
async def service_page(request: Request, letter: str) -> Response:
    """A service as it stands."""
    known = await standing(request)
    return await _service(request, letter, known, known.document(_letter(letter)), known.version(letter))


@router.post("/service/{letter}")
@guarded
async def change_service(request: Request, letter: str) -> Response:
    """As it was entered."""
    form, known = await form_of(request), await standing(request)
    made_from = number_of(form.get("made_from"))
    after = setting_service.entered(Entered(form.multi_items()), known.document(_letter(letter), made_from))
    tried = await change(request, {letter: after}, {letter: made_from})
    if tried.refusal is None:
        return _saved(request, tried)
    return await _service(request, letter, known, after, made_from, tried=tried)


async def _section(
    request: Request, page: Section, known: Standing, document: Document, made_from: int, *, tried: Tried | None = None,
    **more: Any,
) -> Response:  # fmt: skip
    words = words_of(request)
    entries = setting_sections.entries(page, document, words, known.letters)
    summary = told(entries, tried.mistakes if tried else more.pop("mistakes", []), words.locale.language)
    if page.key == "slides":
        more["slides"] = slides_of(request, document)
    if page.key == "voice":
        more["trial"] = trial(document, request.app.state.pages.locales)
    return await show(
        request, f"settings/{page.key if page.key in OWN_TEMPLATES else 'section'}.html", known,
        section=page, title=section_title(page.key, words), entries=entries, made_from=made_from, summary=summary,
        tried=tried, reads_itself=setting_sections.reads_itself(page), **more,
    )  # fmt: skip


OWN_TEMPLATES = ("hours", "slides", "voice")


async def _pasted(
    request: Request, page: Section, known: Standing, after: Document, made_from: int, pasted: str
) -> Response:
    """The days of the list among the others, not kept yet: she looks first."""
    found = holiday_list.read_list(pasted, year=_year(request))
    hours = dict(after["hours"])
    taken = {row["date"] for row in hours["holidays"]}
    fresh = [{"date": day.isoformat(), "name": name} for day, name in found.days if day.isoformat() not in taken]
    hours["holidays"] = sorted([*hours["holidays"], *fresh], key=lambda row: str(row["date"]))
    return await _section(
        request, page, known, {**after, "hours": hours}, made_from, added=len(fresh), unread=found.unread,
    )  # fmt: skip


async def _service(
    request: Request, letter: str, known: Standing, document: Document, made_from: int, *, tried: Tried | None = None
) -> Response:
    words = words_of(request)
    page = setting_service.service_page(document, words)
    mistakes: Sequence[Mistake] = tried.mistakes if tried else []
    summary = told(page.entries(), mistakes, words.locale.language)
    return await show(
        request, "settings/service.html", known,
        letter=letter, page=page, title=document["texts"][words.locale.language]["name"], made_from=made_from,
        summary=summary, tried=tried, languages=[(one, words.choice("language", one)) for one in document["texts"]],
        procedure=document["steps"],
    )  # fmt: skip


def _saved(request: Request, tried: Tried) -> Response:
    version = tried.made[0].version if tried.made else 0
    return RedirectResponse(f"{request.url.path}?saved={version}", status_code=303)


def _known(section: str) -> Section:
    if section not in SECTIONS:
        raise NotFound()
    return SECTIONS[section]


def _letter(letter: str) -> str:
    if len(letter) != 1:
        raise NotFound()
    return letter


def _year(request: Request) -> int:
    counter = request.app.state.counter
    return int(counter.setup.moment(counter.clock.now()).year)
