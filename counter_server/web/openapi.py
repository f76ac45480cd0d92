"""The OpenAPI text. What calls answer is named by reference, and the schemas are made when somebody asks for the text:
FastAPI would build a model for each answer of each route at every start, though it is msgspec that encodes them."""

from collections.abc import Callable
from typing import Any

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
        super().__init__(path, endpoint, response_model=None, responses=told, **how)

    def _by_reference(self, entry: dict[str, Any]) -> dict[str, Any]:
        if "streams" in entry:
            return self._streamed(entry)
        if "model" not in entry:
            return entry
        model = entry["model"]
        self.messages.add(model)
        content = entry.get("content", {}).get(JSON, {}) | {"schema": {"$ref": SCHEMAS + model.__name__}}
        return {name: part for name, part in entry.items() if name != "model"} | {"content": {JSON: content}}

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
        known = self.openapi_schema
        text = super().openapi()
        if known is None:
            text["components"]["securitySchemes"] = {"token": TOKEN}
            text["security"] = [{"token": []}]
            text["components"]["schemas"] |= self._schemas()
        return text

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
