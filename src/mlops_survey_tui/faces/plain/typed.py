"""A line as somebody typed it, and how to type a text that would mean something else.

A line that begins with a backslash is taken as it is, without the backslash: so ``\\back`` answers "back".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LITERAL = "\\"
COMMANDS = frozenset({"?", "again", "back", "exit", "help", "quit", "review", "save", "skip", "undo", "where"})
WORDS = COMMANDS | {"-", "all", "clear", "done", "rest"}
"""Every word that can mean something else than itself, on some page."""
_NUMBERED = re.compile(r"(row|set|special)\s+(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Typed:
    """``literal`` says that the text is meant as it is and holds no command."""

    text: str
    literal: bool = False

    @property
    def word(self) -> str:
        """The text as a command: without case and outer blanks, and empty where it is literal."""
        return "" if self.literal else self.text.strip().casefold()

    @property
    def is_blank(self) -> bool:
        """Whether Enter was pressed and nothing else."""
        return not self.literal and not self.text.strip()

    def numbered(self, word: str) -> int:
        """Return the number behind a word, as in ``row 3``; 0 if the line is not of this form."""
        match = _NUMBERED.fullmatch(self.word)
        return int(match[2]) if match and match[1] == word else 0


def typed(line: str) -> Typed:
    """Return a line of input as it is meant."""
    line = line.rstrip("\r\n")
    return Typed(line[1:], literal=True) if line.startswith(LITERAL) else Typed(line)


def as_text(text: str) -> str:
    """Return the line that is read as this text, whatever it says."""
    word = text.strip().casefold()
    needed = not word or word in WORDS or text.startswith(LITERAL) or _NUMBERED.fullmatch(word)
    return f"{LITERAL}{text}" if needed else text
