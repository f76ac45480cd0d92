"""A branch's setup as the database keeps it: the branch's file and each service, in versions."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from counter_server.domain.forecast.foresight import Foresight
from counter_server.domain.service import Service
from counter_server.presets import LoadedService
from counter_server.protocol.branch_file import branch_document, branch_from_document
from counter_server.protocol.mistakes import PresetBroken
from counter_server.protocol.settings import digest
from counter_server.protocol.terms import Mode
from counter_server.setup import Setup, set_up

from . import statements
from .database import Line
from .day import Day

BRANCH_PART = "branch"
WITHDRAWN = ""
"""In place of a document: the service's file is gone. Tickets keep the version they were issued under."""
IMPORT = "import"
"""Who made a version that was read from the files of `assets/`."""
FROM_FILES = frozenset({"", IMPORT})
"""The same; of versions made before anybody else could make one nothing is noted."""
MOST_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of a part. `document`: JSON, or WITHDRAWN; `at`: milliseconds since 1970 UTC."""

    part: str
    version: int
    digest: str
    document: str
    at: int
    who: str


@dataclass(frozen=True, slots=True)
class Conduct:
    """How this process runs the branch, whatever the database says."""

    demo: bool = False
    mode: Mode | None = None
    begin: Callable[[Day], None] = lambda day: None
    """Runs first in every writing transaction: the day turns here."""
    foresight: Foresight = field(default_factory=Foresight)
    """What this process foresees of the hall."""


def versions(line: Line, branch: str) -> list[Kept]:
    """Every version of every part, the oldest of each first."""
    return [Kept(*row[1:]) for row in line.all(statements.setups, branch=branch)]


def newest(line: Line, branch: str) -> dict[str, Kept]:
    """The version of each part that counts, withdrawn ones included."""
    return {kept.part: kept for kept in versions(line, branch)}


def add_version(day: Day, part: str, version: int, document: str, who: str) -> None:
    """A version of a part, in force once the setup's own version has gone up."""
    keep(day.line, day.branch, Kept(part, version, digest_of(document), document, day.now, who))


def keep(line: Line, branch: str, kept: Kept) -> None:
    """Writes a version."""
    line.do(
        statements.add_setup,
        branch=branch, part=kept.part, version=kept.version, digest=kept.digest, document=kept.document, at=kept.at,
        who=kept.who,
    )  # fmt: skip


def as_kept(document: dict[str, object] | None) -> str:
    """As the database keeps a document; None: the part is withdrawn."""
    return WITHDRAWN if document is None else json.dumps(document, ensure_ascii=False)


def digest_of(document: str) -> str:
    """Of a kept document; WITHDRAWN for a withdrawn one."""
    return WITHDRAWN if document == WITHDRAWN else digest(json.loads(document))


def as_now(kept: Kept) -> dict[str, object]:
    """The document of a version that was not withdrawn as this program would write it: with what has been declared
    since, without what is no more. PresetBroken where it does not fit any longer."""
    told = json.loads(kept.document)
    if kept.part == BRANCH_PART:
        return branch_document(branch_from_document(told))
    return LoadedService.from_document(told).to_document()


def digest_now(kept: Kept) -> str:
    """The digest of that; a version that fits no longer has its own."""
    if kept.document == WITHDRAWN:
        return WITHDRAWN
    try:
        return digest(as_now(kept))
    except PresetBroken:
        return kept.digest


def load_setup(line: Line, branch: str, version: int, conduct: Conduct) -> Setup:
    """The branch as it was set up in `version`, with every version of its services."""
    services: dict[str, LoadedService] = {}
    found: dict[tuple[str, int], Service] = {}
    branch_file = None
    for kept in versions(line, branch):
        if kept.part == BRANCH_PART:
            branch_file = kept.document
        elif kept.document == WITHDRAWN:
            services.pop(kept.part, None)
        else:
            loaded = _loaded(kept.document, kept.version)
            services[kept.part] = loaded
            found[kept.part, kept.version] = loaded.service
    if branch_file is None:
        raise LookupError(f"branch {branch!r} has no setup")
    file = branch_from_document(json.loads(branch_file))
    return set_up(
        version, file, services, found, demo=conduct.demo, mode=conduct.mode, foresight=conduct.foresight
    )  # fmt: skip


@lru_cache(MOST_REMEMBERED)
def _loaded(document: str, version: int) -> LoadedService:
    """A version never changes, and each change of the setup asks for all of them again."""
    return LoadedService.from_document(json.loads(document), version=version)
