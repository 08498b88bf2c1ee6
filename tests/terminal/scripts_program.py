"""A division over rows in several scripts, in a real terminal: its columns must not move."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mlops_survey_tui.faces.tui.run import run
from mlops_survey_tui.faces.tui.start import Options
from mlops_survey_tui.interview.page import Page
from tests.faces.tui.fakes import FakeSession, start_with
from tests.faces.tui.scripts import LABELS, labelled

if __name__ == "__main__":
    page = Page("division", "division", "allocation", "work", LABELS["hebrew"], rows=labelled(), total=9)
    options = Options(grace=0.0, theme="dark")
    sys.exit(run(start_with(FakeSession([page]), options=options, resume_first="k7m2q")))
