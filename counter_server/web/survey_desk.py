"""Where answers wait until there are enough to be written together, who has answered today, and the tablets' codes.
In memory only, so that the disk never holds who answered, nor when (decisions/0032)."""

import logging
import secrets
import time
from datetime import date
from typing import TYPE_CHECKING

from counter_server.domain.refusals import StorageFull, TooManyTries
from counter_server.domain.survey import FEWEST, Marks
from counter_server.domain.survey_period import Period
from counter_server.operations.callers import token_hash
from counter_server.operations.surveying import Answered, Asked, close_tablets, keep, open_tablet
from counter_server.protocol.survey_settings import Survey
from counter_server.storage import survey
from counter_server.storage.survey import Figures

from .credentials import new_token
from .failure_rates import FailureRates
from .pairings import ALPHABET, LETTERS_IN_A_CODE, plain

if TYPE_CHECKING:
    from .counter import Counter

log = logging.getLogger(__name__)
TOGETHER = FEWEST
"""Answers written at once, mixed: whoever compares two copies of the database learns no less than ten at a time."""
MOST_WAITING = 2_000
"""While the disk takes nothing."""
CODE_SECONDS = 600.0
FIGURES_SECONDS = 60.0
A_MACHINE_A_MINUTE = 4
"""Nobody answers nine questions in less than a quarter of a minute."""


class SurveyDesk:
    """Lives in the event loop."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self._waiting: list[Answered] = []
        self._spent: set[str] = set()
        self._spent_on = ""
        self._codes: dict[str, tuple[str, float]] = {}
        """Code → who gave it, until when."""
        self._figures: dict[str, tuple[float, Figures]] = {}
        self.rates = FailureRates(A_MACHINE_A_MINUTE)
        self.tries = FailureRates(a_minute=6)

    @property
    def settings(self) -> Survey:
        """As the branch has it now."""
        return self._counter.setup.branch.survey

    @property
    def offered(self) -> bool:
        """Whether visitors are asked; the demonstration shows it."""
        return self.settings.offered or self._counter.setup.demo

    @property
    def on_tablets(self) -> bool:
        """Whether a tablet may ask."""
        return self.offered and (self.settings.tablet or self._counter.setup.demo)

    @property
    def on_kiosks(self) -> bool:
        """Whether a kiosk may ask."""
        return self.settings.on_kiosks(demo=self._counter.setup.demo)

    @property
    def public(self) -> bool:
        """Whether everybody may read the results."""
        return self.settings.public or self._counter.setup.demo

    def today(self) -> str:
        """The business day (ISO)."""
        return self._counter.setup.business_day(self._counter.clock.now())

    def may_answer(self, page_hash: str) -> bool:
        """Whether this visit has not been asked yet, as far as this server remembers: until the day is over."""
        self._forget_yesterday()
        return page_hash not in self._spent

    def take(self, marks: Marks, channel: Asked, *, service: str = "", page_hash: str = "") -> None:
        """Somebody has answered; of a phone once a visit. Refuses while nothing can be written for long."""
        if len(self._waiting) >= MOST_WAITING:
            raise TooManyTries(seconds=60)
        if page_hash:
            if not self.may_answer(page_hash):
                return
            self._spent.add(page_hash)
        self._waiting.append(Answered(self.today(), service, channel, marks))

    def pace(self, machine: str) -> None:
        """Refuses what comes faster from one tablet or kiosk than people answer."""
        now = time.monotonic()
        seconds = self.rates.seconds_left(machine, now)
        if seconds:
            raise TooManyTries(seconds=seconds)
        self.rates.failed(machine, now)

    def waiting(self) -> int:
        """How many answers are not written yet."""
        return len(self._waiting)

    async def turn(self) -> None:
        """Time has passed: writes what is enough to be mixed, and what is left of a day that is over."""
        today = self.today()
        if len(self._waiting) >= TOGETHER or any(one.day != today for one in self._waiting):
            await self.write()

    async def write(self) -> None:
        """Writes what waits; what the disk does not take waits on."""
        if not self._waiting:
            return
        taken, self._waiting = self._waiting, []
        try:
            await self._counter.perform_unasked(keep, answers=taken)
        except BaseException as error:
            self._waiting = taken + self._waiting
            if not isinstance(error, StorageFull):
                raise
        else:
            self._figures.clear()

    async def figures(self, period: Period) -> Figures:
        """A period's, not older than a minute."""
        now, key = time.monotonic(), period.key
        known = self._figures.get(key)
        if known is None or known[0] < now - FIGURES_SECONDS:
            first, last = period.first.isoformat(), period.last.isoformat()
            found = await self._counter.store.read(
                lambda line, present, setup: survey.figures(line, setup.key, first, last)
            )
            self._figures = {one: kept for one, kept in self._figures.items() if kept[0] > now - FIGURES_SECONDS}
            self._figures[key] = known = (now, found)
        return known[1]

    def new_code(self, staff: str) -> str:
        """A code for one tablet, for ten minutes; it replaces the last one of the same person."""
        now = time.monotonic()
        self._codes = {code: gave for code, gave in self._codes.items() if gave[1] > now and gave[0] != staff}
        code = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS_IN_A_CODE))
        self._codes[code] = (staff, now + CODE_SECONDS)
        return code

    def code_of(self, staff: str) -> str:
        """The code she gave that is still good; empty: none."""
        now = time.monotonic()
        return next((code for code, gave in self._codes.items() if gave[0] == staff and gave[1] > now), "")

    async def open_tablet(self, code: str, address: str) -> str | None:
        """A token for whoever types a code that is good; None for any other. Refuses too many tries."""
        now = time.monotonic()
        seconds = self.tries.seconds_left(address, now)
        if seconds:
            raise TooManyTries(seconds=seconds)
        staff, until = self._codes.pop(plain(code), ("", 0.0))
        if until <= now:
            self.tries.failed(address, now)
            return None
        token = new_token()
        await self._counter.perform_unasked(open_tablet, by=staff, token_hash=token_hash(token))
        return token

    async def close_tablets(self, credential: str) -> int:
        """None may ask any more."""
        closed: int = await self._counter.perform(close_tablets, credential)
        return closed

    async def tablets(self) -> int:
        """How many may ask."""
        row = await self._counter.store.read(
            lambda line, present, setup: line.one(survey.tablets, branch=setup.key)
        )  # fmt: skip
        return int(row[0]) if row else 0

    async def is_tablet(self, token: str) -> bool:
        """Whether this token is of a tablet that may ask."""
        hashed = token_hash(token)
        row = await self._counter.store.read(
            lambda line, present, setup: line.one(survey.tablet, branch=setup.key, token_hash=hashed)
        )
        return row is not None

    def running(self) -> date:
        """Today, as a date."""
        return date.fromisoformat(self.today())

    def _forget_yesterday(self) -> None:
        today = self.today()
        if self._spent_on != today:
            self._spent, self._spent_on = set(), today
