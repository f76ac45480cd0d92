"""The survey of public satisfaction (survei kepuasan masyarakat, SKM; Permenpan-RB 14/2017): nine elements, the index
(IKM) and its class. Exact: fractions until the last step, which rounds half up to two decimals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Element(StrEnum):
    """What is asked about. By name, for sources disagree on the order of the last two."""

    REQUIREMENTS = "requirements"
    PROCEDURE = "procedure"
    TIME = "time"
    FEE = "fee"
    PRODUCT = "product"
    COMPETENCE = "competence"
    CONDUCT = "conduct"
    COMPLAINTS = "complaints"
    FACILITIES = "facilities"


class Grade(StrEnum):
    """The class of a value: mutu pelayanan."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Standing(StrEnum):
    """What may be said of so many answers."""

    NONE = "none"
    TOO_FEW = "too_few"
    """Fewer than FEWEST: no figure is shown, for it would tell what somebody said."""
    SHORT = "short"
    """Figures, but fewer answers than the sample asks for."""
    ENOUGH = "enough"


Marks = Mapping[Element, int]
"""What one person answered: 1 to 4; an element she passed over is not in it."""

LOWEST, HIGHEST = 1, 4
WEIGHT = Fraction(1, len(Element))
"""Exactly 1/9. The 0.11 of many spreadsheets loses a hundredth of the index: 90.56 for a true 91.48."""
TO_HUNDRED = 25
LIMITS = ((Decimal("88.31"), Grade.A), (Decimal("76.61"), Grade.B), (Decimal("65.00"), Grade.C))
FEWEST = 10
"""Answers below which nothing is shown, and nothing broken down."""
CHI_SQUARE = Fraction("3.841")
ERROR = Fraction("0.05")
HALF_AND_HALF = Fraction("0.25")


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one element: how many answered it, and the sum of what they said."""

    answered: int = 0
    total: int = 0

    @property
    def mean(self) -> Fraction | None:
        """Over those who answered it, 1 to 4."""
        return Fraction(self.total, self.answered) if self.answered else None

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.answered + other.answered, self.total + other.total)


Tallies = Mapping[Element, Tally]


def tallies(said: Iterable[Marks]) -> dict[Element, Tally]:
    """Of so many people's answers, in whatever order they came."""
    counted = dict.fromkeys(Element, Tally())
    for marks in said:
        for element, mark in marks.items():
            counted[element] += Tally(1, mark)
    return counted


def ikm(counted: Tallies) -> Fraction | None:
    """The index, 25 to 100, unrounded; None while an element has no answer at all."""
    means = [counted[element].mean for element in Element]
    known = [mean for mean in means if mean is not None]
    return sum(known, Fraction()) * WEIGHT * TO_HUNDRED if len(known) == len(means) else None


def of_hundred(mean: Fraction) -> Fraction:
    """An element's mean on the index's scale."""
    return mean * TO_HUNDRED


def rounded(value: Fraction) -> Decimal:
    """To two decimals, half up, as the regulation's tables are read."""
    hundredths = (value * 200 + 1) // 2
    return Decimal(int(hundredths)).scaleb(-2)


def grade(value: Decimal) -> Grade:
    """The class of a rounded value: D 25.00 to 64.99, C to 76.60, B to 88.30, A to 100.00."""
    return next((grade for limit, grade in LIMITS if value >= limit), Grade.D)


def sample_size(visits: int) -> int:
    """How many of so many visitors should answer (Krejcie and Morgan 1970: 95 %, ±5 %)."""
    if visits < 1:
        return 0
    size = CHI_SQUARE * visits * HALF_AND_HALF / (ERROR**2 * (visits - 1) + CHI_SQUARE * HALF_AND_HALF)
    return int((size * 2 + 1) // 2)


def standing(answers: int, visits: int) -> Standing:
    """What may be said of so many answers about so many visits."""
    if not answers:
        return Standing.NONE
    if answers < FEWEST:
        return Standing.TOO_FEW
    return Standing.ENOUGH if answers >= sample_size(visits) else Standing.SHORT


def lowest(counted: Tallies, most: int = 3) -> list[Element]:
    """The elements to mend first."""
    means = [(mean, place, element) for place, element in enumerate(Element) if (mean := counted[element].mean)]
    return [element for _, _, element in sorted(means)[:most]]


def shown_apart(sizes: Mapping[str, int]) -> frozenset[str]:
    """The groups that may be shown beside the whole. Those left out are together none, or FEWEST at least: else the
    whole less the shown ones would tell what a few have said."""
    shown = sorted((name for name, size in sizes.items() if size >= FEWEST), key=lambda name: (sizes[name], name))
    hidden = sum(size for size in sizes.values() if size < FEWEST)
    while shown and 0 < hidden < FEWEST:
        hidden += sizes[shown.pop(0)]
    return frozenset(shown)


SMALLEST_CROWD = 5
"""Visits of a day among which an answer may stand."""


def kept_under(day: str, service: str, visits: Mapping[str, int]) -> tuple[str, str]:
    """The day (ISO) and the service's letter an answer is kept with. `visits`: finished that day, by letter. Where
    hardly anybody came for a service, its letter is left out; where hardly anybody came at all, the day is its month's
    first: whoever knows who came must not know who answered."""
    crowd = sum(visits.values())
    kept = service if visits.get(service, 0) >= SMALLEST_CROWD else ""
    return (day if crowd >= SMALLEST_CROWD else f"{day[:8]}01", kept)
