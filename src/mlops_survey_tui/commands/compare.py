"""`mlops-survey compare`: what can be compared between two editions, and what nobody explained."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from .. import exit_codes
from .printing import put, put_first, say
from .registered import one_of


def formats() -> Iterable[str]:
    """Return the names of the formats that a comparison can be printed in."""
    from ..proof.comparison.formats import FORMATS

    return FORMATS


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of the earlier edition.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of the later edition, with its changes.yaml.")],
    format: Annotated[str, one_of(formats, "--format", "How to print the result.")] = "terminal",
) -> None:
    """Compare two editions: which questions are comparable, after which recoding, and which are not.

    Exits with 1 where a change is not explained in changes.yaml, or an entry there is not so.
    """
    from ..proof.comparison.editions import compare_editions
    from ..proof.comparison.formats import FORMATS
    from ..questionnaire.errors import QuestionnaireInvalid

    try:
        comparison = compare_editions(old, new)
    except QuestionnaireInvalid as error:
        put_first(error.faults)
        raise typer.Exit(exit_codes.INVALID) from None
    for line in FORMATS[format](comparison):
        put(line)
    if not comparison.passes:
        say(f"{len(comparison.problems)} to mend or to explain.")
        raise typer.Exit(exit_codes.FAILED)
