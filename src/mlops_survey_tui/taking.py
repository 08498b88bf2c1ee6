"""Puts store, questionnaire and face together for one sitting."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from . import exit_codes
from .faces.terminal import LINE_BY_LINE, NO_INPUT, input_ended, needs_ascii, obstacle, plain_wished
from .questionnaire.errors import QuestionnaireInvalid
from .questionnaire.load import current_edition, load
from .questionnaire.model import Questionnaire
from .store.errors import StorageError
from .store.opening import open_store
from .store.store import Store

if TYPE_CHECKING:
    from .faces.tui.start import Start


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for; ``plain`` asks for prompts line by line in place of the full screen."""

    plain: bool = False
    questions: Path | None = None
    data_dir: Path | None = None
    seed: str = ""
    sections: tuple[str, ...] = ()
    new: bool = False
    resume: str = ""
    memory: bool = False
    channel: str = ""
    mouse: bool = True
    theme: str = "auto"


def take_survey(wishes: Wishes) -> int:
    """Take the survey on this terminal, line by line where it cannot draw; return the exit code."""
    problem = obstacle()
    plain = wishes.plain or plain_wished()
    if (plain or problem) and input_ended():
        print(problem or NO_INPUT, file=sys.stderr)
        return exit_codes.USAGE
    if problem and not plain:
        print(LINE_BY_LINE.format(why=problem.partition("\n")[0]), file=sys.stderr)
    wishes = replace(wishes, plain=plain or bool(problem))
    try:
        with open_store(wishes.data_dir, wishes.memory) as store:
            return _with_store(wishes, store)
    except StorageError as error:
        hint = "" if wishes.memory else "\nTo take the survey without keeping anything here: mlops-survey --memory"
        print(f"{error}{hint}", file=sys.stderr)
        return exit_codes.STORAGE


def _with_store(wishes: Wishes, store: Store) -> int:
    try:
        questionnaire = load(wishes.questions or current_edition(), _cache(store))
    except QuestionnaireInvalid as error:
        print(error, file=sys.stderr)
        print(f"\nThe questionnaire has faults: mlops-survey check {wishes.questions or ''}", file=sys.stderr)
        return exit_codes.INVALID
    if problem := _misfit(wishes, questionnaire):
        print(problem, file=sys.stderr)
        return exit_codes.USAGE
    return _sit(wishes, questionnaire, store)


def _misfit(wishes: Wishes, questionnaire: Questionnaire) -> str:
    """Return what of the wishes this questionnaire does not know, with what it knows."""
    unknown = [name for name in wishes.sections if name not in questionnaire.section_by_id]
    if unknown:
        return f"There is no section {', '.join(unknown)}. Sections: {', '.join(questionnaire.section_by_id)}"
    if wishes.channel and wishes.channel not in questionnaire.channels:
        return f"There is no channel {wishes.channel}. Channels: {', '.join(questionnaire.channels) or 'none'}"
    return ""


def _cache(store: Store) -> Path:
    """Return where compiled questionnaires are kept."""
    if store.directory is not None:
        return store.directory.root / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("mlops-survey")


def _sit(wishes: Wishes, questionnaire: Questionnaire, store: Store) -> int:
    from .faces.tui.interviews import Interviews
    from .faces.tui.start import Options, Start

    interviews = Interviews(questionnaire, store, seed=wishes.seed, sections=wishes.sections, channel=wishes.channel)
    resume = store.find(wishes.resume) if wishes.resume else ""
    start = Start(
        survey=questionnaire,
        begin=interviews.begin,
        resumable=(lambda: ()) if wishes.new else interviews.resumable,
        resume=interviews.resume,
        introduction=interviews.introduction(),
        data_location="" if store.directory is None else str(store.directory.root),
        notices=store.notices,
        options=Options(theme=_theme(wishes.theme), mouse=wishes.mouse, ascii=needs_ascii()),
        resume_first=resume,
    )
    try:
        return _face(wishes.plain)(start)
    finally:
        interviews.close()


def _face(plain: bool) -> Callable[[Start], int]:
    """Return what takes the survey: line by line, or on the full screen."""
    if plain:
        from .faces.plain.run import run as run_plain

        return run_plain
    from .faces.tui.run import run

    return run


def _theme(name: str) -> str:
    """Return the theme; auto reads the background colour that some terminals tell in COLORFGBG."""
    if name != "auto":
        return name
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if background in ("7", "15") else "dark"
