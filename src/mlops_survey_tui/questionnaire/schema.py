"""The JSON Schemas of the question files, generated from the models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from .format import KINDS, DesignFile, ListFile, Manifest, RotationFile, SectionSpec
from .format.changes import ChangesFile
from .format.publication import PublicationFile
from .format.translations import TranslationFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each sort of file, by the name that the files' first lines use."""
    return {
        "survey": _with_questions(TypeAdapter(Manifest).json_schema(), "MLOps survey manifest"),
        "section": _with_questions(TypeAdapter(SectionSpec).json_schema(), "MLOps survey section"),
        "lists": {"$schema": _DIALECT, **TypeAdapter(ListFile).json_schema()},
        "rotation": {"$schema": _DIALECT, **TypeAdapter(RotationFile).json_schema()},
        "design": {"$schema": _DIALECT, **TypeAdapter(DesignFile).json_schema()},
        "changes": {"$schema": _DIALECT, **TypeAdapter(ChangesFile).json_schema()},
        "publication": {"$schema": _DIALECT, **TypeAdapter(PublicationFile).json_schema()},
        "translation": {"$schema": _DIALECT, **TypeAdapter(TranslationFile).json_schema()},
    }


def _with_questions(schema: dict[str, Any], title: str) -> dict[str, Any]:
    """Say of every question which fields its kind has."""
    references, definitions = models_json_schema(
        [(model, "validation") for model in KINDS.values()], ref_template="#/$defs/{model}"
    )
    questions = {"oneOf": list(references.values())}
    merged = {"$schema": _DIALECT, **schema, "title": title}
    merged["$defs"] = {**schema.get("$defs", {}), **definitions["$defs"], "AnyQuestion": questions}
    section = merged["$defs"].get("SectionSpec", merged)
    section["properties"]["questions"]["items"] = {"$ref": "#/$defs/AnyQuestion"}
    if "lists" in merged["properties"]:
        merged["properties"]["lists"]["additionalProperties"] = {"$ref": "#/$defs/ListSpec"}
        merged["$defs"].update(TypeAdapter(ListFile).json_schema()["$defs"])
    return merged


def write_schemas(folder: Path) -> list[Path]:
    """Write all schemas into a folder; return the files."""
    return write_each(folder, schemas())


def write_each(folder: Path, by_name: Mapping[str, Any]) -> list[Path]:
    """Write schemas into a folder, each under its name; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, schema in by_name.items():
        file = folder / f"{name}.schema.json"
        file.write_text(json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        files.append(file)
    return files
