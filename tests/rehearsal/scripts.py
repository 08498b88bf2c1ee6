"""Scripts for tests, from YAML text."""

from __future__ import annotations

import textwrap
from pathlib import Path
from tempfile import TemporaryDirectory

from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.difference import told
from mlops_survey_tui.rehearsal.replay import Replayed, replay
from mlops_survey_tui.rehearsal.script.format import ScriptSpec
from mlops_survey_tui.rehearsal.script.reading import Script, read_script
from mlops_survey_tui.rehearsal.script.writing import write_script


def script(text: str) -> Script:
    """Read a script from text."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "script.yaml"
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        return read_script(file)


def written_and_read(spec: ScriptSpec) -> Script:
    """Return a script as it comes back from its file."""
    return script(write_script(spec))


def run(questionnaire: Questionnaire, text: str) -> Replayed:
    """Replay a script that is given as text."""
    return replay(script(text), questionnaire)


def failures(replayed: Replayed) -> str:
    """Return everything that did not hold, as the command tells it."""
    return "\n".join(f"{failure.line}: {line}" for failure in replayed.failures for line in told(failure.verdict))
