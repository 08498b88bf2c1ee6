"""Standard output is data, standard error says what is said about it. Text from files and people is never obeyed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import islice

import typer

from ..faces.visible import visible_lines, visible_message

shown = visible_lines


def put(text: str) -> None:
    """Print to standard output."""
    typer.echo(visible_message(text, sys.argv[1:]))


MOST_PUT = 1000


def put_first(lines: Sequence[object]) -> None:
    """Print the first thousand lines to standard output, and say how many more there are."""
    for line in islice(lines, MOST_PUT):
        put(str(line))
    if len(lines) > MOST_PUT:
        say(f"… and {len(lines) - MOST_PUT} more")


def say(text: str) -> None:
    """Print to standard error."""
    typer.echo(visible_message(text, sys.argv[1:]), err=True)
