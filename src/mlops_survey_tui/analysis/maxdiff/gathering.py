"""Rows brought together to sets, and sets to answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..arrays import Booleans, Floats, Integers, Shorts
from ..reading import Ids, Rows
from .data import NOBODY, BestWorst
from .faults import check_codes, check_items, check_once, check_sizes, item_twice

_WORD = 62
"""So many items are bits of one word."""
_PART = 1 << 18


def best_worst(rows: Rows, kept: Booleans | None = None) -> BestWorst:
    """Return rows as answers: rows of a set are brought together, sets with the same items become one.

    Raises:
        AnalysisError: a set has two bests, a code is unknown, an item is twice in a set, a weight is not of one value.
    """
    people, items = rows.narrow("respondent"), rows.labels("item")
    check_items(rows, len(items))
    order, starts = _sets(people, rows.narrow("set"), kept)
    item, choice = _taken(rows.narrow("item"), order), _taken(rows.narrow("choice"), order)
    sizes = np.diff(np.append(starts, len(item)))
    check_codes(rows, choice, order)
    check_sizes(rows, sizes, starts, order)
    owner = np.repeat(np.arange(len(starts), dtype=np.int32), sizes)
    best, worst = (
        _chosen(rows, name, item, np.flatnonzero(choice == code), order, owner, len(starts))
        for code, name in ((1, "best"), (-1, "worst"))
    )
    answered = (best != NOBODY) | (worst != NOBODY)
    if not answered.any():
        remedy = "Choices are 1 for best, -1 for worst, 0 for neither."
        raise rows.failure("no set has an answer.", remedy, role="choice")
    codes, members = _different(rows, item, order, starts, sizes, len(items))
    codes = _numbered(codes[answered])
    first = np.zeros(int(codes.max()) + 1, dtype=np.int64)
    first[codes[::-1]] = np.flatnonzero(answered)[::-1]
    whole = BestWorst(
        items,
        rows.labels("respondent"),
        tuple(members(one) for one in first.tolist()),
        _taken(people, order)[starts][answered].astype(np.int64),
        codes,
        best[answered],
        worst[answered],
        **_facts_of_people(rows, kept),
        unanswered=int(len(starts) - answered.sum()),
    )
    present = np.bincount(whole.respondent, minlength=len(whole.respondents)) > 0
    return whole if present.all() else whole.of(present)


def _taken(column: Shorts, order: Integers | None) -> Shorts:
    return column if order is None else column[order]


def _sets(people: Shorts, sets: Shorts, kept: Booleans | None) -> tuple[Integers | None, Integers]:
    """Return an order in which rows of a set stand together (None: they do), and where each set starts in it."""
    order = None if kept is None else np.flatnonzero(kept)
    starts = _starts(_taken(people, order), _taken(sets, order))
    opened = _key(people, sets, starts if order is None else order[starts])
    if len(starts) > 1 and not (np.diff(opened) > 0).all() and len(np.unique(opened)) < len(starts):
        sorting = np.argsort(_key(people, sets, order), kind="stable")
        order = sorting if order is None else order[sorting]
        starts = _starts(people[order], sets[order])
    return order, starts


def _key(people: Shorts, sets: Shorts, rows: Integers | None) -> Integers:
    """Return a number of the respondent and set of each row."""
    return _taken(people, rows).astype(np.int64) * (int(sets.max()) + 1) + _taken(sets, rows)


def _starts(people: Shorts, sets: Shorts) -> Integers:
    changes: Integers = np.flatnonzero((people[1:] != people[:-1]) | (sets[1:] != sets[:-1])) + 1
    return np.concatenate((np.zeros(1, dtype=np.int64), changes))


def _chosen(
    rows: Rows, name: str, item: Shorts, places: Integers, order: Integers | None, owner: Shorts, sets: int
) -> Integers:
    """Return the chosen item of each set, or nobody."""
    check_once(rows, name, places, order, owner)
    found = np.full(sets, NOBODY, dtype=np.int64)
    found[owner[places]] = item[places]
    return found


def _different(
    rows: Rows, item: Shorts, order: Integers | None, starts: Integers, sizes: Integers, items: int
) -> tuple[Integers, Callable[[int], tuple[int, ...]]]:
    """Return numbers of sets that are equal where sets have the same items, and what tells the items of a set.

    Items are bits of words of 62; a set with fewer bits than rows has an item twice.
    """
    codes, bits = np.zeros(len(starts), dtype=np.int64), np.zeros(len(starts), dtype=np.int64)
    for low in range(0, items, _WORD):
        powers = np.zeros(items, dtype=np.int64)
        high = min(low + _WORD, items)
        powers[low:high] = np.left_shift(1, np.arange(high - low))
        words = _joined(powers, item, starts)
        bits += np.bitwise_count(words)
        number = _numbered(words)
        codes = number if not low else _numbered(codes * (int(number.max()) + 1) + number)
    if (bits < sizes).any():
        one = int(np.argmax(bits < sizes))
        raise item_twice(rows, item, order, int(starts[one]), int(sizes[one]))
    return codes, lambda one: tuple(sorted(item[starts[one] : starts[one] + sizes[one]].tolist()))


def _joined(powers: Integers, item: Shorts, starts: Integers) -> Integers:
    """Return the powers of the items of each set as bits of one word, for a part of the sets at a time."""
    words, ends = np.empty(len(starts), dtype=np.int64), np.append(starts, len(item))
    for first in range(0, len(starts), _PART):
        last = min(first + _PART, len(starts))
        inside = item[ends[first] : ends[last]]
        words[first:last] = np.bitwise_or.reduceat(powers[inside], starts[first:last] - ends[first])
    return words


def _numbered(words: Integers) -> Integers:
    """Return words as numbers from 0 in their order: by a table where they are short, by sorting otherwise."""
    high = int(words.max()) + 1
    if high <= 1 << 22:
        there = np.zeros(high, dtype=bool)
        there[words] = True
        return (np.cumsum(there) - 1)[words]
    return np.unique(words, return_inverse=True)[1]


def _facts_of_people(rows: Rows, kept: Booleans | None) -> dict[str, Any]:
    """Return weight, group and stratum of each respondent, by name; a weight of 1 where there is no column."""
    count = len(rows.labels("respondent"))
    if not any(rows.has(role) for role in ("weight", "group", "stratum")):
        return {"weight": np.ones(count)}
    people = rows.narrow("respondent")
    first = _first_rows(people, count, kept)
    weight = weights(rows, first)
    if rows.has("weight"):
        _check_same(rows, "weight", rows.real("weight"), people, first, kept)
    facts = {role: _of_people(rows, role, people, first, kept) for role in ("group", "stratum")}
    return {"weight": weight, **facts}


def _first_rows(people: Shorts, count: int, kept: Booleans | None) -> Integers:
    rows = np.arange(len(people)) if kept is None else np.flatnonzero(kept)
    first = np.full(count, -1, dtype=np.int64)
    first[people[rows[::-1]]] = rows[::-1]
    return first


def weights(rows: Rows, first: Integers) -> Floats:
    """Return the weight in each of some rows (−1: no row, weight 0), 1 where there is no column of weights."""
    if not rows.has("weight"):
        return np.ones(len(first))
    weight = rows.real("weight")
    if (weight < 0).any():
        row = int(np.argmax(weight < 0))
        raise rows.failure(f"the weight {weight[row]:g} is negative.", "Weights are 0 or more.", role="weight", row=row)
    if not np.nan_to_num(weight).any():
        raise rows.failure("all weights are 0 or empty.", "At least one respondent must count.", role="weight")
    return np.where(first >= 0, weight[first], 0.0)


def _of_people(rows: Rows, role: str, people: Shorts, first: Integers, kept: Booleans | None) -> Ids | None:
    if not rows.has(role):
        return None
    ids = rows.ids(role)
    _check_same(rows, role, ids.codes, people, first, kept)
    return Ids(np.where(first >= 0, ids.codes[first], -1), ids.labels)


def _check_same(
    rows: Rows, role: str, column: Integers | Floats, people: Shorts, first: Integers, kept: Booleans | None
) -> None:
    """Refuse a column that differs within a respondent."""
    differs = column != column[first[people]]
    if kept is not None:
        differs &= kept
    if differs.any():
        row = int(np.argmax(differs))
        raise rows.failure("a respondent has two different values here.", "Give one to each.", role=role, row=row)
