"""Records that are nearly the same, found without comparing all pairs (see ``intake.likeness.bands``)."""

from __future__ import annotations

from ..tables.staging import PEOPLE
from .flags import Checked, check

ALIKE = 0.9
"""Records that have at least this much in common are flagged."""
_CROWD = 100
"""More records than this in one band are compared with the first of them only."""


@check("near_duplicate", "Nearly the same answers as another record")
def near_duplicate(checked: Checked) -> str:
    """Return who has at least nine tenths of twenty or more answers in common with somebody else."""
    both = "len(list_intersect(one.tokens, other.tokens))"
    alike = f"{both} >= {ALIKE} * (len(one.tokens) + len(other.tokens) - {both})"
    return (
        "WITH bands AS (SELECT respondent, unnest(bands) AS band, generate_subscripts(bands, 1) AS place "
        f"FROM {PEOPLE}), "
        "meeting AS (SELECT *, count(*) OVER same AS size, min(respondent) OVER same AS first FROM bands "
        "WINDOW same AS (PARTITION BY place, band) QUALIFY size > 1), "
        "pairs AS (SELECT DISTINCT a.respondent AS left_, b.respondent AS right_ FROM meeting a JOIN meeting b "
        f"USING (place, band) WHERE a.respondent < b.respondent AND (a.size <= {_CROWD} OR a.respondent = a.first)), "
        f"found AS (SELECT left_, right_ FROM pairs JOIN {PEOPLE} one ON one.respondent = left_ "
        f"JOIN {PEOPLE} other ON other.respondent = right_ WHERE {alike}) "
        "SELECT unnest([left_, right_]) AS respondent FROM found"
    )
