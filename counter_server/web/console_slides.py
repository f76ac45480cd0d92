"""In the console: the slides walls show between calls."""

import re

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from counter_server.domain.refusals import IdentityInText, NotFound, NotTaken
from counter_server.protocol.discretion import holds_number
from counter_server.storage.setup_parts import BRANCH_PART

from . import setting_sections
from .console_answers import HEADERS, locale_of
from .setting_desk import Tried, form_of, standing, words_of
from .setting_pages import guarded, section_title, show
from .slide_desk import folder_of, note, slides_of
from .slide_folder import LARGEST_PICTURE, NotASlide, SlideFolder

router = APIRouter(prefix="/console/settings/slides", include_in_schema=False)
PAGE = "/console/settings/section/slides"
VERBS = ("aside", "back", "earlier", "later")


@router.get("/{slide}")
@guarded
async def picture(request: Request, slide: str) -> Response:
    """To look at."""
    await standing(request)
    try:
        content, kind = _folder(request).content(slide)
    except (NotASlide, OSError):
        raise NotFound() from None
    return Response(content, media_type=kind, headers=HEADERS)


@router.post("")
@guarded
async def add(request: Request) -> Response:
    """A picture or a text file; or a text that is written here."""
    form = await form_of(request, files=1)
    given, text = form.get("file"), form.get("text")
    if isinstance(given, UploadFile) and given.filename:
        name, content = given.filename, await given.read(LARGEST_PICTURE + 1)
    else:
        title = re.sub(r"[\r\n]+", " ", str(form.get("title") or "")).strip()
        words = str(text or "").replace("\r\n", "\n").strip()
        name = f"{title or 'teks'}.{form.get('language') or 'id'}.md"
        content = f"# {title}\n\n{words}\n".encode() if title else words.encode()
    if holds_number(content.decode("utf-8", errors="replace")) and not name.lower().endswith((".png", ".jpg", ".jpeg")):
        return await _again(request, Tried(refusal=IdentityInText()))
    try:
        kept = _folder(request).add(name, content)
    except NotASlide as no:
        why = locale_of(request).say(f"console.settings.slide.not.{no.code}")
        return await _again(request, Tried(refusal=NotTaken(file=name[:80], why=why)))
    await note(request, "add", kept)
    return RedirectResponse(f"{PAGE}?saved=0#slides", status_code=303)


@router.post("/{slide}/{do}")
@guarded
async def arrange(request: Request, slide: str, do: str) -> Response:
    """Put aside or back, earlier or later."""
    await form_of(request)
    folder = _folder(request)
    if do not in VERBS:
        raise NotFound()
    try:
        if do in ("earlier", "later"):
            folder.move(slide, -1 if do == "earlier" else 1)
        else:
            (folder.put_aside if do == "aside" else folder.put_back)(slide)
    except (NotASlide, OSError):
        raise NotFound() from None
    await note(request, do, slide)
    return RedirectResponse(f"{PAGE}#slides", status_code=303)


def _folder(request: Request) -> SlideFolder:
    folder = folder_of(request)
    if folder is None:
        raise NotFound()
    return folder


async def _again(request: Request, tried: Tried) -> Response:
    known, words = await standing(request), words_of(request)
    document, page = known.document(BRANCH_PART), setting_sections.SECTIONS["slides"]
    return await show(
        request, "settings/slides.html", known,
        section=page, title=section_title("slides", words), entries=setting_sections.entries(page, document, words),
        made_from=known.version(BRANCH_PART), tried=tried, reads_itself=True, slides=slides_of(request, document),
    )  # fmt: skip
