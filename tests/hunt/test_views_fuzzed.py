"""Whatever the server says of the office, wall and kiosk show something of it: any messages of the right form, in any
order, with letters, states and times that make no sense together."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QObject

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import (
    Announcement,
    Board,
    BranchFace,
    Change,
    CounterNow,
    Estimate,
    Heartbeat,
    IssuedTicket,
    ServiceNow,
    Ticket,
)
from counter_server.protocol.offer import Choice, Contact, PaperAdvice, Question, ServiceFace, Services, ServiceTexts
from counter_server.protocol.terms import Is, StaffState
from display.hall import Hall
from display.slide_view import SlideView
from display.slides.own_slides import own_slides
from kiosk import flow, offer_gone
from kiosk.example_office import example_services
from kiosk.office import Office
from kiosk.pages import screen
from kiosk.view_model import KioskView
from kiosk.visit import Visit
from tests.server import ROOT

PHASES = (Phase.generate, Phase.shrink)
"""Without an explanation: it takes minutes."""
WORDS = {language: Locale.load(ROOT / "assets" / "locale", language) for language in ("id", "en")}
FILE = load_branch(ROOT / "assets" / "branch.toml")
BRANCH = FILE.branch
LETTERS = st.sampled_from(["A", "K", "L", "S", "Z", "", "é", "AA"])
WORD = st.one_of(
    st.sampled_from(["", "x", "loket-1", "bantuan-2", "loket-", "-", "{n}", "\u202e<b>", "%s", "é" * 300]),
    st.text(max_size=8),
)
MOMENT = st.datetimes(
    datetime(1971, 1, 1),
    datetime(2200, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=7)), timezone(-timedelta(hours=12))]),
)
SOMETIME = st.one_of(st.none(), MOMENT)
IDS = st.integers(0, 6)
TICKET = st.builds(
    Ticket,
    id=IDS,
    number=WORD,
    service=LETTERS,
    step=WORD,
    status=st.sampled_from(Is),
    counter=st.one_of(st.none(), WORD),
    called_at=SOMETIME,
    recalls=st.integers(-1, 3),
)
PLACE = st.builds(
    CounterNow,
    counter=WORD,
    name=WORD,
    kind=WORD,
    n=st.integers(-1, 99),
    state=st.sampled_from(StaffState),
    ticket=st.one_of(st.none(), IDS),
    staff=st.none(),
)
OPENING = st.builds(ServiceNow, letter=LETTERS, open=st.booleans(), opens=SOMETIME)
SAID = st.builds(
    Announcement,
    seq=st.integers(0, 9),
    number=WORD,
    counter=WORD,
    at=MOMENT,
    kind=st.sampled_from(["call", "recall", "?"]),
    ticket=IDS,
)
WAITING = st.dictionaries(LETTERS, st.dictionaries(WORD, st.integers(-1, 10**6), max_size=2), max_size=3)
FACE = st.builds(
    BranchFace,
    key=WORD,
    name=WORD,
    office=WORD,
    zone=st.sampled_from(["Asia/Jakarta", "UTC", "Mars/Base", "", "../x"]),
    open=st.booleans(),
    running_text=st.dictionaries(st.sampled_from(["id", "en", "xx"]), WORD, max_size=2),
    demo=st.booleans(),
)
BOARD = st.builds(
    Board,
    seq=st.integers(-1, 20),
    at=MOMENT,
    branch=FACE,
    counters=st.lists(PLACE, max_size=3),
    tickets=st.lists(TICKET, max_size=6),
    waiting=WAITING,
    announcements=st.lists(SAID, max_size=3),
    services=st.lists(OPENING, max_size=3),
    staff=st.just([]),
)
ACTIONS = st.sampled_from(
    ["call", "recall", "issue", "reprint", "renumber", "configure", "day-close", "device", "", "?"]
)
CHANGE = st.builds(
    Change,
    seq=st.integers(-1, 30),
    at=MOMENT,
    action=ACTIONS,
    waiting=WAITING,
    ticket=st.one_of(st.none(), TICKET),
    counter=st.one_of(st.none(), PLACE),
    staff=st.none(),
    service=st.one_of(st.none(), OPENING),
)
BEAT = st.builds(Heartbeat, seq=st.integers(-1, 30), at=MOMENT)
HEARD = st.lists(st.one_of(BOARD, CHANGE, CHANGE, BEAT, st.sampled_from(["silent", "not_allowed", ""])), max_size=8)

LINES = st.lists(WORD, max_size=2)
TEXTS = st.builds(
    ServiceTexts,
    name=WORD,
    short=WORD,
    requirements=LINES,
    procedure=LINES,
    time=WORD,
    cost=WORD,
    product=WORD,
    complaints=WORD,
)
STEP = st.fixed_dictionaries(
    {},
    optional={
        "key": WORD,
        "role": st.sampled_from(["extra", "verifier", "?"]),
        "when": st.lists(st.sampled_from(["documents_missing", "?"]), max_size=2),
    },
)
CHOICE = st.builds(Choice, key=WORD, texts=st.dictionaries(st.sampled_from(["id", "en"]), WORD, max_size=2))
QUESTION = st.builds(
    Question,
    key=st.sampled_from(["for", "insurance", "residence", "hospital", "colour", ""]),
    choices=st.lists(CHOICE, max_size=3),
    texts=st.dictionaries(st.sampled_from(["id", "en"]), WORD, max_size=2),
)
SERVICE = st.builds(
    ServiceFace,
    letter=LETTERS,
    open=st.booleans(),
    texts=st.dictionaries(st.sampled_from(["id", "en", "xx"]), TEXTS, max_size=3),
    documents=st.dictionaries(
        st.sampled_from(["kk", "ektp", "passport"]),
        st.lists(st.sampled_from(["original", "copy", "?"]), max_size=2),
        max_size=2,
    ),
    questions=st.lists(QUESTION, max_size=3),
    asks_identity=st.booleans(),
    opens=SOMETIME,
    steps=st.lists(STEP, max_size=2),
    pictures=st.dictionaries(st.sampled_from(["requirements", "procedure", "?"]), LINES, max_size=2),
)
BY_LANGUAGE = st.dictionaries(st.sampled_from(["id", "en", "xx"]), WORD, max_size=2)
ADVICE = st.builds(PaperAdvice, where=BY_LANGUAGE, cost=BY_LANGUAGE, copy_where=BY_LANGUAGE, copy_cost=BY_LANGUAGE)
OFFER = st.one_of(
    st.just(example_services(ROOT / "assets")),
    st.builds(
        Services,
        services=st.lists(SERVICE, max_size=4),
        series=st.sampled_from(["", "X"]),
        openings=st.lists(st.tuples(MOMENT, MOMENT), max_size=2),
        papers=st.dictionaries(st.sampled_from(["kk", "ektp", "?"]), ADVICE, max_size=2),
        pledge=BY_LANGUAGE,
        pledged_by=WORD,
        contact=st.one_of(st.none(), st.builds(Contact, name=WORD, whatsapp=WORD)),
        identity_skippable=st.booleans(),
        phone_page=WORD,
    ),
)
ISSUED = st.builds(
    IssuedTicket,
    id=st.integers(-3, 5),
    number=WORD,
    service=LETTERS,
    step=WORD,
    status=st.sampled_from(Is),
    ahead=st.integers(-1, 1000),
    estimate=st.one_of(st.none(), st.builds(Estimate, low=st.integers(-5, 500), high=st.integers(-5, 500))),
    page=st.one_of(st.none(), WORD),
    warnings=st.lists(WORD, max_size=2),
    missing=st.dictionaries(WORD, st.lists(WORD, max_size=2), max_size=2),
)


def new_visit() -> Visit:
    return Visit(request_id="fuzzed", language="id")


def read_all(view: QObject) -> None:
    """As QML would."""
    about = view.metaObject()
    for n in range(about.propertyOffset(), about.propertyCount()):
        rows = view.property(str(about.property(n).name()))
        if hasattr(rows, "roleNames"):
            for row in range(rows.rowCount()):
                for role in rows.roleNames():
                    rows.data(rows.index(row, 0, QModelIndex()), role)


def hung(examples: int) -> None:
    @settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None, phases=PHASES
    )
    @given(HEARD)
    def something_hangs(heard: list[Any]) -> None:
        hall = Hall(WORDS["id"], BRANCH)
        try:
            for one in heard:
                match one:
                    case Board():
                        hall.take_board(one)
                    case Change():
                        hall.take_change(one)
                    case Heartbeat():
                        hall.take_heartbeat(one)
                    case _:
                        hall.take_away(one)
                if (said := hall._announcements.current) is not None:
                    hall.voice_ended(said.seq, True, "")
                read_all(hall.view)
        finally:
            hall.stop()

    something_hangs()


def test_the_wall_hangs_whatever_is_heard(qapp: QObject) -> None:
    hung(150)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_the_wall_hangs_for_a_long_time(qapp: QObject, part: int) -> None:
    hung(2000)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), database=None, phases=PHASES)
@given(offer=OFFER, language=st.sampled_from(["id", "en"]))
def test_the_wall_has_slides_whatever_is_offered(qapp: QObject, offer: Services, language: str) -> None:
    view = SlideView()
    slides = own_slides(FILE.hours, offer, date(2026, 11, 23), WORDS[language])
    for slide in slides:
        view.show(slide)
        read_all(view)


def visited(examples: int) -> None:
    @settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None, phases=PHASES
    )
    @given(
        offer=OFFER,
        touches=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=14),
        board=BOARD,
        ticket=ISSUED,
    )
    def somebody_comes(offer: Services, touches: list[tuple[int, int]], board: Board, ticket: IssuedTicket) -> None:
        view = KioskView("LALOPA", "", ("id", "en"))
        office = Office().with_services(offer)
        visit = new_visit()
        for what, which in touches:
            told = screen(visit, office, WORDS[visit.language])
            view.tell(told, visit, office, WORDS[visit.language])
            read_all(view)
            view.count_down(which)
            match what:
                case 0 | 1 | 2 | 3 if told.choices:
                    visit = flow.choose(visit, told.choices[which % len(told.choices)].key, office)
                case 4:
                    visit = flow.back(visit)
                case 5:
                    visit = flow.type_number(visit, "18710145019000" + "0" * which)
                case 6:
                    visit = flow.speak(visit, ("id", "en")[which % 2])
                case 7:
                    office = office.with_opening(board.services).with_waiting(board.waiting).with_away(which > 2)
                    office = office.at(board.at)
                    visit = visit if offer_gone.fits(visit, office) else new_visit()
                case 8:
                    visit = (flow.ask_for_help, flow.print_again, flow.paper_came, flow.still_trying)[which % 4](visit)
                case 9:
                    visit = flow.take(visit, office)
                    visit = (
                        flow.issued(visit, ticket)
                        if which % 2
                        else flow.refused(visit, ("x", "service_closed")[which % 2], {"opens": "?"})
                    )
                    visit = flow.no_paper(visit, "?") if which == 3 else visit

    somebody_comes()


def test_a_kiosk_shows_a_page_whatever_is_offered_and_touched(qapp: QObject) -> None:
    visited(200)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_a_kiosk_shows_a_page_for_a_long_time(qapp: QObject, part: int) -> None:
    visited(2000)
