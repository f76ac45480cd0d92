"""Programs of others as the person in charge reads them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from counter_server.domain.deliveries import Progress
from counter_server.protocol.interface_settings import HookPlace
from counter_server.protocol.locale import Locale
from counter_server.setup import Setup
from counter_server.storage.interfaces import Delivery, Partner

from .antrean_guard import DEMO_USER

HERE = "console.interface"


@dataclass(frozen=True, slots=True, kw_only=True)
class HookLine:
    """A hook. `style` is a class of the page's look; `waits`: that somebody may say go on."""

    key: str
    host: str
    events: str
    state: str
    style: str
    backlog: int
    next_at: datetime | None
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """A delivery that is remembered. `may`: whether it can be sent once more."""

    n: int
    at: datetime
    hook: str
    what: str
    number: str
    state: str
    style: str
    tries: int
    may: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLine:
    """Another office's program."""

    name: str
    taken: int
    quota: int
    since: datetime | None


def hook_lines(hooks: Iterable[tuple[HookPlace, Progress, int]], setup: Setup, locale: Locale) -> list[HookLine]:
    """Settings, how far each is, and its backlog."""
    return [_hook(place, progress, backlog, setup, locale) for place, progress, backlog in hooks]


def _hook(place: HookPlace, progress: Progress, backlog: int, setup: Setup, locale: Locale) -> HookLine:
    state = "parked" if progress.parked else "failing" if progress.tries else "well"
    events = [_action(str(event), locale) for event in place.events]
    return HookLine(
        key=place.key, host=urlsplit(place.url).netloc,
        events=", ".join(events) or locale.say(f"{HERE}.every"),
        state=locale.say(f"{HERE}.state.{state}", tries=progress.tries),
        style={"well": "good", "failing": "warn", "parked": "bad"}[state], backlog=backlog,
        next_at=setup.moment(progress.next_at) if progress.next_at else None, waits=state != "well",
    )  # fmt: skip


def delivery_lines(
    deliveries: Iterable[Delivery], setup: Setup, locale: Locale, *, hooks: Mapping[str, object]
) -> list[DeliveryLine]:
    """The newest first. `hooks`: those there are now, by key."""
    return [
        DeliveryLine(
            n=one.n, at=setup.moment(one.at), hook=one.hook, what=_action(one.action, locale), number=one.number,
            state=_outcome(one, locale), style="bad" if one.why else "good", tries=one.tries, may=one.hook in hooks,
        )
        for one in deliveries
    ]  # fmt: skip


def partner_lines(partners: Iterable[Partner], setup: Setup, today: str) -> list[PartnerLine]:
    """By name; a demonstration's first."""
    quota = setup.branch.antrean.quota
    lines = {DEMO_USER: PartnerLine(name=DEMO_USER, taken=0, quota=quota, since=None)} if setup.demo else {}
    for one in partners:
        since = setup.moment(one.at) if one.password_hash else None
        if since or setup.demo:
            lines[one.partner] = PartnerLine(name=one.partner, taken=one.taken_on(today), quota=quota, since=since)
    return list(lines.values())


def outcome_words(status: int, why: str, locale: Locale) -> str:
    """What became of a delivery."""
    words = locale.say(f"{HERE}.why.{why or 'taken'}")
    return f"{words} ({status})" if status else words


def _outcome(one: Delivery, locale: Locale) -> str:
    return outcome_words(one.status, one.why, locale)


def _action(action: str, locale: Locale) -> str:
    own = f"{HERE}.action.{action}"
    return locale.say(own if locale.has(own) else f"common.action.{action}")
