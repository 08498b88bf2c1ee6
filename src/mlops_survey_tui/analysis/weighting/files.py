"""Margins written down by people: YAML or JSON by column and level, or CSV with a line for each level."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...plain_json import plain_json
from ...questionnaire.limits import MAXIMUM_BYTES
from ...questionnaire.plain_file import read_plain
from ..failure import AnalysisError
from .margins import Margin

COLUMNS = ("margin", "level", "share")
"""The columns of a CSV file of margins."""
_FORM = "Write column: {level: share, …}, or CSV with the columns margin, level, share."


@lru_cache(maxsize=8)
def margins_in(path: Path) -> tuple[Margin, ...]:
    """Read margins from a file; shares, per cent or totals.

    A margin of several columns is named ``role*size``, its levels ``engineer*small``.

    Raises:
        AnalysisError: the file cannot be read, or says something else than margins; with the place.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise AnalysisError(
            "these are no margins by their name.", "Names end in .yaml, .json or .csv.", place=str(path)
        )
    try:
        text = read_plain(path, MAXIMUM_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AnalysisError(f"the margins cannot be read ({error}).", "Check the path.", place=str(path)) from None
    try:
        return tuple(Margin.of(name, targets) for name, targets in _checked(reader(text, path), path).items())
    except AnalysisError as error:
        raise AnalysisError(error.why, error.remedy, place=error.place or str(path), line=error.line) from None


def _checked(data: Any, path: Path) -> dict[str, dict[str, float]]:
    if isinstance(data, Mapping) and set(data) == {"margins"}:
        data = data["margins"]
    if not isinstance(data, Mapping) or not data:
        raise AnalysisError("there are no margins in it.", _FORM)
    found: dict[str, dict[str, float]] = {}
    for name, levels in data.items():
        if not isinstance(levels, Mapping):
            raise AnalysisError(f"margin {name} has no levels.", _FORM)
        found[str(name)] = {str(level): _number(str(name), str(level), value) for level, value in levels.items()}
    return found


def _number(name: str, level: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise AnalysisError(f"margin {name}, level {level}: {value!r} is not a number.", "Give a share.") from None


def _yaml(text: str, path: Path) -> Any:
    from yaml import YAMLError

    from ...questionnaire.errors import Report
    from ...questionnaire.yaml_building import Allowance, TooMuch, build

    report = Report(path.parent)
    try:
        data = build(text, path, report, Allowance())  # keys stay text, so that a level `no` stays one
    except TooMuch as error:
        raise AnalysisError(f"{error}.", _FORM, line=error.line) from None
    except (YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = min(mark.line + 1, len(text.splitlines())) if mark else 0
        raise AnalysisError("this is not YAML.", _FORM, line=line) from None
    for fault in report.faults:
        raise AnalysisError(f"{fault.message}.", _FORM, line=fault.line)
    return data


def _json(text: str, path: Path) -> Any:
    try:
        return plain_json(text)
    except json.JSONDecodeError as error:
        raise AnalysisError(f"this is not JSON ({error.msg}).", _FORM, line=error.lineno) from None
    except ValueError:
        raise AnalysisError("this JSON has endless numbers, or nests without end.", _FORM, line=1) from None


def _csv(text: str, path: Path) -> Any:
    reader = csv.DictReader(text.splitlines())
    if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
        raise AnalysisError(f"there is no column {missing[0]!r}.", _FORM, line=1)
    found: dict[str, dict[str, str]] = {}
    for row in reader:
        name, level, share = (row[column] or "" for column in COLUMNS)
        if level in found.setdefault(name, {}):
            raise AnalysisError(f"margin {name} names level {level} twice.", "Leave one out.", line=reader.line_num)
        found[name][level] = share
    return found


_READERS: Mapping[str, Callable[[str, Path], Any]] = {".yaml": _yaml, ".yml": _yaml, ".json": _json, ".csv": _csv}
