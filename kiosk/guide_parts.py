"""The parts of the information page: which there are, and which one a place on it shows."""

PARTS = ("procedure", "requirements", "standard", "pledge", "contact")
"""In the order of their tabs. The first three are a service's own, the others the office's."""

BETWEEN = "/"


def part_of(subject: str) -> tuple[str, str]:
    """The service's letter and the part that a place of the page is about: `A/pledge`; `A` alone: the first."""
    letter, _, part = subject.partition(BETWEEN)
    return letter, part if part in PARTS else PARTS[0]


def turned_to(subject: str, touched: str) -> str:
    """The place after a touch on a tab: another part of the same service, or the same part of another."""
    letter, part = part_of(subject)
    return f"{letter}{BETWEEN}{touched}" if touched in PARTS else f"{touched}{BETWEEN}{part}"
