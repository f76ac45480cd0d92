"""Charts laid out as drawings. Pure."""

from collections.abc import Callable, Iterator

from .drawing import TEXT, Box, Drawing, Rule, Shape, Words, fitting, long, ticks
from .section import Bars, Chart, Distribution, Heat, Kind, Value

Told = Callable[[Value, Kind], str]
HEIGHT, LYING, CELL = 220.0, 26.0, 28.0
GAP = 6.0
LONGEST_LABEL = 0.42
"""Of the width of a chart with lying bars."""
MOST_VALUES = 16
"""Bars that bear their values; of more they would touch."""
MARK = 16.0


def draw(chart: Chart, width: float, told: Told) -> Drawing:
    """`width` in units, a line of text being 12 high; `told` writes values in the reader's language."""
    if isinstance(chart, Heat):
        return _heat(chart, width, told)
    if isinstance(chart, Distribution):
        return _distribution(chart, width, told)
    return _lying(chart, width, told) if chart.lying else _standing(chart, width, told)


def _size(value: Value) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def _lying(chart: Bars, width: float, told: Told) -> Drawing:
    labels = min(LONGEST_LABEL * width, max(map(long, chart.labels), default=0.0))
    values = [told(value, chart.kind) for value in chart.values]
    room = width - labels - 2 * GAP - max(map(long, values), default=0.0)
    most = max(map(_size, chart.values), default=0.0) or 1.0
    shapes: list[Shape] = []
    for n, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        y = n * LYING
        shapes.append(Words(0, y + 17, fitting(label, labels + GAP), tone="ink"))
        wide = max(1.0, room * _size(value) / most)
        shapes.append(Box(labels + GAP, y + 5, wide, LYING - 9, "accent"))
        shapes.append(Words(labels + GAP + wide + GAP, y + 17, values[n], tone="ink", bold=True))
    return Drawing(width, len(values) * LYING + 2, shapes)


def _axis(most: float, left: float, width: float, top: float, height: float, told: Told) -> Iterator[Shape]:
    marks = ticks(most)
    for value in marks:
        y = top + height * (1 - value / marks[-1])
        yield Rule(left, y, width, y, "edge" if value == 0 else "line")
        yield Words(left - GAP, y + 4, told(round(value), Kind.COUNT), "end")


def _left(most: float, told: Told) -> float:
    return max(24.0, long(told(round(ticks(most)[-1]), Kind.COUNT)) + GAP)


def _standing(chart: Bars, width: float, told: Told) -> Drawing:
    top, height = 18.0, HEIGHT - 44.0
    most = max(map(_size, chart.values), default=0.0)
    left = _left(most, told)
    shapes: list[Shape] = list(_axis(most, left, width, top, height, told))
    slot = (width - left) / max(1, len(chart.values))
    every = max(1, -(-int(max(map(long, chart.labels), default=1.0) + GAP) // max(1, int(slot))))
    for n, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        x, tall = left + n * slot, height * _size(value) / ticks(most)[-1]
        shapes.append(Box(x + slot * 0.15, top + height - tall, slot * 0.7, tall, "accent"))
        if len(chart.values) <= MOST_VALUES and value is not None:
            shapes.append(Words(x + slot / 2, top + height - tall - 4, told(value, chart.kind), "middle", "ink", True))
        if n % every == 0:
            shapes.append(Words(x + slot / 2, top + height + 18, label, "middle"))
    return Drawing(width, HEIGHT, shapes)


def _distribution(chart: Distribution, width: float, told: Told) -> Drawing:
    top, height = MARK * len(chart.marks) + 10, HEIGHT - 56.0
    most = float(max(chart.counts, default=0))
    left, foot = _left(most, told), top + height
    shapes: list[Shape] = list(_axis(most, left, width, top, height, told))
    slot = (width - left) / len(chart.counts)
    beyond = chart.marks[0].at if len(chart.marks) == 1 else float("inf")
    every = max(1, -(-int(long(chart.edges[-1]) + 2 * GAP) // int(slot)))
    for n, count in enumerate(chart.counts):
        x, tall = left + n * slot, height * count / ticks(most)[-1]
        tone = "accent" if n * chart.width < beyond else "rest"
        shapes.append(Box(x + 1, foot - tall, slot - 2, tall, tone))
        if n % every == 0 and n < len(chart.counts) - 1:
            shapes.append(Words(x, foot + 18, chart.edges[n], "middle"))
    shapes.append(Words(width, foot + 18, f"{chart.edges[-1]}+", "end"))
    shapes.append(Words(width, foot + 36, chart.axis, "end"))
    shapes += _marks(chart, left, width, slot, foot)
    return Drawing(width, foot + 42, shapes)


def _marks(chart: Distribution, left: float, width: float, slot: float, foot: float) -> Iterator[Shape]:
    for n, mark in enumerate(chart.marks):
        x = left + slot * min(mark.at / chart.width, len(chart.counts) - 0.5)
        y = MARK * (n + 1) - 4
        yield Rule(x, y - 9, x, foot, "mark", 1.4, dashed=True)
        if x + GAP + long(mark.label) < width:
            yield Words(x + GAP, y, mark.label, "start", "mark", True)
        else:
            yield Words(x - GAP, y, mark.label, "end", "mark", True)


def _heat(chart: Heat, width: float, told: Told) -> Drawing:
    left = max(map(long, chart.rows), default=0.0) + GAP
    slot, most = (width - left) / len(chart.columns), max(map(max, chart.counts)) or 1
    shapes: list[Shape] = [
        Words(left + (n + 0.5) * slot, TEXT, column, "middle") for n, column in enumerate(chart.columns)
    ]
    for row, (label, counts) in enumerate(zip(chart.rows, chart.counts, strict=True)):
        y = 20 + row * CELL
        shapes.append(Words(0, y + 18, label, tone="ink"))
        for n, count in enumerate(counts):
            level = -(-5 * count // most)
            shapes.append(Box(left + n * slot + 1, y + 1, slot - 2, CELL - 2, f"heat{level}" if count else "none"))
            if count:
                tone = "ground" if level > 3 else "ink"
                shapes.append(Words(left + (n + 0.5) * slot, y + 18, told(count, Kind.COUNT), "middle", tone))
    return Drawing(width, 22 + len(chart.rows) * CELL, shapes)
