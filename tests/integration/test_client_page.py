"""docs/client.md: every block on it works, against a real server, in the order it is read."""

import inspect
import re
from collections.abc import Iterator

import pytest

from counter_server.protocol.client import CONTRACT, CounterClient
from tests.outside_office import ANTREAN_ON, assets_with
from tests.server import ROOT, Server, running

PAGE = (ROOT / "docs" / "client.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
OF_THE_DESIGN = (
    "services issue printed not_printed reprint ticket sign_in sign_out ready pause call_next recall start hold call "
    "finish transfer forward no_show requeue return_ cancel check_in documents priority board listen spoken alive "
    "metrics"
)
"""Every call of the wire contract, as a method."""


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("client")
    with running(folder / "data", "--demo", "--assets", str(assets_with(folder, ANTREAN_ON))) as started:
        yield started


def test_every_block_on_the_page_works(server: Server) -> None:
    assert len(BLOCKS) == 8
    known: dict[str, object] = {}
    for block in BLOCKS:
        code = block.replace("http://127.0.0.1:8000", server.url)
        exec(compile(code, "docs/client.md", "exec"), known)
    assert "Traceback" not in server.log.read_text()


def test_the_client_has_every_call_of_the_contract_and_says_what_each_does() -> None:
    methods = {name: method for name, method in inspect.getmembers(CounterClient, callable) if name[0] != "_"}
    assert set(OF_THE_DESIGN.split()) <= set(methods)
    assert [name for name, method in methods.items() if len(inspect.getdoc(method) or "") < 5] == []
    assert f"version {CONTRACT}**" in PAGE
