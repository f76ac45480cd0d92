"""The short way to a route of the API: its body read straight from the bytes, its endpoint called at once.

FastAPI describes these routes and could answer them too; its dependency solver alone costs more processor time than the
operation. What the two ways refuse, and in which order, is the same: 413 and 415 at the gate, 401 and 403 for the
credential, 400 and 422 for what cannot be read, then whatever the operation says. A route whose endpoint takes what
this way does not know is answered by FastAPI.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from inspect import Parameter, signature
from typing import Any, get_args, get_type_hints

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from counter_server.domain.refusals import Refusal

from .answers import failed, refused, unfit
from .credentials import credential_in
from .openapi import ToldRoute
from .routes import Credential, Running

Check = Callable[[Any], Any]
"""Turns what came into what an endpoint takes; raises ValidationError."""


@dataclass(frozen=True, slots=True)
class Takes:
    """What an endpoint takes, by the name of its parameter; None where it takes none."""

    counter: str | None = None
    credential: str | None = None
    request: str | None = None
    path: tuple[str, Check] | None = None
    body: tuple[str, Check] | None = None
    needs_body: bool = False

    @classmethod
    def of(cls, route: APIRoute) -> "Takes | None":
        """None where this way does not know what to give it."""
        hints = get_type_hints(route.endpoint, include_extras=True)
        found: dict[str, Any] = {}
        for name, parameter in signature(route.endpoint).parameters.items():
            kind = _kind_of(name, hints[name], route)
            if kind is None or kind in found:
                return None
            found[kind] = (name, _check_of(kind, hints[name])) if kind in ("path", "body") else name
            if kind == "body":
                found["needs_body"] = parameter.default is Parameter.empty
        answers = hints.get("return")
        if not (isinstance(answers, type) and issubclass(answers, Response)) or route.dependencies:
            return None
        return cls(**found) if ("path" in found) == ("{" in route.path) else None


def _kind_of(name: str, hint: Any, route: APIRoute) -> str | None:
    if hint == Running:
        return "counter"
    if hint == Credential:
        return "credential"
    if hint is Request:
        return "request"
    if f"{{{name}}}" in route.path:
        return "path"
    kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not type(None)]
    return "body" if all(isinstance(kind, type) and issubclass(kind, BaseModel) for kind in kinds) else None


def _check_of(kind: str, hint: Any) -> Check:
    adapter: TypeAdapter[Any] = TypeAdapter(hint)
    return adapter.validate_json if kind == "body" else adapter.validate_python


class Way:
    """One route's."""

    def __init__(self, route: APIRoute, takes: Takes) -> None:
        self.route, self.endpoint, self.takes = route, route.endpoint, takes

    async def __call__(self, given: str, scope: Scope, receive: Receive, send: Send) -> None:
        """`given`: what stands in the address where the route has its parameter."""
        scope["route"] = self.route
        try:
            answer: Response = await self.endpoint(**await self._arguments(given, scope, receive))
        except Refusal as refusal:
            answer = refused(refusal)
        except ClientDisconnect:
            return
        except Exception as error:
            answer = failed(scope, error)
        await answer(scope, receive, send)

    async def _arguments(self, given: str, scope: Scope, receive: Receive) -> dict[str, Any]:
        takes, problems = self.takes, []
        arguments: dict[str, Any] = {}
        content = await _body(receive) if takes.body else b""
        if takes.request:
            arguments[takes.request] = Request(scope, receive)
        if takes.counter:
            arguments[takes.counter] = scope["app"].state.counter
        if takes.credential:
            arguments[takes.credential] = credential_in(scope)
        if takes.path:
            problems += _put(arguments, "path", *takes.path, given)
        if takes.body and content:
            problems += _put(arguments, "body", *takes.body, content)
        elif takes.needs_body:
            problems.append({"loc": ("body",), "type": "missing"})
        if problems:
            raise await unfit(Request(scope, receive), problems)
        return arguments


async def _body(receive: Receive) -> bytes:
    content, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        content, more = content + message.get("body", b""), message.get("more_body", False)
    return content


def _put(arguments: dict[str, Any], place: str, name: str, check: Check, given: Any) -> list[dict[str, Any]]:
    """Checks and keeps an argument; what is wrong with it, as FastAPI tells it."""
    try:
        arguments[name] = check(given)
    except ValidationError as wrong:
        where = (place, name) if place == "path" else (place,)
        return [{"loc": (*where, *one["loc"]), "type": one["type"]} for one in wrong.errors(include_url=False)]
    return []


class ShortWays:
    """ASGI: leads to the ways of an application's routes, past all that stands before its router; whatever else is
    asked goes on to it."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._whole: dict[tuple[str, str], Callable[..., Any]] = {}
        """By method and address."""
        self._around: dict[tuple[str, str, str], Way] = {}
        """By method, and what stands before and after the parameter."""
        self._depths: set[int] = set()
        for route in app.router.routes:
            if isinstance(route, ToldRoute) and (takes := Takes.of(route)):
                self._lead(route, Way(route, takes))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        way = self._found(scope) if scope["type"] == "http" else None
        scope["app"] = self._app
        await (way or self._app)(scope, receive, send)

    def _lead(self, route: ToldRoute, way: Way) -> None:
        before, _, rest = route.path.partition("{")
        for method in route.methods or ():
            if rest:
                self._around.setdefault((method, before, rest.partition("}")[2]), way)
                self._depths.add(before.count("/"))
            else:
                self._whole.setdefault((method, route.path), partial(way, ""))

    def _found(self, scope: Scope) -> Callable[..., Any] | None:
        method, path = scope["method"], scope["path"]
        whole = self._whole.get((method, path))
        if whole is not None:
            return whole
        for depth in self._depths:
            parts = path.split("/", depth + 1)
            if len(parts) > depth and parts[depth]:
                after = f"/{parts[depth + 1]}" if len(parts) > depth + 1 else ""
                way = self._around.get((method, "/".join(parts[:depth]) + "/", after))
                if way is not None:
                    return partial(way, parts[depth])
        return None
