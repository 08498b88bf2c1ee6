"""Loading a questionnaire for a command: faults are printed, and the command ends with 3."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .. import exit_codes
from .printing import put, say

if TYPE_CHECKING:
    from ..questionnaire.model import Questionnaire


def loaded(folder: Path | None) -> Questionnaire:
    """Return the questionnaire in a folder, by default the current edition.

    Raises:
        typer.Exit: it has faults, which were printed.
    """
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..questionnaire.load import current_edition, load

    folder = folder or current_edition()
    try:
        return load(folder)
    except QuestionnaireInvalid as error:
        for fault in error.faults:
            put(str(fault))
        say(f"{len(error.faults)} fault{'s' if len(error.faults) > 1 else ''} in {folder}")
        raise typer.Exit(exit_codes.INVALID) from None
