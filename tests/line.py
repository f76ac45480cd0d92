"""A line between a program and the server that can be cut, or go dead without a word."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Line:
    """Passes everything on to a port of this machine, for as long as it is whole."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: set[asyncio.StreamWriter] = set()
        self._is_cut = False
        self._deaths = 0
        self._passes = asyncio.Event()
        self._passes.set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def cut(self) -> None:
        """Every connection is reset, and so is each new one."""
        self._loop.call_soon_threadsafe(self._cut)

    def die(self) -> None:
        """Half open: nothing is passed on any more, and nobody is told. Connections of this time stay dead for good."""
        self._deaths += 1
        self._loop.call_soon_threadsafe(self._passes.clear)

    def mend(self) -> None:
        """New connections are passed on again."""
        self._is_cut = False
        self._loop.call_soon_threadsafe(self._passes.set)

    def close(self) -> None:
        """For good."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._pass_on, "127.0.0.1", 0)

    async def _end(self) -> None:
        self._server.close()
        self._cut()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        if rest:
            await asyncio.wait(rest)
        await asyncio.sleep(0)  # what was aborted is closed in the loop's next round

    def _cut(self) -> None:
        self._is_cut = True
        self._passes.set()
        for writer in self._open:
            writer.transport.abort()

    async def _pass_on(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        await self._passes.wait()  # whoever knocks meanwhile knocks until it is heard
        if self._is_cut:
            back.transport.abort()
            return
        try:
            far, forth = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            back.transport.abort()
            return
        born = self._deaths
        self._open |= {back, forth}
        try:
            await asyncio.gather(self._pump(near, forth, born), self._pump(far, back, born))
        finally:
            self._open -= {back, forth}
            for writer in (back, forth):
                writer.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, born: int) -> None:
        try:
            while received := await source.read(65536):
                if self._deaths == born:
                    target.write(received)
                    await target.drain()
        except OSError:
            target.transport.abort()
        if self._deaths == born:
            target.close()


@contextmanager
def line_to(server: str) -> Iterator[Line]:
    """Between whoever uses its address, and this server."""
    line = Line(int(server.rpartition(":")[2]))
    try:
        yield line
    finally:
        line.close()
