"""`mlops-survey compare`: what can be compared between two editions, and what nobody explained."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import put, say

if TYPE_CHECKING:
    from ..proof.comparison.editions import Comparison


class ReportFormat(StrEnum):
    """How a comparison is printed."""

    TERMINAL = "terminal"
    JSON = "json"
    MD = "md"


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of the earlier edition.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of the later edition, with its changes.yaml.")],
    format: Annotated[ReportFormat, typer.Option("--format", help="How to print the result.")] = ReportFormat.TERMINAL,
) -> None:
    """Compare two editions: which questions are comparable, after which recoding, and which are not.

    Exits with 1 where a change is not explained in changes.yaml, or an entry there is not so.
    """
    from ..proof.comparison.editions import compare_editions
    from ..questionnaire.errors import QuestionnaireInvalid

    try:
        comparison = compare_editions(old, new)
    except QuestionnaireInvalid as error:
        for fault in error.faults:
            put(str(fault))
        raise typer.Exit(exit_codes.INVALID) from None
    for line in _lines(comparison, format):
        put(line)
    if not comparison.passes:
        say(f"{len(comparison.problems)} to mend or to explain.")
        raise typer.Exit(exit_codes.FAILED)


def _lines(comparison: Comparison, format: ReportFormat) -> Iterable[str]:
    from ..proof.comparison.reporting import comparison_data, comparison_lines, comparison_markdown

    if format is ReportFormat.JSON:
        return [json.dumps(comparison_data(comparison), ensure_ascii=False, indent=1)]
    return comparison_markdown(comparison) if format is ReportFormat.MD else comparison_lines(comparison)
