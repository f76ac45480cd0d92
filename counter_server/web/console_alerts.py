"""Alerts in one language. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from counter_server.protocol.device_messages import AlertNow
from counter_server.protocol.locale import UNTOLD, Locale


@dataclass(frozen=True, slots=True)
class ToldAlert:
    """An alert as a person reads it."""

    code: str
    subject: str
    level: str
    since: datetime
    words: str
    id: int = 0
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None


def told(alert: AlertNow, locale: Locale, names: Mapping[str, str] | None = None) -> ToldAlert:
    """The sentence of this code; of a newer machine's code, the sentence of its part. `names`: staff key → name."""
    return ToldAlert(
        alert.code, alert.subject, alert.level, alert.since, _words(alert, locale, names or {}), alert.id,
        alert.acknowledged_by, alert.acknowledged_at,
    )  # fmt: skip


def _words(alert: AlertNow, locale: Locale, names: Mapping[str, str]) -> str:
    keys = (f"console.alert.{alert.part}.{alert.code}", f"console.alert.{alert.part}.other", "console.alert.other")
    key = next(key for key in keys if locale.has(key))
    part = f"console.device_part.{alert.part}"
    facts = alert.facts | _of_the_floor(alert, locale, names) | {
        "device": alert.subject, "subject": alert.subject, "code": alert.code,
        "part": locale.say(part) if locale.has(part) else alert.part,
    }  # fmt: skip
    return locale.say(key, **{name: facts.get(name, UNTOLD) for name in locale.placeholders(key)})


def _of_the_floor(alert: AlertNow, locale: Locale, names: Mapping[str, str]) -> dict[str, object]:
    """Its subject as it is called: a queue's service and step, a counter, a member of staff."""
    if alert.part == "queue":
        service, _, step = alert.subject.partition("/")
        key = f"common.step.{step}"
        return {"service": service, "step": locale.say(key) if locale.has(key) else step}
    if alert.part == "step":
        return {"counter": locale.counter(alert.subject)}
    return {"name": names.get(alert.subject, alert.subject)}
