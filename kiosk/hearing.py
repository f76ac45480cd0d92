"""How loud and how fast it is read to a visitor; hers to choose, and forgotten with the visit. Pure."""

from dataclasses import dataclass, replace

VOLUMES = (40, 55, 70, 85, 100)
"""Percent, one step after the other; after the loudest comes the softest."""
PACES = {"usual": 1.0, "fast": 1.35, "slow": 0.75}
"""How often the branch's words per minute."""
SETTABLE = ("volume", "pace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """`rate`: the branch's words per minute."""

    volume: int = 70
    rate: int = 140
    pace: str = "usual"

    @property
    def words_per_minute(self) -> int:
        return round(self.rate * PACES[self.pace])

    def turned(self, name: str) -> "Hearing":
        """One step on of `volume` or `pace`."""
        if name == "volume":
            return replace(self, volume=next((step for step in VOLUMES if step > self.volume), VOLUMES[0]))
        paces = list(PACES)
        return replace(self, pace=paces[(paces.index(self.pace) + 1) % len(paces)])


USUAL = Hearing()
