"""`mlops-survey analyse maxdiff`: best-worst choices as scores."""

from __future__ import annotations

from .frame import failing
from .options import AsJson, Columns, File, Weight


def maxdiff(file: File, columns: Columns = None, weight: Weight = "", as_json: AsJson = False) -> None:
    """Score the items of a best-worst question: counts, shares of preference with intervals, people, groups."""
    with failing():
        pass
