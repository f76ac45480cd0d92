"""What every test stands on."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.pictures.comparison import Picture

# A slow machine is no fault of the rule under test. The same examples each time: a change is not red by chance.
settings.register_profile("counter", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("chance", settings.get_profile("counter"), derandomize=False)
settings.load_profile("counter")


@pytest.fixture
def approved(tmp_path: Path) -> "Callable[[Picture, str], None]":
    """`approved(picture, name)`: a PIL image or a PNG's path is what was approved under this name (tests/pictures)."""
    from tests.pictures.comparison import check

    return lambda picture, name: check(picture, name, failed=tmp_path / "pictures")
