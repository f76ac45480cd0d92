"""What the technician's corner says: a pure table from the corner to its words."""

from dataclasses import replace

from counter_server.protocol.locale import Locale

from .technician import At, Corner, Try, can_enter
from .technician_facts import facts, in_words
from .technician_rows import rows
from .technician_screen import CornerScreen

SETS_THE_PIN = "./run kiosk --set-technician-pin"


def told(corner: Corner, words: Locale) -> CornerScreen:
    """The page of this corner at this moment. Its end is announced on every page."""
    shown = _shown(corner, words)
    return replace(shown, hint=words.say("kiosk.technician.closes", seconds=corner.left)) if corner.left else shown


def _shown(corner: Corner, words: Locale) -> CornerScreen:
    match corner.at:
        case At.AWAY:
            return CornerScreen()
        case At.PIN:
            return _pin(corner, words)
        case At.DESK:
            return _desk(corner, words)
        case At.DETAILS:
            return replace(_page(corner, words), facts=facts(corner, words))
        case At.LOG:
            hint = words.say("kiosk.technician.log_hint", n=len(corner.log))
            return replace(_page(corner, words, hint=hint), log=corner.log)
    confirm = words.say(f"kiosk.technician.{corner.at}_confirm")
    return replace(_page(corner, words), note=words.say(f"kiosk.technician.{corner.at}_note"), confirm=confirm)


def _page(corner: Corner, words: Locale, *, hint: str = "") -> CornerScreen:
    return CornerScreen(
        page=str(corner.at),
        title=words.say(f"kiosk.technician.{corner.at}_title"),
        hint=hint,
        leave=words.say("kiosk.back"),
    )


def _pin(corner: Corner, words: Locale) -> CornerScreen:
    asks = corner.tried is not Try.NOT_SET
    note = words.say(f"kiosk.technician.pin.{corner.tried}", time=in_words(corner.wait, words))
    return CornerScreen(
        page=str(corner.at),
        title=words.say("kiosk.technician.pin_title"),
        hint=words.say("kiosk.technician.pin_hint") if asks else "",
        note=note if asks else f"{note}\n{SETS_THE_PIN}",
        tone="warn" if corner.tried in (Try.WRONG, Try.WAITING, Try.NOT_SET) else "calm",
        dots=len(corner.digits),
        asks_pin=asks,
        may_type=corner.tried in (Try.ASKED, Try.WRONG),
        may_enter=can_enter(corner),
        confirm=words.say("kiosk.technician.enter"),
        leave=words.say("kiosk.back"),
    )


def _desk(corner: Corner, words: Locale) -> CornerScreen:
    return CornerScreen(
        page=str(corner.at),
        title=words.say("kiosk.technician.desk_title"),
        hint=words.say("kiosk.technician.desk_hint"),
        rows=rows(corner, words),
        leave=words.say("kiosk.technician.done"),
    )
