"""The counter in a nutshell, written from the design alone: what each command must answer, and what is so afterwards.

Pull mode. Whoever is asked for something that is not allowed raises `No` with the code the server must answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

OWN = ("start", "finish", "recall", "hold", "forward", "transfer", "no-show", "return")
OF_ROLE = ("requeue", "cancel", "check-in", "documents", "priority")
AT_A_COUNTER = {**dict.fromkeys(OWN, "own"), **dict.fromkeys(OF_ROLE, "role"), "call": "held", "reprint": "any"}
SUPERVISOR = {**dict.fromkeys((*OWN[2:], *OF_ROLE, "reprint"), "any"), "call": "named"}
MAY = {
    "verifier": AT_A_COUNTER | {"read": "any"},
    "extra": AT_A_COUNTER | {"read": "any"},
    "supervisor": SUPERVISOR | {"read": "any"},
    "kiosk": dict.fromkeys(("printed", "not-printed", "reprint", "read"), "own"),
    "display": {},
}
FROM = {
    "check-in": ("booked",), "recall": ("called",), "start": ("called",), "no-show": ("called",),
    "return": ("called", "serving"), "finish": ("serving",), "forward": ("serving",), "transfer": ("serving",),
    "hold": ("serving",), "requeue": ("no_show",), "call": ("waiting", "on_hold"),
    "cancel": ("booked", "waiting", "called", "on_hold", "no_show"),
}  # fmt: skip
OPEN = ("booked", "waiting", "called", "serving", "on_hold", "no_show")
HELPERS = {"help": "extra", "verification": "verifier"}
ANY_END = ("complete", "documents_missing", "referred_jkn", "referred_disdukcapil", "rejected")
ENDS = {
    ("L", "help"): ("complete", "referred_jkn", "referred_disdukcapil", "rejected"),
    ("S", "help"): ("complete", "referred_jkn", "referred_disdukcapil"),
    ("S", "verification"): ("complete", "referred_jkn", "referred_disdukcapil", "rejected"),
}
"""Where a step knows fewer outcomes than any."""
NOT_HERE = ("phone", "whatsapp")
PENALTY = 10 * 60 * 1000


class No(Exception):
    """The server must refuse with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Place:
    """A ticket. `arrived`: between which moments (milliseconds)."""

    id: int
    number: str
    service: str
    step: str
    status: str
    priority: str
    channel: str
    complete: bool
    arrived: tuple[int, int]
    print_status: str
    device: str = ""
    staff: str = ""
    counter: str = ""
    person: str = ""
    in_hand: bool = True

    def wait(self, **changed: Any) -> None:
        """Again."""
        self.status, self.staff, self.counter, self.person = "waiting", "", "", ""
        for name, value in changed.items():
            setattr(self, name, value)


@dataclass
class Person:
    """A member of staff."""

    key: str
    role: str
    state: str = "away"
    counter: str = ""
    ticket: int = 0
    pause_next: bool = False
    on_break: bool = False
    call_next: int = 0


@dataclass
class Office:
    """Everybody and everything."""

    staff: dict[str, Person]
    tickets: dict[int, Place] = field(default_factory=dict)

    def role_of(self, who: str) -> str:
        """The role of whoever is signed in, or of a machine."""
        if who in ("kiosk", "display"):
            return who
        person = self.staff.get(who)
        if person is None or (person.role != "supervisor" and not person.counter):
            raise No("not_signed_in")
        return person.role

    def waiting_at(self, role: str) -> Iterator[Place]:
        """Who waits for somebody of this role."""
        return (one for one in self.tickets.values() if one.status == "waiting" and HELPERS[one.step] == role)

    def touch(self, who: str, verb: str, ticket: int) -> Place:
        """Role, ticket and owner, in this order."""
        role = self.role_of(who)
        scope = MAY[role].get(verb)
        if scope is None:
            raise No("not_allowed")
        place = self.tickets.get(ticket)
        if place is None:
            raise No("ticket_unknown")
        mine = (place.device == "demo-kiosk") if role == "kiosk" else place.staff == who
        if scope in ("own", "held") and not mine:
            raise No("not_your_ticket")
        if scope == "role" and HELPERS[place.step] != role and not mine:
            raise No("not_your_ticket")
        return place

    def sign_in(self, who: str, counter: str | None, known: tuple[str, ...]) -> Person:
        """A new session; the old one of the same person is over."""
        person = self.staff[who]
        if counter is None:
            raise No("counter_needed")
        if counter not in known:
            raise No("counter_unknown")
        if person.ticket and person.counter != counter:
            raise No("ticket_open")
        if any(one.counter == counter and one is not person for one in self.staff.values()):
            raise No("counter_taken")
        if person.counter != counter:
            self.go(person)
        person.counter = counter
        if person.state != "busy":
            person.state, person.on_break = "paused", False
        return person

    def sign_out(self, who: str) -> Person:
        """Home."""
        if self.role_of(who) in ("kiosk", "display"):
            raise No("not_allowed")
        person = self.staff[who]
        if person.ticket:
            raise No("ticket_open")
        self.go(person)
        return person

    def go(self, person: Person) -> None:
        """Who was to wait for her waits for her colleagues."""
        person.state, person.counter, person.call_next = "away", "", 0
        person.pause_next = person.on_break = False
        for place in self.tickets.values():
            if place.person == person.key and place.status == "waiting":
                place.person = ""

    def ready(self, who: str) -> Person:
        """And a held ticket that was asked back is called."""
        if self.role_of(who) not in ("verifier", "extra"):
            raise No("not_allowed")
        person = self.staff[who]
        person.pause_next = person.on_break = False
        person.state = "busy" if person.ticket else "ready"
        self.resume(person)
        return person

    def pause(self, who: str) -> Person:
        """Now, or when the ticket leaves."""
        if self.role_of(who) not in ("verifier", "extra"):
            raise No("not_allowed")
        person = self.staff[who]
        if person.ticket:
            person.pause_next = True
        else:
            person.state, person.on_break = "paused", True
        return person

    def resume(self, person: Person) -> None:
        """What was asked back while busy comes first."""
        held = self.tickets.get(person.call_next)
        if held and person.state == "ready" and held.status == "on_hold" and held.staff == person.key:
            self.bind(person, held)

    def bind(self, person: Person, place: Place) -> None:
        """Called to her."""
        place.status, place.staff, place.counter, place.person = "called", person.key, person.counter, ""
        person.state, person.ticket, person.on_break = "busy", place.id, False
        if person.call_next == place.id:
            person.call_next = 0

    def free(self, key: str) -> None:
        """Her ticket has left."""
        person = self.staff[key]
        person.on_break, person.pause_next = person.pause_next, False
        person.state, person.ticket = "paused" if person.on_break else "ready", 0
        self.resume(person)

    def heads(self, who: str) -> list[Place]:
        """The first of each queue and class she serves."""
        first: dict[tuple[str, str, bool], Place] = {}
        for place in sorted(self.waiting_at(self.staff[who].role), key=lambda one: (one.arrived, one.id)):
            if place.person in ("", who) and place.in_hand:
                own = place.person == who
                key = ("" if own else place.service, "" if own else place.step, place.priority != "none")
                first.setdefault(key, place)
        return list(first.values())
