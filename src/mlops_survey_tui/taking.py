"""Puts store, questionnaire and face together for one sitting."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import exit_codes, language
from .faces.keymap import STANDARD, Keymap
from .faces.keymap.faults import KeysInvalid
from .faces.keymap.locating import keymap_wished
from .faces.terminal import (
    LINE_BY_LINE,
    NO_INPUT,
    complain,
    input_ended,
    needs_ascii,
    obstacle,
    plain_wished,
    say_last,
    unknown_theme,
)
from .language import _
from .light import with_ssl
from .questionnaire.errors import QuestionnaireInvalid
from .questionnaire.load import current_edition, load
from .questionnaire.model import Questionnaire
from .questionnaire.translation.choosing import Chosen, UnknownLanguage, in_language, speak_beforehand
from .store.errors import StorageError
from .store.opening import open_store
from .store.paths import VARIABLE
from .store.store import Store

if TYPE_CHECKING:
    from .faces.tui.interviews import Interviews
    from .faces.tui.prelude.terminal import Terminal
    from .faces.tui.start import Options, Start
    from .sharing.handover import Handover

_SEND_AFTER = 3.0
"""Seconds after the start in which nothing is sent, so that the first screen has the machine to itself."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for.

    ``plain`` asks for prompts line by line in place of the full screen, ``in_browser`` draws for a page.
    """

    plain: bool = False
    questions: Path | None = None
    lang: str = ""
    data_dir: Path | None = None
    seed: str = ""
    sections: tuple[str, ...] = ()
    new: bool = False
    resume: str = ""
    memory: bool = False
    channel: str = ""
    mouse: bool = True
    theme: str = "auto"
    ascii: bool = False
    in_browser: bool = False
    keys: Path | None = None
    keymap: Keymap = STANDARD


Sit = Callable[[Wishes, Chosen, Store], int]
"""Holds one sitting with a questionnaire and an open store, and returns the exit code."""


class _RefusedError(Exception):
    """The survey cannot be taken so; says why, and what to do."""

    def __init__(self, code: int, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.code = code


def take_survey(wishes: Wishes, sit: Sit | None = None, terminal: Terminal | None = None) -> int:
    """Take the survey on this terminal, line by line where it cannot draw; return the exit code.

    ``sit`` holds the sitting in another way than respondents have it. ``terminal`` is given where it has been taken
    over already; it is given back before anything is said.
    """
    try:
        return _taken(wishes, sit or partial(_sit, terminal))
    except _RefusedError as refused:
        if terminal is not None:
            terminal.give_back()
        complain(str(refused))
        return refused.code


def leave(code: int) -> NoReturn:
    """End the program without taking apart what is in memory, which takes longer than the rest of leaving."""
    if sys.stdin is not sys.__stdin__ or not os.isatty(0):
        raise SystemExit(code)
    for stream in (sys.stdout, sys.stderr):
        say_last("", stream)
    os._exit(code)


def _taken(wishes: Wishes, sit: Sit) -> int:
    if wishes.resume:
        wishes = replace(wishes, lang="")  # an interview goes on in the language that it began in
    speak_beforehand(wishes.questions or current_edition(), wishes.lang)
    problem = "" if wishes.in_browser else obstacle()
    plain = wishes.plain or plain_wished()
    if (plain or problem) and input_ended():
        raise _RefusedError(exit_codes.USAGE, _(NO_INPUT) if plain else problem)
    if problem and not plain:
        complain(_(LINE_BY_LINE).format(why=problem.partition("\n")[0]))
    wishes = replace(wishes, plain=plain or bool(problem))
    try:
        wishes = replace(wishes, keymap=STANDARD if wishes.plain else keymap_wished(wishes.keys))
    except KeysInvalid as error:
        raise _RefusedError(exit_codes.INVALID, str(error)) from error
    try:
        with open_store(wishes.data_dir, wishes.memory) as store:
            return _with_store(wishes, store, sit)
    except StorageError as error:
        hint = _("To take the survey without keeping anything here: {command}")
        hints = () if wishes.memory else (hint.format(command="mlops-survey --memory"),)
        raise _RefusedError(exit_codes.STORAGE, str(error), *hints) from error


def _with_store(wishes: Wishes, store: Store, sit: Sit) -> int:
    try:
        folder, cache = wishes.questions or current_edition(), _cache(store)
        chosen = in_language(folder, load(folder, cache), cache, wishes.lang)
    except QuestionnaireInvalid as error:
        hint = _("The questionnaire has faults: {command}")
        command = f"mlops-survey check {wishes.questions or ''}"
        raise _RefusedError(exit_codes.INVALID, str(error), "", hint.format(command=command)) from error
    except UnknownLanguage as error:
        raise _RefusedError(exit_codes.USAGE, str(error)) from error
    if problem := _misfit(wishes, chosen.questionnaire):
        raise _RefusedError(exit_codes.USAGE, problem)
    return sit(wishes, chosen, store)


def _misfit(wishes: Wishes, questionnaire: Questionnaire) -> str:
    """Return what of the wishes this questionnaire does not know, with what it knows."""
    unknown = [name for name in wishes.sections if name not in questionnaire.section_by_id]
    if unknown:
        text = _("There is no section {names}. Sections: {known}")
        return text.format(names=", ".join(unknown), known=", ".join(questionnaire.section_by_id))
    if wishes.channel and wishes.channel not in questionnaire.channels:
        text = _("There is no channel {name}. Channels: {known}")
        return text.format(name=wishes.channel, known=", ".join(questionnaire.channels) or _("none"))
    return ""


def _cache(store: Store) -> Path:
    """Return where compiled questionnaires are kept."""
    if store.directory is not None:
        return store.directory.root / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("mlops-survey")


def options_of(wishes: Wishes) -> Options:
    """Return how the survey is to be shown."""
    from .faces.tui.start import Options

    return Options(
        theme=wishes.theme, mouse=wishes.mouse, ascii=wishes.ascii or needs_ascii(), in_browser=wishes.in_browser,
        keymap=wishes.keymap,
    )  # fmt: skip


def _sit(terminal: Terminal | None, wishes: Wishes, chosen: Chosen, store: Store) -> int:
    from .faces.tui.interviews import Interviews
    from .faces.tui.start import Start

    questionnaire = chosen.questionnaire
    interviews = Interviews(questionnaire, store, seed=wishes.seed, sections=wishes.sections, channel=wishes.channel)
    resume = store.find(wishes.resume) if wishes.resume else ""
    start = Start(
        survey=questionnaire,
        begin=interviews.begin,
        resumable=(lambda: ()) if wishes.new else interviews.resumable,
        resume=interviews.resume,
        introduction=interviews.introduction(),
        data_location="" if store.directory is None else str(store.directory.root),
        notices=(*store.notices, *filter(None, [chosen.notice, "" if wishes.plain else unknown_theme()])),
        options=options_of(wishes),
        resume_first=resume,
        languages=chosen.languages,
        sharing=partial(_sharing, store),
        command=_command(wishes.data_dir),
    )
    _send_what_waits(store)
    try:
        if wishes.plain:
            from .faces.plain.run import run as run_plain

            return run_plain(start)
        from .faces.tui.run import run

        return run(start, terminal=terminal, drawn=partial(_drawn, wishes, interviews, store))
    finally:
        interviews.close()


def _drawn(wishes: Wishes, interviews: Interviews, store: Store, start: Start) -> None:
    """Keep what the next start will show first, so that it can be shown at once."""
    interviews.close()
    if replace(wishes, resume="", new=False) == Wishes():
        language.use(interviews.questionnaire.language)
        _keep_first_screen(replace(start, resumable=interviews.resumable, resume_first=""), store)


def _keep_first_screen(start: Start, store: Store) -> None:
    from .faces.tui.prelude.first_screen import directory, keep
    from .faces.tui.run import first_screen

    if store.directory is None or str(store.directory.root) != directory():
        return
    screen = first_screen(replace(start, notices=start.notices[len(store.notices) :]))
    folder = current_edition()
    keep(screen, (str(store.directory.database), str(folder), str(folder / "survey.yaml")))


def _command(data_dir: Path | None) -> str:
    """Return how the program is called again for the same answers."""
    if data_dir is None or str(data_dir) == os.environ.get(VARIABLE):
        return "mlops-survey"
    return f"mlops-survey --data-dir {shlex.quote(str(data_dir))}"


def _sharing(store: Store, interview: str) -> Handover | None:
    """Return how an interview can be shared; where it cannot be read, the command `share` says why."""
    with with_ssl():
        from .sharing.handover import handover

    with suppress(StorageError):
        return handover(store, interview)
    return None


def _send_what_waits(store: Store) -> None:
    """Try again what could not be sent, beside the survey and well after its first screen."""
    if store.directory is None or not any((store.directory.root / "outbox").glob("*.json")):
        return
    from threading import Timer

    timer = Timer(_SEND_AFTER, _sent, [store.directory.root])
    timer.daemon = True
    with suppress(RuntimeError):  # no more threads: it is sent at another start, or by `share`
        timer.start()


def _sent(root: Path) -> None:
    with with_ssl():
        from .sharing.outbox import Outbox
        from .sharing.sending import send_waiting

    with suppress(StorageError):
        send_waiting(Outbox(root))
