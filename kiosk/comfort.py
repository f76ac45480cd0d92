"""What a visitor may ask of the screen to see, reach and hear it; forgotten with the visit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Comfort:
    """Nothing of it changes what is asked or answered."""

    large: bool = False
    """Larger words, and a ticket in large print."""
    contrast: bool = False
    low: bool = False
    """Everything to touch within reach of somebody who sits."""
    spoken: bool = False
    """Every screen is read out; two keys or the halves of the screen take the place of touching."""


NAMES = ("large", "contrast", "low", "spoken")
"""In the order their keys stand on the screen."""


def turned(comfort: Comfort, name: str) -> Comfort:
    """The same with `name` switched over; any other name changes nothing."""
    if name not in NAMES:
        return comfort
    changed: Mapping[str, bool] = {name: not getattr(comfort, name)}
    return replace(comfort, **changed)
