"""The server's face to the network."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from . import device_routes, metrics, safety_routes, staff_routes, survey_kiosk, ticket_routes
from .answers import Gate, answer_refusals, told
from .counter import Counter
from .later import Later
from .openapi import Described
from .routes import Running
from .short_way import ShortWays
from .timekeeping import running

ABOUT = """Runs one office's counters: kiosks take tickets, staff call and serve, walls show and speak the calls.

Commands go up as POST and may be refused: `{"code", "facts"}`, the code stable, the words the reader's own. State comes
down as server-sent events from `/api/v1/events`, the whole board first. Times are ISO 8601 with offset. The branch
follows from the credential: a session's token from `POST /session`, or a device's key. Doing it twice does it once:
a kiosk makes one `request_id` per visitor and may repeat it until it is answered."""

TAGS = [
    {"name": "tickets", "description": "One visitor's place, and what staff do with it."},
    {"name": "staff", "description": "Signing in, being ready, calling the next."},
    {"name": "devices", "description": "Kiosks and displays: pairing, how they are, and what needs a hand."},
    {"name": "board", "description": "The present, its stream, and what displays report."},
    {
        "name": "antrean",
        "description": "In the shape of BPJS Antrean Online, for systems of other offices; off by default.",
    },
]


def create_app(counter: Counter, assets: Path, data: Path | None = None) -> FastAPI:
    """The API, the console and the health of one running branch. `assets` holds the words; `data` is the server's
    folder, None where it keeps no slides."""

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with running(counter), app.state.later.soon():
            yield

    app = Described(
        title="Lalopa", version="1", description=ABOUT, openapi_tags=TAGS, lifespan=lifespan,
        docs_url=None, redoc_url=None, openapi_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )  # fmt: skip
    app.state.counter, app.state.assets, app.state.data = counter, assets, data
    answer_refusals(app)
    # as they are: an included router is searched twice for each request
    for routes in (ticket_routes, staff_routes, device_routes, safety_routes, survey_kiosk):
        app.router.routes.extend(routes.router.routes)
    _health(app)
    app.state.later = Later(app)
    return app


def entrance(app: FastAPI) -> ASGIApp:
    """What a request meets first; as middleware of the application it would stand behind five layers of FastAPI's."""
    return Gate(ShortWays(app))


def _health(app: FastAPI) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def healthz(counter: Running) -> Response:
        """Alive and able to write: writes, through the writer, to a durable commit; asked often, once a second."""
        await counter.write_to_be_sure()
        return told({"status": "ok", "seq": counter.hub.seq})

    @app.get("/metrics", include_in_schema=False)
    async def measured(counter: Running) -> Response:
        """Prometheus text."""
        return PlainTextResponse(metrics.metrics(counter), media_type="text/plain; version=0.0.4")
