"""What the visitor declared, held against what the service asks: what is missing, and where that leads."""

from collections.abc import Mapping, Sequence

from counter_server.protocol.terms import COVERED, For, Insurance, Paper, Residence

DOCUMENTS_MISSING = "documents_missing"
RESIDENCE_ELSEWHERE = "residence_elsewhere"
RESIDENCE_UNSURE = "residence_unsure"
INSURANCE_UNSURE = "insurance_unsure"
ANONYMOUS = "anonymous"

CIRCUMSTANCES = frozenset({DOCUMENTS_MISSING, RESIDENCE_ELSEWHERE, RESIDENCE_UNSURE, INSURANCE_UNSURE, ANONYMOUS})
"""Every word a step's `when` may hold."""


def missing(
    required: Mapping[Paper, tuple[str, ...]],
    held: Mapping[str, Sequence[str]],
    answers: Mapping[str, str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Per paper the forms still missing; a complete paper is left out.

    A paper nobody spoke of counts as not held. An anonymous patient has no papers to show, so nothing is asked.
    """
    if answers and answers.get("for") == For.ANONYMOUS:
        return {}
    lacking = {
        str(paper): tuple(form for form in forms if form not in held.get(paper, ()))
        for paper, forms in required.items()
    }
    return {paper: forms for paper, forms in lacking.items() if forms}


def circumstances(*, missing: Mapping[str, Sequence[str]], answers: Mapping[str, str]) -> frozenset[str]:
    """What may bring a new ticket to another first step (Service.first_step). An unanswered question says nothing."""
    holds = {
        DOCUMENTS_MISSING: bool(missing),
        RESIDENCE_ELSEWHERE: answers.get("residence") == Residence.ELSEWHERE,
        RESIDENCE_UNSURE: answers.get("residence") == Residence.UNSURE,
        INSURANCE_UNSURE: answers.get("insurance") == Insurance.UNSURE,
        ANONYMOUS: answers.get("for") == For.ANONYMOUS,
    }
    return frozenset(circumstance for circumstance, is_so in holds.items() if is_so)


def cover_elsewhere(answers: Mapping[str, str]) -> bool:
    """Whether other cover pays, so that P2KM does not. JKN that lapsed (`inactive`) is no cover."""
    return answers.get("insurance") in COVERED
