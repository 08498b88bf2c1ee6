"""How many terminal cells a text takes at most.

Terminals do not agree on vowel signs that stand beside their letter, on pictures joined to one, and on shades of skin:
some give them cells, others do not. What is laid out keeps room for the most; the canvas sees to it that what follows
stands where it should on all of them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich import cells

JOINER = "\u200d"
_SHADES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def cell_len(text: str) -> int:
    """Return the most cells that a terminal takes for a text."""
    return cells.cell_len(text) if text.isascii() else cells.cell_len(text) + excess(text)


@lru_cache(maxsize=4096)
def excess(text: str) -> int:
    """Return how many cells more some terminals take than others."""
    if text.isascii():
        return 0
    signs = sum(unicodedata.category(character) == "Mc" for character in text)
    shades = 2 * sum(text.count(shade) for shade in _SHADES)
    joined = sum(cells.cell_len(part[:1]) for part in text.split(JOINER)[1:])
    return signs + shades + joined
