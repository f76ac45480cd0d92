"""docs/security.md says of every line of the standard what keeps it, and every test it names is there."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(
    set(re.findall(r"`((?:unit|integration|end2end|hunt|screens)/[a-z0-9_]+\.py)(?:::([a-z0-9_*]+))?`", PAGE))
)

# OWASP Application Security Verification Standard 5.0.0 (May 2025): the sections' lines of levels 1 and 2, by number.
LEVEL_2 = """
1.1: 1-2; 1.2: 1-9; 1.3: 1-11; 1.4: 1-3; 1.5: 1-2
2.1: 1-3; 2.2: 1-3; 2.3: 1-4; 2.4: 1
3.2: 1-2; 3.3: 1-4; 3.4: 1-6; 3.5: 1-5; 3.7: 1-2
4.1: 1-3; 4.2: 1; 4.3: 1-2; 4.4: 1-4
6.1: 1-3; 6.2: 1-12; 6.3: 1-4; 6.4: 1-4; 6.5: 1-5; 6.6: 1-3; 6.8: 1-4
7.1: 1-3; 7.2: 1-4; 7.3: 1-2; 7.4: 1-5; 7.5: 1-2; 7.6: 1-2
8.1: 1-2; 8.2: 1-3; 8.3: 1; 8.4: 1
11.1: 1-2; 11.2: 1-3; 11.3: 1-3; 11.4: 1-4; 11.5: 1; 11.6: 1
12.1: 1-3; 12.2: 1-2; 12.3: 1-4
13.1: 1; 13.2: 1-5; 13.3: 1-2; 13.4: 1-5
14.1: 1-2; 14.2: 1-4; 14.3: 1-3
15.1: 1-3; 15.2: 1-3; 15.3: 1-7
16.1: 1; 16.2: 1-5; 16.3: 1-4; 16.4: 1-3; 16.5: 1-3
"""


def lines_of_the_standard() -> list[str]:
    lines = []
    for section in LEVEL_2.replace("\n", ";").split(";"):
        if section.strip():
            number, _, numbers = section.strip().partition(": ")
            first, _, last = numbers.partition("-")
            lines += [f"V{number}.{n}" for n in range(int(first), int(last or first) + 1)]
    return lines


def test_every_line_of_the_standard_is_answered_once() -> None:
    told = Counter(
        line for row in re.findall(r"^\| (V[^|]+)\|", PAGE, re.MULTILINE) for line in row.strip().split(", ")
    )
    assert told == Counter(lines_of_the_standard())


@pytest.mark.parametrize("file, test", NAMED)
def test_a_test_the_page_names_is_there(file: str, test: str) -> None:
    path = ROOT / "tests" / file
    assert path.is_file()
    tests = re.findall(r"^(?:async )?def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert tests
    assert test in ("", "*", *tests)


def test_the_page_names_tests_enough() -> None:
    assert len(NAMED) > 60


def test_a_link_of_the_page_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]*)(#[a-z-]+)?\)", PAGE)
    headings = {f"#{heading.lower().replace(' ', '-')}" for heading in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)}
    assert [path for path, _ in links if path and not (ROOT / "docs" / path).exists()] == []
    assert [anchor for path, anchor in links if not path and anchor not in headings] == []
