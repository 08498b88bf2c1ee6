"""What the guide tells analysts about a release is so; its code is run by tests/docs/test_walks.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mlops_survey_tui.publication.codebook.model import MISSING
from mlops_survey_tui.publication.codebook.numbers import reasons
from mlops_survey_tui.publication.release.writing import write_release

from .made import ROOT, made

GUIDE = (ROOT / "docs/guide/analyst.md").read_text("utf-8")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases") / "2026"
    write_release(made(80), folder)
    return folder


def test_the_guide_names_every_reason_and_its_letter_in_stata() -> None:
    assert all(f"`{code}`" in GUIDE for code in MISSING)
    number = reasons(made(0).codebook)
    for code, words in (("not_routed", "not on the path"), ("suppressed", "suppressed"), ("skipped", "skipped")):
        letter = chr(ord("a") - number[code] - 1)
        assert re.search(rf"`\.{letter}`\s+{words}", GUIDE)


def test_files_that_the_guide_names_are_those_of_a_release(release: Path) -> None:
    for name in re.findall(r"(?:data|spss|stata|codebook)/\w+\.\w+", GUIDE):
        assert (release / name).is_file(), name
