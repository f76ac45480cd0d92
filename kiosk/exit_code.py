"""How the program ends: closed for good, or to be begun anew at once."""

import os
import sys

CLOSED, RESTART = 0, 95


def begin_anew(code: int) -> int:
    """The exit code; where the technician asked for it, the program begins anew in this very process instead, so that
    whoever started it (a service manager, the demonstration) need not know."""
    if code == RESTART:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
    return code
