"""Entry point of the ``mlops-survey`` command.

``--version`` answers before anything else is loaded, and the survey without options starts without the command
line library: a respondent should see the first screen at once.
"""

from __future__ import annotations

import os
import sys

_COMPLETION = "_MLOPS_SURVEY_COMPLETE"
"""Set by shells that ask for completions; they run the command without arguments."""


def main() -> None:
    """Run the command and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        from . import __version__

        print(f"mlops-survey {__version__}")
        raise SystemExit(0)
    if not sys.argv[1:] and _COMPLETION not in os.environ:
        from .taking import Wishes, take_survey

        raise SystemExit(take_survey(Wishes()))
    from .cli import app

    if _COMPLETION in os.environ:
        from .commands.completing import complete

        raise SystemExit(complete(app, os.environ[_COMPLETION]))
    app(prog_name="mlops-survey")


if __name__ == "__main__":
    main()
