"""The figures of a report once more, the slow way: plain SQL over the tables and loops over the journal's lines, by the
second where it is about time. It shares nothing with the reports but the database. Times are milliseconds."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Jakarta")
Line = dict[str, Any]


class SlowReport:
    """Of the days `first` to `last` (ISO) of a database."""

    def __init__(self, database: Path, first: str, last: str, now: datetime) -> None:
        self.now = now
        with closing(sqlite3.connect(database)) as connection:
            connection.row_factory = sqlite3.Row
            opened = [(row["seq"], row["day"]) for row in connection.execute("SELECT seq, day FROM day ORDER BY seq")]
            opened = opened or [(0, _first_day(connection))]
            ends = [seq for seq, _ in opened[1:]] + [10**12]
            wanted = [(seq, end, day) for (seq, day), end in zip(opened, ends, strict=True) if first <= day <= last]
            self.days = [day for _, _, day in wanted]
            self.lines: dict[str, list[Line]] = {}
            self.tickets: list[Line] = []
            for seq, end, day in wanted:
                sql = (
                    "SELECT seq, at, who, action, subject, payload FROM journal WHERE seq >= ? AND seq < ? ORDER BY seq"
                )
                rows = [dict(row) for row in connection.execute(sql, (seq, end))]
                self.lines[day] = [row | {"payload": json.loads(row["payload"])} for row in rows]
                found = connection.execute("SELECT * FROM ticket WHERE id >= ? AND id < ?", (seq, end))
                self.tickets += [dict(row) | {"counted_on": day} for row in found]

    @cached_property
    def of_ticket(self) -> dict[int, list[Line]]:
        """Ticket → its lines."""
        found: dict[int, list[Line]] = defaultdict(list)
        for lines in self.lines.values():
            for line in lines:
                if line["subject"].startswith("ticket:"):
                    found[int(line["subject"][7:])].append(line)
        return found

    def counts(self, of: str) -> Counter[Any]:
        """Tickets by one thing."""
        taken = {row["id"]: datetime.fromtimestamp(row["issued_at"] / 1000, ZONE) for row in self.tickets}
        by = {
            "day": lambda row: row["counted_on"],
            "service": lambda row: row["letter"],
            "channel": lambda row: row["channel"],
            "priority": lambda row: row["priority"],
            "hospital": lambda row: json.loads(row["answers"]).get("hospital", ""),
            "hour": lambda row: taken[row["id"]].hour,
            "weekday": lambda row: taken[row["id"]].weekday() + 1,
            "field": lambda row: (taken[row["id"]].weekday() + 1, taken[row["id"]].hour),
            "ending": self.ending,
        }[of]
        return Counter(by(row) for row in self.tickets)

    def ending(self, row: Line) -> str:
        """From the ticket's row; that it lapsed after a missed call stands in the journal."""
        if row["status"] == "finished":
            return str(row["outcome"])
        if row["status"] in ("cancelled", "lapsed"):
            lines = self.of_ticket[row["id"]]
            states = [line["payload"]["ticket"]["status"] for line in lines]
            if row["status"] == "cancelled":
                return "cancelled"
            if states[-2:-1] in (["no_show"], ["booked"]):
                return "no_show" if states[-2] == "no_show" else "never_came"
            return "unfinished" if "call" in [line["action"] for line in lines] else "lapsed"
        return ""

    def waits(self) -> dict[str, list[int]]:
        """Service → waits, in order of size."""
        found: dict[str, list[int]] = defaultdict(list)
        for row in self.tickets:
            calls = [line["at"] for line in self.of_ticket[row["id"]] if line["action"] == "call"]
            came = [line["at"] for line in self.of_ticket[row["id"]] if line["action"] == "check-in"]
            if calls:
                found[row["letter"]].append(calls[0] - (came[0] if came else row["issued_at"]))
        return {letter: sorted(waits) for letter, waits in found.items()}

    def done(self) -> Iterator[Line]:
        """Steps that were concluded: service, step, staff, ticket, how long, and the standard time in milliseconds."""
        minutes = {("L", "help"): 15, ("L", "verification"): 20, ("A", "verification"): 15, ("K", "verification"): 15}
        for ticket, lines in self.of_ticket.items():
            service, sittings = "", 0
            for line in lines:
                if line["action"] == "call":
                    service = line["payload"]["ticket"]["service"]
                ended = line["payload"].get("ended")
                if ended is None:
                    continue
                sitting = line["at"] - ended["started_at"] if ended["started_at"] else 0
                if line["action"] == "hold":
                    sittings += sitting
                    continue
                if line["action"] in ("finish", "forward", "transfer"):
                    standard = minutes.get((service, ended["step"]), 10) * 60_000
                    yield {
                        "service": service, "step": ended["step"], "staff": ended["staff"], "ticket": ticket,
                        "took": sittings + sitting, "standard": standard,
                    }  # fmt: skip
                sittings = 0

    def bookings(self) -> dict[str, tuple[int, int, int, int]]:
        """Channel → registered ahead, came, given up, never came."""
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for row in self.tickets:
            if row["channel"] in ("whatsapp", "phone", "web"):
                came = any(line["action"] == "check-in" for line in self.of_ticket[row["id"]])
                given_up = row["status"] == "cancelled" and not came
                for n, counts in enumerate((True, came, given_up, row["status"] == "lapsed" and not came)):
                    found[row["channel"]][n] += counts
        return {channel: (counts[0], counts[1], counts[2], counts[3]) for channel, counts in found.items()}

    def foretold(self) -> dict[str, list[Line]]:
        """Class at the issue → what was told of those who were called in the place they were told of; minutes."""
        found: dict[str, list[Line]] = defaultdict(list)
        for lines in self.of_ticket.values():
            told = lines[0]["payload"].get("estimate")
            call = next((n for n, line in enumerate(lines) if line["action"] == "call"), None)
            if told is None or call is None:
                continue
            moved = {line["action"] for line in lines[:call]} & {"requeue", "transfer", "renumber"}
            classes = {line["payload"]["ticket"]["priority"] == "none" for line in lines[:call]}
            if not moved and len(classes) == 1:
                waited = Fraction(lines[call]["at"] - lines[0]["at"], 60_000)
                found["regular" if classes == {True} else "priority"].append(told | {"waited": waited})
        return dict(found)

    def no_shows(self) -> dict[str, tuple[int, int, int]]:
        """Service → called, missed, served all the same."""
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for row in self.tickets:
            actions = [line["action"] for line in self.of_ticket[row["id"]]]
            missed, served = "no-show" in actions, row["status"] == "finished" and row["outcome"] != "day_closed"
            counts = found[row["letter"]]
            counts[0] += "call" in actions
            counts[1] += missed
            counts[2] += missed and served
        return {letter: (called, missed, later) for letter, (called, missed, later) in found.items() if called}

    def lacking(self) -> dict[str, tuple[int, int]]:
        """Form → not held when issued, sent home for it."""
        lacked: Counter[str] = Counter()
        missing: Counter[str] = Counter()
        for lines in self.of_ticket.values():
            lacked.update(forms(lines[0]["payload"]["ticket"]["missing"]))
            last = [line["payload"]["ticket"] for line in lines][-1]
            if last["status"] == "finished" and last["outcome"] == "documents_missing":
                missing.update(forms(last["missing"]))
        return {form: (lacked[form], missing[form]) for form in lacked.keys() | missing.keys()}

    @cached_property
    def by_the_second(self) -> tuple[dict[tuple[str, str], int], dict[str, tuple[int, int]], dict[str, int]]:
        """(Staff, state) → how long; machine → opening time and for how long it was heard; alert → how long."""
        attended: Counter[tuple[str, str]] = Counter()
        machines: dict[str, list[int]] = {"kiosk-1": [0, 0], "display-1": [0, 0]}
        alarms: Counter[str] = Counter()
        heard, alarmed = dict.fromkeys(machines, True), set[str]()
        for day, lines in self.lines.items():
            states: dict[str, str] = {}
            closed = set(lines[0]["payload"].get("closed", ""))
            rest = list(lines)
            moment = datetime.fromtimestamp(lines[0]["at"] / 1000, ZONE)
            midnight = datetime.fromisoformat(day).replace(tzinfo=ZONE) + timedelta(days=1)
            last = datetime.fromtimestamp(_last(lines) / 1000, ZONE) if _closed_late(lines, midnight) else self.now
            while moment < min(last, midnight):
                while rest and rest[0]["at"] <= moment.timestamp() * 1000:
                    self._take(rest.pop(0), states, closed, heard, alarmed)
                is_open = closed != set("AKLS")
                for staff, state in states.items():
                    attended[staff, state] += 1000 * (is_open or state == "busy")
                for name in machines:
                    machines[name][0] += 1000 * is_open
                    machines[name][1] += 1000 * (is_open and heard[name])
                alarms.update(dict.fromkeys(alarmed, 1000))
                moment += timedelta(seconds=1)
            for line in rest:
                self._take(line, states, closed, heard, alarmed)
        return dict(attended), {name: (one[0], one[1]) for name, one in machines.items()}, dict(alarms)

    @staticmethod
    def _take(line: Line, states: dict[str, str], closed: set[str], heard: dict[str, bool], alarmed: set[str]) -> None:
        told = line["payload"].get("staff")
        if told:
            just_in = line["action"] == "sign-in" and told["state"] == "paused"
            states[told["key"]] = "arrived" if just_in else told["state"]
        if line["action"] in ("open", "close"):
            (closed.discard if line["action"] == "open" else closed.add)(line["subject"][8:])
        if line["who"] in heard:
            heard[line["who"]] = True
        if line["action"] == "device":
            heard[line["subject"][7:]] = line["payload"]["heard"]
        if line["action"] in ("alert-raised", "alert-cleared"):
            (alarmed.add if line["action"] == "alert-raised" else alarmed.discard)(line["payload"]["code"])


def _first_day(connection: sqlite3.Connection) -> str:
    """Of a journal in which no day has turned yet."""
    (at,) = connection.execute("SELECT min(at) FROM journal").fetchone()
    return datetime.fromtimestamp(at / 1000, ZONE).date().isoformat()


def _closed_late(lines: list[Line], midnight: datetime) -> bool:
    return any(line["action"] == "day-close" and line["at"] > midnight.timestamp() * 1000 + 300_000 for line in lines)


def _last(lines: list[Line]) -> int:
    """When anybody but the calendar last did something before the day was closed."""
    found: int = max(line["at"] for line in lines if line["who"] != "calendar")
    return found


def forms(papers: dict[str, list[str]]) -> list[str]:
    """Flat."""
    return [f"{paper}/{form}" for paper, listed in papers.items() for form in listed]


def nearest_rank(values: list[int], percent: int) -> int:
    """By the book: the smallest value that at least `percent` of the values do not exceed, by trying each."""
    return next(
        value for value in sorted(values) if Fraction(sum(one <= value for one in values) * 100, len(values)) >= percent
    )


def mean(values: list[int]) -> Fraction:
    """Exact."""
    return Fraction(sum(values), len(values))
