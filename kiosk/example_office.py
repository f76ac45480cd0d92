"""An office for looking at the screens without a server: the services of `assets/services`, all open."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from counter_server.protocol.branch_file import load_branch
from counter_server.protocol.offer import Choice, Contact, Question, ServiceFace, Services, ServiceTexts
from counter_server.protocol.terms import For, Insurance, Residence

FIXED = {"for": For, "insurance": Insurance, "residence": Residence}
HOSPITALS = (
    "RSUD dr. A. Dadi Tjokrodipo",
    "RSUD Dr. H. Abdul Moeloek",
    "RS Bhayangkara",
    "RS Advent",
    "RS Graha Husada",
    "RS Bumi Waras",
    "RSIA Restu Bunda",
    "RS Imanuel Way Halim",
)

SOMEBODY = Contact(name="Petugas pendaftaran", whatsapp="6280000000000")
"""Nobody's number: none begins so."""


def example_services(
    assets: Path, *, hospitals: bool = False, identity: bool = False, survey: bool = False
) -> Services:
    """As the server would tell them; `hospitals` and `identity`: with these questions asked, and a contact there is;
    `survey`: with those asked who have been served."""
    files = sorted((assets / "services").glob("*.toml"))
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    branch = load_branch(assets / "branch.toml")
    return Services(
        services=[_face(table, hospitals=hospitals, identity=identity) for table in tables],
        papers={str(paper): place.as_told() for paper, place in branch.papers.items()},
        pledge=branch.pledge.as_told(demo=True),
        contact=SOMEBODY,
        survey=survey,
    )


def closed_services(assets: Path, opens: datetime) -> Services:
    """The same, after hours."""
    services = [
        ServiceFace(
            letter=face.letter,
            open=False,
            opens=opens,
            texts=face.texts,
            documents=face.documents,
            questions=face.questions,
            pictures=face.pictures,
            steps=face.steps,
        )
        for face in example_services(assets).services
    ]
    return Services(services=services, survey=True)


def _face(table: dict[str, Any], *, hospitals: bool, identity: bool) -> ServiceFace:
    questions = [_question(key) for key in table.get("questions", ()) if key in FIXED or hospitals]
    return ServiceFace(
        letter=table["letter"],
        open=True,
        texts={language: ServiceTexts(**said) for language, said in table["texts"].items()},
        documents=table.get("documents", {}),
        questions=questions,
        pictures=table.get("pictures", {}),
        asks_identity=identity and bool(table.get("documents")),
        steps=table["steps"],
    )


def _question(key: str) -> Question:
    if key in FIXED:
        return Question(key=key, choices=[Choice(key=str(one), texts={}) for one in FIXED[key]])
    named = [Choice(key=f"rs-{n}", texts={"id": name, "en": name}) for n, name in enumerate(HOSPITALS, 1)]
    return Question(key=key, choices=named)
