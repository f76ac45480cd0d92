"""Which folder of slides is the branch's, and what of it is noted in the journal."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request

from counter_server.operations import configuring

from .console_answers import counter_of
from .credentials import credential
from .slide_folder import SlideFile, SlideFolder


def folder_of(request: Request) -> SlideFolder | None:
    """None where the server has no data folder, or the branch shows none."""
    named = counter_of(request).setup.branch.display.slides
    data: Path | None = request.app.state.data
    if data is None or not named or Path(named).is_absolute() or ".." in Path(named).parts:
        return None
    return SlideFolder(data / named, request.app.state.assets / named)


def slides_of(request: Request, document: Mapping[str, Any]) -> list[SlideFile] | None:
    """What walls beside the server show; None where there is no folder to look into."""
    folder = folder_of(request)
    return folder.slides() if folder else None


async def note(request: Request, do: str, name: str) -> None:
    """A line of the journal."""
    await counter_of(request).perform(configuring.note_slide, credential(request), do=do, name=name)
