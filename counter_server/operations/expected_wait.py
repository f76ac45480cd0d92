"""How long a visitor will wait, as her paper says it."""

from counter_server.domain.estimate import Estimate, estimate
from counter_server.domain.ticket import Ticket
from counter_server.protocol.terms import Is, StaffState
from counter_server.storage.day import Day
from counter_server.storage.present import FOR_ONE_PERSON, PRIORITY, REGULAR

SERVES = (StaffState.READY, StaffState.BUSY)


def expected(day: Day, ticket: Ticket) -> tuple[int, Estimate | None]:
    """People ahead of a waiting ticket, and the wait as a range; the same counters serve several queues."""
    step = day.setup.step(ticket)
    queues = day.setup.role_queues(step.role)
    counted = (PRIORITY,) if ticket.in_priority else (REGULAR, PRIORITY, FOR_ONE_PERSON)
    before_her = {
        place: n for place, n in day.present.waiting.items() if n and place[1] in counted and place[0] in queues
    }
    if ticket.id <= day.present.seq:
        if ticket.status is not Is.WAITING:
            return 0, None
        ahead = sum(day.waiting_before(queue, klass, ticket.arrived_at) for queue, klass in before_her)
    else:
        ahead = sum(before_her.values())
    serving = sum(1 for one in day.members.values() if one.role is step.role and one.state in SERVES)
    return ahead, estimate(ahead, serving, step.standard_minutes)
