"""One question to the server and its answer, with one credential."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
import urllib3

from .contract import API as API
from .contract import CONTRACT as CONTRACT
from .decoding import decoded
from .messages import Refused

Message = TypeVar("Message")


@dataclass(frozen=True, slots=True)
class Nothing:
    """An answer without content."""


class ServerRefused(Exception):
    """The server said no. `status` is the HTTP status, `code` and `facts` are the refusal's."""

    def __init__(self, status: int, code: str, facts: Mapping[str, Any]) -> None:
        super().__init__(status, code, dict(facts))
        self.status, self.code, self.facts = status, code, dict(facts)


class ServerAway(Exception):
    """No answer: unreachable, too slow, or not one of ours. Whether the command was carried out is not known."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Asking:
    """Asks one server."""

    def __init__(self, server: str, token: str = "", *, timeout: float = 5.0, ca: str | None = None) -> None:
        """`timeout` in seconds, for connecting and for each read. `ca`: a PEM file of whose certificates are believed
        over https; none: as `trust` says."""
        self.server = server.rstrip("/")
        self.token, self.ca = token, ca
        self._pool = urllib3.PoolManager(maxsize=4, retries=False, timeout=urllib3.Timeout(timeout), ca_certs=ca)

    def _ask(self, method: str, path: str, kind: type[Message], body: object = None, *, root: str = API) -> Message:
        answer = self._send(method, path, body, root=root)
        return read(answer.status, answer.data, kind)

    def _send(self, method: str, path: str, body: object = None, *, root: str = API) -> urllib3.BaseHTTPResponse:
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        content = None
        if body is not None:
            content = msgspec.json.encode(body)
            headers["Content-Type"] = "application/json"
        try:
            address = self.server + root + path
            return self._pool.request(method, address, body=content, headers=headers, redirect=False)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise ServerAway(str(error)) from error


def given(body: Mapping[str, object]) -> dict[str, object]:
    """Without what was not given."""
    return {key: value for key, value in body.items() if value is not None}


def read(status: int, content: bytes, kind: type[Message]) -> Message:
    """The message in an answer, or what it was refused with."""
    try:
        if status >= 400:
            refused = decoded(content, Refused)
            raise ServerRefused(status, refused.code, refused.facts)
        return decoded(content or b"{}", kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ServerAway(f"HTTP {status} with an answer that is not ours: {error}") from error
