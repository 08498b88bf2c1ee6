"""From two files or releases to differences: what may be compared, the figures of both, what is more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ..arrays import Booleans
from ..failure import AnalysisError
from ..weighting.margins import Margin
from .comparable import Comparability, Verdict, compare_releases
from .differences import Differences, Wave, differences
from .files import read_pair
from .pairing import Figure, Pair, paired
from .published import read_estimates
from .releases import MAXDIFF, codebook_of, levels_of, read_question, sets_of
from .scores import read_scores, shares_in_common

UNSAID = ("Nothing said whether the questions stayed the same.",)
LEAST = 30
"""Percentages and means of fewer respondents are not shown."""


@dataclass(frozen=True)
class Wishes:
    """What to compare. ``claims`` are figures that a text claims; ``least`` respondents must be behind each figure.

    ``despite`` compares what changed all the same, and marks it. ``best_worst`` says that files hold best-worst sets,
    ``estimates`` that they hold figures with their errors.
    """

    variables: Sequence[str]
    margins: Sequence[Margin] = ()
    claims: Sequence[str] = ()
    codes: bool = False
    best_worst: bool = False
    estimates: bool = False
    despite: bool = False
    least: int = LEAST
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Analysis:
    """Figures of both editions side by side. ``changed`` are reasons for which they should not be compared."""

    figures: tuple[Figure, ...]
    old: Wave
    new: Wave
    differences: Differences
    enough: Booleans
    changed: Mapping[str, Sequence[str]]
    notes: tuple[str, ...]


def analyse(old: str, new: str, wishes: Wishes, comparability: Comparability | None = None) -> Analysis:
    """Compare variables of two files, or questions of two releases where both places are folders.

    Raises:
        AnalysisError: something is missing, or a question changed and ``despite`` is not said.
    """
    releases = Path(old).is_dir() and Path(new).is_dir()
    if releases and comparability is None:
        comparability = compare_releases(Path(old), Path(new))
    changed: dict[str, Sequence[str]] = {}
    pairs: list[Pair] = []
    if wishes.estimates:
        return _together([read_estimates((old, new), wishes.names)], wishes, changed, UNSAID)
    for variable in wishes.variables:
        verdict = None
        if comparability is not None and variable:
            verdict = allowed(comparability, variable.split(".")[0], wishes.despite)
            changed |= {} if verdict.comparable else {variable: verdict.reasons}
        compare = _releases if releases else _sets if wishes.best_worst else _files
        found = compare((old, new), variable, verdict, wishes)
        changed |= {variable: found.changed} if found.changed else {}
        pairs.append(found)
    notes = comparability.notes if comparability is not None else UNSAID
    return _together(pairs, wishes, changed, notes)


def allowed(comparability: Comparability, question: str, despite: bool) -> Verdict:
    """Return the verdict on a question that may be compared.

    Raises:
        AnalysisError: only one edition asked it, or it changed and that is not overridden.
    """
    verdict = comparability.by_id.get(question)
    if verdict is None:
        raise AnalysisError(f"Neither edition has a question {question!r}.", "Check its id.")
    why = "; ".join(verdict.reasons)
    if not verdict.in_both:
        raise AnalysisError(f"Only one edition asked {question}, which is {verdict.comparison.state}.", why)
    if not verdict.comparable and not despite:
        raise AnalysisError(f"{question} is not comparable: {why}.", "Override it with --despite-changes.")
    return verdict


def _files(places: tuple[str, str], variable: str, verdict: Verdict | None, wishes: Wishes) -> Pair:
    was = variable if verdict is None else variable.replace(verdict.id, verdict.old_id, 1)
    facts = [margin.name for margin in wishes.margins]
    editions = read_pair(places, (was, variable), facts, wishes.names, wishes.codes)
    return paired(variable, *editions, verdict, wishes.margins)


def _sets(places: tuple[str, str], variable: str, verdict: Verdict | None, wishes: Wishes) -> Pair:
    was = verdict.old_id if verdict is not None else variable
    old, new = (read_scores(place, name, wishes.names) for place, name in zip(places, (was, variable), strict=True))
    return shares_in_common(variable, old, new, verdict)


def _releases(places: tuple[str, str], variable: str, verdict: Verdict | None, wishes: Wishes) -> Pair:
    folders = Path(places[0]), Path(places[1])
    books = codebook_of(folders[0]), codebook_of(folders[1])
    was = verdict.old_id if verdict is not None else variable
    asked = books[1].question_by_id.get(variable)
    if asked is not None and asked.kind == MAXDIFF:
        tables = [sets_of(*one) for one in zip(folders, books, (was, variable), strict=True)]
        names = was, variable
        old, new = (read_scores(one[0], name, {}, one[1]) for one, name in zip(tables, names, strict=True))
        return shares_in_common(variable, old, new, verdict)
    levels = levels_of(books[0], was), levels_of(books[1], variable)
    if levels[0] != levels[1] and not wishes.despite:
        raise AnalysisError(
            f"{variable} was published in different detail: {_said(levels[0])} and {_said(levels[1])}.",
            "Override it with --despite-changes.",
        )
    facts = [margin.name for margin in wishes.margins]
    old_edition = read_question(folders[0], books[0], was, facts)
    found = paired(variable, old_edition, read_question(folders[1], books[1], variable, facts), verdict, wishes.margins)
    return found if levels[0] == levels[1] else found.despite("published in different detail")


def _said(levels: Sequence[str]) -> str:
    return ", ".join(level or "as asked" for level in levels) or "not at all"


def _together(
    pairs: Sequence[Pair], wishes: Wishes, changed: Mapping[str, Sequence[str]], notes: Sequence[str]
) -> Analysis:
    figures = [figure for pair in pairs for figure in pair.figures]
    if not figures:
        raise AnalysisError("The editions have no figure in common.", "Check the variables.")
    old, new = Wave.of([pair.old for pair in pairs]), Wave.of([pair.new for pair in pairs])
    names = [figure.name for figure in figures]
    if unknown := sorted(set(wishes.claims) - set(names)):
        raise AnalysisError(f"There is no figure {unknown[0]!r} to claim.", f"Figures: {', '.join(names[:20])}.")
    enough = np.minimum(old.counts, new.counts) >= wishes.least
    percent = np.array([figure.percent for figure in figures])
    claimed = np.array([name in wishes.claims for name in names])
    found = differences(old, new, percent, claimed, enough)
    told = [note for pair in pairs for note in pair.notes]
    return Analysis(tuple(figures), old, new, found, enough, changed, (*notes, *told))
