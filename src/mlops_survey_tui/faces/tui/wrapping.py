"""Wrapping of text to a width in terminal cells, at spaces, with long words broken where they must be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rich.cells import split_graphemes

from ..visible import cells, visible
from ..widths import cell_len

Slice = tuple[int, int]
"""Start and end of one row, as positions in the text."""

_TOKEN = re.compile(r"[^ ]+ *| +")
_BREAKS_AFTER = "-/_.:,;"


@lru_cache(maxsize=4096)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Return the rows of a label or sentence, made visible and without the spaces at row ends.

    There is always at least one row; ``width`` below one counts as one.
    """
    shown = visible(text)
    return tuple(shown[start:end].rstrip(" ") for start, end in slices(shown, width))


@lru_cache(maxsize=128)
def slices(text: str, width: int) -> tuple[Slice, ...]:
    """Return the rows of a text as positions that leave out no character but newlines.

    Spaces at the end of a row may stand beyond the width, as in any editor.
    """
    rows: list[Slice] = []
    start = 0
    for paragraph in text.split("\n"):
        rows += [(start + first, start + last) for first, last in _paragraph(paragraph, max(1, width))]
        start += len(paragraph) + 1
    return tuple(rows)


def longest_word(text: str) -> int:
    """Return the cells of the longest word."""
    return max((cells(word) for word in text.split(" ")), default=0)


def padded(text: str, width: int) -> str:
    """Return the text filled with spaces on the right to a width in cells."""
    return text + " " * (width - cell_len(text))


def centred(text: str, width: int) -> str:
    """Return the text in the middle of a width in cells."""
    left = max(0, width - cell_len(text)) // 2
    return padded(" " * left + text, width)


def clipped(text: str, width: int, ellipsis: str) -> str:
    """Return the visible text cut to a width, with an ellipsis where something was left out."""
    text = visible(text)
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    return text[: _fitting(text, width - 1)] + ellipsis


def start_of(text: str, width: int) -> str:
    """Return as much of the start of a visible text as fits."""
    return text if cell_len(text) <= width else text[: _fitting(text, width)]


def end_of(text: str, width: int) -> str:
    """Return as much of the end of a visible text as fits."""
    if cell_len(text) <= width:
        return text
    start = len(text)
    for first, last, _ in reversed(split_graphemes(text)[0]):
        width -= cell_len(text[first:last])
        if width < 0:
            break
        start = first
    return text[start:]


def _paragraph(text: str, width: int) -> list[Slice]:
    if cells(text) <= width:
        return [(0, len(text))]
    rows: list[Slice] = []
    start, used = 0, 0
    for at, word in _tokens(text, width):
        stripped = cells(word.rstrip(" "))
        if used and used + stripped > width:
            rows.append((start, at))
            start, used = at, 0
        used += cells(word)
    rows.append((start, len(text)))
    return rows


def _tokens(text: str, width: int) -> Iterator[tuple[int, str]]:
    """Yield words with the spaces after them, and pieces of words that are wider than a row."""
    for match in _TOKEN.finditer(text):
        at, word = match.start(), match[0]
        while cells(word.rstrip(" ")) > width:
            cut = _break(word, width)
            yield at, word[:cut]
            at, word = at + cut, word[cut:]
        yield at, word


def _break(word: str, width: int) -> int:
    """Return where to break a long word: after a hyphen or the like, else where the row ends."""
    cut = _cut(word, width)
    after = max(word.rfind(mark, 1, cut) for mark in _BREAKS_AFTER)
    return after + 1 if after > 0 else cut


def _cut(text: str, width: int) -> int:
    """Return how many characters fit in a width; at least one, so that breaking always gets on."""
    return max(1, _fitting(text, width))


def _fitting(text: str, width: int) -> int:
    if text.isascii() and text.isprintable():
        return max(0, min(width, len(text)))
    used = 0
    for start, end, _ in split_graphemes(text)[0]:
        used += cells(text[start:end])
        if used > width:
            return start
    return len(text)
