"""The domain's nouns as messages, for whoever looks: staff by role, a wall, a kiosk."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

from counter_server.domain.rulings import opens_next, running_text
from counter_server.domain.staff import NOT_HEARD, Member
from counter_server.domain.ticket import Ticket
from counter_server.operations.callers import Caller
from counter_server.protocol import messages, offer
from counter_server.protocol.decoding import decoded
from counter_server.protocol.terms import Device, For, Insurance, Language, Outcome, Residence, StaffState
from counter_server.setup import Setup
from counter_server.storage.database import Row
from counter_server.storage.event import Event
from counter_server.storage.picture import Picture
from counter_server.storage.present import Present

Whole = TypeVar("Whole", bound=messages.Ticket)


CHANGES_FACE = frozenset({"running-text", "take-back", "configure"})
"""Actions after which the line at the wall's foot may be another."""


class View(StrEnum):
    """Who looks."""

    VERIFIER = "verifier"
    EXTRA = "extra"
    SUPERVISOR = "supervisor"
    KIOSK = "kiosk"
    WALL = "wall"


def view_of(caller: Caller) -> View:
    """What this caller may see."""
    if isinstance(caller.role, Device):
        return View.KIOSK if caller.role is Device.KIOSK else View.WALL
    return View(caller.role.value)


def wall_face(ticket: Ticket, setup: Setup) -> messages.Ticket:
    """As everybody may see it."""
    face = messages.WallTicket(
        id=ticket.id, number=ticket.number, service=ticket.service, step=ticket.step, status=ticket.status,
        counter=ticket.counter or None, called_at=_when(ticket.called_at, setup), recalls=ticket.recalls,
    )  # fmt: skip
    return cast("messages.Ticket", face)


def staff_face(ticket: Ticket, setup: Setup) -> messages.Ticket:
    """As staff see it."""
    return _whole(messages.Ticket, ticket, setup)


def issued_face(ticket: Ticket, setup: Setup, **paper: Any) -> messages.IssuedTicket:
    """The same, with what its paper says besides."""
    return _whole(messages.IssuedTicket, ticket, setup, **paper)


def _whole(kind: type[Whole], ticket: Ticket, setup: Setup, **more: Any) -> Whole:
    return kind(
        id=ticket.id, number=ticket.number, service=ticket.service, step=ticket.step, status=ticket.status,
        counter=ticket.counter or None, called_at=_when(ticket.called_at, setup), recalls=ticket.recalls,
        priority=ticket.priority, staff=ticket.staff or None, person=ticket.person or None,
        issued_at=_when(ticket.issued_at, setup), started_at=_when(ticket.started_at, setup),
        print_status=ticket.print_status, channel=ticket.channel, language=Language(ticket.language),
        documents={paper: list(forms) for paper, forms in ticket.documents.items()},
        missing={paper: list(forms) for paper, forms in ticket.missing.items()},
        answers=dict(ticket.answers), warnings=list(ticket.warnings),
        outcome=Outcome(ticket.outcome) if ticket.outcome else None,
        expected_at=_when(ticket.desk.expected_at, setup), remind_at=_when(ticket.desk.remind_at, setup),
        standard_minutes=setup.step(ticket).standard_minutes, **more,
    )  # fmt: skip


def belongs_to(view: View, ticket: Ticket, setup: Setup) -> bool:
    """Whether a ticket's step is this view's role's; the supervisor has all."""
    return view is View.SUPERVISOR or setup.step(ticket).role.value == view.value


def seen_by(view: View, ticket: Ticket, setup: Setup) -> messages.Ticket:
    """As this view may see it: staff see whole what belongs to their role."""
    return staff_face(ticket, setup) if belongs_to(view, ticket, setup) else wall_face(ticket, setup)


def staff_now(member: Member, setup: Setup) -> messages.StaffNow:
    """A member of staff, for colleagues."""
    left_open = NOT_HEARD if member.pause_next == NOT_HEARD else None
    return messages.StaffNow(
        staff=member.staff, name=member.name, role=member.role, state=member.state, reason=member.reason or left_open,
        counter=member.counter or None, ticket=member.ticket or None, since=_when(member.since, setup),
    )  # fmt: skip


def counter_now(counter: str, present: Present, setup: Setup, view: View) -> messages.CounterNow:
    """A counter and who serves there; to a wall nobody has a name."""
    place = setup.counters[counter]
    member = next((one for one in present.members.values() if one.counter == counter), None)
    return messages.CounterNow(
        counter=counter,
        name=f"{place.kind} {place.n}",
        kind=place.kind,
        n=place.n,
        staff=member.staff if member and view not in (View.WALL, View.KIOSK) else None,
        state=member.state if member else StaffState.AWAY,
        ticket=member.ticket or None if member and view is not View.KIOSK else None,
    )


def waiting_counts(present: Present, setup: Setup) -> messages.WaitingCounts:
    """How many wait, per service and step; also where nobody does."""
    counts = {letter: {step.key: 0 for step in loaded.service.steps} for letter, loaded in setup.services.items()}
    for (queue, _), n in present.waiting.items():
        if not queue.startswith("@"):
            letter, _, step = queue.partition("/")
            steps = counts.setdefault(letter, {})
            steps[step] = steps.get(step, 0) + n
    return counts


