"""Programs of other offices that may take tickets: who they are is set by a command, on the server itself."""

from counter_server.storage import interfaces, statements
from counter_server.storage.day import Day

from .antrean import PARTNER
from .sign_in_safety import EVERYBODY, locked

COMMAND = "command"


def set_password(day: Day, *, partner: str, password_hash: str) -> None:
    """The program of this user name shows this password from now on; nothing is held against it. An empty hash: it may
    ask no more. Its tokens are worth nothing from this moment."""
    values = {"branch": day.branch, "partner": partner, "password_hash": password_hash, "at": day.now}
    if not password_hash:
        day.line.do(interfaces.drop_partner, branch=day.branch, partner=partner)
    elif not day.line.do(interfaces.save_password, **values):
        day.line.do(interfaces.add_partner, **values, day="", taken=0)
    staff = PARTNER + partner
    for row in day.line.all(statements.tries_of, branch=day.branch, staff=staff):
        day.line.do(statements.drop_tries, branch=day.branch, staff=staff, address=str(row[2]))
    for of_whom, address in locked(day.line, day.branch, day.now):
        if of_whom == EVERYBODY:
            day.line.do(statements.drop_tries, branch=day.branch, staff=EVERYBODY, address=address)
    day.record("configure", who=COMMAND, subject=f"antrean:{partner}", payload={"password": bool(password_hash)})
