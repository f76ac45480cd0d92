"""The console's page of what if, for the person in charge: how long visitors would wait with another team, other hours,
another way of calling; and how right the waits were that visitors were told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from pydantic import Field

from counter_server.domain.refusals import NotAllowed, NotSignedIn, Refusal
from counter_server.plan_view import Row, Shown, accuracy_rows, choices, shown
from counter_server.planning import MOST_STAFF, Wish, usual
from counter_server.protocol.terms import Mode

from .bodies import Body
from .console_answers import Form, counter_of, desk, locale_of, page, pages_of, refused
from .console_commands import checked, text
from .counter import Counter
from .credentials import credential
from .planning_desk import weekdays_ahead

router = APIRouter(prefix="/console/plan", include_in_schema=False)
FIELDS = ("day", "verifiers", "extras", "opens", "closes", "mode", "weight", "within", "goal")


class PlanBody(Body):
    """A question, as its form has it. `goal`: percent."""

    day: date
    verifiers: Annotated[int, Field(ge=1, le=MOST_STAFF)]
    extras: Annotated[int, Field(ge=0, le=MOST_STAFF)] = 0
    opens: time | None = None
    closes: time | None = None
    mode: Mode = Mode.PUSH
    weight: Annotated[float, Field(ge=1, le=100)] = 3.0
    within: Annotated[int, Field(ge=1, le=480)] = 30
    goal: Annotated[int, Field(ge=1, le=100)] = 90

    def wish(self) -> Wish:
        """The question."""
        facts = {name: getattr(self, name) for name in FIELDS if name != "goal"}
        return Wish(**facts, goal=self.goal / 100)


@router.get("")
async def plan(request: Request) -> Response:
    """The page; who may not see it is shown her own."""
    try:
        return await _shown(request, "plan_page.html")
    except (NotSignedIn, NotAllowed):
        return RedirectResponse("/console", status_code=303)


@router.get("/now")
async def plan_now(request: Request) -> Response:
    """Its living regions: how far the reckoning is, and what came of it."""
    try:
        return await _shown(request, "plan_partial.html")
    except Refusal as refusal:
        return await refused(request, refusal)


@router.post("")
async def ask(request: Request, form: Form) -> Response:
    """What if."""
    try:
        await _may(request)
        given = checked(PlanBody, {name: found for name in FIELDS if (found := text(form, name)) is not None})
        counter_of(request).planning.ask(given.wish())
        return await _shown(request, "plan_partial.html")
    except Refusal as refusal:
        return await _refused(request, refusal)


@router.post("/stop")
async def stop(request: Request) -> Response:
    """Nobody wants to know any more."""
    try:
        await _may(request)
        await counter_of(request).planning.end()
        return await _shown(request, "plan_partial.html")
    except Refusal as refusal:
        return await refused(request, refusal)


async def _may(request: Request) -> None:
    (await counter_of(request).caller(credential(request))).may("configure")


async def _shown(request: Request, template: str, *, said: Mapping[str, Any] | None = None) -> Response:
    await _may(request)
    counter, locale = counter_of(request), locale_of(request)
    now, planned = await desk(request), counter.planning.planned
    today = date.fromisoformat(counter.present.day)
    ahead = weekdays_ahead(today, counter.setup)
    wish = (
        planned.wish
        if planned
        else usual(counter.setup, ahead[0] if ahead else today, counter.present.members.values())
    )
    answer = None
    if planned and planned.result and planned.asked:
        answer = _drawn(shown(planned.wish, planned.asked, planned.result, locale, counter.setup.zone))
    more = {
        "wish": wish, "planned": planned, "answer": answer, "most_staff": MOST_STAFF,
        "days": choices(await counter.planning.days(), ahead, locale), "modes": list(Mode),
        "accuracy": accuracy_rows(counter.outlooks.outcomes, locale), "measured": _measured(counter, locale.language),
        "desk_url": "/console/plan/now", "way": "plan",
    }  # fmt: skip
    return page(pages_of(request).of_desk(template, locale, now, **more), said=said)


def _drawn(answer: Shown) -> Shown:
    """Its charts are ours, with the words in them escaped."""
    teams, day = Markup(answer.teams_chart), Markup(answer.day_chart)  # noqa: S704
    return replace(answer, teams_chart=teams, day_chart=day)


def _measured(counter: Counter, language: str) -> list[Row]:
    """Of each step with visits: how many, their mean minutes, and the minutes promised."""
    setup, means = counter.setup, counter.outlooks.foresight.mean_minutes
    rows = []
    for step, n in sorted(counter.outlooks.measured().items()):
        letter, _, key = step.partition("/")
        if n and letter in setup.services and step in means:
            promised = setup.services[letter].service.step(key).standard_minutes
            name = f"{setup.services[letter].texts[language].name}|{key}"
            rows.append(Row(name, (str(n), str(round(means[step])), str(promised))))
    return rows


async def _refused(request: Request, refusal: Refusal) -> Response:
    if isinstance(refusal, NotSignedIn | NotAllowed):
        return await refused(request, refusal)
    words = locale_of(request).refusal(refusal.code, refusal.facts)
    return await _shown(request, "plan_partial.html", said={"lalopa:said": {"text": words, "kind": "refused"}})
