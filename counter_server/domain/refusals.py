"""Every "no" of the counter: a code and its facts. Words come last, per language, from the locale's `[refusal]`."""

from .floor_refusals import CounterBusy as CounterBusy
from .floor_refusals import DayEnded as DayEnded
from .floor_refusals import ServiceNeeded as ServiceNeeded
from .identity_refusals import IdentityInText as IdentityInText
from .identity_refusals import KkMalformed as KkMalformed
from .identity_refusals import NikMalformed as NikMalformed
from .partner_refusals import BookingUnknown as BookingUnknown
from .partner_refusals import DeliveryUnknown as DeliveryUnknown
from .partner_refusals import HookUnknown as HookUnknown
from .partner_refusals import NotToday as NotToday
from .partner_refusals import QuotaUsed as QuotaUsed
from .partner_refusals import TokenInvalid as TokenInvalid
from .partner_refusals import WrongPassword as WrongPassword
from .refusal import Refusal as Refusal
from .refusal import every_refusal as every_refusal
from .setting_refusals import ChangedMeanwhile as ChangedMeanwhile
from .setting_refusals import CounterInUse as CounterInUse
from .setting_refusals import NotTaken as NotTaken
from .setting_refusals import NotYourself as NotYourself
from .setting_refusals import SettingFixed as SettingFixed
from .setting_refusals import SettingsWrong as SettingsWrong
from .setting_refusals import StaffInUse as StaffInUse
from .setting_refusals import VersionUnknown as VersionUnknown
from .survey_refusals import SurveyClosed as SurveyClosed


class BadRequest(Refusal):
    """The request cannot be read: broken JSON, a wrong header."""

    status = 400


class NotSignedIn(Refusal):
    """No credential, an unknown one, or one that has been replaced."""

    status = 401


class WrongPin(Refusal):
    """Staff and PIN do not go together. Says no more than that."""

    status = 401


class NotAllowed(Refusal):
    """The role may not do this. Facts: role, action."""

    status = 403


class NotYourTicket(Refusal):
    """The ticket is another's. Facts: number."""

    status = 403


class NotYourCounter(Refusal):
    """The caller is not signed in at this counter. Facts: counter."""

    status = 403


class WrongOrigin(Refusal):
    """A cookie came with another site's request."""

    status = 403


class NotFound(Refusal):
    """No such address."""

    status = 404


class MethodNotAllowed(Refusal):
    """The address does not know this method."""

    status = 404


class TicketUnknown(Refusal):
    """No such ticket at this branch today. Facts: ticket."""

    status = 404


class ServiceUnknown(Refusal):
    """No such service. Facts: service."""

    status = 404


class CounterUnknown(Refusal):
    """No such counter. Facts: counter."""

    status = 404


class StaffUnknown(Refusal):
    """No such member of staff. Facts: staff."""

    status = 404


class AnnouncementUnknown(Refusal):
    """No such announcement. Facts: announcement."""

    status = 404


class DeviceUnknown(Refusal):
    """No machine of this name has been paired. Facts: device."""

    status = 404


class AlertUnknown(Refusal):
    """No such alert, or it is over. Facts: alert."""

    status = 404


class PairingCodeUnknown(Refusal):
    """No machine shows this code, or no longer. Facts: typed."""

    status = 404


class PairingUnknown(Refusal):
    """This pairing is over, or never began: the machine begins another."""

    status = 404


class TooLarge(Refusal):
    """The body is larger than the limit. Facts: limit (bytes)."""

    status = 413


class NotJson(Refusal):
    """The body is not JSON. Facts: content_type."""

    status = 415


class Malformed(Refusal):
    """The body does not fit. Facts: problems (each with where and why)."""

    status = 422


class OutcomeUnknown(Refusal):
    """The step does not know this outcome. Facts: outcome, step, outcomes."""

    status = 422


class TooManyTries(Refusal):
    """Slowed down after failures. Facts: seconds."""

    status = 429


class SignInLocked(Refusal):
    """Locked after too many wrong PINs; the person in charge unlocks. Facts: minutes, seconds."""

    status = 429


class TooMany(Refusal):
    """Too many failed requests, or too many open streams, of this address or with this key. Facts: seconds."""

    status = 429


class PinTooEasy(Refusal):
    """The new PIN is short, or somebody would soon guess it. Facts: shortest."""

    status = 422


class StorageFull(Refusal):
    """The server cannot write now; nothing was done."""

    status = 507


class ServiceClosed(Refusal):
    """The service takes no tickets now. Facts: service, opens."""


class CoveredElsewhere(Refusal):
    """The patient has other cover. Facts: offer (a service's letter)."""


class RequestReused(Refusal):
    """This request_id was used with another body."""


class TicketExists(Refusal):
    """The patient has a ticket for this service, open today. Facts: ticket, number, status."""


class WrongState(Refusal):
    """The ticket's state does not allow it. Facts: number, action, status."""


class TicketOpen(Refusal):
    """The member of staff has a ticket open. Facts: ticket, number, status."""


class CounterTaken(Refusal):
    """Somebody serves at this counter. Facts: counter, staff."""


class CounterNeeded(Refusal):
    """A verifier or extra staff signs in at a counter."""


class NoNextStep(Refusal):
    """There is no step after this one. Facts: number, step."""


class StaffAway(Refusal):
    """This member of staff is not signed in, or does no steps. Facts: staff."""


class CounterEmpty(Refusal):
    """Nobody serves at this counter now. Facts: counter."""


class NumberTaken(Refusal):
    """Another ticket of today bears this number. Facts: number."""


class DeviceNameTaken(Refusal):
    """A machine of this name is paired, and its key counts. Facts: device."""


class NoLetterLeft(Refusal):
    """As many kiosks are paired as there are letters for their own series. Facts: most."""


class AlreadyAnnounced(Refusal):
    """The announcement already has an outcome. Facts: announcement."""
