"""The design's table of roles, every cell over HTTP, each answer written down by hand."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from counter_server.domain.permissions import MAY, ON_THE_FLOOR
from counter_server.protocol.client import CounterClient, ServerRefused
from counter_server.protocol.device_state import DeviceState, PartState
from counter_server.protocol.messages import Announcement
from counter_server.protocol.terms import PartIs
from tests.server import COMPLETE, DEMO_DISPLAY, DEMO_KIOSK, Server, run, running

# own: the caller's own (of her role's step where the rule speaks of the role); another's: a colleague's, or of the
# other role's step. `last`: allowed, but the verification is the last step of every service.
COLUMNS = ("verifier own", "verifier another's", "extra own", "extra another's", "supervisor", "kiosk own",
           "kiosk another's", "display")  # fmt: skip
TABLE = """
start        ok hers  ok hers  no  no no  no
finish       ok hers  ok hers  no  no no  no
recall       ok hers  ok hers  ok  no no  no
hold         ok hers  ok hers  ok  no no  no
forward      last hers ok hers ok  no no  no
transfer     ok hers  ok hers  ok  no no  no
no-show      ok hers  ok hers  ok  no no  no
return       ok hers  ok hers  ok  no no  no
call-held    ok hers  ok hers  ok  no no  no
call-waiting hers hers hers hers ok no no  no
call-next    ok there ok there no  no no  no
ready        ok ok    ok ok    no  no no  no
pause        ok ok    ok ok    no  no no  no
requeue      ok hers  ok hers  ok  no no  no
cancel       ok hers  ok hers  ok  no no  no
check-in     ok hers  ok hers  ok  no no  no
documents    ok hers  ok hers  ok  no no  no
priority     ok hers  ok hers  ok  no no  no
issue-kiosk  no no    no no    no  ok ok  no
issue-staff  ok ok    ok ok    ok  no no  no
issue-phone  ok ok    ok ok    ok  no no  no
issue-whatsapp ok ok  ok ok    ok  no no  no
issue-web    no no    no no    no  no no  no
printed      no no    no no    no  ok hers no
not-printed  no no    no no    no  ok hers no
reprint      ok ok    ok ok    ok  ok hers no
read         ok ok    ok ok    ok  ok hers no
board        ok ok    ok ok    ok  ok ok   ok
spoken       no no    no no    no  no no  ok
state        no no    no no    no  ok ok  ok
answer       no no    no no    no  ok ok  no
devices      no no    no no    ok  no no  no
pin          ok ok    ok ok    ok  no no  no
unlock       no no    no no    ok  no no  no
end-session  no no    no no    ok  no no  no
"""
WORDS = {"ok": "", "no": "not_allowed", "hers": "not_your_ticket", "there": "not_your_counter", "last": "no_next_step"}
CELLS = [
    pytest.param(row.split()[0], column, WORDS[word], id=f"{row.split()[0]} by {column}")
    for row in TABLE.strip().splitlines()
    for column, word in zip(COLUMNS, row.split()[1:], strict=True)
]

CALLED = frozenset({"start", "recall", "no-show"})
SERVING = frozenset({"finish", "hold", "forward", "transfer", "return"})
BY_ROLE = frozenset({"requeue", "cancel", "check-in", "documents", "priority"})


class Cast:
    """Two of each, signed in for the whole table; tickets are put where a cell needs them by the supervisor."""

    def __init__(self, server: Server, second_kiosk: str) -> None:
        self.server = server
        self.supervisor = server.supervisor()
        self.people = {
            "verifier": (server.verifier(1), server.verifier(2)),
            "extra": (server.extra(1), server.extra(2)),
        }
        server.verifier(3)  # at the counter the supervisor names
        self.kiosks = (server.client(DEMO_KIOSK), server.client(second_kiosk))
        self.display = server.client(DEMO_DISPLAY)

    def at_step_of(self, role: str) -> int:
        """A waiting ticket; the help desk's lacks its papers."""
        return self.server.issue("A", documents={} if role == "extra" else COMPLETE).id

    def actor(self, who: str) -> CounterClient:
        if who in self.people:
            return self.people[who][0]
        return {"supervisor": self.supervisor, "kiosk": self.kiosks[0], "display": self.display}[who]

    def ticket(self, action: str, who: str, *, own: bool) -> int:
        """Where `action` would be right, the caller's own or another's."""
        if who == "kiosk" and not own:
            other = self.kiosks[1].issue(request_id=str(uuid4()), service="S")
            return other.id
        role = who if who in self.people else "extra" if action == "forward" else "verifier"
        step = {"verifier": "extra", "extra": "verifier"}[role] if action in BY_ROLE and not own else role
        if action == "check-in":
            answer = self.supervisor.issue(
                request_id=str(uuid4()), service="A", channel="phone",
                documents={"kk": ["original", "copy"], "ektp": ["original", "copy"]} if step == "verifier" else {},
            )  # fmt: skip
            return answer.id
        waiting = self.at_step_of(step)
        if action in CALLED | SERVING | {"call-held", "requeue"}:
            self._call(waiting, step, action, own=own or action in BY_ROLE)
        return waiting

    def _call(self, ticket: int, role: str, action: str, *, own: bool) -> None:
        desk = ("loket" if role == "verifier" else "bantuan") + ("-1" if own else "-2")
        owner = self.people[role][0 if own else 1]
        owner.ready()  # a cell before this may have left her at a break
        self.supervisor.call(ticket, desk, "uji")
        if action in SERVING or action == "call-held":
            owner.start(ticket)
        if action == "call-held":
            owner.hold(ticket)
        if action == "requeue":
            owner.no_show(ticket)

    def empty_desks(self) -> None:
        """What a cell left behind."""
        for ticket in self.supervisor.board().tickets:
            if ticket.status == "serving":
                self.supervisor.return_(ticket.id, "uji")
            if ticket.status in ("called", "serving", "waiting", "on_hold", "no_show", "booked"):
                self.supervisor.cancel(ticket.id, "uji")


