"""What the person in charge is refused at her floor."""

from .refusal import Refusal


class ServiceNeeded(Refusal):
    """No service is named."""


class DayEnded(Refusal):
    """The person in charge has closed this day: nothing opens before she opens the day again."""


class CounterBusy(Refusal):
    """This counter has a number, or a next one already. Facts: counter, number."""
