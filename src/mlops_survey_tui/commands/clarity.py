"""`mlops-survey clarity`: what moderated sessions say of each question, and of the time model."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..moderation.clarity.time_model_update import Stated


class ReportFormat(StrEnum):
    """The formats of ``moderation.clarity.writers.FORMATS``."""

    TERMINAL = "terminal"
    HTML = "html"
    MD = "md"
    JSON = "json"


def clarity(
    context: typer.Context,
    format: Annotated[ReportFormat, typer.Option("--format", help="How to write it.")] = ReportFormat.TERMINAL,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write to this file, readable by you alone.")
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option("--questions", metavar="DIR", help="The questionnaire; that of the last session if left out."),
    ] = None,
    edition: Annotated[str, typer.Option("--edition", metavar="NAME", help="Only interviews of this edition.")] = "",
    all_modes: Annotated[
        bool, typer.Option("--all-modes", help="Respondents' interviews too, which have no notes.")
    ] = False,
    respondents: Annotated[
        bool, typer.Option("--respondents", help="Tell the respondents' codes beside what they said.")
    ] = False,
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", metavar="DIR", help="The directory of the interviews.")
    ] = None,
) -> None:
    """Report how clear each question was in moderated sessions, what needs rewriting most first."""
    from ..moderation.clarity.report import collect, report_of
    from ..moderation.clarity.writers import FORMATS
    from ..store.errors import StorageError
    from ..store.files import write_private
    from ..store.opening import open_store

    above = context.find_root().params
    folder = questions or above.get("questions")
    name = _id_of(folder)
    try:
        with open_store(data_dir or above.get("data_dir"), read_only=True) as store:
            held, failures = collect(store, name, edition, all_modes)
        for failure in failures:
            say(str(failure))
        if not held:
            say("There are no moderated sessions here to report on. To hold one: mlops-survey moderate")
            raise typer.Exit(exit_codes.STORAGE if failures else exit_codes.DONE)
        text = FORMATS[format](report_of(held, _stated(folder, held[0].questionnaire.id), respondents))
        if out is None:
            typer.echo(text.encode("utf-8"), nl=False)
        else:
            write_private(out, [text])
            say(f"Written to {out}. It holds what respondents said: keep it as you keep notes.")
    except StorageError as error:
        say(str(error))
        raise typer.Exit(exit_codes.STORAGE) from None
    if failures:
        raise typer.Exit(exit_codes.STORAGE)


def _id_of(folder: Path | None) -> str:
    """Return the id of the questionnaire in a folder, if one is named."""
    from .loading import loaded

    return loaded(folder).id if folder is not None else ""


def _stated(folder: Path | None, questionnaire_id: str) -> Mapping[str, Stated]:
    """Return what the question files state of effort; nothing where they are not at hand."""
    from ..moderation.clarity.time_model_update import Stated
    from ..proof.lint.subject import Subject
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..questionnaire.load import current_edition, load

    folder = folder or current_edition()
    try:
        if load(folder).id != questionnaire_id:
            return {}
        return {
            asked.spec.id: Stated(asked.spec.time.recall, asked.spec.time.help_read)
            for asked in Subject(folder).questions
        }
    except QuestionnaireInvalid:
        return {}
