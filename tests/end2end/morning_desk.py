"""Somebody at a console for a morning, as a person works there: looks, presses a key, waits for what comes of it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests.browser import Watched
from tests.end2end.morning_visitors import Visitor
from tests.server import DEMO_PIN

PATIENCE = 60.0
"""Seconds for what must come of a gesture."""

WATCH = (Path(__file__).parent / "morning_watch.js").read_text()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a page shows. `word`: what the big key means; `settled`: it takes keys; `held`, `missed`: tickets that may
    be called back, or queued again."""

    page: str = ""
    seq: int = 0
    word: str = ""
    settled: bool = False
    ticket: int = 0
    status: str = ""
    asked: bool = False
    may_pause: bool = False
    held: list[int] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)
    refused: str = ""
    floor: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The server's: it said `at` when this machine's stood at `began`, and runs `speed` times as fast."""

    at: datetime
    began: float
    speed: float

    def now(self) -> datetime:
        """This moment in the office."""
        return self.at + timedelta(seconds=(time.monotonic() - self.began) * self.speed)

    def seconds_to(self, moment: datetime) -> float:
        """Of this machine."""
        return max(0.0, (moment - self.now()).total_seconds() / self.speed)

    async def pass_until(self, moment: datetime) -> None:
        """What people do takes its time."""
        await asyncio.sleep(self.seconds_to(moment))

    async def pass_(self, minutes: float) -> None:
        """The same, from now on."""
        await self.pass_until(self.now() + timedelta(minutes=minutes))


@dataclass
class Looked:
    """A page that tells its states."""

    staff: str
    page: Page
    watched: Watched
    now: State = field(default_factory=State)
    seen: list[State] = field(default_factory=list)
    """Of the floor: every state it had."""
    refusals: list[str] = field(default_factory=list)
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    _told_at: float = 0.0

    async def open(self, counter: str | None) -> None:
        """Signs in through the page."""
        await self.page.expose_binding("tell", lambda source, told: self.told(told))
        await self.page.add_init_script(WATCH)
        await self.page.goto(f"{self.watched.url}/console")
        await self.page.check(f"input[name=staff][value='{self.staff}']", force=True)
        if counter:
            await self.page.check(f"input[name=counter][value='{counter}']", force=True)
        await self.page.fill("#pin", DEMO_PIN)
        await self.page.press("#pin", "Enter")
        await self.until(lambda now: now.page == "desk")

    def told(self, looked: dict[str, Any]) -> None:
        """What the page looked like at a moment; older news than what is known is none."""
        if looked["at"] < self._told_at:
            return
        self._told_at, self.now = looked["at"], State(**looked["state"])
        if self.now.floor:
            self.seen.append(self.now)
        if self.now.refused and self.now.refused not in self.refusals:
            self.refusals.append(self.now.refused)
        self.moved.set()

    async def until(self, is_so: Callable[[State], object], patience: float | None = PATIENCE) -> State:
        """Waits for such a state."""
        try:
            async with asyncio.timeout(patience):
                while not is_so(self.now):
                    self.moved.clear()
                    await self.moved.wait()
        except TimeoutError:
            raise AssertionError(f"{self.staff} waits in vain: {self.now}") from None
        return self.now

    async def look(self) -> State:
        """The page as it is now."""
        self.told(await self.page.evaluate("look()"))
        return self.now

    async def sign_out(self) -> None:
        """By the page's own key."""
        await self.page.click("form[action='/console/sign-out'] button")
        await self.until(lambda now: now.page == "sign-in")


