"""The recorded words of a folder: which are there and fit, and each made ready to be joined to any other without a
click. What is asked of a file: assets/voices/README.md."""

import contextlib
import wave
from array import array
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path

from .loudness import FULL_SCALE, levelled, loudness, peak
from .resampling import RATES, resampled
from .sound import INAUDIBLE, RATE, Sound, Unsound, read_wav, trimmed, with_soft_edges
from .sound_folder import SoundFolder
from .utterance import Recorded

MAKING = 1
"""Part of every key: raised when the same recording is to sound otherwise."""

QUIETEST = 0.01
"""Of its peak, 40 dB below it: what is softer at either end is the room, not the word."""

BEFORE_SECONDS, AFTER_SECONDS = 0.02, 0.05
"""Kept of the room at either end: soft consonants lie there."""

SHORTEST_SECONDS, LONGEST_SECONDS = 0.08, 8.0
SOFTEST_DB = -45.0
CLIPPED_SAMPLES = 6
"""So many in a row at full scale are a word cut off at its loudest."""

Age = tuple[int, int]


class RecordedWords:
    """Words of any folders. What has become of a file is noticed by its time and size."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Age, Sound | str]] = {}
        self._later: deque[Path] = deque()

    def missing(self, recorded: Recorded, folder: SoundFolder) -> list[str]:
        """Which of the words needed are not there, or not fit and why; empty when the folder is complete. Those to be
        said now are looked at now and kept in `folder`, the others when there is time: see `prepare`."""
        now = set(paths(recorded.folder, recorded.words))
        reasons = {path: self._reason(path, folder, path in now) for path in paths(recorded.folder, recorded.needed)}
        return [f"{path.name} ({reason})" for path, reason in reasons.items() if reason]

    def ages(self, recorded: Recorded) -> tuple[Age, ...]:
        """Of the words said: other recordings make another sound."""
        return tuple(_age(path) for path in paths(recorded.folder, recorded.words))

    @property
    def waiting(self) -> bool:
        """Whether a word could be made ready."""
        return bool(self._later)

    def prepare(self, folder: SoundFolder) -> None:
        """Make one word ready that will be needed; for idle moments, and only while one is `waiting`."""
        with contextlib.suppress(OSError, Unsound):  # told by the next look at the folder
            self.sound(self._later.popleft(), folder)

    def sound(self, path: Path, folder: SoundFolder) -> Sound:
        """The word, ready to be joined; made once and kept in `folder`. Raises OSError or Unsound."""
        age = _age(path)
        known = self._known.get(path)
        if known is None or known[0] != age:
            try:
                known = (age, _kept(path, age, folder))
            except Unsound as unfit:
                known = (age, str(unfit))
            self._known[path] = known
        if isinstance(known[1], str):
            raise Unsound(known[1])
        return known[1]

    def _reason(self, path: Path, folder: SoundFolder, now: bool) -> str:
        try:
            age, known = _age(path), self._known.get(path)
            if now or (known is not None and known[0] == age):
                self.sound(path, folder)
            elif path not in self._later:
                self._later.append(path)
        except (OSError, Unsound) as wrong:
            return _words(wrong)
        return ""


def paths(folder: str, words: Iterable[str]) -> list[Path]:
    """The files of the words, pauses left out."""
    return [Path(folder, f"{word}.wav") for word in words if word.strip("|")]


def unfit(path: Path) -> str:
    """Why a recording cannot be used; empty when it can."""
    try:
        ready(path)
    except (OSError, Unsound) as wrong:
        return _words(wrong)
    return ""


def ready(path: Path) -> Sound:
    """The word at our rate, the room around it cut away, as loud as every other, beginning and ending at zero. Raises
    OSError, and Unsound with the reason when it is not fit."""
    samples, rate = read_recording(path)
    seconds = len(samples) / rate
    if not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
        raise Unsound(f"{seconds:.2f} s long")
    if _is_clipped(samples):
        raise Unsound("too loud: cut off at full scale")
    centred = _without_offset(samples)
    if loudness(centred) < SOFTEST_DB:
        raise Unsound("too soft")
    quietest = max(INAUDIBLE, round(peak(centred) * QUIETEST))
    before, after = (seconds * rate / RATE for seconds in (BEFORE_SECONDS, AFTER_SECONDS))
    word = trimmed(centred, quietest, before=before, after=after)
    return with_soft_edges(levelled(_held(resampled(word.samples, rate))))


def read_recording(path: Path) -> tuple[Sequence[int], int]:
    """Samples and their rate. Raises OSError, and Unsound with a reason for anything but mono, 16 bit, one of RATES."""
    with path.open("rb") as file:
        try:
            with wave.open(file) as wav:
                channels, width, rate = wav.getnchannels(), wav.getsampwidth(), wav.getframerate()
                frames = wav.readframes(wav.getnframes())
        except (wave.Error, EOFError) as broken:
            raise Unsound(f"not a WAV file: {broken}") from None
    if channels != 1:
        raise Unsound(f"{channels} channels instead of one")
    if width != 2:
        raise Unsound(f"{8 * width} bit instead of 16")
    if rate not in RATES:
        raise Unsound(f"{rate} Hz instead of {', '.join(map(str, RATES))}")
    return array("h", frames[: len(frames) // 2 * 2]), rate


def _words(wrong: OSError | Unsound) -> str:
    return "missing" if isinstance(wrong, FileNotFoundError) else str(wrong)


def _kept(path: Path, age: Age, folder: SoundFolder) -> Sound:
    key = ("word", MAKING, path, age)
    if made := folder.find(*key):
        with contextlib.suppress(OSError, Unsound):
            return read_wav(made)
    sound = ready(path)
    with contextlib.suppress(OSError):
        folder.keep(sound, *key)
    return sound


def _age(path: Path) -> Age:
    state = path.stat()
    return state.st_mtime_ns, state.st_size


def _without_offset(samples: Sequence[int]) -> Sound:
    """A microphone's constant voltage would be a step, and so a click, at either end."""
    offset = round(sum(samples) / len(samples))
    return _held([sample - offset for sample in samples])


def _held(samples: Sequence[float]) -> Sound:
    """What is beyond full scale, at full scale."""
    whole = [round(sample) for sample in samples]
    try:
        return Sound(array("h", whole))
    except OverflowError:
        return Sound(array("h", (max(-FULL_SCALE, min(FULL_SCALE - 1, sample)) for sample in whole)))


def _is_clipped(samples: Sequence[int]) -> bool:
    if max(samples) < FULL_SCALE - 2 and min(samples) > 2 - FULL_SCALE:
        return False
    run = 0
    for sample in samples:
        run = run + 1 if abs(sample) >= FULL_SCALE - 2 else 0
        if run >= CLIPPED_SAMPLES:
            return True
    return False
