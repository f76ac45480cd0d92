"""What people look at, and what only some offices turn on: loaded after the server answers machines (`later.py`)."""

from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from . import (
    antrean,
    console,
    console_alert_list,
    console_devices,
    console_interfaces,
    console_plan,
    console_reports,
    console_rulings,
    console_safety,
    console_setting_files,
    console_setting_history,
    console_settings,
    console_slides,
    console_survey,
    phone,
    phone_take,
    survey_phone,
    survey_public,
    survey_tablet,
)
from .console_pages import Pages, load_pages
from .counter import Counter
from .report_work import ReportWork
from .survey_reports import Drawn

PAGES = (
    console_safety, console_devices, console_survey, console_reports, console_plan, console_interfaces,
    console_alert_list, console_rulings, console_setting_history, console_setting_files, console_slides,
    console_settings, console, phone, phone_take, survey_phone, survey_tablet, survey_public,
)  # fmt: skip
"""In this order: those that share an address's beginning with the console's own stand before it, for its are wider."""
DESCRIPTION = "/api/v1/openapi.json"


@dataclass(frozen=True, slots=True)
class Rest:
    """What was read from files, to be put into a running application."""

    pages: Pages
    fonts: Path

    def join(self, app: FastAPI) -> None:
        """In the event loop, where nothing else happens meanwhile."""
        counter: Counter = app.state.counter
        app.state.pages, app.state.survey_sheets = self.pages, Drawn(self.fonts)
        counter.phones.locales = self.pages.locales
        counter.reports.begin(ReportWork(counter, self.pages.locales, self.fonts))
        app.router.routes.extend(antrean.router.routes)  # as they are: an included router is searched twice
        for pages in PAGES:
            app.include_router(pages.router)
        app.openapi_url = DESCRIPTION  # not before: it tells of all of them
        app.setup()


def read(app: FastAPI) -> Rest:
    """In any thread."""
    assets: Path = app.state.assets
    setup = app.state.counter.setup
    languages = [str(language) for language in setup.branch.branch.languages]
    return Rest(load_pages(assets, languages, setup.zone), assets / "fonts")
