"""No sentence in what a respondent or a moderator sees is left out of the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .catalogues import ROOT

SEEN = (
    "interview/checking.py",
    "interview/kinds",
    "faces/actions.py",
    "faces/keymap",
    "faces/plain",
    "faces/sentences.py",
    "faces/states",
    "faces/terminal.py",
    "faces/tui",
    "moderation",
    "store",
    "taking.py",
)
"""Files and folders of the package whose texts people see."""
FOR_AUTHORS = (
    "faces/tui/preview",
    "faces/plain/driving.py",
    "faces/tui/driving.py",
    "faces/tui/keystrokes",
    "moderation/clarity",
    "store/upkeep.py",
)
_PACKAGE = ROOT / "src" / "mlops_survey_tui"
_WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z{]|\b[A-Z][a-z]+ \{|[a-z]\. ")
_NO_TEXT = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|BEGIN|ALTER|DROP|CASE|ORDER|WHERE|ON|VACUUM|ATTACH|MERGE)\b|.*\{ ?[a-z-]+:"
)
_COMMAND = re.compile(r"(\{\} |mlops-survey ).*|.*\(--lang \{\}\)|Esc, Enter, Tab.*|typed word|Application Support")
_LOOK_UPS = {"_", "mark", "plural", "in_context", "mark_in", "compile", "TypeVar", "execute", "getLogger"}
_ERRORS_OF_THE_PROGRAM = {
    "ValueError", "TypeError", "KeyError", "RuntimeError", "NotImplementedError", "AssertionError", "LookupError",
    "NotPossible", "CannotType", "CannotEnter", "Impossible",
}  # fmt: skip


def _files() -> list[Path]:
    found = [path for name in SEEN for path in [_PACKAGE / name, *(_PACKAGE / name).rglob("*.py")] if path.is_file()]
    return [path for path in found if not str(path.relative_to(_PACKAGE)).startswith(FOR_AUTHORS)]


@pytest.mark.parametrize("part", SEEN)
def test_every_sentence_is_marked(part: str) -> None:
    found = {
        str(path.relative_to(_PACKAGE)): texts
        for path in _files()
        if path.is_relative_to(_PACKAGE / part)
        if (texts := list(_unmarked(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert found == {}


def _unmarked(tree: ast.AST) -> Iterator[str]:
    exempt = set(_exempt(tree))
    for node in ast.walk(tree):
        text = _text_of(node)
        if (
            text
            and node not in exempt
            and _WORDS.search(text)
            and not _NO_TEXT.match(text)
            and not _COMMAND.fullmatch(text)
        ):
            yield f"line {getattr(node, 'lineno', 0)}: {text}"


def _text_of(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def _exempt(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what nobody reads on the screen: docstrings, arguments of look-ups and patterns, the program's own errors."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.Call) and _name_of(node.func) in _LOOK_UPS | _ERRORS_OF_THE_PROGRAM:
            yield from (part for argument in node.args for part in ast.walk(argument))
        elif isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))


def _name_of(function: ast.AST) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )
