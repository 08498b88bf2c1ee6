"""The questionnaire changes while an interview is open: the real program goes on under the text it began with."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COFFEE = Path(__file__).resolve().parents[2] / "questions" / "examples" / "coffee"
CHANGES = {
    "a text": ("What do you drink?", "What is your favourite number?"),
    "an option": ("      - {id: moka, label: ", "      - {id: stove, label: "),
    "an option's text": ('"Coffee and tea"', '"Anything that is hot"'),
    "the version": ('version: "1.0"', 'version: "9.9"'),
}


def taken(folder: Path, data: Path, given: str) -> subprocess.CompletedProcess[str]:
    """Take the survey line by line."""
    command = [sys.executable, "-m", "mlops_survey_tui", "--plain", "--questions", str(folder), "--data-dir", str(data)]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False, timeout=30)


@pytest.mark.parametrize("change", CHANGES)
def test_an_interview_goes_on_under_the_text_it_began_with(change: str, tmp_path: Path) -> None:
    folder, data = tmp_path / "coffee", tmp_path / "data"
    shutil.copytree(COFFEE, folder)
    begun = taken(folder, data, "1\n1\n")
    assert "What do you drink?" in begun.stdout
    survey = folder / "survey.yaml"
    before, after = CHANGES[change]
    assert before in survey.read_text()
    survey.write_text(survey.read_text().replace(before, after))
    again = taken(folder, data, "1\n")
    assert "What do you drink?" in again.stdout
    assert "Coffee and tea" in again.stdout
    assert after not in again.stdout


def test_a_questionnaire_that_has_become_unreadable_leaves_the_interview_as_it_is(tmp_path: Path) -> None:
    folder, data = tmp_path / "coffee", tmp_path / "data"
    shutil.copytree(COFFEE, folder)
    taken(folder, data, "1\n1\n")
    survey = folder / "survey.yaml"
    good = survey.read_text()
    survey.write_text(f"{good}\n: [broken")
    broken = taken(folder, data, "1\n")
    assert broken.returncode == 3
    assert "F102" in broken.stderr
    survey.write_text(good)
    assert "What do you drink?" in taken(folder, data, "1\n").stdout
