"""Visits that are over and people who answer about them, for tests of the survey."""

from collections.abc import Sequence

from counter_server.domain.survey import Element, Marks
from counter_server.domain.ticket import Ticket
from counter_server.operations import serving
from counter_server.operations.surveying import Answered, Asked
from counter_server.protocol.terms import Channel, Outcome
from counter_server.storage.day import Day
from counter_server.storage.store import Store
from tests.store import VERIFIER, issue, sign_in


def all_say(mark: int, **others: int) -> Marks:
    """The same to every element but those in `others`; 0 passes one over."""
    said = {element: others.get(element, mark) for element in Element}
    return {element: given for element, given in said.items() if given}


def answered(day: str, marks: Marks, service: str = "A", channel: Asked = Asked.PHONE) -> Answered:
    """One person's."""
    return Answered(day, service, channel, marks)


def served(store: Store, how_many: int, service: str = "A") -> list[Ticket]:
    """So many visits, one after the other, finished; their requests are the same in every database."""

    def visits(day: Day) -> list[Ticket]:
        if not day.members[VERIFIER.key].counter:
            sign_in(day)
        return [_visit(day, f"{service}-{n}", service) for n in range(how_many)]

    done: list[Ticket] = store.writer.perform_now(visits)
    return done


def _visit(day: Day, name: str, service: str) -> Ticket:
    issue(day, request_id=name, service=service, channel=Channel.STAFF)
    called = serving.call_next(day, VERIFIER, counter="loket-1")
    assert called is not None
    serving.start(day, VERIFIER, ticket=called.id)
    return serving.finish(day, VERIFIER, ticket=called.id, outcome=Outcome.COMPLETE)


def marks_in_order(n: int) -> Sequence[Marks]:
    """So many people, no two of whom say the same."""
    elements = list(Element)
    return [{elements[place]: 1 + (k // 4**place) % 4 for place in range(len(elements))} for k in range(n)]
