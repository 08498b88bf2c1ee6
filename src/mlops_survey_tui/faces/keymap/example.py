"""A whole file of keys, to be saved and edited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...language import _, mark
from ..actions import GROUPS, Action, actions_of
from .keymap import Keymap
from .spelling import spelling

_HEAD = mark("""\
# Keys of mlops-survey. Save this as {file},
# or anywhere, and name it with --keys FILE or MLOPS_SURVEY_KEYS.
#
# Take the # away in front of a line to change its keys; what is not said stays as it is. The first key
# is the one that the footer names. A key is written as it stands on the keyboard ("Esc", "Ctrl+R", "F5",
# "PageUp", "Shift+Up"), or as the character that it types ("?", "=", "K"). [] leaves an action without a key.
#
# Letters, digits and signs are text while you type; then F1 opens a menu of what they do elsewhere.
# mlops-survey keys shows the keys in force, and says what does not fit together.

[keys]
""")


def example(keymap: Keymap, file: Path) -> str:
    """Return a file with every action; those with other keys than their own are in force in it."""
    return _(_HEAD).format(file=file) + "\n".join(line for group in GROUPS for line in _group(group, keymap)) + "\n"


def _group(group: str, keymap: Keymap) -> Iterator[str]:
    yield f"\n# {group}"
    for action in actions_of(group):
        yield f"# {action.meaning.help}"
        yield f"{'' if action.id in keymap.moved else '# '}{_entry(action, keymap)}"


def _entry(action: Action, keymap: Keymap) -> str:
    keys = ", ".join(f'"{_escaped(spelling(key))}"' for key in keymap.keys_of(action.id))
    return f"{action.id} = [{keys}]"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
