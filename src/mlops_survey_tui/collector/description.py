"""The description of the collector for programs (OpenAPI 3.1), made from its addresses and the shape of a bundle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .. import __version__
from ..questionnaire.shipped import SHIPPED
from .routes import ADDRESSES, Address, Parameter, statuses

SCHEMA: Path = SHIPPED / "schema" / "bundle.schema.json"
"""The schema of bundles, as it is shipped; the tests hold it against the models."""
_HERE = "#/components/schemas/"
_TEXT = {"type": "string"}
_TAKEN = {
    "type": "object",
    "required": ["id", "accepted"],
    "properties": {"id": _TEXT, "accepted": {"const": True}, "ticket": _TEXT},
}
_REFUSAL = {
    "type": "object",
    "required": ["code", "path", "message"],
    "properties": {"code": _TEXT, "path": _TEXT, "message": _TEXT},
}


def description() -> dict[str, Any]:
    """Return the description."""
    bundle = json.loads(SCHEMA.read_text("utf-8").replace("#/$defs/", _HERE))
    parts = bundle.pop("$defs")
    paths: dict[str, Any] = {}
    for address in ADDRESSES:
        paths.setdefault(address.path, {})[address.method.lower()] = _operation(address)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Collector of shared interviews", "version": __version__},
        "paths": paths,
        "components": {"schemas": {**parts, "Bundle": bundle, "Taken": _TAKEN, "Refusal": _REFUSAL}},
    }


def _operation(address: Address) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": address.name,
        "summary": address.text,
        "parameters": [_parameter(one) for one in address.parameters],
        "responses": {str(status): _answer(address, status) for status in address.answers},
    }
    for status, codes in statuses(address).items():
        content = {"application/json": {"schema": {"$ref": f"{_HERE}Refusal"}}}
        operation["responses"][str(status)] = {"description": ", ".join(codes), "content": content}
    if address.takes_bundle:
        content = {"application/json": {"schema": {"$ref": f"{_HERE}Bundle"}}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _answer(address: Address, status: int) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": address.answers[status]}
    if status != 204:
        name = address.schemas.get(status)
        answer["content"] = {address.kind: {"schema": {"$ref": f"{_HERE}{name}"} if name else {}}}
    return answer


def _parameter(one: Parameter) -> dict[str, Any]:
    schema = {**_TEXT, "pattern": one.pattern} if one.pattern else _TEXT
    return {"name": one.name, "in": one.place, "description": one.text, "required": one.needed, "schema": schema}
