"""A folder of pictures: every ticket the stand-in printer cut, the newest also as `latest.png`."""

import time
from pathlib import Path

from PIL import Image

KEPT = 200
"""So many stay, the newest."""


class PictureFolder:
    """Made when it is not there; OSError when it cannot be."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    @property
    def latest(self) -> Path:
        """The newest picture, once there is one; never half written."""
        return self._folder / "latest.png"

    def keep(self, picture: Image.Image) -> Path:
        """Save it under a name that sorts by time."""
        path = self._folder / f"ticket-{time.time_ns()}.png"
        picture.save(path)
        newest = self._folder / "latest.png.new"
        picture.save(newest, "PNG")
        newest.replace(self.latest)
        for old in sorted(self._folder.glob("ticket-*.png"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return path
