"""Whatever is done to a settings file: it loads, or the mistakes are told with file and key, never with a traceback."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from counter_server.presets import load_presets
from counter_server.protocol.branch_file import branch_document, branch_from_document
from counter_server.protocol.mistakes import Mistake, PresetBroken
from tests.server import ROOT

ASSETS = ROOT / "assets"
FILES = ("branch.toml", "services/A-klaim-rawat-inap.toml")
ODD = (
    "", "\x00", "[", "]", "=", '"""', "x = 1", "[branch]", "[[staff]]", "[a.b.c]", "key = {",
    "key = []", "key = [1, 'a', {}]",
    "n = " + "9" * 5000, "n = 0x" + "f" * 5000, "n = 1e999", "n = nan", "n = -inf", "d = 2026-02-30",
    "d = 0000-00-00", "d = 9999-12-31T23:59:60Z", "t = 25:61:00", "a = " + "[" * 2000, "a." * 2000 + "b = 1",
    's = "\\ud800"', 's = "\\x"',
    "letter = 7", "role = []", "zone = 'Mars/Base'", "zone = '../../etc/passwd'", "zone = ''", "steps = 1",
    "when = ['x']",
    "n = 9223372036854775808", "\ufeff", "\u202e", "key = 'k'\nkey = 'k'", "mon = ['07:30-07:30']",
    "mon = ['24:00-25:00']",
)  # fmt: skip
CHANGES = st.one_of(
    st.tuples(st.just("put in"), st.integers(0, 400), st.one_of(st.sampled_from(ODD), st.text(max_size=30))),
    st.tuples(st.just("replace"), st.integers(0, 400), st.one_of(st.sampled_from(ODD), st.text(max_size=30))),
    st.tuples(st.just("value"), st.integers(0, 400), st.sampled_from((
        "1", "-1", '""', '"x"', "[]", "{}", "true", "1.5", "nan", "9" * 5000, "2026-01-01", "07:30:00", '["x"]',
        "[[]]", "[{}]",
        '"../x"', '"\\u0000"', "1979-05-27T07:32:00Z", '"' + "x" * 5000 + '"',
    ))),
    st.tuples(st.sampled_from(("drop", "twice", "cut")), st.integers(0, 400), st.just("")),
)  # fmt: skip

OF_THE_FILE = ("syntax", "file_unreadable", "none_found")


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzzed") / "assets"
    shutil.copytree(ASSETS, folder)
    return folder


def changed(lines: list[str], how: str, at: int, text: str) -> list[str]:
    """One slip."""
    at %= len(lines) or 1
    match how:
        case "put in":
            return [*lines[:at], text, *lines[at:]]
        case "replace":
            return [*lines[:at], text, *lines[at + 1 :]]
        case "value":
            name, is_one, _ = lines[at].partition(" = ")
            return [*lines[:at], f"{name} = {text}" if is_one else text, *lines[at + 1 :]]
        case "twice":
            return [*lines[: at + 1], *lines[at:]]
        case "cut":
            return [*lines[:at], lines[at][: len(lines[at]) // 2]] if lines else lines
    return [*lines[:at], *lines[at + 1 :]]


def told(assets: Path, file: str, content: bytes) -> None:
    """It loads and can be kept, or says what is wrong where."""
    whole = (ASSETS / file).read_bytes()
    mistakes: tuple[Mistake, ...] = ()
    loaded, words = None, ""
    try:
        (assets / file).write_bytes(content)
        loaded = load_presets(assets).branch
    except PresetBroken as broken:
        mistakes, words = broken.mistakes, str(broken)
    finally:
        (assets / file).write_bytes(whole)
    if loaded is not None:
        assert branch_from_document(branch_document(loaded)) == loaded, "the database gives back what the file said"
        return
    for mistake in mistakes:
        assert mistake.file in words
        assert mistake.key in words
        assert mistake.key or mistake.code in OF_THE_FILE, mistake


def slip(examples: int, assets: Path) -> None:
    """So many files with one to three slips."""

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(file=st.sampled_from(FILES), slips=st.lists(CHANGES, min_size=1, max_size=3))
    @example(file="branch.toml", slips=[("put in", 0, "n = " + "9" * 5000)])
    @example(file="branch.toml", slips=[("put in", 0, "a = " + "[" * 2000)])
    def is_told(file: str, slips: list[tuple[str, int, str]]) -> None:
        lines = (ASSETS / file).read_text(encoding="utf-8").splitlines()
        for one in slips:
            lines = changed(lines, *one)
        told(assets, file, "\n".join(lines).encode("utf-8", "surrogatepass"))

    is_told()


def test_any_slip_is_told_or_does_no_harm(assets: Path) -> None:
    slip(60, assets)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_the_same_for_a_long_time(assets: Path, part: int) -> None:
    slip(500, assets)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(file=st.sampled_from(FILES), at=st.integers(0, 4000), rubbish=st.binary(max_size=20))
def test_any_bytes_are_told_or_do_no_harm(assets: Path, file: str, at: int, rubbish: bytes) -> None:
    whole = (ASSETS / file).read_bytes()
    told(assets, file, whole[:at] + rubbish + whole[at + len(rubbish) :])
