"""Charts of a plan as SVG, made here: no library, no script, and the same picture on the page and in a file. Words are
the caller's. What a chart shows stands in a table beside it, so that it is told to a screen reader by its title
alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from counter_server.domain.forecast.plan import TeamResult
from counter_server.domain.forecast.waits import Moment

WIDTH, HEIGHT = 480, 250
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 16, 40
INK, SOFT, LINE, OFFICE, TINT, CALL = "#12211e", "#4b5b57", "#d9dcd4", "#0b5b53", "#b9d6d0", "#8f3d1f"
PLOT = (WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM)


@dataclass(frozen=True, slots=True)
class Scale:
    """From figures to places on the paper."""

    low: float
    high: float
    start: float
    end: float

    def at(self, figure: float) -> float:
        share = (figure - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return round(self.start + share * (self.end - self.start), 1)


def teams_chart(teams: Sequence[TeamResult], *, chosen: int, goal: float, title: str, below: str) -> str:
    """The share called in time by number of verifiers, with its range; the goal as a line, the chosen team marked."""
    ordered = sorted(teams, key=lambda one: one.verifiers)
    y = Scale(0, 1, TOP + PLOT[1], TOP)
    step = PLOT[0] / max(len(ordered), 1)
    bars = []
    for i, team in enumerate(ordered):
        within, middle = team.everybody.within, LEFT + (i + 0.5) * step
        width = min(step * 0.62, 44)
        fill = OFFICE if team.verifiers == chosen else TINT
        bars.append(_bar(middle - width / 2, y.at(within.middle), width, y.at(0), fill))
        if within.high - within.low > 0.004:
            bars.append(_line(middle, y.at(within.low), middle, y.at(within.high), INK, 1.5))
        if len(ordered) <= 20 or team.verifiers % 2 == 0 or team.verifiers == chosen:
            bars.append(_text(middle, HEIGHT - 22, str(team.verifiers), bold=team.verifiers == chosen))
    aim = y.at(goal)
    lines = [*_rows(y, [(part / 4, f"{part * 25} %") for part in range(5)]), *bars]
    lines += [_line(LEFT, aim, WIDTH - RIGHT, aim, CALL, 2, "6 4")]
    lines += [_text(LEFT + 3, aim - 5, f"{goal * 100:.0f} %", anchor="start", colour=CALL, bold=True)]
    return _drawn(title, [*lines, _text(LEFT + PLOT[0] / 2, HEIGHT - 5, below, colour=SOFT)])


def day_chart(day: Sequence[Moment], *, hours: Sequence[str], within: int, title: str, below: str) -> str:
    """How long those waited who came in each half hour: the half of them (line) and nine in ten (area). `hours`: each
    half hour as it is written."""
    if not day:
        return ""
    most = max(within, *(one.p90 for one in day)) * 1.1
    x = Scale(0, max(len(day) - 1, 1), LEFT + 12, WIDTH - RIGHT - 12)
    y = Scale(0, most, TOP + PLOT[1], TOP)
    every = next(step for step in (5, 10, 15, 30, 60, 120, 240, 480, 10_000) if most / step <= 6)
    rows = [(float(minutes), str(minutes)) for minutes in range(0, int(most) + 1, every)]
    upper = " ".join(f"{x.at(i)},{y.at(one.p90)}" for i, one in enumerate(day))
    floor = f"{x.at(len(day) - 1)},{y.at(0)} {x.at(0)},{y.at(0)}"
    middle = " ".join(f"{x.at(i)},{y.at(one.median)}" for i, one in enumerate(day))
    aim, apart = y.at(within), max(1, -(-len(day) // 9))
    return _drawn(
        title,
        [
            *_rows(y, rows),
            f'<polygon points="{upper} {floor}" fill="{TINT}"/>',
            f'<polyline points="{middle}" fill="none" stroke="{OFFICE}" stroke-width="3" stroke-linejoin="round"/>',
            _line(LEFT, aim, WIDTH - RIGHT, aim, CALL, 2, "6 4"),
            *(_text(x.at(i), HEIGHT - 22, hours[i]) for i in range(0, len(day), apart)),
            _text(LEFT + PLOT[0] / 2, HEIGHT - 5, below, colour=SOFT),
        ],
    )


def _drawn(title: str, parts: Sequence[str]) -> str:
    words = escape(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{words}"'
        ' font-family="Plus Jakarta Sans, system-ui, sans-serif" font-size="13">' + "".join(parts) + "</svg>"
    )


def _rows(y: Scale, rows: Sequence[tuple[float, str]]) -> list[str]:
    return [
        part
        for figure, words in rows
        for part in (
            _line(LEFT, y.at(figure), WIDTH - RIGHT, y.at(figure), LINE, 1),
            _text(LEFT - 7, y.at(figure) + 4.5, words, anchor="end", colour=SOFT),
        )
    ]


def _bar(x: float, top: float, width: float, floor: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" height="{max(floor - top, 0):.1f}" rx="3" fill="{fill}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"'
        f"{dashed}/>"
    )


def _text(x: float, y: float, words: str, *, anchor: str = "middle", colour: str = INK, bold: bool = False) -> str:
    weight = ' font-weight="800"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{weight}>{escape(words)}</text>'
