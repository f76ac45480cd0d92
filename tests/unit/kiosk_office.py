"""A small office for the tests of the kiosk's pure parts: claim, membership, without identity, information."""

from typing import Any

from counter_server.protocol.offer import Choice, Question, ServiceFace, Services, ServiceTexts
from counter_server.protocol.terms import For, Insurance, Residence
from kiosk.office import Office

BOTH = ["original", "copy"]
PAPERS = {"kk": BOTH, "ektp": BOTH}
HELP_WHEN = ["documents_missing", "residence_elsewhere", "residence_unsure", "insurance_unsure", "anonymous"]
HELP_FIRST: list[dict[str, Any]] = [{"key": "help", "role": "extra"}, {"key": "verification", "role": "verifier"}]
HELP_IF_NEEDED: list[dict[str, Any]] = [
    {"key": "help", "role": "extra", "when": HELP_WHEN},
    {"key": "verification", "role": "verifier"},
]


def question(key: str) -> Question:
    fixed = {"for": For, "insurance": Insurance, "residence": Residence}
    choices = [str(one) for one in fixed[key]] if key in fixed else ["rs-1", "rs-2"]
    return Question(key=key, choices=[Choice(key=one, texts={"id": one, "en": one}) for one in choices])


def service(letter: str, *, open: bool = True, identity: bool = False, hospital: bool = False) -> ServiceFace:
    asks = {"A": ["for", "insurance", "residence"], "K": ["for", "insurance", "residence"]}.get(letter, [])
    return ServiceFace(
        letter=letter,
        open=open,
        texts={"id": ServiceTexts(name=f"Layanan {letter}", short="…")},
        documents=PAPERS if letter in "AK" else {},
        questions=[question(key) for key in [*asks, *(["hospital"] if hospital and letter in "AL" else [])]],
        asks_identity=identity,
        steps=HELP_IF_NEEDED if letter in "AK" else HELP_FIRST,
    )


def office(*letters: str, closed: str = "", identity: bool = False, hospital: bool = False) -> Office:
    """Open services, the whole branch unless some are named; `closed` ones are there but take no tickets."""
    faces = [
        service(letter, open=letter not in closed, identity=identity, hospital=hospital)
        for letter in letters or ("A", "K", "L", "S")
    ]
    return Office().with_services(Services(services=faces))
