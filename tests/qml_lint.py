"""Checks every QML file against the Python types it is given: `python -m tests.qml_lint`.

qmllint knows a Python type only by its `.qmltypes`; these are generated into `build/qml_types` for each
`QML_IMPORT_NAME` found in the programs. A warning is a failure.
"""

import ast
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import PySide6

ROOT = Path(__file__).resolve().parents[1]
TYPES = ROOT / "build" / "qml_types"
QT = Path(PySide6.__file__).parent / "Qt"
PROGRAMS = ("kiosk", "display")
QML_WORDS = {"list": "QVariantList", "tuple": "QVariantList", "dict": "QVariantMap", "object": "QVariant"}


def main() -> int:
    """Generate the types, lint all; returns qmllint's exit code."""
    shutil.rmtree(TYPES, ignore_errors=True)
    for import_name, sources in qml_modules().items():
        generate(import_name, sources)
    screens = sorted(path for folder in ("assets/qml", *PROGRAMS) for path in (ROOT / folder).rglob("*.qml"))
    if not screens:
        return 0
    paths = [part for path in (TYPES, ROOT / "assets" / "qml", QT / "qml") for part in ("-I", str(path))]
    command = [tool("qmllint"), "-W", "0", *paths, *map(str, screens)]
    return subprocess.run(command, check=False, cwd=ROOT).returncode


def qml_modules() -> dict[str, list[Path]]:
    """QML import name → the Python files that declare types under it."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(path for program in PROGRAMS for path in (ROOT / program).rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if (
                isinstance(node, ast.Assign)
                and [ast.unparse(target) for target in node.targets] == ["QML_IMPORT_NAME"]
                and isinstance(node.value, ast.Constant)
            ):
                found[str(node.value.value)].append(path)
    return dict(found)


def generate(import_name: str, sources: list[Path]) -> None:
    """Write the `qmldir` and the `.qmltypes` of one QML module."""
    folder = TYPES.joinpath(*import_name.split("."))
    folder.mkdir(parents=True)
    dumps = []
    for source in sources:
        dump, readable = folder / f"{source.stem}.json", folder / source.name
        program = Simplified().visit(ast.parse(source.read_text(encoding="utf-8")))
        readable.write_text(ast.unparse(program), encoding="utf-8")
        run(tool("metaobjectdump"), "-o", str(dump), str(readable))
        dump.write_text(json.dumps(in_qml_words(json.loads(dump.read_text(encoding="utf-8")))), encoding="utf-8")
        dumps.append(str(dump))
    types = folder / "python.qmltypes"
    foreign = ",".join(
        str(QT / "metatypes" / f"qt6{library}_metatypes.json") for library in ("core", "gui", "qml", "quick")
    )
    run(
        tool("qmltyperegistrar"),
        *("--import-name", import_name, "--major-version", "1", "--generate-qmltypes", str(types)),
        *("--foreign-types", foreign),
        *("-o", str(folder / "unused.cpp"), *dumps),
    )
    (folder / "qmldir").write_text(f"module {import_name}\ntypeinfo {types.name}\ndepends QtQuick\n", encoding="utf-8")


class Simplified(ast.NodeTransformer):
    """A program without what metaobjectdump of PySide6 6.12 stumbles at: `from . import …`, getters
    that are lambdas, types that are texts."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom | None:
        return node if node.module else None

    def visit_Lambda(self, node: ast.Lambda) -> ast.Name:
        return ast.Name("read")

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if ast.unparse(node.func) == "Property" and isinstance(node.args[0], ast.Constant):
            node.args[0] = ast.Name(str(node.args[0].value))
        return node


def in_qml_words(dumped: Any) -> Any:
    """The dump with Python's types under the names QML has for them."""
    if isinstance(dumped, list):
        return [in_qml_words(part) for part in dumped]
    if isinstance(dumped, dict):
        words = {key: in_qml_words(part) for key, part in dumped.items()}
        for key in ("type", "returnType"):
            if words.get(key) in QML_WORDS:
                words[key] = QML_WORDS[words[key]]
        return words
    return dumped


def tool(name: str) -> str:
    """PySide6's program of this name, beside the Python that runs."""
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def run(*command: str) -> None:
    """Run it; what it said is shown only where it failed."""
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
