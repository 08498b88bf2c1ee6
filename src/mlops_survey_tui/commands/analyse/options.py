"""What all kinds of analysis take."""

from __future__ import annotations

from typing import Annotated

import typer

File = Annotated[
    str, typer.Argument(metavar="FILE", help="A CSV or Parquet file, a pattern of files, or an address such as s3://…")
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="ROLE=NAME", help="The column for a role, if not named so; give it again for more."
    ),
]
Weight = Annotated[
    str, typer.Option("--weight", metavar="COLUMN", help="A column of weights, one for each respondent.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the figures as JSON, with all digits.")]
Wide = Annotated[
    str, typer.Option("--wide", metavar="PREFIX", help="One row a respondent, and columns that begin with this.")
]
Only = Annotated[
    tuple[str, str] | None,
    typer.Option("--only", metavar="COLUMN CODE", help="Only rows with this code in the column."),
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="The same number gives the same figures.")]
Least = Annotated[
    int, typer.Option("--least", metavar="N", min=1, help="Leave out figures with fewer respondents behind them.")
]
