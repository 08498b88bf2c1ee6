"""`mlops-survey graph`: a questionnaire as a picture."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from .loading import loaded
from .printing import say, shown
from .registered import one_of


def forms() -> Iterable[str]:
    """Return the names of the forms that a questionnaire can be drawn in."""
    from ..proof.graph.drawers import DRAWERS

    return DRAWERS


def graph(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Folder of a questionnaire; the current edition if left out.")
    ] = None,
    format: Annotated[
        str, one_of(forms, "--format", "A page to explore, a picture, or the language of another drawing program.")
    ] = "html",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write to this file, not to standard output.")
    ] = None,
) -> None:
    """Draw a questionnaire: sections, questions, conditions and draws, and what depends on what."""
    from ..proof.graph.building import graph_of
    from ..proof.graph.drawers import DRAWERS

    text = shown(DRAWERS[format](graph_of(loaded(folder))))
    if out is None:
        typer.echo(text.encode("utf-8"), nl=False)
    else:
        out.write_text(text, encoding="utf-8")
        say(f"The picture is in {out}")
