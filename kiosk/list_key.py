"""`Cetak daftar ini`: the words on its key, and what became of the list."""

from counter_server.protocol.locale import Locale

from .visit import Visit


def list_word(visit: Visit, words: Locale, letter: str) -> str:
    """The words on the key; empty once the list of this service was asked for."""
    return words.say("kiosk.list.print") if visit.listing is None and letter not in visit.listed else ""


def list_note(visit: Visit, words: Locale) -> str:
    """How the printing stands; empty where no list was asked for."""
    return words.say(f"kiosk.list.{visit.listing}") if visit.listing is not None else ""
