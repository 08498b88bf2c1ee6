"""What the guides tell analysts to type runs, on a release with every form of table."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from mlops_survey_tui.publication.codebook.model import MISSING
from mlops_survey_tui.publication.codebook.numbers import reasons
from mlops_survey_tui.publication.release.writing import write_release

from .made import ROOT, made

GUIDE = (ROOT / "docs/guide/using-the-data.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases") / "2026"
    write_release(made(80), folder)
    return folder


def _can_run(example: str) -> bool:
    return all(find_spec(name) for name in re.findall(r"^import (\w+)", example, re.MULTILINE))


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_in_python_run_where_their_packages_are_and_are_python_elsewhere(example: str, release: Path) -> None:
    compile(example, "using-the-data.md", "exec")
    if _can_run(example):
        done = subprocess.run([sys.executable, "-c", example], cwd=release, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_most_examples_run_here() -> None:
    assert len(EXAMPLES) >= 5
    assert sum(map(_can_run, EXAMPLES)) >= len(EXAMPLES) - 1


def test_the_guide_names_every_reason_and_its_letter_in_stata() -> None:
    assert all(f"`{code}`" in GUIDE for code in MISSING)
    number = reasons(made(0).codebook)
    for code, words in (("not_routed", "not on the path"), ("suppressed", "suppressed"), ("skipped", "skipped")):
        letter = chr(ord("a") - number[code] - 1)
        assert re.search(rf"`\.{letter}`\s+{words}", GUIDE)


def test_files_that_the_guide_names_are_those_of_a_release(release: Path) -> None:
    for name in re.findall(r"(?:data|spss|stata|codebook)/\w+\.\w+", GUIDE):
        assert (release / name).is_file(), name
