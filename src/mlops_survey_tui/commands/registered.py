"""Options that take a name of a registry: what is added there can be given, is listed by help, and is completed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import typer

Names = Callable[[], Iterable[str]]
"""Loads the registry, which is not done before its names are wanted, and returns them."""


class _Listed(str):
    """What help calls the value: all names, looked up when help is written."""

    names: Names

    def __format__(self, how: str) -> str:
        return format(f"<{'|'.join(self.names())}>", how)


def one_of(names: Names, option: str, does: str) -> Any:
    """Return an option of ``str`` that takes one of these names and says which there are for any other."""

    def known(value: str) -> str:
        if value not in (found := list(names())):
            raise typer.BadParameter(f"{value!r} is not one of {', '.join(map(repr, found))}.")
        return value

    def begun(incomplete: str) -> list[str]:
        return [name for name in names() if name.startswith(incomplete)]

    listed = _Listed("NAME")
    listed.names = names
    return typer.Option(option, metavar=listed, help=does, callback=known, autocompletion=begun)
