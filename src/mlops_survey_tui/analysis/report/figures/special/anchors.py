"""Best-worst scores with an anchor: how many faced each problem at all, and how many called it severe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .....publication.limits import SUPPRESSED
from ...results import BEST, SCORE, WORST, Estimate, Result, Series
from ..builders import ratings, scores
from ..describing import substantive
from ..limits import BASE, CELL
from ..planning import Entry
from ..precision import hidden, share
from ..protecting import hidden_codes
from ..release_pair import Editions
from ..splitting import Strand

_WORDS = {
    SCORE: "Most minus least severe",
    BEST: "Chosen as most severe when shown",
    WORST: "Chosen as least severe when shown",
}
FACED, SEVERE = "faced", "severe"
_NOTE = (
    "Beside the scores: the share of respondents who faced the problem and who called it severe, from ratings of seven "
    "problems each, weighted by the chance to be asked about them."
)


def anchored(editions: Editions, one: Entry) -> Iterator[Result]:
    """Yield the scores of the first question, with the anchor of the second where the release has it."""
    choices, severity = one.questions
    anchors = _anchors(editions, severity)
    for subject in editions.subjects(choices):
        if scores.fits(subject):
            for result in scores.build(subject):
                lines = tuple(replace(line, summary=anchors.get(line.id, {})) for line in result.lines)
                notes = (*result.notes, _NOTE) if anchors else result.notes
                yield replace(result, title=one.title, lines=lines, notes=notes, series=tuple(_worded(result)))


def _worded(result: Result) -> Iterator[Series]:
    """Yield the series in the words of the question: of problems the best ones are the most severe."""
    for series in result.series:
        yield replace(series, label=_WORDS.get(series.id, series.label))


def _anchors(editions: Editions, question: str) -> dict[str, dict[str, Estimate]]:
    found = {}
    for subject in editions.subjects(question):
        if ratings.fits(subject):
            column = subject.columns[0]
            points = [value.code for value in substantive(column)]
            for strand in ratings.strands_of(subject, column):
                found[strand.id] = {FACED: _told(strand, points[1:]), SEVERE: _told(strand, points[-1:])}
    return found


def _told(strand: Strand, codes: list[str]) -> Estimate:
    tally = strand.tally()
    yes, n = tally.count(codes), tally.n
    return hidden(SUPPRESSED, n) if hidden_codes([yes, n - yes], CELL) else share(tally, codes, BASE)
