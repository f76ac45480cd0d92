"""The words of the counter, as they cross the wire. Standard library only; the domain speaks them too."""

from enum import StrEnum


class Is(StrEnum):
    """Where a ticket is in its life."""

    BOOKED = "booked"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    ON_HOLD = "on_hold"
    NO_SHOW = "no_show"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


OPEN = frozenset({Is.BOOKED, Is.WAITING, Is.CALLED, Is.SERVING, Is.ON_HOLD, Is.NO_SHOW})


class Do(StrEnum):
    """What may be done to a ticket. `recall` announces again; a held ticket comes back by `call`."""

    ISSUE = "issue"
    CHECK_IN = "check-in"
    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    FORWARD = "forward"
    TRANSFER = "transfer"
    HOLD = "hold"
    RETURN = "return"
    NO_SHOW = "no-show"
    REQUEUE = "requeue"
    CANCEL = "cancel"
    LAPSE = "lapse"


class Role(StrEnum):
    """Who a member of staff is at this branch."""

    VERIFIER = "verifier"
    EXTRA = "extra"
    SUPERVISOR = "supervisor"


class Device(StrEnum):
    """What a paired machine is."""

    KIOSK = "kiosk"
    DISPLAY = "display"


class Program(StrEnum):
    """What another office's program is here: one that speaks for its visitors (docs/interfaces.md)."""

    PARTNER = "partner"


class PartIs(StrEnum):
    """How a part of a machine is. Unknown: it does not say, which is neither well nor ill."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    UNKNOWN = "unknown"


class StaffState(StrEnum):
    """Busy is having a ticket called or serving; signed in is not yet ready."""

    AWAY = "away"
    READY = "ready"
    BUSY = "busy"
    PAUSED = "paused"


class Priority(StrEnum):
    """Declared by the visitor, confirmed or withdrawn by staff. Permenpan-RB 11/2024."""

    NONE = "none"
    ELDERLY = "elderly"
    DISABILITY = "disability"
    PREGNANT = "pregnant"
    INFANT = "infant"


class PrintStatus(StrEnum):
    """`none`: nobody meant to print this ticket."""

    TO_PRINT = "to_print"
    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    NONE = "none"


class Channel(StrEnum):
    """Where a ticket was asked for. Through `web`, `whatsapp` and `phone` the visitor is not here yet."""

    KIOSK = "kiosk"
    STAFF = "staff"
    WEB = "web"
    WHATSAPP = "whatsapp"
    PHONE = "phone"


REMOTE_CHANNELS = frozenset({Channel.WEB, Channel.WHATSAPP, Channel.PHONE})


class Outcome(StrEnum):
    """How a step ended."""

    COMPLETE = "complete"
    DOCUMENTS_MISSING = "documents_missing"
    REFERRED_JKN = "referred_jkn"
    REFERRED_DISDUKCAPIL = "referred_disdukcapil"
    REJECTED = "rejected"
    DAY_CLOSED = "day_closed"


class Paper(StrEnum):
    """The patient's papers."""

    KK = "kk"
    EKTP = "ektp"


class Form(StrEnum):
    """In which form a paper is held."""

    ORIGINAL = "original"
    COPY = "copy"


class Place(StrEnum):
    """Where a step is done."""

    COUNTER = "counter"
    REMOTE = "remote"
    FIELD = "field"


class For(StrEnum):
    """Whose care the visit is about."""

    SELF = "self"
    FAMILY = "family"
    ANONYMOUS = "anonymous"


class Insurance(StrEnum):
    """The patient's health cover, as declared."""

    NONE = "none"
    JKN = "jkn"
    OTHER = "other"
    INACTIVE = "inactive"
    UNSURE = "unsure"


COVERED = frozenset({Insurance.JKN, Insurance.OTHER})


class Residence(StrEnum):
    """Whether the patient lives in the branch's city, as declared."""

    CITY = "city"
    ELSEWHERE = "elsewhere"
    UNSURE = "unsure"


class Mode(StrEnum):
    """Push: who is ready is given the best ticket. Pull: staff ask for it."""

    PUSH = "push"
    PULL = "pull"


class Language(StrEnum):
    """Languages of screen, paper and voice."""

    ID = "id"
    EN = "en"


class SurveySpan(StrEnum):
    """How long a period of the survey of public satisfaction is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
