"""`mlops-survey analyse`: statistics of surveys on any CSV or Parquet, one kind a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import typer

from .allocation import allocation
from .change import change
from .details import details
from .estimate import estimate
from .maxdiff import maxdiff
from .ranking import ranking
from .weight import weight

KINDS: Mapping[str, Callable[..., None]] = {
    "allocation": allocation,
    "change": change,
    "details": details,
    "estimate": estimate,
    "maxdiff": maxdiff,
    "ranking": ranking,
    "weight": weight,
}
"""The kinds of analysis; a new one is a file here and a line."""

analyse = typer.Typer(
    name="analyse",
    help="Compute statistics of surveys from CSV or Parquet: scores, weights, estimates, change.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
for name, command in KINDS.items():
    analyse.command(name)(command)
