"""Parts of a whole: how many have any of a part, the mean among these, and the mean over all, in percent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .....publication.codebook.model import REAL, RESPONDENTS, WHOLE, Column
from .....publication.limits import SUPPRESSED
from .....publication.sql import quoted
from ...results import ALLOCATION, AMONG, ANY, LATER_AMONG, LATER_ANY, OVERALL, Estimate, Line, Result, Series
from ..assembling import assembled, counted, statuses
from ..counting import Tally
from ..describing import missing_statuses
from ..limits import CELL
from ..precision import PERCENT, hidden, logit_interval, mean, ratio, share
from ..splitting import Folded, Strand
from ..subjects import Subject

SERIES = (
    Series(ANY, "Share with any", "percent"),
    Series(AMONG, "Mean among those", "percent"),
    Series(OVERALL, "Mean over all", "percent"),
)
MEANS = "Means over all count parts that were left out as zero; they add up to 100."
POOLED = "The mean over all is the share of everything counted, so that who counted more says more."
_WHOLE = "Share of all that was counted"
_SAME = ({AMONG, LATER_AMONG}, {ANY, LATER_ANY})
"""Figures that stand for now and later; one is not told without the other."""
_UNTOLD = "Left out, because too few respondents stand behind most parts: {names}."
ZERO, NONE, SOME = "0", "none", "any"


def fits(subject: Subject) -> bool:
    """Say whether respondents divided a whole."""
    return subject.table.form == RESPONDENTS and subject.question.kind == "allocation" and subject.status is not None


def build(subject: Subject) -> Iterator[Result]:
    """Yield the parts, the largest first."""
    yield result_of(subject)


def result_of(subject: Subject, pooled: bool = False, title: str = "") -> Result:
    """Return the parts. ``pooled`` divides what all counted together, instead of averaging shares of respondents."""
    parts = [column for column in subject.columns if column.type in (WHOLE, REAL)]
    counts = counted(subject)
    strands = [
        Strand(column.part, column.label, counts.of(_percent(subject, column, parts)), classes=some_or_none)
        for column in parts
    ]
    found = assembled(
        subject,
        ALLOCATION,
        SERIES,
        strands,
        lines,
        sort=OVERALL,
        title=title,
        base=max((strand.tally().n for strand in strands), default=0),
        missing=missing_statuses(statuses(subject)),
        notes=(POOLED if pooled else MEANS,),
    )
    found = _pooled(subject, found, parts) if pooled else found
    series, gone = telling(found.series, found.lines)
    return replace(found, series=tuple(series), notes=(*found.notes, *gone))


def telling(series: Sequence[Series], lines: Sequence[Line]) -> tuple[list[Series], tuple[str, ...]]:
    """Return the series that are told of at least half of the parts, and a note on those that are left out.

    One share beside nothing but dashes would be read as the largest.
    """
    told = {
        one.id: sum(one.id in line.estimates and line.estimates[one.id].value is not None for line in lines)
        for one in series
    }
    few = {one.id for one in series if 2 * told[one.id] < len(lines)}
    for pair in _SAME:
        few |= set(pair) if few & set(pair) else set()
    kept = [one for one in series if one.id not in few]
    kept = kept or list(series)
    gone = [one.label for one in series if one not in kept]
    return kept, (_UNTOLD.format(names=", ".join(gone)),) if gone else ()


def some_or_none(code: str) -> str:
    """Put a share of zero in one class and all others in another: this is what a reader learns of counts."""
    return NONE if float(code) == 0 else SOME


def lines(strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
    """Yield the line of one part from the tally of percents."""
    yield Line(strand.id, strand.label, three(tally, gone, least))


def three(tally: Tally, gone: Folded, least: int) -> dict[str, Estimate]:
    """Return share with any, mean among those, and mean over all of a tally of percents.

    Where too few have any, the mean over all would tell what they have; where too few have none, it tells nothing of
    them and stays.
    """
    n = tally.n
    values = {code: float(code) for code in tally.sums}
    some = tally.only(code for code, value in values.items() if value != 0)
    if gone:
        untold = hidden(SUPPRESSED, n)
        few = some.n < CELL
        return {ANY: untold, AMONG: untold, OVERALL: untold if few else on_logit(mean(tally, values, least))}
    return {
        ANY: share(tally, list(some.sums), least),
        AMONG: on_logit(mean(some, values, least)),
        OVERALL: on_logit(mean(tally, values, least)),
    }


def on_logit(estimate: Estimate) -> Estimate:
    """Return a mean of percents with its interval made on the logit scale, so that it stays within the whole."""
    if estimate.value is None or estimate.error is None or not 0 < estimate.value < PERCENT or not estimate.error:
        return estimate
    low, high = logit_interval(estimate.value / PERCENT, estimate.error / PERCENT, estimate.n)
    return replace(estimate, low=PERCENT * low, high=PERCENT * high)


def _percent(subject: Subject, column: Column, parts: list[Column]) -> str:
    whole = " + ".join(f"coalesce({quoted(part.name)}, 0)" for part in parts)
    status = quoted(subject.status.name if subject.status else "")
    value = f"round(100.0 * coalesce({quoted(column.name)}, 0) / ({whole}), 6)"
    return f"CASE WHEN {status} = 'answered' AND ({whole}) > 0 THEN {value} END"


def _pooled(subject: Subject, result: Result, parts: list[Column]) -> Result:
    ratios = {column.part: _ratio(subject, column, parts) for column in parts}
    told = [replace(line, estimates=_with(line.estimates, ratios[line.id])) for line in result.lines]
    told.sort(key=lambda line: -(line.estimates[OVERALL].value or 0.0))
    series = tuple(replace(one, label=_WHOLE) if one.id == OVERALL else one for one in result.series)
    return replace(result, series=series, lines=tuple(told), filters=())


def _with(estimates: Mapping[str, Estimate], ratio: Estimate) -> Mapping[str, Estimate]:
    return {**estimates, OVERALL: estimates[OVERALL] if estimates[OVERALL].hidden else ratio}


def _ratio(subject: Subject, column: Column, parts: list[Column]) -> Estimate:
    """Return a part as percent of all that was counted: a ratio of totals over respondents."""
    whole = " + ".join(f"coalesce({quoted(part.name)}, 0)" for part in parts)
    status = quoted(subject.status.name if subject.status else "")
    both = f"coalesce({quoted(column.name)}, 0) || '/' || ({whole})"
    groups = counted(replace(subject, keys=())).of(f"CASE WHEN {status} = 'answered' AND ({whole}) > 0 THEN {both} END")
    tally = groups.tally()
    above, below = ({code: PERCENT ** (1 - at) * float(code.split("/")[at]) for code in tally.sums} for at in range(2))
    found = ratio(tally, above, below)
    return on_logit(replace(found, count=None))
