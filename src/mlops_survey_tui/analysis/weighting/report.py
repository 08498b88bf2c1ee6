"""What weighting did, as tables: how the margins were met, and what the weights cost."""

from __future__ import annotations

from ..output import Cell, Figures, Heading, Output
from .raking import Fit
from .run import Weighting
from .steps import Classes


def output(found: Weighting) -> Output:
    """Return the report of weights."""
    facts: dict[str, Cell] = {
        "rows with a weight": found.rows,
        "design effect (Kish, 1 + CV²)": found.deff,
        "effective sample size": found.effective,
        "mean weight": found.mean,
        "smallest, as times the mean": float(found.weights[found.weights > 0].min()) / found.mean,
        "largest, as times the mean": float(found.weights.max()) / found.mean,
    }
    tables, notes = [], []
    if found.classes:
        tables.append(_classes(found.classes))
    if found.fit:
        facts |= {"rounds": found.fit.rounds, "converged": found.fit.converged, "greatest gap": found.fit.gap}
        tables.append(_margins(found.fit))
        notes.append("Gaps are differences of shares. For errors that reflect the raking: analyse estimate --margins.")
        if not found.fit.converged:
            notes.append("The margins are not met: see the gaps. Loosen the cap or the trimming, or merge levels.")
    if found.trimmed:
        facts |= {"weights trimmed": found.trimmed.cut, "share of all weight moved": found.trimmed.moved}
    if found.deff > 2:
        notes.append("The design effect is above 2: publish the unweighted result beside, and say why.")
    if found.out:
        notes.append(f"Written: {found.out}")
    return Output("weight", "Weights", facts, tuple(tables), tuple(notes))


def _margins(fit: Fit) -> Figures:
    headings = (
        Heading("margin", "margin"),
        Heading("level", "level"),
        Heading("target", "target", 4),
        Heading("before", "before", 4),
        Heading("reached", "reached", 4),
        Heading("gap", "gap", 10),
    )
    rows = [
        (name, level, target, fit.before[name][level], fit.reached[name][level], fit.reached[name][level] - target)
        for name, targets in fit.targets.items()
        for level, target in targets.items()
    ]
    return Figures("margins", "Margins (shares)", headings, rows)


def _classes(classes: Classes) -> Figures:
    headings = (
        Heading("class", "class"),
        Heading("rows", "rows"),
        Heading("asked", "asked"),
        Heading("chance", "chance", 4),
        Heading("joined", "joined"),
    )
    planned = classes.planned
    joined = set(planned.joined.tolist())
    rows = [
        (name, int(planned.rows[place]), int(planned.asked[place]), float(planned.chance[place]), place in joined)
        for place, name in enumerate(classes.names)
    ]
    notes = ("Joined classes had too few who were asked, and share one chance.",) if joined else ()
    return Figures("classes", "Chance to be asked, by class", headings, rows, notes)
