"""What programs of other offices are refused with."""

from .refusal import Refusal


class WrongPassword(Refusal):
    """User name and password do not go together. Says no more than that."""

    status = 401


class TokenInvalid(Refusal):
    """No token, one of another user, or one whose time is over."""

    status = 401


class BookingUnknown(Refusal):
    """No ticket of today that this program has taken bears this booking code. Facts: booking."""

    status = 404


class NotToday(Refusal):
    """Tickets are taken and told of for today only. Facts: today."""


class QuotaUsed(Refusal):
    """This program has taken as many tickets today as it may. Facts: quota."""


class HookUnknown(Refusal):
    """No such hook. Facts: hook."""

    status = 404


class DeliveryUnknown(Refusal):
    """No such delivery, or no longer known. Facts: delivery."""

    status = 404
