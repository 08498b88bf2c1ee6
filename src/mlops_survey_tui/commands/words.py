"""Words of the command line that are kept or hashed, and so have to be text: not all bytes that a shell takes are."""

from __future__ import annotations

import typer


def text_only(word: str | None) -> str | None:
    """Return a word as it is.

    Raises:
        BadParameter: it holds bytes that are no text.
    """
    try:
        (word or "").encode()
    except UnicodeEncodeError:
        raise typer.BadParameter("It holds bytes that are no text. Type it in letters and digits.") from None
    return word
