"""The ticket in hand in one language: what its numbers say, its check list, what is due. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from counter_server.domain.at_desk import Told, ages
from counter_server.domain.identity import BANDAR_LAMPUNG, Region, district_name
from counter_server.domain.staff import NOT_HEARD, SIGNED_IN
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import StaffNow, Ticket
from counter_server.protocol.terms import Is, Mode, Priority, StaffState

from .at_my_desk import BreakNow, CheckNow
from .desk import Desk

DIGITS = "1234567890"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a number says."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class CheckTick:
    """A check as it stands on the desk. `digit` is its key."""

    key: str
    words: str
    ticked: bool
    digit: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the desk draws attention to, once: by `key` a page knows what it has told already."""

    key: str
    words: str


@dataclass(frozen=True)
class Hand:
    """Somebody's own work: the ticket in hand, those she set aside, her breaks. `place`: her counter's name."""

    desk: Desk
    locale: Locale
    districts: Mapping[str, Region]
    place: str

    @property
    def offers_no_show(self) -> bool:
        """Whether the ticket in hand was called often enough, and its visitor had time to walk here."""
        given_up = self.desk.mine.given_up_at
        return given_up is not None and given_up <= self.desk.board.at

    @property
    def unconfirmed(self) -> bool:
        """Whether the priority is the visitor's word alone."""
        ticket = self.desk.ticket
        return ticket is not None and ticket.priority is not Priority.NONE and not self.desk.mine.confirmed

    @cached_property
    def told(self) -> list[Fact]:
        """What the patient's numbers say."""
        return facts(self.desk.mine.told, self.desk.board.at.date(), self.locale, self.districts)

    @property
    def held(self) -> Sequence[Ticket]:
        """Those of which somebody is to be reminded now come first."""
        return sorted(self.desk.held, key=lambda one: not self.is_due(one))

    def is_due(self, ticket: Ticket) -> bool:
        """Whether its reminder is due."""
        return ticket.remind_at is not None and ticket.remind_at <= self.desk.board.at

    @property
    def notices(self) -> list[Notice]:
        """What to draw attention to: a number that came by itself, a reminder that is due."""
        found = []
        ticket = self.desk.ticket
        if ticket and ticket.status is Is.CALLED and ticket.called_at and self.desk.mode is Mode.PUSH:
            words = self.locale.say("console.notice.called", number=ticket.number, place=self.place)
            found.append(Notice(f"call-{ticket.id}-{ticket.called_at.timestamp():.0f}", words))
        for one in self.desk.held:
            if one.remind_at and self.is_due(one) and one.staff == self.desk.me.staff:
                words = self.locale.say("console.notice.remind", number=one.number)
                found.append(Notice(f"remind-{one.id}-{one.remind_at.timestamp():.0f}", words))
        return found

    @property
    def my_break(self) -> BreakNow | None:
        """My planned break."""
        return self.desk.mine.breaks.get(self.desk.me.staff)

    @property
    def on_break(self) -> list[StaffNow]:
        """Who pauses now, of those who were at work, the longest first."""
        pausing = [
            one for one in self.desk.board.staff
            if one.state is StaffState.PAUSED and one.reason != SIGNED_IN and one.counter and one.since
        ]  # fmt: skip
        return sorted(pausing, key=lambda one: str(one.since))

    def is_late(self, staff: str) -> bool:
        """Whether her planned break is over."""
        hers = self.desk.mine.breaks.get(staff)
        return hers is not None and hers.end <= self.desk.board.at

    @property
    def left_open(self) -> list[Ticket]:
        """Tickets whose owner's console is not heard any more."""
        gone = {one.staff for one in self.desk.board.staff if one.reason == NOT_HEARD}
        return [one for one in self.desk.board.tickets if one.status in (Is.CALLED, Is.SERVING) and one.staff in gone]


def facts(told: Told, today: date, locale: Locale, districts: Mapping[str, Region]) -> list[Fact]:
    """What the numbers say, in words that judge nobody."""
    found = []
    if told.born:
        both = [_born(day, age, locale) for day, age in zip(told.born, ages(told.born, today), strict=True)]
        found.append(Fact(locale.say("console.told.born"), f" {locale.say('console.told.or')} ".join(both)))
    if told.sex:
        found.append(Fact(locale.say("console.told.sex"), locale.say(f"console.told.{told.sex}")))
    if told.region:
        found.append(Fact(locale.say("console.told.nik"), _region(told.region, locale, districts)))
    if told.kk_region:
        found.append(Fact(locale.say("console.told.kk"), _region(told.kk_region, locale, districts)))
    return found


def check_ticks(of: Iterable[CheckNow], locale: Locale, *, digits_taken: int) -> list[CheckTick]:
    """The check list; its keys follow on those of the papers."""
    digits = iter(DIGITS[digits_taken:])
    return [CheckTick(one.key, one.texts.get(locale.language, one.key), one.ticked, next(digits, "")) for one in of]


def _born(day: str, age: int, locale: Locale) -> str:
    born = date.fromisoformat(day)
    month = locale.say(f"common.month_short.{born.month}")
    written = locale.say("common.written.date_short", day=born.day, month=month, year=born.year)
    return locale.say("console.told.born_on", date=written, age=age)


def _region(region: str, locale: Locale, districts: Mapping[str, Region]) -> str:
    name = district_name(region, districts)
    if name:
        return locale.say("console.told.district", name=name)
    at_home = f"{region}.".startswith(f"{BANDAR_LAMPUNG}.")
    return locale.say("console.told.in_the_city" if at_home else "console.told.elsewhere")
