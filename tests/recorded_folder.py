"""A folder of recorded words for the tests, spoken by espeak-ng as an announcer with a cheap microphone would: each
word at a loudness of its own, with the room before and after it and the microphone's offset under it."""

import random
import subprocess
import wave
from collections.abc import Iterable
from pathlib import Path

import numpy

from counter_server.protocol.phrases import Word
from display.speech.announcers import Announcer
from display.speech.sound import RATE, read_wav, trimmed, with_soft_edges

from .sound import Samples


def record_all(announcer: Announcer, *, rate: int = RATE, voice: str = "id") -> None:
    """Every word the announcer needs."""
    assert announcer.recordings is not None
    record(announcer.recordings, announcer.words, rate=rate, voice=voice)


def record(folder: Path, words: Iterable[Word], *, rate: int = RATE, voice: str = "id") -> None:
    """These words, at this rate. The same each time, but for espeak-ng's own noise."""
    folder.mkdir(parents=True, exist_ok=True)
    for word in words:
        chance = random.Random(word.stem)
        raw = folder / "raw.part"
        subprocess.run(["espeak-ng", "-v", voice, "-s", "140", "-w", str(raw), word.text], check=True)
        spoken = numpy.array(with_soft_edges(trimmed(read_wav(raw))).samples, dtype=float)
        raw.unlink()
        spoken *= chance.uniform(0.25, 0.9)
        room = [numpy.zeros(round(RATE * chance.uniform(0.1, 0.4))) for _ in range(2)]
        whole = numpy.concatenate([room[0], spoken, room[1]])
        noise = numpy.random.default_rng(chance.randrange(2**32)).normal(0, 8, len(whole))
        write(folder / f"{word.stem}.wav", at_rate(whole + noise, rate) + chance.randrange(-400, 400), rate)


def at_rate(samples: Samples, rate: int) -> Samples:
    """From RATE to a higher one: the spectrum with nothing above it."""
    count = round(len(samples) * rate / RATE)
    spectrum = numpy.fft.rfft(samples)
    return numpy.fft.irfft(numpy.pad(spectrum, (0, count // 2 + 1 - len(spectrum))), count) * count / len(samples)


def write(path: Path, samples: Samples, rate: int = RATE, *, channels: int = 1, width: int = 2) -> None:
    """As a WAV file; where it has two channels, both the same."""
    held = numpy.clip(numpy.repeat(samples, channels), -32_768, 32_767).astype("<i2")
    with wave.open(str(path), "wb") as wav:
        wav.setnchannels(channels)
        wav.setsampwidth(width)
        wav.setframerate(rate)
        wav.writeframes(held.tobytes() if width == 2 else (held // 256 + 128).astype("u1").tobytes())
