"""Short names of columns, for files whose format takes no dots and few letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from .model import Codebook, Column, Table

LONGEST = 32
"""Characters of a name in Stata; SPSS would take 64 bytes."""
_MARK = 6
_RESERVED = frozenset(
    {
        "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with",
        "byte", "double", "float", "if", "in", "int", "long", "strl", "using",
    }
)  # fmt: skip
"""Words that SPSS or Stata keep for themselves."""


def with_short_names(codebook: Codebook) -> Codebook:
    """Return the codebook with a short name for every column, the same for the same columns."""
    blocks = tuple(replace(block, tables=tuple(map(_named, block.tables))) for block in codebook.blocks)
    return replace(codebook, blocks=blocks)


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return a name of at most 32 letters, digits and underscores for each, no two alike in any case of letters.

    A name that had to be cut, or that another would meet, ends with six digits of its hash, so that it does not depend
    on what else is in the table and stays over the years.
    """
    plain = [_plain(name) for name in names]
    met = Counter(name.lower() for name in plain)
    short = [
        name if name == origin or (met[name.lower()] == 1 and len(name) <= LONGEST) else _marked(name, origin)
        for name, origin in zip(plain, names, strict=True)
    ]
    return _apart(short, names)


def _named(table: Table) -> Table:
    short = short_names([column.name for column in table.columns])
    columns: tuple[Column, ...] = tuple(
        replace(column, short=name) for column, name in zip(table.columns, short, strict=True)
    )
    return replace(table, columns=columns)


def _plain(name: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
    if not plain[:1].isalpha():
        plain = f"c{plain}"
    if plain.lower() in _RESERVED or re.fullmatch(r"str\d+", plain.lower()):
        plain += "_"
    return plain


def _marked(plain: str, origin: str, turn: int = 0) -> str:
    mark = sha256(f"{origin}{turn or ''}".encode()).hexdigest()[:_MARK]
    return f"{plain[: LONGEST - _MARK - 1].rstrip('_')}_{mark}"


def _apart(short: list[str], names: Sequence[str]) -> tuple[str, ...]:
    """Mark once more what still meets: names that differ in the case of letters, or hashes that agree."""
    taken: set[str] = set()
    apart: list[str] = []
    for name, origin in zip(short, names, strict=True):
        turn = 0
        found = name if len(name) <= LONGEST else _marked(_plain(origin), origin)
        while found.lower() in taken:
            turn += 1
            found = _marked(_plain(origin), origin, turn)
        taken.add(found.lower())
        apart.append(found)
    return tuple(apart)
