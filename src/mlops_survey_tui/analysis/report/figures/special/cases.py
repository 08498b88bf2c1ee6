"""Facts about one use case: shares of respondents, and beside them shares of the use cases that they work on.

The weights are those of ``analysis.details``: each case stands for as many cases as its respondent had to choose from,
raked to the overview of how teams produce outputs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .....publication.limits import SUPPRESSED
from ....failure import AnalysisError
from ...results import BARS, WEIGHTED, Estimate, Line, Result, Series
from ..planning import Entry
from ..precision import PERCENT, hidden, logit_interval
from ..release_pair import Editions
from ..subjects import Subject

COUNT, PEOPLE, RULE, TYPE, OVERVIEW = "d_own_count", "people_involved", "d_select", "d_serving", "mix_serving"
_SERIES = Series(WEIGHTED, "Share of use cases", "percent")
_NOTE = (
    "Share of use cases: each case stands for the cases of its respondent (at most {cap:.0f}), raked to how teams "
    "produce outputs; design effect {deff:.2f}."
)
_COSTLY = (
    "Weights for use cases would have a design effect of {deff:.2f}, above 2: only shares of respondents are told."
)


def details(editions: Editions, one: Entry) -> Iterator[Result]:
    """Yield the plain result of a fact about the use case, with weighted shares beside where they can be made."""
    for subject in editions.subjects(one.questions[0])[:1]:
        for result in list(editions.results(one.questions[0]))[:1]:
            yield replace(_beside(subject, result), title=one.title)


def _beside(subject: Subject, result: Result) -> Result:
    from ....details.run import DEFF

    names = subject.table.by_name
    if result.form != BARS or not {COUNT, TYPE} <= set(names) or result.id == TYPE:
        return result
    try:
        found, cap, deff, n = _weighted(subject)
    except (AnalysisError, ValueError):
        return result
    if deff > DEFF:
        return replace(result, notes=(*result.notes, _COSTLY.format(deff=deff)))
    lines = tuple(_with(line, found, n, deff) for line in result.lines)
    note = _NOTE.format(cap=cap, deff=deff)
    return replace(result, lines=lines, series=(*result.series, _SERIES), notes=(*result.notes, note))


def _with(line: Line, found: dict[str, tuple[float, float]], n: int, deff: float) -> Line:
    (plain,) = line.estimates.values()
    if plain.value is None or line.id not in found:
        told = hidden(plain.hidden or SUPPRESSED, plain.n)
    else:
        value, error = found[line.id]
        low, high = logit_interval(value / PERCENT, error / PERCENT, n)
        told = Estimate(value, PERCENT * low, PERCENT * high, error, n, n / deff, deff)
    return replace(line, estimates={**line.estimates, WEIGHTED: told})


def _weighted(subject: Subject) -> tuple[dict[str, tuple[float, float]], float, float, int]:
    """Return share and error by code, the cap, the design effect, and how many cases there are."""
    from ....details.cases import cap_of, design_effect
    from ....details.reading import Wishes, read
    from ....details.run import weigh

    names = {"value": subject.columns[0].name, "count": COUNT, "type": TYPE}
    names |= {role: name for role, name in (("people", PEOPLE), ("rule", RULE)) if subject.column(name)}
    overview = any(subject.table.of(OVERVIEW))
    wishes = Wishes(split=f"{OVERVIEW}." if overview else "", shares=True)
    cases = read(str(subject.release.path(subject.table)), names, wishes).cases
    cap = cap_of(cases)
    found = weigh(cases, "practitioners", cap)
    values, errors = found.estimate.values.tolist(), found.estimate.errors.tolist()
    shares = dict(zip(cases.labels, zip(values, errors, strict=True), strict=True))
    return shares, cap, design_effect(found.weights.values), cases.n
