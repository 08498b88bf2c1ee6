"""The scripts and personas of the documentation do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.rehearsal.replay import replay
from mlops_survey_tui.rehearsal.script.reading import read_script
from mlops_survey_tui.rehearsal.simulation.run import read_personas, simulate, unknown_names
from tests.rehearsal.scripts import failures

from .markdown import PROJECT

PAGES = ("docs/reference/scripts.md", "docs/guide/tester.md")
_BLOCK = re.compile(
    r"^```yaml\n(?:# file: \S+\n)?# (replay with|personas for): (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL
)
BLOCKS = [block for page in PAGES for block in _BLOCK.findall((PROJECT / page).read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("what", "folder", "text"), BLOCKS, ids=[f"{n} {b[1]}" for n, b in enumerate(BLOCKS)])
def test_what_the_documentation_shows_runs(what: str, folder: str, text: str, tmp_path: Path) -> None:
    file, questionnaire = tmp_path / "example.yaml", load(PROJECT / folder)
    file.write_text(text, encoding="utf-8")
    if what == "replay with":
        replayed = replay(read_script(file), questionnaire)
        assert replayed.passed, failures(replayed)
        assert replayed.judged
    else:
        personas = read_personas(file)
        assert unknown_names(questionnaire, personas) == []
        assert [
            one for result in simulate(questionnaire, personas, 10, "docs", 1) for one in result.contradictions
        ] == []


def test_there_are_scripts_and_personas_to_test() -> None:
    assert {what for what, _, _ in BLOCKS} == {"replay with", "personas for"}
