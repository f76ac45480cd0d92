"""All of a branch's settings as one ZIP of the files in `assets/`, and back: what a console exports is what a server
takes in."""

import contextlib
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from counter_server.preset_text import branch_text, service_text
from counter_server.presets import BRANCH_FILE
from counter_server.protocol.mistakes import Mistake
from counter_server.protocol.toml_file import toml_of

LARGEST_FILE, MOST_FILES = 1_000_000, 60
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""A file of a ZIP has a time; the same settings make the same ZIP."""
HEADING = "{name}. Diekspor dari konsol; setiap kunci dan alasannya: docs/settings.md"
BRANCH = "branch"


class NotPresets(Exception):
    """No ZIP of settings and no TOML. Says why."""


def texts_of(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Name of the file → what it says; `documents` by part, the branch's among them."""
    heading = HEADING.format(name=documents[BRANCH]["branch"]["name"])
    files = {BRANCH_FILE: branch_text(documents[BRANCH], heading)}
    for letter, document in sorted(documents.items()):
        if letter != BRANCH:
            files[service_file_name(document)] = service_text(document)
    return files


def service_file_name(document: Mapping[str, Any]) -> str:
    """`services/A-klaim-rawat-inap-p2km.toml`."""
    texts = document["texts"].get("id") or next(iter(document["texts"].values()))
    words = "-".join(re.findall(r"[a-z0-9]+", str(texts["name"]).lower()))[:60]
    return f"services/{document['letter']}{f'-{words}' if words else ''}.toml"


def packed(documents: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The ZIP."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts_of(documents).items():
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), text.encode())
    return content.getvalue()


def files_in(name: str, content: bytes) -> dict[str, bytes]:
    """The settings' files of a ZIP, wherever they lie in it, or the one TOML file. Raises NotPresets."""
    if not content.startswith(b"PK"):
        if not name.lower().endswith(".toml"):
            raise NotPresets("ZIP, TOML")
        return {name: content}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wanted = {short: one for one in archive.infolist() if (short := _place(one.filename))}
            if not wanted or len(wanted) > MOST_FILES or any(one.file_size > LARGEST_FILE for one in wanted.values()):
                raise NotPresets(f"{BRANCH_FILE}, services/*.toml")
            return {short: archive.open(one).read(LARGEST_FILE + 1) for short, one in sorted(wanted.items())}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as broken:
        raise NotPresets("ZIP") from broken


def tables_in(files: Mapping[str, bytes]) -> tuple[dict[str, dict[str, Any]], list[Mistake]]:
    """Part → its tables, as far as they can be read; a file that names a letter is a service's."""
    tables: dict[str, dict[str, Any]] = {}
    mistakes: list[Mistake] = []
    for name, content in files.items():
        read, wrong = toml_of(content, file=name)
        letter = read.get("letter")
        part = BRANCH if name.rpartition("/")[2] == BRANCH_FILE or letter is None else str(letter)
        if part in tables:
            wrong = [*wrong, Mistake(name, "letter", "duplicate", {"found": part, "other": part})]
        mistakes += wrong
        if not wrong:
            tables[part] = read
    return tables, mistakes


@contextlib.contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """A folder with the settings' files: of a ZIP for as long as it is needed, or the folder itself. Raises NotPresets
    and OSError."""
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files_in(path.name, path.read_bytes()).items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        yield Path(folder)


def _place(name: str) -> str:
    """As it lies in `assets/`; empty for what is none of the settings."""
    *folders, file = name.split("/")
    if file == BRANCH_FILE:
        return BRANCH_FILE
    is_service = folders[-1:] == ["services"] and re.fullmatch(r"[A-Za-z0-9 ._-]+\.toml", file)
    return f"services/{file}" if is_service and not file.startswith(".") else ""
