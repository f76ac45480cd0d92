"""How the pages of settings answer: shown with the bar of the desk, and whoever may not see them is shown her own."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from counter_server.domain.refusals import NotAllowed, NotFound, NotSignedIn, Refusal

from .console_answers import desk, locale_of, page, pages_of
from .setting_desk import Standing, words_of
from .setting_sections import BY_HAND, SECTIONS
from .setting_words import SettingWords

Handler = Callable[..., Awaitable[Response]]


def guarded(handler: Handler) -> Handler:
    """Who is not signed in, or not in charge, finds her own desk."""

    @functools.wraps(handler)
    async def answered(request: Request, *given: Any, **named: Any) -> Response:
        try:
            return await handler(request, *given, **named)
        except (NotSignedIn, NotAllowed):
            return RedirectResponse("/console", status_code=303)
        except NotFound:
            return RedirectResponse("/console/settings", status_code=303)

    return answered


def section_title(key: str, words: SettingWords) -> str:
    """Of a section: its own words, or the setting's."""
    own = f"console.settings.section.{key}"
    return words.locale.say(own) if words.locale.has(own) else words.of(key, "").label


async def show(
    request: Request, template: str, known: Standing, *, refusal: Refusal | None = None, **more: Any
) -> Response:
    """A page of settings."""
    locale, words = locale_of(request), words_of(request)
    tried = more.get("tried")
    refusal = refusal or (tried.refusal if tried else None)
    saved = request.query_params.get("saved", "")
    shown = {
        "way": "settings", "summary": [], "made_from": 0, "title": "", "section": None, "letter": "", **more,
        "hand_made": [(one.key, section_title(one.key, words)) for one in BY_HAND],
        "others": [(key, section_title(key, words)) for key in SECTIONS if SECTIONS[key] not in BY_HAND],
        "offered": [(letter, _service_name(known, letter, locale.language)) for letter in known.letters],
        "refused": locale.refusal(refusal.code, refusal.facts) if refusal else "",
        "is_stale": refusal is not None and refusal.code == "changed_meanwhile",
        "saved": int(saved) if saved.isascii() and saved.isdigit() and len(saved) < 9 else None,
        "name_of": known.name, "settings_url": request.url.path,
    }  # fmt: skip
    content = pages_of(request).of_desk(template, locale, await desk(request), **shown)
    return page(content, status=refusal.status if refusal else 200)


def _service_name(known: Standing, letter: str, language: str) -> str:
    texts = known.document(letter)["texts"]
    return str((texts.get(language) or next(iter(texts.values())))["name"])
