"""What commands must look like. An unknown key is refused: better a loud typo than a silent one."""

from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from counter_server.protocol.device_messages import DEVICE_NAME, LONGEST_DEVICE_NAME
from counter_server.protocol.device_state import MOST_NUMBERS
from counter_server.protocol.discretion import holds_number, is_like_number
from counter_server.protocol.terms import (
    Channel,
    Device,
    For,
    Form,
    Insurance,
    Language,
    Outcome,
    Paper,
    PartIs,
    Priority,
    Residence,
)

IDENTITY_IN_TEXT = "identity_in_text"
"""The kind of problem that is refused with words of its own: the number itself is told to nobody."""


def _no_identity(text: str) -> str:
    if holds_number(text):
        raise PydanticCustomError(IDENTITY_IN_TEXT, "no NIK or KK number")
    return text


def _no_number(word: str) -> str:
    if is_like_number(word):
        raise PydanticCustomError(IDENTITY_IN_TEXT, "no NIK or KK number")
    return word


NoIdentity, NoNumber = AfterValidator(_no_identity), AfterValidator(_no_number)
Key = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$"), NoNumber]
Reason = Annotated[
    str,
    Field(
        min_length=1, max_length=200, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$", examples=["Keluarga datang lagi besok"]
    ),
    NoIdentity,
]
TicketNumber = Annotated[str, Field(pattern=r"^[A-Z]-[A-Z]?[0-9]{2,9}$", examples=["A-X01"])]
Code = Annotated[str, Field(max_length=64, pattern=r"^[a-z][a-z0-9_.-]*$"), NoIdentity]
"""A machine's word; it stands in the journal, where no free text may."""
Papers = Annotated[
    dict[Paper, Annotated[list[Form], Field(max_length=2)]],
    Field(
        description="Which forms of each of the patient's papers are there.", examples=[{"kk": ["original", "copy"]}]
    ),
]


class Body(BaseModel):
    """Nothing beyond what is named."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Answers(Body):
    """Answers to the service's questions, all optional."""

    for_: For | None = Field(None, alias="for", description="Whose care it is about.")
    insurance: Insurance | None = Field(None, description="The patient's health cover, as declared.")
    residence: Residence | None = Field(None, description="Whether the patient lives in the city.")
    hospital: Key | None = Field(None, description="A key from the branch's list.")


class IssueBody(Body):
    """A visitor asks for a ticket."""

    request_id: Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9._-]+$"), NoNumber] = Field(
        description="Made once per visitor; the same again gives the same ticket.",
        examples=["3f0c2f1e-6d1b-4b7e-9a3d-2f7f0f1f9a11"],
    )
    service: Annotated[str, Field(pattern=r"^[A-Z]$")] = Field(description="The service's letter.", examples=["A"])
    language: Language = Language.ID
    documents: Papers = Field(default_factory=dict)
    answers: Answers = Field(default_factory=Answers)
    priority: Priority = Priority.NONE
    channel: Channel = Channel.KIOSK
    nik: Annotated[str, Field(max_length=40)] | None = Field(None, description="Kept as a keyed hash only.")
    kk: Annotated[str, Field(max_length=40)] | None = Field(None, description="Kept as a keyed hash only.")
    number: Annotated[str, Field(max_length=16)] | None = Field(
        None, description="The number a kiosk printed by itself while the server was away.", examples=["A-X01"]
    )
    taken_at: AwareDatetime | None = Field(None, description="When it printed that number.")
    expected_at: AwareDatetime | None = Field(
        None, description="When somebody who writes or telephones says she will come; of no meaning to a kiosk's."
    )
    again: bool = Field(False, description="The patient has a ticket already and would like its paper once more.")


class SessionBody(Body):
    """Sign-in."""

    staff: Key = Field(examples=["verifier-1"])
    pin: Annotated[str, Field(min_length=4, max_length=64)] = Field(examples=["246810"])
    counter: Key | None = Field(None, examples=["loket-1"], description="A supervisor needs none.")


class PinBody(Body):
    """The present PIN, and the one to come."""

    pin: Annotated[str, Field(min_length=1, max_length=64)] = Field(examples=["135790"])
    new: Annotated[str, Field(min_length=1, max_length=64)] = Field(examples=["973108"])


class ReasonBody(Body):
    """Why."""

    reason: Reason


class NotPrintedBody(Body):
    """Why paper cannot come."""

    reason: Code = Field(examples=["paper_out"])


class CallBody(Body):
    """A supervisor names the counter and says why. `after`: at a counter that is busy, as its next one."""

    counter: Key | None = None
    reason: Reason | None = None
    after: bool = False


class FinishBody(Body):
    """How the step ended."""

    outcome: Outcome
    missing: Papers | None = None
    reason: Reason | None = None


class HoldBody(Body):
    """Set aside, and reminded of after a while."""

    remind_minutes: Annotated[int, Field(ge=1, le=240)] | None = None


class RemindBody(Body):
    """The same, for whoever wants to be reminded."""

    remind_minutes: Annotated[int, Field(ge=1, le=240)]


class ChecksBody(Body):
    """Which of the step's check list are ticked."""

    checks: Annotated[list[Key], Field(max_length=32)] = []


class NoteBody(Body):
    """A few words for whoever has the ticket next."""

    text: Reason


class TransferBody(Body):
    """To a service or to a person: one of the two."""

    service: Annotated[str, Field(pattern=r"^[A-Z]$")] | None = None
    staff: Key | None = None


class DocumentsBody(Body):
    """The papers as seen."""

    documents: Papers


class PriorityBody(Body):
    """Priority confirmed, given or withdrawn."""

    priority: Priority
    reason: Reason


class SpokenBody(Body):
    """What became of an announcement."""

    ok: bool
    reason: Code | None = Field(None, examples=["superseded"])


class PartBody(Body):
    """A part of a machine, as it is now."""

    state: PartIs
    code: Code | Literal[""] = Field("", examples=["no_paper"])
    count: Annotated[int, Field(ge=0, le=1_000_000)] | None = Field(None, description="Of what waits.")
    percent: Annotated[int, Field(ge=0, le=100)] | None = Field(None, description="Of what is left.")
    numbers: Annotated[list[TicketNumber], Field(max_length=MOST_NUMBERS)] = Field(
        [], description="Of the tickets it is about, the first five."
    )


class StateBody(Body):
    """How all parts of a machine are; what is not named is not known."""

    parts: Annotated[dict[Code, PartBody], Field(max_length=16)] = Field(
        description="By name: `printer`, `paper`, `sound`, `outbox` …"
    )
    version: Annotated[str, Field(max_length=64), NoIdentity] = ""


DeviceName = Annotated[
    str, Field(max_length=LONGEST_DEVICE_NAME, pattern=DEVICE_NAME, examples=["kiosk-1", "Pintu masuk"])
]


class PairingBody(Body):
    """A machine without a key."""

    kind: Device


class ClaimBody(Body):
    """The secret a pairing began with."""

    secret: Annotated[str, Field(min_length=40, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class RevokeBody(Body):
    """Which machine."""

    device: Annotated[str, Field(min_length=1, max_length=64)]


class ApproveBody(Body):
    """The code as the machine shows it, and what the machine is called from now on."""

    code: Annotated[str, Field(min_length=6, max_length=12, pattern=r"^[A-Za-z0-9 -]+$", examples=["K7R-4MX"])]
    device: DeviceName


class EmptyBody(Body):
    """Nothing is needed."""
