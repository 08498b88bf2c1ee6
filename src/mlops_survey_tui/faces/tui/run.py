"""Run the survey on this terminal and return the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from ... import exit_codes
from ...light import without_ssl
from ...shortage import is_shortage
from ...store.errors import StorageError
from ..background import DARK, Reply, asked, from_environment
from ..terminal import AUTO, MONO, complain, obstacle, say_last, theme_wished
from .crash import Crash, crash_of
from .navigator import Navigator
from .painting.codes import depth_of
from .painting.painter import Painter, painter_of
from .prelude.sitting import Prelude
from .prelude.size import drawn_size
from .prelude.terminal import Ended, Terminal, can_be_taken
from .screens.base import Departure
from .start import Start
from .theme import palette_of
from .wishes import keep_good_wishes

if TYPE_CHECKING:
    from .app import SurveyApp

Make = Callable[[Start], "SurveyApp"]
Taken = tuple[int, Departure | None, Crash | None]
Drawn = Callable[[Start], None]
_FILES_OF_THE_APP = 8
"""Some for its loop and its keys, one for the journal of the database, and some for what is loaded later."""


def _nothing(start: Start) -> None:
    """Do nothing more."""


def run(start: Start, make: Make | None = None, terminal: Terminal | None = None, drawn: Drawn = _nothing) -> int:
    """Take the survey; say on standard output how to come back, and faults on standard error.

    ``make`` gives another app than that of respondents; it is called once the terminal is known to draw. ``terminal``
    is given where it is taken over already. ``drawn`` is called at a good end, with how the survey was drawn.
    """
    keep_good_wishes(os.environ)
    if not start.options.in_browser and (problem := obstacle()):
        complain(problem)
        return exit_codes.USAGE
    try:
        code, departure, crash = _taken(start, make, terminal, drawn)
    except StorageError as error:
        complain(str(error))
        return exit_codes.STORAGE
    except Exception as error:  # the one crash boundary: a traceback may show answers
        if is_shortage(error):
            raise
        code, departure, crash = exit_codes.CRASH, None, crash_of(error)
    say_last(departure.message if departure and crash is None else "", sys.stdout)
    say_last(crash.report() if crash else "", sys.stderr)
    return code


def _taken(start: Start, make: Make | None, terminal: Terminal | None, drawn: Drawn) -> Taken:
    if terminal is None and make is None and _has_prelude(start):
        terminal = Terminal()
    try:
        with _asked(start) as answer:
            if make is not None:
                _load()
            reply = answer()
        theme = _theme(start) or reply.background or DARK
        start = replace(start, options=replace(start.options, theme=theme))
        if terminal is None or make is not None:
            found = _with_app((make or _app())(start), start, reply.typed, reply)
        else:
            found = _from_prelude(start, terminal, reply)
    except Ended as ended:
        return ended.code, None, None
    finally:
        if terminal is not None:
            terminal.give_back()
    if found[1] is not None and found[2] is None:
        drawn(start)
    return found


def first_screen(start: Start) -> bytes:
    """Return the screen that a start with such options begins with, painted on this terminal; nothing if it cannot."""
    if not _has_prelude(start):
        return b""
    navigator, (width, height) = Navigator(start), drawn_size()
    navigator.resize(width, height)
    return _painter(start).paint(navigator.rows, width)


def _from_prelude(start: Start, terminal: Terminal, reply: Reply) -> Taken:
    """Hold the prelude, and go on with the app; what was entered is saved where a signal ends it on the way there."""
    navigator = Navigator(start)
    try:
        return _handed_over(navigator, start, terminal, reply)
    except Ended:
        with suppress(StorageError):
            navigator.save()
        raise


def _handed_over(navigator: Navigator, start: Start, terminal: Terminal, reply: Reply) -> Taken:
    """Hold the prelude, and go on with the app unless the respondent has left."""
    typed = Prelude(terminal, navigator, _painter(start)).run(terminal.typed + reply.typed, _load)
    if navigator.departure is not None:
        return navigator.departure.code, navigator.departure, None
    from .app import Handed, SurveyApp

    return _with_app(SurveyApp(start, Handed(navigator, terminal)), start, typed, reply)


def _with_app(app: SurveyApp, start: Start, typed: bytes, reply: Reply) -> Taken:
    """Hold the sitting in the app.

    Raises:
        MemoryError: it had to end for lack of memory, or of threads.
    """
    from .pasting import begin_with

    _find_room()
    begin_with(typed, late=not reply.complete)
    app.sit(mouse=start.options.mouse)
    if app.lacks_memory:
        raise MemoryError
    if app.broken_off:  # a terminal that takes nothing more holds this up until the program is ended by force
        complain(app.broken_off)
    return app.return_code or 0, app.navigator.departure, app.crash


def _find_room() -> None:
    """Open as many files as the app is going to need: it is noisy about one that it cannot open.

    Raises:
        OSError: too many are open.
    """
    opened: list[int] = []
    try:
        while len(opened) < _FILES_OF_THE_APP:
            opened.append(os.open(os.devnull, os.O_RDONLY))
    finally:
        for descriptor in opened:
            os.close(descriptor)


def _painter(start: Start) -> Painter:
    painter = painter_of(palette_of(start.options.theme))
    assert painter is not None
    return painter


def _has_prelude(start: Start) -> bool:
    """Return whether this terminal is one that the prelude draws on as Textual does."""
    if start.options.in_browser or not can_be_taken():
        return False
    return _theme(start) == MONO or bool(depth_of(os.environ))


def _theme(start: Start) -> str:
    """Return the theme to draw in, or nothing where the terminal is to be asked."""
    wish = theme_wished(start.options.theme)
    return from_environment(os.environ) if wish == AUTO else wish


def _asked(start: Start) -> AbstractContextManager[Callable[[], Reply]]:
    return nullcontext(Reply) if _theme(start) else asked()


def _app() -> type[SurveyApp]:
    _load()
    from .app import SurveyApp

    return SurveyApp


def _load() -> None:
    """Load Textual, which takes longer than all the rest."""
    with without_ssl():
        import_module(".app", __package__)
