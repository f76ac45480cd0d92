"""Values, names and days in one language. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from counter_server.domain.reporting.periods import Period, day_of, month_of, year_of
from counter_server.protocol.locale import Locale
from counter_server.setup import Setup

from .section import Kind, Value

MINUS = "−"
UNTOLD = "–"
"""Stands where a figure cannot be told."""
MINUTE, HOUR = 60_000, 3_600_000


@dataclass(frozen=True)
class Wording:
    """`services`, `hospitals`, `staff`: key → name."""

    locale: Locale
    services: Mapping[str, str]
    hospitals: Mapping[str, str]
    staff: Mapping[str, str]

    def say(self, key: str, **facts: object) -> str:
        """Words of the report."""
        return self.locale.say(f"console.report.{key}", **facts)

    def value(self, value: Value, kind: Kind) -> str:
        """As a reader sees it."""
        if value is None:
            return UNTOLD
        if isinstance(value, str):
            return self.day(date.fromisoformat(value)) if kind is Kind.DATE else value
        match kind:
            case Kind.MINUTES:
                return self.number(Fraction(value) / MINUTE, 1)
            case Kind.HOURS:
                hours, rest = divmod(round(Fraction(value) / MINUTE), 60)
                return self.say("hours", hours=self.number(hours, 0), minutes=f"{rest:02d}")
            case Kind.SHARE:
                return self.say("percent", n=self.number(Fraction(value) * 100, 1))
            case Kind.TIMES:
                return self.say("times", n=self.number(value, 2))
            case Kind.NUMBER:
                return self.number(value, 2)
            case _:
                return self.number(value, 0)

    def number(self, value: int | float | Fraction, decimals: int) -> str:
        """As this language writes it; a half is rounded to the even digit, as Python does."""
        exact = round(Fraction(value), decimals) if decimals else round(Fraction(value))
        plain = f"{float(exact):,.{decimals}f}"
        comma, point = self.say("thousands"), self.say("decimal")
        return plain.replace(",", "\0").replace(".", point).replace("\0", comma).replace("-", MINUS)

    def day(self, day: date) -> str:
        """`23 Nov 2026`."""
        month = self.locale.say(f"common.month_short.{day.month}")
        return self.locale.say("common.written.date_short", day=day.day, month=month, year=day.year)

    def weekday(self, n: int) -> str:
        """Monday 1 … Sunday 7."""
        return self.locale.say(f"common.weekday.{n}")

    def hour(self, hour: int) -> str:
        """`07.00–07.59`."""
        begins, ends = (
            self.locale.say("common.written.time", hour=f"{hour:02d}", minute=minute) for minute in ("00", "59")
        )
        return f"{begins}–{ends}"

    def period(self, period: Period) -> str:
        """`November 2026`, `2026`, `Senin, 23 November 2026`, `23 Nov 2026 – 29 Nov 2026`."""
        first, last = period
        if period == day_of(first):
            return self.locale.date(first)
        if period == month_of(first):
            return f"{self.locale.say(f'common.month.{first.month}')} {first.year}"
        if period == year_of(first):
            return str(first.year)
        return f"{self.day(first)} – {self.day(last)}"

    def service(self, letter: str) -> str:
        """`A · Klaim Rawat Inap`; a service that was withdrawn is its letter."""
        name = self.services.get(letter)
        return f"{letter} · {name}" if name else letter

    def step(self, step: str) -> str:
        """A branch's own step stands for itself."""
        return self._word("common.step", step)

    def hospital(self, key: str) -> str:
        """As the branch's list has it."""
        return self.hospitals.get(key, key) if key else self.say("hospital_untold")

    def member(self, key: str) -> str:
        """Her name on the roster; who has left it is her key."""
        return self.staff.get(key, key)

    def channel(self, channel: str) -> str:
        """Where the number was taken."""
        return self._word("common.channel", channel)

    def priority(self, priority: str) -> str:
        """As declared, or confirmed."""
        return self._word("common.priority_short", priority)

    def ending(self, ending: str) -> str:
        """How a visit ended."""
        if not ending:
            return self.say("still_open")
        table = "console.report.ending" if self.locale.has(f"console.report.ending.{ending}") else "common.outcome"
        return self._word(table, ending)

    def form(self, form: str) -> str:
        """`kk/copy` → KK fotokopi."""
        paper, _, kind = form.partition("/")
        document, copy = self._word("common.document", paper), self._word("common.form", kind)
        return self.locale.say("common.written.document", document=document, form=copy)

    def alarm(self, code: str, part: str) -> str:
        """`Printer: kertas habis`, as far as there are words."""
        table = (
            "console.report.alarm_of" if self.locale.has(f"console.report.alarm_of.{part}") else "console.device_part"
        )
        named = self._word(table, part)
        return f"{named}: {self._word('console.report.alarm', code)}"

    def klass(self, klass: str) -> str:
        """A class of the queue; empty: both together."""
        return self.say(f"class.{klass or 'all'}")

    def subject(self, part: str, subject: str) -> str:
        """What an alert is about: a queue, a counter, somebody of the staff, a machine."""
        if part == "queue":
            service, _, step = subject.partition("/")
            return f"{self.service(service)}, {self.step(step)}"
        return self.locale.counter(subject) if part == "step" else self.member(subject)

    def _word(self, table: str, key: str) -> str:
        full = f"{table}.{key}"
        return self.locale.say(full) if self.locale.has(full) else key


def wording(locale: Locale, setup: Setup, staff: Mapping[str, str]) -> Wording:
    """Of a branch. `staff`: key → name."""
    services = {letter: loaded.texts[locale.language].name for letter, loaded in setup.services.items()}
    hospitals = {hospital.key: hospital.name for hospital in setup.branch.hospitals}
    return Wording(locale, services, hospitals, staff)
