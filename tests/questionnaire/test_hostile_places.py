"""Pipes, devices, links in circles and folders where files should be: refused at once, and nothing is waited for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mlops_survey_tui.analysis.failure import AnalysisError
from mlops_survey_tui.analysis.weighting.files import margins_in
from mlops_survey_tui.faces.keymap.faults import KeysInvalid
from mlops_survey_tui.faces.keymap.reading import keymap_of
from mlops_survey_tui.importing.bring_in import bring_in
from mlops_survey_tui.importing.failure import ImportFailure
from mlops_survey_tui.publication.plan.reading import plan_faults
from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from mlops_survey_tui.questionnaire.limits import MAXIMUM_BYTES
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.plain_file import read_plain
from mlops_survey_tui.rehearsal.script.reading import read_script
from tests.questionnaire.test_all_at_once import LAUGHS
from tests.questionnaire.writing import write

PLACES: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "device without an end": lambda file: file.symlink_to("/dev/zero"),
    "links in a circle": lambda file: file.symlink_to(file.name),
    "folder": Path.mkdir,
}
SURVEY = {"survey.yaml": "sections: [s]\n", "sections/s.yaml": "id: s\ntitle: S\nquestions:\n- {kind: info, id: q, text: T, sensitivity: none}\n"}  # fmt: skip
BOMBS = {
    "laughs": LAUGHS,
    "deep": "[" * 100_000,
    "deep mappings": '{"a":' * 100_000,
    "digits": "{a: {b: " + "9" * 100_000 + "}}",
    "large": "#" * (MAXIMUM_BYTES + 10),
    "tags": "a: !!python/object/apply:os.system [echo]\n",
    "in a circle": "a: &a {b: *a}\n",
}
in_every_place = pytest.mark.parametrize("place", PLACES)


@in_every_place
@pytest.mark.parametrize(
    "name", ["survey.yaml", "rotation.yaml", "sections/s.yaml", "lists/l.yaml", "translations/de.yaml"]
)
def test_what_is_no_file_is_no_part_of_a_questionnaire(place: str, name: str, tmp_path: Path) -> None:
    write(tmp_path, SURVEY)
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)
    PLACES[place](file)
    try:
        load(tmp_path, language="de" if "translations" in name else "")
    except QuestionnaireInvalid as error:
        codes = {fault.code for fault in error.faults}
    else:
        codes = {"F101"} if name in ("rotation.yaml", "lists/l.yaml") else set()
    assert codes == {"F101"}


@in_every_place
def test_what_is_no_file_is_no_script_no_plan_no_margins_no_keys_and_no_import(place: str, tmp_path: Path) -> None:
    questionnaire = load(write(tmp_path / "survey", SURVEY))
    for name in ("a.yaml", "a.csv", "a.xlsx", "a.qsf"):
        PLACES[place](tmp_path / name)
    PLACES[place](tmp_path / "survey" / "publication.yaml")
    with pytest.raises(QuestionnaireInvalid):
        read_script(tmp_path / "a.yaml")
    with pytest.raises(AnalysisError):
        margins_in(tmp_path / "a.yaml")
    with pytest.raises(KeysInvalid):
        keymap_of(tmp_path / "a.yaml")
    for name in ("a.csv", "a.xlsx", "a.qsf"):
        with pytest.raises(ImportFailure):
            bring_in(tmp_path / name, tmp_path / "out")
    assert all(fault.code == "F101" for fault in plan_faults(questionnaire, tmp_path / "survey"))


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_no_script_no_translation_no_plan_and_no_margins(name: str, tmp_path: Path) -> None:
    write(tmp_path, SURVEY)
    for file in ("translations/de.yaml", "publication.yaml", "script.yaml"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(BOMBS[name], encoding="utf-8")
    with pytest.raises(QuestionnaireInvalid) as translated:
        load(tmp_path, language="de")
    with pytest.raises(QuestionnaireInvalid) as scripted:
        read_script(tmp_path / "script.yaml")
    planned = plan_faults(load(tmp_path), tmp_path)
    assert planned
    assert all(fault.line >= 1 for fault in (*translated.value.faults, *scripted.value.faults, *planned))
    with pytest.raises(AnalysisError):
        margins_in(tmp_path / "script.yaml")


def test_a_file_is_read_whole_or_up_to_a_bound(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert read_plain(tmp_path / "a", 10) == b"abc"
    assert read_plain(tmp_path / "a", 2) == b"ab"
    with pytest.raises(OSError, match="name"):
        read_plain(Path("a\0b"), 2)