@pytest.fixture(scope="module")
def ensemble(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    data = tmp_path_factory.mktemp("roles") / "data"
    second = run(data, "--pair", "kiosk", "kiosk-2")
    assert second.returncode == 0, second.stderr
    with running(data, "--demo", "--assignment", "pull") as started:
        yield Cast(started, second.stdout.strip())


@pytest.fixture
def cast(ensemble: Cast) -> Cast:
    ensemble.empty_desks()
    return ensemble


def announcement(cast: Cast) -> Announcement:
    cast.supervisor.call(cast.at_step_of("verifier"), "loket-3", "uji")
    return cast.display.board().announcements[-1]


def attempt(cast: Cast, action: str, who: str, *, own: bool) -> Callable[[], object]:
    """The deed, prepared so that only the role can stand in its way."""
    actor = cast.actor(who)
    if action.startswith("issue-"):
        return lambda: actor.issue(request_id=str(uuid4()), service="S", channel=action.removeprefix("issue-"))
    if action == "spoken":
        seq = announcement(cast).seq
        return lambda: actor.spoken(seq, ok=True)
    place = {"verifier": "loket", "extra": "bantuan"}.get(who, "loket") + ("-1" if own else "-2")
    at_large: dict[str, Callable[[], object]] = {
        "ready": actor.ready,
        "pause": lambda: actor.pause("makan"),
        "board": actor.board,
        "state": lambda: actor.report_state(DeviceState({"printer": PartState(PartIs.OK)})),
        "answer": lambda: actor.answer_survey({"fee": 4}),
        "devices": actor.devices,
        "pin": lambda: actor.change_pin("246810", "973108"),
        "unlock": lambda: actor.unlock("verifier-9"),
        "end-session": lambda: actor.end_session("verifier-9"),
        "call-next": lambda: actor.call_next(place),
    }
    if action in at_large:
        return at_large[action]
    ticket = cast.ticket(action, who, own=own)
    named = ("loket-3", "uji") if who == "supervisor" else (None, None)
    return {
        "start": lambda: actor.start(ticket),
        "finish": lambda: actor.finish(ticket, "complete"),
        "recall": lambda: actor.recall(ticket),
        "hold": lambda: actor.hold(ticket),
        "forward": lambda: actor.forward(ticket),
        "transfer": lambda: actor.transfer(ticket, service="S"),
        "no-show": lambda: actor.no_show(ticket),
        "return": lambda: actor.return_(ticket, "uji"),
        "call-held": lambda: actor.call(ticket, *named),
        "call-waiting": lambda: actor.call(ticket, *named),
        "requeue": lambda: actor.requeue(ticket),
        "cancel": lambda: actor.cancel(ticket, "uji"),
        "check-in": lambda: actor.check_in(ticket),
        "documents": lambda: actor.documents(ticket, {}),
        "priority": lambda: actor.priority(ticket, "elderly", "uji"),
        "printed": lambda: actor.printed(ticket),
        "not-printed": lambda: actor.not_printed(ticket, "paper_out"),
        "reprint": lambda: actor.reprint(ticket),
        "read": lambda: actor.ticket(ticket),
    }[action]


def test_every_action_of_the_table_of_roles_is_walked_here() -> None:
    walked = {row.split()[0] for row in TABLE.strip().splitlines()}
    known_as = {"call": "call-held", "issue": "issue-kiosk", "configure": "devices"}
    actions = {action for whose in MAY.values() for action in whose} - IN_THE_CONSOLE
    assert {known_as.get(action, action) for action in actions} <= walked


IN_THE_CONSOLE = {*ON_THE_FLOOR, "report"}
"""No calls of the API; walked by test_every_route and test_floor_rulings."""


@pytest.mark.parametrize("action, column, refusal", CELLS)
def test_a_cell_of_the_designs_table(cast: Cast, action: str, column: str, refusal: str) -> None:
    who, _, whose = column.partition(" ")
    deed = attempt(cast, action, who, own=whose != "another's")
    if not refusal:
        deed()
        return
    with pytest.raises(ServerRefused) as refused:
        deed()
    assert (refused.value.code, refused.value.status) == (refusal, 409 if refusal == "no_next_step" else 403)


def test_a_kiosk_gives_no_ticket_a_priority_it_was_not_asked_for(cast: Cast) -> None:
    with pytest.raises(ServerRefused) as refused:
        cast.kiosks[0].priority(cast.at_step_of("verifier"), "elderly", "uji")
    assert refused.value.facts == {"role": "kiosk", "action": "priority"}


def test_the_supervisor_calls_only_for_a_named_counter_where_somebody_serves_and_with_a_reason(cast: Cast) -> None:
    ticket = cast.at_step_of("verifier")

    def refusal(counter: str | None, reason: str | None) -> tuple[int, str]:
        with pytest.raises(ServerRefused) as refused:
            cast.supervisor.call(ticket, counter, reason)
        return refused.value.status, refused.value.code

    assert refusal(None, "uji") == (422, "malformed")
    assert refusal("loket-3", None) == (422, "malformed")
    assert refusal("loket-99", "uji") == (404, "counter_unknown")
    assert refusal("loket-9", "uji") == (409, "counter_empty")
    cast.supervisor.call(cast.at_step_of("verifier"), "loket-3", "uji")
    assert refusal("loket-3", "uji") == (409, "ticket_open")


def test_a_supervisor_at_a_counter_is_called_nothing_for_she_could_not_serve_it(cast: Cast) -> None:
    cast.supervisor.sign_in("supervisor-1", "246810", "loket-16")
    with pytest.raises(ServerRefused) as refused:
        cast.supervisor.call(cast.at_step_of("verifier"), "loket-16", "uji")
    assert (refused.value.status, refused.value.code) == (409, "counter_empty")
