"""`mlops-survey analyse allocation`: how a whole divides into parts."""

from __future__ import annotations

from typing import Annotated

import typer

from .frame import failing, names, show
from .options import AsJson, Columns, File, Least, Only, Weight, Wide


def allocation(
    file: File,
    columns: Columns = None,
    weight: Weight = "",
    total: Annotated[
        float, typer.Option("--sum", metavar="N", help="What splits add up to; 0 is whatever each adds up to (counts).")
    ] = 100.0,
    log_ratio: Annotated[
        bool, typer.Option("--log-ratio", help="Add the centre by ratios of parts, which is not the mean of shares.")
    ] = False,
    zero: Annotated[
        float, typer.Option("--zero", metavar="PERCENT", help="With --log-ratio, the share that stands for 0.")
    ] = 0.65,
    wide: Wide = "",
    later: Annotated[
        str, typer.Option("--later", metavar="PREFIX", help="With --wide, what columns of the later split begin with.")
    ] = "",
    only: Only = None,
    least: Least = 5,
    as_json: AsJson = False,
) -> None:
    """Analyse splits of a whole: who has any of a part, how much those have, the mean over all, and paired change.

    Columns: respondent, part, share, and perhaps later (the same split at another time), total, weight, cluster.
    """
    with failing():
        from ...analysis.allocation.run import Wishes, analyse, output

        wishes = Wishes(total, wide, later, only)
        found = analyse(file, names(columns, weight=weight), wishes, log_ratio, zero)
        show(output(found, least), as_json)
