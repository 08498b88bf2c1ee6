"""Reads described cases from a table: any CSV or Parquet by options, the profile table of a release among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ...publication.codebook.model import MISSING
from ..arrays import Booleans, Floats, Integers
from ..cells import columns_with
from ..failure import AnalysisError
from ..missing import known, reasons
from ..reading import CODE, REAL, Ids, Rows, Wanted, read_rows
from .cases import Cases
from .numbers import PEOPLE, NotANumberError, numbers_of

OWN_CHOICE = "own_choice"
"""The code of a case that the respondent chose against the rule."""
FOLLOWED = ("only_one", "rule")
"""The codes of cases that there was only one of, or that the rule chose."""
ELSEWHERE = ("not_routed", "not_assigned", "not_reached")
"""Reasons for which a respondent has no count of cases, and so describes none that was drawn."""

_ROLES = (
    Wanted("value", CODE),
    Wanted("type", CODE, needed=False),
    Wanted("count", CODE, needed=False),
    Wanted("people", CODE, needed=False),
    Wanted("rule", CODE, needed=False),
    Wanted("share", REAL, needed=False, empty=True),
    Wanted("chance", REAL, needed=False, empty=True),
    Wanted("total", REAL, needed=False, empty=True),
    Wanted("weight", REAL, needed=False, empty=True),
)


@dataclass(frozen=True)
class Wishes:
    """How to read: ``split`` begins the names of the columns of the overview, ``facts`` are further columns to rake by,
    ``shares`` reads numbers as codes, ``people`` gives numbers to codes.
    """

    split: str = ""
    facts: Sequence[str] = ()
    shares: bool = False
    people: Mapping[str, float] = field(default_factory=lambda: PEOPLE)


@dataclass(frozen=True)
class Read:
    """Cases, and how many respondents are not among them, by reason."""

    cases: Cases
    missing: Mapping[str, int]


def read(place: str, names: Mapping[str, str], wishes: Wishes) -> Read:
    """Read one respondent a row.

    Raises:
        AnalysisError: a column is missing, or a cell is not what it should be; file, column and line are said.
    """
    parts = columns_with(place, wishes.split) if wishes.split else []
    wanted = [
        *_ROLES,
        *(Wanted(name, REAL, empty=True) for name in parts),
        *(Wanted(name, CODE) for name in wishes.facts if name not in parts),
    ]
    rows = read_rows(place, wanted, names)
    values, labels, percent, said = _values(rows, wishes.shares)
    count = _numbers(rows, "count", wishes.people)
    eligible = _eligible(rows)
    kinds, kind = _kinds(rows, [name.removeprefix(wishes.split) for name in parts])
    overview, totals = _overview(rows, parts, kind, count, len(kinds))
    cases = Cases(
        values,
        labels,
        percent,
        said & eligible,
        _weights(rows),
        kind,
        kinds,
        count if rows.has("count") else np.ones(rows.count),
        _numbers(rows, "people", wishes.people) if rows.has("people") else None,
        rows.real("share") if rows.has("share") else None,
        rows.real("chance") if rows.has("chance") else None,
        overview,
        totals,
        _is(rows, "rule", (OWN_CHOICE,)) if rows.has("rule") else None,
        _is(rows, "rule", FOLLOWED) if rows.has("rule") else None,
        {name: known(rows.ids(name)) for name in wishes.facts},
    )
    if not cases.n:
        raise AnalysisError("nobody described a case.", "Check the columns of value and count.", place=place)
    return Read(cases, _missing(rows, eligible))


def _values(rows: Rows, shares: bool) -> tuple[Floats, tuple[str, ...], bool, Booleans]:
    """Return values (rows × figures), what the figures are, whether they are percentages, and who said something."""
    ids = rows.ids("value")
    good = np.array([*(label not in MISSING for label in ids.labels), False])
    said: Booleans = good[ids.codes]
    numbers = [] if shares else _as_numbers([label for label in ids.labels if label not in MISSING])
    if numbers:
        table = dict(zip((label for label in ids.labels if label not in MISSING), numbers, strict=True))
        values = np.array([*(table.get(label, np.nan) for label in ids.labels), np.nan])[ids.codes]
        return np.where(said, values, 0.0)[:, None], (rows.names["value"],), False, said
    labels = tuple(label for label in ids.labels if label not in MISSING)
    number = np.array([*(labels.index(label) if label in labels else -1 for label in ids.labels), -1])[ids.codes]
    return 100.0 * (number[:, None] == np.arange(len(labels))), labels, True, said


def _as_numbers(labels: Sequence[str]) -> list[float]:
    try:
        return [float(label) for label in labels]
    except ValueError:
        return []


def _numbers(rows: Rows, role: str, known: Mapping[str, float]) -> Floats:
    if not rows.has(role):
        return np.full(rows.count, np.nan)
    ids = rows.ids(role)
    try:
        found: Floats = numbers_of(ids.labels, known)[ids.codes]
    except NotANumberError as error:
        raise rows.failure(f"{error}.", "Give it one with --number CODE=NUMBER.", role=role) from None
    low = np.flatnonzero(found <= 0)
    if len(low):
        raise rows.failure("a count is above 0.", "Mend the cell, or leave the row out.", role=role, row=int(low[0]))
    return found


def _is(rows: Rows, role: str, codes: Sequence[str]) -> Booleans:
    ids = rows.ids(role)
    return np.asarray(np.array([*(label in codes for label in ids.labels), False])[ids.codes], dtype=np.bool_)


def _eligible(rows: Rows) -> Booleans:
    """Tell who had cases to choose from."""
    if not rows.has("count"):
        return np.ones(rows.count, dtype=np.bool_)
    ids = rows.ids("count")
    return np.array([*(label not in ELSEWHERE for label in ids.labels), True])[ids.codes]


def _kinds(rows: Rows, parts: Sequence[str]) -> tuple[tuple[str, ...], Integers]:
    """Return all types, those of the overview first, and the type of each case."""
    if not rows.has("type"):
        return tuple(parts), np.full(rows.count, -1)
    codes, labels = known(rows.ids("type"))
    kinds = (*parts, *(label for label in labels if label not in parts))
    table = np.array([*(kinds.index(label) for label in labels), -1])
    return kinds, table[codes]


def _overview(
    rows: Rows, parts: Sequence[str], kind: Integers, count: Floats, kinds: int
) -> tuple[Floats | None, Floats | None]:
    """Return the overview in percent, and what it divides. Who has one case has all of it in the type of the case."""
    if not parts:
        return None, None
    given = np.stack([rows.real(name) for name in parts], axis=1)
    sums = np.nansum(given, axis=1)
    answered = ~np.isnan(given).all(axis=1) & (sums > 0)
    found = np.zeros((rows.count, kinds))
    found[:, : len(parts)] = 100 * np.nan_to_num(given) / np.where(sums > 0, sums, 1)[:, None]
    single = ~answered & (count == 1) & (kind >= 0)
    found[single, kind[single]] = 100.0
    found[~answered & ~single] = np.nan
    totals = rows.real("total") if rows.has("total") else np.where(np.isnan(count), 1.0, count)
    return found, np.where(np.isnan(totals), 1.0, totals)


def _weights(rows: Rows) -> Floats:
    if not rows.has("weight"):
        return np.ones(rows.count)
    found = rows.real("weight")
    low = np.flatnonzero(found < 0)
    if len(low):
        raise rows.failure(
            "a weight is below 0.", "Mend the cell, or leave the row out.", role="weight", row=int(low[0])
        )
    return np.nan_to_num(found)


def _missing(rows: Rows, eligible: Booleans) -> dict[str, int]:
    """Count respondents by why they are not among the cases."""
    ids = rows.ids("value")
    found = reasons(Ids(ids.codes[eligible], ids.labels))
    return found | ({} if eligible.all() else {"no case to choose from": int((~eligible).sum())})
