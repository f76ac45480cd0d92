"""Ears for the tests: a sound server of one's own with a loudspeaker that is none, and a recorder on it."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy
import pytest
from numpy.typing import NDArray

RATE = 22_050
SINK = "hall"
PATIENCE_SECONDS = 20.0

QUIET_DAEMON = (
    "pulseaudio",
    "-n",
    "--daemonize=no",
    "--use-pid-file=no",
    "--exit-idle-time=-1",
    "--disable-shm=yes",
    "--realtime=no",
    "--high-priority=no",
    "--log-level=error",
)

Samples = NDArray[numpy.float64]


def samples_of(wav: Path) -> Samples:
    """The samples of a mono 16-bit WAV, its head of 44 bytes left out."""
    return numpy.frombuffer(wav.read_bytes()[44:], dtype="<i2").astype(float)


def likeness(heard: Samples, meant: Samples) -> float:
    """How much of `meant` is in `heard`, wherever in it: 1 is all of it and nothing else (normalised
    cross-correlation at its best lag)."""
    size = 1 << int(numpy.ceil(numpy.log2(len(heard) + len(meant))))
    products = numpy.fft.irfft(numpy.fft.rfft(heard, size) * numpy.conj(numpy.fft.rfft(meant, size)), size)
    lag = int(numpy.argmax(products[: len(heard)]))
    there = heard[lag : lag + len(meant)]
    there = numpy.pad(there, (0, len(meant) - len(there)))
    loudness = float(numpy.linalg.norm(there) * numpy.linalg.norm(meant))
    return float(there @ meant) / loudness if loudness else 0.0


class Recorder:
    """What comes out of the sink, from now on."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._heard = bytearray()
        self._grown = threading.Condition()
        self._loud_at: float | None = None
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def samples(self) -> Samples:
        """Everything heard so far."""
        with self._grown:
            even = len(self._heard) // 2 * 2
            return numpy.frombuffer(bytes(self._heard[:even]), dtype="<i2").astype(float)

    def wait_for(self, seconds: float) -> None:
        """Until so much more has been recorded."""
        with self._grown:
            wanted = len(self._heard) + int(seconds * RATE) * 2
            assert self._grown.wait_for(lambda: len(self._heard) >= wanted, PATIENCE_SECONDS), "the sink gives nothing"

    def first_sound(self) -> float:
        """When the first loud sample arrived here, on the clock of time.perf_counter."""
        with self._grown:
            assert self._grown.wait_for(lambda: self._loud_at is not None, PATIENCE_SECONDS), "nothing was heard"
            assert self._loud_at is not None
            return self._loud_at

    def stop(self) -> None:
        """What was heard stays."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while chunk := os.read(self._process.stdout.fileno(), 4096):
            now = time.perf_counter()
            loud = len(chunk) > 1 and int(numpy.abs(numpy.frombuffer(chunk[: len(chunk) // 2 * 2], "<i2")).max()) > 300
            with self._grown:
                self._heard += chunk
                if loud and self._loud_at is None:
                    self._loud_at = now
                self._grown.notify_all()


class NullSink:
    """A PulseAudio daemon in a folder of its own, which can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._daemon: subprocess.Popen[bytes] | None = None
        self.environment = {
            "PULSE_SERVER": f"unix:{folder / 'native'}",
            "PULSE_RUNTIME_PATH": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_COOKIE": str(folder / "cookie"),
        }

    def start(self) -> None:
        """Up and answering when it returns. Fails where PulseAudio is not installed."""
        for program in ("pulseaudio", "pactl", "parec", "paplay"):
            assert shutil.which(program), f"{program} is not installed (Debian: pulseaudio, pulseaudio-utils)"
        sink = f"module-null-sink sink_name={SINK} rate={RATE} channels=1"
        socket = f"module-native-protocol-unix socket={self._folder / 'native'} auth-anonymous=1"
        self._daemon = subprocess.Popen(
            [*QUIET_DAEMON, f"--load={sink}", f"--load={socket}"],
            env=os.environ | self.environment | {"HOME": str(self._folder)},
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE_SECONDS
        while SINK not in self._ask("list", "short", "sinks"):
            assert self._daemon.poll() is None, "pulseaudio left"
            assert time.monotonic() < until, "pulseaudio does not answer"

    def stop(self) -> None:
        """As a crash would."""
        if self._daemon is not None:
            self._daemon.kill()
            self._daemon.wait()
            self._daemon = None

    def freeze(self) -> None:
        """It is there and answers nothing any more."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it stopped."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGCONT)

    def unplug(self) -> None:
        """The server stays; the loudspeaker is gone."""
        self._ask("unload-module", "module-null-sink")

    def plug_in(self) -> None:
        """The loudspeaker is there again."""
        self._ask("load-module", "module-null-sink", f"sink_name={SINK}", f"rate={RATE}", "channels=1")
        self._ask("set-default-sink", SINK)

    def mute(self, muted: bool = True) -> None:
        """By its switch."""
        self._ask("set-sink-mute", SINK, "1" if muted else "0")

    def turn_to(self, percent: int) -> None:
        """By its knob."""
        self._ask("set-sink-volume", SINK, f"{percent}%")

    @contextmanager
    def recording(self) -> Iterator[Recorder]:
        """Listens from the moment the monitor delivers."""
        command = ["parec", f"--device={SINK}.monitor", "--format=s16le", f"--rate={RATE}", "--channels=1"]
        process = subprocess.Popen(
            [*command, "--raw", "--latency-msec=10"], env=os.environ | self.environment, stdout=subprocess.PIPE
        )
        recorder = Recorder(process)
        try:
            recorder.wait_for(0.3)
            yield recorder
        finally:
            recorder.stop()

    def _ask(self, *question: str) -> str:
        answer = subprocess.run(
            ["pactl", *question],
            env=os.environ | self.environment,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return answer.stdout.decode()


@pytest.fixture
def null_sink(monkeypatch: pytest.MonkeyPatch) -> Iterator[NullSink]:
    """A running sound server that every player started from here on plays to. Fails where there is none to start."""
    with tempfile.TemporaryDirectory(prefix="lalopa-sound-") as folder:  # a short path: sockets take 107 characters
        sink = NullSink(Path(folder))
        for name, value in sink.environment.items():
            monkeypatch.setenv(name, value)
        sink.start()
        try:
            yield sink
        finally:
            sink.stop()
