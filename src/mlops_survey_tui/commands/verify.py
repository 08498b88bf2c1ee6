"""`mlops-survey verify`: whether a release is as it was published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import exit_codes
from .printing import put, say

_EXTRAS = ("duckdb", "numpy")


def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the release.")],
) -> None:
    """Check a release: every checksum, and that all files agree with the codebook. It ends with 1 if one does not."""
    try:
        from ..publication.release.verifying import verify as verified

        doubts = verified(folder)
    except FileNotFoundError as error:
        say(str(error))
        raise typer.Exit(exit_codes.STORAGE) from None
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRAS:
            raise
        say("This needs the extra: pip install 'mlops-survey[publish]'")
        raise typer.Exit(exit_codes.USAGE) from None
    for doubt in doubts:
        put(str(doubt))
    if doubts:
        say(f"{folder} is not as it was published: {len(doubts)} doubts above.")
        raise typer.Exit(exit_codes.FAILED)
    say(f"{folder} is as it was published.")
