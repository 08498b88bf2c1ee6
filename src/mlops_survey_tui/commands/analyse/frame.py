"""Around every analysis: what stops it is said in a line, what it found is printed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from ... import exit_codes
from ..extras import needing
from ..printing import put, say

if TYPE_CHECKING:
    from ...analysis.output import Output


@contextmanager
def failing() -> Iterator[None]:
    """Say what is wrong with the data and end the command; a missing extra is said with how to install it."""
    from ...analysis.failure import AnalysisError

    try:
        with needing("analyse"), needing("store", "Addresses need"):
            yield
    except AnalysisError as error:
        say(str(error))
        raise typer.Exit(exit_codes.INVALID) from None


def names(columns: Sequence[str] | None, **others: str) -> dict[str, str]:
    """Return names of columns by role, from ``--column ROLE=NAME`` and from options of their own such as --weight."""
    from ...analysis.reading.columns import names_given

    return {**names_given(columns or ()), **{role: name for role, name in others.items() if name}}


def show(output: Output, as_json: bool) -> None:
    """Print a result: tables as wide as the terminal, or JSON."""
    from ...analysis import output as forms

    width = shutil.get_terminal_size((120, 40)).columns if sys.stdout.isatty() else 160
    put(forms.as_json(output) if as_json else forms.as_text(output, width))


@contextmanager
def steps() -> Iterator[Callable[[str, int], Callable[[int], None]]]:
    """Yield what begins a bar on standard error, by name and number of steps; it shows on a terminal only."""
    from ..progress import bars

    with bars() as progress:

        def begin(name: str, total: int) -> Callable[[int], None]:
            task = progress.add_task(name, total=total)
            return lambda done: progress.update(task, completed=done + 1)

        yield begin
