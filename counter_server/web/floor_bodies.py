"""What the person in charge's decisions must look like."""

from typing import Annotated, Literal

from pydantic import Field

from counter_server.protocol.terms import Language, Mode, Role

from .bodies import Body, Key, NoIdentity, Reason

LONGEST_MESSAGE = 160
"""Characters: what runs over the wall's foot in half a minute."""
LONGEST_NOTICE = 200
"""Characters: about fifteen seconds of speech."""
WRITTEN = r"^[^\x00|]*[^\x00|\s][^\x00|]*$"
"""Something to be read; `|` is the voice's own mark."""
Letter = Annotated[str, Field(pattern=r"^[A-Z]$")]
Message = Annotated[str, Field(max_length=LONGEST_MESSAGE, pattern=WRITTEN), NoIdentity]
Notice = Annotated[str, Field(max_length=LONGEST_NOTICE, pattern=WRITTEN), NoIdentity]


class ServiceBody(Body):
    """A service opened or closed."""

    open: Literal["yes", "no"]
    reason: Reason


class MoveBody(Body):
    """To other steps or services; no service: all."""

    role: Role
    services: Annotated[list[Letter], Field(max_length=26)]
    reason: Reason


class ModeBody(Body):
    """How visitors are called."""

    mode: Mode
    reason: Reason


class MessageBody(Body):
    """The line at the wall's foot. `minutes` 0: until the day ends."""

    texts: Annotated[dict[Language, Message], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=0, le=1440)]


class NoticeBody(Body):
    """Words to be said."""

    texts: Annotated[dict[Language, Notice], Field(min_length=1)]


class NumberBody(Body):
    """A number as somebody types it."""

    number: Annotated[str, Field(min_length=1, max_length=12)]
    counter: Key
    reason: Reason
