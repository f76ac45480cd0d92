"""What kiosks and displays say of themselves, and who is told: real servers, real streams."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import msgspec
import pytest

from counter_server.protocol.client import CounterClient, ServerRefused
from counter_server.protocol.device_messages import AlertNow
from counter_server.protocol.device_state import DeviceState, PartState
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import PartIs
from counter_server.web.console_alerts import told
from tests.server import DEMO_DISPLAY, DEMO_KIOSK, ROOT, Server, Wire, change, listening
from tests.store import database_of

NO_PAPER = DeviceState({"printer": PartState(PartIs.FAILED, "no_paper")}, "0.1.0")
WELL = DeviceState({"printer": PartState(PartIs.OK)}, "0.1.0")


@pytest.fixture
def kiosk(server: Server) -> Iterator[CounterClient]:
    """The demonstration's kiosk, all well before and after."""
    kiosk = server.kiosk
    kiosk.report_state(WELL)
    yield kiosk
    kiosk.report_state(WELL)


@pytest.fixture
def supervisor(server: Server) -> CounterClient:
    return server.supervisor()


def lines(server: Server, action: str) -> list[tuple[str, str, Any]]:
    """Who, what about and what was said in each line of the journal of this action."""
    with closing(sqlite3.connect(database_of(server.data))) as database:
        rows = database.execute("SELECT who, subject, payload FROM journal WHERE action = ? ORDER BY seq", [action])
        return [(who, subject, msgspec.json.decode(payload)) for who, subject, payload in rows]


def alerts(supervisor: CounterClient, subject: str) -> list[AlertNow]:
    return [alert for alert in supervisor.devices().alerts if alert.subject == subject]


def test_a_fault_is_told_to_the_person_in_charge_and_gone_with_its_cause(
    server: Server, kiosk: CounterClient, supervisor: CounterClient
) -> None:
    with listening(server, supervisor.token) as heard:
        next(heard)
        kiosk.report_state(NO_PAPER)
        change(heard, "device")
        (alert,) = alerts(supervisor, "demo-kiosk")
        assert (alert.part, alert.code, alert.level, alert.facts) == (
            "printer", "no_paper", "failed", {"kind": "kiosk"},
        )  # fmt: skip
        kiosk.report_state(WELL)
        change(heard, "device")
    assert alerts(supervisor, "demo-kiosk") == []


def test_since_when_is_since_the_state_began_however_often_it_is_repeated(
    kiosk: CounterClient, supervisor: CounterClient
) -> None:
    kiosk.report_state(NO_PAPER)
    (first,) = alerts(supervisor, "demo-kiosk")
    kiosk.report_state(NO_PAPER)
    assert alerts(supervisor, "demo-kiosk") == [first]


def test_a_change_is_a_line_of_the_journal_and_a_repeat_is_none(server: Server, kiosk: CounterClient) -> None:
    before = len(lines(server, "device"))
    for _ in range(3):
        kiosk.report_state(NO_PAPER)
    (line,) = lines(server, "device")[before:]
    assert line == (
        "demo-kiosk", "device:demo-kiosk",
        {"parts": {"printer": {"state": "failed", "code": "no_paper", "count": None, "percent": None}}},
    )  # fmt: skip


def test_a_count_that_grows_is_told_but_is_no_line(
    server: Server, kiosk: CounterClient, supervisor: CounterClient
) -> None:
    def waiting(count: int) -> DeviceState:
        return DeviceState({"printer": PartState(PartIs.OK), "outbox": PartState(PartIs.WARNING, "waiting", count)})

    kiosk.report_state(waiting(1))
    before = len(lines(server, "device"))
    with listening(server, supervisor.token) as heard:
        next(heard)
        kiosk.report_state(waiting(2))
        change(heard, "alert")
    assert [alert.facts for alert in alerts(supervisor, "demo-kiosk")] == [{"kind": "kiosk", "count": 2}]
    assert len(lines(server, "device")) == before


@pytest.mark.parametrize("count, said", [(2, "A-X01, K-X02"), (7, "A-X01, K-X02, …")])
def test_numbers_in_visitors_hands_that_wait_in_no_queue_are_named(
    kiosk: CounterClient, supervisor: CounterClient, count: int, said: str
) -> None:
    kiosk.report_state(DeviceState({"outbox": PartState(PartIs.FAILED, "refused", count, numbers=("A-X01", "K-X02"))}))
    (alert,) = alerts(supervisor, "demo-kiosk")
    assert alert.facts == {"kind": "kiosk", "count": count, "numbers": said}
    assert f"({said})" in told(alert, Locale.load(ROOT / "assets" / "locale", "id")).words


def test_a_part_that_is_told_no_more_alarms_nobody(kiosk: CounterClient, supervisor: CounterClient) -> None:
    kiosk.report_state(NO_PAPER)
    kiosk.report_state(DeviceState({}))
    assert alerts(supervisor, "demo-kiosk") == []


def test_a_printer_that_does_not_say_how_it_is_alarms_nobody(kiosk: CounterClient, supervisor: CounterClient) -> None:
    kiosk.report_state(DeviceState({"printer": PartState(PartIs.UNKNOWN, "silent")}))
    assert alerts(supervisor, "demo-kiosk") == []


def test_staff_have_no_state_to_report_and_only_the_person_in_charge_sees_the_machines(server: Server) -> None:
    for staff in (server.verifier(1), server.extra(1), server.supervisor()):
        with pytest.raises(ServerRefused) as refused:
            staff.report_state(WELL)
        assert (refused.value.status, refused.value.code) == (403, "not_allowed")
    for other in (server.verifier(1), server.extra(1), server.kiosk, server.display):
        with pytest.raises(ServerRefused) as refused:
            other.devices()
        assert (refused.value.status, refused.value.code) == (403, "not_allowed")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"parts": {"printer": {"state": "fine"}}},
        {"parts": {"printer": {"state": "ok", "code": "Kertas habis"}}},
        {"parts": {"Printer!": {"state": "ok"}}},
        {"parts": {"printer": {"state": "ok", "percent": 101}}},
        {"parts": {"printer": {"state": "ok", "count": -1}}},
        {"parts": {"outbox": {"state": "failed", "numbers": ["1871013201900001"]}}},
        {"parts": {"outbox": {"state": "failed", "numbers": ["A-X01"] * 6}}},
        {"parts": {f"part-{n}": {"state": "ok"} for n in range(17)}},
        {"parts": {}, "version": "9" * 65},
        {"parts": {}, "location": "hall"},
    ],
)
def test_a_report_that_does_not_fit_is_refused(wire: Wire, body: object) -> None:
    answer = wire.send("POST", "/devices/me/state", body, token=DEMO_KIOSK)
    assert (answer.status, answer.code) == (422, "malformed")


def test_what_machines_say_is_in_the_metrics(wire: Wire, kiosk: CounterClient) -> None:
    kiosk.report_state(NO_PAPER)
    text = wire.send("GET", "/metrics", root="").content.decode()
    assert 'lalopa_device_heard{device="demo-kiosk",kind="kiosk"} 1' in text
    assert 'lalopa_device_part{device="demo-kiosk",part="printer",state="failed"} 1' in text
    assert "lalopa_alerts 1" in text


def test_a_display_is_heard_by_its_open_stream(server: Server, supervisor: CounterClient) -> None:
    with listening(server, DEMO_DISPLAY) as heard:
        next(heard)
        shown = {device.device: device for device in supervisor.devices().devices}
        assert shown["demo-display"].heard
        assert shown["demo-display"].kind == "display"
