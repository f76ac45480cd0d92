"""Turns an utterance into one WAV file: chime, silence, sentence, pause, sentence again."""

import atexit
import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from .loudness import gain_of, scaled
from .sentence_sound import MAKING, NotRecorded, SentenceSounds
from .sound import Sound, Unsound, joined, read_wav, silence, trimmed, wav_seconds
from .sound_folder import PROOF_BYTES, SMALL_PROOF_BYTES, SoundFolder
from .utterance import Fault, Utterance, VoiceWanted
from .volume import VolumeKnob

LEAD_SECONDS, TAIL_SECONDS = 0.02, 0.15
"""Of silence at either end: players are known to lose the first and the last moments."""

MEMORY = "/dev/shm"  # noqa: S108 – a folder of our own is made in it
"""Where Linux keeps files that need no disk."""


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
    one or in memory: a full disk must not silence the wall. Everything is tried afresh for each utterance. The volume
    set at the machine lies beside `folder`."""

    def __init__(self, folder: Path, chime: Path, *, spare: Path | None = None) -> None:
        self._folders = [SoundFolder(folder)]
        lent: list[Callable[[], Path]] = [_temporary_folder, partial(_temporary_folder, MEMORY)]
        self._spares = [partial(Path, spare)] if spare else lent
        self._chime = chime
        self._knob = VolumeKnob(folder.parent)
        self._sounds = SentenceSounds()

    def warm_up(self) -> None:
        """Have the engine ready before the first call; a missing one is told with the call."""
        self._sounds.warm_up()

    def prepare(self) -> bool:
        """Make something ready that will be needed, in an idle moment; whether anything was to be done and could be."""
        if not self._sounds.waiting:
            return False
        try:
            folder = self._writable()
        except NotRecorded:
            return False
        self._sounds.prepare(folder)
        return True

    def attempt(self, wanted: Iterable[VoiceWanted]) -> str:
        """Whether these could speak now: a remark on what is not as it should be, or an empty string. Raises
        NotRecorded."""
        remark = self._sounds.attempt(wanted, self._folders[0])
        folder = self._writable(SMALL_PROOF_BYTES)
        full = "" if folder is self._folders[0] else f"{Fault.CACHE_UNWRITABLE}: {self._folders[0].folder}"
        return "; ".join(filter(None, (full, remark)))

    def record(self, utterance: Utterance) -> Recording:
        """Raises NotRecorded."""
        looked = [self._sounds.chosen(sentence, self._folders[0]) for sentence in utterance.sentences]
        chosen, remarks = zip(*looked, strict=True)
        volume = self._knob.read() or utterance.volume
        said = replace(utterance, sentences=chosen, volume=volume)
        ages = [self._sounds.age(sentence) for sentence in chosen]
        key: tuple[object, ...] = ("call", MAKING, self._chime_age() if said.chime else "", ages, said)
        for folder in self._folders:
            if made := folder.find(*key):
                return Recording(made, wav_seconds(made), "; ".join(filter(None, remarks)))
        folder = self._writable()
        sound, unmade = self._assembled(said, folder)
        if unmade:  # not kept as the whole: the next try may find what is missing
            key = ("incomplete", MAKING, unmade, said)
        remark = "; ".join(filter(None, (*remarks, unmade)))
        try:
            return Recording(folder.keep(sound, *key), sound.seconds, remark)
        except OSError as full:
            raise NotRecorded(Fault.CACHE_UNWRITABLE, str(full)) from full

    def _assembled(self, utterance: Utterance, folder: SoundFolder) -> tuple[Sound, str]:
        """The whole, and what could not be made of it."""
        gain, pauses = gain_of(utterance.volume), utterance.pauses
        parts: list[Sound] = [silence(LEAD_SECONDS)]
        remarks: list[str] = []
        if utterance.chime:
            try:
                parts += [scaled(trimmed(read_wav(self._chime)), gain), silence(pauses.chime)]
            except (OSError, Unsound) as missing:
                remarks.append(f"no chime: {missing}")
        first, *others = utterance.sentences
        sentences = [scaled(self._sounds.made(first, utterance.rate, pauses, folder), gain)] * utterance.times
        for sentence in others:
            try:
                sentences.append(scaled(self._sounds.made(sentence, utterance.rate, pauses, folder), gain))
            except NotRecorded as missing:
                remarks.append(f"{missing.outcome.reason}: {missing}")
        for sound in sentences:
            parts += [sound, silence(pauses.repeat)]
        return joined([*parts[:-1], silence(TAIL_SECONDS)]), "; ".join(remarks)

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
