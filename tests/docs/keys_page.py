"""The reference of keys, from the registry of actions."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

from mlops_survey_tui.faces.actions import ACTIONS, GROUPS, Action, Hint

_HEAD = """
# Keys

Made from the program by `make schema`; do not edit. `?` or F1 shows the keys of a question while you answer it.

Everything can be done with arrows, letters, digits, Space, Enter, Tab, Esc and F1. Where letters and digits are text,
F1 still opens the help, and its menu offers what a letter does elsewhere.
"""
_NAMES = {
    "escape": "Esc",
    "question_mark": "?",
    "equals_sign": "=",
    "plus": "+",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "ctrl+c": "Ctrl+C",
    "ctrl+h": "Ctrl+H",
    "ctrl+z": "Ctrl+Z",
}


def keys_page() -> str:
    """Return the page."""
    return "\n".join([cleandoc(_HEAD), *(line for group in GROUPS for line in _group(group))]) + "\n"


def _group(group: str) -> Iterator[str]:
    yield from ("", f"## {group}", "", "| Key | What it does | Questions | Action: all its keys |")
    yield "| --- | --- | --- | --- |"
    rows: dict[tuple[Hint, str], list[str]] = {}
    for action in ACTIONS.values():
        for hint, where in _meanings(action) if action.group == group else ():
            rows.setdefault((hint, where), []).append(f"`{action.id}`: {', '.join(map(_named, action.keys))}")
    for (hint, where), actions in rows.items():
        listed = "; ".join(actions) if len(actions) < 3 else f"{actions[0]} … {actions[-1]}"
        yield f"| {hint.keys} | {hint.help} | {where} | {listed} |"


def _meanings(action: Action) -> Iterator[tuple[Hint, str]]:
    """Yield what an action means, and for which kinds of question; kinds that share a meaning stand together."""
    others = [kind for kind in action.kinds if kind not in action.hints]
    general = ", ".join(f"`{kind}`" for kind in others) or ("the others" if action.hints else "all")
    if others or not action.kinds:
        yield action.hint, general
    shared: dict[Hint, list[str]] = {}
    for kind, hint in action.hints.items():
        shared.setdefault(hint, []).append(f"`{kind}`")
    for hint, kinds in shared.items():
        yield hint, ", ".join(kinds)


def _named(key: str) -> str:
    if key in _NAMES:
        return _NAMES[key]
    modifier, plus, letter = key.rpartition("+")
    name = letter if len(letter) == 1 else letter.capitalize()
    return f"{modifier.capitalize()}{plus}{name}"
