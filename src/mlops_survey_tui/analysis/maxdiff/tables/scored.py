"""Scores of items, and which of them differ."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...arrays import Floats
from ...output import Figures, Heading
from ..comparing import items_compared
from ..run import Result
from ..scales import probabilities, rescaled, share_ends, shares
from .headings import difference_headings, difference_row


def scores(result: Result) -> Iterator[Figures]:
    if result.fitted is None:
        return
    values, classical, clustered = result.fitted.centred
    share, (low, high) = shares(values, clustered), share_ends(values, clustered)
    scaled = rescaled(values, clustered)
    size = float(np.mean([len(result.data.sets[one]) for one in result.data.shown]))
    chance = probabilities(values, clustered, size)
    columns = (
        (Heading("coefficient", "coefficient"), values),
        (Heading("error", "error"), np.sqrt(np.diag(clustered))),
        (Heading("classical_error", "classical"), np.sqrt(np.diag(classical))),
        (Heading("share", "share %", 2), share.values),
        (Heading("share_error", "error", 2), share.errors),
        (Heading("low", "low", 2), low),
        (Heading("high", "high", 2), high),
        (Heading("score", "0–100", 1), scaled.values),
        (Heading("score_error", "error", 1), scaled.errors),
        (Heading("chance", "chance %", 1), chance.values),
        (Heading("chance_error", "error", 1), chance.errors),
    )
    rows = [
        (result.data.items[item], *(float(column[item]) for _, column in columns))
        for item in np.argsort(-values, kind="stable")
    ]
    notes = (
        "Coefficients sum to 0. Shares of preference sum to 100 and have logit intervals. 0–100 is the lowest and the "
        f"highest item. Chance is to be best of {size:g} items, the others average.",
        f"Errors are clustered; the median is {_ratio(clustered, classical):.2f} times the classical error.",
    )
    yield Figures("scores", "Scores", (Heading("item", "item"), *(heading for heading, _ in columns)), rows, notes)


def _ratio(clustered: Floats, classical: Floats) -> float:
    return float(np.median(np.sqrt(np.diag(clustered) / np.diag(classical))))


def differences(result: Result) -> Iterator[Figures]:
    if result.fitted is None:
        return
    values, _, clustered = result.fitted.centred
    found = items_compared(result.data.items, values, clustered)
    order = {result.data.items[item]: place for place, item in enumerate(np.argsort(-values, kind="stable"))}
    neighbours = [one for one in found if order[one.second] == order[one.first] + 1]
    yield Figures(
        "neighbours",
        "Neighbours in the order of scores",
        difference_headings("higher", "lower"),
        [difference_row(one) for one in neighbours],
        (f"{sum(one.clear for one in found)} of all {len(found)} pairs differ; --json has all pairs.",),
    )
    yield Figures(
        "pairs", "All pairs", difference_headings("higher", "lower"), [difference_row(one) for one in found], (), 0
    )


def relative(result: Result) -> Iterator[Figures]:
    """Yield coefficients relative to the item that was wished for, as other programs print them."""
    if result.fitted is None or not result.wishes.reference:
        return
    fitted = result.fitted
    classical, clustered = (np.sqrt(np.diag(one)) for one in (fitted.classical, fitted.clustered))
    rows = [
        (result.data.items[item], *(float(one[item]) for one in (fitted.coefficients, clustered, classical)))
        for item in np.argsort(-fitted.coefficients, kind="stable")
        if item != fitted.reference
    ]
    headings = (Heading("coefficient", "coefficient", 4), Heading("error", "error", 4))
    title = f"Coefficients relative to {result.wishes.reference}"
    yield Figures(
        "relative", title, (Heading("item", "item"), *headings, Heading("classical_error", "classical", 4)), rows
    )
