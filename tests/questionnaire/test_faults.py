"""Every code of the catalogue is produced, with the file and the line of the fault, and nothing besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui.questionnaire.errors import CATALOGUE
from tests.questionnaire.cases import CASES, Files
from tests.questionnaire.writing import expected, faults_of, places

ELSEWHERE = {"F103", *(code for code in CATALOGUE if code.startswith(("L", "R", "X")))}
"""Codes with tests of their own (test_hostile_files.py, tests/proof/comparison, test_translated.py,
tests/publication/plan).
"""

ALL = [
    pytest.param(files, id=f"{code}-{number}") for code, cases in CASES.items() for number, files in enumerate(cases, 1)
]


def test_every_code_has_a_case() -> None:
    assert CASES.keys() | ELSEWHERE == CATALOGUE.keys()


@pytest.mark.parametrize("files", ALL)
def test_faults_are_told_with_file_and_line(files: Files, tmp_path: Path) -> None:
    found = faults_of(tmp_path, files)
    assert places(found) == expected(files), "\n".join(map(str, found))


@pytest.mark.parametrize("code", CASES)
def test_cases_are_of_their_code(code: str) -> None:
    for files in CASES[code]:
        assert code in {place[2] for place in expected(files)}


def test_a_fault_says_what_and_how_to_mend_it(tmp_path: Path) -> None:
    (found,) = faults_of(tmp_path, CASES["C304"][0])
    place, remedy = str(found).split("\n")
    assert place == "survey.yaml:6: C304 unknown option in a condition: no option 'c'"
    assert remedy.strip() == found.remedy == "Use the id of an option that the question offers."
