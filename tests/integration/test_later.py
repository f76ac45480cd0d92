"""What a start leaves for later is there for whoever asks before it has been loaded, and is loaded when nobody asks."""

import asyncio
import json
import logging
import shutil
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from counter_server.web import later
from counter_server.web.app import create_app, entrance
from counter_server.web.counter import Counter
from tests.asgi import get
from tests.server import ROOT
from tests.store import SECRET, a_store

SIGN_IN, DESCRIPTION, ELSEWHERE = "/console", "/api/v1/openapi.json", "/somewhere/else"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    shutil.copytree(ROOT / "assets" / "locale", tmp_path / "assets" / "locale")
    with a_store(tmp_path / "data", demo=True) as store:
        yield create_app(Counter(store, SECRET, store.clock), tmp_path / "assets")


async def asked(app: FastAPI, path: str) -> tuple[int, bytes]:
    said: list[MutableMapping[str, Any]] = []
    await get(entrance(app), path, said)
    return said[0]["status"], b"".join(one.get("body", b"") for one in said[1:])


def run(work: Callable[[], Awaitable[Any]]) -> Any:
    async def whole() -> Any:
        return await work()

    return asyncio.run(whole())


def test_a_start_does_not_load_it(app: FastAPI) -> None:
    assert not hasattr(app.state, "pages")


def test_whoever_asks_at_once_is_answered_and_two_at_once_open_it_once(app: FastAPI) -> None:
    few = len(app.router.routes)

    async def both() -> tuple[tuple[int, bytes], ...]:
        return await asyncio.gather(asked(app, SIGN_IN), asked(app, SIGN_IN))

    first, second = run(both)
    assert first[0] == second[0] == 200
    assert b"verifier-1" in first[1]
    opened = len(app.router.routes)
    assert opened > few
    assert run(lambda: asked(app, SIGN_IN))[0] == 200
    assert len(app.router.routes) == opened


def test_what_is_nowhere_is_not_found_before_and_after(app: FastAPI) -> None:
    assert run(lambda: asked(app, ELSEWHERE))[0] == 404
    assert run(lambda: asked(app, ELSEWHERE))[0] == 404


def test_the_description_is_whole_for_the_first_who_reads_it(app: FastAPI) -> None:
    status, text = run(lambda: asked(app, DESCRIPTION))
    assert status == 200
    assert "/antrean/sisa/{kodebooking}" in json.loads(text)["paths"]
    few = len(app.router.routes)
    assert run(lambda: asked(app, SIGN_IN))[0] == 200
    assert len(app.router.routes) == few


def test_words_that_cannot_be_read_are_asked_for_again(app: FastAPI, tmp_path: Path) -> None:
    words = tmp_path / "assets" / "locale"
    words.rename(tmp_path / "gone")
    with pytest.raises(FileNotFoundError):  # the application answers 500, and the server's log has the trace
        run(lambda: asked(app, SIGN_IN))
    (tmp_path / "gone").rename(words)
    assert run(lambda: asked(app, SIGN_IN))[0] == 200


def test_it_is_loaded_though_nobody_asks_and_the_books_are_kept_from_then_on(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(later, "SOON_SECONDS", 0.0)
    counter: Counter = app.state.counter

    async def nobody() -> None:
        async with app.state.later.soon(), asyncio.timeout(30):
            await counter.reports.begun.wait()

    run(nobody)
    assert app.state.pages.locale("id").language == "id"


def test_a_failure_nobody_asked_for_is_in_the_log(
    app: FastAPI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(later, "SOON_SECONDS", 0.0)
    (tmp_path / "assets" / "locale").rename(tmp_path / "gone")
    heard = asyncio.Event()

    def listen(record: logging.LogRecord) -> bool:
        heard.set()
        return True

    caplog.handler.addFilter(listen)

    async def nobody() -> None:
        async with app.state.later.soon(), asyncio.timeout(30):
            await heard.wait()

    run(nobody)
    assert "could not be loaded" in caplog.text
