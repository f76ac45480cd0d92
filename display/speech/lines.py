"""What the speaker and its worker write each other: one JSON value a line, tagged by `type`."""

from pathlib import Path
from typing import Any

import msgspec

from .utterance import NotSpoken, Outcome, Spoken, Utterance, VoiceWanted


class Say(msgspec.Struct, frozen=True, tag="say"):
    """Say this on that player (`auto`, `none` or a command)."""

    order: int
    utterance: Utterance
    player: str


class Try(msgspec.Struct, frozen=True, tag="try"):
    """See whether these could speak now, without a sound."""

    order: int
    voices: tuple[VoiceWanted, ...]


class Stop(msgspec.Struct, frozen=True, tag="stop"):
    """Fall silent, if that order is being played or still to be."""

    order: int


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The engine is warm."""


class Playing(msgspec.Struct, frozen=True, tag="playing"):
    """A player was started; it ends, or is ended, within `within` seconds."""

    order: int
    within: float


class Done(msgspec.Struct, frozen=True, tag="done"):
    """How an order ended; one of the two is there."""

    order: int
    spoken: Spoken | None = None
    not_spoken: NotSpoken | None = None

    @property
    def outcome(self) -> Outcome:
        """The one that is there."""
        outcome = self.spoken or self.not_spoken
        assert outcome is not None
        return outcome


Order = Say | Try | Stop
Report = Ready | Playing | Done


def done(order: int, outcome: Outcome) -> Done:
    """The report of an outcome."""
    if isinstance(outcome, Spoken):
        return Done(order, spoken=outcome)
    return Done(order, not_spoken=outcome)


def _plain(value: Any) -> str:
    return str(value)


def _rich(kind: type, value: Any) -> Any:
    return kind(value) if issubclass(kind, Path) else value


_encoder = msgspec.json.Encoder(enc_hook=_plain)
_order: msgspec.json.Decoder[Order] = msgspec.json.Decoder(Say | Try | Stop, dec_hook=_rich)
_report: msgspec.json.Decoder[Report] = msgspec.json.Decoder(Ready | Playing | Done, dec_hook=_rich)


def line(value: Order | Report) -> bytes:
    """The value as one line."""
    return _encoder.encode(value) + b"\n"


def read_order(line: bytes) -> Order:
    """Raises msgspec.DecodeError."""
    return _order.decode(line)


def read_report(line: bytes) -> Report:
    """Raises msgspec.DecodeError."""
    return _report.decode(line)
