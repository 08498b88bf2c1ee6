"""The reference of keys, from the registry of actions."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

from mlops_survey_tui.faces.actions import ACTIONS, GROUPS, Action
from mlops_survey_tui.faces.keymap import Hint, Keymap
from mlops_survey_tui.faces.keymap.naming import key_name

_ALL = Keymap(GROUPS)

_HEAD = """
# Keys

Made from the program by `make schema`; do not edit. `?` or F1 shows the keys of a question while you answer it.

Everything can be done with arrows, letters, digits, Space, Enter, Tab, Esc and F1. Where letters and digits are text,
F1 still opens the help, and its menu offers what a letter does elsewhere.

Every key can be changed: write the name of an action, which stands in the last column, and its keys into a file.
[How](../guide/keys-and-terminals.md#keys-of-your-own). `mlops-survey keys` shows the keys in force on your machine.
"""


def keys_page() -> str:
    """Return the page."""
    return "\n".join([cleandoc(_HEAD), *(line for group in GROUPS for line in _group(group))]) + "\n"


def _group(group: str) -> Iterator[str]:
    yield from ("", f"## {group}", "", "| Key | What it does | Questions | Action: all its keys |")
    yield "| --- | --- | --- | --- |"
    rows: dict[tuple[Hint, str], list[str]] = {}
    for action in ACTIONS.values():
        for hint, where in _meanings(action) if action.group == group else ():
            keys = ", ".join(map(key_name, action.keys))
            rows.setdefault((hint, where), []).append(f"`{action.id}`: {keys}")
    for (hint, where), actions in rows.items():
        listed = "; ".join(actions) if len(actions) < 3 else f"{actions[0]} … {actions[-1]}"
        yield f"| {hint.keys} | {hint.help} | {where} | {listed} |"


def _meanings(action: Action) -> Iterator[tuple[Hint, str]]:
    """Yield what an action means, and for which kinds of question; kinds that share a meaning stand together."""
    others = [kind for kind in action.kinds if kind not in action.meanings]
    left_out = ", ".join(f"`{kind}`" for kind in action.not_for)
    every = "the others" if action.meanings else "all"
    general = ", ".join(f"`{kind}`" for kind in others) or (f"{every} but {left_out}" if left_out else every)
    if others or not action.kinds:
        yield _ALL.hint(action.id, others[0] if others else ""), general
    shared: dict[Hint, list[str]] = {}
    for kind in action.meanings:
        if action.means_something_to(kind):
            shared.setdefault(_ALL.hint(action.id, kind), []).append(f"`{kind}`")
    for hint, kinds in shared.items():
        yield hint, ", ".join(kinds)
