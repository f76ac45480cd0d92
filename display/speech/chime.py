"""Makes the chime: two warm notes, a major third down, and 0.3 s of silence, in which an amplifier wakes wherever the
file is played by itself.

python -m display.speech.chime assets/sounds/chime.wav
"""

import argparse
import math
from array import array
from pathlib import Path

from .sound import RATE, Sound, joined, silence, write_wav

NOTES = ((659.26, 0.0), (523.25, 0.34))
"""Hertz and the second each is struck: E5, then C5."""

PARTIALS = ((0.5, 0.10, 1.2), (1.0, 1.0, 1.0), (2.0, 0.26, 0.55), (3.0, 0.09, 0.32), (4.2, 0.03, 0.16))
"""Multiple of the note, loudness, and how long it rings beside the note itself: a struck bar, high parts gone first."""

RING_SECONDS = 0.42
ATTACK_SECONDS = 0.006
RELEASE_SECONDS = 0.12
CHIME_SECONDS = 1.45
PEAK = 0.47
"""Of full scale: while it rings, 1.5 dB louder than the voice after it (`loudness.SPEECH_DB`); nothing clips."""

SILENCE_SECONDS = 0.3


def chime() -> Sound:
    """The chime with the silence after it."""
    count = round(CHIME_SECONDS * RATE)
    wave = [sum(_note(hertz, i / RATE - struck) for hertz, struck in NOTES) * _release(i / RATE) for i in range(count)]
    loudest = max(abs(value) for value in wave)
    samples = array("h", (round(value / loudest * PEAK * 32767) for value in wave))
    return joined([Sound(samples), silence(SILENCE_SECONDS)])


def _note(hertz: float, t: float) -> float:
    if t <= 0:
        return 0.0
    attack = min(1.0, t / ATTACK_SECONDS)
    smooth = attack * attack * (3 - 2 * attack)
    return smooth * sum(
        loudness * math.exp(-t / (RING_SECONDS * ring)) * math.sin(2 * math.pi * hertz * multiple * t)
        for multiple, loudness, ring in PARTIALS
    )


def _release(t: float) -> float:
    left = min(1.0, (CHIME_SECONDS - t) / RELEASE_SECONDS)
    return left * left * (3 - 2 * left)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m display.speech.chime", description="Writes the chime.")
    parser.add_argument("wav", type=Path, help="where to, such as assets/sounds/chime.wav")
    path: Path = parser.parse_args().wav
    path.parent.mkdir(parents=True, exist_ok=True)
    write_wav(chime(), path)


if __name__ == "__main__":
    main()
