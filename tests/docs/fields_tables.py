"""Tables of the fields of files, from the models that check them."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from mlops_survey_tui.rehearsal.script.format import ExpectSpec, PinsSpec, ScriptSpec, StepSpec
from mlops_survey_tui.rehearsal.simulation.format import PersonaSpec


def _table(model: type[BaseModel], names: Iterable[str] = ()) -> str:
    fields = {name: field.description or "" for name, field in model.model_fields.items()}
    rows = [f"| `{name}` | {_cell(fields[name])} |" for name in names or fields]
    return "\n".join(["| Field | What it says |", "| --- | --- |", *rows])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def steps_table() -> str:
    """Return the verbs of steps, and what can stand beside them."""
    return _table(StepSpec, (*StepSpec.VERBS, "expect", "problem", "warning", "seconds"))


def expectations_table() -> str:
    """Return everything that can be expected."""
    return _table(ExpectSpec)


def script_table() -> str:
    """Return the fields of a script."""
    return _table(ScriptSpec)


def pins_table() -> str:
    """Return what can be pinned."""
    return _table(PinsSpec)


def personas_table() -> str:
    """Return the fields of a persona."""
    return _table(PersonaSpec)
