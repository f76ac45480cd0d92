"""Opens what a start leaves for later. A kiosk and a wall that wait for the server need none of the pages, and loading
those takes as long as a fifth of the start: they come a moment after it, or with the first request for one."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator
from importlib import import_module
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

if TYPE_CHECKING:
    from .pages import Rest

log = logging.getLogger(__name__)
REST = "counter_server.web.pages"
SOON_SECONDS = 1.0
"""After the start: the machines that waited for it come first; a desk that asks earlier does not wait for this."""


class Later:
    """ASGI: stands where an application has nothing more to answer with."""

    def __init__(self, app: FastAPI) -> None:
        self._app, self._nothing = app, app.router.default
        self._one, self._open = asyncio.Lock(), False
        app.router.default = self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Asks the application again once all of it is there; what it lacks even then is not found."""
        if self._open or scope["type"] != "http":
            await self._nothing(scope, receive, send)
            return
        await self.open()
        await self._app.router(scope, receive, send)

    async def open(self) -> None:
        """All of it, once. Read in a thread: whoever asks for something else meanwhile waits for no module."""
        async with self._one:
            if not self._open:
                rest = await asyncio.to_thread(self._read)
                rest.join(self._app)
                self._open = True

    @contextlib.asynccontextmanager
    async def soon(self) -> AsyncIterator[None]:
        """Opens it a moment from now: a file that was replaced under a running server is not read by it."""
        opening = asyncio.create_task(self._soon())
        try:
            yield
        finally:
            opening.cancel()
            await asyncio.gather(opening, return_exceptions=True)

    async def _soon(self) -> None:
        await asyncio.sleep(SOON_SECONDS)
        try:
            await self.open()
        except Exception:
            log.exception("the pages could not be loaded; the first who asks for one tries again")
        gc.freeze()  # as after the start itself

    def _read(self) -> "Rest":
        rest: Rest = import_module(REST).read(self._app)
        return rest
