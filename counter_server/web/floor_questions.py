"""What each question of the floor's keys names: derived from the desk, and nothing asked of anybody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from counter_server.domain.refusals import DayEnded, StaffUnknown
from counter_server.domain.rulings import DAY, MODE, RUNNING_TEXT, of_service, of_staff
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Is, Role
from counter_server.setup import Setup
from counter_server.storage.present import Present

from . import console_floor
from .desk import Desk
from .floor_bodies import LONGEST_MESSAGE, LONGEST_NOTICE

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the desk it is asked at, and the service or person it is about."""

    question: str
    desk: Desk
    setup: Setup
    present: Present
    locale: Locale
    of: str = ""

    @property
    def about(self) -> str:
        """What a ruling that answers it is about; empty where it makes none."""
        kinds = {"message": RUNNING_TEXT, "mode": MODE, "close-day": DAY}
        named = {"service": of_service, "move": of_staff}
        return named[self.question](self.of) if self.question in named else kinds.get(self.question, "")

    def facts(self) -> Facts:
        """What its page names."""
        own = OF_QUESTION[self.question](self)
        usual: Facts = {
            "url": self.question, "grave": self.question == "close-day", "ruling": self.desk.rulings.get(self.about),
            "title": own.get("title") or self.say(f"title.{self.question}"),
            "strong": own.get("strong") or self.say(f"do.{self.question}"),
            "reasons": self.reasons(self.question),
        }  # fmt: skip
        return usual | own

    def say(self, key: str, **facts: object) -> str:
        """The words of the floor's keys."""
        return self.locale.say(f"console.rule.{key}", **facts)

    def reasons(self, of: str) -> list[str]:
        """What is often the reason."""
        return list(self.locale.under(f"console.rule.reasons.{of}").values())


def _service(asked: Asked) -> Facts:
    name = asked.setup.service(asked.of).texts[asked.locale.language].name
    opened = any(one.letter == asked.of and one.open for one in asked.desk.services)
    if DAY in asked.desk.rulings:
        raise DayEnded()
    do = "close" if opened else "open"
    waits = sum(asked.desk.board.waiting.get(asked.of, {}).values())
    return {
        "url": f"services/{asked.of}", "opened": opened, "waits": waits,
        "title": asked.say(f"title.{do}", service=name), "strong": asked.say(do), "reasons": asked.reasons(do),
    }  # fmt: skip


def _move(asked: Asked) -> Facts:
    person = next((one for one in asked.desk.board.staff if one.staff == asked.of), None)
    if person is None or person.role is Role.SUPERVISOR:
        raise StaffUnknown(staff=asked.of)
    serves = asked.present.members[person.staff].services or tuple(asked.setup.services)
    title = asked.say("title.move", name=person.name)
    return {"url": f"staff/{person.staff}", "person": person, "serves": serves, "title": title}


def _texts(asked: Asked) -> Facts:
    longest = LONGEST_NOTICE if asked.question == "notice" else LONGEST_MESSAGE
    prepared = list(asked.locale.under("console.prepared").values())
    return {"languages": asked.setup.branch.branch.languages, "longest": longest, "prepared": prepared}


def _close_day(asked: Asked) -> Facts:
    """Who would lapse: as many as wait, and everybody set aside."""
    now = asked.desk
    booked = sum(one.status is Is.BOOKED for one in now.waiting)
    return {
        "closing": asked.say("closing"),
        "waits": console_floor.waiting(now.board) + booked + len(now.held) + len(now.no_show),
        "at_counters": sum(place.ticket is not None for place in console_floor.places(now.board)),
    }


def _summon(asked: Asked) -> Facts:
    return {"callable": [one for one in (*asked.desk.held, *asked.desk.waiting) if one.status is not Is.BOOKED]}


def _team(asked: Asked) -> Facts:
    """In the order of their counters; who is at none comes last."""
    order = {one.counter: n for n, one in enumerate(asked.desk.board.counters)}
    team = [one for one in asked.desk.board.staff if one.role is not Role.SUPERVISOR]
    return {"team": sorted(team, key=lambda one: order.get(one.counter or "", len(order)))}


OF_QUESTION: Mapping[str, Callable[[Asked], Facts]] = {
    "service": _service, "move": _move, "notice": _texts, "message": _texts, "close-day": _close_day,
    "summon": _summon, "team": _team, "mode": lambda asked: {},
}  # fmt: skip
