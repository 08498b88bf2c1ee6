"""Standard output is data, standard error says what is said about it. Text from files and people is never obeyed."""

from __future__ import annotations

import sys

import typer

from ..faces.visible import visible_lines, visible_message

shown = visible_lines


def put(text: str) -> None:
    """Print to standard output."""
    typer.echo(visible_message(text, sys.argv[1:]))


def say(text: str) -> None:
    """Print to standard error."""
    typer.echo(visible_message(text, sys.argv[1:]), err=True)
