"""Keeps Python's constants alive under PySide6.

PySide6 6.12 is built as for Python 3.12, where None, True and False cannot die, and hands them out without counting:
each `Signal.emit()` costs a reference to True, each call of a method that returns nothing one to None. Under Python
3.11 the process is ended by "bool_dealloc" or "none_dealloc: deallocating None" some hundred or thousand calls later.
"""

import ctypes
import sys

CONSTANTS = (None, True, False, NotImplemented, Ellipsis)

ENOUGH = 2**48
"""A million calls a second for nine years."""


def make_constants_last() -> None:
    """Give them more references than a process can lose. To be done once, when the program begins."""
    if sys.version_info < (3, 12):
        for constant in CONSTANTS:
            ctypes.c_ssize_t.from_address(id(constant)).value += ENOUGH  # ob_refcnt is an object's first field
