"""What is known of the sound, from three sides: a look at the output, a try of the voice, and what became of the calls.
Pure."""

from dataclasses import dataclass, replace

from counter_server.protocol.device_state import PartState
from counter_server.protocol.terms import PartIs

from .speech.output_look import Look
from .speech.utterance import Fault, Outcome, Spoken
from .speech.volume import QUIET

PART = "sound"
NO_FAULT_OF_THE_SOUND = frozenset({"unspeakable", QUIET, Fault.INTERRUPTED, Fault.CLOSED})
"""Reasons that say nothing of loudspeaker and voice."""
A_LOOK_SHOWS = frozenset({Fault.NO_DEVICE, Fault.NO_PLAYER})
WARNINGS = (Fault.CACHE_UNWRITABLE, Fault.RECORDING_MISSING)
"""In a try's remark: the calls are heard, and something is not as it should be."""
A_TRY_SHOWS = frozenset({Fault.VOICE_MISSING, Fault.CACHE_UNWRITABLE, Fault.WORKER_DIED})


@dataclass(frozen=True, slots=True)
class SoundHealth:
    """Each side's newest word; immutable."""

    output: str = ""
    """Why no call would be heard, as far as can be seen."""
    output_known: bool = False
    voice: str = ""
    voice_remark: str = ""
    call: str = ""
    """Why the last call was not heard."""
    heard: bool = False
    """A call has been played to its end."""
    meant_for_nobody: str = ""

    def looked(self, look: Look) -> "SoundHealth":
        """After a look at the output. One that finds all well takes back what a call said of it."""
        mended = look.known and look.fault is None and self.call in A_LOOK_SHOWS
        return replace(self, output=str(look.fault or ""), output_known=look.known, call="" if mended else self.call)

    def tried(self, outcome: Outcome) -> "SoundHealth":
        """After the voice was tried without a sound."""
        if not isinstance(outcome, Spoken):
            return self if outcome.reason in NO_FAULT_OF_THE_SOUND else replace(self, voice=outcome.reason)
        remark = next((fault for fault in WARNINGS if fault in outcome.remark), "")
        call = "" if self.call in A_TRY_SHOWS else self.call
        return replace(self, voice="", voice_remark=str(remark), call=call)

    def ended(self, ok: bool, reason: str) -> "SoundHealth":
        """After an announcement. `ok` with a reason: the wall is not meant to be heard, now or ever."""
        if reason in NO_FAULT_OF_THE_SOUND:
            return self
        if ok and reason:
            return replace(self, meant_for_nobody=reason)
        if ok:
            return replace(self, call="", voice="", heard=True, meant_for_nobody="")
        return replace(self, call=reason)

    @property
    def part(self) -> PartState:
        """For the person in charge."""
        if self.meant_for_nobody:
            return PartState(PartIs.UNKNOWN, self.meant_for_nobody)
        if fault := self.output or self.voice or self.call:
            return PartState(PartIs.FAILED, fault)
        if self.voice_remark:
            return PartState(PartIs.WARNING, self.voice_remark)
        return PartState(PartIs.OK if self.output_known or self.heard else PartIs.UNKNOWN)
