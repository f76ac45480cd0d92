"""`./run plan`: what if the team were another. Reads the branch's database and changes nothing; the server may be
running meanwhile."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date, time, timedelta
from pathlib import Path

from counter_server.domain.forecast.history import History
from counter_server.domain.forecast.plan import plan
from counter_server.office_folder import held_alone
from counter_server.plan_view import Row, Shown, shown
from counter_server.planning import MOST_STAFF, Wish, asked, entries_of, usual
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Mode
from counter_server.safe_keeping import looking, trouble
from counter_server.setup import Setup
from counter_server.storage import statements
from counter_server.storage.database import Line
from counter_server.storage.examination import examine
from counter_server.storage.hall_reading import entries, lines_to_learn_from
from counter_server.storage.present import Present, load
from counter_server.storage.setup_parts import Conduct, load_setup

WEEKDAYS = {
    name: n
    for n, names in enumerate((("senin", "mon"), ("selasa", "tue"), ("rabu", "wed"), ("kamis", "thu"), ("jumat", "fri"),
                               ("sabtu", "sat"), ("minggu", "sun")))
    for name in names
}  # fmt: skip
LANGUAGES = ("id", "en")


def main(arguments: list[str]) -> int:
    """Answers on the terminal; the exit status says whether it could."""
    options = _parser(_words(arguments)).parse_args(arguments)
    locale = Locale.load(options.assets / "locale", options.language)
    alone = not options.database and held_alone(options.data)
    if alone and (told := trouble(options, but={"chain", "secret_missing"})):
        return _no(told)
    if not options.database and alone and examine(options.data) is None:
        return _no(locale.say("console.plan.no_data"))
    with looking(options, alone=alone) as line:
        line.begin(write=False)
        (branch, *_) = line.one(statements.branches) or ("",)
        present = load(line, branch, None, write=False)
        setup = load_setup(line, branch, present.setup, Conduct(demo=options.demo))
        history = _history(line, present, setup)
        wish = _wish(options, setup, present)
        days = None if wish.day > date.fromisoformat(present.day) else list(entries_of(line, setup, wish.day))
        question = asked(wish, setup, present, history, days)
    if not question.visitors:
        return _no(locale.say("console.plan.no_data"))
    result = plan(question.plan, _progress)
    answer = shown(wish, question, result, locale, setup.zone)
    print("\n".join(_told(answer, wish, locale)))
    if options.svg:
        _keep(options.svg, answer)
    return 0


def _history(line: Line, present: Present, setup: Setup) -> History:
    history, seq = History(setup.moment), lines_to_learn_from(line, present, setup)
    while found := entries(line, setup.key, seq):
        for entry in found:
            history.take(entry)
        seq = found[-1].seq
    return history


def _wish(options: argparse.Namespace, setup: Setup, present: Present) -> Wish:
    today = date.fromisoformat(present.day)
    day = options.day if isinstance(options.day, date) else _next(today, options.day)
    given = usual(setup, day, present.members.values())
    opens, closes = options.hours or (None, None)
    return Wish(
        day=day, verifiers=options.verifiers or given.verifiers,
        extras=given.extras if options.extras is None else options.extras, opens=opens, closes=closes,
        mode=options.mode or given.mode, weight=options.weight or given.weight, within=options.within,
        goal=options.goal / 100, up_to=options.up_to, replications=options.replications,
    )  # fmt: skip


def _next(today: date, weekday: int | None) -> date:
    """The next such weekday; none named: tomorrow."""
    ahead = 1 if weekday is None else (weekday - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


def _told(answer: Shown, wish: Wish, locale: Locale) -> list[str]:
    def say(key: str, **facts: object) -> str:
        return locale.say(f"console.plan.{key}", **facts)

    in_time, names = say("in_time", within=wish.within), ("median", "p90", "longest")
    figures = [*map(say, names), in_time]
    return [
        answer.visitors, "", answer.answer, "", say("by_class", n=wish.verifiers),
        *_table([say("who"), say("visitors"), *figures], answer.classes), "", say("by_team"),
        *_table([say("verifiers"), *figures, say("ends"), say("busy")], answer.teams), "",
        say("ranges", n=wish.replications),
    ]  # fmt: skip


def _table(head: Sequence[str], rows: Sequence[Row]) -> list[str]:
    lines = [list(head), *([("→ " if row.chosen else "") + row.name, *row.cells] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    first, *others = widths
    return [
        "   ".join([name.ljust(first), *(cell.rjust(width) for cell, width in zip(cells, others, strict=True))])
        for name, *cells in lines
    ]


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done * 100 // of} %", end="\r" if done < of else "\r     \r", file=sys.stderr, flush=True)


def _keep(folder: Path, answer: Shown) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, chart in {"verifikator.svg": answer.teams_chart, "hari.svg": answer.day_chart}.items():
        (folder / name).write_text(chart, encoding="utf-8")


def _words(arguments: Sequence[str]) -> Locale:
    """Of the help, in the language asked for."""
    reader = argparse.ArgumentParser(add_help=False)
    reader.add_argument("--assets", type=Path, default=Path("assets"))
    reader.add_argument("--language", choices=LANGUAGES, default="id")
    known = reader.parse_known_args(arguments)[0]
    return Locale.load(known.assets / "locale", known.language)


def _parser(locale: Locale) -> argparse.ArgumentParser:
    def say(key: str) -> str:
        return locale.say(f"server.plan.{key}").replace("%", "%%")

    parser = argparse.ArgumentParser(prog="./run plan", description=say("what"), epilog=say("example"))
    parser.add_argument("--day", type=_day, default=None, metavar="HARI", help=say("day"))
    parser.add_argument("--verifiers", type=_staff, metavar="N", help=say("verifiers"))
    parser.add_argument("--extras", type=int, metavar="N", help=say("extras"))
    parser.add_argument("--hours", type=_hours, metavar="07:30-15:30", help=say("hours"))
    parser.add_argument("--mode", type=Mode, choices=list(Mode), help=say("mode"))
    parser.add_argument("--weight", type=float, metavar="B", help=say("weight"))
    parser.add_argument("--within", type=int, default=30, metavar="MENIT", help=say("within"))
    parser.add_argument("--goal", type=int, default=90, metavar="PERSEN", help=say("goal"))
    parser.add_argument("--up-to", type=_staff, default=0, metavar="N", help=say("up_to"))
    parser.add_argument("--replications", type=int, default=20, metavar="N", help=say("replications"))
    parser.add_argument("--svg", type=Path, metavar="FOLDER", help=say("svg"))
    parser.add_argument("--language", choices=LANGUAGES, default="id", help="id, en")
    parser.add_argument("--data", type=Path, default=Path("var"), help=say("data"))
    parser.add_argument("--database", default="", help=say("database"))
    parser.add_argument("--assets", type=Path, default=Path("assets"), help=argparse.SUPPRESS)
    parser.add_argument("--demo", action="store_true", help=say("demo"))
    parser.set_defaults(accept_loss=False, new_secret=False)
    return parser


def _day(text: str) -> date | int:
    weekday = WEEKDAYS.get(text.lower())
    try:
        return date.fromisoformat(text) if weekday is None else weekday
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: 2026-11-23 / senin") from None


def _hours(text: str) -> tuple[time, time]:
    try:
        opens, closes = (time.fromisoformat(part.strip().rjust(5, "0")) for part in text.split("-"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: 07:30-15:30") from None
    if opens >= closes:
        raise argparse.ArgumentTypeError(f"{text!r}: 07:30-15:30")
    return opens, closes


def _staff(text: str) -> int:
    n = int(text)
    if not 1 <= n <= MOST_STAFF:
        raise argparse.ArgumentTypeError(f"1–{MOST_STAFF}")
    return n


def _no(said: str) -> int:
    print(said, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
