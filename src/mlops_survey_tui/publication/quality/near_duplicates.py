"""Records that are nearly the same, found without comparing all pairs (see ``intake.likeness.bands``)."""

from __future__ import annotations

from ..intake.likeness import BANDS
from ..tables.staging import PEOPLE
from .flags import Checked, check

ALIKE = 0.9
"""Records that have at least this much in common are flagged."""
_CROWD = 100
"""More records than this in one band are compared with the first of them only."""
_AT_ONCE = 200_000 * BANDS
"""So many bands of records are looked at together, so that pairs never take much room."""
_FOUND = "alike_records"


@check("near_duplicate", "Nearly the same answers as another record")
def near_duplicate(checked: Checked) -> str:
    """Return who has at least nine tenths of twenty or more answers in common with somebody else."""
    connection = checked.connection
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {_FOUND} (respondent BIGINT)")
    people = int(connection.execute(f"SELECT count(*) FROM {PEOPLE}").fetchall()[0][0])
    step = min(BANDS, max(1, _AT_ONCE // max(people, 1)))
    for first in range(1, BANDS + 1, step):
        connection.execute(f"INSERT INTO {_FOUND} {_in_bands(first, first + step - 1)}")
    return f"SELECT respondent FROM {_FOUND}"


def _in_bands(first: int, last: int) -> str:
    """Return a query of the records that are like another one with which they share one of these bands.

    Records of very different length cannot be alike, and those that are known already are not compared again.
    """
    both = "len(list_intersect(one.tokens, other.tokens))"
    alike = f"{both} >= {ALIKE} * (len(one.tokens) + len(other.tokens) - {both})"
    known = f"(SELECT respondent FROM {_FOUND})"
    some = f"bands[{first}:{last}]"
    return (
        f"WITH bands AS (SELECT respondent, len(tokens) AS length, unnest({some}) AS band, "
        f"generate_subscripts({some}, 1) AS place FROM {PEOPLE}), "
        "meeting AS (SELECT *, count(*) OVER same AS size, min(respondent) OVER same AS first FROM bands "
        "WINDOW same AS (PARTITION BY place, band) QUALIFY size > 1), "
        "pairs AS (SELECT DISTINCT a.respondent AS left_, b.respondent AS right_ FROM meeting a JOIN meeting b "
        f"USING (place, band) WHERE a.respondent < b.respondent AND (a.size <= {_CROWD} OR a.respondent = a.first) "
        f"AND least(a.length, b.length) >= {ALIKE} * greatest(a.length, b.length) "
        f"AND NOT (a.respondent IN {known} AND b.respondent IN {known})), "
        f"found AS (SELECT left_, right_ FROM pairs JOIN {PEOPLE} one ON one.respondent = left_ "
        f"JOIN {PEOPLE} other ON other.respondent = right_ WHERE {alike}) "
        "SELECT unnest([left_, right_]) AS respondent FROM found"
    )
