"""The whole counter for a morning: eighteen at their consoles and the person in charge at hers, each in a browser of
her own in one Chromium, and visitors who take numbers at a kiosk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from time import monotonic
from uuid import UUID

from playwright.async_api import Browser, Page, async_playwright

from counter_server.protocol.client import CounterClient
from counter_server.protocol.event_stream import Away, EventStream, Happening
from counter_server.protocol.terms import Is
from tests.browser import CHROMIUM, FLAGS, LAPTOP, Watched
from tests.end2end.morning_desk import Clock, Desk, Looked
from tests.end2end.morning_floor import Picture, Truth, of_board, shown
from tests.end2end.morning_visitors import Morning, Visitor, visitors
from tests.end2end.test_eighteen_at_once import SEATS
from tests.server import Server

LOOK_EVERY = 3
"""Minutes from one look at the whole board to the next."""
PAUSES = {"verifier-3": (6.0, 5.0), "verifier-11": (2.0, 6.0), "extra-2": (9.0, 3.0)}
"""Who pauses: after so many minutes, for so many."""
WATCHER = "supervisor-2"
"""A second person in charge, whose program looks at the board: one person has one session."""
LATE = 60.0
"""Seconds in which the floor's page must have come to where the board stood, and a program must have heard a word."""
STANDSTILL = 90.0
"""Seconds without a line in the journal after which nobody can be at work any more."""


@dataclass
class Office:
    """A running server, and everybody who is there."""

    server: Server
    morning: Morning
    clock: Clock
    watcher: CounterClient
    truth: Truth = field(default_factory=Truth)
    inside: dict[int, Visitor] = field(default_factory=dict)
    """By ticket."""
    given_up: set[int] = field(default_factory=set)
    """Tickets of those who will not come any more."""
    desks: list[Desk] = field(default_factory=list)
    floor: Looked = field(init=False)
    boards: list[tuple[int, Picture]] = field(default_factory=list)
    """At each sampled moment: where the journal stood, and what the server's board said."""
    over: asyncio.Event = field(default_factory=asyncio.Event)
    _all_came: bool = False

    async def doors(self) -> None:
        """Visitors come, and take their numbers at the kiosk."""
        opened, kiosk, chance = self.clock.now(), self.server.kiosk, Random(self.morning.seed)
        for visitor in visitors(self.morning):
            await self.clock.pass_until(opened + timedelta(minutes=visitor.after))
            await asyncio.to_thread(self._takes_a_number, kiosk, visitor, str(UUID(int=chance.getrandbits(128))))
            for desk in self.desks:
                desk.moved.set()
        self._all_came = True
        self.look_whether_it_is_over()

    def _takes_a_number(self, kiosk: CounterClient, visitor: Visitor, request: str) -> None:
        ticket = kiosk.issue(
            request_id=request, service=visitor.service, documents=visitor.documents, priority=visitor.priority,
            answers=visitor.answers,
        )  # fmt: skip
        self.inside[ticket.id] = visitor
        kiosk.printed(ticket.id)

    def gives_up(self, ticket: int) -> None:
        """This one will not be looked for again."""
        self.given_up.add(ticket)
        self.look_whether_it_is_over()

    def look_whether_it_is_over(self) -> None:
        """Once everybody has been let go, or will not come any more."""
        if self._all_came and all(self._has_ended(ticket) for ticket in self.inside):
            self.over.set()
            for desk in self.desks:
                desk.moved.set()

    def _has_ended(self, ticket: int) -> bool:
        known = self.truth.tickets.get(ticket)
        if known is None or ticket in self.given_up:
            return known is not None
        return known.status is Is.FINISHED

    async def until_over(self) -> None:
        """Waits for it as long as anybody does anything."""
        known = -1
        while not self.over.is_set():
            assert known != self.truth.seq, f"nothing happens any more, and still there: {self._still_there()}"
            known = self.truth.seq
            with suppress(TimeoutError):
                await asyncio.wait_for(self.over.wait(), STANDSTILL)

    def _still_there(self) -> list[object]:
        return [
            (self.truth.tickets.get(ticket), one) for ticket, one in self.inside.items() if not self._has_ended(ticket)
        ]

    async def look(self) -> None:
        """Every few minutes."""
        while True:
            await self.look_once()
            await self.clock.pass_(LOOK_EVERY)

    async def look_once(self) -> None:
        """At the whole board; the floor's page, and what programs are told, must come to where it stands."""
        board = await asyncio.to_thread(self.watcher.board)
        self.boards.append((board.seq, of_board(board)))
        await self.truth.reaches(board.seq)
        await self.floor.until(lambda now: now.seq >= board.seq, LATE)

    async def report(self) -> bytes:
        """This day's, all tables as CSV, by the keys of the page."""
        page = self.floor.page
        await page.goto(f"{self.server.url}/console/reports?period=today")
        async with page.expect_download() as waited:
            await page.get_by_role("link", name="Unduh CSV", exact=True).click()
        kept = await (await waited.value).path()
        return await asyncio.to_thread(kept.read_bytes)

    def floor_as_shown(self) -> list[tuple[int, Picture]]:
        """Every state the floor's page had: where it says it stands, and what it shows."""
        return [(one.seq, shown(one.floor)) for one in self.floor.seen if one.floor]


