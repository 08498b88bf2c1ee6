"""`mlops-survey keys`: the keys in force, and a file to change them with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import put, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..faces.keymap import Keymap

_MOVED, _OWN = "*", " "


def keys(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Option("--keys", envvar="MLOPS_SURVEY_KEYS", metavar="FILE", help="Take the keys from this file."),
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Print a whole file of keys, to be saved and edited.")
    ] = False,
) -> None:
    """Show the keys in force and where they can be changed; a file of keys that does not work is explained."""
    from ..faces.keymap.locating import keys_file

    wish = file or context.find_root().params.get("keys_file")
    keymap = keymap_or_exit(context, file)
    place, asked = keys_file(wish)
    if example:
        from ..faces.keymap.example import example as written

        put(written(keymap, keys_file(environ={})[0]).rstrip("\n"))
        return
    put("\n".join(_table(keymap)))
    say(_where(place, asked or place.exists(), keymap))


def keymap_or_exit(context: typer.Context, file: Path | None = None) -> Keymap:
    """Return the keys in force on this machine; faults of the file are printed, and the command ends with 3."""
    from ..faces.keymap.faults import KeysInvalid
    from ..faces.keymap.locating import keymap_wished

    try:
        return keymap_wished(file or context.find_root().params.get("keys_file"))
    except KeysInvalid as error:
        say(str(error))
        raise typer.Exit(exit_codes.INVALID) from None


def _table(keymap: Keymap) -> Iterator[str]:
    """Yield a line an action, by group: its keys, its name in a file of keys, and what it does."""
    from ..faces.actions import GROUPS, actions_of
    from ..faces.keymap.spelling import spelling

    rows = [
        (group, _MOVED if action.id in keymap.moved else _OWN, keymap.keys_of(action.id), action)
        for group in GROUPS
        for action in actions_of(group)
    ]
    written = {action.id: ", ".join(map(spelling, given)) or "none" for _group, _mark, given, action in rows}
    width, names = max(map(len, written.values())), max(map(len, written))
    last = ""
    for group, mark, _given, action in rows:
        yield from ("", group)[not last :] if group != last else ()
        yield f"{mark} {written[action.id]:<{width}}  {action.id:<{names}}  {action.meaning.help}"
        last = group


def _where(place: Path, exists: bool, keymap: Keymap) -> str:
    """Return where keys are read from, and how to change them."""
    if not exists:
        folder = "" if place.parent.exists() else f"mkdir -p {place.parent} && "
        return f"\nTo change keys: {folder}mlops-survey keys --example > {place}"
    number = len(keymap.moved)
    return f"\n{_MOVED} {number} action{'' if number == 1 else 's'} with other keys, from {place}"
