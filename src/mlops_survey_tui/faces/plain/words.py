"""The words that are typed to do something: the English ones always, and beside them those of the language spoken.

A catalogue gives each English word one word or several with blanks between them, the one to be told first.
"""

from __future__ import annotations

import unicodedata

from ...language import SOURCE, in_context, in_use, mark_in

WORD = "typed word"
"""The context of these words in the catalogues."""
LEAVING = frozenset(
    {
        mark_in("typed word", "exit"),
        mark_in("typed word", "leave"),
        mark_in("typed word", "quit"),
        mark_in("typed word", "save"),
    }
)
"""Words that save and leave, wherever they are typed."""
COMMANDS = LEAVING | frozenset(
    {
        "?",
        mark_in("typed word", "again"),
        mark_in("typed word", "back"),
        mark_in("typed word", "help"),
        mark_in("typed word", "review"),
        mark_in("typed word", "skip"),
        mark_in("typed word", "undo"),
        mark_in("typed word", "where"),
    }
)
"""Words that work on every page."""
ENTRIES = frozenset(
    {
        "-",
        mark_in("typed word", "all"),
        mark_in("typed word", "clear"),
        mark_in("typed word", "done"),
        mark_in("typed word", "rest"),
    }
)
"""Words that work in lists, rows and texts."""
AT_THE_ENDS = frozenset(
    {
        mark_in("typed word", "file"),
        mark_in("typed word", "finish"),
        mark_in("typed word", "n"),
        mark_in("typed word", "no"),
        mark_in("typed word", "show"),
        mark_in("typed word", "y"),
        mark_in("typed word", "yes"),
    }
)
"""Words that work at the welcome, at the finish, and where answers are shared."""
BEFORE_NUMBERS = frozenset(
    {mark_in("typed word", "row"), mark_in("typed word", "set"), mark_in("typed word", "special")}
)
"""Words with a number behind them."""
LEAST = frozenset({mark_in("typed word", "worst"), mark_in("typed word", "least"), mark_in("typed word", "lowest")})
"""Words before the number of what is least in a set."""
WORDS = COMMANDS | ENTRIES
"""Every word that can mean something else than itself, on some page."""
ALL = WORDS | AT_THE_ENDS | BEFORE_NUMBERS | LEAST


def spoken(word: str) -> list[str]:
    """Return the words of the language spoken that mean an English word."""
    return _plain(in_context(WORD, word)).split()


def said(word: str) -> str:
    """Return the word to tell, for an English one."""
    return in_context(WORD, word).split()[0]


def meant(word: str) -> str:
    """Return the English word that a word without capitals means, or the word itself where it means none."""
    if in_use() == SOURCE or word in ALL:
        return word
    plain = _plain(word)
    return next((known for known in sorted(ALL) if plain in spoken(known)), word)


def _plain(text: str) -> str:
    """Return a text without capitals, and with each accented letter as one character."""
    return unicodedata.normalize("NFC", text).casefold()
