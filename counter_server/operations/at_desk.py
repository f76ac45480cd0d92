"""What staff note at the desk, and what must not be forgotten there: the check list, notes, a priority that is so,
papers that are all there."""

from collections.abc import Sequence

from counter_server.domain.replaced import replace
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Do, Outcome
from counter_server.storage.day import Day

from . import serving
from .callers import Caller
from .serving import touch


def check(day: Day, caller: Caller, *, ticket: int, checks: Sequence[str]) -> Ticket:
    """Which of the step's list are ticked. What the list does not know is passed over."""
    touched = touch(day, caller, "documents", ticket).still_open("documents")
    before = touched.ticket
    known = [one.key for one in day.setup.step(before).checks if one.key in checks]
    return touched.changed(replace(before, desk=before.desk.ticked(before.step, known)), "check")


def note(day: Day, caller: Caller, *, ticket: int, text: str) -> Ticket:
    """A few words for whoever has the ticket next; kept as a remark."""
    touched = touch(day, caller, "documents", ticket).still_open("documents")
    before = touched.ticket
    noted = replace(before.desk, notes=(*before.desk.notes, day.next_seq()))
    return touched.changed(replace(before, desk=noted), "note", remark=text)


def confirm(day: Day, caller: Caller, *, ticket: int) -> Ticket:
    """The declared priority is so: staff have seen it."""
    touched = touch(day, caller, "priority", ticket).still_open("priority")
    return touched.changed(replace(touched.ticket, desk=replace(touched.ticket.desk, confirmed=True)), "priority")


def all_there(day: Day, caller: Caller, *, ticket: int) -> Ticket:
    """Every paper the service asks for is there, and the step is done: to wherever that leads."""
    before = touch(day, caller, "finish", ticket).ticket
    before.check(Do.FINISH)
    asked = {str(paper): forms for paper, forms in day.setup.table(before).documents.items()}
    serving.documents(day, caller, ticket=ticket, documents=asked)
    return serving.finish(day, caller, ticket=ticket, outcome=Outcome.COMPLETE)
