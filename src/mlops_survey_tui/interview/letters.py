"""Letters as an alphabet orders them and as somebody searches for them: without accents, in small ones."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def plain_letters(text: str) -> str:
    """Return a text without case and accents: Ä stands with a, and ß as ss."""
    if not text.isascii():
        text = "".join(part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part))
    return text.casefold()
