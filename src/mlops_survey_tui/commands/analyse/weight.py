"""`mlops-survey analyse weight`: weights for known margins, and for what chance left out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .frame import failing, show
from .options import AsJson, File


def weight(
    file: File,
    margins: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Known shares or totals by column and level: YAML, JSON or CSV.")
    ] = None,
    base: Annotated[str, typer.Option(metavar="COLUMN", help="Weights to begin with.")] = "",
    asked: Annotated[
        str,
        typer.Option(metavar="COLUMN", help="Weight those who were asked for all; empty, no and not_assigned are not."),
    ] = "",
    within: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="Tell the chance to be asked by these; repeat it.")
    ] = None,
    chance: Annotated[str, typer.Option(metavar="COLUMN", help="The chance to be asked, where it is known.")] = "",
    cap: Annotated[float, typer.Option(metavar="X", help="No weight above X times the mean while raking.")] = 0.0,
    trim: Annotated[
        float, typer.Option(metavar="X", help="Cut weights above X times the mean afterwards and spread the rest.")
    ] = 0.0,
    total: Annotated[float, typer.Option(metavar="N", help="What weights add up to; by default as before.")] = 0.0,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="Rows without an answer to a margin keep the share that they have.")
    ] = False,
    name: Annotated[str, typer.Option(metavar="COLUMN", help="The column of weights.")] = "weight",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the data with their weights: CSV or Parquet.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Weight rows to known margins by raking, or for what chance left out; report the fit and what it costs."""
    with failing():
        from ...analysis.weighting.report import output
        from ...analysis.weighting.run import weight as weighted
        from ...analysis.weighting.wishes import Wishes

        wishes = Wishes(
            margins, base, asked, tuple(within or ()), chance, cap, trim, total, unknown, name, out
        )  # fmt: skip
        show(output(weighted(file, wishes)), as_json)
