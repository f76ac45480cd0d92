"""uvicorn, with the settings that many open streams need."""

import asyncio
import gc
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import uvicorn

from counter_server.storage.store import Store

from .answer_headers import EVERYWHERE
from .app import create_app, entrance
from .connection_guard import GuardedConnection, look_around
from .counter import Counter
from .guard import Guard


class _Server(uvicorn.Server):
    """Says where it is once it can answer, and ends its streams when it is told to end."""

    def __init__(self, config: uvicorn.Config, counter: Counter) -> None:
        super().__init__(config)
        self._counter = counter

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """uvicorn's, and the word `ready`."""
        if self.config.ssl:
            _limit_handshakes(asyncio.get_running_loop(), float(self._counter.setup.branch.safety.request_seconds))
        await super().startup(sockets)
        self._looking = asyncio.create_task(look_around(self.server_state.connections, self._counter))
        gc.freeze()  # so that no request waits while all that the start has made is looked through
        gc.enable()
        if sockets and self.started:
            host, port = sockets[0].getsockname()[:2]
            scheme = "https" if self.config.ssl else "http"
            print(f"ready {scheme}://{f'[{host}]' if ':' in host else host}:{port}", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """uvicorn's, which waits for what is still open."""
        self._looking.cancel()
        self._counter.close_streams()
        await super().shutdown(sockets)


@dataclass(frozen=True, slots=True)
class Door:
    """How the network reaches us: with which words, over TLS or not, through which proxies (addresses or networks)."""

    assets: Path
    tls: ssl.SSLContext | None = None
    proxies: tuple[str, ...] = ()
    data: Path | None = None


def run(store: Store, secret: bytes, listening: socket.socket, door: Door) -> int:
    """Serves until a signal ends it."""
    _open_as_many_as_allowed()
    counter = Counter(store, secret, store.clock)
    app = create_app(counter, door.assets, door.data)
    GuardedConnection.counter = counter
    GuardedConnection.proxies = tuple(ipaddress.ip_network(proxy) for proxy in door.proxies)
    guarded = Guard(entrance(app), counter)
    config = uvicorn.Config(
        guarded, loop="auto", http=GuardedConnection, ws="none", access_log=False, log_config=None,
        timeout_graceful_shutdown=2, timeout_keep_alive=75, server_header=False, backlog=2048, headers=EVERYWHERE,
        ssl_context_factory=_given(door.tls) if door.tls else None,
        # uvicorn would believe whoever comes from this machine
        proxy_headers=bool(door.proxies), forwarded_allow_ips=list(door.proxies),
    )  # fmt: skip
    server = _Server(config, counter)
    server.run(sockets=[listening])
    return 0 if server.started else 1


def _limit_handshakes(loop: asyncio.AbstractEventLoop, seconds: float) -> None:
    """uvicorn passes no limit on, and the loop's own is a minute, in which nobody counts the connection."""
    vars(loop)["create_server"] = partial(loop.create_server, ssl_handshake_timeout=seconds)


def _given(tls: ssl.SSLContext) -> Callable[..., ssl.SSLContext]:
    return lambda config, default: tls


def _open_as_many_as_allowed() -> None:
    """Every stream is an open file; the usual soft limit of 1,024 is a thousand phones."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
