"""From a look at the branch to a desk."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from counter_server.domain.machine_groups import Group
from counter_server.domain.rulings import mode_today
from counter_server.protocol import messages
from counter_server.protocol.device_messages import AlertNow
from counter_server.protocol.terms import Is

from . import faces
from .at_my_desk import at_my_desk
from .desk import Desk

if TYPE_CHECKING:
    from .counter import Seen


def desk_of(
    seen: "Seen", board: messages.Board, at: int, *, alerts: Sequence[AlertNow] = (), machines: Sequence[Group] = ()
) -> Desk:
    """The caller's own present, and what is around it."""
    picture, setup, me = seen.picture, seen.setup, seen.picture.present.members[seen.caller.key]
    view = faces.view_of(seen.caller)
    own = next((ticket for ticket in picture.called if ticket.staff == me.staff), None)
    table = setup.table(own) if own else None
    step = setup.step(own) if own else None
    return Desk(
        me=faces.staff_now(me, setup),
        board=board,
        mode=mode_today(setup.mode, picture.present.rulings),
        services=faces.services(setup, picture.present, at).services,
        names={member.staff: member.name for member in picture.present.members.values()},
        ticket=faces.staff_face(own, setup) if own else None,
        held=[
            faces.staff_face(ticket, setup)
            for ticket in picture.aside
            if ticket.status is Is.ON_HOLD and (ticket.staff == me.staff or view is faces.View.SUPERVISOR)
        ],
        waiting=[
            faces.seen_by(view, ticket, setup)
            for ticket in (*picture.waiting, *(one for one in picture.aside if one.status is Is.BOOKED))
            if faces.belongs_to(view, ticket, setup)
        ],
        no_show=[
            faces.seen_by(view, ticket, setup)
            for ticket in picture.aside
            if ticket.status is Is.NO_SHOW and faces.belongs_to(view, ticket, setup)
        ],
        outcomes=list(step.next) if step else (),
        has_next_step=bool(table and step and table.steps[-1].key != step.key),
        pause_next=me.pause_next,
        call_next=me.call_next,
        alerts=alerts,
        rulings=picture.present.rulings,
        machines=machines,
        mine=at_my_desk(seen, own, at),
    )
