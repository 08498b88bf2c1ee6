"""`mlops-survey moderate`: a live session, or with --console the moderator's terminal beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .printing import say
from .words import text_only

if TYPE_CHECKING:
    from ..moderation.interviews import Plan
    from ..questionnaire.translation.choosing import Chosen
    from ..store.store import Store
    from ..taking import Sit, Wishes


Interview = Annotated[
    str, typer.Argument(metavar="[ID]", help="With --console: the interview; the newest that runs if left out.")
]
Console = Annotated[
    bool, typer.Option("--console", help="Follow an interview in a second terminal, and record what you observe.")
]
Sections = Annotated[
    list[str] | None, typer.Option("--section", metavar="ID", help="Only this section; may be given again.")
]
Questions = Annotated[
    Path | None, typer.Option("--questions", metavar="DIR", help="The questionnaire; the current edition if left out.")
]
Respondent = Annotated[
    str,
    typer.Option(
        "--respondent", metavar="CODE", callback=text_only, help="The respondent's code, from your own list; no name."
    ),
]
Notes = Annotated[
    bool | None, typer.Option("--notes/--no-notes", help="Whether the respondent agrees to notes; asked if left out.")
]
Resume = Annotated[str, typer.Option("--resume", metavar="ID", help="Go on with this moderated interview.")]
Language = Annotated[str, typer.Option("--lang", metavar="CODE", help="The language of the survey.")]
Plain = Annotated[bool, typer.Option("--plain", help="Line by line, for screen readers and pipes.")]
DataDir = Annotated[Path | None, typer.Option("--data-dir", metavar="DIR", help="The directory of the interviews.")]


def moderate(
    context: typer.Context,
    interview: Interview = "",
    console: Console = False,
    section: Sections = None,
    questions: Questions = None,
    respondent: Respondent = "",
    notes: Notes = None,
    resume: Resume = "",
    lang: Language = "",
    plain: Plain = False,
    data_dir: DataDir = None,
) -> None:
    """Hold a moderated session: the respondent takes the survey here, you take notes in a console or a panel."""
    if interview and not console:
        say("An interview is named for the console: mlops-survey moderate --console ID. To go on with one: --resume ID")
        raise typer.Exit(exit_codes.USAGE)
    from ..moderation.interviews import Plan
    from ..taking import take_survey

    sections = tuple(section or ())
    wishes = _wishes(context, questions, data_dir, sections, lang, plain)
    if console:
        raise typer.Exit(_follow(wishes, interview))
    raise typer.Exit(take_survey(wishes, _sitting(Plan(sections, respondent, notes, resume))))


def _wishes(
    context: typer.Context,
    questions: Path | None,
    data_dir: Path | None,
    sections: tuple[str, ...],
    lang: str,
    plain: bool,
) -> Wishes:
    """Return what the command line asks for; what stands before the command's name counts too."""
    from ..taking import Wishes

    above = context.find_root().params
    return Wishes(
        plain=plain or bool(above.get("plain")),
        questions=questions or above.get("questions"),
        data_dir=data_dir or above.get("data_dir"),
        seed=above.get("seed") or "",
        sections=sections,
        lang=lang or above.get("lang") or "",
        mouse=not above.get("no_mouse"),
        theme=str(above.get("theme") or "auto"),
        ascii=bool(above.get("ascii_glyphs")),
        keys=above.get("keys_file"),
    )


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
    from ..questionnaire.load import current_edition
    from ..questionnaire.translation.choosing import speak_beforehand
    from ..store.errors import StorageError
    from ..store.opening import open_store

    speak_beforehand(wishes.questions or current_edition(), wishes.lang)
    problem, plain = obstacle(), wishes.plain or plain_wished()
    if problem and not plain and input_ended():
        say(problem)
        return exit_codes.USAGE
    try:
        with open_store(wishes.data_dir) as store:
            return _console(wishes, store, _named(store, typed) if typed else "", plain or bool(problem))
    except StorageError as error:
        say(str(error))
        return exit_codes.STORAGE


def _console(wishes: Wishes, store: Store, name: str, plain: bool) -> int:
    from ..taking import options_of

    if plain:
        from ..moderation.spoken_following import follow_plain

        return follow_plain(store, name)
    from dataclasses import replace

    from ..faces.keymap.faults import KeysInvalid
    from ..faces.keymap.locating import keymap_wished
    from ..moderation.console import follow

    try:
        wishes = replace(wishes, keymap=keymap_wished(wishes.keys))
    except KeysInvalid as error:
        say(str(error))
        return exit_codes.INVALID
    return follow(store, name, options_of(wishes))


def _named(store: Store, typed: str) -> str:
    """Return the id that is meant; one that is not known yet is waited for."""
    from ..store.errors import UnknownInterview
    from ..store.identifiers import normalise

    try:
        return store.find(typed)
    except UnknownInterview as error:
        if error.code != "unknown_interview":
            raise
        return normalise(typed)
