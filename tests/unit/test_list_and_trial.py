"""The list to take home and the technician's test print, drawn: nothing off the paper, and the ruler measures."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Printer as PrinterSettings
from kiosk.example_papers import HEAD, LISTS, example_papers
from kiosk.list_layout import LARGE, draw_list
from kiosk.paper_content import trial_page
from kiosk.paper_roll import DOTS_PER_MM
from kiosk.printed_matter import Item, Layout, Paper, RequirementList, TrialPage
from kiosk.ticket_layout import measures
from kiosk.trial_layout import draw_trial
from tests.reads_paper import Ink, ink_of

ASSETS = Path(__file__).parents[2] / "assets"
FONTS = ASSETS / "fonts"
WORDS = {language: Locale.load(ASSETS / "locale", language) for language in ("id", "en")}
PAPERS = [Paper(80), Paper(80, 512), Paper(58)]
DAY = date(2026, 11, 23)
WORDING = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(["W" * 90, "Pertanggungjawaban " * 8])
ITEMS = st.lists(st.builds(Item, WORDING, WORDING, st.lists(WORDING, max_size=4).map(tuple)), max_size=12).map(tuple)


def listed(asked: RequirementList, paper: Paper, language: str = "id") -> Ink:
    return ink_of(draw_list(asked, HEAD, DAY, paper, WORDS[language], FONTS))


@given(
    st.builds(
        RequirementList,
        service=WORDING,
        items=ITEMS,
        closing=st.lists(WORDING, max_size=3).map(tuple),
        contact=st.sampled_from(["", "https://wa.me/6281234567890"]),
        contact_words=WORDING,
        large=st.booleans(),
    ),
    st.sampled_from(PAPERS),
    st.sampled_from(["id", "en"]),
)
@settings(max_examples=25)
def test_nothing_of_any_list_runs_off_the_paper(asked: RequirementList, paper: Paper, language: str) -> None:
    ink = listed(asked, paper, language)
    margin = measures(Layout.FULL, paper).margin
    assert ink.shape[1] == paper.dots
    assert not ink[:, :margin].any()
    assert not ink[:, -margin:].any()
    assert not ink[-4:].any()


@pytest.mark.parametrize("paper", PAPERS, ids=str)
@pytest.mark.parametrize("large", [False, True])
def test_what_differs_on_a_list_can_be_seen(large: bool, paper: Paper) -> None:
    asked = replace(LISTS["id"], large=large)
    first, *others = asked.items
    for other in (
        replace(asked, service="Kepesertaan"),
        replace(asked, items=(replace(first, title="KK wali"), *others)),
        replace(asked, items=(replace(first, hint="Di kelurahan."), *others)),
        replace(asked, items=(replace(first, forms=("asli",)), *others)),
        replace(asked, items=asked.items[:2]),
        replace(asked, closing=()),
        replace(asked, contact="https://wa.me/62811"),
        replace(asked, contact_words="Telepon"),
    ):
        assert listed(other, paper).tobytes() != listed(asked, paper).tobytes()


def test_the_large_list_is_at_least_a_third_larger() -> None:
    for narrow_or_wide, paper in zip(LARGE, (Paper(58), Paper(80)), strict=True):
        assert narrow_or_wide.text >= measures(Layout.FULL, paper).text * 4 / 3


@pytest.mark.parametrize("paper", PAPERS, ids=str)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_test_print_shows_both_edges_and_a_ruler_in_true_millimetres(language: str, paper: Paper) -> None:
    trial = next(matter for _, matter in example_papers(WORDS[language]) if isinstance(matter, TrialPage))
    ink = ink_of(draw_trial(trial, paper, WORDS[language], FONTS))
    assert ink.shape[1] == paper.dots
    assert ink[:, 0].all()
    assert ink[:, -1].all()
    every_millimetre = np.zeros(paper.dots, dtype=bool)
    every_millimetre[::DOTS_PER_MM] = True
    inner = slice(DOTS_PER_MM, paper.dots - DOTS_PER_MM)
    assert any(np.array_equal(row[inner], every_millimetre[inner]) for row in ink)


@pytest.mark.parametrize(
    "printer, door, mode",
    [
        (PrinterSettings(), "stand-in", "picture"),
        (PrinterSettings(door="network", host="192.168.1.50", text="native"), "192.168.1.50:9100", "text"),
        (PrinterSettings(door="serial", device="/dev/ttyS0"), "/dev/ttyS0, 9600 baud", "text"),
        (PrinterSettings(door="usb", usb_vendor=0x04B8, usb_product=0x0E28), "USB 04b8:0e28", "picture"),
        (PrinterSettings(door="file", path="/dev/usb/lp0"), "/dev/usb/lp0", "picture"),
    ],
)
def test_the_test_print_says_how_the_printer_is_reached_and_written_to(
    printer: PrinterSettings, door: str, mode: str
) -> None:
    told = trial_page(printer, load_branch(ASSETS / "branch.toml"), WORDS["id"])
    assert (told.settings["door"], told.settings["mode"]) == (door, WORDS["id"].say(f"paper.trial.{mode}"))
    assert told.settings["profile"] == WORDS["id"].say("paper.trial.no_profile")
    assert told.printed_at.tzname() == "WIB"
