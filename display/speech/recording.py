"""Turns an utterance into one WAV file: chime, silence, sentence, pause, sentence again."""

import atexit
import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .sound import Sound, Unsound, joined, read_wav, silence, wav_seconds
from .sound_folder import PROOF_BYTES, SMALL_PROOF_BYTES, SoundFolder
from .synthesis import Engine, SynthesisFailed, VoiceMissing
from .utterance import Fault, NotSpoken, Sentence, Utterance

PAUSE_SECONDS = 0.7
"""Between two sentences."""


MEMORY = "/dev/shm"  # noqa: S108 – a folder of our own is made in it
"""Where Linux keeps files that need no disk."""

MAKING = 1
"""Part of every key: raised when the same words are to sound otherwise."""


class NotRecorded(Exception):
    """Why there is no WAV of the utterance."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.outcome = NotSpoken(fault, detail)


@dataclass(frozen=True, slots=True)
class Recording:
    """A WAV on the disk. `remark` says what is missing in it."""

    wav: Path
    seconds: float
    remark: str = ""


def _temporary_folder(below: str | None = None) -> Path:
    """Gone with the process."""
    folder = tempfile.mkdtemp(prefix="lalopa-speech-", dir=below)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


class Studio:
    """Makes recordings in `folder`. When that cannot be written to, in a folder of its own below the system's temporary
    one or in memory: a full disk must not silence the wall. Everything is tried afresh for each utterance."""

    def __init__(self, folder: Path, chime: Path, *, spare: Path | None = None) -> None:
        self._folders = [SoundFolder(folder)]
        lent: list[Callable[[], Path]] = [_temporary_folder, partial(_temporary_folder, MEMORY)]
        self._spares = [partial(Path, spare)] if spare else lent
        self._chime = chime
        self._engine: Engine | None = None

    def warm_up(self) -> None:
        """Have the engine ready before the first call; a missing one is told with the call."""
        with contextlib.suppress(VoiceMissing):
            self._warm()

    def attempt(self, voices: Sequence[str]) -> str:
        """Whether these voices could speak now: a remark on what is not as it should be, or an empty string. Raises
        NotRecorded."""
        try:
            engine = self._warm()
            for voice in voices:
                engine.voice(voice)
        except VoiceMissing as missing:
            raise NotRecorded(Fault.VOICE_MISSING, str(missing)) from missing
        folder = self._writable(SMALL_PROOF_BYTES)
        return "" if folder is self._folders[0] else f"{Fault.CACHE_UNWRITABLE}: {self._folders[0].folder}"

    def record(self, utterance: Utterance) -> Recording:
        """Raises NotRecorded."""
        key = ("call", MAKING, self._chime_age() if utterance.chime else "", utterance)
        for folder in self._folders:
            if made := folder.find(*key):
                return Recording(made, wav_seconds(made))
        folder = self._writable()
        sound, remark = self._assembled(utterance, folder)
        if remark:  # not kept as the whole: the next try may find what is missing
            key = ("incomplete", MAKING, remark, utterance)
        try:
            return Recording(folder.keep(sound, *key), sound.seconds, remark)
        except OSError as full:
            raise NotRecorded(Fault.CACHE_UNWRITABLE, str(full)) from full

    def _assembled(self, utterance: Utterance, folder: SoundFolder) -> tuple[Sound, str]:
        parts: list[Sound] = []
        remarks: list[str] = []
        if utterance.chime:
            try:
                parts.append(read_wav(self._chime))
            except (OSError, Unsound) as missing:
                remarks.append(f"no chime: {missing}")
        first, *others = utterance.sentences
        said = self._said(first, utterance.rate, folder)
        for _ in range(utterance.times):
            parts += [said, silence(PAUSE_SECONDS)]
        for sentence in others:
            try:
                parts += [self._said(sentence, utterance.rate, folder), silence(PAUSE_SECONDS)]
            except NotRecorded as missing:
                remarks.append(f"{missing.outcome.reason}: {missing}")
        return joined(parts[:-1]), "; ".join(remarks)

    def _said(self, sentence: Sentence, rate: int, folder: SoundFolder) -> Sound:
        try:
            engine = self._warm()
            key = ("sentence", MAKING, engine.voice(sentence.voice), rate, sentence.text)
            if made := folder.find(*key):
                with contextlib.suppress(OSError, Unsound):
                    return read_wav(made)
            sound = engine.record(sentence, rate, folder.part())
            folder.keep(sound, *key)
        except VoiceMissing as missing:
            raise NotRecorded(Fault.VOICE_MISSING, str(missing)) from missing
        except SynthesisFailed as failed:
            raise NotRecorded(Fault.SYNTHESIS_FAILED, str(failed)) from failed
        except OSError as full:
            raise NotRecorded(Fault.CACHE_UNWRITABLE, str(full)) from full
        return sound

    def _warm(self) -> Engine:
        self._engine = self._engine or Engine()
        return self._engine

    def _chime_age(self) -> object:
        """A new chime makes new recordings."""
        with contextlib.suppress(OSError):
            return (str(self._chime), self._chime.stat().st_mtime_ns)
        return "none"

    def _writable(self, proof: int = PROOF_BYTES) -> SoundFolder:
        refused = ""
        for folder in self._candidates():
            try:
                folder.prove_writable(proof)
            except OSError as error:
                refused = refused or str(error)
            else:
                return folder
        raise NotRecorded(Fault.CACHE_UNWRITABLE, refused)

    def _candidates(self) -> Iterator[SoundFolder]:
        """The folder itself; then spare ones, made when they are needed."""
        yield from self._folders
        for place in self._spares[len(self._folders) - 1 :]:
            with contextlib.suppress(OSError):
                spare = SoundFolder(place())
                self._folders.append(spare)
                yield spare
