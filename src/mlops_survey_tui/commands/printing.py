"""Standard output is data, standard error says what is said about it. Text from files and people is never obeyed."""

from __future__ import annotations

import typer

from ..faces.visible import visible_lines

shown = visible_lines


def put(text: str) -> None:
    """Print to standard output."""
    typer.echo(shown(text))


def say(text: str) -> None:
    """Print to standard error."""
    typer.echo(shown(text), err=True)
