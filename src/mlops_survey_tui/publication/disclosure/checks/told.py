"""What rows tell beside keys: ticks that few share, weights that few have, words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...codebook.model import CHANCE, FLAG, REAL, TEXT, TEXTS, TICK, WEIGHT, WHOLE, Table
from ...limits import CELL_MINIMUM, TICKED_MINIMUM
from ..findings import Failure
from ..measures import Codes, distinct
from ..released import Released

_WORDS = {"row", "question", "text"}
_EXACT = ("number", "number_grid")
_BLOCK = 1_000_000
"""Bytes that are compared together."""
_FREE = ("free_text", "free_text_other")


def ticks_shared(release: Released) -> Iterator[Failure]:
    """Yield options, and pairs of options, that too few people hold."""
    for _, table in release.tables():
        names = [column.name for column in table.columns if column.type == TICK]
        held = [np.packbits(release.file(table).numbers(name) == 1) for name in names]
        for place, counts in enumerate(_together(np.array(held))):
            for other in np.flatnonzero((counts > 0) & (counts < TICKED_MINIMUM)):
                pair = names[place] if other == place else f"{names[other]} with {names[place]}"
                yield Failure(
                    "ticks", f"{table.id}.{pair}", f"{counts[other]} people hold this; {TICKED_MINIMUM} is the least"
                )


def _together(held: NDArray[np.uint8]) -> Iterator[Codes]:
    """Yield for each option how many people hold it together with each one before it, and with itself."""
    step = max(1, _BLOCK // max(held.shape[-1], 1))
    for place, own in enumerate(held):
        blocks = (held[first : min(first + step, place + 1)] & own for first in range(0, place + 1, step))
        yield np.concatenate([np.bitwise_count(block).sum(axis=1, dtype=np.int64) for block in blocks])


def numbers_shared(release: Released) -> Iterator[Failure]:
    """Yield exact numbers that too few people gave."""
    kinds = {question.id: question.kind for question in release.codebook.questions}
    for _, table in release.tables():
        people = release.people(table)
        for column in table.columns:
            if column.type not in (WHOLE, REAL) or kinds.get(column.question) not in _EXACT:
                continue
            numbers = release.file(table).numbers(column.name)
            told = ~np.isnan(numbers)
            pairs = np.unique(np.stack([numbers[told], people[told].astype(np.float64)]), axis=1)
            counts = np.unique(pairs[0], return_counts=True)[1]
            if counts.min(initial=CELL_MINIMUM) < CELL_MINIMUM:
                yield Failure("numbers", f"{table.id}.{column.name}", f"a number is of {counts.min()} people only")


def weights_shared(release: Released) -> Iterator[Failure]:
    """Yield weights, chances and flags of which a value is had by too few: they would find a person in two blocks."""
    for _, table in release.tables():
        for column in table.columns:
            if column.role in (WEIGHT, CHANCE, FLAG):
                counts = np.unique(release.codes(table, column), return_counts=True)[1]
                if counts.min(initial=TICKED_MINIMUM) < TICKED_MINIMUM:
                    yield Failure("weights", f"{table.id}.{column.name}", f"a value is had by {counts.min()} only")


def words_apart(release: Released) -> Iterator[Failure]:
    """Yield words that stand beside anything but their question, and words of questions that ask for none."""
    for block, table in release.tables():
        if table.form == TEXTS:
            yield from _words(release, block, table)
        elif any(column.type == TEXT for column in table.columns):
            yield Failure("words", table.id, "words stand outside the comments")


def _words(release: Released, block: str, table: Table) -> Iterator[Failure]:
    if extra := {column.name for column in table.columns} - _WORDS:
        yield Failure("words", table.id, f"beside the words stands {', '.join(sorted(extra))}")
    if len(release.codebook.block_by_id[block].tables) > 1:
        yield Failure("words", block, "words share their block with another table")
    for question in sorted(set(release.file(table).texts("question"))):
        if release.classes.get(question) not in _FREE:
            yield Failure("words", table.id, f"{question} is no question that asks for words")
    people = release.people(table)
    if len(distinct(people)) != len(people):
        yield Failure("words", table.id, "several texts have the same row id")
