"""Two walls that both speak: each call is said twice, and the person in charge is told while it is so."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from counter_server.protocol.client import CounterClient, ServerRefused
from tests.server import Server, change, listening

SERVER_OPTIONS = ("--assignment", "pull")


class Wall:
    """A display with a stream, that says what it is told to say."""

    def __init__(self, server: Server, supervisor: CounterClient, name: str, streams: ExitStack) -> None:
        pairing = server.client().begin_pairing("display")
        supervisor.approve_pairing(pairing.code, name)
        self.client = server.client(server.client().claim_pairing(pairing.secret).key)
        next(streams.enter_context(listening(server, self.client.token)))

    def says(self, announcement: int, *, ok: bool = True) -> None:
        self.client.spoken(announcement, ok=ok, reason=None if ok else "no_device")


@contextmanager
def walls(server: Server, supervisor: CounterClient, *names: str) -> Iterator[list[Wall]]:
    """Hanging and listening for as long as the block lasts."""
    with ExitStack() as streams:
        yield [Wall(server, supervisor, name, streams) for name in names]


@pytest.fixture
def called(floor: Server) -> int:
    """A ticket at a counter."""
    floor.issue("S")
    ticket = floor.extra().call_next("bantuan-1")
    assert ticket
    return ticket.id


def recalled(server: Server, ticket: int) -> int:
    """The announcement of one more call of it."""
    server.extra().recall(ticket)
    return server.display.board().announcements[-1].seq


def voices(supervisor: CounterClient) -> list[object]:
    return [alert.facts["walls"] for alert in supervisor.devices().alerts if alert.code == "two_voices"]


def test_two_walls_that_say_the_same_call_are_told_until_one_is_silent(server: Server, called: int) -> None:
    supervisor = server.supervisor()
    with walls(server, supervisor, "kiri", "kanan") as (left, right):
        first = recalled(server, called)
        left.says(first)
        left.says(first)
        assert voices(supervisor) == [], "one that says it twice is one"
        right.says(first)
        assert voices(supervisor) == ["kanan, kiri"]
        for _ in range(5):
            assert voices(supervisor) == ["kanan, kiri"]
            left.says(recalled(server, called))
        assert voices(supervisor) == []


def test_who_could_not_speak_is_no_second_voice(server: Server, called: int) -> None:
    supervisor = server.supervisor()
    with walls(server, supervisor, "keras", "bisu") as (loud, dumb):
        for first, second in ((loud, dumb), (dumb, loud)):
            announcement = recalled(server, called)
            for wall in (first, second):
                with suppress(ServerRefused):  # the other has told its story already
                    wall.says(announcement, ok=wall is loud)
        announcement = recalled(server, called)
        for wall in (loud, dumb):
            wall.says(announcement, ok=False)
        assert voices(supervisor) == []


def test_a_voice_that_is_taken_down_is_one_no_more(server: Server, called: int) -> None:
    supervisor = server.supervisor()
    with walls(server, supervisor, "tetap", "pergi") as (stays, goes):
        announcement = recalled(server, called)
        stays.says(announcement)
        with listening(server, supervisor.token) as heard:
            next(heard)
            goes.says(announcement)
            while voices(supervisor) != ["pergi, tetap"]:
                change(heard, "alert")
            supervisor.revoke_device("pergi")
            while voices(supervisor):
                change(heard, "alert")
