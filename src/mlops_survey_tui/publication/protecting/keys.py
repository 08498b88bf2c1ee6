"""Facts about people in a block: coarser for all, and removed where they are still rare."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...questionnaire.model import Questionnaire
from ..codebook.model import ANSWER, ITEMS, KEY, MISSING, Block, Column, Table, Value
from ..disclosure.keys import ANY, SUPPRESSED, Key, key_of
from ..disclosure.protect import CannotProtect, Protected, protect
from ..disclosure.protect import Table as Cells
from ..limits import Limits, limits_for
from ..plan.model import Ladder, Plan
from ..sql import literal
from ..tables.staging import ITEMS as STAGED
from .arrays import Changed, Codes, codes_of, rewritten

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SUPPRESSED_CODE, NOT_STATED = "suppressed", "not_stated"
TOGETHER = "reasons_together"
"""The first step of every ladder: answers as given, all reasons for no answer as one."""
FINEST = "codes"
"""What disclosure control calls the level at which codes are as given."""


@dataclass(frozen=True)
class Outcome:
    """What became of the keys of a block: the block as it is now, or none with the reason; figures for the report."""

    block: Block | None
    reason: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)


def protect_keys(connection: DuckDBPyConnection, questionnaire: Questionnaire, plan: Plan, block: Block) -> Outcome:
    """Bring the keys of a block within the limits. A key without which it works is taken out, least important first."""
    first = block.tables[0]
    keys = [column for column in first.columns if column.role == KEY]
    sensitive = _sensitive(questionnaire, block)
    rows = codes_of(connection, first, [first.by_name["row"]])["row"]
    _, lead, of = np.unique(rows, return_index=True, return_inverse=True)
    limits = limits_of(limits_for(len(lead)), lines_a_person(connection, plan, block))
    cells = {name: column[lead] for name, column in codes_of(connection, first, keys).items()}
    answers = _answers(connection, block, sensitive, rows[lead])
    left = sorted(keys, key=lambda column: -_ladder(plan, column).importance)
    reason = ""
    while left:
        try:
            made = _protected(plan, left, cells, answers, limits)
            return _written(connection, plan, block, left, made, of, limits)
        except CannotProtect as error:
            reason = str(error)
            left = left[:-1]
    if reason := _without_keys(len(lead), answers, limits):
        return Outcome(None, reason)
    return _bare(connection, block, keys, len(lead), limits)


def limits_of(limits: Limits, lines: int) -> Limits:
    """Return limits for a table in which a person may have several lines that cannot be told to be one's."""
    return replace(limits, k=limits.k * lines)


def lines_a_person(connection: DuckDBPyConnection, plan: Plan, block: Block) -> int:
    """Return how many lines of a block one person has at most, where lines of a person cannot be told; otherwise 1."""
    first = block.tables[0]
    planned = next((one for one in plan.blocks if one.id == block.id), None)
    if first.form != ITEMS or planned is None or planned.linked or first.by_name["item"].question:
        return 1
    among = ", ".join(map(literal, planned.questions))
    each = (
        f'SELECT count(DISTINCT (item, "inner")) AS lines FROM {STAGED} WHERE question IN ({among}) GROUP BY respondent'
    )
    return int(connection.execute(f"SELECT coalesce(max(lines), 1) FROM ({each})").fetchall()[0][0])


def _ladder(plan: Plan, column: Column) -> Ladder:
    return plan.ladders.get(column.question, Ladder(column.question))


def _sensitive(questionnaire: Questionnaire, block: Block) -> list[tuple[Table, Column]]:
    classes = {question.id: question.sensitivity for question in questionnaire.questions}
    return [
        (table, column)
        for table in block.tables
        for column in table.columns
        if column.role == ANSWER and classes.get(column.question) == "sensitive"
    ]


def _answers(
    connection: DuckDBPyConnection, block: Block, sensitive: Sequence[tuple[Table, Column]], people: Codes
) -> dict[str, Codes]:
    """Return the sensitive answers in the first table of a block, one for each person."""
    own = [column for table, column in sensitive if table.id == block.tables[0].id]
    if not own:
        return {}
    found = codes_of(connection, block.tables[0], [block.tables[0].by_name["row"], *own])
    _, lead = np.unique(found.pop("row"), return_index=True)
    return {name: np.unique(column[lead], return_inverse=True)[1].astype(np.int64) for name, column in found.items()}


