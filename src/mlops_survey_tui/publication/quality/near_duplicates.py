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
_FOUND, _SKETCHED = "alike_records", "sketched_records"
_SKETCH = "list_bit_xor(list_transform(tokens, lambda token: 1::UBIGINT << (token % 64)))"
"""64 bits of a record, each the parity of how many answers fall on it (odd sketch, Mitzenmacher et al. 2014).

An answer that only one of two records has turns one bit of the difference, so that it never has more bits than there
are such answers: records whose sketches are further apart than alike ones can be need not be compared.
"""


@check("near_duplicate", "Nearly the same answers as another record")
def near_duplicate(checked: Checked) -> str:
    """Return who has at least nine tenths of twenty or more answers in common with somebody else."""
    connection = checked.connection
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {_FOUND} (respondent BIGINT)")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_SKETCHED} AS SELECT respondent, bands, len(tokens) AS length, "
        f"{_SKETCH} AS sketch FROM {PEOPLE} WHERE len(bands) > 0"
    )
    people = int(connection.execute(f"SELECT count(*) FROM {_SKETCHED}").fetchall()[0][0])
    step = min(BANDS, max(1, _AT_ONCE // max(people, 1)))
    for first in range(1, BANDS + 1, step):
        connection.execute(f"INSERT INTO {_FOUND} {_in_bands(first, first + step - 1)}")
    connection.execute(f"DROP TABLE {_SKETCHED}")
    return f"SELECT respondent FROM {_FOUND}"


def _in_bands(first: int, last: int) -> str:
    """Return a query of the records that are like another one with which they share one of these bands.

    Records that are known already are not compared again.
    """
    common = "len(list_intersect(one.tokens, other.tokens))"
    lengths = "(len(one.tokens) + len(other.tokens))"
    within = f"{1 + ALIKE:.4f} * bit_count(xor(a.sketch, b.sketch)) <= {1 - ALIKE:.4f} * (a.length + b.length)"
    known = f"(SELECT respondent FROM {_FOUND})"
    some = f"bands[{first}:{last}]"
    return (
        f"WITH bands AS (SELECT respondent, length, sketch, unnest({some}) AS band, "
        f"generate_subscripts({some}, 1) AS place FROM {_SKETCHED}), "
        "meeting AS (SELECT *, count(*) OVER same AS size, min(respondent) OVER same AS first FROM bands "
        "WINDOW same AS (PARTITION BY place, band) QUALIFY size > 1), "
        "pairs AS (SELECT DISTINCT a.respondent AS left_, b.respondent AS right_ FROM meeting a JOIN meeting b "
        f"USING (place, band) WHERE a.respondent < b.respondent AND (a.size <= {_CROWD} OR a.respondent = a.first) "
        f"AND {within} AND NOT (a.respondent IN {known} AND b.respondent IN {known})), "
        f"compared AS (SELECT left_, right_, {common} AS common, {lengths} AS lengths FROM pairs "
        f"JOIN {PEOPLE} one ON one.respondent = left_ JOIN {PEOPLE} other ON other.respondent = right_) "
        "SELECT unnest([left_, right_]) AS respondent FROM compared "
        f"WHERE common >= {ALIKE} * (lengths - common)"
    )
