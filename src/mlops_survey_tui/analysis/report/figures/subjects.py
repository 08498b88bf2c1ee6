"""Where the answers to a question are in a release: the table, its columns, its weight, and the facts beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ....publication.codebook.model import (
    ANSWER,
    CODE,
    ITEMS,
    KEY,
    PARTS,
    RESPONDENTS,
    SETS,
    STATUS,
    WEIGHT,
    AskedQuestion,
    Column,
    Table,
)
from ....publication.sql import quoted
from ..release import Release
from ..reweighted import PLAIN, Reweighted

FORMS = (RESPONDENTS, ITEMS, PARTS)
"""Forms of tables that hold answers beside facts about people, the table of sets apart."""


@dataclass(frozen=True)
class Subject:
    """A question in a table of a release. ``keys`` are the facts about people by which its figures can be split.

    ``sets`` is the table with the choices of a best-worst question.
    """

    release: Release
    question: AskedQuestion
    table: Table
    columns: tuple[Column, ...]
    status: Column | None
    keys: tuple[Column, ...]
    sets: Table | None = None

    @property
    def reweighted(self) -> Reweighted:
        """How the table was weighted anew."""
        return self.release.reweighted.get(self.table.id, PLAIN)

    @property
    def relation(self) -> str:
        """The SQL by which the table is read."""
        return self.release.relation(self.table)

    @property
    def weight(self) -> str:
        """The SQL of the weight: that of the question's module, or the base weight, or one."""
        column = self.weight_column
        return "1.0" if column is None else f"coalesce({quoted(column.name)}, 0.0)"

    @property
    def weight_column(self) -> Column | None:
        """The column of the weight, if the table has one."""
        weights = [column for column in self.table.columns if column.role == WEIGHT]
        of_module = [column for column in weights if column.part and column.part == self.question.section]
        return next(iter([*of_module, *(column for column in weights if not column.part)]), None)

    def column(self, name: str) -> Column | None:
        """Return a column of the table by name, if it has it."""
        return self.table.by_name.get(name)

    def labels(self, name: str) -> dict[str, str]:
        """Return the words of the codes of a column, in their order; nothing where there is no such column."""
        column = self.column(name)
        return {value.code: value.label for value in (column.values if column else ()) if not value.missing}


def subjects(release: Release) -> Iterator[Subject]:
    """Yield every question whose answers are in a table, in the order of the questionnaire."""
    for question in release.codebook.questions:
        yield from subjects_of(release, question)


def subjects_of(release: Release, question: AskedQuestion) -> Iterator[Subject]:
    """Yield each table of a question's block that holds its answers, with the sets of a best-worst question beside.

    A fact about people stands in many tables, made coarser in some: it is reported from the table of respondents that
    keeps it finest, of these from the one where most respondents have it; where no such table has it, nowhere.
    """
    if any(_is_fact(column, question) for table in release.codebook.tables() for column in table.columns):
        yield from _finest(release, question)
        return
    block = release.codebook.block_by_id.get(question.block)
    tables = block.tables if block else ()
    sets = next((table for table in tables if table.form == SETS), None)
    for table in tables:
        if table.form in FORMS and any(table.of(question.id)):
            yield replace(_subject(release, question, table), sets=sets)


def _is_fact(column: Column, question: AskedQuestion) -> bool:
    return column.role == KEY and column.name == question.id


def _finest(release: Release, question: AskedQuestion) -> Iterator[Subject]:
    tables = [
        table for table in release.codebook.tables() if table.form == RESPONDENTS and question.id in table.by_name
    ]
    if tables:
        yield _subject(release, question, max(tables, key=lambda table: _fineness(table.by_name[question.id])))


def _fineness(column: Column) -> tuple[int, int]:
    """Return how many codes a column tells apart, and how many rows have one of them."""
    return sum(not value.missing for value in column.values), column.filled


def _subject(release: Release, question: AskedQuestion, table: Table) -> Subject:
    columns = tuple(table.of(question.id))
    status = next((column for column in columns if column.role == STATUS), None)
    keys = tuple(
        column
        for column in table.columns
        if column.role == KEY and column.type == CODE and column.question != question.id
    )
    return Subject(release, question, table, tuple(c for c in columns if c.role in (ANSWER, KEY)), status, keys)
