"""Looks at the network for the technician: does the server answer, how fast, and which addresses has this machine?"""

import time

import urllib3

from .machine_doors import ServerAnswer

SECONDS = 3.0
"""A server that takes longer is of no use to a visitor."""
MOST_ADDRESSES = 3


def ask_server(server: str, seconds: float = SECONDS) -> ServerAnswer:
    """`GET /healthz`, once: alive and able to write."""
    began = time.perf_counter()
    try:
        with urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(total=seconds)) as pool:
            answer = pool.request("GET", f"{server.rstrip('/')}/healthz", redirect=False)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as failed:
        return ServerAnswer(reason=_reason(failed))
    if answer.status != 200:
        return ServerAnswer(reason="unwell")
    return ServerAnswer(milliseconds=max(1, round((time.perf_counter() - began) * 1000)))


def _reason(failed: BaseException) -> str:
    match failed:
        case urllib3.exceptions.NameResolutionError() | urllib3.exceptions.LocationParseError():
            return "no_name"
        case urllib3.exceptions.SSLError():
            return "no_trust"
        case urllib3.exceptions.NewConnectionError():
            return "no_listener" if isinstance(failed.__cause__, ConnectionRefusedError) else "no_way"
    return "silent"


def own_addresses() -> tuple[str, ...]:
    """By which others reach this machine; those of IPv4 first. None of the loopback's and the link's own."""
    from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface  # 15 ms no visitor has to wait for

    interfaces = [
        one for one in QNetworkInterface.allInterfaces() if one.flags() & QNetworkInterface.InterfaceFlag.IsUp
    ]
    found = [entry.ip() for one in interfaces for entry in one.addressEntries()]
    told = [ip for ip in found if not (ip.isLoopback() or ip.isLinkLocal())]
    told.sort(key=lambda ip: ip.protocol() != QAbstractSocket.NetworkLayerProtocol.IPv4Protocol)
    return tuple(dict.fromkeys(ip.toString() for ip in told))[:MOST_ADDRESSES]
