"""The survey's "no"."""

from .refusal import Refusal


class SurveyClosed(Refusal):
    """The branch does not ask here, or not now."""