@dataclass
class Desk(Looked):
    """A member of staff at her counter."""

    clock: Clock = field(kw_only=True)
    visitors: dict[int, Visitor] = field(kw_only=True)
    """By ticket, all who are in the hall."""
    gives_up: Callable[[int], None] = field(kw_only=True)
    """Told the ticket of whoever will not come any more."""
    over: asyncio.Event = field(kw_only=True)
    pause: tuple[float, float] | None = None
    """After so many minutes, for so many."""
    _comes_next: int = 0
    """The held number she has asked back, until she has it."""
    _errands: list[tuple[datetime, Callable[[], Awaitable[None]]]] = field(default_factory=list)

    @property
    def _helps(self) -> bool:
        return self.staff.startswith("extra")

    async def work(self) -> None:
        """From ready until nobody is left."""
        await self.press("Enter", lambda now: now.word == "ready")
        if self.pause:
            self._plan(self.pause[0], self._pause)
        while True:
            await self.until(lambda now: self._due() or (now.settled and self._to_do(now)) or self.over.is_set(), None)
            if errand := self._due():
                self._errands.remove(errand)
                await errand[1]()
            elif self.now.word == "ready_again":
                await self.clock.pass_(self.pause[1] if self.pause else 0)
                await self.press("Enter", lambda now: now.word == "ready_again")
            elif self.now.ticket:
                await self._receive(self.now.ticket)
            else:
                return

    @staticmethod
    def _to_do(now: State) -> bool:
        return bool(now.ticket) or now.word == "ready_again"

    async def press(self, key: str, when: Callable[[State], object]) -> State:
        """A key, in such a state of the desk; returns the next state in which it is not so any more. A press that the
        desk did not take, because the key was about to mean something else, is made again."""
        while True:
            await self.until(lambda now: now.settled and when(now))
            now = await self.look()
            if not (now.settled and when(now)):
                continue
            await self.page.keyboard.press(key)
            await self.look()
            after = await self.until(lambda now: now.settled)
            if not when(after):
                return after

    async def _receive(self, ticket: int) -> None:
        """A number that has been called."""
        if ticket == self._comes_next:
            self._comes_next = 0
        await self.until(lambda now: ticket in self.visitors)  # a desk may know of it before the kiosk's answer is read
        visitor = self.visitors[ticket]
        if not visitor.is_here:
            await self.press("Enter", lambda now: now.ticket == ticket and now.word == "no_show")
            self._gave_up(ticket, visitor)
            return
        while self.now.ticket == ticket and self.now.status == "called":
            given_up = self.now.word == "no_show"
            await self.press("M" if given_up else "Enter", partial(_is_called, given_up=given_up))
        await self._serve(ticket, visitor)

    async def _serve(self, ticket: int, visitor: Visitor) -> None:
        minutes = visitor.minutes["help" if self._helps else "verification"]
        await self.clock.pass_(minutes / 2)
        if visitor.on_hold:
            await self._hold(ticket, visitor)
            return
        if self.now.word == "finish_checks":
            await self._tick()
        await self.clock.pass_(minutes / 2)
        while self.now.ticket == ticket and self.now.status == "serving":
            word = self.now.word
            await self.press(self._key_to_end(word, visitor), partial(_means, ticket=ticket, word=word))
            if self.now.asked:
                await self._answer()

    def _key_to_end(self, word: str, visitor: Visitor) -> str:
        """Papers are all there now, or on to a verifier, or what the big key means."""
        if not self._helps or (word == "finish_missing" and not visitor.fetches_the_rest):
            return "Enter"
        return {"finish_missing": "G", "finish_on": "R"}.get(word, "Enter")

    async def _tick(self) -> None:
        """The whole check list, by its keys."""
        for key in await self.page.eval_on_selector_all("#checks input", "all => all.map((one) => one.dataset.key)"):
            await self.page.keyboard.press(key)
        await self.until(lambda now: now.word == "finish")

    async def _answer(self) -> None:
        """A question, as it stands."""
        await self.page.keyboard.press("Enter")
        await self.until(lambda now: not now.asked)

    async def _hold(self, ticket: int, visitor: Visitor) -> None:
        after, visitor.on_hold = visitor.on_hold, 0.0
        await self.press("T", lambda now: now.ticket == ticket)
        self._plan_to_call(ticket, after)

    def _plan_to_call(self, ticket: int, after: float) -> None:
        """One held number at a time comes next: a second would take the first one's place."""

        async def call_back() -> None:
            if self._comes_next:
                self._plan_to_call(ticket, 1)
                return
            self._comes_next = ticket
            await self.until(lambda now: ticket in now.held)
            await self.page.click(f"#call-{ticket}")
            await self.until(lambda now: ticket not in now.held)

        self._plan(after, call_back)

    def _gave_up(self, ticket: int, visitor: Visitor) -> None:
        if not visitor.comes_back:
            self.gives_up(ticket)
            return

        async def queue_again() -> None:
            visitor.is_here = True
            await self.until(lambda now: ticket in now.missed)
            await self.page.click(f"#requeue-{ticket}")
            await self.until(lambda now: ticket not in now.missed)

        self._plan(visitor.comes_back, queue_again)

    async def _pause(self) -> None:
        await self.press("J", lambda now: now.may_pause and not now.asked)
        await self.page.click("#ask [data-says] >> nth=0")
        await self._answer()

    def _plan(self, minutes: float, errand: Callable[[], Awaitable[None]]) -> None:
        moment = self.clock.now() + timedelta(minutes=minutes)
        self._errands.append((moment, errand))
        asyncio.get_running_loop().call_later(self.clock.seconds_to(moment) + 0.01, self.moved.set)

    def _due(self) -> tuple[datetime, Callable[[], Awaitable[None]]] | None:
        now = self.clock.now()
        return next((one for one in self._errands if one[0] <= now), None)


def _is_called(now: State, *, given_up: bool) -> bool:
    return now.status == "called" and (now.word == "no_show") == given_up


def _means(now: State, *, ticket: int, word: str) -> bool:
    return now.ticket == ticket and now.word == word and not now.asked
