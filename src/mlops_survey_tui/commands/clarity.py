"""`mlops-survey clarity`: what moderated sessions say of each question, and of the time model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import say
from .registered import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..moderation.clarity.collecting import Held
    from ..moderation.clarity.time_model_update import Stated
    from ..store.errors import StorageError


def formats() -> Iterable[str]:
    """Return the names of the formats that the report can be written in."""
    from ..moderation.clarity.writers import FORMATS

    return FORMATS


Format = Annotated[str, one_of(formats, "--format", "How to write it.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file, readable by you alone.")]
Questions = Annotated[
    Path | None,
    typer.Option("--questions", metavar="DIR", help="The questionnaire; that of the last session if left out."),
]
Edition = Annotated[str, typer.Option("--edition", metavar="NAME", help="Only interviews of this edition.")]
AllModes = Annotated[bool, typer.Option("--all-modes", help="Respondents' interviews too, which have no notes.")]
Respondents = Annotated[bool, typer.Option("--respondents", help="Tell the respondents' codes beside what they said.")]
DataDir = Annotated[Path | None, typer.Option("--data-dir", metavar="DIR", help="The directory of the interviews.")]


def clarity(
    context: typer.Context,
    format: Format = "terminal",
    out: Out = None,
    questions: Questions = None,
    edition: Edition = "",
    all_modes: AllModes = False,
    respondents: Respondents = False,
    data_dir: DataDir = None,
) -> None:
    """Report how clear each question was in moderated sessions, what needs rewriting most first."""
    from ..moderation.clarity.report import report_of
    from ..moderation.clarity.writers import FORMATS

    above = context.find_root().params
    folder = questions or above.get("questions")
    with _told():
        held, failures = _collected(data_dir or above.get("data_dir"), _id_of(folder), edition, all_modes)
        for failure in failures:
            say(str(failure))
        if held:
            stated = _stated(folder, held[0].questionnaire.id)
            _write(FORMATS[format](report_of(held, stated, respondents)), out)
        else:
            say("There are no moderated sessions here to report on. To hold one: mlops-survey moderate")
    if failures:
        raise typer.Exit(exit_codes.STORAGE)


def _collected(
    data_dir: Path | None, questionnaire_id: str, edition: str, all_modes: bool
) -> tuple[list[Held], list[StorageError]]:
    from ..moderation.clarity.collecting import collect
    from ..store.opening import open_store

    with open_store(data_dir, read_only=True) as store:
        return collect(store, questionnaire_id, edition, all_modes)


def _write(text: str, out: Path | None) -> None:
    from ..store.files import write_private

    if out is None:
        typer.echo(text.encode("utf-8"), nl=False)
    else:
        write_private(out, [text])
        say(f"Written to {out}. It holds what respondents said: keep it as you keep notes.")


@contextmanager
def _told() -> Iterator[None]:
    """Turn trouble with the storage into words and an exit code."""
    from ..store.errors import StorageError

    try:
        yield
    except StorageError as error:
        say(str(error))
        raise typer.Exit(exit_codes.STORAGE) from None


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
            asked.spec.id: Stated(asked.spec.time.recall, asked.spec.time.help_read, asked.spec.time.row_extra)
            for asked in Subject(folder).questions
        }
    except QuestionnaireInvalid:
        return {}
