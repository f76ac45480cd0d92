"""When a machine is away and when it is back, on clocks the test turns."""

import pytest

from counter_server.protocol.device_state import PartState
from counter_server.protocol.terms import Device, PartIs
from counter_server.web.devices import AWAY_AFTER, HANGS_AFTER, MOST_LINES_A_MINUTE, Devices

WELL = {"printer": PartState(PartIs.OK)}


class Clocks:
    """Wall and monotonic, turned together unless the wall jumps."""

    def __init__(self) -> None:
        self.passed, self.wall = 0.0, 1_000_000

    def turn(self, seconds: float) -> None:
        self.passed += seconds
        self.wall += int(seconds * 1000)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def devices(clocks: Clocks) -> Devices:
    return Devices(lambda: clocks.wall, lambda: clocks.passed)


def away_since(devices: Devices) -> dict[str, int]:
    return {one.device: one.away_since for one in devices.health()}


def test_whoever_reports_every_half_minute_is_never_away(devices: Devices, clocks: Clocks) -> None:
    for _ in range(10):
        devices.report("kiosk-1", Device.KIOSK, WELL, "")
        clocks.turn(AWAY_AFTER - 0.1)
        assert devices.turn() == {}


def test_whoever_falls_silent_is_away_since_she_was_heard_last_and_told_so_once(
    devices: Devices, clocks: Clocks
) -> None:
    devices.report("kiosk-1", Device.KIOSK, WELL, "")
    heard_at = clocks.wall
    clocks.turn(AWAY_AFTER + 1)
    assert devices.turn() == {"kiosk-1": False}
    assert devices.turn() == {}
    assert away_since(devices) == {"kiosk-1": heard_at}
    assert not devices.heard("kiosk-1")
    devices.report("kiosk-1", Device.KIOSK, WELL, "")
    assert devices.turn() == {"kiosk-1": True}
    assert away_since(devices) == {"kiosk-1": 0}


def test_an_open_stream_is_being_heard(devices: Devices, clocks: Clocks) -> None:
    devices.meets("hash", "layar-1", Device.DISPLAY)
    devices.stream("hash", True)
    clocks.turn(3600)
    assert devices.turn() == {}
    assert devices.heard("layar-1")
    assert devices.last_seen("layar-1") == clocks.wall
    devices.stream("hash", False)
    clocks.turn(AWAY_AFTER + 1)
    assert devices.turn() == {"layar-1": False}


def test_whoever_hangs_while_its_system_keeps_the_stream_open_is_away_since_its_last_report(
    devices: Devices, clocks: Clocks
) -> None:
    devices.meets("hash", "layar-1", Device.DISPLAY)
    devices.stream("hash", True)
    for _ in range(10):
        devices.report("layar-1", Device.DISPLAY, WELL, "")
        clocks.turn(HANGS_AFTER - 0.1)
        assert devices.turn() == {}
    devices.report("layar-1", Device.DISPLAY, WELL, "")
    reported_at = clocks.wall
    clocks.turn(HANGS_AFTER)
    assert devices.turn() == {"layar-1": False}
    assert not devices.heard("layar-1")
    assert (away_since(devices), devices.last_seen("layar-1")) == ({"layar-1": reported_at}, reported_at)
    devices.report("layar-1", Device.DISPLAY, WELL, "")
    assert devices.turn() == {"layar-1": True}


def test_whoever_opens_a_stream_anew_has_time_to_report(devices: Devices, clocks: Clocks) -> None:
    devices.meets("hash", "layar-1", Device.DISPLAY)
    devices.report("layar-1", Device.DISPLAY, WELL, "")
    clocks.turn(2 * HANGS_AFTER)
    devices.stream("hash", True)
    assert devices.turn() == {}
    assert devices.heard("layar-1")


def test_a_clock_on_the_wall_that_jumps_sends_nobody_away(devices: Devices, clocks: Clocks) -> None:
    devices.report("kiosk-1", Device.KIOSK, WELL, "")
    clocks.wall += 3_600_000
    assert devices.turn() == {}
    clocks.wall -= 7_200_000
    assert devices.turn() == {}


def test_a_server_that_has_just_started_gives_everybody_her_time_and_misses_nobody_who_never_came(
    devices: Devices, clocks: Clocks
) -> None:
    devices.paired({"kiosk-1": (Device.KIOSK, 500_000), "kiosk-2": (Device.KIOSK, 0)})
    assert devices.turn() == {}
    clocks.turn(AWAY_AFTER + 1)
    assert devices.turn() == {"kiosk-1": False}
    assert away_since(devices) == {"kiosk-1": 500_000, "kiosk-2": 0}


def test_a_machine_that_was_revoked_is_missed_by_nobody(devices: Devices, clocks: Clocks) -> None:
    devices.paired({"kiosk-1": (Device.KIOSK, 500_000)})
    clocks.turn(AWAY_AFTER + 1)
    devices.turn()
    devices.paired({})
    assert devices.health() == []


def test_a_demonstrations_machine_is_missed_only_once_it_has_reported(devices: Devices, clocks: Clocks) -> None:
    devices.meets("hash", "demo-display", Device.DISPLAY)
    devices.stream("hash", True)
    devices.stream("hash", False)
    clocks.turn(AWAY_AFTER + 1)
    assert devices.turn() == {}


def test_when_each_was_seen_is_saved_once(devices: Devices, clocks: Clocks) -> None:
    devices.report("kiosk-1", Device.KIOSK, WELL, "")
    assert devices.unsaved() == {"kiosk-1": clocks.wall}
    assert devices.unsaved() == {}
    clocks.turn(1)
    devices.report("kiosk-1", Device.KIOSK, WELL, "")
    assert devices.unsaved() == {"kiosk-1": clocks.wall}


def test_what_was_not_recorded_is_recorded_the_next_time(devices: Devices) -> None:
    devices.report("kiosk-1", Device.KIOSK, {"printer": PartState(PartIs.FAILED, "no_paper")}, "")
    assert set(devices.unrecorded("kiosk-1")) == {"printer"}
    assert set(devices.unrecorded("kiosk-1")) == {"printer"}
    devices.recorded("kiosk-1")
    assert devices.unrecorded("kiosk-1") == {}


def test_a_machine_that_flaps_fills_no_journal_and_is_shown_all_the_same(devices: Devices, clocks: Clocks) -> None:
    def flap(n: int) -> bool:
        told = {"printer": PartState(PartIs.FAILED, "no_paper") if n % 2 else PartState(PartIs.OK)}
        assert devices.report("kiosk-1", Device.KIOSK, told, "")
        (health,) = devices.health()
        assert health.parts["printer"].state is told["printer"].state
        recorded = bool(devices.unrecorded("kiosk-1"))
        if recorded:
            devices.recorded("kiosk-1")
        return recorded

    assert sum(flap(n) for n in range(1000)) == MOST_LINES_A_MINUTE
    clocks.turn(61)
    devices.report("kiosk-1", Device.KIOSK, {"printer": PartState(PartIs.FAILED, "cover_open")}, "")
    assert set(devices.unrecorded("kiosk-1")) == {"printer"}
