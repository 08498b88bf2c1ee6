"""What changed between two editions: the same figures of both, where the ledger says that they can be compared.

All figures of the report are one family: those that changed clearly are marked by the method of Benjamini and Hochberg
at 5 %, and only if a percentage moved by more than three points (``analysis.change.differences``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ....publication.limits import SMALL_BASE
from ..results import (
    AFTER,
    ALLOCATION,
    BARS,
    BEFORE,
    CHANGE,
    COUNTS,
    DIFFERENCE,
    LIKERT,
    OVERALL,
    PLACES,
    SHARE,
    TOP,
    Estimate,
    Line,
    Result,
    Series,
    Topic,
)
from ..saying import beside
from .limits import BASE
from .precision import hidden
from .registry import results_of
from .release_pair import Editions
from .splitting import RESIDUAL
from .subjects import subjects_of

if TYPE_CHECKING:
    from ...change.comparable import Comparability, Verdict
    from ...change.differences import Differences

FIELDS: Mapping[str, str] = {BARS: "options", COUNTS: "options", ALLOCATION: "rows", PLACES: "options", LIKERT: "rows"}
"""The field of a question that lines stand for, by form; other forms are not compared."""
_COMPARED: Mapping[str, str] = {BARS: SHARE, COUNTS: SHARE, ALLOCATION: OVERALL, PLACES: "place1", LIKERT: TOP}
_SHARES_OF_ONE = {"single", "scale", "number"}
_TITLE, _ID = "Changes since {edition}", "changes"
_INTRODUCTION = (
    "Marked lines changed by more than three points and more than chance explains (Benjamini–Hochberg at 5 % over all "
    "lines). Editions have other respondents, and no table of both was weighted to the same margins unless it is said."
)
_FIRST = " Of {all} results {marked} have a marked line; they come first."
_BROKEN = "Not compared, because the question or its list changed: {questions}."
_UPPER = "Percent who answered {points}."
HOLDS = "also by Holm's method"
"""The note on a line whose change may be claimed in a text."""
_COMMON = "Only lines that both editions had are compared, without what was not listed."


@dataclass(frozen=True)
class _Pair:
    """The same line in both editions."""

    result: Result
    line: Line
    before: Estimate
    after: Estimate


def changes_topic(editions: Editions, topics: Sequence[Topic]) -> list[Topic]:
    """Return the topic of changes, or nothing where nothing can be compared.

    Raises:
        AnalysisError: a release holds no questionnaire to compare by.
    """
    from ...change.comparable import compare_releases

    if editions.earlier is None:
        return []
    verdicts = compare_releases(editions.earlier.folder, editions.release.folder)
    results = [result for topic in topics for result in topic.results if result.form in FIELDS and _plain(result)]
    pairs = [pair for result in results for pair in _pairs(editions, result, verdicts)]
    changed = tuple(_results(pairs, editions))
    changed = tuple(sorted(changed, key=lambda result: not _marked(result)))
    broken = sorted({f"“{result.title}”" for result in results if result.lines and not _usable(result, verdicts)})
    introduction = _INTRODUCTION + _FIRST.format(marked=sum(map(_marked, changed)), all=len(changed))
    introduction += f" {_BROKEN.format(questions=', '.join(broken))}" if broken else ""
    title = _TITLE.format(edition=editions.earlier.codebook.edition)
    return [Topic(_ID, title, changed, introduction)] if changed or broken else []


def _marked(result: Result) -> bool:
    return any(line.marked for line in result.lines)


def _plain(result: Result) -> bool:
    """Say whether a result is the plain one of a single question."""
    return result.questions == (result.id,)


def _usable(result: Result, verdicts: Comparability) -> Verdict | None:
    """Return the verdict on a question if its lines go on: a changed list breaks shares of one choice."""
    verdict = verdicts.by_id.get(result.questions[0])
    if verdict is None or not verdict.in_both or not verdict.comparable:
        return None
    question = verdicts.new.question_by_id.get(result.questions[0])
    one_choice = question is not None and question.kind in _SHARES_OF_ONE
    return None if one_choice and verdict.comparison.recodes else verdict


def _pairs(editions: Editions, result: Result, verdicts: Comparability) -> Iterator[_Pair]:
    verdict = _usable(result, verdicts)
    if verdict is None:
        return
    earlier = _earlier(editions, verdict.old_id, result.form)
    if earlier is None:
        return
    ids = ([line.id for line in lines] for lines in (earlier.lines, result.lines))
    common = verdict.common(FIELDS[result.form], *ids)
    by_name = {common.old[line.id]: line for line in earlier.lines if line.id in common.old}
    for line in result.lines:
        if line.id in RESIDUAL:
            continue
        other = by_name.get(common.new.get(line.id, ""))
        if other is not None:
            yield _Pair(result, line, _figure(other, result.form), _figure(line, result.form))


def _earlier(editions: Editions, question: str, form: str) -> Result | None:
    assert editions.earlier is not None
    asked = editions.earlier.codebook.question_by_id.get(question)
    found = (
        result
        for subject in (subjects_of(editions.earlier, asked) if asked else ())
        for result in results_of(replace(subject, keys=()))
    )
    return next((result for result in found if result.form == form and _plain(result)), None)


def _figure(line: Line, form: str) -> Estimate:
    name = _COMPARED[form]
    return line.summary.get(name) or line.estimates.get(name) or hidden(SMALL_BASE)


def _results(pairs: Sequence[_Pair], editions: Editions) -> Iterator[Result]:
    told = [pair for pair in pairs if pair.before.error is not None and pair.after.error is not None]
    if not told:
        return
    found, claims = _tested(told, False), _tested(told, True)
    lines: dict[str, list[Line]] = {}
    for at, pair in enumerate(told):
        lines.setdefault(pair.result.id, []).append(_line(pair, found, bool(claims.marked[at]), at))
    for id, changed in lines.items():
        result = next(pair.result for pair in told if pair.result.id == id)
        yield _changed(result, changed, editions)


def _tested(pairs: Sequence[_Pair], claimed: bool) -> Differences:
    """Compare all pairs as one family: by the method of Benjamini and Hochberg, or as claims by Holm's."""
    import numpy as np

    from ...change.differences import Wave, differences

    waves = []
    for figures in ([pair.before for pair in pairs], [pair.after for pair in pairs]):
        values, errors = ([one.value for one in figures], [one.error for one in figures])
        counts = np.array([one.n for one in figures], dtype=np.int64)
        told, spread = (np.array(one, dtype=np.float64) for one in (values, errors))
        waves.append(Wave(told, spread, counts, np.maximum(counts - 1.0, 1.0)))
    yes = np.ones(len(pairs), dtype=np.bool_)
    enough = (waves[0].counts >= BASE) & (waves[1].counts >= BASE)
    return differences(waves[0], waves[1], yes, yes if claimed else ~yes, enough)


def _line(pair: _Pair, found: Differences, sure: bool, at: int) -> Line:
    n = min(pair.before.n, pair.after.n)
    difference = Estimate(
        float(found.values[at]), float(found.low[at]), float(found.high[at]), float(found.errors[at]), n, float(n)
    )
    figures = {BEFORE: pair.before, AFTER: pair.after, DIFFERENCE: difference}
    return Line(pair.line.id, pair.line.label, figures, HOLDS if sure else "", bool(found.marked[at]))


def _changed(result: Result, lines: Sequence[Line], editions: Editions) -> Result:
    assert editions.earlier is not None
    before, after = editions.earlier.codebook.edition, editions.release.codebook.edition
    notes = (_COMMON, *((_UPPER.format(points=beside(result, TOP)),) if result.form == LIKERT else ()))
    series = (
        Series(BEFORE, before, "percent"),
        Series(AFTER, after, "percent"),
        Series(DIFFERENCE, "Difference", "points"),
    )
    return replace(
        result,
        id=f"{result.id}.change",
        form=CHANGE,
        series=series,
        lines=tuple(lines),
        filters=(),
        notes=notes,
        missing={},
        base_note=f"Base of {after}; {before} has its own.",
        ends=(),
        centre="",
        upper=(),
    )
