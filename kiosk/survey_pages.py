"""The survey's screens: a question and four faces, the end, and what became of the answers. In the phone's words."""

from counter_server.protocol.locale import Locale

from .office import Office
from .screen import Choice, Screen, page
from .survey_visit import ASKED, MARKS, Became
from .visit import Visit

DRAWN_AS = {"fee": "cost"}
"""Elements whose picture has another name."""


def question(visit: Visit, office: Office, words: Locale) -> Screen:
    """One of the nine."""
    element, n = visit.at.subject, ASKED.index(visit.at) + 1
    about = words.say(f"common.survey.element.{element}")
    said = visit.marks.get(element)
    return page(
        title=words.say(f"phone.survey.asks.{element}"),
        hint=words.say("phone.survey.hint") if n == 1 else "",
        note=words.say("kiosk.survey.step", n=n, all=len(ASKED), about=about),
        picture=DRAWN_AS.get(element, element),
        choices=tuple(
            Choice(
                key=str(mark),
                title=words.say(f"phone.survey.answer.{element}.{mark}"),
                icon=f"face_{mark}",
                chosen=mark == said,
            )
            for mark in MARKS
        ),
        second=words.say("kiosk.go_on" if said else "kiosk.skip"),
        third=words.say("phone.survey.enough") if visit.marks else "",
    )


def end(visit: Visit, office: Office, words: Locale) -> Screen:
    """All nine have been asked."""
    asks = "end" if visit.marks else "nothing"
    return page(
        title=words.say(f"phone.survey.{asks}"),
        hint=words.say(f"phone.survey.{asks}_hint"),
        picture="tell",
        action=words.say("phone.survey.send" if visit.marks else "kiosk.done"),
    )


def sending(visit: Visit, office: Office, words: Locale) -> Screen:
    """A moment's wait."""
    return page(title=words.say("kiosk.survey.sending"))


def sent(visit: Visit, office: Office, words: Locale) -> Screen:
    """Thanks, or why not."""
    became = visit.at.subject
    key = f"kiosk.survey.{became}" if became == Became.LOST else f"phone.survey.{became}"
    slow = became == Became.SLOW
    return page(
        title=words.say(key),
        hint=words.say(f"{key}_hint"),
        tone="good" if became == Became.THANKS else "warn",
        picture="face_4" if became == Became.THANKS else "",
        action=words.say("kiosk.survey.again" if slow else "kiosk.done"),
        second=words.say("kiosk.done") if slow else "",
    )
