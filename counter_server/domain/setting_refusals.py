"""Why a change of the settings is not made."""

from .refusal import Refusal


class ChangedMeanwhile(Refusal):
    """Somebody else has changed this part since it was opened. Facts: what, version, who."""


class SettingsWrong(Refusal):
    """What was entered cannot be used. Facts: mistakes, n."""

    status = 422


class SettingFixed(Refusal):
    """This setting is not changed while the server runs. Facts: what."""


class StaffInUse(Refusal):
    """She has a ticket open, and cannot leave the roster or change her role before it is over. Facts: name, number."""


class CounterInUse(Refusal):
    """Somebody serves at this counter. Facts: counter, name."""


class NotYourself(Refusal):
    """Nobody takes herself off the roster, nor her own role. Facts: name."""


class VersionUnknown(Refusal):
    """No such version of this part. Facts: what, version."""

    status = 404


class NotTaken(Refusal):
    """A file that cannot be taken in. Facts: file, why."""

    status = 422
