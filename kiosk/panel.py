"""The panel as it hangs: how large its words must be, and what of it is within everybody's reach. Pure."""

from dataclasses import dataclass

from .comfort import NAMES, Comfort

CAPITAL_MM = 7.0
"""A capital letter is at least so high: 0.7 degrees at 57 cm (EN 301 549, 5.1.4)."""
CAPITAL = 0.745
"""Height of a capital of Plus Jakarta Sans, of its size."""
REACH_MM = 1220.0
"""The highest control for somebody in a wheelchair, above the floor (EN 301 549, 8.3.4)."""
SMALLEST = 38.0
"""The smallest words of the kiosk's screens, in units (`Theme.small`)."""
ACROSS = 1080.0
"""Units across the short side."""
LARGER = 1.3
"""How much larger the words are for those who ask for it."""
LARGEST = 1.45
"""Beyond, no page holds its words; on a small panel there is less to gain."""
ROOM = {True: 1000.0, False: 1480.0}
"""Units of height a lying and a standing screen is laid out for when it comes down."""
LEAST_REACH_MM = 150.0
"""Below this no screen can be laid out: the panel hangs too high, which the technician is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Millimetres, as the visitor sees it: `width` from left to right, `lower_edge` from the floor to what is lit."""

    width: float = 268.0
    height: float = 476.0
    lower_edge: float = 850.0

    @property
    def wide(self) -> bool:
        """Lying, not standing."""
        return self.width > self.height

    @property
    def reachable(self) -> float:
        """Millimetres of its height, from the lower edge up, that somebody in a wheelchair reaches."""
        return min(self.height, REACH_MM - self.lower_edge)

    @property
    def hangs_too_high(self) -> bool:
        """Whoever sits reaches too little of it."""
        return self.reachable < min(LEAST_REACH_MM, self.height)

    @property
    def comes_down(self) -> bool:
        """Whether bringing everything down would change anything."""
        return self.reachable < self.height

    def turned(self) -> "Panel":
        """The same panel, hung the other way round."""
        return Panel(width=self.height, height=self.width, lower_edge=self.lower_edge)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How the screen is laid out on a panel. `across`: units along its short side. `reach`: the share of its height
    that is used, from below. `text`: what every size of words is multiplied by."""

    across: float = ACROSS
    reach: float = 1.0
    text: float = 1.0


def fit(panel: Panel, comfort: Comfort) -> Fit:
    """The layout for this panel and this visitor: words never below 7 mm, controls never above her reach."""
    short = min(panel.width, panel.height)
    reach = 1.0
    across = ACROSS
    if comfort.low and panel.comes_down:
        reach = max(panel.reachable, min(LEAST_REACH_MM, panel.height)) / panel.height
        room = reach * ACROSS * panel.height / short
        finest = short * CAPITAL * SMALLEST / CAPITAL_MM  # units across at which the smallest words are just 7 mm
        across = max(ACROSS, min(finest, ACROSS * ROOM[panel.wide] / room))
    smallest = CAPITAL_MM / CAPITAL * across / short
    text = max(1.0, smallest / SMALLEST)
    if comfort.large:
        text = max(text, min(text * LARGER, LARGEST))
    return Fit(across=across, reach=reach, text=text)


def offered(panel: Panel) -> tuple[str, ...]:
    """The comforts that change something on this panel."""
    return tuple(name for name in NAMES if name != "low" or panel.comes_down)
