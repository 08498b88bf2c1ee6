"""Coverage as a page: the graph of the questionnaire, with what was reached and what was missed."""

from __future__ import annotations

from collections.abc import Iterator

from ...rehearsal.coverage.collecting import Coverage
from ...rehearsal.coverage.targets import CHOICE, Target, targets
from .building import graph_of
from .drawers.html import draw_html
from .model import Mark


def coverage_html(coverage: Coverage) -> str:
    """Return a self-contained page."""
    return draw_html(graph_of(coverage.questionnaire), marks(coverage))


def marks(coverage: Coverage) -> dict[str, Mark]:
    """Return by node what was covered of it; options, special answers, conditions and problems belong to questions."""
    found: dict[str, list[Target]] = {}
    for target in targets(coverage.questionnaire):
        for node in _nodes(coverage, target):
            found.setdefault(node, []).append(target)
    return {node: _mark(coverage, of_node) for node, of_node in found.items()}


def _nodes(coverage: Coverage, target: Target) -> Iterator[str]:
    """Yield the nodes that a target belongs to; a condition names its owner first."""
    if target.kind == CHOICE:
        return
    kind, _, rest = target.owner.partition(" ")
    name = rest.partition(":")[0].partition(",")[0] if rest else target.owner
    questionnaire = coverage.questionnaire
    if kind == "condition":
        yield f"definition:{name}"
    elif name in questionnaire.question_by_id:
        yield f"question:{name}"
    elif name in questionnaire.section_by_id:
        yield f"section:{name}"
    elif name in questionnaire.draw_by_id:
        yield f"draw:{name}"


def _mark(coverage: Coverage, of_node: list[Target]) -> Mark:
    missed = [target for target in of_node if not coverage.counts[target]]
    most = max(coverage.counts[target] for target in of_node)
    state = "missed" if not most else "partly" if missed else "reached"
    reached = len(of_node) - len(missed)
    notes = tuple(f"not covered: {target.kind} {target.detail or target.owner}" for target in missed[:30])
    return Mark(state, f"{reached} of {len(of_node)}, in {most} interviews", notes)
