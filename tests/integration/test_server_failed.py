"""What is said when the server itself fails: the call, and nothing that opens anything."""

import asyncio
import logging
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest

from counter_server.web.app import create_app
from counter_server.web.counter import Counter
from tests.asgi import get
from tests.server import ROOT
from tests.store import MONDAY, SECRET, a_store, at

PAGE = "Zm9yIGl0cyBob2xkZXIgb25seQ"


async def ask(app: Any, path: str) -> int:
    said: list[MutableMapping[str, Any]] = []
    with pytest.raises(Exception, match=r"."):  # the server's own log has the trace
        await get(app, path, said)
    return int(said[0]["status"])


@pytest.mark.parametrize("path", [f"/t/{PAGE}", f"/t/{PAGE}/events", "/k/ABCDEFGHIJKLMNOP"])
def test_a_ticket_s_address_stands_in_no_log_even_when_its_page_fails(
    tmp_path: Path, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with a_store(tmp_path / "data") as store:
        app = create_app(Counter(store, SECRET, at(MONDAY)), ROOT / "assets")
    with caplog.at_level(logging.DEBUG):
        assert asyncio.run(ask(app, path)) == 500
    assert f"GET '{path[:3]}' failed" in caplog.text
    assert path.split("/")[2] not in caplog.text
