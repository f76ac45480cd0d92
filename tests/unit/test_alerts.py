"""From how machines are to what the person in charge is told."""

from counter_server.domain.alerts import Alert, Health, Level, Part, alerts
from counter_server.protocol.device_messages import AlertNow
from counter_server.protocol.terms import Device, PartIs


def kiosk(*, away_since: int = 0, **parts: Part) -> Health:
    return Health(device="kiosk-1", kind=Device.KIOSK, parts=parts, away_since=away_since)


def test_what_is_well_and_what_nobody_knows_alarms_nobody() -> None:
    assert alerts([kiosk(printer=Part(state=PartIs.OK), paper=Part(state=PartIs.UNKNOWN, code="silent"))]) == []


def test_a_fault_is_told_with_its_machine_its_part_and_since_when() -> None:
    (alert,) = alerts([kiosk(printer=Part(state=PartIs.FAILED, code="no_paper", since=7))])
    assert alert == Alert(
        code="no_paper", subject="kiosk-1", since=7, level=Level.FAILED, part="printer", facts={"kind": "kiosk"}
    )


def test_numbers_come_along_where_there_are_any() -> None:
    (outbox, paper) = alerts(
        [
            kiosk(
                outbox=Part(state=PartIs.WARNING, code="waiting", since=1, count=3),
                paper=Part(state=PartIs.WARNING, code="near_end", since=2, percent=0),
            )
        ]
    )
    assert (outbox.facts, paper.facts) == ({"kind": "kiosk", "count": 3}, {"kind": "kiosk", "percent": 0})


def test_a_fault_without_a_code_still_has_one() -> None:
    (alert,) = alerts([kiosk(printer=Part(state=PartIs.FAILED))])
    assert alert.code == "failed"


def test_of_a_machine_that_is_away_nothing_else_is_known() -> None:
    (alert,) = alerts([kiosk(away_since=9, printer=Part(state=PartIs.FAILED, code="no_paper", since=1))])
    assert (alert.code, alert.part, alert.since) == ("away", "device", 9)


def test_what_failed_comes_first_and_of_each_the_oldest() -> None:
    raised = [Alert(code="day_closed", subject="", since=1, level=Level.WARNING)]
    health = [
        kiosk(
            printer=Part(state=PartIs.FAILED, code="cover_open", since=5),
            paper=Part(state=PartIs.WARNING, code="near_end", since=3),
        ),
        Health(device="layar-1", kind=Device.DISPLAY, away_since=4),
    ]
    assert [alert.code for alert in alerts(health, raised)] == ["away", "cover_open", "day_closed", "near_end"]


def test_the_message_has_room_for_every_fact_of_an_alert() -> None:
    told = {"code", "subject", "part", "level", "since", "facts"}
    known = {"id", "acknowledged_by", "acknowledged_at"}
    assert set(AlertNow.__dataclass_fields__) - known == told == set(Alert.__dataclass_fields__)
