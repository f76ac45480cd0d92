"""The technician's corner, pure: nobody gets in without the PIN, and what it says of the machine."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.domain.pins import EVERYBODYS
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Language
from display.screen.engine import ASSETS
from display.speech.utterance import Fault
from kiosk import technician
from kiosk.example_corners import EXAMPLE_CORNERS, SINCE, WELL
from kiosk.machine_doors import Level, Machine, NoLevel, ServerAnswer
from kiosk.print_outcome import PrinterState
from kiosk.technician import At, Corner, Network, Try
from kiosk.technician_facts import facts, in_words
from kiosk.technician_pages import told
from kiosk.technician_pin import DEMO_PIN, FREE_TRIES, LONGEST_WAIT, unfit, wait_after
from kiosk.technician_rows import rows
from kiosk.technician_screen import Row

ID, EN = (Locale.load(ASSETS / "locale", language) for language in Language)
AT_PIN = Corner(at=At.PIN)


@pytest.mark.parametrize(
    "times, opens",
    [
        ((0, 0.5, 1, 1.5, 3), True),
        ((0, 0.5, 1, 1.5), False),
        ((0, 0.5, 1, 1.5, 3.1), False),
        ((0, 1, 2, 3, 4, 5, 6, 7, 8), False),
        ((0, 10, 10.5, 11, 11.5, 12), True),
    ],
)
def test_five_touches_within_three_seconds_open_the_pin_page(times: tuple[float, ...], opens: bool) -> None:
    known: tuple[float, ...] = ()
    found = False
    for time in times:
        known, found = technician.knocked(known, time)
    assert found is opens


def test_a_clock_set_back_does_not_keep_old_touches() -> None:
    known, opens = technician.knocked((100.0, 100.1, 100.2, 100.3), 5.0)
    assert (known, opens) == ((5.0,), False)


STEPS = st.one_of(
    st.builds(lambda wait: lambda corner: technician.asked(corner, pin_is_set=True, wait=wait), st.integers(0, 300)),
    st.builds(lambda digit: lambda corner: technician.typed(corner, digit), st.sampled_from("0123456789x")),
    st.just(technician.erased),
    st.just(technician.entered),
    st.builds(lambda wait: lambda corner: technician.refused(corner, wait=wait), st.integers(0, 300)),
    st.builds(lambda wait: lambda corner: technician.waited(corner, wait), st.integers(0, 300)),
    st.builds(lambda page: lambda corner: technician.turned_to(corner, page), st.sampled_from(At)),
    st.just(technician.went_back),
    st.just(technician.left),
)


@given(st.lists(STEPS, max_size=40))
def test_no_way_leads_in_but_the_right_pin(steps: list[technician.Step]) -> None:
    corner = technician.asked(Corner(), pin_is_set=True, wait=0)
    for step in steps:
        corner = step(corner)
        assert not technician.inside(corner)
        assert corner.at is At.PIN or not corner.digits


@given(st.lists(STEPS, max_size=40))
def test_once_in_only_leaving_leads_out(steps: list[technician.Step]) -> None:
    corner = technician.let_in(AT_PIN)
    assert corner.at is At.DESK
    for step in steps:
        before, corner = corner, step(corner)
        if before.at is not At.AWAY and corner.at is At.AWAY:
            assert step in (technician.went_back, technician.left)
        assert technician.went_back(technician.went_back(corner)).at is At.AWAY


def test_a_pin_let_in_late_finds_the_corner_closed() -> None:
    assert technician.let_in(Corner()).at is At.AWAY


def test_what_was_typed_is_in_no_ones_log() -> None:
    assert "135790" not in repr(replace(AT_PIN, digits="135790"))


def test_while_one_waits_nothing_can_be_typed_and_afterwards_it_can() -> None:
    waiting = technician.refused(replace(AT_PIN, digits="111111", tried=Try.CHECKING), wait=4)
    assert (waiting.tried, waiting.digits, waiting.wait) == (Try.WAITING, "", 4)
    assert technician.typed(waiting, "1") == waiting
    assert technician.waited(waiting, 3).wait == 3
    again = technician.waited(waiting, 0)
    assert technician.typed(again, "1").digits == "1"


def test_a_pin_being_looked_at_is_changed_by_nobody() -> None:
    checking = technician.entered(replace(AT_PIN, digits="135790"))
    assert checking.tried is Try.CHECKING
    assert technician.typed(checking, "1") == checking
    assert technician.waited(checking, 5) == checking
    assert technician.entered(replace(AT_PIN, digits="13579")).tried is Try.ASKED  # too short to be one


def test_wrong_pins_wait_longer_and_longer_and_never_for_ever() -> None:
    waits = [wait_after(wrong) for wrong in range(14)]
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    assert wait_after(10**6) == LONGEST_WAIT
    assert wait_after(FREE_TRIES - 1) == 0


@pytest.mark.parametrize(
    "pin, may", [("193847", True), ("193847556677", True), ("19384", False), ("1938475566771", False),
                 ("123456", False), ("170845", False), ("abcdefgh", False), ("١٩٣٨٤٧٥٥٦٦٧٧", False), (DEMO_PIN, False)],
)  # fmt: skip
def test_what_may_be_a_technicians_pin(pin: str, may: bool) -> None:
    assert unfit(pin) is not may


def test_nobody_may_take_the_demonstrations_pin() -> None:
    assert DEMO_PIN in EVERYBODYS


@pytest.mark.parametrize(
    "now, up, down",
    [
        (Level(45), 50, 40),
        (Level(47), 50, 45),
        (Level(100), None, 95),
        (Level(0), 5, None),
        (Level(30, muted=True), 30, 25),
        (Level(0, muted=True), 5, None),
        (Level(140), 100, 100),
        (NoLevel("no_program"), None, None),
        (None, None, None),
    ],
)
def test_a_touch_turns_by_five_percent_to_the_next_round_number(
    now: Level | NoLevel | None, up: int | None, down: int | None
) -> None:
    corner = replace(WELL, volume=now)
    assert technician.next_level(corner, "volume", up=True) == up
    assert technician.next_level(corner, "volume", up=False) == down


def test_a_panel_is_never_made_dark() -> None:
    assert technician.next_level(replace(WELL, brightness=Level(12)), "brightness", up=False) == 10
    assert technician.next_level(replace(WELL, brightness=Level(10)), "brightness", up=False) is None
    assert technician.next_level(replace(WELL, brightness=Level(3)), "brightness", up=False) == 10


def row(corner: Corner, key: str, words: Locale = ID) -> Row:
    return next(one for one in rows(corner, words) if one.key == key)


@pytest.mark.parametrize("words", [ID, EN], ids=["id", "en"])
@pytest.mark.parametrize("name", sorted(EXAMPLE_CORNERS))
def test_every_page_has_its_words_and_a_way_back(name: str, words: Locale) -> None:
    page = told(EXAMPLE_CORNERS[name], words)
    assert page.title
    assert page.leave
    assert page.page == EXAMPLE_CORNERS[name].at
    assert told(technician.left(EXAMPLE_CORNERS[name]), words).page == ""


@pytest.mark.parametrize("words", [ID, EN], ids=["id", "en"])
def test_every_state_of_the_printer_and_every_outcome_has_words(words: Locale) -> None:
    fallback = row(replace(WELL, printer="not a state"), "printer", words).said
    assert fallback == words.say("kiosk.technician.printer.fault")
    for state in (*PrinterState, "silent"):
        said = row(replace(WELL, printer=str(state)), "printer", words).said
        assert (said == fallback) is (state == PrinterState.FAULT)
    for code in (
        "printed",
        "unconfirmed",
        "paper_out",
        "cover_open",
        "cutter_error",
        "offline",
        "unreachable",
        "silent",
    ):
        assert words.has(f"kiosk.technician.trial.{code}")


def test_what_became_of_the_test_page_is_told_and_warned_of() -> None:
    expected = {"running": "calm", "printed": "good", "unconfirmed": "calm", "fault": "warn"}
    assert {code: row(replace(WELL, trial=code), "printer").tone for code in expected} == expected
    assert row(replace(WELL, trial="running"), "printer").act == ""  # one at a time
    assert row(replace(WELL, trial="printed"), "printer").act


@pytest.mark.parametrize("fault", list(Fault))
def test_a_sound_that_was_not_heard_says_why(fault: Fault) -> None:
    volume = row(replace(WELL, sound=str(fault)), "volume")
    assert volume.tone == "warn"
    assert volume.said.count("\n") == 1


@pytest.mark.parametrize("why", ["no_program", "no_device", "no_right", "no_answer", "refused"])
def test_what_cannot_be_turned_says_why_and_has_no_keys(why: str) -> None:
    corner = replace(WELL, volume=NoLevel(why), brightness=NoLevel(why))
    for words, key in ((ID, "volume"), (EN, "volume"), (ID, "brightness"), (EN, "brightness")):
        one = row(corner, key, words)
        assert one.said == words.say(f"kiosk.technician.no_{key}.{why}")
        assert (one.less, one.more) == ("", "")


def test_the_roll_says_what_is_left_and_whether_a_new_one_was_noted() -> None:
    assert "62" in row(WELL, "roll").said
    assert row(replace(WELL, roll=None), "roll").said == ID.say("kiosk.technician.roll.unknown")
    assert row(replace(WELL, roll_note="kept"), "roll").tone == "good"
    assert row(replace(WELL, roll_note="not_kept"), "roll").tone == "warn"


NETWORK = WELL.network
UNTRUSTED = ServerAnswer(reason="no_trust")


@pytest.mark.parametrize(
    "network, first, second, tone",
    [
        (NETWORK, "Server menjawab: 12 md", "Alamat 192.168.100.120", "calm"),
        (replace(NETWORK, answer=None, up=None), "Server sedang ditanya …", "Alamat 192.168.100.120", "calm"),
        (replace(NETWORK, waiting=3), "Server menjawab: 12 md", "3 nomor belum terkirim", "warn"),
        (replace(NETWORK, up=False, waiting=3), "Terputus sejak 07.31", "3 nomor belum terkirim", "warn"),
        (
            replace(NETWORK, answer=UNTRUSTED),
            "Server tidak menjawab",
            "Alamat 192.168.100.120",
            "warn",
        ),
        (replace(NETWORK, addresses=()), "Server menjawab: 12 md", "Alamat –", "calm"),
    ],
)
def test_what_is_wrong_with_the_network_is_said_first(network: Network, first: str, second: str, tone: str) -> None:
    found = row(replace(WELL, network=network), "network")
    assert (found.said.splitlines(), found.tone) == ([first, second], tone)


@pytest.mark.parametrize("reason", ["silent", "no_listener", "no_way", "no_name", "no_trust", "unwell"])
def test_all_that_is_known_of_the_network_is_on_its_page(reason: str) -> None:
    network = replace(NETWORK, up=False, answer=ServerAnswer(reason=reason), waiting=3)
    said, _ = facts(replace(WELL, network=network), ID)
    assert said.said.splitlines() == [
        "http://192.168.100.200:8000",
        ID.say(f"kiosk.technician.server.{reason}"),
        "Terputus sejak 07.31, 23 November 2026",
        "Alamat mesin ini: 192.168.100.120",
        "3 nomor belum terkirim",
    ]
    assert said.act


@pytest.mark.parametrize(
    "behind, said, tone",
    [
        (None, "Jam belum dicocokkan dengan server", "calm"),
        (0.4, "Jam sama dengan server", "calm"),
        (-30.0, "Jam mendahului server 30 detik", "calm"),
        (61.0, "Jam tertinggal 1 menit 1 detik dari server", "warn"),
        (-3700.0, "Jam mendahului server 1 jam 1 menit", "warn"),
    ],
)
def test_a_clock_that_is_wrong_is_told_of(behind: float | None, said: str, tone: str) -> None:
    corner = replace(WELL, network=replace(NETWORK, behind=behind))
    machine = row(corner, "machine")
    assert machine.tone == tone
    assert facts(corner, ID)[1].said.splitlines()[-1] == said
    assert (said in machine.said) is (tone == "warn")


def test_a_disk_nearly_full_is_told_of_on_the_desk() -> None:
    full = replace(WELL, machine=replace(WELL.machine, disk_free=300_000_000))
    assert row(full, "machine").said.endswith("Ruang simpan kosong 0.3 GB")
    assert row(full, "machine").tone == "warn"


def test_what_a_machine_does_not_tell_is_a_dash() -> None:
    said = facts(replace(WELL, machine=Machine()), ID)[1].said
    assert "Lalopa –\n" in said
    assert "Komputer menyala –\n" in said
    assert "Ruang simpan kosong –\n" in said


@pytest.mark.parametrize(
    "seconds, said",
    [
        (0, "0 detik"),
        (59.9, "59 detik"),
        (60, "1 menit"),
        (3_661, "1 jam 1 menit"),
        (86_400, "1 hari"),
        (97_200, "1 hari 3 jam"),
    ],
)
def test_a_length_of_time_is_said_in_its_two_largest_units(seconds: float, said: str) -> None:
    assert in_words(seconds, ID) == said


def test_the_end_is_announced_on_every_page_inside() -> None:
    for page in (At.DESK, At.DETAILS, At.LOG, At.CLOSING):
        assert "9" in told(replace(WELL, at=page, left=9), ID).hint


def test_the_network_is_known_since_the_moment_it_changed() -> None:
    assert SINCE.hour == 7
    said = facts(WELL, EN)[0].said.splitlines()
    assert said[2] == "Connected since 07:31, 23 November 2026"
