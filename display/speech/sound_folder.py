"""Sounds already made, kept as files under a key, the longest unused given up first."""

import contextlib
import hashlib
import os
from pathlib import Path

from .sound import Sound, Unsound, wav_seconds, write_wav

LIMIT_BYTES = 64 * 2**20
"""About a hundred calls with their sentences."""

PROOF_BYTES = 2**20
"""More than any sentence takes: what is left of a full disk must show before the engine meets it."""

SMALL_PROOF_BYTES = 2**12
"""For a mere look, many times an hour."""


class SoundFolder:
    """A folder of WAV files. Its files can be removed at any time."""

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self.folder = folder
        self._limit = limit_bytes

    def find(self, *key: object) -> Path | None:
        """The sound kept under the key, if it is still there and whole."""
        path = self._path(key)
        try:
            wav_seconds(path)
            os.utime(path)
        except (OSError, Unsound):
            return None
        return path

    def prove_writable(self, size: int = PROOF_BYTES) -> None:
        """Raises OSError when the folder cannot take another sound."""
        self.folder.mkdir(parents=True, exist_ok=True)
        proof = self.part()
        try:
            proof.write_bytes(bytes(size))
        finally:
            with contextlib.suppress(OSError):
                proof.unlink()

    def part(self) -> Path:
        """A path for a sound in the making."""
        return self.folder / f"{os.getpid()}.part"

    def keep(self, sound: Sound, *key: object) -> Path:
        """Puts the sound in its place, whole or not at all. Raises OSError."""
        path = self._path(key)
        part = self.part()
        write_wav(sound, part)
        part.replace(path)
        self._prune(path)
        return path

    def _path(self, key: tuple[object, ...]) -> Path:
        digest = hashlib.sha256("\x1f".join(map(str, key)).encode()).hexdigest()
        return self.folder / f"{digest[:32]}.wav"

    def _prune(self, newest: Path) -> None:
        """Another display may use the same folder: a file that is gone is no fault."""
        files: list[tuple[float, int, Path]] = []
        for path in self.folder.iterdir():
            with contextlib.suppress(OSError):
                state = path.stat()
                files.append((state.st_mtime, state.st_size, path))
        total = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if total <= self._limit:
                return
            if path != newest:
                with contextlib.suppress(OSError):
                    path.unlink()
                    total -= size
