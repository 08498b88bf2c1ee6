"""What `mlops-survey check` and `translate --status` say of a questionnaire's translations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .. import exit_codes
from .loading import told
from .printing import put, say

if TYPE_CHECKING:
    from ..questionnaire.model import Questionnaire
    from ..questionnaire.translation.matching import Match

MOST = 20
"""So many remarks on a translation are told unless its language is asked for."""


def check_translations(folder: Path | None, source: Questionnaire, lang: str | None) -> None:
    """Compile every translation, and tell what they lack; if one is asked for, exit with 3 where it lacks anything.

    Raises:
        typer.Exit: a translation has faults, or the one that was asked for is not complete.
    """
    from ..questionnaire.load import current_edition, load
    from ..questionnaire.translation.compiling import match_translation
    from ..questionnaire.translation.languages import translations

    folder = folder or current_edition()
    languages = translations(folder)
    if lang is not None and lang not in languages:
        say(f"{folder} is not translated into {lang}. Translations: {', '.join(languages) or 'none'}")
        raise typer.Exit(exit_codes.USAGE)
    incomplete = False
    for language in languages:
        with told(folder):
            found = match_translation(folder, source, language)
            load(folder, language=language)
        _tell(found, folder, language == lang)
        incomplete |= language == lang and bool(found.remarks())
    if incomplete:
        raise typer.Exit(exit_codes.INVALID)


def _tell(found: Match, folder: Path, whole: bool) -> None:
    remarks = found.remarks()
    for remark in remarks if whole else remarks[:MOST]:
        put(str(remark).partition("\n")[0])
    if len(remarks) > MOST and not whole:
        put(f"... and {len(remarks) - MOST} more: mlops-survey check {folder} --lang {found.language}")
    for remedy in sorted({remark.remedy for remark in remarks}):
        put(f"    {remedy}")
    put(status_line(found))


def status_line(found: Match) -> str:
    """Say in one line how far a translation is."""
    from ..questionnaire.translation.languages import name_of

    parked = len(found.translation.spec.parked)
    return (
        f"{found.language} ({name_of(found.language)}): {found.current} of {found.needed} texts translated "
        f"({found.percent} %), {len(found.missing)} missing, {len(found.stale)} stale, {len(found.unknown)} unknown"
        + (f", {parked} put aside" if parked else "")
    )
