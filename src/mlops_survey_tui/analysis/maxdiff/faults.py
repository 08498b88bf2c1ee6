"""What cannot be in best-worst data, found before anything is computed."""

from __future__ import annotations

import numpy as np

from ..arrays import Integers
from ..reading import Rows

_CODES = "Choices are 1 for best, -1 for worst and 0 for neither."


def check(rows: Rows, item: Integers, choice: Integers, order: Integers | None, owner: Integers) -> None:
    """Refuse rows that do not make sets.

    ``item`` and ``choice`` stand in ``order`` (None: as in the table), ``owner`` numbers the set of each.

    Raises:
        AnalysisError: an unknown code, two bests or worsts in a set, an item twice in a set, or a set of one item.
    """
    unknown = (choice < -1) | (choice > 1)
    if unknown.any():
        place = int(np.argmax(unknown))
        raise rows.failure(f"{int(choice[place])} is no choice.", _CODES, role="choice", row=_row(order, place))
    for code, name in ((1, "best"), (-1, "worst")):
        chosen = np.flatnonzero(choice == code)
        again = np.flatnonzero(owner[chosen[1:]] == owner[chosen[:-1]])
        if len(again):
            row = _row(order, int(chosen[again[0] + 1]))
            raise rows.failure(f"a second {name} in one set.", "A set has one at most.", role="choice", row=row)
    sizes = np.bincount(owner)
    if (sizes < 2).any():
        row = _row(order, int(np.searchsorted(owner, np.argmax(sizes < 2))))
        raise rows.failure("a set of one item.", "Each item shown has a row, chosen or not.", role="set", row=row)
    _check_twice(rows, item, order, owner, int(sizes.max()))


def _check_twice(rows: Rows, item: Integers, order: Integers | None, owner: Integers, largest: int) -> None:
    """Refuse an item that stands twice in a set; compares each row with those after it in its set."""
    for distance in range(1, largest):
        same = (item[distance:] == item[:-distance]) & (owner[distance:] == owner[:-distance])
        if same.any():
            row = _row(order, int(np.argmax(same)) + distance)
            raise rows.failure("an item stands twice in one set.", "Leave one row out.", role="item", row=row)


def _row(order: Integers | None, place: int) -> int:
    return place if order is None else int(order[place])
