"""How the paper says who waits before her, and how long. Pure."""

from counter_server.protocol.locale import Locale

from .printed_matter import PaperTicket


def ahead_words(ticket: PaperTicket, locale: Locale, table: str) -> str:
    """How many are ahead, in words of this table of `paper`; empty where nobody knows."""
    if ticket.ahead is None:
        return ""
    key = {0: "none", 1: "one"}.get(ticket.ahead, "many")
    return locale.say(f"paper.{table}.{key}", n=ticket.ahead)


def estimate_words(ticket: PaperTicket, locale: Locale, table: str) -> str:
    """How long it takes, likewise."""
    if not ticket.estimate:
        return ""
    if ticket.after_closing:
        return locale.say(f"paper.{table}.after_closing")
    low, high = ticket.estimate
    return locale.say(f"paper.{table}.{'estimate_same' if low == high else 'estimate'}", low=low, high=high)
