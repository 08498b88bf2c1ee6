"""`mlops-survey check`: the faults of a questionnaire, or what it is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .loading import loaded
from .printing import put


def check(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of a questionnaire; the current edition if left out.")
    ] = None,
) -> None:
    """Check a questionnaire: print its faults and exit with 3, or print counts."""
    from ..questionnaire.summary import summary_lines

    for line in summary_lines(loaded(folder)):
        put(line)
