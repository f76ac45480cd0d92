"""Mono 16-bit sound at 22 050 Hz, espeak-ng's own form: read, trimmed, joined and written."""

from __future__ import annotations  # array[int] is subscriptable from Python 3.12 on

import math
import wave
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

RATE = 22_050
"""Samples per second."""

EDGE_SECONDS = 0.005
"""A sound that starts or ends on a high sample clicks; over so long it is led in and out."""

INAUDIBLE = 16
"""Samples no louder count as silence."""


class Unsound(ValueError):
    """Not a WAV file of this form, or one without a sound in it."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples from -32768 to 32767."""

    samples: array[int]

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


def silence(seconds: float) -> Sound:
    """So long nothing."""
    return Sound(array("h", bytes(2 * round(seconds * RATE))))


def joined(sounds: Iterable[Sound]) -> Sound:
    """One after the other."""
    samples = array("h")
    for sound in sounds:
        samples.extend(sound.samples)
    return Sound(samples)


def with_soft_edges(sound: Sound) -> Sound:
    """The sound led in from zero and out to it, along half a cosine."""
    samples = sound.samples[:]
    edge = min(round(EDGE_SECONDS * RATE), len(samples) // 2)
    for i in range(edge):
        share = (1 - math.cos(math.pi * i / edge)) / 2
        samples[i] = round(samples[i] * share)
        samples[-1 - i] = round(samples[-1 - i] * share)
    return Sound(samples)


def trimmed(sound: Sound, quietest: int = INAUDIBLE, *, before: float = 0.0, after: float = 0.0) -> Sound:
    """The sound from its first sample louder than `quietest` to its last, with so many seconds of what lies `before`
    and `after`. Nothing is left of one without any."""
    samples = sound.samples
    first = next((i for i, sample in enumerate(samples) if abs(sample) > quietest), len(samples))
    last = next((i for i in range(len(samples) - 1, -1, -1) if abs(samples[i]) > quietest), -1)
    if last < 0:
        return Sound(array("h"))
    return Sound(samples[max(0, first - round(before * RATE)) : last + 1 + round(after * RATE)])


def read_wav(path: Path) -> Sound:
    """Raises Unsound, or OSError when the file cannot be opened."""
    with path.open("rb") as file:
        try:
            with wave.open(file) as wav:
                form = (wav.getnchannels(), wav.getsampwidth(), wav.getframerate())
                frames = wav.readframes(wav.getnframes())
        except (wave.Error, EOFError) as broken:
            raise Unsound(f"{path.name}: {broken}") from None
    if form != (1, 2, RATE):
        raise Unsound(f"{path.name}: channels, bytes and rate are {form}, not (1, 2, {RATE})")
    if not frames:
        raise Unsound(f"{path.name}: no frames")
    return Sound(array("h", frames))


def wav_seconds(path: Path) -> float:
    """How long a file of this form plays, from its head and its size alone. Raises Unsound or OSError."""
    with path.open("rb") as file:
        try:
            with wave.open(file) as wav:
                frames: int = wav.getnframes()
        except (wave.Error, EOFError) as broken:
            raise Unsound(f"{path.name}: {broken}") from None
    if not 0 < frames * 2 < path.stat().st_size:
        raise Unsound(f"{path.name}: cut short or empty")
    return frames / RATE


def write_wav(sound: Sound, path: Path) -> None:
    """Raises OSError."""
    with path.open("wb") as file, wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        wav.writeframes(sound.samples.tobytes())
