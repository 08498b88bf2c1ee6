"""Entry point of the ``mlops-survey`` command.

``--version`` answers before anything else is loaded, and the survey without options starts without the command
line library: a respondent should see the first screen at once.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_COMPLETION = "_MLOPS_SURVEY_COMPLETE"
"""Set by shells that ask for completions; they run the command without arguments."""


def main() -> None:
    """Run the command and exit with its code."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        from .faces.terminal import open_closed_streams

        open_closed_streams()
    if sys.argv[1:] == ["--version"]:
        from . import __version__

        try:
            print(f"mlops-survey {__version__}", flush=True)
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            raise SystemExit(f"mlops-survey {__version__} cannot be written: {error.strerror}") from None
        raise SystemExit(0)
    if not sys.argv[1:] and _COMPLETION not in os.environ:
        _take_survey()
    from .cli import app

    if _COMPLETION in os.environ:
        from .commands.completing import complete

        raise SystemExit(complete(app, os.environ[_COMPLETION]))
    app(prog_name="mlops-survey")


def _take_survey() -> NoReturn:
    """Show the first screen before all else is loaded, if it is known, then take the survey."""
    from .faces.tui.prelude.first_screen import shown

    terminal = shown()
    try:
        from .taking import Wishes, leave, take_survey

        code = take_survey(Wishes(), terminal=terminal)
    finally:
        if terminal is not None:
            terminal.give_back()
    leave(code)


if __name__ == "__main__":
    main()
