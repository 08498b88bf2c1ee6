"""Best-worst answers: one a respondent and set, whatever the sizes of sets; best or worst may be unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Booleans, Floats, Integers
from ..reading import CODE, ID, REAL, WHOLE, Ids, Rows, Wanted, read_rows
from .faults import check

NOBODY = -1
"""Stands for no item: the best of a set of which only the worst is known, and the other way round."""

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


@dataclass(frozen=True)
class BestWorst:
    """Answers of best-worst sets.

    ``respondent``, ``shown``, ``best`` and ``worst`` have one entry an answered set: ``shown`` points into ``sets``, a
    tuple of the items of each different set; ``best`` and ``worst`` are items or :data:`NOBODY`. ``weight``, ``group``
    and ``stratum`` have one entry a respondent (group and stratum −1 where unknown). ``unanswered`` sets were left out.
    """

    items: tuple[str, ...]
    respondents: tuple[str, ...]
    sets: tuple[tuple[int, ...], ...]
    respondent: Integers
    shown: Integers
    best: Integers
    worst: Integers
    weight: Floats
    group: Ids | None = None
    stratum: Ids | None = None
    unanswered: int = 0

    @property
    def membership(self) -> Booleans:
        """Which item is in which set (sets × items)."""
        found = np.zeros((len(self.sets), len(self.items)), dtype=bool)
        for number, members in enumerate(self.sets):
            found[number, list(members)] = True
        return found

    def of(self, chosen: Booleans) -> BestWorst:
        """Return the answers of some respondents only, numbered anew."""
        kept = chosen[self.respondent]
        number = np.cumsum(chosen) - 1
        return replace(
            self,
            respondents=tuple(name for name, keep in zip(self.respondents, chosen, strict=True) if keep),
            respondent=number[self.respondent[kept]],
            shown=self.shown[kept],
            best=self.best[kept],
            worst=self.worst[kept],
            weight=self.weight[chosen],
            group=_part(self.group, chosen),
            stratum=_part(self.stratum, chosen),
        )


def _part(ids: Ids | None, chosen: Booleans) -> Ids | None:
    return None if ids is None else Ids(ids.codes[chosen], ids.labels)


def read_best_worst(place: str, names: Mapping[str, str] | None = None, question: str = "") -> BestWorst:
    """Read answers from a table with one row an item of a set: respondent, set, item, and choice (1 best, −1 worst, 0).

    The table ``…_sets`` of a release has ``row`` in place of ``respondent``, which is found without being named. A
    table of several questions needs the name of one.

    Raises:
        AnalysisError: the rows do not fit together; file, column and line are said.
    """
    rows = read_rows(place, WANTED, _with_row(place, dict(names or {})))
    kept = _of_question(rows, question)
    return best_worst(rows, kept)


def _with_row(place: str, names: dict[str, str]) -> dict[str, str]:
    from ..reading import open_source

    if "respondent" not in names:
        with open_source(place) as source:
            if "respondent" not in source.names and "row" in source.names:
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


def best_worst(rows: Rows, kept: Booleans | None = None) -> BestWorst:
    """Return rows as answers: rows of a set are brought together, sets with the same items become one.

    Raises:
        AnalysisError: a set has two bests, a code is unknown, an item is twice in a set, a weight is not of one value.
    """
    people, items = rows.ids("respondent"), rows.ids("item")
    order, starts = _sets(people.codes, rows.ids("set").codes, kept)
    item, choice = _taken(items.codes, order), _taken(rows.whole("choice"), order)
    owner = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(item))))
    check(rows, item, choice, order, owner)
    person = _taken(people.codes, order)[starts]
    best, worst = (_chosen(item, choice == code, owner, len(starts)) for code in (1, -1))
    answered = (best != NOBODY) | (worst != NOBODY)
    if not answered.any():
        raise rows.failure(
            "no set has an answer.", "Choices are 1 for best, -1 for worst, 0 for neither.", role="choice"
        )
    codes, sets = _different(item, starts, items.count, answered)
    first_rows = _first_rows(people.codes, people.count, kept)
    whole = BestWorst(
        items.labels,
        people.labels,
        sets,
        person[answered],
        codes,
        best[answered],
        worst[answered],
        _weights(rows, people, first_rows, kept),
        _of_people(rows, "group", people, first_rows, kept),
        _of_people(rows, "stratum", people, first_rows, kept),
        int(len(starts) - answered.sum()),
    )
    present = np.bincount(whole.respondent, minlength=people.count) > 0
    return whole if present.all() else whole.of(present)


def _taken(column: Integers, order: Integers | None) -> Integers:
    return column if order is None else column[order]


def _sets(people: Integers, sets: Integers, kept: Booleans | None) -> tuple[Integers | None, Integers]:
    """Return an order in which rows of a set stand together (None: they do), and where each set starts in it."""
    key = people * (int(sets.max()) + 1) + sets
    order = None if kept is None else np.flatnonzero(kept)
    key = _taken(key, order)
    starts = _starts(key)
    opened = key[starts]
    if len(starts) > 1 and not (np.diff(opened) > 0).all() and len(np.unique(opened)) < len(starts):
        sorting = np.argsort(key, kind="stable")
        order = sorting if order is None else order[sorting]
        starts = _starts(key[sorting])
    return order, starts


def _starts(key: Integers) -> Integers:
    changes: Integers = np.flatnonzero(key[1:] != key[:-1]) + 1
    return np.concatenate((np.zeros(1, dtype=np.int64), changes))


def _chosen(item: Integers, chosen: Booleans, owner: Integers, sets: int) -> Integers:
    """Return the chosen item of each set, or nobody."""
    places = np.flatnonzero(chosen)
    found = np.full(sets, NOBODY, dtype=np.int64)
    found[owner[places]] = item[places]
    return found


def _different(
    item: Integers, starts: Integers, items: int, answered: Booleans
) -> tuple[Integers, tuple[tuple[int, ...], ...]]:
    """Return which of the different sets each answered set is, and these sets: by bits of words of 62 items."""
    codes = np.zeros(len(starts), dtype=np.int64)
    for low in range(0, items, 62):
        here = (item >= low) & (item < low + 62)
        bits = np.where(here, np.left_shift(1, (item - low) % 62), 0)
        words = np.bitwise_or.reduceat(bits, starts)
        number = _numbered(words, min(items - low, 62))
        codes = number if not low else _numbered(codes * (int(number.max()) + 1) + number, 63)
    codes = _numbered(codes[answered], 63)
    first = np.zeros(int(codes.max()) + 1, dtype=np.int64)
    first[codes[::-1]] = np.flatnonzero(answered)[::-1]
    ends = np.append(starts[1:], len(item))
    return codes, tuple(tuple(sorted(item[starts[one] : ends[one]].tolist())) for one in first)


def _numbered(words: Integers, bits: int) -> Integers:
    """Return words as numbers from 0 in their order: by a table where they are short, by sorting otherwise."""
    high = int(words.max()) + 1
    if bits <= 22 or high <= 1 << 22:
        there = np.zeros(high, dtype=bool)
        there[words] = True
        return (np.cumsum(there) - 1)[words]
    return np.unique(words, return_inverse=True)[1]


def _first_rows(people: Integers, count: int, kept: Booleans | None) -> Integers:
    rows = np.arange(len(people)) if kept is None else np.flatnonzero(kept)
    first = np.full(count, -1, dtype=np.int64)
    first[people[rows[::-1]]] = rows[::-1]
    return first


def _weights(rows: Rows, people: Ids, first: Integers, kept: Booleans | None) -> Floats:
    if not rows.has("weight"):
        return np.ones(people.count)
    weight = rows.real("weight")
    if (weight < 0).any():
        row = int(np.argmax(weight < 0))
        raise rows.failure(f"the weight {weight[row]:g} is negative.", "Weights are 0 or more.", role="weight", row=row)
    _check_same(rows, "weight", weight, people.codes, first, kept)
    if not weight.any():
        raise rows.failure("all weights are 0.", "At least one respondent must count.", role="weight")
    return np.where(first >= 0, weight[first], 0.0)


def _of_people(rows: Rows, role: str, people: Ids, first: Integers, kept: Booleans | None) -> Ids | None:
    if not rows.has(role):
        return None
    ids = rows.ids(role)
    _check_same(rows, role, ids.codes, people.codes, first, kept)
    return Ids(np.where(first >= 0, ids.codes[first], -1), ids.labels)


def _check_same(
    rows: Rows, role: str, column: Integers | Floats, people: Integers, first: Integers, kept: Booleans | None
) -> None:
    """Refuse a column that differs within a respondent."""
    differs = column != column[first[people]]
    if kept is not None:
        differs &= kept
    if differs.any():
        row = int(np.argmax(differs))
        raise rows.failure("a respondent has two different values here.", "Give one to each.", role=role, row=row)
