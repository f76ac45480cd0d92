"""The door to hooks: one POST, no redirect, TLS verified, nothing but the status read, all within a time.

An address is looked up first and held against the policy, and that very address is then spoken to: a name that leads
elsewhere a moment later leads nowhere. Foreign exceptions end here, as a word for why.
"""

import asyncio
import contextlib
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

SECONDS = 10.0
"""For all of it: looking the name up, connecting, TLS, sending, the first line of the answer."""
LONGEST_LINE = 4096
MOST_PLACES = 3
"""Addresses of one name that are tried."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Answered:
    """`status` 0: nobody answered, and `why` says what kept it: `address`, `forbidden`, `unreachable`, `tls`,
    `timeout`, `nonsense`; else `why` is `redirect` or `refused` for what is no success."""

    status: int
    why: str = ""

    @property
    def taken(self) -> bool:
        """Whether the receiver has it now."""
        return 200 <= self.status < 300


class HookDoor:
    """Lives in the event loop."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lookups = ThreadPoolExecutor(2, thread_name_prefix="hook-names")
        self._tls: ssl.SSLContext | None = None

    async def post(self, url: str, content: bytes, headers: Mapping[str, str], *, private: bool) -> Answered:
        """`private`: whether the receiver may stand in the office's own network, or on this machine."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._posted(url, content, headers, private)
        except TimeoutError:
            return Answered(0, "timeout")
        except (ssl.SSLError, ssl.CertificateError):
            return Answered(0, "tls")
        except socket.gaierror:
            return Answered(0, "address")
        except (OSError, asyncio.IncompleteReadError, EOFError):
            return Answered(0, "unreachable")
        except (ValueError, asyncio.LimitOverrunError):  # a line without end, a status that is none
            return Answered(0, "nonsense")

    def close(self) -> None:
        """Whoever still looks a name up is not waited for."""
        self._lookups.shutdown(wait=False, cancel_futures=True)

    async def _posted(self, url: str, content: bytes, headers: Mapping[str, str], private: bool) -> Answered:
        parts = urlsplit(url)
        secure, host = parts.scheme == "https", parts.hostname or ""
        port = parts.port or (443 if secure else 80)
        places = [one for one in await self._addresses(host, port) if allowed(one, private=private)]
        if not places or (not secure and not private):
            return Answered(0, "forbidden")
        reader, writer = await self._connected(places[:MOST_PLACES], host, port, secure=secure)
        try:
            writer.write(_head(parts.path or "/", parts.query, parts.netloc, len(content), headers) + content)
            await writer.drain()
            line = await reader.readuntil(b"\n")
        finally:
            writer.transport.abort()
        return _answer(line)

    async def _connected(
        self, places: list[Address], host: str, port: int, *, secure: bool
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """To the first of them that takes a connection."""
        tls: dict[str, Any] = {"ssl": await self._context(), "server_hostname": host} if secure else {}
        for place in places[:-1]:
            with contextlib.suppress(ConnectionError):
                return await asyncio.open_connection(str(place), port, limit=LONGEST_LINE, **tls)
        return await asyncio.open_connection(str(places[-1]), port, limit=LONGEST_LINE, **tls)

    async def _addresses(self, host: str, port: int) -> list[Address]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._lookups, _looked_up, host, port)
        return [ipaddress.ip_address(one) for one in found]

    async def _context(self) -> ssl.SSLContext:
        """Reading all the authorities takes longer than the queue may stand still."""
        if self._tls is None:
            self._tls = await asyncio.get_running_loop().run_in_executor(self._lookups, ssl.create_default_context)
        return self._tls


def allowed(address: Address, *, private: bool) -> bool:
    """Whether a hook may be spoken to there. Never: link-local (where clouds keep their keys), multicast, reserved."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return allowed(inner, private=private)
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    if address.is_global:
        return True
    return private and (address.is_loopback or address.is_private) and not _reserved(address)


def _reserved(address: Address) -> bool:
    """0.0.0.0/8 and 240.0.0.0/4, which Python counts among the private ones."""
    return isinstance(address, ipaddress.IPv4Address) and (address.packed[0] == 0 or address.packed[0] >= 240)


def _looked_up(host: str, port: int) -> list[str]:
    return list(dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def _head(path: str, query: str, host: str, length: int, headers: Mapping[str, str]) -> bytes:
    target = f"{path}?{query}" if query else path
    lines = [
        f"POST {target} HTTP/1.1", f"Host: {host}", "User-Agent: Lalopa", "Content-Type: application/json",
        f"Content-Length: {length}", "Connection: close", *(f"{name}: {value}" for name, value in headers.items()),
    ]  # fmt: skip
    return "\r\n".join([*lines, "", ""]).encode()


def _answer(line: bytes) -> Answered:
    version, _, rest = line.partition(b" ")
    status = int(rest[:3])
    if not version.startswith(b"HTTP/1.") or not 100 <= status <= 599:
        raise ValueError("no answer of HTTP")
    if 200 <= status < 300:
        return Answered(status)
    return Answered(status, "redirect" if 300 <= status < 400 else "refused")
