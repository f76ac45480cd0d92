"""In the console: every version of the settings, who made it and what changed, and the way back."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from counter_server.domain.refusals import NotFound
from counter_server.storage.setup_parts import BRANCH_PART, FROM_FILES, WITHDRAWN, Kept, as_now

from .console_answers import counter_of
from .setting_desk import Document, Standing, bring_back, form_of, number_of, standing, words_of
from .setting_diff import Difference, differences
from .setting_pages import guarded, show

router = APIRouter(prefix="/console/settings/history", include_in_schema=False)
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Version:
    """A line of the list. `who`: empty where the files did it."""

    part: str
    version: int
    at: object
    who: str
    changed: list[Difference]
    counts: bool
    withdrawn: bool


@router.get("")
@guarded
async def history(request: Request) -> Response:
    """The newest first."""
    known = await standing(request)
    latest = sorted(known.kept, key=lambda one: (-one.at, one.part, -one.version))[:MOST_SHOWN]
    lines = [_line(request, known, one) for one in latest]
    return await show(request, "settings/history.html", known, versions=lines, title="")


@router.get("/{part}/{version}")
@guarded
async def one_version(request: Request, part: str, version: int) -> Response:
    """What it changed, and what going back to it would change."""
    known = await standing(request)
    return await _one(request, known, part, version)


@router.post("/{part}/{version}")
@guarded
async def go_back(request: Request, part: str, version: int) -> Response:
    """A new version with the old content."""
    form, known = await form_of(request), await standing(request)
    tried = await bring_back(request, part, version, number_of(form.get("made_from")))
    if tried.refusal is None:
        saved = tried.made[0].version if tried.made else 0
        return RedirectResponse(f"/console/settings/history?saved={saved}", status_code=303)
    language = words_of(request).locale.language
    summary = [("", one.key, one.lines()[0 if language == "id" else 1]) for one in tried.mistakes]
    return await _one(request, known, part, version, tried=tried, summary=summary)


async def _one(request: Request, known: Standing, part: str, version: int, **more: Any) -> Response:
    words, found = words_of(request), _find(known, part, version)
    now = known.newest[part]
    back = differences(_document(now), _document(found), words)
    return await show(
        request, "settings/version.html", known,
        one=_line(request, known, found), back=back, made_from=now.version, title="", **more,
    )  # fmt: skip


def _line(request: Request, known: Standing, one: Kept) -> Version:
    before = next((kept for kept in known.kept if (kept.part, kept.version) == (one.part, one.version - 1)), None)
    return Version(
        part=one.part, version=one.version, at=counter_of(request).setup.moment(one.at),
        who="" if one.who in FROM_FILES else known.name(one.who),
        changed=differences(_document(before), _document(one), words_of(request)) if before else [],
        counts=known.newest[one.part].version == one.version, withdrawn=one.document == WITHDRAWN,
    )  # fmt: skip


def _find(known: Standing, part: str, version: int) -> Kept:
    for one in known.kept:
        if (one.part, one.version) == (part, version) and not (part == BRANCH_PART and one.document == WITHDRAWN):
            return one
    raise NotFound()


def _document(kept: Kept | None) -> Document | None:
    return as_now(kept) if kept is not None and kept.document != WITHDRAWN else None
