"""All machines at a glance."""

from counter_server.domain.alerts import Alert, Level, Part
from counter_server.domain.machine_groups import GROUPS, Group, Machine, groups
from counter_server.protocol.terms import Device, PartIs

OK, WARNING, FAILED, UNKNOWN = PartIs.OK, PartIs.WARNING, PartIs.FAILED, PartIs.UNKNOWN


def kiosk(heard: bool = True, **parts: Part) -> Machine:
    return Machine(Device.KIOSK, heard, parts)


def named(machines: list[Machine], alerts: tuple[Alert, ...] = ()) -> dict[str, Group]:
    return {group.name: group for group in groups(machines, alerts)}


def test_the_groups_are_always_the_same_and_without_a_machine_nothing_is_known() -> None:
    assert [group.name for group in groups([], ())] == list(GROUPS)
    assert named([])["kiosk"] == Group(name="kiosk", state=UNKNOWN)
    assert named([])["server"].state is OK


def test_a_group_is_as_its_worst_and_counts_who_is_well() -> None:
    found = named([kiosk(), kiosk(heard=False), Machine(Device.DISPLAY, True, {})])
    assert found["kiosk"] == Group(name="kiosk", state=FAILED, well=1, of=2)
    assert found["display"] == Group(name="display", state=OK, well=1, of=1)


def test_parts_stand_in_their_groups_and_the_least_paper_is_told() -> None:
    here = kiosk(printer=Part(state=OK), paper=Part(state=WARNING, percent=8), speech=Part(state=OK))
    there = kiosk(printer=Part(state=UNKNOWN), paper=Part(state=OK, percent=64))
    wall = Machine(Device.DISPLAY, True, {"sound": Part(state=FAILED, code="muted")})
    found = named([here, there, wall])
    assert (found["printer"].state, found["paper"].state, found["sound"].state) == (UNKNOWN, WARNING, FAILED)
    assert found["paper"].percent == 8


def test_of_a_machine_that_is_not_heard_what_it_said_last_says_nothing() -> None:
    assert named([kiosk(heard=False, printer=Part(state=OK))])["printer"] == Group(name="printer", state=UNKNOWN)


def test_the_server_is_as_what_it_met() -> None:
    disk = Alert(code="disk_low", subject="", since=1, level=Level.WARNING)
    paper = Alert(code="no_paper", subject="kiosk-1", since=1, part="printer")
    assert named([], (disk, paper))["server"].state is WARNING
