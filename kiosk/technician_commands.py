"""What the technician wants on the command line: a PIN set, a new roll noted."""

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime

from counter_server.protocol.branch_file import BranchFile
from counter_server.protocol.locale import Locale

from .arguments import printer_wanted
from .technician_pin import pin_lock, unfit
from .ticket_paper import paper_roll


def set_technician_pin(wanted: Namespace, branch: BranchFile) -> int:
    """Asks for a new PIN, twice and without an echo, and keeps its hash; the program's exit code."""
    import getpass

    words = _words(wanted, branch)
    ask: Callable[[str], str] = getpass.getpass if sys.stdin.isatty() else lambda _: sys.stdin.readline().strip()
    pin = ask(words.say("kiosk.program.pin_first") + " ")
    said = ""
    if unfit(pin):
        said = words.say("kiosk.program.pin_unfit")
    elif ask(words.say("kiosk.program.pin_again") + " ") != pin:
        said = words.say("kiosk.program.pin_differs")
    else:
        try:
            pin_lock(wanted.data, lambda: datetime.now(UTC)).set_pin(pin)
        except OSError as full:
            said = words.say("kiosk.program.pin_not_kept", reason=str(full))
    if said:
        print(said, file=sys.stderr)
        return 2
    print(words.say("kiosk.program.pin_kept"))
    return 0


def note_new_roll(wanted: Namespace, branch: BranchFile) -> int:
    """Whoever changed the roll tells; a kiosk that runs meanwhile takes it up with its next look at the printer."""
    words = _words(wanted, branch)
    try:
        paper_roll(printer_wanted(branch.printer, wanted.printer), wanted.data).changed()
    except OSError as full:
        print(words.say("kiosk.program.roll_not_kept", reason=str(full)), file=sys.stderr)
        return 2
    print(words.say("kiosk.program.roll_kept"))
    return 0


def _words(wanted: Namespace, branch: BranchFile) -> Locale:
    return Locale.load(wanted.assets / "locale", str(branch.branch.languages[0]))
