"""Rooms stay small: what is too long to be read at a sitting is split, or says here why it is not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "mlops_survey_tui"
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
LONG_FUNCTIONS = {
    "commands/analyse/estimate.py:estimate": "its parameters are the options of the command, each with its help",
    "commands/analyse/change.py:change": "its parameters are the options of the command, each with its help",
    "commands/analyse/maxdiff.py:maxdiff": "its parameters are the options of the command, each with its help",
    "commands/check.py:check": "its parameters are the options of the command, each with its help",
    "commands/publish.py:publish": "its parameters are the options of the command, each with its help",
    "commands/replay.py:replay": "its parameters are the options of the command, each with its help",
    "commands/share.py:share": "its parameters are the options of the command, each with its help",
    "commands/simulate.py:simulate": "its parameters are the options of the command, each with its help",
    "cli.py:take": "its parameters are the options of the command, each with its help",
    "interview/pages.py:_resolved": "one line for each field of a page, and nothing else",
}


def _name(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


def _long_functions(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{_name(file)}:{node.name}"


def test_no_file_is_too_long() -> None:
    lengths = {_name(file): len(file.read_text(encoding="utf-8").splitlines()) for file in SOURCE.rglob("*.py")}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_hardly_any_function_is_too_long() -> None:
    long = {name for file in SOURCE.rglob("*.py") for name in _long_functions(file)}
    assert long - LONG_FUNCTIONS.keys() == set()
    assert LONG_FUNCTIONS.keys() - long == set(), "these are short by now: take them off the list"
