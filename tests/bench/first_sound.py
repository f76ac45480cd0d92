"""From the order to speak to the first sound at the sink of a sound server, and from an interruption to silence there,
printed in milliseconds: `python -m tests.bench.first_sound [CALLS]`. The calls are such as nobody has said before, with
chime, in the computer's voice and in recorded words; the last line is a short sentence without chime, as the kiosk's
guidance says it. The monitor's own delay is in every figure."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy

from counter_server.protocol.branch_file import load_branch
from display.speech.announcers import Announcer, announcer
from display.speech.calls import call_utterance, usual_calls
from display.speech.speaker import Speaker
from display.speech.utterance import Sentence, Spoken, Utterance
from tests.recorded_folder import record_all
from tests.sound import RATE, NullSink, Recorder

ASSETS = Path(__file__).resolve().parents[2] / "assets"
CHIME = ASSETS / "sounds" / "chime.wav"
BRANCH = load_branch(ASSETS / "branch.toml")
SILENT_SECONDS = 0.5
LOUD = 300

Measured = tuple[float, float]
"""Milliseconds to the first sound, and from the interruption to the last."""


@contextmanager
def a_hall() -> Iterator[tuple[NullSink, Speaker, Path]]:
    """A sound server, a speaker playing to it, and a folder."""
    with tempfile.TemporaryDirectory(prefix="lalopa-sound-") as folder:
        sink = NullSink(Path(folder))
        os.environ.update(sink.environment)
        sink.start()
        speaker = Speaker(data=Path(folder), chime=CHIME, player="paplay")
        try:
            yield sink, speaker, Path(folder)
        finally:
            speaker.close()
            sink.stop()


def recorded_announcer(folder: Path) -> Announcer:
    """One of recorded words."""
    (folder / "locale").symlink_to(ASSETS / "locale")
    (folder / "voices" / "penyiar").mkdir(parents=True)
    (folder / "voices" / "penyiar" / "wording.toml").write_text('like = "id"\n', encoding="utf-8")
    made = announcer("penyiar", folder, BRANCH)
    record_all(made, rate=44_100)
    return made


def measured(sink: NullSink, speaker: Speaker, utterances: Iterator[Utterance]) -> list[Measured]:
    """Each said, and interrupted once it is heard."""
    return [_one(sink, speaker, utterance) for utterance in utterances]


def _one(sink: NullSink, speaker: Speaker, utterance: Utterance) -> Measured:
    with sink.recording() as recorder:
        asked = time.perf_counter()
        future = speaker.speak(utterance)
        heard = recorder.first_sound()
        recorder.wait_for(0.2)
        interrupted = time.perf_counter()
        speaker.interrupt()
        future.result(60)
        recorder.wait_for(SILENT_SECONDS)
        silent = _last_sound(recorder)
    return (heard - asked) * 1000, (silent - interrupted) * 1000


def _last_sound(recorder: Recorder) -> float:
    """When the last loud sample came, on the clock of time.perf_counter: counted back from now, as the monitor goes on
    in real time."""
    samples, now = recorder.samples, time.perf_counter()
    loud = numpy.flatnonzero(numpy.abs(samples) > LOUD)
    return now - (len(samples) - int(loud[-1])) / RATE


def report(what: str, figures: list[Measured]) -> None:
    """One line for each of the two."""
    for name, part in (("first sound", [each[0] for each in figures]), ("silence", [each[1] for each in figures])):
        print(
            f"{what}, {name}: median {statistics.median(part):.0f} ms, "
            f"least {min(part):.0f} ms, most {max(part):.0f} ms, {len(part)} times"
        )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with a_hall() as (sink, speaker, folder):
        computer, recorded = announcer("id", ASSETS, BRANCH), recorded_announcer(folder)
        calls: Callable[[Announcer, int], Utterance] = lambda whom, n: call_utterance(  # noqa: E731
            BRANCH.voice, [whom], f"{'AKLS'[n % 4]}-{n:03d}", "loket", n % 16 + 1
        )
        assert isinstance(speaker.speak(replace(calls(computer, 0), chime=False, times=1)).result(60), Spoken)
        speaker.attempt([usual_calls(BRANCH.voice, [computer, recorded])]).result(60)
        time.sleep(count)  # a wall has as long to get ready
        report("a call", measured(sink, speaker, (calls(computer, n) for n in range(1, count + 1))))
        report("a recorded call", measured(sink, speaker, (calls(recorded, n) for n in range(1, count + 1))))
        hints = (Sentence(f"Sentuh layar untuk melanjutkan ke langkah {n}", "id") for n in range(count))
        said = (Utterance((hint,), times=1, rate=150, chime=False) for hint in hints)
        report("a hint without chime", measured(sink, speaker, said))


if __name__ == "__main__":
    main()
