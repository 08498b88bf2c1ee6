"""The JSON Schemas of scripts and personas, generated from the models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from ..questionnaire.schema import write_each
from .script.format import WORDS, ScriptSpec
from .simulation.format import PersonasSpec

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each sort of file, by the name that the files' first lines use."""
    return {"script": _script(), "personas": {"$schema": _DIALECT, **TypeAdapter(PersonasSpec).json_schema()}}


def _script() -> dict[str, Any]:
    """Return the schema of scripts: a step may also be one word, and ids that are numbers need no quotes."""
    schema = TypeAdapter(ScriptSpec).json_schema()
    definitions = schema["$defs"]
    definitions["StepSpec"] = {"anyOf": [definitions["StepSpec"], {"enum": list(WORDS)}], "title": "StepSpec"}
    _let_numbers_pass(schema)
    return {"$schema": _DIALECT, **schema}


def _let_numbers_pass(part: Any) -> None:
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _let_numbers_pass(inner)
    if isinstance(part, dict) and part.get("type") == "string":
        part["type"] = ["string", "number"]


def write_schemas(folder: Path) -> list[Path]:
    """Write all schemas into a folder; return the files."""
    return write_each(folder, schemas())
