"""The real server against a small model of the counter: any commands in any order by anybody, and after each of them
the answer is the model's, and so is the board."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from shutil import copytree, ignore_patterns
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.server import COMPLETE, DEMO_DISPLAY, DEMO_KIOSK, DEMO_PIN, ROOT, Answer, Server, Wire, run, running

from .office_model import NOT_HERE, OPEN, No, Office, Person, Place
from .office_verbs import VERBS, first_step, perform

STAFF = {"verifier-1": "verifier", "verifier-2": "verifier", "extra-1": "extra"}
COUNTERS = ("loket-1", "loket-2", "bantuan-1")
ANYBODY = (*STAFF, "supervisor-1", "kiosk", "display", "nobody")
LETTERS = ("A", "K", "L", "S")
UNKNOWN = 999_999_999
PRIORITY_WEIGHT = 3.0

people = st.sampled_from((*STAFF, *STAFF, *STAFF, "supervisor-1", "supervisor-1", *ANYBODY))
busy_people = st.sampled_from(tuple(STAFF))
any_ticket = st.integers(0, 12).map(lambda n: n - 1 if n else 0)
"""Counted from the newest."""
bodies: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "finish": st.fixed_dictionaries(
        {"outcome": st.sampled_from(("complete", "complete", "documents_missing", "referred_jkn", "day_closed"))}
    ),
    "transfer": st.one_of(
        st.fixed_dictionaries({"service": st.sampled_from((*LETTERS, "Z"))}),
        st.fixed_dictionaries({"staff": st.sampled_from((*STAFF, "supervisor-1", "nobody"))}),
    ),
    "return": st.just({"reason": "lupa berkas"}),
    "cancel": st.just({"reason": "pulang"}),
    "call": st.fixed_dictionaries(
        {}, optional={"counter": st.sampled_from((*COUNTERS, "loket-99")), "reason": st.just("mendesak")}
    ),
    "documents": st.fixed_dictionaries({"documents": st.sampled_from(({}, COMPLETE))}),
    "priority": st.fixed_dictionaries(
        {"priority": st.sampled_from(("none", "elderly", "pregnant")), "reason": st.just("terlihat")}
    ),
    "not-printed": st.fixed_dictionaries({"reason": st.sampled_from(("paper_out", "visitor_left"))}),
}
commands = st.sampled_from(sorted(VERBS)).flatmap(lambda verb: st.tuples(st.just(verb), bodies.get(verb, st.just({}))))
at_the_counter = st.sampled_from(
    ("start", "start", "finish", "finish", "hold", "forward", "transfer", "no-show", "return", "recall", "cancel")
).flatmap(lambda verb: st.tuples(st.just(verb), bodies.get(verb, st.just({}))))
wishes = st.fixed_dictionaries(
    {
        "service": st.sampled_from((*LETTERS, "A", "A", "Z")),
        "documents": st.sampled_from(({}, COMPLETE, COMPLETE)),
        "channel": st.sampled_from(("kiosk", "kiosk", "staff", "staff", "phone", "whatsapp", "web")),
        "priority": st.sampled_from(("none", "none", "none", "elderly")),
    }
)
good_wishes = wishes.filter(lambda wish: wish["service"] != "Z")


class Counter(RuleBasedStateMachine):
    """One server for all examples, swept before each."""

    server: ClassVar[Server]
    numbers: ClassVar[dict[str, int]] = {}
    """The last number of each letter, as the server must have it."""

    @initialize(here=st.lists(st.tuples(st.sampled_from(("kiosk", "extra-1")), good_wishes), min_size=3, max_size=7))
    def open(self, here: list[tuple[str, dict[str, Any]]]) -> None:
        self.server.sweep()
        self.wire = Wire(self.server.url)
        supervisor = self.server.supervisor()
        self.tokens = {"kiosk": DEMO_KIOSK, "display": DEMO_DISPLAY, "supervisor-1": supervisor.token}
        staff = {key: Person(key, role) for key, role in STAFF.items()}
        self.office = Office({**staff, "supervisor-1": Person("supervisor-1", "supervisor", state="paused")})
        self.asked: list[tuple[str, dict[str, Any], int]] = []
        for n, key in enumerate(STAFF):
            self.sign_in(key, COUNTERS[n])
        for who, wish in here:
            self.issue(who, wish | {"channel": "kiosk" if who == "kiosk" else "staff"})
            if who == "kiosk":
                self.do("kiosk", ("printed", {}), self.picked(0))

    def send(self, who: str, path: str, body: Any = None, method: str = "POST") -> Answer:
        return self.wire.send(method, path, body, token=self.tokens.get(who, "unknown"))

    def agrees(self, answer: Answer, expected: Callable[[], Any], status: int = 200) -> Any:
        """What the model did, or None where both refuse with the same code."""
        refused, done = "", None
        try:
            done = expected()
        except No as no:
            refused = no.code
        assert (answer.code if answer.status >= 400 else "") == refused, answer
        assert answer.status >= 400 or answer.status == status, answer
        return done

    def is_the_same(self, shown: dict[str, Any], place: Place) -> None:
        found = {
            name: shown[name] or ""
            for name in ("id", "number", "service", "step", "status", "priority", "staff", "counter", "person")
        }
        assert found == {name: getattr(place, name) for name in found}
        assert shown["print_status"] == place.print_status

    def picked(self, back: int) -> int:
        """One of those that are open, the newest first; beyond them one that is over, and one that does not exist."""
        is_open = [key for key, one in self.office.tickets.items() if one.status in OPEN][::-1]
        over = [key for key, one in self.office.tickets.items() if one.status not in OPEN][-1:]
        known = [*is_open, *over, UNKNOWN]
        return known[back % len(known)]

    @rule(who=st.sampled_from(tuple(STAFF)), counter=st.sampled_from((*COUNTERS, "loket-99", None)))
    def sign_in(self, who: str, counter: str | None) -> None:
        body = {"staff": who, "pin": DEMO_PIN, "counter": counter}
        answer = self.wire.send("POST", "/session", body)
        before = self.tokens.get(who)
        if self.agrees(answer, lambda: self.office.sign_in(who, counter, COUNTERS)):
            self.tokens[who] = answer.json["token"]
            if before:
                assert self.wire.send("GET", "/board", token=before).code == "not_signed_in", "the old session is over"

    @rule(who=people)
    def sign_out(self, who: str) -> None:
        if who == "supervisor-1":
            return
        answer = self.send(who, "/session", method="DELETE")
        self.agrees(answer, lambda: self.office.sign_out(who), 204)

    @rule(who=people)
    def ready(self, who: str) -> None:
        self.of_me(who, self.send(who, "/staff/me/ready", {}), lambda: self.office.ready(who))

    @rule(who=people)
    def pause(self, who: str) -> None:
        self.of_me(who, self.send(who, "/staff/me/pause", {"reason": "istirahat"}), lambda: self.office.pause(who))

    def of_me(self, who: str, answer: Answer, expected: Callable[[], Person]) -> None:
        person = self.agrees(answer, expected)
        if person:
            assert answer.json["state"] == person.state
            assert (answer.json["ticket"] or {"id": 0})["id"] == person.ticket

    @rule(who=people, wish=wishes)
    def issue(self, who: str, wish: dict[str, Any]) -> None:
        body = {"request_id": str(uuid4()), **wish}
        began = time.time()
        answer = self.send(who, "/tickets", body)
        place = self.agrees(answer, lambda: self.expected(who, wish, answer, began), 201)
        if place:
            self.office.tickets[place.id] = place
            self.asked.append((who, body, place.id))
            self.is_the_same(answer.json, place)

    def expected(self, who: str, wish: dict[str, Any], answer: Answer, began: float) -> Place:
        """The ticket that must have come of it."""
        role, channel, letter = self.office.role_of(who), wish["channel"], wish["service"]
        through = {"kiosk": ("kiosk",), "display": ()}.get(role, ("staff", *NOT_HERE))
        if channel not in through:
            raise No("not_allowed")
        if letter == "Z":
            raise No("service_unknown")
        assert answer.status == 201, answer
        self.numbers[letter] = self.numbers.get(letter, 0) + 1
        step = first_step(letter, complete=bool(wish["documents"]))
        before_her = list(self.office.waiting_at({"help": "extra"}.get(step, "verifier")))
        if wish["priority"] != "none":
            before_her = [one for one in before_her if one.priority != "none" and not one.person]
        assert answer.json["ahead"] == len(before_her)
        arrived = milliseconds(answer.json["issued_at"])
        assert round(began * 1000) - 1 <= arrived <= time.time() * 1000 + 1
        return Place(
            id=answer.json["id"], number=f"{letter}-{self.numbers[letter]:03d}", service=letter, step=step,
            status="booked" if channel in NOT_HERE else "waiting", priority=wish["priority"], channel=channel,
            complete=bool(wish["documents"]), arrived=(arrived, arrived), in_hand=role != "kiosk",
            print_status="to_print" if role == "kiosk" else "none", device="demo-kiosk" if role == "kiosk" else "",
        )  # fmt: skip

    @precondition(lambda self: self.asked)
    @rule(back=st.integers(0, 3), other=st.booleans(), again=st.sampled_from(ANYBODY))
    def ask_again(self, back: int, other: bool, again: str) -> None:
        _, body, ticket = self.asked[-1 - back % len(self.asked)]
        changed = {"priority": "infant"} if other else {}
        answer = self.send(again, "/tickets", body | changed)

        def expected() -> Place:
            role = self.office.role_of(again)
            if role == "display" or (role == "kiosk") != (body["channel"] == "kiosk"):
                raise No("not_allowed")
            if other:
                raise No("request_reused")
            return self.office.tickets[ticket]

        place = self.agrees(answer, expected)
        if place:
            self.is_the_same(answer.json, place)

    @rule(who=people, counter=st.sampled_from((*COUNTERS, "loket-99")), own=st.integers(0, 5))
    def call_next(self, who: str, counter: str, own: int) -> None:
        if own and who in STAFF:
            counter = self.office.staff[who].counter or counter
        answer = self.send(who, f"/counters/{counter}/call-next", {})
        heads = self.agrees(answer, lambda: self.called(who, counter), answer.status if answer.status == 204 else 200)
        if heads is None:
            return
        person = self.office.staff[who]
        if person.ticket:
            assert answer.json["id"] == person.ticket, "the held one she asked back"
        elif not heads:
            assert answer.status == 204
        else:
            assert answer.status == 200, f"{heads} wait"
            self.is_next(answer.json, heads)
            self.office.bind(person, self.office.tickets[answer.json["id"]])
            self.is_the_same(answer.json, self.office.tickets[answer.json["id"]])

    def called(self, who: str, counter: str) -> list[Place]:
        if self.office.role_of(who) not in ("verifier", "extra"):
            raise No("not_allowed")
        person = self.office.staff[who]
        if person.counter != counter:
            raise No("not_your_counter")
        if person.ticket:
            raise No("ticket_open")
        self.office.ready(who)
        return self.office.heads(who)

    def is_next(self, shown: dict[str, Any], heads: list[Place]) -> None:
        """Nobody who might have been called has waited for more."""
        now = milliseconds(shown["called_at"])
        chosen = [one for one in heads if one.id == shown["id"]]
        assert chosen, f"{shown['number']} is at the head of no queue of {[one.number for one in heads]}"
        most = score(chosen[0], now, chosen[0].arrived[0])
        assert all(most >= score(one, now, one.arrived[1]) for one in heads), (shown, heads)

    @rule(who=people, command=commands, back=any_ticket)
    def anybody_does_anything(self, who: str, command: tuple[str, dict[str, Any]], back: int) -> None:
        self.do(who, command, self.picked(back))

    @rule(who=busy_people, command=at_the_counter)
    def whoever_serves_goes_on(self, who: str, command: tuple[str, dict[str, Any]]) -> None:
        self.go_on(who, command)

    @rule(work=st.lists(st.tuples(busy_people, at_the_counter), min_size=2, max_size=5))
    def they_go_on(self, work: list[tuple[str, tuple[str, dict[str, Any]]]]) -> None:
        for who, command in work:
            self.go_on(who, command)

    def go_on(self, who: str, command: tuple[str, dict[str, Any]]) -> None:
        person = self.office.staff[who]
        if person.ticket:
            self.do(who, command, person.ticket)
        elif person.counter:
            self.call_next(who, person.counter, 1)

    @rule(back=st.integers(0, 11))
    def the_paper_comes(self, back: int) -> None:
        self.do("kiosk", ("printed", {}), self.picked(back))

    def do(self, who: str, command: tuple[str, dict[str, Any]], ticket: int) -> None:
        verb, body = command
        path, method = (f"/tickets/{ticket}", "GET") if verb == "read" else (f"/tickets/{ticket}/{verb}", "POST")
        began = round(time.time() * 1000)
        answer = self.send(who, path, None if verb == "read" else body, method)
        place = self.agrees(answer, lambda: perform(self.office, who, verb, ticket, body))
        if place:
            if verb == "check-in":
                place.arrived = (began - 1, round(time.time() * 1000) + 1)
            self.is_the_same(answer.json, place)

    @invariant()
    def the_board_is_the_models(self) -> None:
        board = self.send("supervisor-1", "/board", method="GET").json
        shown = {one["id"]: one for one in board["tickets"] if one["status"] in OPEN}
        here = {key: one for key, one in self.office.tickets.items() if one.status in OPEN}
        assert set(shown) == set(here)
        for key, place in here.items():
            self.is_the_same(shown[key], place)
        for one in board["staff"]:
            person = self.office.staff.get(one["staff"])
            if person and person.role != "supervisor":
                found = (one["state"], one["counter"] or "", one["ticket"] or 0)
                assert found == (person.state, person.counter, person.ticket)
        for letter, steps in board["waiting"].items():
            for step, n in steps.items():
                wait = [one for one in here.values() if one.status == "waiting" and one.service == letter]
                assert n == sum(one.step == step for one in wait)

    @invariant()
    def everything_has_one_owner(self) -> None:
        owned = [one.staff for one in self.office.tickets.values() if one.status in ("called", "serving")]
        assert len(owned) == len(set(owned))


def milliseconds(moment: str) -> int:
    return round(datetime.fromisoformat(moment).timestamp() * 1000)


def score(place: Place, now: int, arrived: int) -> float:
    waited = now - arrived
    return waited * PRIORITY_WEIGHT if place.priority != "none" and waited > 0 else float(waited)


@pytest.fixture(scope="module")
def hunted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """In an office patient enough with its kiosk for the slowest machine: the grace of a paper is tested elsewhere."""
    folder = tmp_path_factory.mktemp("hunted")
    assets = copytree(ROOT / "assets", folder / "assets", ignore=ignore_patterns("fonts", "sounds", "images", "qml"))
    branch = assets / "branch.toml"
    patient, changed = re.subn(r"(?m)^print_grace_seconds = \d+$", "print_grace_seconds = 300", branch.read_text())
    assert changed == 1
    branch.write_text(patient)
    with running(folder / "data", "--demo", "--assignment", "pull", "--assets", str(assets)) as server:
        Counter.server, Counter.numbers = server, {}
        yield server
        server.stop()
        whole = run(folder / "data", "--assets", str(assets), "--verify-journal")
        assert whole.returncode == 0, whole.stdout


def hunt(examples: int, steps: int, *phases: Phase) -> None:
    run_state_machine_as_test(
        Counter,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, suppress_health_check=list(HealthCheck), phases=phases
        ),
    )  # fmt: skip


def test_the_server_and_the_model_agree_whatever_is_asked_of_them(hunted: Server) -> None:
    hunt(20, 40, Phase.generate)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(100))
def test_they_agree_for_a_long_time(hunted: Server, part: int) -> None:
    """Other examples each time, as `./test --slow` asks of hypothesis (`--hypothesis-profile chance`)."""
    hunt(20, 50, Phase.generate, Phase.shrink)
