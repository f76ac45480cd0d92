"""How long until the call, as an honest range: one class for now, (n + 1)/(cμ) (field guide, 6)."""

import math
from dataclasses import dataclass

ROUND_TO_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes until the call, both multiples of five."""

    low: int
    high: int


def estimate(ahead: int, servers: int, minutes_each: float) -> Estimate | None:
    """For `ahead` people who go first, `servers` counters that serve and the mean minutes of one visit.

    The wait is a sum of ahead + 1 departures (Erlang): the range is its mean plus and minus one standard deviation,
    rounded outwards. None when nobody serves or the length of a visit is not known.
    """
    if servers < 1 or not 0 < minutes_each < math.inf:
        return None
    departures = max(ahead, 0) + 1
    mean = departures * minutes_each / servers
    deviation = mean / math.sqrt(departures)
    low = math.floor((mean - deviation) / ROUND_TO_MINUTES) * ROUND_TO_MINUTES
    high = math.ceil((mean + deviation) / ROUND_TO_MINUTES) * ROUND_TO_MINUTES
    return Estimate(low=max(low, 0), high=max(high, low + ROUND_TO_MINUTES))
