"""`mlops-survey verify`: whether a release is as it was published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import exit_codes
from .extras import needing
from .printing import put, say


def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the release.")],
) -> None:
    """Check a release: every checksum, and that all files agree with the codebook. It ends with 1 if one does not."""
    with needing("publish"):
        from ..publication.release.verifying import verify as verified

        try:
            doubts = verified(folder)
        except FileNotFoundError as error:
            say(str(error))
            raise typer.Exit(exit_codes.STORAGE) from None
    for doubt in doubts:
        put(str(doubt))
    if doubts:
        say(f"{folder} is not as it was published: {len(doubts)} doubts above.")
        raise typer.Exit(exit_codes.FAILED)
    say(f"{folder} is as it was published.")
