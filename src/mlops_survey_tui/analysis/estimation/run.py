"""`analyse estimate`: from a file and wishes to figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ...publication.limits import SMALL_BASE, SUPPRESSED
from ..arrays import Booleans
from ..failure import AnalysisError
from ..reading.equal_rows import ORDER, Codes, Columns, Variable
from ..reading.source import open_source
from ..weighting.precision import kish_design_effect
from .association import Association, rao_scott
from .domains import MOST_GROUPS, Domain, domains
from .estimate import Estimate, Sample, rows_of
from .kinds import ESTIMATORS, NUMBERS, Asked, Named
from .results import Estimates, Line
from .sample import averaged, columns_needed, one_by_one, sample_of
from .suppression import hidden_cells, small_base
from .wishes import MEAN, PROPORTION, TABLE, Wishes


def estimate(place: str, wishes: Wishes) -> Estimates:
    """Estimate what is wished from a file.

    Raises:
        AnalysisError: the file, the wishes or both cannot mean what they say.
    """
    wishes = wishes.checked()
    with open_source(place) as source:
        variables = dict.fromkeys((*wishes.variables, *filter(None, [wishes.denominator])))
        needed = columns_needed(source, wishes)
        columns = Columns(source, list(variables), needed, one_by_one(wishes), averaged(wishes))
        sample, notes = sample_of(columns, wishes)
        by = [columns.codes(name) for name in wishes.by]
        groups = domains(columns.rows, by)
        asked = [_asked(columns, sample, name, wishes) for name in wishes.variables]
        lines = [line for one in asked for line in _lines(one, groups)]
        tests = {one.variable.name: _tested(one, groups, by[0]) for one in asked} if wishes.of == TABLE else {}
        kish = _kish(columns, sample, wishes)
        notes = (
            *notes,
            *_notes(columns, sample, wishes, groups),
            *(said for said in tests.values() if isinstance(said, str)),
        )
    everybody = np.ones(columns.rows, dtype=np.bool_)
    unweighted = rows_of(sample, everybody & ~(sample.weights > 0))
    told = {name: found for name, found in tests.items() if isinstance(found, Association)}
    return Estimates(wishes.by, lines, rows_of(sample, everybody), unweighted, kish, notes, told)


def _tested(asked: Asked, groups: Sequence[Domain], by: Codes) -> Association | str:
    """Test independence of the groups, or say why that makes no sense."""
    if asked.variable.codes is None:
        return f"{asked.variable.name}: no test, there are too many different values."
    inside = asked.told & _in_named_groups(groups) & (asked.sample.weights > 0)
    if min(len(np.unique(codes[inside])) for codes in (asked.variable.codes.of_row, by.of_row)) < 2:
        return f"{asked.variable.name}: no test, there is a single category."
    return rao_scott(asked.sample, asked.variable.codes.of_row, by.of_row, inside)


def _notes(columns: Columns, sample: Sample, wishes: Wishes, groups: Sequence[Domain]) -> Iterator[str]:
    """Say what is easily overlooked: rows without a group, and weights that were not used."""
    unnamed = rows_of(sample, ~_in_named_groups(groups)) if wishes.by else 0
    if unnamed:
        yield f"{unnamed:,} rows have no answer to {', '.join(wishes.by)}; they are in (all) and in no group."
    weights = [name for name in columns.names if name == "weight" or name.startswith("weight.")]
    if weights and not wishes.weight:
        yield f"Not weighted. The file has {', '.join(weights)}; name the one for the question with --weight."


def _in_named_groups(groups: Sequence[Domain]) -> Booleans:
    """Return which rows are in a group that is shown."""
    found = np.zeros_like(groups[0].inside)
    for group in groups[1:]:
        if group.named:
            found |= group.inside
    return found


def _kish(columns: Columns, sample: Sample, wishes: Wishes) -> float:
    """Return the design effect of the weights, of the single rows where weights were averaged."""
    if not averaged(wishes):
        return kish_design_effect(sample.weights, sample.times)
    count, total, squares = columns.spread(wishes.weight)
    return count * squares / total**2 if total else float("nan")


def _asked(columns: Columns, sample: Sample, name: str, wishes: Wishes) -> Asked:
    variable = columns.variable(name)
    of = wishes.of or (MEAN if columns.numeric[name] and not _ticks(variable) else PROPORTION)
    if of in NUMBERS and variable.numbers is None:
        raise columns.not_numbers(name)
    codes = variable.codes
    if of not in NUMBERS and of != "total" and (codes is None or len(codes.labels) > MOST_GROUPS):
        raise AnalysisError(
            "there are too many different values for shares.", "Group them, or use --of mean.", column=name
        )
    denominator = columns.variable(wishes.denominator) if wishes.denominator else None
    if denominator is not None and denominator.numbers is None:
        raise columns.not_numbers(wishes.denominator)
    return Asked(sample, variable, replace(wishes, of=of), denominator)


def _ticks(variable: Variable) -> bool:
    """Tell whether a column holds nothing but 0 and 1, so that its mean is a share."""
    return variable.codes is not None and set(variable.codes.labels) <= {"0", "1"}


def _lines(asked: Asked, groups: Sequence[Domain]) -> Iterator[Line]:
    """Yield the figures of a column in all groups, with what is too small to tell hidden."""
    weighted = asked.sample.weights > 0
    found: list[list[Named]] = []
    for group in groups:
        inside = group.inside & asked.told & weighted
        found.append(list(ESTIMATORS[asked.wishes.of](asked, inside)) if inside.any() else [])
    hidden = _hidden(asked, found)
    secret = _secret(asked, found)
    missing = _missing(asked, groups)
    for place, (group, named) in enumerate(zip(groups, found, strict=True)):
        if not group.named:
            continue
        for number, (of, one) in enumerate(named):
            shown = _shown(asked, one, bool(hidden[place, number]), bool(secret[place]))
            yield Line(asked.variable.name, group.codes, of, shown, missing[place])


def _hidden(asked: Asked, found: Sequence[Sequence[Named]]) -> Booleans:
    """Return which counts to hide by group and code; the sum over groups is in the first."""
    counts = np.zeros((len(found), max(map(len, found), default=0)), dtype=np.int64)
    for place, named in enumerate(found):
        for number, (_, one) in enumerate(named):
            counts[place, number] = one.count or 0
    if not asked.wishes.minimum:
        return np.zeros(counts.shape, dtype=np.bool_)
    hidden = np.zeros(counts.shape, dtype=np.bool_)
    if len(counts) > 1:
        hidden[1:] = hidden_cells(counts[1:], crossed=True)
    hidden[:1] = hidden_cells(counts[:1], crossed=False)
    return hidden


def _secret(asked: Asked, found: Sequence[Sequence[Named]]) -> Booleans:
    """Return which groups are so small that even their size is hidden, and one more where it would give that away."""
    sizes = np.array([[named[0][1].n if named else 0] for named in found], dtype=np.int64)
    secret = np.zeros(len(found), dtype=np.bool_)
    if asked.wishes.minimum and len(found) > 1:
        secret[1:] = hidden_cells(sizes[1:], crossed=True)[:, 0]
    return secret


def _shown(asked: Asked, one: Estimate, hidden: bool, secret: bool) -> Estimate:
    if not asked.wishes.minimum:
        return one
    if secret:
        return one.without(SUPPRESSED, secret=True)
    if small_base(one.n):
        return one.without(SMALL_BASE)
    return one.without(SUPPRESSED) if hidden else one


def _missing(asked: Asked, groups: Sequence[Domain]) -> list[dict[str, int | None]]:
    """Count the rows of groups that have no answer by reason; None where the count is too small to tell.

    Sums over groups are known, those over reasons are not.
    """
    variable: Variable = asked.variable
    reasons = sorted(range(len(variable.reasons)), key=lambda place: ORDER.get(variable.reasons[place], 0))
    counts = np.array(
        [[rows_of(asked.sample, group.inside & (variable.missing == place)) for place in reasons] for group in groups],
        dtype=np.int64,
    ).reshape(len(groups), len(reasons))
    hidden = np.zeros(counts.shape, dtype=np.bool_)
    if asked.wishes.minimum:
        for part in (slice(0, 1), slice(1, None)):
            columns = [hidden_cells(column[part, None], crossed=len(groups) > 1) for column in counts.T]
            hidden[part] = np.hstack(columns) if columns else hidden[part]
    return [
        {
            variable.reasons[place]: None if secret else int(count)
            for place, count, secret in zip(reasons, line, secrets, strict=True)
            if count
        }
        for line, secrets in zip(counts, hidden, strict=True)
    ]