def service_now(letter: str, present: Present, setup: Setup, at: int) -> messages.ServiceNow:
    """Whether a service takes tickets."""
    is_open = letter not in present.closed
    opens = None if is_open else opens_next(letter, present.rulings, setup.hours, setup.moment(at))
    return messages.ServiceNow(letter=letter, open=is_open, opens=opens)


def branch_face(setup: Setup, present: Present) -> messages.BranchFace:
    """The branch, for the public."""
    named = setup.branch.branch
    return messages.BranchFace(
        key=named.key, name=named.name, office=named.office, zone=named.zone,
        open=len(present.closed) < len(setup.services), demo=setup.demo,
        running_text=running_text(_plain(setup.branch.display.running_text), present.rulings),
    )  # fmt: skip


def board(picture: Picture, setup: Setup, view: View, at: int, waits: messages.Waits | None = None) -> messages.Board:
    """The whole present."""
    present, staff_looks = picture.present, view not in (View.WALL, View.KIOSK)
    tickets = picture.called + picture.last + picture.aside + picture.waiting if view is not View.KIOSK else ()
    by_id = {ticket.id: ticket for ticket in tickets}
    return messages.Board(
        seq=present.seq,
        at=setup.moment(at),
        branch=branch_face(setup, present),
        counters=[counter_now(counter, present, setup, view) for counter in setup.counters],
        tickets=[seen_by(view, ticket, setup) for ticket in by_id.values()],
        waiting=waiting_counts(present, setup),
        announcements=[] if view is View.KIOSK else [_announcement(row, setup) for row in picture.unspoken],
        services=[service_now(letter, present, setup, at) for letter in sorted(setup.services)],
        staff=[staff_now(member, setup) for member in present.members.values()] if staff_looks else [],
        waits=waits or {},
    )


def _announcement(row: Row, setup: Setup) -> messages.Announcement:
    _, seq, _, ticket, number, counter, at, kind, _, texts = row
    return messages.Announcement(
        seq=seq,
        number=number,
        counter=counter,
        at=setup.moment(at),
        kind=kind,
        ticket=ticket,
        texts=decoded(texts, dict[str, str]) if texts else {},
    )


def change(event: Event, setup: Setup, view: View) -> messages.Change:
    """One line of the journal, as this view may see it."""
    staff_looks = view not in (View.WALL, View.KIOSK)
    shows_ticket = event.ticket is not None and (view is not View.KIOSK or event.action == "reprint")
    return messages.Change(
        seq=event.seq,
        at=setup.moment(event.at),
        action=event.action,
        waiting=waiting_counts(event.present, setup),
        ticket=seen_by(view, event.ticket, setup) if event.ticket and shows_ticket else None,
        counter=counter_now(event.counter, event.present, setup, view) if event.counter in setup.counters else None,
        staff=staff_now(event.member, setup) if event.member and staff_looks else None,
        service=service_now(event.service, event.present, setup, event.at) if event.service else None,
        branch=branch_face(setup, event.present) if event.action in CHANGES_FACE else None,
        notice=dict(event.texts),
    )


def _plain(texts: Mapping[Language, str]) -> dict[str, str]:
    return {str(language): text for language, text in texts.items()}


def services(setup: Setup, present: Present, at: int) -> offer.Services:
    """What the kiosk offers."""
    faces = []
    for letter in sorted(setup.services):
        loaded, now = setup.services[letter], service_now(letter, present, setup, at)
        faces.append(
            offer.ServiceFace(
                letter=letter, open=now.open, opens=now.opens, texts=loaded.texts, version=loaded.version,
                documents={str(paper): list(forms) for paper, forms in loaded.service.documents.items()},
                questions=[question for key in loaded.questions if (question := _question(key, setup))],
                pictures=loaded.file.drawn(),
                asks_identity=setup.branch.kiosk.asks_identity and bool(loaded.service.documents),
                steps=[
                    {
                        "key": step.key, "role": str(step.role), "when": list(step.when),
                        "standard_minutes": step.standard_minutes,
                        "next": {str(outcome): leads_to for outcome, leads_to in step.next.items()},
                    }
                    for step in loaded.service.steps
                ],
            )
        )  # fmt: skip
    branch = setup.branch
    return offer.Services(
        services=faces,
        papers={str(paper): place.as_told() for paper, place in branch.papers.items()},
        pledge=branch.pledge.as_told(demo=setup.demo),
        pledged_by=branch.pledge.signed,
        contact=branch.contact.as_told(),
        identity_skippable=branch.kiosk.identity_skippable,
    )


def _question(key: str, setup: Setup) -> offer.Question | None:
    """A question with its choices; the hospital is asked only where the branch lists some. Words of fixed choices are
    the locale's."""
    fixed = {"for": For, "insurance": Insurance, "residence": Residence}
    if key in fixed:
        return offer.Question(key=key, choices=[offer.Choice(key=str(one), texts={}) for one in fixed[key]])
    if not setup.branch.hospitals:
        return None
    named = [
        offer.Choice(key=hospital.key, texts={str(language): hospital.name for language in Language})
        for hospital in setup.branch.hospitals
    ]
    return offer.Question(key=key, choices=named)


def _when(at: int, setup: Setup) -> datetime | None:
    return setup.moment(at) if at else None
