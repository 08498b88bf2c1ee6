"""Codes as numbers, for files that label numbers instead of holding words."""

from __future__ import annotations

from collections.abc import Mapping

from .model import MISSING, TICK, Codebook, Column

LOWEST = -99
"""The lowest number a reason for a missing answer can have; from here to -1 is declared missing in SPSS."""


def reasons(codebook: Codebook) -> Mapping[str, int]:
    """Return the number of each reason for a missing answer: -1, -2 ... as the model orders them, then the codebook.

    The same reason has the same number in every column, and those of the model in every edition.
    """
    return _numbered(codebook)[0]


def numbers(column: Column, reason: Mapping[str, int]) -> Mapping[str, int]:
    """Return the number of each code of a column.

    Codes that are whole numbers above -1 keep them; others count from 1 in the order of the questionnaire.
    """
    if column.type == TICK:
        return {"0": 0, "1": 1}
    codes = [value.code for value in column.values if not value.missing]
    own = all(code.isascii() and code.isdecimal() and str(int(code)) == code and len(code) < 10 for code in codes)
    found = {code: int(code) if own else place for place, code in enumerate(codes, 1)}
    return found | {value.code: reason[value.code] for value in column.values if value.missing}


def words_of(codebook: Codebook) -> Mapping[str, str]:
    """Return each reason for a missing answer in words."""
    return _numbered(codebook)[1]


def _numbered(codebook: Codebook) -> tuple[dict[str, int], dict[str, str]]:
    words = dict(MISSING) | dict(codebook.missing)
    for table in codebook.tables():
        for column in table.columns:
            for value in column.values:
                if value.missing:
                    words.setdefault(value.code, value.label)
    if len(words) > -LOWEST:
        raise ValueError(f"there are {len(words)} reasons for a missing answer; labelled files hold {-LOWEST}")
    return {code: -place for place, code in enumerate(words, 1)}, words
