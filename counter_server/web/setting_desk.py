"""Between the pages of settings and the branch: what stands, who may change it, and how a change is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData

from counter_server.domain.refusals import NotFound, Refusal
from counter_server.operations import configuring
from counter_server.operations.configuring import Configured
from counter_server.protocol.mistakes import Mistake
from counter_server.storage.setup_parts import WITHDRAWN, Kept, as_now, versions

from .console_answers import counter_of, locale_of
from .credentials import credential
from .setting_words import SettingWords

MOST_FIELDS = 20_000
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Standing:
    """Every version of every part, and who is who."""

    kept: list[Kept]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def newest(self) -> dict[str, Kept]:
        """By part."""
        return {one.part: one for one in self.kept}

    @property
    def letters(self) -> list[str]:
        """Of the services that are offered."""
        return [part for part, one in self.newest.items() if len(part) == 1 and one.document != WITHDRAWN]

    def document(self, part: str, version: int = 0) -> Document:
        """Of a part, the newest unless told; refuses what there is not."""
        for one in reversed(self.kept):
            if one.part == part and version in (0, one.version) and one.document != WITHDRAWN:
                return as_now(one)
        raise NotFound()

    def version(self, part: str) -> int:
        """The newest of a part."""
        return self.newest[part].version

    def name(self, who: str) -> str:
        """Of whoever made a version."""
        return self.names.get(who, who)


async def standing(request: Request) -> Standing:
    """For the person in charge; refuses everybody else."""
    counter = counter_of(request)
    (await counter.caller(credential(request))).may("configure")

    def look(line: Any, present: Any, setup: Any) -> Standing:
        return Standing(versions(line, setup.key), {one.staff: one.name for one in present.members.values()})

    return await counter.store.read(look)


async def form_of(request: Request, files: int = 0) -> FormData:
    """The form that came along, once it is known who sends it: a roster is longer than what the desk sends."""
    (await counter_of(request).caller(credential(request))).may("configure")
    return await request.form(max_files=files, max_fields=MOST_FIELDS)


def number_of(text: object) -> int:
    """The number of a version as a form has it; 0, which is none, for anything else."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 9 else 0


def words_of(request: Request) -> SettingWords:
    """What settings are called in the page's language."""
    return SettingWords.load(request.app.state.assets / "locale", locale_of(request))


@dataclass(frozen=True)
class Tried:
    """What became of a change: the versions it made, or why it was not made."""

    made: list[Configured] = field(default_factory=list)
    refusal: Refusal | None = None

    @property
    def mistakes(self) -> list[Mistake]:
        """What is wrong with what was entered."""
        told = self.refusal.facts.get("mistakes", []) if self.refusal else []
        return [Mistake(**one) for one in told]


async def change(request: Request, wanted: Mapping[str, Document | None], made_from: Mapping[str, int]) -> Tried:
    """Makes it, or says why not. Who is not signed in is refused as everywhere."""
    return await _tried(request, configuring.configure, wanted=wanted, made_from=made_from)


async def bring_back(request: Request, part: str, version: int, made_from: int) -> Tried:
    """An earlier version once more."""
    return await _tried(request, configuring.restore, part=part, version=version, made_from=made_from)


async def _tried(request: Request, operation: Callable[..., Any], **command: Any) -> Tried:
    try:
        return Tried(await counter_of(request).perform(operation, credential(request), **command))
    except Refusal as refusal:
        if refusal.status in (401, 403):
            raise
        return Tried(refusal=refusal)
