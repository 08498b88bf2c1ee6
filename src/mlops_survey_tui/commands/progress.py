"""Progress of long work on standard error: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

Item = TypeVar("Item")


@contextmanager
def bars(*columns: str | ProgressColumn) -> Iterator[Progress]:
    """Yield what bars are added to; they are gone in the end.

    A signal may come at any moment, between two lines of what draws the bars too. So nothing is taken of the terminal
    that would have to be given back: the cursor stays shown, and the standard streams stay what they are.
    """
    from rich.console import Console
    from rich.progress import Progress

    class Steady(Console):
        def show_cursor(self, show: bool = True) -> bool:
            return False

    console = Steady(stderr=True)
    with Progress(
        *columns,
        console=console,
        transient=True,
        disable=not console.is_terminal,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as progress:
        yield progress


def counted(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """Yield items, with a bar that says how many of ``total`` are done and how long the rest will take."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with bars(*columns) as progress:
        yield from progress.track(items, total=total, description=what)
