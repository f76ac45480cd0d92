"""Alerts in one language. Pure."""

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


def told(alert: AlertNow, locale: Locale) -> ToldAlert:
    """The sentence of this code; of a newer machine's code, the sentence of its part."""
    return ToldAlert(alert.code, alert.subject, alert.level, alert.since, _words(alert, locale))


def _words(alert: AlertNow, locale: Locale) -> str:
    keys = (f"console.alert.{alert.part}.{alert.code}", f"console.alert.{alert.part}.other", "console.alert.other")
    key = next(key for key in keys if locale.has(key))
    part = f"console.device_part.{alert.part}"
    facts = alert.facts | {
        "device": alert.subject, "subject": alert.subject, "code": alert.code,
        "part": locale.say(part) if locale.has(part) else alert.part,
    }  # fmt: skip
    return locale.say(key, **{name: facts.get(name, UNTOLD) for name in locale.placeholders(key)})
