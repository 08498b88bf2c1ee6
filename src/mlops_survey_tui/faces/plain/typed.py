"""A line as somebody typed it, and how to type a text that would mean something else.

A line that begins with a backslash is taken as it is, without the backslash: so ``\\back`` answers "back".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import BEFORE_NUMBERS, WORDS, meant

LITERAL = "\\"
_MOST_DIGITS = 9
_NUMBERED = re.compile(r"(\w+)\s+(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Typed:
    """``literal`` says that the text is meant as it is and holds no command."""

    text: str
    literal: bool = False

    @property
    def word(self) -> str:
        """The text as a command in English: without case and outer blanks, and empty where it is literal."""
        return "" if self.literal else meant(self.text.strip().casefold())

    @property
    def is_blank(self) -> bool:
        """Whether Enter was pressed and nothing else."""
        return not self.literal and not self.text.strip()

    def numbered(self, word: str) -> int:
        """Return the number behind a word, as in ``row 3``; 0 if the line is not of this form."""
        named, number = _numbered(self.word)
        return number if named == word else 0


def typed(line: str) -> Typed:
    """Return a line of input as it is meant."""
    line = line.rstrip("\r\n")
    return Typed(line[1:], literal=True) if line.startswith(LITERAL) else Typed(line)


def place_of(word: str, count: int) -> int:
    """Return the place in a list of so many entries that a word names by its number; 0 if it names none."""
    number = int(word) if word.isdecimal() and len(word) <= _MOST_DIGITS else 0
    return number if number <= count else 0


def as_text(text: str) -> str:
    """Return the line that is read as this text, whatever it says."""
    word = text.strip().casefold()
    needed = not word or meant(word) in WORDS or text.startswith(LITERAL) or _numbered(word)[1]
    return f"{LITERAL}{text}" if needed else text


def _numbered(word: str) -> tuple[str, int]:
    """Return the English word before a number, and the number, as in ``row 3``; nothing, and 0, for another text."""
    match = _NUMBERED.fullmatch(word)
    named = meant(match[1]) if match else ""
    return (named, int(match[2])) if match and named in BEFORE_NUMBERS else ("", 0)
