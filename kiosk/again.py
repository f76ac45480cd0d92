"""A ticket staff wish to see printed once more, as the visit it came from."""

from dataclasses import fields, replace

from counter_server.protocol.messages import IssuedTicket, Ticket
from counter_server.protocol.terms import Form

from .visit import Visit


def visit_of(ticket: Ticket) -> Visit:
    """What its paper says of the visit: language, papers, priority. Everything else was forgotten with the visitor."""
    return Visit(
        request_id="",
        language=str(ticket.language),
        service=ticket.service,
        answers=ticket.answers,
        papers={paper: tuple(map(Form, forms)) for paper, forms in ticket.documents.items()},
        priority=ticket.priority,
        wants_help=not (ticket.answers or ticket.documents),  # who asked for help declared nothing
    )


def with_declared(visit: Visit, ticket: Ticket) -> Visit:
    """The visit with what was said when its ticket was taken; what has been said since changes nothing of it."""
    said = visit_of(ticket)
    return replace(visit, answers=said.answers, papers=said.papers, wants_help=said.wants_help)


def to_print(ticket: Ticket) -> IssuedTicket:
    """The ticket as a printer is given it."""
    return IssuedTicket(**{field.name: getattr(ticket, field.name) for field in fields(Ticket)})
