"""The report of one day in an office that is always open, told twice: as the running server gives it (its CSV files),
and recomputed the slow way from the database."""

import csv
import io
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from counter_server.protocol.locale import Locale
from tests.server import ROOT
from tests.slow_report import SlowReport, mean, nearest_rank

Rows = list[list[str]]
WORDS = Locale.load(ROOT / "assets" / "locale", "id")
MINUTE, HOUR = 60_000, 3_600_000
UNTOLD = "–"
FEWEST = 10
"""Steps somebody must have served to be compared with the others."""


def told(packed: bytes) -> dict[str, Rows]:
    """Table → its rows in order of the alphabet, without their heads. Of a service only its letter."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        for name in files.namelist():
            written = io.StringIO(files.read(name).decode("utf-8-sig"), newline="")
            rows = list(csv.reader(written, delimiter=";"))[1:]
            key = name.removesuffix(".csv").split("-", 6)[-1]
            found[key] = sorted([row[0].partition(" · ")[0], *row[1:]] for row in rows)
    return found


def recomputed(slow: SlowReport, names: Mapping[str, str]) -> dict[str, Rows]:
    """The same from the database, but for what is not of visits and staff. `names`: staff key → name."""
    say, report = WORDS.say, "console.report"
    counts = {
        "service": str,
        "channel": lambda key: say(f"common.channel.{key}"),
        "priority": lambda key: say(f"common.priority_short.{key}"),
        "weekday": lambda key: say(f"common.weekday.{key}"),
        "hour": lambda key: f"{key:02d}.00–{key:02d}.59",
        "ending": _ending,
    }
    tables = {of: _counted(slow.counts(of), words) for of, words in counts.items()}
    waits = slow.waits()
    every_wait = [wait for of_service in waits.values() for wait in of_service]
    done = list(slow.done())
    missed = slow.no_shows()
    all_services = say(f"{report}.all_services")
    median, p90 = (nearest_rank(every_wait, percent) for percent in (50, 90))
    tables["by-day"] = [
        [slow.days[0], str(len(slow.tickets)), minutes(median), minutes(p90), share(*kept(done)),
         str(sum(one[1] for one in missed.values()))]
    ]  # fmt: skip
    tables["waits"] = _with_all(
        [[letter, *spread(found)] for letter, found in waits.items()], [all_services, *spread(every_wait)]
    )
    tables["promise"], tables["late"] = _promise(done, all_services)
    tables["missing"] = [
        [_form(form), str(lacked), share(lacked, len(slow.tickets)), str(sent_home)]
        for form, (lacked, sent_home) in slow.lacking().items()
    ]
    of_all = [sum(one[n] for one in missed.values()) for n in range(3)]
    tables["no-shows"] = _with_all(
        [_missed(letter, *one) for letter, one in missed.items()], _missed(all_services, *of_all)
    )
    tables["staff"] = _staff(slow, done, names)
    return {key: sorted(rows) for key, rows in tables.items()}


def _counted(counts: Counter[Any], words: Any) -> Rows:
    return [[words(key), str(n), share(n, counts.total())] for key, n in counts.items()]


def _ending(ending: str) -> str:
    own = {"": "still_open", "no_show": "ending.no_show", "lapsed": "ending.lapsed", "cancelled": "ending.cancelled"}
    return WORDS.say(f"console.report.{own[ending]}" if ending in own else f"common.outcome.{ending}")


def _form(form: str) -> str:
    paper, _, kind = form.partition("/")
    return WORDS.say(
        "common.written.document",
        document=WORDS.say(f"common.document.{paper}"), form=WORDS.say(f"common.form.{kind}"),
    )  # fmt: skip


def _missed(name: str, called: int, missed: int, later: int) -> list[str]:
    return [name, str(called), str(missed), share(missed, called), str(later)]


def _promise(done: list[dict[str, Any]], all_services: str) -> tuple[Rows, Rows]:
    steps = defaultdict(list)
    for one in done:
        steps[one["service"], one["step"], one["standard"]].append(one)
    rows, late = [], []
    for (service, step, standard), own in steps.items():
        n, of = kept(own)
        named = [service, WORDS.say(f"common.step.{step}")]
        took = [one["took"] for one in own]
        rows.append([*named, str(standard // MINUTE), *spread(took), share(n, of)])
        if n < of:
            late.append([*named, str(of - n), minutes(max(took))])
    whole = [all_services, "", UNTOLD, *spread([one["took"] for one in done]), share(*kept(done))]
    return _with_all(rows, whole), late


def _staff(slow: SlowReport, done: list[dict[str, Any]], names: Mapping[str, str]) -> Rows:
    lasted, rows = attended(slow.lines[slow.days[0]]), []
    usual = defaultdict(list)
    for one in done:
        usual[one["service"], one["step"]].append(one["took"])
    for staff in {staff for staff, _ in lasted}:
        own = [one for one in done if one["staff"] == staff]
        took = [one["took"] for one in own]
        like_all = sum((mean(usual[one["service"], one["step"]]) for one in own), Fraction(0))
        index = decimal(sum(took) / like_all, 3) if len(own) >= FEWEST else UNTOLD
        median = minutes(nearest_rank(took, 50)) if took else UNTOLD
        hours = [decimal(Fraction(lasted[staff, state], HOUR), 3) for state in ("busy", "ready", "paused")]
        rows.append([names[staff], "1", str(len(own)), median, index, share(*kept(own)), *hours])
    return rows


def attended(lines: Iterable[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """(Staff, state) → how long, where everybody goes home before the end and tickets are taken all day."""
    lasted: Counter[tuple[str, str]] = Counter()
    states: dict[str, str] = {}
    before = 0
    for line in lines:
        for staff, state in states.items():
            if state in ("ready", "busy", "paused"):
                lasted[staff, state] += line["at"] - before
        before, member = line["at"], line["payload"].get("staff")
        if member:
            arrived = line["action"] == "sign-in" and member["state"] == "paused"
            states[member["key"]] = "arrived" if arrived else member["state"]
    return lasted


def kept(done: list[dict[str, Any]]) -> tuple[int, int]:
    """How many took no longer than the standard time, and of how many."""
    return sum(one["took"] <= one["standard"] for one in done), len(done)


def _with_all(rows: Rows, whole: list[str]) -> Rows:
    return [*rows, whole] if len(rows) > 1 else rows


def spread(lengths: list[int]) -> list[str]:
    """How many; median, p90, p95 and longest in minutes."""
    return [str(len(lengths)), *(minutes(nearest_rank(lengths, percent)) for percent in (50, 90, 95, 100))]


def minutes(length: int) -> str:
    """As a file has it."""
    return decimal(Fraction(length, MINUTE), 2)


def share(n: int, of: int) -> str:
    """As a file has it."""
    return decimal(Fraction(n, of), 4) if of else UNTOLD


def decimal(value: Fraction, digits: int) -> str:
    """As Indonesian writes it."""
    return f"{float(round(value, digits)):.{digits}f}".replace(".", ",")