async def hear(office: Office, stream: EventStream) -> None:
    """What the server tells programs, until the stream is closed."""
    loop = asyncio.get_running_loop()
    heard: asyncio.Queue[Happening | Away | None] = asyncio.Queue()

    def listen() -> None:
        for happening in stream.listen():
            loop.call_soon_threadsafe(heard.put_nowait, happening)
        loop.call_soon_threadsafe(heard.put_nowait, None)

    listening = asyncio.create_task(asyncio.to_thread(listen))
    while (happening := await heard.get()) is not None:
        await office.truth.hear(happening)
        office.look_whether_it_is_over()
    await listening


@asynccontextmanager
async def live(server: Server, morning: Morning, speed: float) -> AsyncIterator[Office]:
    """The morning: given back when the last visitor has gone and everybody but the person in charge has signed out."""
    watcher = server.signed_in(WATCHER)
    office = Office(server, morning, Clock(watcher.board().at, monotonic(), speed), watcher)
    stream = EventStream(server.url, watcher.token, silence=LATE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        hearing = asyncio.create_task(hear(office, stream))
        try:
            await arrive(office, browser)
            async with asyncio.TaskGroup() as at_work:
                looking = at_work.create_task(office.look())
                at_work.create_task(office.doors())
                for desk in office.desks:
                    at_work.create_task(desk.work())
                await office.until_over()
                looking.cancel()
            await asyncio.gather(*(desk.sign_out() for desk in office.desks))
            await office.look_once()
            yield office
        finally:
            stream.close()
            await hearing
            await browser.close()


async def arrive(office: Office, browser: Browser) -> None:
    """Everybody signs in through her own browser."""
    office.floor = Looked(*await page_for(browser, office.server.url, "supervisor-1"))
    office.desks = [
        Desk(
            *await page_for(browser, office.server.url, staff),
            clock=office.clock, visitors=office.inside, gives_up=office.gives_up, over=office.over,
            pause=PAUSES.get(staff),
        )
        for staff, _ in SEATS
    ]  # fmt: skip
    counters = dict(SEATS)
    await asyncio.gather(office.floor.open(None), *(desk.open(counters[desk.staff]) for desk in office.desks))


async def page_for(browser: Browser, url: str, staff: str) -> tuple[str, Page, Watched]:
    """A browser of her own: no cookie is shared."""
    context = await browser.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]}, locale="id-ID")
    page = await context.new_page()
    return staff, page, Watched(page, url)
