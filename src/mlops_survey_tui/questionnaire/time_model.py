"""The time model: seconds for a question from its words, options and expected effort.

seconds = screen + read(stem) + 0.5 * read(help) + answer(kind) + recall; see docs/survey/time-model.md for
the sources of the constants.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WORDS_PER_MINUTE = 220
SCREEN = 1.5
DECIDE = 1.5


class Effort(StrEnum):
    """Which effort is estimated; ``repeat`` is the typical one from the second loop pass on."""

    TYPICAL = "typical"
    LONGEST = "longest"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to read: counts, and words of all options, of all rows and of the column headings."""

    option_count: int = 0
    option_words: float = 0.0
    row_count: int = 0
    row_words: float = 0.0
    column_words: float = 0.0


@dataclass(frozen=True, slots=True)
class Expected:
    """How much effort is expected: things selected, a share of writers and their seconds, an extra per row."""

    selected: float
    probability: float = 1.0
    writing: float = 10.0
    row_extra: float = 0.0


def words(text: str) -> int:
    """Count the words of a text."""
    return len(text.split())


def read(word_count: float) -> float:
    """Return the seconds that reading so many words takes."""
    return word_count / WORDS_PER_MINUTE * 60


def frame(stem: str, help_text: str, help_read: float, recall: float) -> float:
    """Return the seconds around the answer: the screen, the stem, the help, and remembering."""
    return SCREEN + read(words(stem)) + help_read * read(words(help_text)) + recall
