"""The console's pages and partials in one language: templates, static files, words."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from counter_server.domain.identity import Region, districts_from_csv
from counter_server.protocol.locale import Locale
from counter_server.protocol.messages import BranchFace, CounterNow, StaffNow, Ticket
from counter_server.protocol.terms import Priority
from counter_server.setup import Setup
from counter_server.storage.present import Present

from . import console_floor as floor
from . import faces
from .console_view import DeskView
from .console_ways import WAYS
from .desk import Desk

HERE = Path(__file__).parent
REGIONS = "wilayah_1871.csv"
OF_NO_TICKET = ("pause", "issue", "pin", "sign-out")
"""Questions whose answer goes to an address of their own."""
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file of the console; `mark` changes with its content."""

    content: bytes
    kind: str
    mark: str


def load_static() -> dict[str, StaticFile]:
    """All static files by name, read once."""
    return {
        path.name: StaticFile(path.read_bytes(), KINDS[path.suffix], hashlib.sha256(path.read_bytes()).hexdigest()[:12])
        for path in sorted((HERE / "static").iterdir())
        if path.suffix in KINDS
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """What the sign-in page needs; `staff` and `counter` as they were chosen, `refused` the sentence of a refusal."""

    branch: BranchFace
    staff: Sequence[StaffNow]
    counters: Sequence[CounterNow]
    at: datetime
    chosen_staff: str = ""
    chosen_counter: str = ""
    refused: str = ""


def roster_of(present: Present, setup: Setup, at: int) -> SignIn:
    """Who may sign in, and where. `at`: milliseconds since 1970 UTC."""
    roster = [one.key for one in setup.branch.staff]
    members = sorted(present.members.values(), key=lambda one: roster.index(one.staff) if one.staff in roster else -1)
    return SignIn(
        branch=faces.branch_face(setup, present),
        staff=[faces.staff_now(member, setup) for member in members],
        counters=[faces.counter_now(counter, present, setup, faces.View.SUPERVISOR) for counter in setup.counters],
        at=setup.moment(at),
    )


@dataclass(frozen=True)
class Pages:
    """The pages in every language of the branch."""

    locales: Mapping[str, Locale]
    zone: tzinfo
    districts: Mapping[str, Region] = field(default_factory=dict)
    """The region table, by code."""

    @cached_property
    def static(self) -> dict[str, StaticFile]:
        """The static files by name."""
        return load_static()

    @cached_property
    def templates(self) -> Environment:
        """Strict: a name a template does not know is an error, not a blank."""
        return Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip

    def locale(self, language: str | None) -> Locale:
        """This language's words, or the branch's first language's."""
        return self.locales.get(language or "") or next(iter(self.locales.values()))

    def sign_in(self, locale: Locale, page: SignIn) -> str:
        """Who, where, PIN."""
        names = {one.staff: one.name for one in page.staff}
        return self._render(
            "sign_in.html", locale,
            branch=page.branch, roles=_by(page.staff, "role"), kinds=_by(page.counters, "kind"), names=names,
            now=page.at.astimezone(self.zone), staff=page.chosen_staff, counter=page.chosen_counter,
            refused=page.refused,
        )  # fmt: skip

    def phone(self, template: str, locale: Locale, **facts: Any) -> str:
        """A page for phones."""
        return self._render(template, locale, **facts)

    def hidden(self, locale: Locale, desk: Desk) -> dict[str, Any]:
        """What a hidden tab is told: the window's title, and what to draw attention to."""
        view = DeskView(desk, locale)
        return {"title": view.title, "notices": [{"key": one.key, "words": one.words} for one in view.hand.notices]}

    def console(self, locale: Locale, desk: Desk) -> str:
        """The whole page."""
        return self._of_desk("console.html", locale, desk)

    def regions(self, locale: Locale, desk: Desk) -> str:
        """Its living regions."""
        return self._of_desk("partial.html", locale, desk)

    def ask(self, locale: Locale, desk: Desk, verb: str, ticket: Ticket | None, **more: Any) -> str:
        """The question a verb asks first; `more` is what only this question names."""
        reasons = list(locale.under(f"console.reasons.{verb}").values())
        url = f"/console/{verb}" if verb in OF_NO_TICKET else ""
        if ticket and verb != "card":
            url = f"/console/tickets/{ticket.id}/{verb}"
        return self._of_desk(
            f"ask/{verb}.html", locale, desk,
            verb=verb, ticket=ticket, url=url, reasons=reasons, priorities=list(Priority), services=desk.services,
            request_id=str(uuid4()), chosen="documents_missing" if ticket and ticket.missing else "complete",
            **more,
        )  # fmt: skip

    def of_desk(self, template: str, locale: Locale, desk: Desk, **more: Any) -> str:
        """Another page of a desk."""
        return self._of_desk(template, locale, desk, **more)

    def _of_desk(self, template: str, locale: Locale, desk: Desk, **more: Any) -> str:
        view = DeskView(desk, locale, self.districts)
        if view.supervises:
            more |= {
                "ways": WAYS, "sums": floor.sums(desk.board),
                "places": floor.places(desk.board, desk.rulings), "elsewhere": floor.elsewhere(desk.board),
                "steps": floor.steps(desk.services),
                "queues": floor.queues(desk.board, desk.services, desk.waiting, desk.rulings, desk.waits),
            }  # fmt: skip
        return self._render(template, locale, view=view, words=view.words, **more)

    def _when(self, locale: Locale, at: datetime) -> str:
        here = at.astimezone(self.zone)
        month = locale.say(f"common.month_short.{here.month}")
        day = locale.say("common.written.date_short", day=here.day, month=month, year=here.year)
        return locale.say("common.written.moment", date=day, time=locale.time(here))

    def _render(self, template: str, locale: Locale, **facts: Any) -> str:
        return self.templates.get_template(template).render(
            language=locale.language,
            word=locale.say,
            t=lambda key, **told: locale.say(f"console.{key}", **told),
            counter_name=locale.counter,
            moment_of=lambda at: datetime.fromtimestamp(at / 1000, self.zone),
            clock=lambda at: locale.time(at.astimezone(self.zone)),
            when=lambda at: self._when(locale, at),
            date=lambda at: locale.date(at.astimezone(self.zone).date()),
            static=lambda name: f"/console/static/{name}?{self.static[name].mark}",
            **facts,
        )


def load_pages(assets: Path, languages: Sequence[str], zone: tzinfo) -> Pages:
    """The pages in these languages, the first being the branch's own."""
    locales = {language: Locale.load(assets / "locale", language) for language in languages}
    table = assets / REGIONS
    return Pages(locales, zone, districts_from_csv(table.read_text(encoding="utf-8") if table.exists() else ""))


def _by(records: Sequence[Any], attribute: str) -> list[tuple[str, list[Any]]]:
    """Grouped by an attribute, in the order the groups first appear."""
    first: dict[str, list[Any]] = {}
    for record in records:
        first.setdefault(str(getattr(record, attribute)), []).append(record)
    return list(first.items())
