"""Answers to compare from a release: a question, in the table that its block has for respondents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from ...publication.codebook.model import (
    ANSWER,
    KEY,
    RESPONDENTS,
    SETS,
    TICK,
    WEIGHT,
    WHOLE,
    AskedQuestion,
    Codebook,
    Column,
    Table,
)
from ...publication.codebook.model import (
    CODE as CODE_TYPE,
)
from ...publication.codebook.model import (
    REAL as REAL_TYPE,
)
from ..arrays import Floats
from ..failure import AnalysisError
from ..missing import known
from ..reading import CODE, REAL, Rows, Wanted, read_rows
from .answers import NUMBERS, SHARES, TICKS, Answers, Edition, coded, numbered

_NAMED = 20
ALLOCATION, RANKING, MAXDIFF = "allocation", "ranking", "maxdiff"


def codebook_of(release: Path) -> Codebook:
    """Read the codebook of a release.

    Raises:
        AnalysisError: the folder holds no release.
    """
    try:
        return Codebook.of_release(release)
    except (FileNotFoundError, ValueError) as error:
        raise AnalysisError(f"this is no release ({error}).", "Give its folder.", place=str(release)) from None


def read_question(release: Path, codebook: Codebook, question: str, facts: Sequence[str]) -> Edition:
    """Read the answers of respondents to a question.

    Raises:
        AnalysisError: the question is not in a table with one row a respondent, or a fact is not in that table.
    """
    asked = codebook.question_by_id.get(question)
    table = _table(codebook, question)
    if asked is None or table is None:
        raise AnalysisError(
            f"{question} has no table with one row a respondent.", _tables(codebook), place=str(release)
        )
    columns = [column for column in table.of(question) if column.role in (ANSWER, KEY)]
    weight = _weight(table, asked)
    wanted = [Wanted(column.name, CODE if column.type == CODE_TYPE else REAL, empty=True) for column in columns]
    wanted += [Wanted(name, CODE) for name in facts]
    wanted += [Wanted(weight, REAL, empty=True)] if weight else []
    rows = read_rows(str(release / f"{table.file}.parquet"), list({one.role: one for one in wanted}.values()))
    weights = np.nan_to_num(rows.real(weight)) if weight else np.ones(rows.count)
    answers = tuple(_answers(rows, asked, columns))
    return Edition(str(release), answers, weights, {name: known(rows.ids(name)) for name in facts})


def levels_of(codebook: Codebook, question: str) -> tuple[str, ...]:
    """Return how far the codes of a question were made coarser before they were published."""
    table = _table(codebook, question)
    return tuple(sorted({column.level for column in table.of(question)})) if table is not None else ()


def sets_of(release: Path, codebook: Codebook, question: str) -> tuple[str, str]:
    """Return the tables of a best-worst question: its sets, and its respondents.

    Raises:
        AnalysisError: the release has no sets of it.
    """
    block = codebook.block_by_id.get(codebook.question_by_id[question].block)
    tables = {table.form: str(release / f"{table.file}.parquet") for table in block.tables} if block else {}
    if SETS not in tables:
        raise AnalysisError(f"the sets of {question} are not published.", "", place=str(release))
    return tables[SETS], tables.get(RESPONDENTS, "")


def _table(codebook: Codebook, question: str) -> Table | None:
    found = [table for table in codebook.tables() if table.form == RESPONDENTS]
    return next((one for one in found if any(c.role in (ANSWER, KEY) for c in one.of(question))), None)


def _tables(codebook: Codebook) -> str:
    names = sorted(
        {c.question for t in codebook.tables() if t.form == RESPONDENTS for c in t.columns if c.role == ANSWER}
    )
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"Such questions are {', '.join(names[:_NAMED])}{more}."


def _weight(table: Table, asked: AskedQuestion) -> str:
    """Return the name of the column of weights: of the question's module if it has one."""
    names = [column.name for column in table.columns if column.role == WEIGHT]
    own = f"weight.{asked.section}"
    return own if own in names else "weight" if "weight" in names else ""


def _answers(rows: Rows, asked: AskedQuestion, columns: Sequence[Column]) -> list[Answers]:
    if asked.kind in _WHOLES:
        return _WHOLES[asked.kind](rows, asked, columns)
    return [_TYPES[column.type](rows, asked.id, column) for column in columns if column.type in _TYPES]


def _codes(rows: Rows, question: str, column: Column) -> Answers:
    part = f"{column.part}.{column.scale}" if column.scale else column.part
    return coded(question, part, rows.ids(column.name))


def _ticks(rows: Rows, question: str, column: Column) -> Answers:
    return numbered(question, column.part, TICKS, rows.real(column.name))


def _numbers(rows: Rows, question: str, column: Column) -> Answers:
    return numbered(question, column.part, NUMBERS, rows.real(column.name))


_TYPES: Mapping[str, Callable[[Rows, str, Column], Answers]] = {
    CODE_TYPE: _codes,
    TICK: _ticks,
    WHOLE: _numbers,
    REAL_TYPE: _numbers,
}


def _allocation(rows: Rows, asked: AskedQuestion, columns: Sequence[Column]) -> list[Answers]:
    """Return parts in percent of what each respondent divided."""
    given: Floats = np.stack([rows.real(column.name) for column in columns], axis=1)
    sums = np.nansum(given, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where((sums > 0)[:, None], 100 * np.nan_to_num(given) / sums[:, None], np.nan)
    return [numbered(asked.id, column.part, SHARES, shares[:, at]) for at, column in enumerate(columns)]


def _ranking(rows: Rows, asked: AskedQuestion, columns: Sequence[Column]) -> list[Answers]:
    """Return who put each option first, among those who ranked any."""
    places: Floats = np.stack([rows.real(column.name) for column in columns], axis=1)
    ranked = np.asarray(~np.isnan(places).all(axis=1), dtype=np.bool_)
    first = np.where(ranked[:, None], (places == 1).astype(np.float64), np.nan)
    return [numbered(asked.id, column.part, TICKS, first[:, at]) for at, column in enumerate(columns)]


_WHOLES: Mapping[str, Callable[[Rows, AskedQuestion, Sequence[Column]], list[Answers]]] = {
    ALLOCATION: _allocation,
    RANKING: _ranking,
}
"""Kinds of questions whose columns make sense together only."""
