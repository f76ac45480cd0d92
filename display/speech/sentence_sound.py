"""The sound of one sentence: by espeak-ng part by part, or of recorded words; the pauses between them exact."""

import contextlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from counter_server.protocol.phrases import Pause

from .loudness import levelled
from .recorded_words import RecordedWords
from .sound import Sound, Unsound, joined, read_wav, silence, trimmed, with_soft_edges
from .sound_folder import SoundFolder
from .synthesis import Engine, SynthesisFailed, VoiceMissing
from .utterance import Fault, NotSpoken, Pauses, Recorded, Sentence, VoiceWanted

MAKING = 2
"""Part of every key: raised when the same words are to sound otherwise."""

BETWEEN_WORDS = 0.04
"""Seconds between two recorded words without a pause in the wording; what was recorded around each comes to it."""

MARKS = re.compile(r"\s*(\|\|?)\s*")


class NotRecorded(Exception):
    """Why there is no sound of it."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.outcome = NotSpoken(fault, detail)


class SentenceSounds:
    """Makes sentences. Keeps the engine warm and the recorded words ready."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._words = RecordedWords()
        self._noted: set[tuple[Sentence, int]] = set()
        self._later: deque[tuple[Sentence, int]] = deque()

    def warm_up(self) -> None:
        """Have the engine ready before the first call; a missing one is told with the call."""
        with contextlib.suppress(VoiceMissing):
            self._warm()

    def attempt(self, wanted: Iterable[VoiceWanted], folder: SoundFolder) -> str:
        """Whether these could speak now: a remark on recorded words that cannot be used, or an empty string. Raises
        NotRecorded."""
        remarks: list[str] = []
        for one in wanted:
            if isinstance(one, str):
                self._voice(one)
                continue
            for sentence in one.sentences:
                chosen, remark = self.chosen(sentence, folder)
                if chosen.recorded is None:
                    self._voice(chosen.voice)
                    self._note(chosen, one.rate)
                remarks += [remark] if remark else []
        return "; ".join(remarks)

    def _note(self, sentence: Sentence, rate: int) -> None:
        """To be made in an idle moment, once."""
        if sentence.text and (sentence, rate) not in self._noted:
            self._noted.add((sentence, rate))
            self._later.append((sentence, rate))

    def chosen(self, sentence: Sentence, folder: SoundFolder) -> tuple[Sentence, str]:
        """The sentence as it will be said, and why its recorded words will not be. Words made are kept in `folder`."""
        if sentence.recorded is None:
            return sentence, ""
        missing = self._words.missing(sentence.recorded, folder)
        if not missing:
            return sentence, ""
        remark = f"{Fault.RECORDING_MISSING}: {sentence.recorded.folder}: {', '.join(missing)}"
        return Sentence(sentence.text, sentence.voice), remark

    def age(self, sentence: Sentence) -> object:
        """What another sound would have another of: the files of the words recorded."""
        with contextlib.suppress(OSError):
            return self._words.ages(sentence.recorded) if sentence.recorded else ()
        return None

    @property
    def waiting(self) -> bool:
        """Whether something could be made ready."""
        return bool(self._later) or self._words.waiting

    def prepare(self, folder: SoundFolder) -> None:
        """Make something ready that will be needed; for idle moments, and only while something is `waiting`."""
        if not self._later:
            self._words.prepare(folder)
            return
        with contextlib.suppress(NotRecorded):  # told when it is wanted
            self.made(*self._later.popleft(), Pauses(), folder)

    def made(self, sentence: Sentence, rate: int, pauses: Pauses, folder: SoundFolder) -> Sound:
        """The sentence, one that was `chosen`, kept in `folder` in parts. Raises NotRecorded."""
        try:
            if sentence.recorded is not None:
                return self._recorded(sentence.recorded, pauses, folder)
            return self._synthesised(sentence, rate, pauses, folder)
        except VoiceMissing as missing:
            raise NotRecorded(Fault.VOICE_MISSING, str(missing)) from missing
        except (SynthesisFailed, Unsound) as failed:
            raise NotRecorded(Fault.SYNTHESIS_FAILED, str(failed)) from failed
        except OSError as full:
            raise NotRecorded(Fault.CACHE_UNWRITABLE, str(full)) from full

    def _recorded(self, recorded: Recorded, pauses: Pauses, folder: SoundFolder) -> Sound:
        def word(stem: str) -> Sound:
            return self._words.sound(Path(recorded.folder, f"{stem}.wav"), folder)

        return strung(recorded.words, word, pauses, BETWEEN_WORDS)

    def _synthesised(self, sentence: Sentence, rate: int, pauses: Pauses, folder: SoundFolder) -> Sound:
        engine = self._warm()
        voice = engine.voice(sentence.voice)

        def part(text: str) -> Sound:
            key = ("part", MAKING, voice, rate, text)
            if made := folder.find(*key):
                with contextlib.suppress(OSError, Unsound):
                    return read_wav(made)
            spoken = trimmed(engine.record(Sentence(text, voice), rate, folder.part()))
            if not spoken.samples:
                raise SynthesisFailed(f"no sound in {text!r}")
            sound = with_soft_edges(levelled(spoken))
            folder.keep(sound, *key)
            return sound

        return strung(with_commas(sentence.text), part, pauses, 0.0)

    def _voice(self, name: str) -> None:
        try:
            self._warm().voice(name)
        except VoiceMissing as missing:
            raise NotRecorded(Fault.VOICE_MISSING, str(missing)) from missing

    def _warm(self) -> Engine:
        self._engine = self._engine or Engine()
        return self._engine


def with_commas(text: str) -> list[str]:
    """The parts of a text and its pauses in turn. A part before a pause ends in a comma: the voice then stays up."""
    pieces = [piece for piece in MARKS.split(text) if piece]
    last = len(pieces) - 1
    return [
        piece if i == last or is_pause(piece) or piece[-1] in ",.;:!?" else f"{piece},"
        for i, piece in enumerate(pieces)
    ]


def is_pause(piece: str) -> bool:
    """Whether it is a mark and not words."""
    return piece in tuple(Pause)


def strung(pieces: Sequence[str], sound_of: Callable[[str], Sound], pauses: Pauses, between: float) -> Sound:
    """The sounds of the words in their order, with the pauses the marks ask for, and `between` seconds where two words
    follow each other without one. As long as all of these together, to the sample."""
    return joined(_strung(pieces, sound_of, pauses, between))


def _strung(pieces: Sequence[str], sound_of: Callable[[str], Sound], pauses: Pauses, between: float) -> Iterator[Sound]:
    lengths: dict[str, float] = {Pause.SHORT: pauses.short, Pause.LONG: pauses.long}
    for place, piece in enumerate(pieces):
        if is_pause(piece):
            yield silence(lengths[piece])
            continue
        if place and not is_pause(pieces[place - 1]):
            yield silence(between)
        yield sound_of(piece)
