"""Keeps text that is written from right to left from reordering what stands around it on its line.

Terminals that know of writing directions put a whole line in order: without marks, the digits, bars and borders after
a Hebrew label would change places with it. So each such text is set off by marks that every terminal takes for
nothing: it keeps its own order inside, and the line as a whole runs from left to right. Authors' and respondents' own
marks never get here, because they are made visible first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

LEFT_MARK, RIGHT_RUN, LEFT_RUN, END_RUN = "\u200e", "\u202b", "\u202a", "\u202c"
_RIGHT = frozenset({"R", "AL", "AN"})
_MAYBE = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_FIELD = ("field", "caret")
"""Styles whose pieces are of one text."""
Piece = tuple[str, str]
"""A text that is safe to draw, and its style."""


def is_written_right_to_left(text: str) -> bool:
    """Return whether some of the text would be put in order from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(found) in _RIGHT for found in _MAYBE.findall(text))


def set_off(pieces: Sequence[Piece]) -> Sequence[str]:
    """Return the texts of a line's pieces, with marks around those written from right to left."""
    if not any(is_written_right_to_left(text) for text, _ in pieces):
        return [text for text, _ in pieces]
    marked = [text for group in _texts(pieces) for text in (_around(group) if _is_right(group) else group)]
    return [LEFT_MARK + marked[0], *marked[1:]]


def _texts(pieces: Sequence[Piece]) -> Iterator[list[str]]:
    """Yield the pieces that belong together: those of a field, with its caret, are one text."""
    for _, group in groupby(enumerate(pieces), lambda each: -1 if each[1][1] in _FIELD else each[0]):
        yield [text for _, (text, _) in group]


def _is_right(texts: Sequence[str]) -> bool:
    return any(map(is_written_right_to_left, texts))


def _around(pieces: list[str]) -> list[str]:
    """Return the pieces of one text with marks before its first character and after its last; spaces stay outside."""
    filled = [at for at, piece in enumerate(pieces) if piece.strip(" ")]
    first, last = filled[0], filled[-1]
    run = RIGHT_RUN if _begins_right("".join(pieces)) else LEFT_RUN
    marked = list(pieces)
    start = len(pieces[first]) - len(pieces[first].lstrip(" "))
    marked[first] = pieces[first][:start] + LEFT_MARK + run + pieces[first][start:]
    end = len(marked[last].rstrip(" "))
    marked[last] = marked[last][:end] + END_RUN + LEFT_MARK + marked[last][end:]
    return marked


def _begins_right(text: str) -> bool:
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind in _RIGHT for kind in strong if kind in ("L", "R", "AL")), True)
