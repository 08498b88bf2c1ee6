"""The JSON Schema of script files, generated from the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from .format import WORDS, ScriptSpec

NAME = "script.schema.json"


def script_schema() -> dict[str, Any]:
    """Return the schema; a step may also be one word."""
    schema = TypeAdapter(ScriptSpec).json_schema()
    step = schema["$defs"]["StepSpec"]
    schema["$defs"]["StepSpec"] = {"anyOf": [step, {"enum": list(WORDS)}], "title": "StepSpec"}
    for definition in ("ExpectSpec", "ScriptSpec"):
        _let_numbers_pass(schema["$defs"].get(definition, {}))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _let_numbers_pass(schema: dict[str, Any]) -> None:
    """Let ids that are numbers stand without quotes, as the models do."""
    for name, part in schema.items():
        if name == "items" and isinstance(part, dict) and part.get("type") == "string":
            part["type"] = ["string", "number"]
        elif isinstance(part, dict):
            _let_numbers_pass(part)
        elif isinstance(part, list):
            for one in part:
                if isinstance(one, dict):
                    _let_numbers_pass(one)


def write_script_schema(folder: Path) -> Path:
    """Write the schema into a folder; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / NAME
    file.write_text(json.dumps(script_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    return file
