"""A NIK or KK number being typed or scanned: told at once what cannot be, kindly, and never more than that."""

from counter_server.domain.identity import masked
from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Paper

from .number_check import NumberCheck, check_number
from .office import Office
from .screen import Screen, page
from .visit import Visit


def identity(visit: Visit, office: Office, words: Locale) -> Screen:
    """The number on the screen. A region elsewhere is no mistake, and not spoken of."""
    key = visit.at.subject
    digits = visit.numbers.get(key, "")
    check = check_number(key, digits)
    tone = "warn" if visit.code_refused or check.mistake else "good" if check.good else "calm"
    skippable = office.identity_skippable
    return page(
        title=words.say(f"kiosk.identity.{key}"),
        hint=words.say(f"kiosk.identity.{'hint' if skippable else 'needed'}_{key}"),
        note=_note(visit, key, digits, check, words),
        tone=tone,
        digits=masked(digits) if key in visit.entered else digits,
        picture=str(Paper.KK if key == "kk" else Paper.EKTP),
        action=words.say("kiosk.go_on") if check.good else "",
        second=words.say("kiosk.skip") if skippable else "",
    )


def _note(visit: Visit, key: str, digits: str, check: NumberCheck, words: Locale) -> str:
    if visit.code_refused:
        return words.say(f"kiosk.identity.not_{key}")
    if check.mistake:
        return words.say(f"kiosk.identity_mistake.{key}_{check.mistake}", **check.facts)
    if check.good:
        return words.say("kiosk.identity.good")
    if not digits:
        return words.say("kiosk.identity.scan")
    return words.say("kiosk.identity.left", n=check.left) if check.left > 1 else words.say("kiosk.identity.one_left")
