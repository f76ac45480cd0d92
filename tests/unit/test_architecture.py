"""The folder tree is the picture, and these tests keep it true. A failure names the file, the line and the rule."""

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("counter_server", "kiosk", "display")

OURS_ALLOWED = {
    "counter_server.protocol": ("counter_server.protocol",),
    "counter_server.domain": ("counter_server.domain", "counter_server.protocol.terms"),
    "counter_server.launcher": ("counter_server.launcher", "counter_server.protocol"),
    "counter_server": ("counter_server",),
    "kiosk": (
        "kiosk",
        "counter_server.protocol",
        "counter_server.domain",
        "display.speech",
        "display.screen",
    ),
    "display": ("display", "counter_server.protocol"),
}
"""Part → what of ours it may import. The longest name that fits a module is its part."""

SERVER_ONLY = ("fastapi", "starlette", "uvicorn", "sqlmodel", "sqlalchemy", "alembic", "pydantic", "argon2", "jinja2")

FOREIGN_FORBIDDEN = {
    "counter_server": ("PySide6", "escpos", "pyttsx3", "PIL"),
    "counter_server.launcher": ("msgspec", "urllib3", *SERVER_ONLY),
    "counter_server.protocol": SERVER_ONLY,
    "kiosk": (*(library for library in SERVER_ONLY if library != "argon2"), "pyttsx3"),
    "display": (*SERVER_ONLY, "escpos"),
    "display.speech": ("PySide6",),
}
"""Part → libraries it may not import; every part a module lies in counts."""

STANDARD_ONLY = ("counter_server.domain", "counter_server.protocol.terms")
ONE_MODULE_EACH = ("escpos", "pyttsx3", "av")
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "manager", "base", "core", "data", "info", "misc"}
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40
LONGEST_QML = 120


def modules() -> list[str]:
    """Every module of the three programs, by its dotted name."""
    found = (path.relative_to(ROOT) for program in PROGRAMS for path in (ROOT / program).rglob("*.py"))
    return sorted(".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in found)


def path_of(module: str) -> Path:
    plain = ROOT.joinpath(*module.split("."))
    return plain / "__init__.py" if plain.is_dir() else plain.with_suffix(".py")


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(path_of(module).read_text(encoding="utf-8"))


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(part + ".")


def part_of(module: str) -> str:
    return max((part for part in OURS_ALLOWED if within(module, part)), key=len)


def imports(module: str) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything `module` imports, relative imports resolved, those inside functions too."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            if node.level:
                package = module if path_of(module).name == "__init__.py" else module.rpartition(".")[0]
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                source = ".".join([*above, source] if source else above)
            for name in node.names:
                full = f"{source}.{name.name}"
                yield node.lineno, full if path_of(full).exists() else source


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project: all that `.gitignore` does not name."""
    ignored = [".git", *(line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split())]

    def below(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if not any(fnmatch(path.name, pattern) for pattern in ignored):
                yield from below(path) if path.is_dir() else [path]

    return tuple(below(ROOT))


def test_the_import_table_names_every_program() -> None:
    assert {part.split(".")[0] for part in OURS_ALLOWED} == set(PROGRAMS)
    assert len(modules()) > len(PROGRAMS)


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_of_ours_only_what_the_table_allows(module: str) -> None:
    part = part_of(module)
    broken = [
        f"{path_of(module).relative_to(ROOT)}:{line}: {part} may not import {name}; it may: {OURS_ALLOWED[part]}"
        for line, name in imports(module)
        if name.split(".")[0] in (*PROGRAMS, "tests") and not any(within(name, ours) for ours in OURS_ALLOWED[part])
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("module", modules())
def test_a_module_keeps_away_from_the_libraries_of_other_parts(module: str) -> None:
    broken = [
        f"{path_of(module).relative_to(ROOT)}:{line}: {part} may not import {name}"
        for part, forbidden in FOREIGN_FORBIDDEN.items()
        if within(module, part)
        for line, name in imports(module)
        if any(within(name, library) for library in forbidden)
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("module", [name for name in modules() if any(within(name, pure) for pure in STANDARD_ONLY)])
def test_the_rules_stand_on_the_standard_library_alone(module: str) -> None:
    broken = [
        f"{path_of(module).relative_to(ROOT)}:{line}: {name} is not in the standard library"
        for line, name in imports(module)
        if name.split(".")[0] not in sys.stdlib_module_names and not within(name, "counter_server")
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("library", ONE_MODULE_EACH)
def test_a_library_that_speaks_to_a_device_is_known_to_one_module(library: str) -> None:
    knowing = [module for module in modules() if any(within(name, library) for _, name in imports(module))]
    assert len(knowing) <= 1, f"{library} is imported by {knowing}; one module is its door"


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = [module for module in modules() if EMPTY_WORDS & set(module.split(".")[-1].split("_"))]
    assert not empty, f"modules are nouns of the field: {empty}"


def test_no_module_is_longer_than_one_idea() -> None:
    lines = {module: len(path_of(module).read_text(encoding="utf-8").splitlines()) for module in modules()}
    long = {module: count for module, count in lines.items() if count > LONGEST_MODULE}
    assert not long, f"over {LONGEST_MODULE} lines: {long}"


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{path_of(module).relative_to(ROOT)}:{node.lineno}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for module in modules()
        if not within(module, "counter_server.storage.migrations")  # a migration is a list, however long
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long, "\n".join(long)


def test_no_qml_file_is_longer_than_one_thing_one_sees() -> None:
    screens = [path for path in tracked() if path.suffix == ".qml"]
    lines = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in screens}
    long = {name: count for name, count in lines.items() if count > LONGEST_QML}
    assert not long, f"over {LONGEST_QML} lines: {long}"


def test_no_file_names_this_machine() -> None:
    words = [str(place).encode() for place in (ROOT, Path.home()) if len(place.parts) > 2]  # "/lalopa" is nobody's own
    naming = [str(path.relative_to(ROOT)) for path in tracked() if any(word in path.read_bytes() for word in words)]
    assert not naming, f"paths of this machine in {naming}"
