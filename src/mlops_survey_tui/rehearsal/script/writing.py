"""Writes scripts as YAML that people like to read: no empty fields, short things on one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from .format import WORDS, ScriptSpec, StepSpec

WIDTH = 110


class _Flow(dict[str, Any]):
    """A mapping that is written on one line."""


class _FlowList(list[Any]):
    """A list that is written on one line."""


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists as well."""
        super().increase_indent(flow, False)


_Dumper.add_representer(_Flow, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, True))
_Dumper.add_representer(_FlowList, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, True))


def write_script(spec: ScriptSpec, schema: str = "") -> str:
    """Return a script as the text of a file; ``schema`` is the path of its JSON Schema for editors."""
    data = spec.model_dump(exclude_defaults=True, exclude={"steps", "expect"})
    if spec.steps is not None:
        data["steps"] = [_step(step) for step in spec.steps]
    if spec.expect is not None:
        data["expect"] = spec.expect.model_dump(exclude_unset=True)
    head = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    laid_out = {name: _laid_out(value, 0) for name, value in data.items()}
    return head + yaml.dump(laid_out, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def save_script(file: Path, spec: ScriptSpec, schema: str = "") -> None:
    """Write a script to a file."""
    file.write_text(write_script(spec, schema), encoding="utf-8")


def _step(step: StepSpec) -> Any:
    data = step.model_dump(exclude_unset=True)
    data = {name: value for name, value in data.items() if value not in ("", 0, None) or name in step.verbs()}
    (verb, *more), words = list(data) or [""], data
    if not more and verb in WORDS and words[verb] in (True, 1, []):
        return verb
    return data


def _laid_out(value: Any, depth: int) -> Any:
    """Put what is short and plain on one line."""
    if isinstance(value, dict):
        laid = {name: _laid_out(inner, depth + 1) for name, inner in value.items()}
        return _Flow(laid) if depth and _is_short(value) else laid
    if isinstance(value, list | tuple):
        laid_list = [_laid_out(inner, depth + 1) for inner in value]
        return _FlowList(laid_list) if _is_short(value) else laid_list
    return value


def _is_short(value: Any) -> bool:
    return len(repr(value)) < WIDTH - 40 and "\n" not in repr(value) and "expect" not in repr(value)
