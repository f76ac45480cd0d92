"""/metrics as a scraper reads it, after a visit; and the board for Grafana, which may ask for nothing else."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.outside_office import Receiver, assets_with, hook, receiving
from tests.prometheus_text import Family, families
from tests.server import DEMO_DISPLAY, ROOT, Server, Wire, listening, running

BOARD = json.loads((ROOT / "docs" / "grafana" / "lalopa.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")
OF_PROMQL = {"sum", "rate", "increase", "histogram_quantile", "by", "label_values", "le", "instance"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("measured")
    with receiving(Receiver()) as receiver:
        assets = assets_with(folder, hook("rsud", receiver.url, events=["finish"]))
        with running(folder / "data", "--demo", "--assets", str(assets), "--assignment", "pull") as started:
            ticket = started.issue("A")
            verifier = started.verifier()
            verifier.call_next("loket-1")
            verifier.start(ticket.id)
            verifier.finish(ticket.id, "complete")
            receiver.next_taken()
            started.issue("S")
            wire = Wire(started.url)
            for path in ("/nowhere", "/api/v1/tickets/999999", "/api/v1/nothing", "/console/static/x", "/t/abc/en"):
                wire.send("GET", path, root="", token=verifier.token)
            with listening(started, DEMO_DISPLAY) as heard:
                next(heard)
                yield started


@pytest.fixture(scope="module")
def measured(server: Server) -> dict[str, Family]:
    answer = Wire(server.url).send("GET", "/metrics", root="")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return families(answer.content.decode())


def value(measured: dict[str, Family], name: str, **labels: str) -> float:
    family = next(one for one in measured.values() if name in one.names)
    return family.samples[name, tuple(labels.items())]


def test_what_has_happened_is_counted(measured: dict[str, Family]) -> None:
    assert value(measured, "lalopa_wait_seconds_count", service="A", step="verification") == 1
    assert value(measured, "lalopa_service_seconds_count", service="A", step="verification") == 1
    assert value(measured, "lalopa_requests_total", method="POST", route="/api/v1/tickets", status="201") == 2
    assert (
        value(measured, "lalopa_requests_total", method="POST", route="/api/v1/tickets/{ticket}/finish", status="200")
        == 1
    )
    assert value(measured, "lalopa_requests_total", method="GET", route="/api/v1/tickets/{ticket}", status="404") == 1
    assert value(measured, "lalopa_requests_total", method="GET", route="other", status="404") >= 2
    assert value(measured, "lalopa_requests_total", method="GET", route="/api/v1/events", status="200") == 1
    assert value(measured, "lalopa_request_seconds_count", route="/api/v1/tickets") == 2
    assert value(measured, "lalopa_commit_seconds_count") > 5
    assert value(measured, "lalopa_writer_queue") == 0
    assert value(measured, "lalopa_waiting", service="S", step="help") == 1
    assert value(measured, "lalopa_staff", state="ready") == 1
    assert value(measured, "lalopa_hook_deliveries_total", hook="rsud", outcome="taken") == 1
    assert value(measured, "lalopa_hook_parked", hook="rsud") == 0
    assert value(measured, "lalopa_device_heard", device="demo-display", kind="display") == 1
    assert value(measured, "process_cpu_seconds_total") > 0
    assert len(measured["lalopa_build_info"].samples) == 1


def test_no_label_can_grow_without_end(server: Server, measured: dict[str, Family]) -> None:
    def series() -> int:
        return sum(len(one.samples) for one in families(server.client().metrics()).values())

    before = series()
    wire = Wire(server.url)
    for n in range(60):
        for path in (
            f"/nowhere/{n}",
            f"/api/v1/tickets/{n + 10**6}",
            f"/t/{n:022d}/en",
            f"/antrean/sisa/{n}",
            f"/k/{n}",
        ):
            wire.send("GET", path, root="", token=f"unknown {n}")
    assert series() - before < 60, "one or two for each of these routes, whatever is asked"
    assert not [one.name for one in measured.values() if one.labels & {"ticket", "number", "staff", "address", "path"}]


def test_every_metric_is_told_of_on_the_page_and_no_other(measured: dict[str, Family]) -> None:
    told = set(re.findall(r"^\| `([a-z_]+)", PAGE, re.MULTILINE))
    assert told == set(measured)


def expressions(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (text for name, text in node.items() if name in ("expr", "definition") and isinstance(text, str))
        for part in node.values():
            yield from expressions(part)
    elif isinstance(node, list):
        for part in node:
            yield from expressions(part)


@pytest.mark.parametrize("expression", sorted(set(expressions(BOARD))))
def test_the_board_asks_for_what_there_is(measured: dict[str, Family], expression: str) -> None:
    by_sample = {name: family for family in measured.values() for name in family.names}
    asked = re.findall(r"\b((?:lalopa|process)_[a-z_]+)\b", expression)
    assert asked, expression
    assert set(asked) <= set(by_sample)
    known = {label for name in asked for label in by_sample[name].labels} | {"instance", "le"}
    inside = re.findall(r"([a-z]+)\s*=~?", expression)
    grouped = [one.strip() for group in re.findall(r"by \(([^)]*)\)", expression) for one in group.split(",")]
    part_of_machines = {"device", "part", "state"} if "lalopa_device_part" in asked else set()
    assert set(inside) | set(grouped) <= known | part_of_machines, expression


def test_the_board_shows_each_metric_and_names_no_source_of_its_own(measured: dict[str, Family]) -> None:
    shown = " ".join(expressions(BOARD))
    unseen = [one.name for one in measured.values() if not any(name in shown for name in one.names)]
    assert unseen == []
    sources = {json.dumps(one) for one in sources_of(BOARD)}
    assert sources == {json.dumps({"type": "prometheus", "uid": "${datasource}"})}
    variables = {one["name"]: one["type"] for one in BOARD["templating"]["list"]}
    assert variables == {"datasource": "datasource", "instance": "query"}


def sources_of(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        yield from (part for name, part in node.items() if name == "datasource")
        for part in node.values():
            yield from sources_of(part)
    elif isinstance(node, list):
        for part in node:
            yield from sources_of(part)


def test_panels_have_names_of_their_own_and_do_not_lie_over_each_other() -> None:
    panels = BOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert len({panel["title"] for panel in panels}) == len(panels)
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells


@pytest.mark.parametrize(
    "text",
    [
        "x 1\n", "# HELP x y\nx 1\n", "# HELP x y\n# TYPE x gauge\nx 1", "# HELP x y\n# TYPE x gauge\nx 1\nx 2\n",
        "# HELP x y\n# TYPE x gauge\ny 1\n", "# HELP x y\n# TYPE x gauge\nx{a=b} 1\n",
        '# HELP x y\n# TYPE x gauge\nx{a="b} 1\n',
        "# HELP x y\n# TYPE x counter\nx -1\n", "# HELP x y\n# TYPE x gauge\nx 1,5\n",
        '# HELP x y\n# TYPE x histogram\nx_bucket{le="1"} 2\nx_bucket{le="+Inf"} 1\nx_sum 1\nx_count 1\n',
    ],
)  # fmt: skip
def test_the_reader_is_strict(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        families(text)
