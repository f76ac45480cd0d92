"""Keeping what visitors answered, apart from whose visit it was; and the tablets that may ask."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from counter_server.domain.survey import Marks, kept_under
from counter_server.storage import survey
from counter_server.storage.day import Day

from .callers import Caller
from .forgetting import CALENDAR

BITS_OF_ID = 62


class Asked(StrEnum):
    """Where a survey was answered."""

    PHONE = "phone"
    TABLET = "tablet"
    KIOSK = "kiosk"


@dataclass(frozen=True, slots=True)
class Answered:
    """One person's answers: the business day (ISO) they were given on and the service's letter, empty if not known."""

    day: str
    service: str
    channel: Asked
    marks: Marks


def keep(day: Day, *, answers: Sequence[Answered]) -> None:
    """Writes answers of one or more days, mixed: under random keys and in their order, without a line of the journal,
    which would have a time. Whom the answers came from is not told to this function."""
    visits = {of: survey.visits_of(day.line, day.branch, of, of) for of in {one.day for one in answers}}
    rows = []
    for one in answers:
        of_day, service = kept_under(one.day, one.service, visits[one.day])
        rows.append((secrets.randbits(BITS_OF_ID), of_day, service, str(one.channel), one.marks))
    survey.add_answers(day.line, day.branch, rows)


def count_answers(day: Day) -> None:
    """The day closes: one line says how many answers there are in all, so that none can be taken out or put in unseen;
    none where the day has brought none."""
    values = {"branch": day.branch, "first": day.present.day, "last": day.present.day}
    today = day.line.one(survey.answers_within, **values)
    if today and today[0]:
        kept = day.line.one(survey.answers_kept, branch=day.branch)
        payload = {"kept": int(kept[0]) if kept else 0}
        day.record("survey", who=CALENDAR, subject=f"day:{day.present.day}", payload=payload)


def open_tablet(day: Day, *, by: str, token_hash: str) -> None:
    """A tablet may ask from now on; `by`: the member of staff who gave its code."""
    day.line.do(survey.add_tablet, branch=day.branch, token_hash=token_hash, day=day.present.day)
    day.record("survey-tablet", who=by, subject="survey:tablet", payload={"open": True})


def close_tablets(day: Day, caller: Caller) -> int:
    """No tablet may ask any more. Returns how many could."""
    caller.may("configure")
    closed = day.line.do(survey.drop_tablets, branch=day.branch)
    day.record("survey-tablet", who=caller.key, subject="survey:tablet", payload={"open": False})
    return closed
