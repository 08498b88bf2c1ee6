"""Two small releases of the coffee examples, as publishing would write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copytree

import duckdb

from mlops_survey_tui.publication.codebook.model import (
    ANSWER,
    CODE,
    FILE,
    RESPONDENTS,
    ROW,
    SETS,
    TICK,
    WEIGHT,
    WHOLE,
    AskedQuestion,
    Block,
    Codebook,
    Column,
    Table,
)
from mlops_survey_tui.questionnaire.load import load
from tests.questionnaire.writing import QUESTIONS

Cell = str | int | float | None
EXAMPLES = QUESTIONS / "examples"
TYPES = {CODE: "VARCHAR", TICK: "BIGINT", WHOLE: "BIGINT"}


def release(
    folder: Path,
    edition: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    kinds: Mapping[str, str],
    sets: Sequence[Sequence[Cell]] = (),
) -> Path:
    """Write a release of one block. Each row begins with its weight, then the columns in their order."""
    (folder / "codebook").mkdir(parents=True)
    (folder / "data").mkdir()
    names = [Column("row", ROW, WHOLE, ""), Column("weight", WEIGHT, "real", ""), *columns]
    tables = [Table("answers", "data/answers", RESPONDENTS, len(rows), tuple(names))]
    typed = ["row BIGINT", "weight DOUBLE", *(f'"{one.name}" {TYPES[one.type]}' for one in columns)]
    _write(folder / "data" / "answers.parquet", typed, [(number, *row) for number, row in enumerate(rows)])
    if sets:
        tables.append(Table("answers_sets", "data/answers_sets", SETS, len(sets), ()))
        typed = ["row BIGINT", "question VARCHAR", "set BIGINT", "item VARCHAR", "choice BIGINT"]
        _write(folder / "data" / "answers_sets.parquet", typed, sets)
    questions = tuple(AskedQuestion(id_, kind, "all", (id_,), block="answers") for id_, kind in kinds.items())
    blocks = (Block("answers", "Answers", tuple(tables)),)
    questionnaire = load(EXAMPLES / edition)
    book = Codebook(questionnaire.edition, "Coffee", "coffee", "1", "hash", blocks, questions, ())
    (folder / FILE).write_text(book.to_json(), "utf-8")
    (folder / "questionnaire").mkdir()
    (folder / "questionnaire" / "questionnaire.json").write_text(questionnaire.to_json(), "utf-8")
    copytree(EXAMPLES / edition, folder / "questionnaire" / "source")
    return folder


def answer(question: str, part: str = "", kind: str = CODE, level: str = "") -> Column:
    """Return a column of answers."""
    return Column(f"{question}.{part}" if part else question, ANSWER, kind, question, question, part, level=level)


def _write(place: Path, typed: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({', '.join(typed)})")
        connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(typed))})", [list(row) for row in rows])
        connection.execute(f"COPY t TO '{place}' (FORMAT parquet)")
