"""All blocks of a release made safe, one after the other, with figures of what it cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..codebook.model import TEXTS, Block
from ..disclosure.keys import ANY
from ..plan.model import Plan
from ..tables.making import Making
from .aggregates import aggregate
from .keys import lines_a_person, protect_keys
from .lines import even_weights, fold_items, protect_scattered
from .numbers import share_numbers
from .ticks import fold_ticks
from .within_classes import even_within

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Protected:
    """The blocks as they can be published, the plan with what had to be left out, and the anonymity report."""

    blocks: tuple[Block, ...]
    plan: Plan
    report: dict[str, Any]


def protect_blocks(making: Making, blocks: Sequence[Block], people: int, progress: Progress) -> Protected:
    """Make every block safe; a block that cannot be is left out with the reason."""
    kept: list[Block] = []
    reports: list[dict[str, Any]] = []
    withheld = dict(making.plan.withheld)
    folded: dict[str, list[str]] = {}
    most = max(blocks, key=lambda block: len(block.keys), default=None)
    for block in blocks:
        progress(f"protecting {block.id}")
        found, reason = _protected(making, block, reports, folded, whole=block is most)
        if found is None:
            withheld |= dict.fromkeys(_questions(making.plan, block), reason)
        else:
            kept.append(found)
    progress("aggregates")
    aggregate(making, kept)
    plan = replace(making.plan, withheld=withheld)
    report = {
        "people": people,
        "blocks": reports,
        "withheld": withheld | dict(_any_keys(reports)),
        "aggregated": dict(plan.aggregated),
        "folded": {question: ", ".join(options) for question, options in folded.items()},
    }
    return Protected(tuple(kept), plan, report)


def _questions(plan: Plan, block: Block) -> Sequence[str]:
    return next(one.questions for one in plan.blocks if one.id == block.id)


def _protected(
    making: Making, block: Block, reports: list[dict[str, Any]], folded: dict[str, list[str]], *, whole: bool
) -> tuple[Block | None, str]:
    """Return a block made safe, or none with the reason; what was done goes to the reports.

    One block, the one with most keys, keeps its flags and weights ``whole``: nothing can be joined to it as long as in
    all others enough share each.
    """
    if not block.tables:
        return None, "Nobody gave an answer."
    if block.tables[0].form == TEXTS:
        return block, ""
    outcome = protect_keys(making.connection, making.questionnaire, making.plan, block)
    if outcome.block is None:
        return None, outcome.reason
    lines = lines_a_person(making.connection, making.plan, block)
    tables = []
    for table in outcome.block.tables:
        table, options = fold_ticks(making.connection, table, lines)
        folded |= options
        if "item" in table.by_name and table.by_name["item"].question:
            table, items = protect_scattered(making.connection, table)
            folded |= {table.id: items} if items else {}
        else:
            table, items = fold_items(making.connection, table)
            folded |= {table.id: items} if items else {}
        table = share_numbers(making.connection, making.questionnaire, table)
        table = table if whole else even_within(making.connection, table)
        table = even_weights(making.connection, table)
        if table.rows:
            tables.append(table)
    if not tables:
        return None, "Too few people gave the same answer."
    reports.append(dict(outcome.report))
    return replace(outcome.block, tables=tuple(tables)), ""


def _any_keys(reports: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the keys that no block tells anything about."""
    told = {key for report in reports for key, level in report.get("levels", {}).items() if level != ANY}
    for report in reports:
        for key in report.get("levels", {}):
            if key not in told:
                yield key, "It cannot be published with enough people who share it."
