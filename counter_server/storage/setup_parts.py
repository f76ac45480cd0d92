"""A branch's setup as the database keeps it: the branch's file and each service, in versions."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from counter_server.domain.service import Service
from counter_server.presets import LoadedService
from counter_server.protocol.branch_file import branch_from_document
from counter_server.protocol.terms import Mode
from counter_server.setup import Setup, set_up

from . import statements
from .database import Line
from .day import Day

BRANCH_PART = "branch"
WITHDRAWN = ""
"""In place of a document: the service's file is gone. Tickets keep the version they were issued under."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """How this process runs the branch, whatever the database says."""

    demo: bool = False
    mode: Mode | None = None
    begin: Callable[[Day], None] = lambda day: None
    """Runs first in every writing transaction: the day turns here."""


def load_setup(line: Line, branch: str, version: int, conduct: Conduct) -> Setup:
    """The branch as it was set up in `version`, with every version of its services."""
    services: dict[str, LoadedService] = {}
    versions: dict[tuple[str, int], Service] = {}
    found = None
    for _, part, of_version, _, document, _ in line.all(statements.setups, branch=branch):
        if part == BRANCH_PART:
            found = document
        elif document == WITHDRAWN:
            services.pop(part, None)
        else:
            loaded = LoadedService.from_document(json.loads(document), version=of_version)
            services[part] = loaded
            versions[part, of_version] = loaded.service
    if found is None:
        raise LookupError(f"branch {branch!r} has no setup")
    file = branch_from_document(json.loads(found))
    return set_up(version, file, services, versions, demo=conduct.demo, mode=conduct.mode)
