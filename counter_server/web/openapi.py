"""The OpenAPI text. What calls answer is named by reference, and the schemas are made when somebody asks for the text:
FastAPI would build a model for each answer of each route at every start, though it is msgspec that encodes them."""

from collections.abc import Callable
from typing import Any, get_args

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

JSON = "application/json"
SCHEMAS = "#/components/schemas/"
TOKEN = {"type": "http", "scheme": "bearer", "description": "A session's token, or a device's key."}


class ToldRoute(APIRoute):
    """A route that answers with messages of ours, encoded already."""

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        response_model: Any = None,
        responses: dict[int | str, dict[str, Any]] | None = None,
        **how: Any,
    ) -> None:
        self.messages: set[type] = set()
        told = {status: self._by_reference(entry) for status, entry in (responses or {}).items()}
        if isinstance(response_model, type):
            status = how.get("status_code") or 200
            told[status] = {"description": "Successful Response"} | self._by_reference({"model": response_model})
        asked = ((how.get("openapi_extra") or {}).get("requestBody") or {}).get("content", {}).get(JSON, {})
        if isinstance(asked.get("schema"), type):  # read by the route itself, and described as if by FastAPI
            self.messages.add(asked["schema"])
            asked["schema"] = {"$ref": SCHEMAS + asked["schema"].__name__}
        super().__init__(path, endpoint, response_model=None, responses=told, **how)

    def _by_reference(self, entry: dict[str, Any]) -> dict[str, Any]:
        if "streams" in entry:
            return self._streamed(entry)
        if "either" in entry:
            return self._either(entry)
        if "model" not in entry:
            return entry
        model = entry["model"]
        self.messages.add(model)
        content = entry.get("content", {}).get(JSON, {}) | {"schema": {"$ref": SCHEMAS + model.__name__}}
        return {name: part for name, part in entry.items() if name != "model"} | {"content": {JSON: content}}

    def _either(self, entry: dict[str, Any]) -> dict[str, Any]:
        kinds: list[type] = entry["either"]
        self.messages.update(kinds)
        schema = {"anyOf": [{"$ref": SCHEMAS + kind.__name__} for kind in kinds]}
        content = entry["content"][JSON] | {"schema": schema}
        return {"description": entry["description"], "content": {JSON: content}}

    def _streamed(self, entry: dict[str, Any]) -> dict[str, Any]:
        kinds: dict[str, type] = entry["streams"]
        self.messages.update(kinds.values())
        data = [{"title": name, "$ref": SCHEMAS + kind.__name__} for name, kind in kinds.items()]
        told = ", ".join(f"`{name}`: {kind.__name__}" for name, kind in kinds.items())
        return {
            "description": f"Events by name, each with its message as JSON in `data`: {told}.",
            "content": {"text/event-stream": {"schema": {"anyOf": data}}},
        }


class Described(FastAPI):
    """Its text says how to sign in; a security dependency would say it too, at the price of every request."""

    def openapi(self) -> dict[str, Any]:
        """FastAPI's text, the credential, and what the references lead to."""
        from .openapi_examples import with_examples

        known = self.openapi_schema
        text = super().openapi()
        if known is None:
            text["components"]["securitySchemes"] = {"token": TOKEN}
            text["security"] = [{"token": []}]
            text["components"]["schemas"] |= self._schemas()
            with_examples(text, self._kinds(), self.state.pages.locale("id"))
        return text

    def _kinds(self) -> dict[str, type]:
        """Every message and body by the name of its schema."""
        routes = [route for route in self.routes if isinstance(route, ToldRoute)]
        sent = [route.body_field.field_info.annotation for route in routes if route.body_field]
        kinds = [part for kind in sent for part in (get_args(kind) or (kind,)) if isinstance(part, type)]
        return {kind.__name__: kind for kind in [*kinds, *(one for route in routes for one in route.messages)]}

    def _schemas(self) -> dict[str, Any]:
        routes = [route for route in self.routes if isinstance(route, ToldRoute)]
        named = sorted(
            {message for route in routes for message in route.messages}, key=lambda message: message.__name__
        )
        _, definitions = TypeAdapter.json_schemas(
            [(message, "serialization", TypeAdapter(message)) for message in named], ref_template=SCHEMAS + "{model}"
        )
        schemas: dict[str, Any] = definitions["$defs"]
        return schemas
