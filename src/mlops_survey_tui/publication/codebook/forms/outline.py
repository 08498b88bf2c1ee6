"""What the readable forms of the codebook say, apart from how they say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..model import (
    ANSWER,
    CHANCE,
    CODE,
    FLAG,
    ITEMS,
    KEY,
    PARTS,
    RESPONDENTS,
    ROW,
    SETS,
    STATUS,
    TEXT,
    TEXTS,
    TICK,
    WEIGHT,
    AskedQuestion,
    AskedSection,
    Block,
    Codebook,
    Column,
    Table,
)

FORMS_IN_WORDS = {
    RESPONDENTS: "one row for each respondent",
    ITEMS: "one row for each item of a respondent",
    SETS: "one row for each item of each set of a respondent",
    PARTS: "one row for each part of an allocation of a respondent's item",
    TEXTS: "one row for each text",
}
ROLES = {
    ROW: "id of the row, random and new in each release",
    KEY: "key",
    ANSWER: "answer",
    STATUS: "status",
    CHANCE: "chance",
    WEIGHT: "weight",
    FLAG: "quality flag",
}
KINDS = {
    "single": "one answer", "multi": "several answers", "matrix": "one answer for each row", "scale": "a scale",
    "number": "a number", "number_grid": "a number for each row", "ranking": "a ranking",
    "allocation": "shares of a whole", "maxdiff": "best and worst of small sets", "text": "a few words",
    "long_text": "words",
}  # fmt: skip
CODES, TICKS, NUMBERS, WORDS = "codes", "ticks", "numbers", "words"
FEWER = "0–4"
"""How a count under five is shown."""
FEWER_EXPLAINED = f"Counts under five are shown as {FEWER}."
SHORT_EXPLAINED = (
    "In the files for SPSS and Stata names have underscores instead of dots; a name that had to be shorter stands in "
    "brackets. “No.” is the number that stands for a code there."
)
UNLINKABLE = (
    "The tables of one block belong together: their rows have the same ids. Rows of different blocks cannot be joined, "
    "on purpose: each block has its own random ids and its own order of rows."
)
SIMULATED = "Simulated data: no person gave these answers."


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of a question in one table that have the same codes. ``home`` marks the question's own block."""

    block: Block
    table: Table
    kind: str
    columns: tuple[Column, ...]
    home: bool

    @property
    def level(self) -> str:
        """How coarse a key is."""
        return self.columns[0].level


def groups(codebook: Codebook, question: AskedQuestion) -> tuple[Group, ...]:
    """Return the columns that hold a question, those of its own block first."""
    found = [
        group
        for block in codebook.blocks
        for table in block.tables
        for group in _groups(block, table, list(table.of(question.id)), block.id == question.block)
    ]
    return tuple(sorted(found, key=lambda group: not group.home))


def sections(codebook: Codebook) -> Iterator[tuple[AskedSection, tuple[AskedQuestion, ...]]]:
    """Yield the sections that have questions, in order."""
    for section in codebook.sections:
        questions = tuple(question for question in codebook.questions if question.section == section.id)
        if questions:
            yield section, questions


def apart(codebook: Codebook, table: Table) -> tuple[Column, ...]:
    """Return the columns of a table that belong to no question of the codebook."""
    return tuple(column for column in table.columns if column.question not in codebook.question_by_id)


def part_label(column: Column, question: AskedQuestion) -> str:
    """Return the words of a column without those of the question, where it begins with them."""
    for wording in question.wordings:
        rest = column.label.removeprefix(wording).lstrip(" :·–—-|/")
        if wording and rest and rest != column.label:
            return rest
    return column.label


def count(number: int, rows: int) -> str:
    """Return how many rows, as it may be shown."""
    return f"{number:,}".replace(",", "\u202f") if number or not rows else FEWER


def share(number: int, rows: int) -> str:
    """Return a count as percent of rows, empty where it says nothing."""
    return f"{number / rows:.0%}" if number and rows else ""


def heading(codebook: Codebook) -> str:
    """Return the title with the edition, once."""
    return codebook.title if codebook.edition in codebook.title else f"{codebook.title} (edition {codebook.edition})"


def _groups(block: Block, table: Table, columns: Sequence[Column], home: bool) -> Iterator[Group]:
    for (kind, _), members in groupby(columns, key=_alike):
        yield Group(block, table, kind, tuple(members), home)


def _alike(column: Column) -> tuple[str, tuple[tuple[str, str], ...]]:
    kind = {CODE: CODES, TICK: TICKS, TEXT: WORDS}.get(column.type, NUMBERS)
    return kind, tuple((value.code, value.label) for value in column.values) if kind == CODES else ()
