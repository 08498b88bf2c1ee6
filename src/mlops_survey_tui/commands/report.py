"""`mlops-survey report`: the yearly report, from a published release alone."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .extras import needing
from .printing import say
from .registered import one_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..analysis.report.results import Report


def formats() -> Iterable[str]:
    """Return the names of the formats that a report can be written in."""
    from ..analysis.report.formats import FORMATS

    return FORMATS


From = Annotated[Path, typer.Option("--from", metavar="DIR", help="Folder of the release, such as responses/2026.")]
Compare = Annotated[
    Path | None,
    typer.Option("--compare", metavar="DIR", help="Folder of an earlier release, to report changes."),
]
Weights = Annotated[
    Path | None, typer.Option("--weights", metavar="FILE", help="Margins of the population to weight to, as YAML.")
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write report.html (.md, .txt, .json) into this folder.")
]
Format = Annotated[str, one_of(formats, "--format", "How to write it.")]
Topics = Annotated[
    list[str] | None, typer.Option("--topic", metavar="ID", help="Only this topic; give it again for more topics.")
]
NAME, TERMINAL = "report", "terminal"


def report(
    source: From,
    compare: Compare = None,
    weights: Weights = None,
    out: Out = None,
    format: Format = TERMINAL,
    topic: Topics = None,
) -> None:
    """Report what an edition found, from its published release: figures with bases, intervals and notes."""
    with failing(), telling() as tell:
        from ..analysis.report.figures.building import build

        made = build(source, compare, topic or (), tell, weights)
    if out is None:
        _print(made, format)
    else:
        _write(made, format, out)


def _print(made: Report, format: str) -> None:
    text = _on_terminal(made) if format == TERMINAL else _written(made, format)
    typer.echo(text.encode("utf-8"), nl=False)


def _on_terminal(made: Report) -> str:
    """Return the report as wide as the terminal, in colour where it shows colours."""
    from ..analysis.report.terminal import render
    from ..faces.terminal import needs_ascii

    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns if terminal else 80
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return render(made, width, colour, needs_ascii())


def _written(made: Report, format: str) -> str:
    from ..analysis.report.formats import FORMATS

    return FORMATS[format].render(made)


def _write(made: Report, format: str, out: Path) -> None:
    from ..analysis.report.formats import FORMATS

    path = out / f"{NAME}.{FORMATS[format].ending}"
    try:
        out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_written(made, format).encode("utf-8"))
    except OSError as error:
        say(f"{path} cannot be written: {error.strerror}. Name another folder with --out.")
        raise typer.Exit(exit_codes.STORAGE) from None
    say(f"Written to {path}.")


@contextmanager
def failing() -> Iterator[None]:
    """Say what is wrong with a release, and end the command; a missing extra is said with how to install it."""
    from ..analysis.failure import AnalysisError
    from ..analysis.report.unknown import UnknownTopicError

    try:
        with needing("report", "Reports need"):
            yield
    except UnknownTopicError as error:
        say(str(error))
        raise typer.Exit(exit_codes.USAGE) from None
    except AnalysisError as error:
        say(str(error))
        raise typer.Exit(exit_codes.INVALID) from None


@contextmanager
def telling() -> Iterator[Callable[[str], None]]:
    """Yield what tells on standard error which topic is being made; nothing is told where it is no terminal."""
    from rich.console import Console

    console = Console(stderr=True, markup=False, highlight=False)
    with console.status("Reading the release") as status:
        yield lambda topic: status.update(f"Making: {topic}")
