"""The result of a best-worst analysis as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...publication.limits import PERCENTAGE_BASE
from ..output import Cell, Figures, Output
from .run import Result
from .tables.anchor import zero_line
from .tables.checks import bootstrap, consistency
from .tables.counted import counts
from .tables.grouped import groups
from .tables.people import people
from .tables.scored import differences, relative, scores

_FORMS = {
    "sequential": "sequential best-then-worst",
    "pairs": "max-diff pairs",
    "marginal": "marginal (best, and worst with its sign turned)",
}
_RULE = "Two items differ only where the interval of their difference excludes 0; overlapping intervals are no test."


def output(result: Result) -> Output:
    """Return facts and tables of what was found."""
    parts = (part for make in _PARTS for part in make(result))
    return Output("maxdiff", "Best-worst scaling", _facts(result), tuple(parts), tuple(_notes(result)))


def _facts(result: Result) -> dict[str, Cell]:
    data, weight = result.data, result.data.weight
    facts: dict[str, Cell] = {
        "respondents": len(data.respondents),
        "respondents_without_weight": data.weightless,
        "items": len(data.items),
        "sets_answered": len(data.shown),
        "sets_without_answer": data.unanswered,
        "sum_of_weights": float(weight.sum()),
        "design_effect_of_weights": float(len(weight) * (weight**2).sum() / weight.sum() ** 2),
    }
    if (fitted := result.fitted) is not None:
        facts |= {
            "likelihood": _FORMS[result.wishes.form],
            "log_likelihood": fitted.log_likelihood,
            "log_likelihood_of_chance": fitted.null_log_likelihood,
            "pseudo_r_squared": 1 - fitted.log_likelihood / fitted.null_log_likelihood,
        }
    return facts


def _notes(result: Result) -> Iterator[str]:
    count, least = len(result.data.respondents), result.wishes.least
    if count < least:
        yield f"Fewer than {least} respondents: counts and ranks only."
    if count < PERCENTAGE_BASE:
        yield f"Fewer than {PERCENTAGE_BASE} respondents: no shares."
    if result.fitted is not None:
        yield "Errors are clustered by respondent, without a small-sample factor; intervals are of 95 %."
        yield _RULE
        yield "Compare years or groups on shares of preference of the same items, never on raw coefficients."
    yield "Precision holds if respondents behave like a random sample given the weights."


_PARTS: tuple[Callable[[Result], Iterator[Figures]], ...] = (
    counts,
    scores,
    relative,
    differences,
    zero_line,
    groups,
    people,
    consistency,
    bootstrap,
)
"""The tables in their order; each yields nothing where its part was not wished."""
