"""Best-worst answers from files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ..arrays import Booleans
from ..reading import CODE, ID, REAL, WHOLE, Ids, Rows, Wanted, open_source, read_rows
from .data import BestWorst
from .gathering import best_worst, weights

WANTED = (
    Wanted("respondent", ID),
    Wanted("set", ID),
    Wanted("item", ID),
    Wanted("choice", WHOLE),
    Wanted("question", CODE, needed=False),
    Wanted("weight", REAL, needed=False),
    Wanted("group", CODE, needed=False),
    Wanted("stratum", CODE, needed=False),
)


OF_PEOPLE = ("weight", "group", "stratum")
"""Columns that have one value a respondent."""


def read_best_worst(
    place: str, names: Mapping[str, str] | None = None, question: str = "", people: str = ""
) -> BestWorst:
    """Read answers from a table with one row an item of a set: respondent, set, item, and choice (1 best, −1 worst, 0).

    The table ``…_sets`` of a release has ``row`` in place of ``respondent``, which is found without being named. A
    table of several questions needs the name of one. ``people`` is a table with one row a respondent that has weight,
    group and stratum, if they are not in the first; the respondents' table of a release is one.

    Raises:
        AnalysisError: the rows do not fit together; file, column and line are said.
    """
    given = dict(names or {})
    of_sets = {role: name for role, name in given.items() if not (people and role in OF_PEOPLE)}
    wanted = [one for one in WANTED if not (people and one.role in OF_PEOPLE)]
    rows = read_rows(place, wanted, with_row(place, of_sets))
    found = best_worst(rows, _of_question(rows, question))
    return with_people(found, people, given) if people else found


def with_people(data: BestWorst, place: str, names: Mapping[str, str]) -> BestWorst:
    """Return answers with weight, group and stratum from a table with one row a respondent.

    Respondents without a weight are left out and counted: in a release, those who took a module that chance had not
    given them.

    Raises:
        AnalysisError: a respondent of the sets is missing there, or has two rows.
    """
    given = {role: name for role, name in names.items() if role in OF_PEOPLE or role == "respondent"}
    wanted = [replace(one, empty=one.role == "weight") for one in WANTED if one.role in {*OF_PEOPLE, "respondent"}]
    rows = read_rows(place, wanted, with_row(place, given, other=True))
    people = rows.ids("respondent")
    if people.count < rows.count:
        row = int(np.argmax(np.bincount(people.codes)[people.codes] > 1))
        raise rows.failure("a respondent has two rows.", "Give each one row.", role="respondent", row=row)
    row_of = {people.labels[code]: row for row, code in enumerate(people.codes.tolist())}
    missing = [name for name in data.respondents if name not in row_of]
    if missing:
        raise rows.failure(f"there is no respondent {missing[0]!r}.", "Add the row.", role="respondent")
    order = np.array([row_of[name] for name in data.respondents], dtype=np.int64)
    weight = weights(rows, np.arange(rows.count))[order]
    group, stratum = (
        Ids(rows.ids(role).codes[order], rows.ids(role).labels) if rows.has(role) else None
        for role in ("group", "stratum")
    )
    whole = replace(data, weight=weight, group=group, stratum=stratum)
    known = np.isfinite(weight)
    return whole if known.all() else replace(whole.of(known), weightless=int((~known).sum()))


def with_row(place: str, names: dict[str, str], *, other: bool = False) -> dict[str, str]:
    """Return names by role, with ``row`` for the respondent where a table has that column and no other for it.

    In an ``other`` table than that of the sets, a name given to the respondent's column may be missing.
    """
    with open_source(place) as source:
        if other and names.get("respondent") not in source.names:
            names.pop("respondent", None)
        if "respondent" not in {*names, *source.names} and "row" in source.names:
            names["respondent"] = "row"
    return names


def _of_question(rows: Rows, question: str) -> Booleans | None:
    """Return which rows belong to the question, or None for all."""
    if not rows.has("question"):
        return None
    asked = rows.ids("question")
    if not question and asked.count <= 1:
        return None
    if question not in asked.labels:
        raise rows.failure(
            f"there is no question {question!r}." if question else "there are several questions.",
            f"Name one of them with --question: {', '.join(asked.labels)}.",
            role="question",
        )
    kept: Booleans = asked.codes == asked.labels.index(question)
    return kept
