"""What shows who asks: PINs with Argon2, tokens, cookies, and that a cookie's request is our own page's."""

import logging
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import Request, Response
from starlette.types import Scope

from counter_server.domain.refusals import NotSignedIn, WrongOrigin
from counter_server.operations.callers import token_hash

log = logging.getLogger(__name__)
COOKIE = "lalopa_session"
SECURE_COOKIE = "__Host-lalopa_session"
"""Under TLS: with this name a browser takes it from this very host only, and never sends it in the clear."""
BROWSER, SECURE_BROWSER = "lalopa_browser", "__Host-lalopa_browser"
"""By which a browser is known again that somebody has signed in with; it opens nothing (decisions/0018)."""
DEMO_PIN = "246810"

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def hash_pin(pin: str) -> str:
    """What the database keeps."""
    return _hasher.hash(pin)


def matches(hashed: str, pin: str) -> bool:
    """Takes as long for somebody who has no PIN."""
    try:
        return _hasher.verify(hashed or _NOBODY, pin)
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    """A session's token: 256 random bits."""
    return secrets.token_urlsafe(32)


LENGTH_OF_TOKEN = len(new_token())


def credential_in(scope: Scope) -> str:
    """The hash of the caller's token: from the Authorization header, else from the cookie of a page of ours."""
    for name, given in scope["headers"]:
        if name == b"authorization":
            scheme, _, token = given.decode("latin-1").partition(" ")
            if scheme.lower() != "bearer" or not token.strip():
                raise NotSignedIn()
            return token_hash(token.strip())
    return _of_page(Request(scope))


def credential(request: Request) -> str:
    """The same."""
    return credential_in(request.scope)


def _of_page(request: Request) -> str:
    token = request.cookies.get(cookie_name(request), "")
    if not token:
        raise NotSignedIn()
    check_origin(request)
    return token_hash(token)


def cookie_name(request: Request) -> str:
    """The session's cookie, under TLS another than in the clear."""
    return SECURE_COOKIE if request.scope["scheme"] == "https" else COOKIE


def give_cookie(answer: Response, request: Request, token: str) -> None:
    """For this host's pages only: no script reads it, no other site's request carries it."""
    secure = request.scope["scheme"] == "https"
    answer.set_cookie(cookie_name(request), token, path="/", httponly=True, samesite="strict", secure=secure)


def browser_of(request: Request) -> str:
    """By what this browser is known, or will be once somebody has signed in with it."""
    known = request.cookies.get(SECURE_BROWSER if request.scope["scheme"] == "https" else BROWSER, "")
    return known if len(known) == LENGTH_OF_TOKEN else new_token()


def know_browser(answer: Response, request: Request, known: str, days: int) -> None:
    """So long this browser is known, by no script and to no other site."""
    secure = request.scope["scheme"] == "https"
    name = SECURE_BROWSER if secure else BROWSER
    age = days * 24 * 3600
    answer.set_cookie(name, known, max_age=age, path="/", httponly=True, samesite="strict", secure=secure)


def take_cookie(answer: Response, request: Request) -> None:
    """The browser forgets it."""
    secure = request.scope["scheme"] == "https"
    answer.delete_cookie(cookie_name(request), path="/", httponly=True, samesite="strict", secure=secure)


def check_origin(request: Request) -> None:
    """A cookie counts only for requests of our own pages."""
    if request.method in ("GET", "HEAD"):
        return
    origin = request.headers.get("origin")
    ours = f"{request.scope['scheme']}://{request.headers.get('host', '')}"
    site = request.headers.get("sec-fetch-site")
    if (origin is not None and origin != ours) or (origin is None and site not in ("same-origin", "none")):
        who = request.client.host if request.client else ""
        log.warning("refused: a page of %.100r for %.100r from %s", origin or site, request.url.path, who)
        raise WrongOrigin()
