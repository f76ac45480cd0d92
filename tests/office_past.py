"""Days of an office, lived through the product's own operations on a clock the test sets: everything staff and visitors
do, in an order a seed decides, so that reports have something of every kind to count."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from counter_server.domain.alerts import Alert, Level
from counter_server.domain.forecast.history import History
from counter_server.domain.refusals import Refusal
from counter_server.operations import alerting, at_desk, devices, floor, issuing, pairing, printing, serving, staffing
from counter_server.operations.callers import Caller
from counter_server.operations.day_turn import tick
from counter_server.protocol.terms import Channel, Device, Is, Outcome, Priority, Role
from counter_server.storage.hall_reading import entries
from counter_server.storage.store import Store
from tests.server import ROOT
from tests.store import KIOSK, SECRET, SUPERVISOR, a_store, asked

HOSPITALS = ("abdul-moeloek", "advent")
STAFF = {"verifier-1": "loket-1", "verifier-2": "loket-2", "verifier-3": "loket-3", "extra-1": "bantuan-1"}
BOUNDS = (time(7, 30), time(11, 30), time(12, 0), time(13, 0), time(15, 30), time(16, 0))
"""When the preset's counters open or close on some day: the server looks at each of them."""
COPIES: tuple[dict[str, tuple[str, ...]], ...] = (
    {"kk": ("original", "copy"), "ektp": ("original", "copy")},
    {"kk": ("original",)},
    {},
)
VERBS: dict[str, Callable[..., Any]] = {
    "start": serving.start, "no-show": serving.no_show, "recall": serving.recall, "return": serving.return_,
    "finish": serving.finish, "forward": serving.forward, "transfer": serving.transfer, "hold": serving.hold,
    "documents": serving.documents, "note": at_desk.note, "check": at_desk.check, "all there": at_desk.all_there,
}  # fmt: skip
OF_THE_KIND = (Channel.KIOSK,) * 8 + (Channel.WHATSAPP, Channel.PHONE, Channel.STAFF)
BESIDE = (
    "ready", "pause", "held", "held", "held", "requeue", "check-in", "check-in", "cancel", "priority", "confirm",
    "machine", "out", "away", "named", "move", "tick", "tick",
)  # fmt: skip
PRINTER = Alert(code="no_paper", subject="kiosk-1", part="printer", level=Level.FAILED, since=0)
QUEUE = Alert(code="long_wait", subject="A/verification", part="queue", level=Level.WARNING, since=0)


def assets_with_hospitals(folder: Path) -> Path:
    """The preset, whose branch has partner hospitals."""
    shutil.copytree(ROOT / "assets", folder / "assets")
    branch = folder / "assets" / "branch.toml"
    listed = "".join(f'\n[[hospitals]]\nkey = "{key}"\nname = "RS {key.title()}"\n' for key in HOSPITALS)
    branch.write_text(branch.read_text(encoding="utf-8") + listed, encoding="utf-8")
    return folder / "assets"


