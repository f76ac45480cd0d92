"""Where a missing paper comes from and what it costs, as the branch says it, else in the kiosk's own words."""

from collections.abc import Mapping

from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import PaperAdvice
from counter_server.protocol.terms import Form

from .office import Office

NOTHING_SAID = PaperAdvice()
BOTH = "both"


def where(paper: str, gone: str, office: Office, words: Locale) -> str:
    """What to do; `gone` is `original`, `copy` or `both`."""
    said = office.papers.get(paper, NOTHING_SAID)
    by_branch = _in(said.copy_where if gone == Form.COPY else said.where, words)
    if not by_branch:
        return words.say(f"kiosk.todo.{paper}_{gone}")
    return f"{by_branch} {words.say('kiosk.todo.then_copy')}" if gone == BOTH else by_branch


def cost(paper: str, gone: str, office: Office, words: Locale) -> str:
    """What it costs; empty where the branch says nothing of it."""
    said = office.papers.get(paper, NOTHING_SAID)
    return _in(said.copy_cost if gone == Form.COPY else said.cost, words)


def _in(by_language: Mapping[str, str], words: Locale) -> str:
    return by_language.get(words.language, "").strip()
