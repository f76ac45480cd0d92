"""What hooks have been told: how far, and what the last deliveries came to. No lines of the journal, which is what
they are told; but what a person does about a hook is one."""

from collections.abc import Iterable, Mapping

from counter_server.domain.deliveries import Progress
from counter_server.storage import interfaces
from counter_server.storage.day import Day
from counter_server.storage.interfaces import Delivery

from .callers import Caller


def begin(day: Day, *, hooks: Iterable[str]) -> Mapping[str, Progress]:
    """How far each of these has been told; a new one from now on, and one that is no more is forgotten."""
    known, wanted = interfaces.progress_of(day.line, day.branch), set(hooks)
    for hook in known.keys() - wanted:
        day.line.do(interfaces.drop_hook, branch=day.branch, hook=hook)
    fresh = {hook: Progress(seq=day.present.seq) for hook in wanted - known.keys()}
    for hook, progress in fresh.items():
        interfaces.save_progress(day.line, day.branch, hook, progress)
    return {hook: progress for hook, progress in {**known, **fresh}.items() if hook in wanted}


def tried(day: Day, *, delivery: Delivery, progress: Progress | None = None) -> None:
    """A delivery was made, or was in vain. `progress`: how far its hook has been told by it."""
    interfaces.remember(day.line, day.branch, delivery)
    if progress is not None:
        interfaces.save_progress(day.line, day.branch, delivery.hook, progress)


def passed_over(day: Day, *, hook: str, progress: Progress) -> None:
    """Lines that were not for it lie behind it, too."""
    interfaces.save_progress(day.line, day.branch, hook, progress)


def asked_for(day: Day, caller: Caller, *, hook: str, what: str) -> None:
    """The person in charge has it tried, told again, or gone on with."""
    caller.may("configure")
    day.record("configure", who=caller.key, subject=f"hook:{hook}", payload={"hook": what})
