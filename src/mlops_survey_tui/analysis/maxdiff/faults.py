"""What cannot be in best-worst data, found before anything is computed."""

from __future__ import annotations

import numpy as np

from ..arrays import Integers, Shorts
from ..choice.stages import MOST_ITEMS
from ..failure import AnalysisError
from ..reading import Rows

_CODES = "Choices are 1 for best, -1 for worst and 0 for neither."


def check_items(rows: Rows, items: int) -> None:
    """Refuse more items than can be scored.

    Raises:
        AnalysisError: there are.
    """
    if items > MOST_ITEMS:
        remedy = f"Up to {MOST_ITEMS} can be scored; is this the column of items?"
        raise rows.failure(f"there are {items:,} items.", remedy, role="item")


def check_codes(rows: Rows, choice: Shorts, order: Integers | None) -> None:
    """Refuse choices with an unknown code; they stand in ``order`` (None: as in the table).

    Raises:
        AnalysisError: there is one.
    """
    if choice.min() < -1 or choice.max() > 1:
        place = int(np.argmax((choice < -1) | (choice > 1)))
        raise rows.failure(f"{int(choice[place])} is no choice.", _CODES, role="choice", row=_row(order, place))


def check_once(rows: Rows, name: str, chosen: Integers, order: Integers | None, owner: Shorts) -> None:
    """Refuse a second best or worst; ``chosen`` are places of such choices, ``owner`` numbers the set of each row.

    Raises:
        AnalysisError: a set has two.
    """
    again = np.flatnonzero(owner[chosen[1:]] == owner[chosen[:-1]])
    if len(again):
        row = _row(order, int(chosen[again[0] + 1]))
        raise rows.failure(f"a second {name} in one set.", "A set has one at most.", role="choice", row=row)


def check_sizes(rows: Rows, sizes: Integers, starts: Integers, order: Integers | None) -> None:
    """Refuse a set of one item.

    Raises:
        AnalysisError: there is one.
    """
    if sizes.min() < 2:
        row = _row(order, int(starts[np.argmin(sizes)]))
        raise rows.failure("a set of one item.", "Each item shown has a row, chosen or not.", role="set", row=row)


def item_twice(rows: Rows, item: Shorts, order: Integers | None, start: int, size: int) -> AnalysisError:
    """Return the error that an item stands twice in the set of so many rows from a start."""
    members = item[start : start + size].tolist()
    second = next(place for place, one in enumerate(members) if one in members[:place])
    row = _row(order, start + second)
    return rows.failure("an item stands twice in one set.", "Leave one row out.", role="item", row=row)


def _row(order: Integers | None, place: int) -> int:
    return place if order is None else int(order[place])
