"""Groups of respondents."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...output import Cell, Figures, Heading
from ..run import Result
from ..scales import share_ends
from .headings import ENDS, difference_headings, difference_row


def groups(result: Result) -> Iterator[Figures]:
    if result.groups is None:
        return
    groups = result.groups
    rows: list[tuple[Cell, ...]] = []
    for group in groups.groups:
        if group.shares is None:
            rows.append((group.code, group.respondents or None, None, None, None, None, None, group.hidden))
            continue
        assert group.fitted is not None
        values, _, covariance = group.fitted.centred
        low, high = share_ends(values, covariance)
        for place in np.argsort(-values, kind="stable"):
            figures = (group.shares.values, group.shares.errors, low, high)
            named = (group.code, group.respondents, result.data.items[place])
            rows.append((*named, *(float(one[place]) for one in figures), ""))
    headings = (Heading("group", "group"), Heading("respondents", "respondents"), Heading("item", "item"))
    measured = (Heading("share", "share %", 2), Heading("error", "error", 2), *ENDS, Heading("hidden", "hidden"))
    yield Figures("groups", "Shares of preference by group", (*headings, *measured), rows)
    notes = [
        "Differences of shares in points; p by Holm over all items and pairs of groups.",
        f"All groups alike (Wald): {groups.statistic:.2f} on {groups.freedom} degrees of freedom, p = {groups.p:.4g}.",
    ]
    more = Heading("item", "item")
    rows = [difference_row(one, one.item) for one in groups.differences]
    yield Figures(
        "group_differences", "Differences of groups", difference_headings("group", "less", more), rows, tuple(notes)
    )
