"""What the theory of queues says of the simplest halls: the measure of the simulation, and nothing a visitor is
told."""

from collections.abc import Sequence


def erlang_c(servers: int, load: float) -> float:
    """The chance that whoever comes must wait, in an M/M/c queue (Erlang 1917). `load`: λ/μ, below `servers`."""
    if not 0 <= load < servers:
        raise ValueError("a load below the number of counters")
    blocked = 1.0  # Erlang B, by its recursion: no factorial overflows
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    share = load / servers
    return blocked / (1 - share + share * blocked)


def mean_wait(servers: int, load: float, visit: float = 1.0) -> float:
    """First come, first served: the mean wait, in the unit of `visit`, the mean length of a visit."""
    return erlang_c(servers, load) * visit / (servers - load)


def waits_by_class(loads: Sequence[float], weights: Sequence[float], squares: float) -> list[float]:
    """Mean waits of the classes of an M/G/1 queue under accumulating priority (Kleinrock 1964), in the order given.

    `weights`: how fast each gains, ascending; `loads`: λE[S] of each; `squares`: W0 = Σ λE[S²]/2, in units of time.
    """
    total = sum(loads)
    if not 0 <= total < 1 or list(weights) != sorted(weights):
        raise ValueError("a load below 1, and weights in ascending order")
    waits: list[float] = []
    for p, own in enumerate(weights):
        below = sum(load * wait * (1 - b / own) for load, wait, b in zip(loads, waits, weights, strict=False))
        above = sum(load * (1 - own / b) for load, b in zip(loads[p + 1 :], weights[p + 1 :], strict=True))
        waits.append((squares / (1 - total) - below) / (1 - above))
    return waits
