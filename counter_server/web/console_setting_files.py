"""In the console: the settings as files to take away, and files to be taken in, once it was seen what they change."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from counter_server.domain.refusals import Malformed, NotTaken, Refusal
from counter_server.operations.configuring import with_changes
from counter_server.preset_files import NotPresets, files_in, packed, tables_in
from counter_server.protocol.branch_file import branch_document
from counter_server.protocol.mistakes import Mistake, PresetBroken
from counter_server.storage.setup_parts import BRANCH_PART

from .console_answers import counter_of
from .setting_desk import Document, Standing, change, form_of, standing, words_of
from .setting_diff import differences
from .setting_pages import guarded, show

router = APIRouter(prefix="/console/settings", include_in_schema=False)
LARGEST_UPLOAD = 2_000_000


@router.get("/export")
@guarded
async def export(request: Request) -> Response:
    """The ZIP."""
    known = await standing(request)
    content = packed({part: known.document(part) for part in (BRANCH_PART, *known.letters)})
    setup = counter_of(request).setup
    name = f"{setup.key}-{setup.moment(counter_of(request).clock.now()):%Y-%m-%d}.zip"
    kept = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/zip", headers=kept)


@router.get("/import")
@guarded
async def files_page(request: Request) -> Response:
    """Where a file is chosen."""
    return await _files(request, await standing(request))


@router.post("/import")
@guarded
async def look_at_files(request: Request) -> Response:
    """What they would change; nothing is changed yet."""
    form, known = await form_of(request, files=1), await standing(request)
    given = form.get("file")
    if not isinstance(given, UploadFile) or not given.filename:
        return await _files(request, known, refusal=NotTaken(file="", why="–"))
    content = await given.read(LARGEST_UPLOAD + 1)
    try:
        if len(content) > LARGEST_UPLOAD:
            raise NotPresets(f"> {LARGEST_UPLOAD // 1_000_000} MB")
        files = files_in(given.filename, content)
    except NotPresets as no:
        return await _files(request, known, refusal=NotTaken(file=given.filename[:80], why=str(no)))
    tables, mistakes = tables_in(files)
    wanted: dict[str, Any] = dict(tables)
    if len(files) > 1:  # of a whole folder, a service that is not in it is offered no more
        wanted |= {letter: None for letter in known.letters if letter not in tables}
    return await _looked_at(request, known, given.filename, wanted, mistakes)


@router.post("/import/take")
@guarded
async def take(request: Request) -> Response:
    """As it was looked at."""
    form, known = await form_of(request), await standing(request)
    wanted, made_from = _carried(form.get("carried"))
    tried = await change(request, wanted, made_from)
    if tried.refusal is None:
        saved = max((one.version for one in tried.made), default=0)
        return RedirectResponse(f"/console/settings/history?saved={saved}", status_code=303)
    return await _files(request, known, refusal=tried.refusal, mistakes=tried.mistakes)


async def _looked_at(
    request: Request, known: Standing, name: str, wanted: dict[str, Any], mistakes: list[Mistake]
) -> Response:
    documents: dict[str, Document | None] = {}
    if not mistakes:
        try:
            presets = with_changes(known.newest, wanted)
            made = {service.letter: service.to_document() for service in presets.services}
            made[BRANCH_PART] = branch_document(presets.branch)
            documents = {part: made[part] if wanted[part] is not None else None for part in wanted}
        except PresetBroken as broken:
            mistakes = list(broken.mistakes)
    parts, words = [], words_of(request)
    for part, document in documents.items():
        before = known.document(part) if part in (BRANCH_PART, *known.letters) else None
        changed = differences(before, document, words)
        parts += [(part, document is None, before is None, changed)] if changed else []
    versions = {part: known.newest[part].version if part in known.newest else 0 for part in documents}
    carried = base64.b64encode(json.dumps([documents, versions]).encode()).decode() if parts else ""
    return await _files(request, known, file=name, parts=parts, carried=carried, mistakes=mistakes, looked=True)


async def _files(
    request: Request, known: Standing, *, refusal: Refusal | None = None, mistakes: list[Mistake] | None = None,
    **more: Any,
) -> Response:  # fmt: skip
    language = words_of(request).locale.language
    summary = [
        ("", f"{one.file}: {one.key}" if one.key else one.file, one.lines()[0 if language == "id" else 1])
        for one in mistakes or ()
    ]
    shown = {"file": "", "parts": [], "carried": "", "looked": False} | more
    return await show(request, "settings/files.html", known, refusal=refusal, summary=summary, title="", **shown)


def _carried(text: Any) -> tuple[Mapping[str, Document | None], Mapping[str, int]]:
    """What the page that was looked at holds. It is checked again like anything else."""
    try:
        documents, versions = json.loads(base64.b64decode(str(text), validate=True))
        return dict(documents), {str(part): int(version) for part, version in versions.items()}
    except (binascii.Error, ValueError, TypeError, AttributeError, RecursionError):
        raise Malformed(problems=[{"where": "carried", "why": "malformed"}]) from None
