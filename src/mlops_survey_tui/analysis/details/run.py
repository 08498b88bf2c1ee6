"""Works out what described cases say of all cases, and how far it rests on single choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..failure import AnalysisError
from ..influence import Means
from ..output import Cell, Figures, Heading, Output, Row
from ..weighting.margins import Coded, Margin
from .cases import Cases, cap_of, design_effect, people_on, practitioners, standing
from .estimating import Poststratified, Raked, Weights, estimated, poststratified, weighed
from .overview import Shares, level_of_kinds, raking_margin, shares_of
from .reading import Wishes, read

DEFF = 2.0
"""Above this design effect the unweighted figures are published, and it is said why."""
STEADY, LOWER_CAP = 5.0, 5.0
"""A percentage that another choice moves by more than so many points is marked; the cap of that other choice."""
FOLLOWED = 70.0
"""The rule of choice should have been followed by so many percent."""
TYPE = "type"
"""The margin of the overview; one of that name that is given takes its place."""
SAID = {
    "practitioners": "What practitioners work on: each case stands for the cases of its respondent.",
    "cases": "What use cases look like: each case stands for the cases of its respondent, over the people on it.",
}


@dataclass(frozen=True)
class Analysis:
    """Estimates by how they were made, and what they rest on. ``others`` are the runs with other choices."""

    cases: Cases
    target: str
    cap: float
    missing: Mapping[str, int]
    unweighted: Means
    weighted: Means
    weights: Weights
    shares: Shares | None
    poststratified: Poststratified | None
    others: Mapping[str, Means]
    margins: tuple[str, ...]

    @property
    def design_effect(self) -> float:
        """1 + CV² of the weights."""
        return design_effect(self.weights.values)

    @property
    def headline(self) -> Means:
        """What is published: the weighted figures unless their weights cost too much."""
        return self.unweighted if self.design_effect > DEFF else self.weighted


def analyse(
    place: str,
    names: Mapping[str, str],
    wishes: Wishes,
    target: str = "practitioners",
    cap: float | None = None,
    margins: Sequence[Margin] = (),
) -> Analysis:
    """Read cases and analyse them. Without ``cap`` it is the 95th percentile of the counts, at most 15.

    Raises:
        AnalysisError: the data are not as they should be, or cannot be raked to the margins.
    """
    found = read(place, names, wishes)
    try:
        return analysed(found.cases, found.missing, target, cap, margins)
    except ValueError as error:
        if isinstance(error, AnalysisError):
            raise
        raise AnalysisError(f"{error}.", "Name the column with --column ROLE=NAME.", place=place) from None


def analysed(
    cases: Cases, missing: Mapping[str, int], target: str, cap: float | None, margins: Sequence[Margin]
) -> Analysis:
    """Analyse cases that were read."""
    limit = cap_of(cases) if cap is None else cap
    headline = weigh(cases, target, limit, margins)
    shares = headline.shares
    unweighted = Weights(np.ones(cases.n), None, 0, None)
    others = {f"at most {LOWER_CAP:g} cases": (cases, min(limit, LOWER_CAP))}
    if cases.own_choice is not None and (cases.own_choice & cases.described).any():
        others["without own choices"] = (cases.without(cases.own_choice), limit)
    return Analysis(
        cases,
        target,
        limit,
        missing,
        estimated(cases, unweighted),
        headline.estimate,
        headline.weights,
        shares,
        poststratified(cases, practitioners(cases, limit), shares, _shared(cases, target)) if shares else None,
        {name: weigh(one, target, at, margins).estimate for name, (one, at) in others.items()},
        headline.margins,
    )


@dataclass(frozen=True)
class Weighing:
    """Described cases weighted in one way: weights, the estimate, and the overview and margins that they meet."""

    weights: Weights
    estimate: Means
    shares: Shares | None
    margins: tuple[str, ...]


def weigh(cases: Cases, target: str, cap: float, margins: Sequence[Margin] = ()) -> Weighing:
    """Weigh described cases, each for at most ``cap`` cases, and rake them to the overview and further margins.

    Raises:
        AnalysisError: the margins cannot be met.
        ValueError: a case has no weight, or types or people are not known.
    """
    shares = shares_of(cases, standing(cases, cap)) if cases.overview is not None and len(cases.kinds) else None
    if shares is not None and not (cases.described & (cases.kind >= 0)).any():
        raise ValueError("the type of each case is needed beside the overview")
    base = np.asarray(practitioners(cases, cap)[cases.described], dtype=np.float64)
    if not (np.isfinite(base).all() and (base >= 0).all() and base.sum() > 0):
        raise ValueError("a case has no weight: its share or chance is missing or 0")
    named, raked = list(margins), None
    if shares is not None and all(margin.name != TYPE for margin in margins):
        own = dict(zip(cases.kinds, shares.values.tolist(), strict=True))
        named.insert(0, Margin.of(TYPE, own))
    coded = [_coded(cases, margin, base) for margin in named]
    if shares is not None and len(named) > len(margins):
        raked = Raked(shares, *level_of_kinds(coded[0].margin, cases.kinds))
    shared = _shared(cases, target)
    weights = weighed(base, coded, None if shared is None else shared[cases.described])
    return Weighing(weights, estimated(cases, weights, raked), shares, tuple(margin.name for margin in named))


def _shared(cases: Cases, target: str) -> Floats | None:
    """Return the people on each case where the target counts a case once, however many people have it."""
    return people_on(cases) if target == "cases" else None


def _coded(cases: Cases, margin: Margin, base: Floats) -> Coded:
    if margin.name == TYPE:
        codes, labels = cases.kind, cases.kinds
    else:
        codes, labels = (cases.facts or {})[margin.name]
    return raking_margin(margin, codes[cases.described], labels, base)


def output(found: Analysis, least: int) -> Output:
    """Return the analysis as it is shown, without figures that fewer than ``least`` cases are behind."""
    fit = found.weights.fit
    facts: dict[str, Cell] = {
        "n": found.cases.n,
        "weighted": float(found.cases.weights[found.cases.described].sum()),
        "design_effect": found.design_effect,
        "cap": found.cap,
        "trimmed": found.weights.trimmed,
        "published": "unweighted" if found.design_effect > DEFF else "weighted",
        "raked_to": ", ".join(found.margins) or "nothing",
    }
    if fit is not None:
        facts |= {"raking_rounds": fit.rounds, "greatest_gap_points": 100 * fit.gap}
    if found.poststratified is not None:
        facts["overview_respondents"] = found.shares.respondents if found.shares else 0
        facts["overview_covered"] = 100 * found.poststratified.covered
    facts |= {f"missing_{reason}": count for reason, count in found.missing.items()}
    tables = (_estimates(found, least), _others(found, least))
    return Output("details", SAID[found.target], facts, tables, tuple(_notes(found, least)))


def _estimates(found: Analysis, least: int) -> Figures:
    ways = {"unweighted": found.unweighted, "weighted": found.weighted}
    if found.poststratified is not None:
        ways["poststratified"] = found.poststratified.estimate
    unit = " %" if found.cases.percent else ""
    headings = [Heading("figure", "Figure"), Heading("n", "n")]
    for name in ways:
        headings += [Heading(name, f"{name}{unit}", 2), Heading(f"{name}_error", "error", 2)]
        headings += [Heading(f"{name}_low", "low", 2), Heading(f"{name}_high", "high", 2)]
    ends = {name: one.within(0.0, 100.0) if found.cases.percent else one.plain() for name, one in ways.items()}
    enough = found.cases.n >= least
    rows: list[Row] = []
    for at, label in enumerate(found.cases.labels):
        cells: list[Cell] = []
        for name, one in ways.items():
            figures = (one.values[at], one.errors[at], ends[name][0][at], ends[name][1][at])
            cells += [float(figure) if enough else None for figure in figures]
        rows.append((label, found.cases.n, *cells))
    return Figures("estimates", "Estimates, with 95 % intervals", tuple(headings), rows)


def _others(found: Analysis, least: int) -> Figures:
    headings = [Heading("figure", "Figure"), Heading("weighted", "weighted", 2)]
    for name in found.others:
        headings += [Heading(name.replace(" ", "_"), name, 2), Heading(f"{name.replace(' ', '_')}_moved", "moved", 2)]
    headings.append(Heading("marked", "marked"))
    rows: list[Row] = []
    for at, label in enumerate(found.cases.labels):
        value = float(found.weighted.values[at])
        moved = [float(one.values[at]) - value for one in found.others.values()]
        cells = [cell for move in moved for cell in (value + move, move)]
        marked = found.cases.percent and any(abs(move) > STEADY for move in moved)
        rows.append((label, value, *cells, marked) if found.cases.n >= least else (label,) + (None,) * (len(cells) + 2))
    notes = (f"Percentages that move by more than {STEADY:g} points are marked.",) if found.cases.percent else ()
    return Figures("sensitivity", "The weighted estimate under other choices", tuple(headings), rows, notes)


def _notes(found: Analysis, least: int) -> list[str]:
    notes = []
    if found.design_effect > DEFF:
        notes.append(
            f"The design effect is {found.design_effect:.2f}, above {DEFF:g}: the unweighted figures are published, "
            "since weights this unequal cost more precision than they take bias away."
        )
    if found.cases.followed is not None:
        share = 100 * float(found.cases.followed[found.cases.described].mean())
        notes.append(f"{share:.0f} % had one case or followed the rule of choice; at least {FOLLOWED:.0f} % should.")
    if found.poststratified is not None and found.poststratified.jackknife:
        notes.append("A type has fewer than 15 cases: errors of the post-stratified figures are by jackknife.")
    if found.poststratified is not None and found.poststratified.covered < 1 - 1e-9:
        notes.append("Types of the overview that nobody described are left out of the post-stratified figures.")
    if found.weights.fit is not None and not found.weights.fit.converged:
        notes.append("After raking (at most 50 rounds) and cutting, a class is more than 0.1 points off its margin.")
    return [*notes, f"Figures with fewer than {least} cases behind them are left out."]
