"""From the order to speak to the first sound at the sink of a sound server, printed in milliseconds:
`python -m tests.bench.first_sound [CALLS]`. Each call is one nobody has said before."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from display.speech.phrases import ticket_number
from display.speech.speaker import Speaker
from display.speech.utterance import Sentence, Spoken, Utterance
from tests.sound import NullSink

CHIME = Path(__file__).resolve().parents[2] / "assets" / "sounds" / "chime.wav"


def first_sounds(calls: int) -> list[float]:
    """Milliseconds, call by call. The monitor's own delay is in them."""
    with tempfile.TemporaryDirectory(prefix="lalopa-sound-") as folder:
        sink = NullSink(Path(folder))
        os.environ.update(sink.environment)
        sink.start()
        speaker = Speaker(data=Path(folder), chime=CHIME, player="paplay")
        try:
            assert isinstance(speaker.speak(_call(0)).result(60), Spoken)
            return [_first_sound(sink, speaker, _call(n)) for n in range(1, calls + 1)]
        finally:
            speaker.close()
            sink.stop()


def _call(n: int) -> Utterance:
    number = ticket_number(f"A-{n:03d}", "id")
    return Utterance((Sentence(f"Nomor antrean {number}, silakan menuju loket dua", "id"),), times=2)


def _first_sound(sink: NullSink, speaker: Speaker, call: Utterance) -> float:
    with sink.recording() as recorder:
        asked = time.perf_counter()
        future = speaker.speak(call)
        heard = recorder.first_sound()
        speaker.interrupt()
        future.result(60)
    return (heard - asked) * 1000


def main() -> None:
    measured = first_sounds(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
    print(
        f"first sound after the call: median {statistics.median(measured):.0f} ms, "
        f"least {min(measured):.0f} ms, most {max(measured):.0f} ms, {len(measured)} calls"
    )


if __name__ == "__main__":
    main()
