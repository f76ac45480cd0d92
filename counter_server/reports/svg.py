"""A drawing as SVG: no style, no script, only attributes, as the pages' content security policy wants it."""

from html import escape

from .drawing import COLOURS, TEXT, Box, Drawing, Rule, Shape


def svg(drawing: Drawing, *, key: str, title: str, told: str) -> str:
    """An element for a page. `title` names it, `told` says what it shows; the words in it are told by the table."""
    size = f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    named = f'role="img" aria-labelledby="chart-{key}-title chart-{key}-told"'
    head = f'<svg {size} {named} class="chart" font-size="{TEXT:g}">'
    names = f'<title id="chart-{key}-title">{escape(title)}</title><desc id="chart-{key}-told">{escape(told)}</desc>'
    return f"{head}{names}{''.join(map(_shape, drawing.shapes))}</svg>"


def _shape(shape: Shape) -> str:
    colour = COLOURS[shape.tone]
    if isinstance(shape, Box):
        place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
        return f'<rect {place} fill="{colour}"/>'
    if isinstance(shape, Rule):
        place = f'x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(shape.y2)}"'
        dashes = ' stroke-dasharray="5 4"' if shape.dashed else ""
        return f'<line {place} stroke="{colour}" stroke-width="{shape.width:g}"{dashes}/>'
    weight = ' font-weight="700"' if shape.bold else ""
    place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" text-anchor="{shape.anchor}"'
    return f'<text {place} fill="{colour}"{weight}>{escape(shape.text)}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