def _protected(
    plan: Plan, keys: Sequence[Column], cells: Mapping[str, Codes], answers: Mapping[str, Codes], limits: Limits
) -> Protected:
    ordered = tuple(_key(_ladder(plan, column), column) for column in keys)
    return protect(Cells(ordered, {key.name: cells[key.name] for key in ordered}, answers), limits)


def _key(ladder: Ladder, column: Column) -> Key:
    codes = [value.code for value in column.values]
    unstated = {value.code: NOT_STATED for value in column.values if value.missing}
    levels = [(TOGETHER, unstated)] if len(unstated) > 1 else []
    levels += [(level.id, {**unstated, **level.of}) for level in ladder.levels]
    return key_of(column.name, codes, levels, ladder.importance)


def _written(
    connection: DuckDBPyConnection,
    plan: Plan,
    block: Block,
    keys: Sequence[Column],
    made: Protected,
    of: Codes,
    limits: Limits,
) -> Outcome:
    first = block.tables[0]
    told = {column.name: _key(_ladder(plan, column), column).levels[made.levels[column.name]] for column in keys}
    changes = {
        column.name: _recoded(_ladder(plan, column), column, told[column.name].name, told[column.name].codes, made, of)
        for column in keys
        if told[column.name].name != ANY
    }
    gone = frozenset(column.name for column in first.columns if column.role == KEY and column.name not in changes)
    table = rewritten(connection, first, changes, gone)
    report = {
        **_facts(block, made.after.rows, limits),
        "levels": {column.name: _said(told[column.name].name) for column in keys} | dict.fromkeys(gone, ANY),
        "suppressed": made.suppressed,
        "share": made.share,
        "before": _figures(made.before),
        "after": _figures(made.after),
        "diversity": {name: asdict(found) for name, found in made.diversity.items()},
        "lost": dict(made.lost) | dict.fromkeys(gone, 1.0),
    }
    kept = tuple(key for key in block.keys if key in changes)
    return Outcome(replace(block, tables=(table, *block.tables[1:]), keys=kept, limit=limits.k), report=report)


def _recoded(ladder: Ladder, column: Column, level: str, codes: Sequence[str], made: Protected, of: Codes) -> Changed:
    """Return the column at its level, with the code for what was removed at the end."""
    cells = made.cells[column.name]
    places = np.where(cells == SUPPRESSED, len(codes), cells)[of]
    words = {value.code: value for value in column.values}
    words.setdefault(NOT_STATED, Value(NOT_STATED, MISSING[NOT_STATED], missing=True))
    labels = {code: label for one in ladder.levels for code, label in one.labels.items()}
    values = [
        words[code] if code in words and (code not in labels or level == FINEST) else Value(code, labels[code])
        for code in codes
    ]
    values.append(Value(SUPPRESSED_CODE, MISSING[SUPPRESSED_CODE], missing=True))
    found = sorted(values, key=lambda value: value.missing)
    return Changed(replace(column, values=tuple(found), level=_said(level)), places, (*codes, SUPPRESSED_CODE))


def _said(level: str) -> str:
    """Return what a level is called in the codebook, where the codes as given have no name."""
    return "" if level == FINEST else level


def _without_keys(people: int, answers: Mapping[str, Codes], limits: Limits) -> str:
    """Return why a block cannot be published even without keys, or nothing."""
    least = max(limits.k, math.ceil(1 / limits.average_risk))
    if people < least:
        return f"It is about fewer than {least} people."
    if any(len(np.unique(column)) < limits.distinct for column in answers.values()):
        return "Everybody gave the same answer to a sensitive question."
    return ""


def _bare(connection: DuckDBPyConnection, block: Block, keys: Sequence[Column], people: int, limits: Limits) -> Outcome:
    """Return a block without keys."""
    gone = frozenset(column.name for column in keys)
    table = rewritten(connection, block.tables[0], {}, gone)
    report = {**_facts(block, people, limits), "levels": dict.fromkeys(sorted(gone), ANY)}
    return Outcome(replace(block, tables=(table, *block.tables[1:]), keys=(), limit=limits.k), report=report)


def _facts(block: Block, people: int, limits: Limits) -> dict[str, Any]:
    return {"id": block.id, "title": block.title, "rows": people, "limits": asdict(limits)}


def _figures(risks: Any) -> dict[str, float]:
    return {name: getattr(risks, name) for name in ("k", "highest", "average", "uniques")}
