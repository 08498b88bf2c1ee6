"""`mlops-survey check --cover`: a small set of scripts that reaches everything that can be reached."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from .. import exit_codes
from .loading import loaded
from .printing import put, say

SCHEMA = "script.schema.json"


def cover_and_tell(folder: Path | None, target: Path) -> None:
    """Write scripts that cover a questionnaire into a folder, and print what they do not cover and why.

    Raises:
        typer.Exit: something was neither covered nor proved to be out of reach.
    """
    from ..proof.covering import whole_cover
    from ..questionnaire.load import current_edition
    from ..rehearsal.script.writing import save_script

    source = folder or current_edition()
    if target.exists() and (not target.is_dir() or any(target.glob("cover-*.yaml"))):
        say(f"{target} holds a cover already, or is a file. Name another folder, or remove the scripts first.")
        raise typer.Exit(exit_codes.USAGE)
    questionnaire = loaded(source)
    found = whole_cover(questionnaire, _progress)
    target.mkdir(parents=True, exist_ok=True)
    for number, (spec, _) in enumerate(found.cover.scripts, 1):
        around = target.resolve().parents
        if source.resolve() not in around:
            spec.questionnaire = Path(os.path.relpath(source.resolve(), target.resolve())).as_posix()
        save_script(target / f"cover-{number:03}.yaml", spec, _schema_path(target))
    put(f"{len(found.cover.scripts)} scripts in {target}, chosen from {found.cover.tried} interviews")
    for one in sorted(found.proved):
        put(f"out of reach (proof): {one}")
    for one in sorted(found.undecided):
        put(f"not found (bounded search, not a proof): {one}")
    if found.undecided:
        raise typer.Exit(exit_codes.FAILED)


def _progress(tried: int, missing: int) -> None:
    if tried % 100 == 0:
        say(f"{tried} interviews, {missing} things still to cover")


def _schema_path(target: Path) -> str:
    """Return the path of the schema from a folder of scripts, where one is found in a folder around it."""
    around = (folder / "schema" / SCHEMA for folder in target.resolve().parents)
    schema = next((file for file in around if file.is_file()), None)
    return Path(os.path.relpath(schema, target.resolve())).as_posix() if schema else ""
