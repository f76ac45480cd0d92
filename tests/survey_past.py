"""A period in which many have answered, written straight into a branch's database: for pages that show figures."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

from counter_server.domain.survey import Element

LIKED = {
    "requirements": 3.3, "procedure": 3.1, "time": 2.8, "fee": 4.0, "product": 3.4, "competence": 3.6, "conduct": 3.7,
    "complaints": 2.7, "facilities": 2.5,
}  # fmt: skip
VISITS, FAR = 400, 10**9
SERVICES = "A" * 12 + "K" * 4 + "S" * 2 + "L"


def a_past(data: Path, answers: int = 190) -> None:
    """So many answers on the day the database stands at, after VISITS visits; the same each time."""
    chance = Random(14)
    columns = ", ".join(map(str, Element))
    with closing(sqlite3.connect(data / "lalopa.db")) as database:
        (branch, day) = database.execute("SELECT branch, day FROM branch").fetchone()
        for _ in range(answers):
            marks = [min(4, max(1, round(chance.gauss(LIKED[element], 0.6)))) for element in Element]
            row = (branch, chance.getrandbits(60), day, chance.choice(SERVICES), chance.choice(["phone", "tablet"]))
            database.execute(
                f"INSERT INTO survey_answer (branch, id, day, service, channel, {columns}) "
                f"VALUES ({', '.join('?' * 14)})",
                (*row, *marks),
            )
        _visits(database, branch, day)
        database.commit()


def _visits(database: sqlite3.Connection, branch: str, day: str) -> None:
    columns = [(name, kind) for _, name, kind, *_ in database.execute("PRAGMA table_info(ticket)")]
    nothing: dict[str, object] = {name: "" if kind == "VARCHAR" else 0 for name, kind in columns}
    for n in range(VISITS):
        told = {"branch": branch, "id": FAR + n, "day": day, "letter": "A", "series": "", "n": FAR + n, "service": "A"}
        visit = nothing | told | {"status": "finished", "outcome": "complete", "request": f"past:{n}"}
        database.execute(f"INSERT INTO ticket VALUES ({', '.join('?' * len(columns))})", [visit[c] for c, _ in columns])
