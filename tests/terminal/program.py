"""The survey over a small interview in memory, run in a real terminal by the tests of this folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mlops_survey_tui.faces.terminal import needs_ascii
from mlops_survey_tui.faces.tui.run import run
from mlops_survey_tui.faces.tui.start import Options
from tests.faces.tui.fakes import PAGES, CrashingSession, FakeSession, start_with


def main() -> int:
    """Take the small survey; ``POSITION`` resumes at that page and ``CRASH`` makes the next answer fail."""
    position = int(os.environ.get("POSITION", "0"))
    session = CrashingSession(PAGES) if os.environ.get("CRASH") else FakeSession(PAGES)
    session.position = position
    options = Options(grace=0.0, ascii=needs_ascii(), mouse="--no-mouse" not in sys.argv)
    code = run(start_with(session, options=options, resume_first="k7m2q" if position else ""))
    print("VERBS", *session.verbs)
    print("ENTERED", *(len(str(answer.value)) for answer in session.drafts.values()))
    return code


if __name__ == "__main__":
    sys.exit(main())
