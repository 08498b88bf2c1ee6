"""`mlops-survey responses`: the interviews on this machine, listed, shown, exported, checked, deleted.

Standard output is data; what is said about it goes to standard error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import put, say, shown
from .registered import one_of

if TYPE_CHECKING:
    from ..interview.page import ReviewLine
    from ..store.errors import StorageError
    from ..store.export import Exported
    from ..store.store import Store


responses = typer.Typer(
    name="responses",
    help="See, export, check and delete the interviews on this machine.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

Interview = Annotated[str, typer.Argument(metavar="ID", help="The id of an interview, or its beginning.")]
DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", metavar="DIR", help="The directory of the interviews, if not the usual one."),
]


def formats() -> Iterable[str]:
    """Return the names of the formats that answers can be exported in."""
    from ..store.export import FORMATS

    return FORMATS


@responses.command("list")
def list_interviews(
    context: typer.Context,
    data_dir: DataDir = None,
    mode: Annotated[str | None, typer.Option("--mode", help="Only interviews of this mode.")] = None,
) -> None:
    """List the interviews on this machine, the last used first."""
    with opened(context, data_dir, read_only=True) as store:
        found = store.list(mode)
    if not found:
        say("There are no interviews here.")
        return
    row = "{:<9} {:<8} {:<11} {:<12} {:>7}  {:<16}  {}"
    put(row.format("ID", "EDITION", "MODE", "STATUS", "ANSWERS", "UPDATED", "TITLE"))
    for one in found:
        line = row.format(one.id, one.edition, one.mode, one.status, one.answers, one.updated, one.title)
        put(f"{line} (in use)" if one.in_use else line)


@responses.command("show")
def show(context: typer.Context, interview: Interview, data_dir: DataDir = None) -> None:
    """Show the answers of an interview in words."""
    with opened(context, data_dir, read_only=True) as store:
        name = store.find(interview)
        lines = _review(store, name)
    put(f"Interview {name}")
    for section, group in groupby(lines, key=lambda line: line.section):
        put(f"\n{section}")
        for line in group:
            put(f"  {line.question}\n    {line.answer or f'({line.status})'}")


@responses.command("export")
def export(
    context: typer.Context,
    interviews: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Which interviews; all if none is named.")
    ] = None,
    data_dir: DataDir = None,
    format: Annotated[str, one_of(formats, "--format", "How to write them.")] = "json",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write to this file, readable by you alone."),
    ] = None,
    mode: Annotated[str, typer.Option("--mode", help="Interviews of this mode; modes are never mixed.")] = "respondent",
) -> None:
    """Export answers, with the reason where there is none."""
    from ..store.export import FORMATS, chosen, exported
    from ..store.files import write_private

    failures: list[StorageError] = []
    with opened(context, data_dir, read_only=True) as store:
        names = chosen(store, interviews or [], mode)
        chunks = FORMATS[format](_readable(store, names, exported, failures), shown)
        if out is None:
            for chunk in chunks:
                typer.echo(chunk.encode("utf-8"), nl=False)
        else:
            write_private(out, chunks)
    say(f"{len(names) - len(failures)} interview(s) of mode {mode} exported{f' to {out}' if out else ''}.")
    _fail(failures)


def _agreed(question: str) -> bool:
    """Ask for a yes; the end of the input is a no."""
    try:
        return typer.confirm(shown(question), err=True)
    except typer.Abort:
        say("")
        return False


@responses.command("delete")
def delete(
    context: typer.Context,
    interview: Interview,
    data_dir: DataDir = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete an interview for good, with what its moderator recorded, here and in the backups."""
    from ..faces.editing_folders import remove_left_folders

    with opened(context, data_dir) as store:
        name = store.find(interview)
        about = next(one for one in store.list() if one.id == name)
        described = f"{name} ({about.title}, {about.answers} answers, {about.updated})"
        observed = len(store.moderation.observations(name, good_part=True))
        beside = f", with {observed} observation(s) of its moderator" if store.moderation.session(name) else ""
        if not (yes or _agreed(f"Delete interview {described}{beside} for good?")):
            say("Nothing was deleted. To delete without being asked: --yes")
            return
        remains = store.delete(name)
    remove_left_folders()
    say(f"Interview {name} is deleted{beside}, also from the backups.")
    for path in remains:
        say(f"This damaged database was set aside and may still hold it; remove it if it should not: {path}")


@responses.command("check")
def check(context: typer.Context, data_dir: DataDir = None) -> None:
    """Check that all interviews are as they were written."""
    with opened(context, data_dir, read_only=True) as store:
        checked = store.check()
    for name, problem in checked:
        put(f"{'damaged' if problem else 'good':<8} {name}")
    _fail([problem for _, problem in checked if problem])


@responses.command("mend")
def mend(context: typer.Context, interview: Interview, data_dir: DataDir = None) -> None:
    """Put a damaged interview right as far as possible."""
    with opened(context, data_dir) as store:
        report = store.mend(store.find(interview))
    say(f"Interview {report.interview_id}: {report.kept} entries are good, {report.lost} are lost.")
    if report.observations_lost:
        say(f"Of what its moderator recorded, {report.observations_lost} observations are lost.")
    if report.aside:
        say(f"A copy of the database as it was is kept in {report.aside}.")


@contextmanager
def opened(context: typer.Context, data_dir: Path | None, *, read_only: bool = False) -> Iterator[Store]:
    """Open the store, say what it has to say, and turn its errors into words and an exit code."""
    from ..store.errors import StorageError
    from ..store.opening import open_store

    try:
        with open_store(data_dir or _given_above(context), read_only=read_only) as store:
            for notice in store.notices:
                say(notice)
            yield store
    except StorageError as error:
        _fail([error])


def _given_above(context: typer.Context) -> Path | None:
    """Return the data directory given before the word `responses`, if any."""
    found = context.find_root().params.get("data_dir")
    return found if isinstance(found, Path) else None


def _review(store: Store, interview_id: str) -> tuple[ReviewLine, ...]:
    from ..interview.session import Session
    from ..store.export import stored_questionnaire

    header = store.header(interview_id)
    questionnaire = stored_questionnaire(store, header.questionnaire_hash)
    events = store.events(interview_id)
    return Session.resume(questionnaire, events, seed=header.seed, sink=lambda _: None).review()


def _readable(
    store: Store, names: Iterable[str], read: Callable[[Store, str], Exported], failures: list[StorageError]
) -> Iterator[Exported]:
    """Yield the interviews that can be read; note why the others cannot."""
    from ..store.errors import StorageError

    for name in names:
        try:
            interview = read(store, name)
        except StorageError as error:
            failures.append(error)
        else:
            yield interview


def _fail(problems: list[StorageError]) -> None:
    for problem in problems:
        say(str(problem))
    if problems:
        raise typer.Exit(exit_codes.STORAGE)
