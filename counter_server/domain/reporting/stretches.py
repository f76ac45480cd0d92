"""Stretches of time on one day: from, and until but not including; milliseconds since 1970 UTC."""

from collections.abc import Iterable, Sequence

Stretch = tuple[int, int]


def lasted(stretches: Iterable[Stretch]) -> int:
    """Together."""
    return sum(until - since for since, until in stretches)


def within(stretches: Iterable[Stretch], bounds: Sequence[Stretch]) -> list[Stretch]:
    """What of them lies inside the bounds, which do not overlap."""
    found = []
    for since, until in stretches:
        for low, high in bounds:
            inside = max(since, low), min(until, high)
            if inside[0] < inside[1]:
                found.append(inside)
    return found


def while_true(changes: Iterable[tuple[int, bool]], since: int, until: int, *, begins: bool) -> list[Stretch]:
    """When something was so, between two moments, from the moments it changed at, in order."""
    found, is_so, start = [], begins, since
    for at, now in changes:
        moment = min(max(at, since), until)
        if is_so and not now and start < moment:
            found.append((start, moment))
        if now and not is_so:
            start = moment
        is_so = now
    if is_so and start < until:
        found.append((start, until))
    return found
