"""Best-worst questions: how often each item was chosen as best and as worst when shown, and shares of preference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .....publication.codebook.model import RESPONDENTS, Column
from .....publication.limits import SUPPRESSED
from .....publication.sql import literal
from ...results import BEST, PREFERENCE, SCORE, SCORES, WORST, Estimate, Line, Result, Series
from ..assembling import assembled, counted, statuses
from ..counting import Tally
from ..describing import missing_statuses
from ..limits import BASE, UTILITIES
from ..models import preferences
from ..precision import hidden, mean, share
from ..splitting import Folded, Strand
from ..subjects import Subject

SERIES = (
    Series(SCORE, "Best minus worst", "score"),
    Series(BEST, "Chosen as best when shown", "percent"),
    Series(WORST, "Chosen as worst when shown", "percent"),
)
_SHARES = Series(PREFERENCE, "Share of preference", "percent")
_COUNTS = "Score: (times best − times worst) / times shown, from −1 to 1, with errors over respondents."
_LOGIT = (
    "Shares of preference: sequential best-worst logit fitted to all choices, with errors clustered by respondent; "
    "they add up to 100."
)
_NO_LOGIT = f"Below {UTILITIES} respondents choices are counted and ranked; no model is fitted."


def fits(subject: Subject) -> bool:
    """Say whether the question has a table of sets."""
    return subject.question.kind == "maxdiff" and subject.table.form == RESPONDENTS and subject.sets is not None


def build(subject: Subject) -> Iterator[Result]:
    """Yield the items, the one most often best (and least often worst) first."""
    strands = list(_strands(subject))
    answered = _answered(subject)
    found = assembled(
        subject,
        SCORES,
        SERIES,
        strands,
        _lines,
        sort=SCORE,
        unit="score",
        base=answered,
        missing=missing_statuses(statuses(subject)),
        notes=(_COUNTS,),
        source=f"{subject.table.file}, {subject.sets.file if subject.sets else ''}",
    )
    yield _with_preferences(subject, found)


def joined(subject: Subject) -> str:
    """Return the SQL of one row a respondent and item, with the times it was shown, best and worst."""
    sets = subject.release.relation(subject.sets) if subject.sets else ""
    chosen = literal(subject.question.id)
    return (
        f"(SELECT people.*, answers._item, answers._shown, answers._best, answers._worst "
        f"FROM {subject.relation} AS people JOIN "
        f"(SELECT row AS _person, item AS _item, count(*) AS _shown, "
        f"count(*) FILTER (choice = 1) AS _best, count(*) FILTER (choice = -1) AS _worst FROM {sets} "
        f"WHERE question = {chosen} GROUP BY row, item) AS answers ON people.row = answers._person)"
    )


def _strands(subject: Subject) -> Iterator[Strand]:
    """Yield one strand an item; its codes are ``best/worst/shown`` of one respondent."""
    counts = counted(subject, joined(subject))
    code = "_best || '/' || _worst || '/' || _shown"
    found = counts.by("_item", code)
    for item, label in item_labels(subject, sorted(found)).items():
        if item in found:
            yield Strand(item, label, found[item], classes=_verdict)


def item_labels(subject: Subject, items: Iterable[str]) -> dict[str, str]:
    """Return the words of items in the order of the questionnaire."""
    column: Column | None = subject.sets.by_name.get("item") if subject.sets else None
    known = {value.code: value.label for value in (column.values if column else ())}
    return {**known, **{item: item for item in items if item not in known}}


def _verdict(code: str) -> str:
    """Put a respondent's choices of an item into the class that a reader learns the count of."""
    best, worst, _ = map(int, code.split("/"))
    return "best" if best and not worst else "worst" if worst and not best else "both" if best else "neither"


def _lines(strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
    if gone:
        n = tally.n
        yield Line(strand.id, strand.label, {one.id: hidden(SUPPRESSED, n) for one in SERIES})
        return
    score, best, worst = ({code: _per_showing(code, which) for code in tally.sums} for which in range(3))
    yield Line(
        strand.id,
        strand.label,
        {
            SCORE: mean(tally, score, least),
            BEST: _share(tally, best, least),
            WORST: _share(tally, worst, least),
        },
    )


def _per_showing(code: str, which: int) -> float:
    best, worst, shown = map(int, code.split("/"))
    return (best - worst, best, worst)[which] / shown


def _share(tally: Tally, values: dict[str, float], least: int) -> Estimate:
    """Return how often an item was chosen when shown, in percent."""
    if all(value in (0.0, 1.0) for value in values.values()):
        return share(tally, [code for code, value in values.items() if value], least)
    found = mean(tally, values, least)
    return found if found.value is None else _in_percent(found)


def _in_percent(found: Estimate) -> Estimate:
    value, low, high, error = (100.0 * (number or 0.0) for number in (found.value, found.low, found.high, found.error))
    return replace(found, value=value, low=max(low, 0.0), high=min(high, 100.0), error=error)


def _answered(subject: Subject) -> int:
    sets = subject.release.relation(subject.sets) if subject.sets else ""
    query = f"SELECT count(DISTINCT row) FROM {sets} WHERE question = {literal(subject.question.id)}"
    return int(subject.release.rows(query)[0][0])


def _with_preferences(subject: Subject, result: Result) -> Result:
    if result.base < UTILITIES:
        return replace(result, notes=(*result.notes, _NO_LOGIT)) if result.base >= BASE else result
    found = preferences(subject)
    if not found:
        return result
    lines = tuple(
        replace(line, estimates={**line.estimates, PREFERENCE: found[line.id]})
        for line in result.lines
        if line.id in found
    )
    return replace(result, lines=lines, series=(*result.series, _SHARES), notes=(*result.notes, _LOGIT))
