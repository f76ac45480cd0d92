"""The design's table of who may do what, every cell, written here by hand."""

import pytest

from counter_server.domain.permissions import ISSUES_THROUGH, MAY, check, scope
from counter_server.domain.refusals import NotAllowed, NotYourTicket
from counter_server.protocol.terms import Channel, Device, Is, Program, Role

from .counter_tickets import a_ticket

Who = Role | Device | Program
VERIFIER, EXTRA, SUPERVISOR, KIOSK, DISPLAY = Role.VERIFIER, Role.EXTRA, Role.SUPERVISOR, Device.KIOSK, Device.DISPLAY

COLUMNS: tuple[Who, ...] = (VERIFIER, EXTRA, SUPERVISOR, KIOSK, DISPLAY)
TABLE = """
start        own   own   -    -    -
finish       own   own   -    -    -
recall       own   own   any  -    -
hold         own   own   any  -    -
forward      own   own   any  -    -
transfer     own   own   any  -    -
no-show      own   own   any  -    -
return       own   own   any  -    -
call         held  held  any  -    -
call-next    any   any   -    -    -
ready        any   any   -    -    -
pause        any   any   -    -    -
requeue      role  role  any  -    -
cancel       role  role  any  -    -
check-in     role  role  any  -    -
documents    role  role  any  -    -
priority     role  role  any  -    -
issue        any   any   any  any  -
printed      -     -     -    own  -
not-printed  -     -     -    own  -
reprint      any   any   any  own  -
read         any   any   any  own  -
board        any   any   any  any  any
spoken       -     -     -    -    any
state        -     -     -    any  any
answer       -     -     -    any  -
configure    -     -     any  -    -
report       -     -     any  -    -
pin          any   any   any  -    -
unlock       -     -     any  -    -
end-session  -     -     any  -    -
open-service  -    -     any  -    -
close-service -    -     any  -    -
move         -     -     any  -    -
mode         -     -     any  -    -
running-text -     -     any  -    -
announce     -     -     any  -    -
close-day    -     -     any  -    -
take-back    -     -     any  -    -
acknowledge  -     -     any  -    -
"""
CELLS = [
    (row.split()[0], who, cell)
    for row in TABLE.strip().splitlines()
    for who, cell in zip(COLUMNS, row.split()[1:], strict=True)
]

MINE = a_ticket(Is.CALLED, staff="me", device="me")
MY_HELD = a_ticket(Is.ON_HOLD, staff="me", device="me", counter="")
ANOTHERS = a_ticket(Is.CALLED, staff="her", device="her")
NOBODYS = a_ticket(Is.WAITING)


def allowed(who: Who, action: str, ticket: object, *, step_role: Role = SUPERVISOR) -> bool:
    try:
        check(who, "me", action, ticket, step_role=step_role)  # type: ignore[arg-type]
    except (NotYourTicket, NotAllowed):
        return False
    return True


def test_the_table_speaks_of_every_action_there_is() -> None:
    assert {action for whose in MAY.values() for action in whose} == {action for action, _, _ in CELLS}


@pytest.mark.parametrize("action, who, cell", CELLS)
def test_a_cell_of_the_table(action: str, who: Who, cell: str) -> None:
    role = who if isinstance(who, Role) else VERIFIER
    tickets = {
        "mine": allowed(who, action, MINE),
        "held": allowed(who, action, MY_HELD),
        "another's": allowed(who, action, ANOTHERS),
        "nobody's": allowed(who, action, NOBODYS),
        "role's": allowed(who, action, NOBODYS, step_role=role),
    }
    granted = {
        "-": set(),
        "any": set(tickets),
        "own": {"mine", "held"},
        # whoever calls her own ticket that is not on hold is refused by its state
        "held": {"mine", "held"},
        # and what the person in charge called to her, whatever its step
        "role": {"role's", "mine", "held"} if who is not SUPERVISOR else set(tickets),
    }
    assert {ticket for ticket, may in tickets.items() if may} == granted[cell]


@pytest.mark.parametrize("action, who", [(action, who) for action, who, cell in CELLS if cell == "-"])
def test_an_empty_cell_is_refused_before_any_ticket_is_looked_for(action: str, who: Who) -> None:
    with pytest.raises(NotAllowed) as refused:
        scope(who, action)
    assert refused.value.status == 403
    assert refused.value.facts == {"role": who, "action": action}


def test_anothers_ticket_is_refused_by_its_number() -> None:
    with pytest.raises(NotYourTicket) as refused:
        check(VERIFIER, "me", "finish", ANOTHERS, step_role=VERIFIER)
    assert refused.value.facts == {"number": "A-012"}


def test_a_ticket_is_a_kiosks_own_by_its_issue_and_a_persons_own_by_its_call() -> None:
    issued_here_and_called_by_her = a_ticket(Is.CALLED, device="me", staff="her")
    issued_there_and_called_by_me = a_ticket(Is.CALLED, device="it", staff="me")
    assert allowed(KIOSK, "read", issued_here_and_called_by_her)
    assert not allowed(KIOSK, "read", issued_there_and_called_by_me)
    assert allowed(EXTRA, "finish", issued_there_and_called_by_me)
    assert not allowed(EXTRA, "finish", issued_here_and_called_by_her)


def test_a_ticket_that_waits_is_called_by_name_by_the_supervisor_only() -> None:
    assert not allowed(VERIFIER, "call", NOBODYS, step_role=VERIFIER)
    assert allowed(SUPERVISOR, "call", NOBODYS)


@pytest.mark.parametrize(
    "who, channels",
    [
        (VERIFIER, {"staff", "phone", "whatsapp"}),
        (EXTRA, {"staff", "phone", "whatsapp"}),
        (SUPERVISOR, {"staff", "phone", "whatsapp"}),
        (KIOSK, {"kiosk"}),
        (DISPLAY, set()),
        (Program.PARTNER, {"web"}),
    ],
)
def test_one_issues_through_ones_own_channels(who: Who, channels: set[str]) -> None:
    assert set(map(str, ISSUES_THROUGH.get(who, frozenset[Channel]()))) == channels


@pytest.mark.parametrize("action", ["read", "cancel", "check-in"])
def test_a_partner_s_program_touches_what_it_has_taken_itself_and_no_more(action: str) -> None:
    taken_here, taken_there = a_ticket(Is.BOOKED, device="me"), a_ticket(Is.BOOKED, device="it", staff="me")
    assert allowed(Program.PARTNER, action, taken_here)
    assert not allowed(Program.PARTNER, action, taken_there)


def test_a_partner_s_program_does_nothing_else() -> None:
    every = {action for whose in MAY.values() for action in whose}
    refused = {action for action in every if action not in MAY[Program.PARTNER]}
    assert every - refused == {"issue", "read", "cancel", "check-in"}
    for action in refused:
        with pytest.raises(NotAllowed):
            scope(Program.PARTNER, action)
