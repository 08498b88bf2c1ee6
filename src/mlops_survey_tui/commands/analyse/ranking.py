"""`mlops-survey analyse ranking`: rankings as worth, places and pairs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .frame import failing, names, show
from .options import AsJson, Columns, File, Least, Only, Weight, Wide


class Unlisted(StrEnum):
    """What it means that a respondent has no row for an item."""

    BELOW = "below"
    ABSENT = "absent"


def ranking(
    file: File,
    columns: Columns = None,
    weight: Weight = "",
    unlisted: Annotated[
        Unlisted,
        typer.Option("--unlisted", help="An item without a row: below those that were placed, or not offered."),
    ] = Unlisted.BELOW,
    prior: Annotated[
        float | None,
        typer.Option(
            "--prior", metavar="N", help="Wins and losses of each item against a hypothetical one; 0 is none."
        ),
    ] = None,
    wide: Wide = "",
    only: Only = None,
    least: Least = 5,
    as_json: AsJson = False,
) -> None:
    """Analyse rankings, whole or in part: Plackett–Luce, mean rank, Borda, first places, pairs, Kemeny's consensus.

    Columns: respondent, item, rank (1 is best, empty is offered and not placed), weight, cluster.
    """
    with failing():
        from ...analysis.ranking.run import Wishes, analyse, output

        wishes = Wishes(unlisted.value, wide, only)
        found = analyse(file, names(columns, weight=weight), wishes, prior)
        show(output(found, least), as_json)
