"""A member of staff at this moment: away, ready, busy with a ticket, or paused for a reason."""

from dataclasses import dataclass

from counter_server.protocol.terms import Role, StaffState

from .replaced import replace

SIGNED_IN = "signed_in"
"""The reason of whoever has signed in and not said ready yet."""
NOT_HEARD = "not_heard"
"""The reason of a pause that begins because a console was not heard while its owner served."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member of staff. Times are milliseconds since 1970 UTC; what is not so is empty or 0."""

    staff: str
    name: str
    role: Role
    services: tuple[str, ...] = ()
    """Letters of the services she may serve; none named: all."""
    state: StaffState = StaffState.AWAY
    reason: str = ""
    counter: str = ""
    ticket: int = 0
    since: int = 0
    ready_at: int = 0
    """After a ticket left: not before the branch's wrap-up is over."""
    pause_next: str = ""
    """The reason of a pause asked for while busy."""
    call_next: int = 0
    """A ticket named while she was busy, one that she holds or that waits for her: it comes first."""

    @property
    def on_break(self) -> bool:
        """Whether her place is empty for a while; whoever is signed in and not yet ready sits there."""
        return self.state is StaffState.PAUSED and self.reason != SIGNED_IN

    def signed_in(self, counter: str, *, at: int) -> "Member":
        """At a counter, and not yet ready; a ticket left open by a closed browser is still hers, and she says herself
        when she is ready for the next."""
        if self.state is StaffState.BUSY:
            pause_next = SIGNED_IN if self.pause_next == NOT_HEARD else self.pause_next
            return replace(self, counter=counter, pause_next=pause_next)
        return replace(self, state=StaffState.PAUSED, reason=SIGNED_IN, counter=counter, since=at)

    def heard_again(self) -> "Member":
        """Her console is back: the pause that was planned because it was gone is off."""
        return replace(self, pause_next="") if self.pause_next == NOT_HEARD else self

    def signed_out(self, *, at: int) -> "Member":
        """Gone home, or to another counter."""
        return replace(self.gone(at=at), counter="", call_next=0)

    def gone(self, *, at: int) -> "Member":
        """Not seen any more. The counter stays hers until somebody else needs it, and a ticket she has open too."""
        if self.state is StaffState.BUSY:
            return self
        return replace(self, state=StaffState.AWAY, reason="", since=at, pause_next="")

    def ready(self, *, at: int) -> "Member":
        """Ready for the next ticket; for whoever is busy: no pause afterwards."""
        if self.state is StaffState.BUSY:
            return replace(self, pause_next="")
        if self.state is StaffState.READY:
            return replace(self, ready_at=at) if self.ready_at > at else self
        return replace(self, state=StaffState.READY, reason="", since=at, ready_at=at)

    def paused(self, reason: str, *, at: int) -> "Member":
        """A break; for whoever is busy, from when the ticket leaves."""
        if self.state is StaffState.BUSY:
            return replace(self, pause_next=reason)
        return replace(self, state=StaffState.PAUSED, reason=reason, since=at)

    def busy(self, ticket: int, *, at: int) -> "Member":
        """A ticket was called to her."""
        return replace(
            self,
            state=StaffState.BUSY,
            reason="",
            ticket=ticket,
            since=at,
            call_next=0 if self.call_next == ticket else self.call_next,
        )

    def freed(self, *, at: int, wrap_up: int) -> "Member":
        """The ticket left: ready again after `wrap_up` milliseconds, or paused if she asked for it."""
        if self.pause_next:
            return replace(
                self, state=StaffState.PAUSED, reason=self.pause_next, pause_next="", ticket=0, since=at, ready_at=0
            )
        return replace(self, state=StaffState.READY, reason="", ticket=0, since=at, ready_at=at + wrap_up)
