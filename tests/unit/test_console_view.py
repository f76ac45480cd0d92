"""What the console offers, from a desk alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from counter_server.domain.estimate import Estimate
from counter_server.domain.permissions import MAY
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import Board, BranchFace, CounterNow, StaffNow, Ticket
from counter_server.protocol.offer import ServiceFace, ServiceTexts
from counter_server.protocol.terms import Is, Mode, Outcome, PrintStatus, Priority, Role, StaffState
from counter_server.web import console_floor as floor
from counter_server.web.console_keys import LETTERS, ON_A_CARD, card_keys, desk_keys
from counter_server.web.console_view import DeskView
from counter_server.web.console_words import TicketWords
from counter_server.web.desk import Desk

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
WORDS = Locale(
    "id",
    {
        "console.floor": "Ruang",
        "common.counter.loket": "Loket {n}",
        "common.step.verification": "Verifikasi",
        "common.pause_reason.signed_in": "Baru masuk",
        "common.question.insurance": "Jaminan",
        "common.answer.insurance.unsure": "Belum tahu",
        "common.document.kk": "KK",
        "common.form.copy": "fotokopi",
        "common.warning.region_elsewhere": "di luar kota",
        "console.warning.not_printed": "tidak tercetak",
    },
)
CLAIM = ServiceFace(
    letter="A",
    open=True,
    texts={"id": ServiceTexts(name="Klaim", short="Klaim bayar")},
    documents={"kk": ["original", "copy"]},
    questions=[],
    steps=[
        {"key": "help", "role": "extra", "next": {"complete": "verification", "rejected": ""}},
        {"key": "verification", "role": "verifier", "next": {"complete": "", "rejected": ""}},
    ],
)
ME = StaffNow(staff="verifier-1", name="Ratna", role=Role.VERIFIER, state=StaffState.READY, counter="loket-1")
BRANCH = BranchFace(key="p2km", name="LALOPA", office="Dinas", zone="Asia/Jakarta", open=True)
BOARD = Board(seq=7, at=NOW, branch=BRANCH, counters=[], tickets=[], waiting={}, announcements=[])
TICKET = Ticket(id=5, number="A-005", service="A", step="verification", status=Is.CALLED, staff="verifier-1")
DESK = Desk(me=ME, board=BOARD, mode=Mode.PUSH, services=[CLAIM], names={"verifier-1": "Ratna"})


def view(**changed: object) -> DeskView:
    return DeskView(replace(DESK, **changed), WORDS)  # type: ignore[arg-type]


def in_hand(status: Is, **changed: object) -> DeskView:
    ticket = replace(TICKET, status=status, **changed)  # type: ignore[arg-type]
    return view(ticket=ticket, outcomes=(Outcome.COMPLETE, Outcome.REJECTED))


@pytest.mark.parametrize(
    "state, reason, mode, words",
    [
        (StaffState.PAUSED, "signed_in", Mode.PUSH, "ready"),
        (StaffState.PAUSED, "signed_in", Mode.PULL, "call_next"),
        (StaffState.PAUSED, "Istirahat", Mode.PUSH, "ready_again"),
        (StaffState.PAUSED, "Istirahat", Mode.PULL, "ready_again"),
        (StaffState.AWAY, None, Mode.PUSH, "ready_again"),
        (StaffState.READY, None, Mode.PULL, "call_next"),
    ],
)
def test_without_a_ticket_the_main_key_leads_to_the_next_one(
    state: StaffState, reason: str | None, mode: Mode, words: str
) -> None:
    main = view(me=replace(ME, state=state, reason=reason), mode=mode).main
    assert main is not None
    assert main.words == words


def test_whoever_is_ready_in_push_mode_has_nothing_to_press() -> None:
    assert view().main is None


def test_a_called_ticket_is_started() -> None:
    main = in_hand(Is.CALLED).main
    assert main is not None
    assert (main.url, main.asks) == ("/console/tickets/5/start", False)


def test_a_ticket_with_all_papers_is_finished_at_once() -> None:
    main = in_hand(Is.SERVING).main
    assert main is not None
    assert (main.words, main.outcome, main.asks) == ("finish", Outcome.COMPLETE, False)


def test_where_complete_leads_to_another_step_the_main_key_says_so() -> None:
    main = in_hand(Is.SERVING, step="help").main
    assert main is not None
    assert main.words == "finish_on"


def test_while_a_paper_is_missing_the_main_key_asks_for_the_outcome() -> None:
    main = in_hand(Is.SERVING, missing={"kk": ["copy"]}).main
    assert main is not None
    assert main.asks
    assert main.outcome == ""


def test_every_verb_has_a_letter_of_its_own_beside_the_pause_and_the_new_number() -> None:
    letters = [*LETTERS.values(), *"JNFOLEDYMG"]
    assert len(set(letters)) == len(letters)


def test_the_keys_never_change_their_places() -> None:
    without = [key.verb for key in desk_keys(Role.VERIFIER, None, has_next_step=False)]
    with_one = [key.verb for key in desk_keys(Role.VERIFIER, TICKET, has_next_step=True)]
    assert without == with_one == list(LETTERS)


@pytest.mark.parametrize(
    "status, on",
    [
        (Is.CALLED, {"recall", "no-show", "return", "cancel", "priority", "note", "reprint"}),
        (Is.SERVING, {"finish", "hold", "remind", "forward", "transfer", "return", "priority", "note", "reprint"}),
    ],
)
def test_only_the_verbs_the_life_of_a_ticket_knows_are_on(status: Is, on: set[str]) -> None:
    keys = desk_keys(Role.VERIFIER, replace(TICKET, status=status), has_next_step=True)
    assert {key.verb for key in keys if key.enabled} == on


def test_nothing_is_forwarded_from_the_last_step() -> None:
    keys = desk_keys(Role.VERIFIER, replace(TICKET, status=Is.SERVING), has_next_step=False)
    assert not next(key for key in keys if key.verb == "forward").enabled


def test_a_verifier_may_only_do_to_listed_tickets_what_is_hers_to_do() -> None:
    others = replace(TICKET, status=Is.ON_HOLD, staff="verifier-2")
    assert {
        key.verb for key in card_keys(Role.VERIFIER, "verifier-1", replace(TICKET, status=Is.WAITING, staff=None))
    } == {
        "priority",
        "reprint",
        "cancel",
    }
    assert "recall" not in {key.verb for key in card_keys(Role.VERIFIER, "verifier-1", others)}


def test_the_person_in_charge_calls_a_waiting_ticket_after_being_asked_where_and_why() -> None:
    keys = card_keys(Role.SUPERVISOR, "supervisor-1", replace(TICKET, status=Is.WAITING, staff=None))
    call = next(key for key in keys if key.verb == "call")
    assert call.asks
    assert {key.verb for key in keys}.isdisjoint({"start", "finish"})


def test_a_card_offers_nothing_a_role_may_never_do() -> None:
    for role in Role:
        for status in Is:
            keys = card_keys(role, "verifier-1", replace(TICKET, status=status))
            assert {key.verb for key in keys} <= set(MAY[role]) & set(ON_A_CARD)


def test_papers_are_ticked_as_declared_and_keyed_by_digits() -> None:
    ticket = replace(TICKET, documents={"kk": ["original"]}, missing={"kk": ["copy"]})
    (row,) = TicketWords(WORDS, [CLAIM]).papers(ticket)
    assert [(one.form, one.ticked, one.needed, one.digit) for one in row.forms] == [
        ("original", True, False, "1"),
        ("copy", False, True, "2"),
    ]
    assert TicketWords(WORDS, [CLAIM]).missing(ticket) == "KK fotokopi"


def test_an_unsure_answer_is_marked_and_an_unknown_question_left_out() -> None:
    answers = TicketWords(WORDS, [CLAIM]).answers(replace(TICKET, answers={"insurance": "unsure", "shoe_size": "42"}))
    assert [(one.question, one.words, one.unsure) for one in answers] == [("Jaminan", "Belum tahu", True)]


def test_a_number_without_paper_is_the_first_hint() -> None:
    hints = TicketWords(WORDS, [CLAIM]).hints(
        replace(TICKET, print_status=PrintStatus.NOT_PRINTED, warnings=["region_elsewhere", "of_a_newer_server"])
    )
    assert [(one.words, one.grave) for one in hints] == [("tidak tercetak", True), ("di luar kota", False)]


def test_the_longest_wait_is_of_somebody_who_is_here() -> None:
    booked = replace(TICKET, status=Is.BOOKED, issued_at=NOW - timedelta(hours=2))
    here = replace(TICKET, id=6, status=Is.WAITING, issued_at=NOW - timedelta(minutes=9), priority=Priority.ELDERLY)
    assert view(waiting=[booked, here]).longest == NOW - timedelta(minutes=9)


def test_the_floor_counts_each_state_and_marks_steps_a_service_does_not_have() -> None:
    short = replace(CLAIM, letter="S", steps=CLAIM.steps[1:])
    board = replace(
        BOARD,
        counters=[
            CounterNow(
                counter="loket-1",
                name="loket 1",
                kind="loket",
                n=1,
                staff="verifier-1",
                state=StaffState.BUSY,
                ticket=5,
            ),
            CounterNow(counter="loket-2", name="loket 2", kind="loket", n=2),
        ],
        tickets=[TICKET, replace(TICKET, id=9, status=Is.ON_HOLD)],
        waiting={"A": {"help": 1, "verification": 3}, "S": {"verification": 2}},
    )
    assert {one.of: one.n for one in floor.sums(board)} == {
        "waiting": 6, "called": 1, "serving": 0, "held": 1, "ready": 0, "paused": 0,
    }  # fmt: skip
    assert [queue.counts for queue in floor.queues(board, [CLAIM, short])] == [(1, 3), (None, 2)]
    waits = {"A/verification": Estimate(10, 20)}
    found = floor.queues(board, [CLAIM, short], waits=waits)
    assert [queue.waits for queue in found] == [(None, Estimate(10, 20)), (None, None)]
    assert [place.ticket for place in floor.places(board)] == [TICKET, None]
