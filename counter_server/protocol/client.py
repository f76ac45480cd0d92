"""A typed client of the counter server, for the kiosk, the display, tests and other people's programs.

Blocking; one instance may be used from several threads. A refusal is raised as `ServerRefused` with its code and
facts; anything else that keeps an answer from coming is `ServerAway`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
import urllib3

from .messages import Board, IssuedTicket, MyState, Refused, Session, Ticket
from .offer import Services

API = "/api/v1"

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


class CounterClient:
    """Commands and questions to one server with one credential: a session's token or a device key."""

    def __init__(self, server: str, token: str = "", *, timeout: float = 5.0) -> None:
        """`timeout` in seconds, for connecting and for each read."""
        self.server = server.rstrip("/")
        self.token = token
        self._pool = urllib3.PoolManager(maxsize=4, retries=False, timeout=urllib3.Timeout(timeout))

    def services(self) -> Services:
        """What the branch offers, and what is open."""
        return self._ask("GET", "/services", Services)

    def issue(
        self,
        *,
        request_id: str,
        service: str,
        language: str = "id",
        documents: Mapping[str, Sequence[str]] | None = None,
        answers: Mapping[str, str] | None = None,
        priority: str = "none",
        channel: str = "kiosk",
        nik: str | None = None,
        kk: str | None = None,
        number: str | None = None,
        taken_at: datetime | None = None,
    ) -> IssuedTicket:
        """A new ticket. The same `request_id` with the same content gives the same ticket again."""
        given = {"nik": nik, "kk": kk, "number": number, "taken_at": taken_at}
        body = {
            "request_id": request_id,
            "service": service,
            "language": language,
            "documents": {paper: list(forms) for paper, forms in (documents or {}).items()},
            "answers": dict(answers or {}),
            "priority": priority,
            "channel": channel,
        }
        return self._ask("POST", "/tickets", IssuedTicket, {**body, **_given(given)})

    def printed(self, ticket: int) -> Ticket:
        """The number is in the visitor's hands."""
        return self._verb(ticket, "printed")

    def not_printed(self, ticket: int, reason: str) -> Ticket:
        """Paper cannot come; the kiosk shows the number instead."""
        return self._verb(ticket, "not-printed", reason=reason)

    def reprint(self, ticket: int) -> Ticket:
        """The kiosk is asked to print it once more."""
        return self._verb(ticket, "reprint")

    def ticket(self, ticket: int) -> Ticket:
        """A ticket as it is now."""
        return self._ask("GET", f"/tickets/{ticket}", Ticket)

    def sign_in(self, staff: str, pin: str, counter: str | None = None) -> Session:
        """Signs in and uses the session from now on. A supervisor needs no counter."""
        session = self._ask("POST", "/session", Session, {"staff": staff, "pin": pin, "counter": counter})
        self.token = session.token
        return session

    def sign_out(self) -> None:
        """Ends the session."""
        self._ask("DELETE", "/session", Nothing)
        self.token = ""

    def ready(self) -> MyState:
        """Ready for the next ticket."""
        return self._ask("POST", "/staff/me/ready", MyState, {})

    def pause(self, reason: str) -> MyState:
        """No tickets for now; while busy, from when the ticket leaves."""
        return self._ask("POST", "/staff/me/pause", MyState, {"reason": reason})

    def call_next(self, counter: str) -> Ticket | None:
        """Calls the best waiting ticket to the counter; None when nobody waits."""
        answer = self._send("POST", f"/counters/{quote(counter)}/call-next", {})
        return None if answer.status == 204 else _read(answer.status, answer.data, Ticket)

    def call(self, ticket: int, counter: str | None = None, reason: str | None = None) -> Ticket:
        """Calls this very ticket."""
        return self._verb(ticket, "call", counter=counter, reason=reason)

    def recall(self, ticket: int) -> Ticket:
        """Announces it again."""
        return self._verb(ticket, "recall")

    def start(self, ticket: int) -> Ticket:
        """The visitor is at the counter."""
        return self._verb(ticket, "start")

    def hold(self, ticket: int) -> Ticket:
        """Sets it aside; `call` brings it back."""
        return self._verb(ticket, "hold")

    def finish(
        self,
        ticket: int,
        outcome: str,
        missing: Mapping[str, Sequence[str]] | None = None,
        reason: str | None = None,
    ) -> Ticket:
        """Ends the step with an outcome; it may lead to another step."""
        papers = {paper: list(forms) for paper, forms in missing.items()} if missing else None
        return self._verb(ticket, "finish", outcome=outcome, missing=papers, reason=reason)

    def transfer(self, ticket: int, service: str | None = None, staff: str | None = None) -> Ticket:
        """To another service, or to one member of staff."""
        return self._verb(ticket, "transfer", service=service, staff=staff)

    def forward(self, ticket: int) -> Ticket:
        """To the next step."""
        return self._verb(ticket, "forward")

    def no_show(self, ticket: int) -> Ticket:
        """Nobody came."""
        return self._verb(ticket, "no-show")

    def requeue(self, ticket: int) -> Ticket:
        """Back into the queue, with the branch's penalty."""
        return self._verb(ticket, "requeue")

    def return_(self, ticket: int, reason: str) -> Ticket:
        """Back into the queue as it was."""
        return self._verb(ticket, "return", reason=reason)

    def cancel(self, ticket: int, reason: str) -> Ticket:
        """Given up."""
        return self._verb(ticket, "cancel", reason=reason)

    def check_in(self, ticket: int) -> Ticket:
        """A booked visitor is here."""
        return self._verb(ticket, "check-in")

    def documents(self, ticket: int, documents: Mapping[str, Sequence[str]]) -> Ticket:
        """The papers as staff saw them."""
        return self._verb(ticket, "documents", documents={paper: list(forms) for paper, forms in documents.items()})

    def priority(self, ticket: int, priority: str, reason: str) -> Ticket:
        """Priority confirmed, given or withdrawn."""
        return self._verb(ticket, "priority", priority=priority, reason=reason)

    def board(self) -> Board:
        """The whole present."""
        return self._ask("GET", "/board", Board)

    def spoken(self, seq: int, *, ok: bool, reason: str | None = None) -> None:
        """What became of an announcement."""
        self._ask("POST", f"/announcements/{seq}/spoken", Nothing, {"ok": ok, **_given({"reason": reason})})

    def _verb(self, ticket: int, verb: str, **body: object) -> Ticket:
        return self._ask("POST", f"/tickets/{ticket}/{verb}", Ticket, _given(body))

    def _ask(self, method: str, path: str, kind: type[Message], body: object = None) -> Message:
        answer = self._send(method, path, body)
        return _read(answer.status, answer.data, kind)

    def _send(self, method: str, path: str, body: object) -> urllib3.BaseHTTPResponse:
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        content = None
        if body is not None:
            content = msgspec.json.encode(body)
            headers["Content-Type"] = "application/json"
        try:
            return self._pool.request(method, self.server + API + path, body=content, headers=headers)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise ServerAway(str(error)) from error


def _given(body: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in body.items() if value is not None}


def _read(status: int, content: bytes, kind: type[Message]) -> Message:
    try:
        if status >= 400:
            refused = msgspec.json.decode(content, type=Refused)
            raise ServerRefused(status, refused.code, refused.facts)
        return msgspec.json.decode(content or b"{}", type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ServerAway(f"HTTP {status} with an answer that is not ours: {error}") from error
