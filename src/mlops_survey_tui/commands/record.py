"""`mlops-survey record`: an interview as it is held, or one that is kept, turned into a script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from ..private_files import check_room
from .keys import keymap_or_exit
from .loading import loaded, speak
from .printing import say
from .record_saving import recorded_as, save, save_held
from .words import text_only

if TYPE_CHECKING:
    from ..faces.keymap import Keymap
    from ..interview.session import Session
    from ..questionnaire.model import Questionnaire


def record(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The script file to write.")],
    questions: Annotated[
        Path | None,
        typer.Option("--questions", metavar="DIR", help="The questionnaire; the current edition if left out."),
    ] = None,
    interview: Annotated[
        str | None, typer.Option("--interview", metavar="ID", help="Turn this kept interview into a script.")
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", callback=text_only, help="Fix all chance of the interview.")
    ] = None,
    section: Annotated[
        list[str] | None, typer.Option("--section", metavar="ID", help="Only this section; may be given again.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="CODE", help="Hold it in this language.")] = "",
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", metavar="DIR", help="The directory of the interviews, for --interview.")
    ] = None,
) -> None:
    """Record an interview as a script, with whatever the respondent did; it replays to the same log."""
    if out.exists():
        say(f"There is a file already: {out}. Choose another name, or remove it.")
        raise typer.Exit(exit_codes.USAGE)
    if interview is not None:
        _from_store(out, interview, data_dir or context.find_root().params.get("data_dir"))
        return
    speak(questions, lang)
    questionnaire = loaded(questions, lang)
    check_room(out)  # before the interview: its script would have no place
    session, code = _held(questionnaire, seed or "", tuple(section or ()), keymap_or_exit(context))
    if session is not None and session.log and session.consented:
        spec = recorded_as(out, questionnaire, session.seed, session.log)
        code = code if save_held(out, spec, questions) else exit_codes.STORAGE
    elif code == exit_codes.DONE:
        say("There is nothing to record: nobody agreed to take part.")
    raise typer.Exit(code)


def _held(
    questionnaire: Questionnaire, seed: str, sections: tuple[str, ...], keymap: Keymap
) -> tuple[Session | None, int]:
    """Hold the interview on this terminal, keeping it nowhere; return its session and the exit code."""
    from ..faces.terminal import complain, needs_ascii, obstacle
    from ..faces.tui.interviews import Interviews
    from ..faces.tui.run import run
    from ..faces.tui.start import Options, Start
    from ..store.opening import open_store

    if problem := obstacle():
        complain(problem)
        return None, exit_codes.USAGE
    with open_store(memory=True) as store:
        interviews = Interviews(questionnaire, store, seed=seed, sections=sections)
        start = Start(
            survey=questionnaire,
            begin=interviews.begin,
            resumable=lambda: (),
            resume=interviews.resume,
            introduction=interviews.introduction(),
            notices=("This interview is recorded as a script. It is not kept among the others.",),
            options=Options(ascii=needs_ascii(), keymap=keymap),
        )
        try:
            code = run(start)
            return (interviews.sessions[-1] if interviews.sessions else None), code
        finally:
            interviews.close()


def _from_store(out: Path, interview: str, data_dir: Path | None) -> None:
    from ..store.errors import StorageError
    from ..store.export import stored_questionnaire
    from ..store.opening import open_store

    try:
        with open_store(data_dir, read_only=True) as store:
            name = store.find(interview)
            header, events = store.header(name), store.events(name)
            questionnaire = stored_questionnaire(store, header.questionnaire_hash)
    except StorageError as error:
        say(str(error))
        raise typer.Exit(exit_codes.STORAGE) from None
    save(out, recorded_as(out, questionnaire, header.seed, events))
