"""Run the survey on this terminal and return the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from ... import exit_codes
from ...store.errors import StorageError
from ..background import DARK, Reply, asked, from_environment
from ..terminal import AUTO, obstacle, say_last, theme_wished
from .crash import Crash, crash_of
from .screens.base import Departure
from .start import Start

if TYPE_CHECKING:
    from .app import SurveyApp


def run(start: Start, make: Callable[[Start], SurveyApp] | None = None) -> int:
    """Take the survey; say on standard output how to come back, and faults on standard error.

    ``make`` gives another app than that of respondents; it is called once the terminal is known to draw.
    """
    if not start.options.in_browser and (problem := obstacle()):
        print(problem, file=sys.stderr)
        return exit_codes.USAGE
    try:
        code, departure, crash = _taken(start, make)
    except StorageError as error:
        print(error, file=sys.stderr)
        return exit_codes.STORAGE
    except Exception as error:  # noqa: BLE001 - the one crash boundary: a traceback may show answers
        code, departure, crash = exit_codes.CRASH, None, crash_of(error)
    say_last(departure.message if departure and crash is None else "", sys.stdout)
    say_last(crash.report() if crash else "", sys.stderr)
    return code


def _taken(start: Start, make: Callable[[Start], SurveyApp] | None) -> tuple[int, Departure | None, Crash | None]:
    wish = theme_wished(start.options.theme)
    theme = from_environment(os.environ) if wish == AUTO else wish
    with nullcontext(Reply) if theme else asked() as answer:
        from .app import SurveyApp

        reply = answer()
    if sys.platform != "win32":
        from .pasting import install

        install(reply.typed, late=not reply.complete)
    options = replace(start.options, theme=theme or reply.background or DARK)
    app = (make or SurveyApp)(replace(start, options=options))
    app.run(mouse=start.options.mouse)
    return app.return_code or 0, app.navigator.departure, app.crash
