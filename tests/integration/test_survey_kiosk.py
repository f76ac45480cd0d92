"""The survey by a kiosk's key, at the real server: whether it is offered, what is taken in, how often."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counter_server.protocol.client import ServerRefused
from counter_server.web.survey_desk import A_MACHINE_A_MINUTE
from tests.outside_office import assets_with
from tests.server import DEMO_KIOSK, Server, Wire, run, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("surveyed") / "data") as started:
        yield started


@pytest.mark.parametrize(
    "settings, asks",
    [
        ("", False),
        ("[survey]\nkiosk = true\n", False),
        ("[survey]\noffered = true\ntablet = true\n", False),
        ("[survey]\noffered = true\nkiosk = true\n", True),
    ],
)
def test_a_kiosk_is_told_to_ask_and_heard_only_where_the_branch_wants_it(
    tmp_path: Path, settings: str, asks: bool
) -> None:
    assets = str(assets_with(tmp_path, settings))
    data = tmp_path / "data"
    key, wall = (run(data, "--assets", assets, "--pair", kind, f"{kind}-1").stdout.strip() for kind in KINDS)
    with running(data, "--assets", assets) as server:
        kiosk = server.client(key)
        assert kiosk.services().survey is asks
        assert not server.client(wall).services().survey
        if asks:
            kiosk.answer_survey({"fee": 4})
            return
        with pytest.raises(ServerRefused) as refused:
            kiosk.answer_survey({"fee": 4})
        assert (refused.value.status, refused.value.code) == (409, "survey_closed")


KINDS = ("kiosk", "display")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"marks": {}},
        {"marks": {"fee": 0}},
        {"marks": {"fee": 5}},
        {"marks": {"fee": "4"}},
        {"marks": {"weather": 4}},
        {"marks": {"fee": 4}, "ticket": 17},
        {"marks": {"fee": 4}, "at": "2026-11-23T08:14:05+07:00"},
    ],
    ids=str,
)
def test_what_is_no_mark_or_more_than_marks_is_refused(server: Server, body: Any) -> None:
    answer = Wire(server.url).send("POST", "/survey", body, token=DEMO_KIOSK)
    assert (answer.status, answer.code) == (422, "malformed")


def test_an_answer_leaves_no_line_in_the_journal_and_a_fast_kiosk_is_slowed_down(server: Server) -> None:
    before = server.kiosk.alive()
    for _ in range(A_MACHINE_A_MINUTE):
        server.kiosk.answer_survey({"fee": 4, "time": 1})
    assert server.kiosk.alive() == before
    with pytest.raises(ServerRefused) as refused:
        for _ in range(A_MACHINE_A_MINUTE):
            server.kiosk.answer_survey({"fee": 4})
    assert (refused.value.status, refused.value.code) == (429, "too_many_tries")
