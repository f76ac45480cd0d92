"""The survey at a kiosk, by the key of the machine: it may send answers and is told nothing."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from counter_server.domain import refusals as no
from counter_server.domain.survey import HIGHEST, LOWEST, Element
from counter_server.operations.surveying import Asked

from .answers import refusals
from .bodies import Body
from .openapi import ToldRoute
from .routes import API, COMMAND, Credential, Running

router = APIRouter(prefix=API, route_class=ToldRoute)
Mark = Annotated[int, Field(ge=LOWEST, le=HIGHEST, strict=True)]


class SurveyBody(Body):
    """What one visitor answered, and nothing of her."""

    marks: Annotated[dict[Element, Mark], Field(min_length=1)] = Field(
        description="By element, 1 to 4; those she passed over are left out."
    )


@router.post(
    "/survey", status_code=204, tags=["devices"], responses=refusals(*COMMAND, no.SurveyClosed, no.TooManyTries)
)
async def answer(body: SurveyBody, counter: Running, credential: Credential) -> Response:
    """A visitor has answered the survey at a kiosk. The answers are mixed with others before they are written; sent
    again they count again."""
    (await counter.caller(credential)).may("answer")
    if not counter.survey.on_kiosks:
        raise no.SurveyClosed()
    counter.survey.pace(credential)
    counter.survey.take(body.marks, Asked.KIOSK)
    return Response(status_code=204)
