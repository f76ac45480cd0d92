"""[antrean] and [[hooks]]: what may stand there, and what is wrong with the rest."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.interface_settings import Antrean, HookPlace
from counter_server.protocol.settings import attempt, read, written
from counter_server.protocol.terms import Do

ROOT = Path(__file__).parents[2]
BRANCH = tomllib.loads((ROOT / "assets" / "branch.toml").read_text(encoding="utf-8"))
GOOD = {"key": "rsud", "url": "https://rsud.example/lalopa"}


def mistakes(table: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.key, one.code) for one in attempt(table, HookPlace, file="x")[1]]


def test_nobody_is_told_and_nobody_may_ask_unless_it_is_said() -> None:
    branch = read(BRANCH, BranchFile, file="x")
    assert branch.hooks == ()
    assert branch.antrean == Antrean(on=False)


def test_a_hook_needs_a_name_and_an_address_and_is_told_everything() -> None:
    hook = read(GOOD, HookPlace, file="x")
    assert (hook.key, hook.events, hook.secret, hook.private) == ("rsud", (), 1, False)
    assert read(written(hook), HookPlace, file="x") == hook


def test_events_are_verbs_each_once() -> None:
    assert read(GOOD | {"events": ["call", "no-show"]}, HookPlace, file="x").events == (Do.CALL, Do.NO_SHOW)
    assert mistakes(GOOD | {"events": ["call", "call"]}) == [("events", "listed_twice")]
    assert [code for _, code in mistakes(GOOD | {"events": ["panggil"]})] == ["not_a_choice"]


@pytest.mark.parametrize(
    "url",
    [
        "", "rsud.example", "ftp://rsud.example/x", "https://", "https://a b/", "https://user@rsud.example/",
        "https://user:pass@rsud.example/", "https://rsud.example/#x", "https://rsud.example:0/", "https://rsud.example:99999/",
        "https://[::1/", "https://rsud.example/\r\nX: y", "https://rumah-sakit.example/" + "x" * 500, "https://rüsud.example/",
        "javascript:alert(1)", "http:///x",
    ],
)  # fmt: skip
def test_an_address_is_a_plain_one(url: str) -> None:
    assert ("url", "malformed") in mistakes(GOOD | {"url": url, "private": True})


def test_in_the_clear_only_within_the_office() -> None:
    clear = GOOD | {"url": "http://192.168.1.5:9000/hook?x=1"}
    assert mistakes(clear) == [("url", "malformed")]
    assert mistakes(clear | {"private": True}) == []


def test_hooks_are_few_and_each_has_its_name() -> None:
    def of(hooks: list[dict[str, Any]]) -> list[str]:
        return [one.code for one in attempt(BRANCH | {"hooks": hooks}, BranchFile, file="x")[1]]

    assert of([GOOD, GOOD | {"key": "dinas"}]) == []
    assert of([GOOD, GOOD]) == ["duplicate"]
    assert of([GOOD | {"key": f"h{n}"} for n in range(9)]) == ["out_of_range"]
