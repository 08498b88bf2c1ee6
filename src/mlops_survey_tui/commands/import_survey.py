"""`mlops-survey import`: brings a survey of another program into the format, and reports what was lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import MOST_PUT, put, say

if TYPE_CHECKING:
    from ..importing.bring_in import Outcome


def import_survey(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An XLSForm (.xlsx, .csv, or a folder of CSV files) or a .qsf file.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder to write; named by the survey's id if left out.")
    ] = None,
    name: Annotated[
        str, typer.Option("--id", metavar="NAME", help="Id of the survey; taken from the file if left out.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Bring in a survey of another program, and report exactly what could not be carried over."""
    from ..importing.bring_in import bring_in
    from ..importing.failure import ImportFailure

    try:
        outcome = bring_in(file, out, name)
    except ImportFailure as failure:
        say(str(failure))
        raise typer.Exit(failure.code) from None
    if as_json:
        put(json.dumps(outcome.to_data(), ensure_ascii=False, indent=2))
    else:
        for line in report_lines(outcome):
            put(line)
    if outcome.faults:
        say(f"The check finds {len(outcome.faults)} faults that must be mended by hand.")
        raise typer.Exit(exit_codes.INVALID)


def report_lines(outcome: Outcome) -> Iterator[str]:
    """Yield the report as lines for people."""
    report = outcome.report
    yield f"{outcome.format} -> {outcome.folder}"
    yield "Questions: " + ", ".join(f"{count} {what}" for what, count in report.counts().items())
    losses = [str(remark) for remark in report.remarks if not remark.note]
    yield from _part("Lost or changed", losses)
    yield from _part("Noted, nothing lost", [str(remark) for remark in report.remarks if remark.note])
    yield from _part("Layout left behind", [f"{what} ({count})" for what, count in sorted(report.layout.items())])
    yield from _part("Ids that changed", [str(renaming) for renaming in report.renamings])
    yield from _part("To review", report.assumptions)
    yield from _part("Faults", [str(fault) for fault in outcome.faults])
    if not outcome.faults:
        yield f"\nmlops-survey check {outcome.folder} passes."


def _part(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"\n{title}: {len(lines)}"
        yield from (f"  {line}" for line in lines[:MOST_PUT])
        if len(lines) > MOST_PUT:
            yield f"  … and {len(lines) - MOST_PUT} more; --json tells all of them"
