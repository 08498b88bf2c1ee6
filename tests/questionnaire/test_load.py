"""Loading: the hash of the files, the cache, and folders without a questionnaire."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from mlops_survey_tui.questionnaire.load import hash_of, kept, load, read_contents
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.questionnaire.records import from_data
from tests.questionnaire.writing import QUESTIONS, SHIPPED

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
    again = load(folder, cache)
    assert again == first
    assert again.to_json() == first.to_json()
    assert Questionnaire.from_json(again.to_json()) == first


def test_lists_are_read_from_the_cache_when_they_are_asked_for(folder: Path, tmp_path: Path) -> None:
    load(folder, tmp_path)
    first, *others = load(folder).lists
    again = load(folder, tmp_path)
    with patch("mlops_survey_tui.questionnaire.cache.from_data", side_effect=from_data) as making:
        assert again.lists[first] == again.lists[first] == load(folder).lists[first]
        assert making.call_count == 1
        assert set(again.lists) == {first, *others}
        assert making.call_count == 1


@pytest.mark.parametrize("name", SHIPPED)
def test_members_are_the_same_from_the_cache(name: str, tmp_path: Path) -> None:
    compiled, cached = (load(QUESTIONS / name, tmp_path) for _ in range(2))
    lists = compiled.lists.values()
    names = [*compiled.lists, *(name for one in lists for name in (*one.groups, *one.families)), "nothing"]
    for name in names[::-1]:
        assert cached.members(name) == compiled.members(name)


def test_every_damage_of_a_cache_is_noticed(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = load(folder, cache)
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    for place in range(0, len(whole), len(whole) // 50):
        for damaged in (whole[:place], whole[:place] + b"#" + whole[place + 1 :], whole[:place] + whole[place + 1 :]):
            file.write_bytes(damaged)
            assert load(folder, cache) == first
            assert file.read_bytes() == whole


def test_a_cache_under_the_name_of_another_questionnaire_is_not_taken(folder: Path, tmp_path: Path) -> None:
    other = load(QUESTIONS / "examples" / "workshop", tmp_path / "other")
    load(folder, tmp_path / "cache")
    (file,), (stranger,) = (list((tmp_path / name).iterdir()) for name in ("cache", "other"))
    shutil.copyfile(stranger, file)
    assert load(folder, tmp_path / "cache").id != other.id


def test_what_another_version_compiled_is_not_taken(folder: Path, tmp_path: Path) -> None:
    load(folder, tmp_path)
    with patch("mlops_survey_tui.questionnaire.cache.__version__", "0.0.9"):
        assert kept(folder, tmp_path) is None
    assert kept(folder, tmp_path) is not None


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
