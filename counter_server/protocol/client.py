"""A typed client of the counter server, for the kiosk, the display, tests and other people's programs: every call of
the contract, version `CONTRACT` (docs/client.md, with examples).

Blocking; one instance may be used from several threads. A refusal is raised as `ServerRefused` with its code and
facts; anything else that keeps an answer from coming is `ServerAway`, after which nobody knows whether the command was
carried out: what may be asked again is said with each call.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import quote

from .asking import API as API
from .asking import CONTRACT as CONTRACT
from .asking import Nothing, given, read
from .asking import ServerAway as ServerAway
from .asking import ServerRefused as ServerRefused
from .device_calls import DeviceCalls
from .event_stream import EventStream
from .messages import Alive, Board, IssuedTicket, MyState, Session, Ticket
from .offer import Services


class CounterClient(DeviceCalls):
    """Commands and questions to one server with one credential: a session's token or a device key."""

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
        expected_at: datetime | None = None,
        again: bool = False,
    ) -> IssuedTicket:
        """A new ticket. The same `request_id` with the same content gives the same ticket again; with `again`, a
        patient whose NIK has one is given hers once more."""
        more: dict[str, object] = {"nik": nik, "kk": kk, "number": number, "taken_at": taken_at, "again": again or None}
        more["expected_at"] = expected_at
        body = {
            "request_id": request_id,
            "service": service,
            "language": language,
            "documents": {paper: list(forms) for paper, forms in (documents or {}).items()},
            "answers": dict(answers or {}),
            "priority": priority,
            "channel": channel,
        }
        return self._ask("POST", "/tickets", IssuedTicket, {**body, **given(more)})

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

    def change_pin(self, pin: str, new: str) -> None:
        """A new PIN for oneself, with the present one."""
        self._ask("POST", "/staff/me/pin", Nothing, {"pin": pin, "new": new})

    def unlock(self, staff: str) -> None:
        """Somebody who was locked out may try again; for the person in charge."""
        self._ask("POST", f"/staff/{quote(staff)}/unlock", Nothing)

    def end_session(self, staff: str) -> None:
        """Ends somebody's session wherever it is open; for the person in charge."""
        self._ask("POST", f"/staff/{quote(staff)}/sign-out", Nothing)

    def ready(self) -> MyState:
        """Ready for the next ticket."""
        return self._ask("POST", "/staff/me/ready", MyState, {})

    def pause(self, reason: str) -> MyState:
        """No tickets for now; while busy, from when the ticket leaves."""
        return self._ask("POST", "/staff/me/pause", MyState, {"reason": reason})

    def call_next(self, counter: str) -> Ticket | None:
        """Calls the best waiting ticket to the counter; None when nobody waits."""
        answer = self._send("POST", f"/counters/{quote(counter)}/call-next", {})
        return None if answer.status == 204 else read(answer.status, answer.data, Ticket)

    def call(self, ticket: int, counter: str | None = None, reason: str | None = None) -> Ticket:
        """Calls this very ticket."""
        return self._verb(ticket, "call", counter=counter, reason=reason)

    def recall(self, ticket: int) -> Ticket:
        """Announces it again."""
        return self._verb(ticket, "recall")

    def start(self, ticket: int) -> Ticket:
        """The visitor is at the counter."""
        return self._verb(ticket, "start")

    def hold(self, ticket: int, remind_minutes: int | None = None) -> Ticket:
        """Sets it aside; `call` brings it back. After so many minutes the desk reminds of it."""
        return self._verb(ticket, "hold", remind_minutes=remind_minutes)

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
        """The whole present, as far as whoever asks may see it. To stay up to date `listen`, do not ask again."""
        return self._ask("GET", "/board", Board)

    def listen(self, *, silence: float = 7.0) -> EventStream:
        """The board, then each change, through every break of the line: `for happening in client.listen().listen()`.
        `silence`: seconds without a word after which the server is away; it beats at least every five."""
        return EventStream(self.server, self.token, silence=silence, ca=self.ca)

    def alive(self) -> int:
        """Whether the server lives and its disk takes writes: the seq its journal stands at. Needs no credential."""
        return self._ask("GET", "/healthz", Alive, root="").seq

    def metrics(self) -> str:
        """The Prometheus text (docs/interfaces.md). Needs no credential."""
        return self._send("GET", "/metrics", root="").data.decode()

    def spoken(self, seq: int, *, ok: bool, reason: str | None = None) -> None:
        """What became of an announcement."""
        self._ask("POST", f"/announcements/{seq}/spoken", Nothing, {"ok": ok, **given({"reason": reason})})

    def _verb(self, ticket: int, verb: str, **body: object) -> Ticket:
        return self._ask("POST", f"/tickets/{ticket}/{verb}", Ticket, given(body))
