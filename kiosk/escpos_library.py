"""python-escpos, loaded in a third of its time."""

import json
import os
import shutil
from functools import cache
from types import ModuleType
from typing import cast

import yaml

READS_YAML = yaml.safe_load


@cache
def escpos_library() -> ModuleType:
    """The package with `capabilities` and `printer`. It leaves no folder behind.

    It reads its table of printers, 40 kB of JSON, with a YAML parser written in Python, which takes two thirds of the
    time and more memory than is given back; JSON's own reads the same out of it (python-escpos 3.1,
    escpos/capabilities.py)."""
    yaml.safe_load = json.load
    try:
        import escpos.capabilities
    finally:
        yaml.safe_load = READS_YAML
    import escpos.printer

    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:  # it leaves a new temporary folder behind at each start
        shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)
    return cast(ModuleType, escpos)
