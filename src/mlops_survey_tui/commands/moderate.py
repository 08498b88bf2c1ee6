"""`mlops-survey moderate`: a live session, or with --console the moderator's terminal beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import say

if TYPE_CHECKING:
    from ..moderation.interviews import Plan
    from ..questionnaire.translation.choosing import Chosen
    from ..store.store import Store
    from ..taking import Sit, Wishes


def moderate(
    context: typer.Context,
    interview: Annotated[
        str, typer.Argument(metavar="[ID]", help="With --console: the interview; the newest that runs if left out.")
    ] = "",
    console: Annotated[
        bool, typer.Option("--console", help="Follow an interview in a second terminal, and record what you observe.")
    ] = False,
    section: Annotated[
        list[str] | None, typer.Option("--section", metavar="ID", help="Only this section; may be given again.")
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option("--questions", metavar="DIR", help="The questionnaire; the current edition if left out."),
    ] = None,
    respondent: Annotated[
        str, typer.Option("--respondent", metavar="CODE", help="The respondent's code, from your own list; no name.")
    ] = "",
    notes: Annotated[
        bool | None,
        typer.Option("--notes/--no-notes", help="Whether the respondent agrees to notes; asked if left out."),
    ] = None,
    resume: Annotated[str, typer.Option("--resume", metavar="ID", help="Go on with this moderated interview.")] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="CODE", help="The language of the survey.")] = "",
    plain: Annotated[bool, typer.Option("--plain", help="Line by line, for screen readers and pipes.")] = False,
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", metavar="DIR", help="The directory of the interviews.")
    ] = None,
) -> None:
    """Hold a moderated session: the respondent takes the survey here, you take notes in a console or a panel."""
    above = context.find_root().params
    if interview and not console:
        say("An interview is named for the console: mlops-survey moderate --console ID. To go on with one: --resume ID")
        raise typer.Exit(exit_codes.USAGE)
    from ..moderation.interviews import Plan
    from ..taking import Wishes, take_survey

    wishes = Wishes(
        plain=plain or bool(above.get("plain")),
        questions=questions or above.get("questions"),
        data_dir=data_dir or above.get("data_dir"),
        seed=above.get("seed") or "",
        sections=tuple(section or ()),
        lang=lang or above.get("lang") or "",
        mouse=not above.get("no_mouse"),
        theme=str(above.get("theme") or "auto"),
        ascii=bool(above.get("ascii_glyphs")),
    )
    if console:
        raise typer.Exit(_follow(wishes, interview))
    raise typer.Exit(take_survey(wishes, _sitting(Plan(tuple(section or ()), respondent, notes, resume))))


def _sitting(plan: Plan) -> Sit:
    def sit(wishes: Wishes, chosen: Chosen, store: Store) -> int:
        from dataclasses import replace

        from ..taking import options_of

        found = replace(plan, resume=store.find(plan.resume) if plan.resume else "")
        if wishes.plain:
            from ..moderation.spoken import sit_plain

            return sit_plain(chosen.questionnaire, store, found, options_of(wishes), wishes.seed)
        from ..moderation.respondent import sit as hold

        return hold(chosen.questionnaire, store, found, options_of(wishes), wishes.seed)

    return sit


def _follow(wishes: Wishes, typed: str) -> int:
    """Follow an interview: one that is named may not have begun yet."""
    from ..faces.terminal import input_ended, obstacle, plain_wished
    from ..store.errors import StorageError, UnknownInterview
    from ..store.opening import open_store
    from ..taking import options_of

    problem, plain = obstacle(), wishes.plain or plain_wished()
    if problem and not plain and input_ended():
        say(problem)
        return exit_codes.USAGE
    try:
        with open_store(wishes.data_dir) as store:
            try:
                name = store.find(typed) if typed else ""
            except UnknownInterview as error:
                if error.code != "unknown_interview":
                    raise
                from ..store.identifiers import normalise

                name = normalise(typed)
            if plain or problem:
                from ..moderation.spoken_console import follow_plain

                return follow_plain(store, name)
            from ..moderation.console import follow

            return follow(store, name, options_of(wishes))
    except StorageError as error:
        say(str(error))
        return exit_codes.STORAGE
