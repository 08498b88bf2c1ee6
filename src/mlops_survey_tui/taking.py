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
from typing import TYPE_CHECKING

from . import exit_codes
from .faces.keymap import STANDARD, Keymap
from .faces.keymap.faults import KeysInvalid
from .faces.keymap.locating import keymap_wished
from .faces.terminal import LINE_BY_LINE, NO_INPUT, input_ended, needs_ascii, obstacle, plain_wished, unknown_theme
from .language import _
from .questionnaire.errors import QuestionnaireInvalid
from .questionnaire.load import current_edition, load
from .questionnaire.model import Questionnaire
from .questionnaire.translation.choosing import Chosen, UnknownLanguage, in_language, speak_beforehand
from .store.errors import StorageError
from .store.opening import open_store
from .store.paths import VARIABLE
from .store.store import Store

if TYPE_CHECKING:
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


def take_survey(wishes: Wishes, sit: Sit | None = None) -> int:
    """Take the survey on this terminal, line by line where it cannot draw; return the exit code.

    ``sit`` holds the sitting in another way than respondents have it.
    """
    if wishes.resume:
        wishes = replace(wishes, lang="")  # an interview goes on in the language that it began in
    speak_beforehand(wishes.questions or current_edition(), wishes.lang)
    problem = "" if wishes.in_browser else obstacle()
    plain = wishes.plain or plain_wished()
    if (plain or problem) and input_ended():
        print(_(NO_INPUT) if plain else problem, file=sys.stderr)
        return exit_codes.USAGE
    if problem and not plain:
        print(_(LINE_BY_LINE).format(why=problem.partition("\n")[0]), file=sys.stderr)
    wishes = replace(wishes, plain=plain or bool(problem))
    try:
        wishes = replace(wishes, keymap=STANDARD if wishes.plain else keymap_wished(wishes.keys))
    except KeysInvalid as error:
        print(error, file=sys.stderr)
        return exit_codes.USAGE
    try:
        with open_store(wishes.data_dir, wishes.memory) as store:
            return _with_store(wishes, store, sit or _sit)
    except StorageError as error:
        hint = _("To take the survey without keeping anything here: {command}")
        print(error if wishes.memory else f"{error}\n{hint.format(command='mlops-survey --memory')}", file=sys.stderr)
        return exit_codes.STORAGE


def _with_store(wishes: Wishes, store: Store, sit: Sit) -> int:
    try:
        folder, cache = wishes.questions or current_edition(), _cache(store)
        chosen = in_language(folder, load(folder, cache), cache, wishes.lang)
    except QuestionnaireInvalid as error:
        print(error, file=sys.stderr)
        hint = _("The questionnaire has faults: {command}")
        print(f"\n{hint.format(command=f'mlops-survey check {wishes.questions or str()}')}", file=sys.stderr)
        return exit_codes.INVALID
    except UnknownLanguage as error:
        print(error, file=sys.stderr)
        return exit_codes.USAGE
    if problem := _misfit(wishes, chosen.questionnaire):
        print(problem, file=sys.stderr)
        return exit_codes.USAGE
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


def _sit(wishes: Wishes, chosen: Chosen, store: Store) -> int:
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
        return _face(wishes.plain)(start)
    finally:
        interviews.close()


def _command(data_dir: Path | None) -> str:
    """Return how the program is called again for the same answers."""
    if data_dir is None or str(data_dir) == os.environ.get(VARIABLE):
        return "mlops-survey"
    return f"mlops-survey --data-dir {shlex.quote(str(data_dir))}"


def _sharing(store: Store, interview: str) -> Handover | None:
    """Return how an interview can be shared; where it cannot be read, the command `share` says why."""
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
    timer.start()


def _sent(root: Path) -> None:
    from .sharing.outbox import Outbox
    from .sharing.sending import send_waiting

    with suppress(StorageError):
        send_waiting(Outbox(root))


def _face(plain: bool) -> Callable[[Start], int]:
    """Return what takes the survey: line by line, or on the full screen."""
    if plain:
        from .faces.plain.run import run as run_plain

        return run_plain
    from .faces.tui.run import run

    return run
