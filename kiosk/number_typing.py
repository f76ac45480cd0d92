"""Numbers as they come in: a finger on the pad, or a scanner that types."""

from collections.abc import Callable
from typing import Protocol

from . import flow
from .scanner import LINE_ENDS, Scanner
from .view_model import KioskView
from .visit import Page, Visit


class Received(Protocol):
    """What typing needs of kiosk.reception.Reception."""

    view: KioskView

    @property
    def visit(self) -> Visit: ...

    def show(self, visit: Visit) -> None: ...


class NumberTyping:
    """Takes the keys of a visit's numbers. `whole`: what is done at the end of a scanner's line."""

    def __init__(self, received: Received, whole: Callable[[], None]) -> None:
        self._received, self._whole = received, whole
        self._scanner = Scanner()
        view = received.view
        view.typed.connect(lambda digit: self._stands(view.told.digits + digit))
        view.erased.connect(lambda: self._stands(view.told.digits[:-1]))
        view.keyed.connect(self._keyed)
        view.entered.connect(self._entered)

    def forget(self) -> None:
        """Nothing of a visit's numbers stays behind."""
        self._scanner.forget()

    def _stands(self, digits: str) -> None:
        self._received.show(flow.type_number(self._received.visit, digits))

    def _keyed(self, text: str) -> None:
        if text in LINE_ENDS:
            self._entered()
        else:
            told = self._received.view.told.digits
            stood = told if told.isdecimal() else ""  # masked: a new number begins, or the old one stays
            digits = self._scanner.key(text, stood)
            if digits != stood:
                self._stands(digits)
            else:
                self._received.show(self._received.visit)
            if self._scanner.strays:
                self._received.show(flow.refuse_code(self._received.visit, digits))

    def _entered(self) -> None:
        before = self._scanner.end()
        if self._received.visit.at.page is not Page.IDENTITY:
            return
        if before is None:
            self._whole()
        else:
            self._received.show(flow.refuse_code(self._received.visit, before))
