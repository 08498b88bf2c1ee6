"""One sitting in a browser, as a process of its own that ``mlops-survey serve`` starts.

It draws into a pipe, which is no terminal; so it is no command that somebody could give, and no setting of the
environment leads here: a pipe never meets it by accident.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .. import exit_codes
from ..faces.web.sitting import DRIVER
from ..taking import Wishes, take_survey

_BY_HAND = "This is a part of mlops-survey serve, which starts it for each page: run mlops-survey serve"


def command(wishes: Mapping[str, str], theme: str) -> Sequence[str]:
    """Return the command of the process: ``wishes`` are options by name, as the server was given them."""
    return (sys.executable, "-m", __name__, json.dumps({**wishes, "theme": theme}))


def main(arguments: Sequence[str]) -> int:
    """Take the survey for a page; return the exit code."""
    if len(arguments) != 1 or os.environ.get("TEXTUAL_DRIVER") != DRIVER:
        print(_BY_HAND, file=sys.stderr)
        return exit_codes.USAGE
    wishes = json.loads(arguments[0])
    for name in ("questions", "data_dir"):
        if name in wishes:
            wishes[name] = Path(wishes[name])
    return take_survey(Wishes(**wishes, in_browser=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
