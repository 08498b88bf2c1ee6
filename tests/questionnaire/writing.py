"""Writes small questionnaires to disk, and reads from their comments which faults they should have.

A line that ends in ``#! C303`` must be reported under that code; several codes are separated by spaces.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from mlops_survey_tui.questionnaire.compiler import compile_folder
from mlops_survey_tui.questionnaire.errors import Fault, QuestionnaireInvalid
from mlops_survey_tui.questionnaire.model import Questionnaire

QUESTIONS = Path(__file__).resolve().parents[2] / "questions"
SHIPPED = ("2026", "examples/coffee", "examples/workshop")

HEAD_LINES = "id: small\ntitle: Small\nedition: first\nversion: '1'\n"

_EXPECTED = re.compile(r"#! ((?:[A-Z]\d{3} ?)+)$")

Places = Counter[tuple[str, int, str]]


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files; ``survey.yaml`` gets id, title, edition and version unless it has them."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(complete(name, text), encoding="utf-8")
    return folder


def complete(name: str, text: str) -> str:
    """Return a file's text without indentation, and a manifest with what every manifest has."""
    text = textwrap.dedent(text)
    if name == "survey.yaml" and "edition:" not in text:
        text += "\n" + HEAD_LINES
    return text


def questions(text: str) -> str:
    """Return a manifest whose only section holds these questions (each without its class of sensitivity)."""
    indented = textwrap.indent(textwrap.dedent(text).strip(), "    ")
    plain = re.sub(r"^    - \{kind: ", "    - {sensitivity: none, kind: ", indented, flags=re.MULTILINE)
    plain = re.sub(r"^    - kind: ", "    - sensitivity: none\n      kind: ", plain, flags=re.MULTILINE)
    return f"sections:\n- id: only\n  title: Only\n  questions:\n{plain}\n"


def compile_text(folder: Path, survey: str, **files: str) -> Questionnaire:
    """Compile a questionnaire from its manifest and further files (``lists_x`` for lists/x.yaml)."""
    return compile_folder(write(folder, {"survey.yaml": survey, **_named(files)}), "hash")


def _named(files: Mapping[str, str]) -> dict[str, str]:
    return {f"{name.replace('_', '/', 1)}.yaml": text for name, text in files.items()}


def faults(folder: Path, survey: str, **files: str) -> list[Fault]:
    """Return the faults of a questionnaire, none if it is sound."""
    return faults_of(folder, {"survey.yaml": survey, **_named(files)})


def faults_of(folder: Path, files: Mapping[str, str]) -> list[Fault]:
    """Return the faults of a questionnaire given as files."""
    try:
        compile_folder(write(folder, files), "hash")
    except QuestionnaireInvalid as error:
        return error.faults
    return []


def expected(files: Mapping[str, str]) -> Places:
    """Return file, line and code of the faults that the comments of these files ask for."""
    places: Places = Counter()
    for name, text in files.items():
        for number, line in enumerate(complete(name, text).splitlines(), 1):
            found = _EXPECTED.search(line)
            places.update((name, number, code) for code in (found.group(1).split() if found else ()))
    return places


def places(found: list[Fault]) -> Places:
    """Return file, line and code of faults."""
    return Counter((fault.file, fault.line, fault.code) for fault in found)
