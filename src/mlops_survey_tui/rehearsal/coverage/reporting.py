"""What was covered, as lines to read and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .collecting import Coverage
from .targets import Target

_MOST_NAMED = 40


def coverage_lines(coverage: Coverage, most: int = _MOST_NAMED) -> Iterator[str]:
    """Yield a table of shares by kind, then the targets that were missed, at most so many of each kind."""
    yield f"Coverage of {coverage.questionnaire.title} by {coverage.interviews} interviews"
    yield ""
    yield f"{'':<16}{'covered':>9}{'of':>7}{'share':>8}"
    for kind in coverage.kinds():
        covered, total = coverage.share(kind)
        yield f"{kind:<16}{covered:>9}{total:>7}{covered / total:>8.0%}"
    yield f"{'path':<16}{len(coverage.paths):>9}"
    for kind in coverage.kinds():
        missed = coverage.missed(kind)
        if missed:
            yield ""
            yield f"Not covered: {kind}"
            yield from (f"  {name_of(target)}" for target in missed[:most])
            if len(missed) > most:
                yield f"  and {len(missed) - most} more"


def name_of(target: Target) -> str:
    """Return what a target is called within its kind."""
    return f"{target.owner}: {target.detail}" if target.detail else target.owner


def coverage_data(coverage: Coverage) -> dict[str, Any]:
    """Return everything as JSON-ready data: shares, counts of each target, and paths."""
    kinds = coverage.kinds()
    shares = {kind: dict(zip(("covered", "total"), coverage.share(kind), strict=True)) for kind in kinds}
    missed = {kind: [name_of(target) for target in coverage.missed(kind)] for kind in kinds}
    counts: dict[str, dict[str, int]] = {}
    for target, count in sorted(coverage.counts.items()):
        counts.setdefault(target.kind, {})[name_of(target)] = count
    paths = [{"sections": list(path), "interviews": count} for path, count in coverage.paths.most_common()]
    return {
        "questionnaire": coverage.questionnaire.id,
        "edition": coverage.questionnaire.edition,
        "content_hash": coverage.questionnaire.content_hash,
        "interviews": coverage.interviews,
        "shares": shares,
        "missed": {kind: names for kind, names in missed.items() if names},
        "counts": counts,
        "paths": paths,
    }
