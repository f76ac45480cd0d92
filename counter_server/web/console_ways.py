"""The pages of the person in charge, as they stand in the bar below her name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A page. `key` names it in the locale (`console.way`), and marks it where it is shown."""

    key: str
    url: str


WAYS = (
    Way("floor", "/console"),
    Way("alerts", "/console/alerts"),
    Way("devices", "/console/devices"),
    Way("survey", "/console/survey"),
    Way("reports", "/console/reports"),
    Way("plan", "/console/plan"),
    Way("interfaces", "/console/interfaces"),
    Way("settings", "/console/settings"),
)
