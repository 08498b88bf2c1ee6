"""Loading: the hash of the files, the cache, and folders without a questionnaire."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from mlops_survey_tui.questionnaire.load import hash_of, load, read_contents
from tests.questionnaire.writing import QUESTIONS

COFFEE = QUESTIONS / "examples" / "coffee"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the coffee example."""
    return Path(shutil.copytree(COFFEE, tmp_path / "coffee"))


def test_the_hash_follows_the_content(folder: Path) -> None:
    before = load(folder).content_hash
    assert before == load(COFFEE).content_hash == hash_of(read_contents(folder))
    (folder / "notes.txt").write_text("not part of it")
    assert load(folder).content_hash == before
    with (folder / "survey.yaml").open("a") as stream:
        stream.write("\n# a remark\n")
    assert load(folder).content_hash != before


def test_the_cache_gives_the_same_questionnaire(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = load(folder, cache)
    assert len(list(cache.iterdir())) == 1
    assert load(folder, cache) == first


@pytest.mark.parametrize("content", ["", "{", "{}", "[]", "null", '{"format": 0}', '{"format": 1, "id": 3}'])
def test_a_damaged_cache_is_made_again(content: str, folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = load(folder, cache)
    (file,) = cache.iterdir()
    file.write_text(content)
    assert load(folder, cache) == first


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert load(folder, blocked / "cache") == load(folder)


def test_no_questionnaire(tmp_path: Path) -> None:
    with pytest.raises(QuestionnaireInvalid) as raised:
        load(tmp_path)
    assert [(fault.file, fault.code) for fault in raised.value.faults] == [("survey.yaml", "F101")]


def test_a_cached_questionnaire_needs_neither_yaml_nor_pydantic(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    load(folder, cache)
    program = (
        "import sys; from pathlib import Path; from mlops_survey_tui.questionnaire.load import load;"
        "load(Path(sys.argv[1]), Path(sys.argv[2])); sys.exit(bool({'yaml', 'pydantic'} & sys.modules.keys()))"
    )
    subprocess.run([sys.executable, "-c", program, str(folder), str(cache)], check=True)
