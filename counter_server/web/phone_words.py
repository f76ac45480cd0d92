"""A ticket's state in the visitor's words, as its page shows it before the first word of its stream. Pure."""

from counter_server.protocol.locale import Locale
from counter_server.protocol.terms import Is

from .phone_state import Follower, worded


def ahead(shown: Follower, words: Locale) -> str:
    """How many go first; empty for whoever does not wait."""
    if shown.status is not Is.WAITING:
        return ""
    if shown.more:
        return words.say("phone.many_ahead", n=shown.ahead)
    if shown.ahead > 1:
        return words.say("phone.ahead", n=shown.ahead)
    return words.say("phone.one_ahead" if shown.ahead else "phone.next")


def wait(shown: Follower, words: Locale) -> str:
    """How long it will take, a range of minutes; empty where nobody can tell."""
    if shown.wait is None:
        return ""
    if shown.wait.after_closing:
        return words.say("phone.after_closing")
    if shown.more:
        return words.say("phone.wait_over", low=shown.wait.low)
    key = "phone.wait" if shown.wait.low else "phone.wait_under"
    return words.say(key, **{name: getattr(shown.wait, name) for name in words.placeholders(key)})


def title(shown: Follower, words: Locale) -> str:
    """Of the tab: read at a glance among others."""
    counter = worded(shown, words)["counter"]
    state = f"{words.say(f'phone.state.{shown.status}')} {counter}".strip()
    return f"{shown.number} · {ahead(shown, words) or state}"
