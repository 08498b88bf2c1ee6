"""The codebook as data: what a release holds, in which tables, and what every column and code means.

It is written beside the data as ``codebook/codebook.json`` and is all that a reader of a release needs to know:
the other forms of the codebook, the labelled files and the yearly report are made from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ...questionnaire.plain_file import read_plain_text
from ...questionnaire.records import from_data, to_data
from .checking import refuse_odd

FORMAT = 1
FILE = "codebook/codebook.json"

ROW, KEY, ANSWER, STATUS, CHANCE, WEIGHT, FLAG = "row", "key", "answer", "status", "chance", "weight", "flag"
"""What a column is for: the id of its row, a fact about the person that disclosure control looks at, an answer, why
there is no answer, what chance decided, a weight, a mark of the quality checks."""

CODE, TICK, WHOLE, REAL, TEXT = "code", "tick", "whole", "real", "text"
"""What a column holds: a code, 1 or 0 and empty where nothing can be said, a whole number, a number, words."""

RESPONDENTS, ITEMS, SETS, PARTS, TEXTS = "respondents", "items", "sets", "parts", "texts"
"""What one row of a table is: a respondent, one item of one respondent, one item of one set of a best-worst question,
one part of an allocation asked for an item, one text."""

MISSING = {
    "not_routed": "Not on the respondent's path",
    "not_assigned": "Left out by chance or to keep the promised time",
    "skipped": "Seen and skipped",
    "not_reached": "The interview ended before",
    "dont_know": "Don't know",
    "prefer_not": "Prefer not to say",
    "not_applicable": "Not applicable",
    "withheld": "Words stay with the respondent",
    "suppressed": "Removed to protect the respondent",
    "not_stated": "No answer, for whatever reason",
}
"""Why there is no substantive answer; ``none`` is a substantive answer of questions with ticks. ``not_stated``
stands in facts about people where reasons were put together, as rare ones would give somebody away.
"""


@dataclass(frozen=True, slots=True)
class Value:
    """One code of a column: what it stands for and how many rows have it, where 0 means fewer than five.

    Codes of banded numbers have the band's ends, the open band no ``high``.
    """

    code: str
    label: str
    missing: bool = False
    count: int = 0
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``part`` is the option, row or item of the question that it is about, ``scale`` the scale of a matrix.

    ``values`` are in the order of the questionnaire, reasons for a missing answer last. ``level`` says how far a key
    was made coarser; ``short`` is the name in files whose format takes no dots; ``filled`` counts rows with a
    substantive answer.
    """

    name: str
    role: str
    type: str
    label: str
    question: str = ""
    part: str = ""
    scale: str = ""
    values: tuple[Value, ...] = ()
    ordered: bool = False
    level: str = ""
    short: str = ""
    filled: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``file`` is its place in the release without the ending."""

    id: str
    file: str
    form: str
    rows: int
    columns: tuple[Column, ...]

    @property
    def by_name(self) -> dict[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}

    def of(self, question: str) -> Iterator[Column]:
        """Yield the columns of a question."""
        return (column for column in self.columns if column.question == question)


@dataclass(frozen=True, slots=True)
class Block:
    """Tables whose rows belong together, and with those of no other block.

    ``keys`` are the facts about people that its tables carry, ``limit`` the least number of people that share them.
    """

    id: str
    title: str
    tables: tuple[Table, ...]
    keys: tuple[str, ...] = ()
    limit: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it was fielded. ``wordings`` has more than one text where chance or earlier answers chose.

    ``asked`` says in words who was asked; ``statuses`` counts respondents by why there is an answer or none, with small
    counts left out; ``block`` is where its answers are, empty where they are published as aggregates only.
    """

    id: str
    kind: str
    section: str
    wordings: tuple[str, ...]
    help: str = ""
    asked: str = ""
    sensitivity: str = "none"
    block: str = ""
    module: bool = False
    topics: tuple[str, ...] = ()
    statuses: Mapping[str, int] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class AskedSection:
    """A section of the questionnaire."""

    id: str
    title: str
    module: bool = False


@dataclass(frozen=True)
class Codebook:
    """What a release holds. ``simulated`` marks data that no person gave."""

    edition: str
    title: str
    questionnaire: str
    version: str
    hash: str
    blocks: tuple[Block, ...]
    questions: tuple[AskedQuestion, ...]
    sections: tuple[AskedSection, ...]
    missing: Mapping[str, str] = field(default_factory=lambda: dict(MISSING))
    licence: str = "CC-BY-4.0"
    citation: str = ""
    simulated: bool = False

    @cached_property
    def question_by_id(self) -> dict[str, AskedQuestion]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def block_by_id(self) -> dict[str, Block]:
        """Blocks by id."""
        return {block.id: block for block in self.blocks}

    def tables(self) -> Iterator[Table]:
        """Yield the tables of all blocks."""
        return (table for block in self.blocks for table in block.tables)

    def to_json(self) -> str:
        """Return the codebook as it is written."""
        data = {"format": FORMAT, **to_data(self)}
        return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Codebook:
        """Rebuild a codebook.

        Raises:
            ValueError: the text is no codebook, or one of another format.
        """
        try:
            data: Any = json.loads(text)
        except RecursionError:
            raise ValueError("this nests deeper than any codebook") from None
        if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
            raise ValueError("this is no codebook, or one of another format")
        try:
            codebook = from_data(cls, data)
        except (TypeError, AttributeError) as error:
            raise ValueError(f"this is no codebook: {error}") from None
        refuse_odd(codebook)
        return codebook

    @classmethod
    def of_release(cls, folder: Path) -> Codebook:
        """Read the codebook of a release.

        Raises:
            FileNotFoundError: the folder holds no release.
            ValueError: the codebook has another format.
        """
        return cls.from_json(read_plain_text(folder / FILE))
