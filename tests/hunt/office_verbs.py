"""What each verb does to a ticket of the model."""

from collections.abc import Callable
from typing import Any

from .office_model import ANY_END, ENDS, FROM, HELPERS, OPEN, PENALTY, No, Office, Place

Body = dict[str, Any]


def perform(office: Office, who: str, verb: str, ticket: int, body: Body) -> Place:
    """The ticket afterwards, or `No`."""
    place = office.touch(who, verb, ticket)
    VERBS[verb](office, who, place, body)
    return place


def _check(place: Place, verb: str) -> None:
    if place.status not in FROM[verb]:
        raise No("wrong_state")


def _leave(office: Office, place: Place, **changed: Any) -> None:
    owner = place.staff
    place.wait(**changed)
    office.free(owner)


def first_step(service: str, *, complete: bool) -> str:
    """Where a ticket begins."""
    return "verification" if service in "AK" and complete else "help"


def _recall(office: Office, who: str, place: Place, body: Body) -> None:
    _check(place, "recall")


def _start(office: Office, who: str, place: Place, body: Body) -> None:
    _check(place, "start")
    place.status = "serving"


def _finish(office: Office, who: str, place: Place, body: Body) -> None:
    _check(place, "finish")
    if body["outcome"] not in ENDS.get((place.service, place.step), ANY_END):
        raise No("outcome_unknown")
    if place.step == "help" and body["outcome"] == "complete" and place.service != "S":
        _leave(office, place, step="verification")
    else:
        place.status = "finished"
        office.free(place.staff)


def _forward(office: Office, who: str, place: Place, body: Body) -> None:
    _check(place, "forward")
    if place.step == "verification":
        raise No("no_next_step")
    _leave(office, place, step="verification")


def _transfer(office: Office, who: str, place: Place, body: Body) -> None:
    if "staff" in body:
        other = office.staff.get(body["staff"])
        if other is None:
            raise No("staff_unknown")
        _check(place, "transfer")
        step = next((step for step, role in HELPERS.items() if role == other.role), None)
        if step is None or other.state == "away":
            raise No("staff_away")
        _leave(office, place, step=step, person=other.key)
        return
    if body["service"] not in "AKLS":
        raise No("service_unknown")
    _check(place, "transfer")
    _leave(office, place, service=body["service"], step=first_step(body["service"], complete=place.complete))


def _hold(office: Office, who: str, place: Place, body: Body) -> None:
    _check(place, "hold")
    place.status, place.counter = "on_hold", ""
    office.free(place.staff)


def _return(office: Office, who: str, place: Place, body: Body) -> None:
    _check(place, "return")
    _leave(office, place)


def _no_show(office: Office, who: str, place: Place, body: Body) -> None:
    _check(place, "no-show")
    place.status = "no_show"
    office.free(place.staff)


def _requeue(office: Office, who: str, place: Place, body: Body) -> None:
    _check(place, "requeue")
    place.wait(arrived=(place.arrived[0] + PENALTY, place.arrived[1] + PENALTY))


def _check_in(office: Office, who: str, place: Place, body: Body) -> None:
    _check(place, "check-in")
    place.status = "waiting"


def _cancel(office: Office, who: str, place: Place, body: Body) -> None:
    _check(place, "cancel")
    was_called = place.status == "called"
    place.status = "cancelled"
    if was_called:
        office.free(place.staff)


def _call(office: Office, who: str, place: Place, body: Body) -> None:
    if office.role_of(who) != "supervisor":
        _check(place, "call")
        person = office.staff[who]
        if person.ticket:
            person.call_next = place.id
        else:
            office.bind(person, place)
        return
    if not {"counter", "reason"} <= set(body):
        raise No("malformed")
    if not body["counter"].startswith(("loket-", "bantuan-")) or body["counter"] == "loket-99":
        raise No("counter_unknown")
    _check(place, "call")
    at_the_counter = [one for one in office.staff.values() if one.counter == body["counter"]]
    if not at_the_counter or at_the_counter[0].on_break:
        raise No("counter_empty")
    if at_the_counter[0].ticket:
        raise No("ticket_open")
    office.bind(at_the_counter[0], place)


def _documents(office: Office, who: str, place: Place, body: Body) -> None:
    if place.status not in OPEN:
        raise No("wrong_state")
    place.complete = body["documents"] != {}


def _priority(office: Office, who: str, place: Place, body: Body) -> None:
    if place.status not in OPEN:
        raise No("wrong_state")
    place.priority = body["priority"]


def _printed(office: Office, who: str, place: Place, body: Body) -> None:
    place.print_status, place.in_hand = "printed", True


def _not_printed(office: Office, who: str, place: Place, body: Body) -> None:
    if body["reason"] == "visitor_left" and place.print_status != "to_print":
        return
    place.print_status, place.in_hand = "not_printed", True
    if body["reason"] == "visitor_left" and place.status == "waiting":
        place.status = "cancelled"


def _reprint(office: Office, who: str, place: Place, body: Body) -> None:
    place.print_status, place.in_hand = "to_print", True


def _read(office: Office, who: str, place: Place, body: Body) -> None:
    """Nothing changes."""


VERBS: dict[str, Callable[[Office, str, Place, Body], None]] = {
    "recall": _recall, "start": _start, "finish": _finish, "forward": _forward, "transfer": _transfer, "hold": _hold,
    "return": _return, "no-show": _no_show, "requeue": _requeue, "check-in": _check_in, "cancel": _cancel,
    "call": _call, "documents": _documents, "priority": _priority, "printed": _printed, "not-printed": _not_printed,
    "reprint": _reprint, "read": _read,
}  # fmt: skip
