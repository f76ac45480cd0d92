"""The one door to pyttsx3 and espeak-ng: a sentence in, a WAV file out. Belongs in a process of its own, for an engine
that cannot write hangs for ever."""

import contextlib
import time
from pathlib import Path
from typing import Any

from .sound import Sound, Unsound, read_wav
from .utterance import Sentence

WRITTEN_SECONDS = 0.5
RATE_SECONDS = 0.5


class VoiceMissing(Exception):
    """No engine, or no such voice in it."""


class SynthesisFailed(Exception):
    """The engine made no sound of it."""


class Engine:
    """espeak-ng by pyttsx3. Not thread-safe; one per process. Its first run may return before the file exists, so the
    first one is empty."""

    def __init__(self) -> None:
        """Raises VoiceMissing when there is no engine."""
        try:
            import pyttsx3

            self._engine: Any = pyttsx3.init("espeak")
            self._engine.runAndWait()  # primes it, see Engine; a second empty one would never return
            self._voices = [str(voice.id) for voice in self._engine.getProperty("voices")]
        except Exception as missing:
            raise VoiceMissing(f"no speech engine (Debian: apt install espeak-ng): {missing}") from missing
        self._failure = ""
        self._engine.connect("error", self._failed)

    def voice(self, wanted: str) -> str:
        """The engine's name of a voice: `poz/id` for `id` and for itself. Raises VoiceMissing."""
        wanted = wanted.lower()
        for name in self._voices:
            if wanted in (name, name.rpartition("/")[2]):
                return name
        raise VoiceMissing(f"no voice {wanted!r}; espeak-ng --voices lists them")

    def record(self, sentence: Sentence, rate: int, path: Path) -> Sound:
        """Writes the sentence to `path`, which must be writable: pyttsx3 does not come back from one that is not.
        Returns what was written. Raises VoiceMissing or SynthesisFailed."""
        voice = self.voice(sentence.voice)
        self._failure = ""
        self._engine.setProperty("voice", voice)
        if self._failure or self._engine.getProperty("voice") != voice:
            raise VoiceMissing(f"voice {voice!r} refused: {self._failure}")
        self._set_rate(rate)
        for tries_left in (1, 0):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
            self._engine.save_to_file(sentence.text, str(path))
            self._engine.runAndWait()
            try:
                return self._written(path)
            except (OSError, Unsound) as nothing:
                if not tries_left:
                    raise SynthesisFailed(f"{nothing} {self._failure}") from nothing
        raise AssertionError("unreachable")

    def _written(self, path: Path) -> Sound:
        """The file once it is whole: on a busy machine pyttsx3 comes back before espeak-ng has written it. Raises
        OSError or Unsound."""
        until = time.monotonic() + WRITTEN_SECONDS
        while True:
            try:
                return read_wav(path)
            except (OSError, Unsound):
                if time.monotonic() > until:
                    raise
                time.sleep(0.002)

    def _set_rate(self, rate: int) -> None:
        """espeak-ng takes a rate in its own time, 1 ms as a rule: what is said sooner is still said at the old one."""
        self._engine.setProperty("rate", rate)
        until = time.monotonic() + RATE_SECONDS
        while self._engine.getProperty("rate") != rate:
            if time.monotonic() > until:
                raise SynthesisFailed(f"rate {rate} was not taken")
            time.sleep(0.001)

    def _failed(self, name: str | None, exception: Exception) -> None:
        self._failure = str(exception)
