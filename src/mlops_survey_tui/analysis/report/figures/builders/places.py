"""Rankings: how many gave an option each place, the mean place among those who did, and what options are worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .....publication.codebook.model import RESPONDENTS, WHOLE, Column
from .....publication.limits import SUPPRESSED
from .....publication.sql import quoted
from ...results import MEAN, PLACE, PLACES, WORTH, Line, Result, Series
from ..assembling import assembled, counted, statuses
from ..counting import Tally
from ..describing import missing_statuses
from ..limits import BASE, UTILITIES
from ..models import worths
from ..precision import hidden, mean
from ..splitting import Folded, Strand
from ..subjects import Subject
from .bars import told_shares

MOST_PLACES = 5
_UNPLACED = "unplaced"
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")
_MEANS = "The mean place is that among respondents who gave the option a place."
_WORTH = (
    "Worth: shares of first places by the Plackett–Luce model, fitted to whole and partial rankings, with errors by "
    "respondent; they add up to 100."
)
_NO_WORTH = f"Below {UTILITIES} respondents places are counted and no model is fitted."


def fits(subject: Subject) -> bool:
    """Say whether the answer is a ranking."""
    return subject.table.form == RESPONDENTS and subject.question.kind == "ranking" and subject.status is not None


def build(subject: Subject) -> Iterator[Result]:
    """Yield places by option, the option put first most often first (by worth where there is one)."""
    options = [column for column in subject.columns if column.type == WHOLE]
    codes = [*(str(place) for place in range(1, len(options) + 1)), _UNPLACED]
    found = counted(subject).each({_place(subject, column): codes for column in options})
    strands = [Strand(column.part, column.label, groups) for column, groups in zip(options, found, strict=True)]
    places = sorted({int(code) for strand in strands for code in strand.tally().sums if code != _UNPLACED})
    places = [place for place in places if place <= MOST_PLACES]
    answered = max((strand.tally().n for strand in strands), default=0)
    result = assembled(
        subject,
        PLACES,
        tuple(_series(places)),
        strands,
        _Places(places).lines,
        sort=f"{PLACE}{places[0]}" if places else "",
        base=answered,
        missing=missing_statuses(statuses(subject)),
        notes=(_MEANS,),
    )
    yield _with_worth(subject, result, options)


def _series(places: list[int]) -> Iterator[Series]:
    yield from (Series(f"{PLACE}{place}", _ORDINALS[place - 1], "percent") for place in places)
    yield Series(MEAN, "Mean place", "rank")


def _place(subject: Subject, column: Column) -> str:
    status = quoted(subject.status.name if subject.status else "")
    return f"CASE WHEN {status} = 'answered' THEN coalesce(CAST({quoted(column.name)} AS VARCHAR), '{_UNPLACED}') END"


@dataclass(frozen=True)
class _Places:
    """Makes the line of an option from the tally of its places."""

    places: list[int]

    def lines(self, strand: Strand, tally: Tally, gone: Folded, least: int) -> Iterable[Line]:
        """Yield the line of one option."""
        n = tally.n
        told = told_shares(tally, [str(place) for place in self.places], gone, least)
        shares = {f"{PLACE}{place}": one for place, one in told.items()}
        placed = {code: float(code) for code in tally.sums if code != _UNPLACED}
        means = hidden(SUPPRESSED, n) if gone else mean(tally, placed, least)
        yield Line(strand.id, strand.label, {**shares, MEAN: means})


def _with_worth(subject: Subject, result: Result, options: list[Column]) -> Result:
    if result.base < UTILITIES:
        return replace(result, notes=(*result.notes, _NO_WORTH)) if result.base >= BASE else result
    found = worths(subject, options)
    if not found:
        return result
    lines = [
        replace(line, estimates={**line.estimates, WORTH: found[line.id]}) for line in result.lines if line.id in found
    ]
    lines.sort(key=lambda line: (-(line.estimates[WORTH].value or 0.0), line.label))
    series = (*result.series, Series(WORTH, "Worth", "percent"))
    return replace(result, lines=tuple(lines), series=series, notes=(*result.notes, _WORTH))
