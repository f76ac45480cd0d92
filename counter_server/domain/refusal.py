"""What a refusal is: a code and its facts."""

import re
from typing import Any


class Refusal(Exception):
    """A command that is not carried out. `code` is the class name in snake case; `status` the HTTP status."""

    status = 409
    code = "refusal"

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def every_refusal() -> dict[str, type[Refusal]]:
    """All refusals by code."""
    return {kind.code: kind for kind in Refusal.__subclasses__()}
