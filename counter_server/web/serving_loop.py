"""uvicorn, with the settings that many open streams need."""

import gc
import socket
from pathlib import Path

import uvicorn

from counter_server.clock import Clock
from counter_server.storage.store import Store

from .app import create_app
from .counter import Counter


class _Server(uvicorn.Server):
    """Says where it is once it can answer, and ends its streams when it is told to end."""

    def __init__(self, config: uvicorn.Config, counter: Counter) -> None:
        super().__init__(config)
        self._counter = counter

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """uvicorn's, and the word `ready`."""
        await super().startup(sockets)
        gc.freeze()  # so that no request waits while all that the start has made is looked through
        gc.enable()
        if sockets and self.started:
            host, port = sockets[0].getsockname()[:2]
            print(f"ready http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """uvicorn's, which waits for what is still open."""
        self._counter.hub.close()
        await super().shutdown(sockets)


def run(store: Store, secret: bytes, clock: Clock, listening: socket.socket, assets: Path) -> int:
    """Serves until a signal ends it."""
    _open_as_many_as_allowed()
    counter = Counter(store, secret, clock)
    app = create_app(counter, assets)
    config = uvicorn.Config(
        app, loop="auto", http="auto", ws="none", access_log=False, log_config=None,
        timeout_graceful_shutdown=2, timeout_keep_alive=75, server_header=False, backlog=2048,
    )  # fmt: skip
    server = _Server(config, counter)
    server.run(sockets=[listening])
    return 0 if server.started else 1


def _open_as_many_as_allowed() -> None:
    """Every stream is an open file; the usual soft limit of 1,024 is a thousand phones."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
