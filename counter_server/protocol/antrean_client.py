"""A typed client of /antrean, for a hospital's system: asks and takes tickets for its visitors (docs/interfaces.md).

Blocking. What was not done is raised as `NotDone` with the server's words, which may be shown to a visitor; anything
else that keeps an answer from coming is `ServerAway`.
"""

from typing import TypeVar

import msgspec
import urllib3

from .antrean_messages import (
    Done,
    Failure,
    Remaining,
    RemainingAnswer,
    ServiceStatus,
    StatusAnswer,
    TakenAnswer,
    TakenTicket,
    TokenAnswer,
)
from .asking import ServerAway
from .decoding import decoded

Answer = TypeVar("Answer", TokenAnswer, StatusAnswer, TakenAnswer, RemainingAnswer, Done)
NOT_AUTHORISED = 401


class NotDone(Exception):
    """The server said no. `message`: why, in words for people; `status`: the HTTP status, 200 for what is ordinary
    life (closed, quota used, already cancelled)."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)
        self.status, self.message = status, message


class AntreanClient:
    """One user name at one server. It asks for a token when it needs one, and once more when the token is over."""

    def __init__(
        self, server: str, username: str, password: str, *, timeout: float = 5.0, ca: str | None = None
    ) -> None:
        """`timeout` in seconds, for connecting and for each read. `ca`: a PEM file of whose certificates are believed
        over https."""
        self.server = server.rstrip("/")
        self._username, self._password, self._token = username, password, ""
        self._pool = urllib3.PoolManager(maxsize=2, retries=False, timeout=urllib3.Timeout(timeout), ca_certs=ca)

    def token(self) -> str:
        """A token for user name and password; the other calls ask for it by themselves."""
        headers = {"x-username": self._username, "x-password": self._password}
        self._token = self._asked("GET", "token", TokenAnswer, headers).response.token
        return self._token

    def status(self, service: str, day: str) -> ServiceStatus:
        """How a service (a letter) stands on a day (ISO; today)."""
        return self._ask("status", StatusAnswer, {"kodepoli": service, "tanggalperiksa": day}).response

    def take(
        self, service: str, day: str, *, nik: str = "", kk: str = "", jkn_card: str = "", reference: str = ""
    ) -> TakenTicket:
        """A ticket for today. With a `reference` of one's own the same again is the same ticket: after `ServerAway`
        ask again with it."""
        body = {"kodepoli": service, "tanggalperiksa": day, "nik": nik, "nomorkk": kk, "nomorkartu": jkn_card}
        return self._ask("ambil", TakenAnswer, {**body, "nomorreferensi": reference}).response

    def remaining(self, booking: str) -> Remaining:
        """Where a ticket stands."""
        return self._ask("sisa", RemainingAnswer, {"kodebooking": booking}).response

    def cancel(self, booking: str, reason: str) -> None:
        """Gives it up."""
        self._ask("batal", Done, {"kodebooking": booking, "keterangan": reason})

    def check_in(self, booking: str) -> None:
        """The visitor is here. Said twice it is so once."""
        self._ask("checkin", Done, {"kodebooking": booking})

    def _ask(self, path: str, kind: type[Answer], body: object) -> Answer:
        content = msgspec.json.encode(body)
        for last in (False, True):
            headers = {"x-username": self._username, "x-token": self._token or self.token()}
            try:
                return self._asked("POST", path, kind, headers, content)
            except NotDone as refused:
                if last or refused.status != NOT_AUTHORISED:
                    raise
                self._token = ""
        raise AssertionError("the second try answers or raises")

    def _asked(
        self, method: str, path: str, kind: type[Answer], headers: dict[str, str], content: bytes | None = None
    ) -> Answer:
        sent = {"Accept": "application/json", **headers}
        if content is not None:
            sent["Content-Type"] = "application/json"
        try:
            answer = self._pool.request(
                method, f"{self.server}/antrean/{path}", body=content, headers=sent, redirect=False
            )
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise ServerAway(str(error)) from error
        return _read(answer.status, answer.data, kind)


def _read(status: int, content: bytes, kind: type[Answer]) -> Answer:
    try:
        told = decoded(content, Failure).metadata
        if told.code != 200:
            raise NotDone(status, told.message)
        return decoded(content, kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ServerAway(f"HTTP {status} with an answer that is not of /antrean: {error}") from error
