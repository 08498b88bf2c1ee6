"""Wordings with placeholders: HTML and Markdown become plain text, braces stay braces, what is piped stays piped."""

from __future__ import annotations

import re
from collections.abc import Callable

from .expressions import Untranslatable
from .html_text import plain
from .symbols import NOTHING, TRUTH, Symbol

LONGEST_TEXT, LONGEST_LABEL = 4000, 300
FALLBACK = "…"
"""What stands in a text for an answer that is not there."""
Tell = Callable[[str, str, str], None]
"""Tells a loss: what, why, what became of it."""
_OPEN, _CLOSE = "\ue000", "\ue001"


def placeholder(code: str, fallback: str = FALLBACK) -> str:
    """Return a placeholder for a value that may be missing."""
    return f"{{{code}|{fallback}}}"


def written(symbol: Symbol) -> str:
    """Return what stands in a text for the value of a symbol.

    Raises:
        Untranslatable: it cannot be written out.
    """
    if symbol.pieces:
        return symbol.pieces
    if symbol.kind in (TRUTH, NOTHING):
        raise Untranslatable(f"'{symbol.code.text}' has no words")
    return placeholder(symbol.code.text)


def worded(text: str, pattern: re.Pattern[str], pipe: Callable[[re.Match[str]], str], tell: Tell) -> str:
    """Return a text of ours; ``pipe`` gives what stands for each match of ``pattern``.

    What cannot be piped stays in the text as it was written, in brackets.
    """
    found: list[str] = []

    def keep(match: re.Match[str]) -> str:
        try:
            found.append(pipe(match))
        except Untranslatable as error:
            tell(f"the insertion {match.group(0)[:80]}", str(error), "it stands in the text as […]")
            found.append("[…]")
        return f"{_OPEN}{len(found) - 1}{_CLOSE}"

    marked = pattern.sub(keep, text.replace(_OPEN, "").replace(_CLOSE, ""))
    bare, lost = plain(marked)
    for what in lost:
        tell(what, "texts are plain", "left out")
    escaped = bare.replace("{", "{{").replace("}", "}}")
    return re.sub(f"{_OPEN}(\\d+){_CLOSE}", lambda match: found[int(match[1])], escaped)


def shortened(text: str, longest: int, tell: Tell) -> str:
    """Return a text that is no longer than it may be, without half a placeholder at its end."""
    if len(text) <= longest:
        return text
    tell(f"a text of {len(text)} characters", f"at most {longest} are allowed", "shortened")
    cut = text[: longest - 1]
    open_brace = cut.rfind("{")
    if open_brace > cut.rfind("}"):
        cut = cut[:open_brace].rstrip("{")
    return cut + "…"