@dataclass
class OfficePast:
    """`pace`: seconds from one thing that happens to the next, at most."""

    store: Store
    random: Random
    pace: int = 150
    _looked_at: set[datetime] = field(default_factory=set)
    _raised: dict[str, int] = field(default_factory=dict)
    """Code → the seq of an alert that is not over."""
    _delivered: int = 0
    """Papers a kiosk gave while the server was away."""
    _learned: int = 0

    def do(self, operation: Callable[..., Any], *given: Any, **command: Any) -> Any:
        """One of the verbs, as it may be refused."""
        try:
            return self.store.writer.perform_now(lambda day: operation(day, *given, **command))
        except Refusal:
            return None

    def at(self, moment: datetime) -> None:
        """Time passes until then; the server looks at its calendar on the way."""
        assert self.store.clock.start is not None
        for bound in BOUNDS:
            there = datetime.combine(moment.date(), bound, moment.tzinfo)
            if there <= moment and there not in self._looked_at:
                self._looked_at.add(there)
                self.store.clock.start = there
                self.store.writer.perform_now(tick)
        self.store.clock.start = moment

    def live(self, day: date, tickets: int, *, closed_at: time | None = None) -> None:
        """A day until half past four, or until the person in charge closes it; who is still there stays until the day
        turns."""
        zone = self.store.read_now(lambda line, present, setup: setup.zone)
        now, end = (datetime.combine(day, at, zone) for at in (time(7, 10), time(16, 30)))
        self.at(now)
        self.store.writer.perform_now(tick)
        for staff, counter in STAFF.items():
            self.do(staffing.sign_in, staff=staff, counter=counter, hashed=f"{staff} {day}", kind="program")
        issues = iter(sorted(self.random.sample(range(20 * 60, 440 * 60), tickets)))
        comes = next(issues, None)
        began = now
        history = History(lambda at: datetime.fromtimestamp(at / 1000, zone))
        while now < end:
            now += timedelta(seconds=self.random.randint(5, self.pace))
            self.at(now)
            if closed_at is not None and now.time() > closed_at:
                self.do(floor.end_day, SUPERVISOR, reason="uji", texts={})
                closed_at = None
            self._learn(history)
            while comes is not None and began + timedelta(seconds=comes) <= now:
                self._comes()
                comes = next(issues, None)
            self._something()
        me = self._caller("verifier-1")  # somebody comes late and is still at a counter when the day ends
        self.do(issuing.issue, me, asked(channel=Channel.STAFF), SECRET)
        self.do(serving.call_next, me, counter=me.counter)
        member = self.store.read_now(lambda line, present, setup: present.members[me.key])
        self.do(serving.start, me, ticket=member.ticket)

    def _learn(self, history: History) -> None:
        """What the last ones waited, as the server's outlooks know it."""
        found = self.store.read_now(lambda line, present, setup: entries(line, setup.key, self._learned, most=10**6))
        for entry in found:
            history.take(entry)
            self._learned = entry.seq
        self.store.conduct.foresight.last_waits = dict(history.last_waits)

    def _comes(self) -> None:
        pick = self.random.choice
        channel, service = pick(OF_THE_KIND), pick("AAAKKLS")
        wish = asked(
            service=service, channel=channel, documents=pick(COPIES),
            priority=pick([Priority.NONE] * 4 + list(Priority)),
            answers={"hospital": pick(HOSPITALS)} if service == "A" and self.random.random() < 0.7 else {},
        )  # fmt: skip
        caller = KIOSK if channel is Channel.KIOSK else self._caller("extra-1")
        issued = self.do(issuing.issue, caller, wish, SECRET)
        if issued and channel is Channel.KIOSK:
            if self.random.random() < 0.1:
                self._on_paper(wish)
            elif self.random.random() < 0.05:
                self.do(printing.not_printed, KIOSK, ticket=issued.ticket.id, reason=printing.VISITOR_LEFT)
            else:
                self.do(printing.printed, KIOSK, ticket=issued.ticket.id)

    def _on_paper(self, wish: issuing.Asked) -> None:
        """The answer was lost, the kiosk printed a number of its own and delivers it; and a paper of yesterday."""
        for asks in (wish, replace(wish, request_id=f"{wish.request_id}-2")):
            self._delivered += 1
            long_ago = 0 if asks is wish else 26 * 60 * 60_000
            taken_at = self.store.clock.now() - long_ago
            number = (wish.service, "X", self._delivered)
            self.do(issuing.issue, KIOSK, replace(asks, number=number, taken_at=taken_at), SECRET)

    def _something(self) -> None:
        staff = self.random.choice(list(STAFF))
        me = self._caller(staff)
        member = self.store.read_now(lambda line, present, setup: present.members[staff])
        if member.ticket:
            self._at_the_counter(me, member.ticket)
        elif self.random.random() < 0.75:
            self.do(serving.call_next, me, counter=me.counter)
        else:
            self._aside(me)

    def _at_the_counter(self, me: Caller, ticket: int) -> None:
        found = self.store.writer.perform_now(lambda day: day.ticket(ticket))
        if found.status is Is.CALLED:
            verbs = ["start"] * 6 + ["no-show", "recall", "return"]
        else:
            verbs = ["finish"] * 6 + [
                "forward", "transfer", "transfer", "hold", "wait", "wait", "documents", "return", "note", "check",
                "all there",
            ]  # fmt: skip
        verb, pick = self.random.choice(verbs), self.random.choice
        more: dict[str, Any] = {}
        if verb == "finish":
            outcome = pick([Outcome.COMPLETE] * 5 + [Outcome.DOCUMENTS_MISSING] * 2 + list(Outcome))
            more = {"outcome": outcome}
            if outcome is Outcome.DOCUMENTS_MISSING and pick((True, False)):
                more["missing"] = {"kk": ["copy"]}
        elif verb == "return":
            more = {"reason": "uji"}
        elif verb == "documents":
            more = {"documents": {"ektp": ["original"]}}
        elif verb == "transfer":
            more = pick(({"service": pick("AKLS")}, {"staff": pick(list(STAFF))}))
        elif verb == "hold":
            more = {"remind_minutes": pick((None, 10))}
        elif verb in ("note", "check"):
            more = {"text": "uji"} if verb == "note" else {"checks": ["copies-match"]}
        if verb != "wait":
            self.do(VERBS[verb], me, ticket=ticket, **more)

    def _aside(self, me: Caller) -> None:
        """What is done beside a ticket: pauses, machines that go, whoever waits, comes back or arrives."""
        do, pick = self.do, self.random.choice
        match pick(BESIDE):
            case "ready":
                do(staffing.ready, me)
            case "pause":
                do(staffing.pause, me, reason="istirahat")
            case "machine":
                do(devices.presence, heard={"display-1": pick((True, False))})
                self._alert(pick((PRINTER, QUEUE)))
            case "away":
                do(staffing.away, me.key)
            case "move" if me.role is Role.VERIFIER:
                do(floor.move, SUPERVISOR, staff=me.key, role=Role.VERIFIER, services=pick(("AK", "")), reason="uji")
            case "tick":
                self.store.writer.perform_now(tick)
            case "out":
                do(staffing.sign_out, me)
                do(staffing.sign_in, staff=me.key, counter=me.counter, hashed=me.key, kind="program")
            case verb:
                self._among_tickets(verb, me)

    def _among_tickets(self, verb: str, me: Caller) -> None:
        do, pick = self.do, self.random.choice
        held, missed, booked, waiting = (self._in(state) for state in (Is.ON_HOLD, Is.NO_SHOW, Is.BOOKED, Is.WAITING))
        match verb:
            case "held" if held:
                do(serving.call, me, ticket=pick(held))
            case "requeue" if missed:
                do(serving.requeue, SUPERVISOR, ticket=pick(missed))
            case "check-in" if booked:
                do(serving.check_in, SUPERVISOR, ticket=pick(booked))
            case "cancel" if waiting:
                do(serving.cancel, SUPERVISOR, ticket=pick(waiting), reason="pulang")
            case "confirm" if waiting:
                do(at_desk.confirm, SUPERVISOR, ticket=pick(waiting))
            case "priority" if waiting:
                do(serving.priority, SUPERVISOR, ticket=pick(waiting), priority=pick(list(Priority)), reason="uji")
            case "named" if waiting:
                do(serving.call, SUPERVISOR, ticket=pick(waiting), counter=me.counter, reason="uji")

    def _alert(self, alert: Alert) -> None:
        """It begins, or is over."""
        known = self._raised.pop(alert.code, 0)
        ids = self.do(alerting.note, raised=[] if known else [alert], cleared=[known] if known else [])
        if ids:
            self._raised[alert.code] = ids[0]

    def _in(self, state: Is) -> list[int]:
        return [ticket.id for ticket in self.store.writer.perform_now(lambda day: day.tickets_in([state]))]

    def _caller(self, staff: str) -> Caller:
        role = Role.EXTRA if staff.startswith("extra") else Role.VERIFIER
        return Caller(role, staff, "p2km", counter=STAFF[staff])


@contextmanager
def past(
    folder: Path, days: list[date], *, tickets: int, seed: int = 7, until: datetime, early: date | None = None
) -> Iterator[Store]:
    """A store with these days behind it; it is `until` now, on a day of its own. `early`: closed before its time."""
    first = datetime.combine(days[0], time(6, 0), until.tzinfo)
    with a_store(folder / "data", first.isoformat(), assets=assets_with_hospitals(folder)) as store:
        office = OfficePast(store, Random(seed))
        for kind, name in ((Device.KIOSK, "kiosk-1"), (Device.DISPLAY, "display-1")):
            office.do(pairing.pair, kind=kind, device=name, key_hash=name, who="uji")
        for day in days:
            office.live(day, tickets, closed_at=time(15, 10) if day == early else None)
        office.at(until)
        store.writer.perform_now(tick)
        yield store
