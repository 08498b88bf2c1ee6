"""Plans of publication: read with every fault and its line, or derived from the questionnaire."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui.publication.plan.derived import MOST_KEYS, derived, describes_people
from mlops_survey_tui.publication.plan.ladders import derived_ladder
from mlops_survey_tui.publication.plan.model import Plan
from mlops_survey_tui.publication.plan.reading import plan_faults, plan_of
from mlops_survey_tui.publication.tables.shapes import WORDS, shapes
from mlops_survey_tui.publication.tables.values import codes_of
from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from tests.publication.editions import FOLDERS, questionnaire

WHOLE = """\
coarsen: [times]
ladders:
  times:
    levels:
      - {id: two, codes: [{id: few, label: "Few", of: ["1", 2-3]}, {id: many, label: "Many", of: [4-10, 11+]}]}
blocks:
  - id: profile
    title: All
    keys: [times]
    questions: [attendance, times, pick, hours, salt, mood, ease, time_now, time_wish, rooms, quick_ones, reasons_true,
      reasons_best, neighbors, one_more]
  - {id: ticks, title: Ticks, keys: [times], questions: [attended, next_time]}
  - {id: lunch, title: Lunch, questions: [lunch, used]}
  - {id: words, title: Words, questions: [bread_hours, new_friends, gift]}
withheld: {consent: Everybody agreed.}
"""
WORKSHOP = questionnaire("workshop")


def _read(text: str, folder: Path) -> Plan:
    file = folder / "publication.yaml"
    file.write_text(text, "utf-8")
    return plan_of(WORKSHOP, file=file)


def _faults(text: str, folder: Path) -> list[tuple[int, str]]:
    with pytest.raises(QuestionnaireInvalid) as caught:
        _read(text, folder)
    return [(fault.line, fault.code) for fault in caught.value.faults]


def test_a_whole_plan_is_read(tmp_path: Path) -> None:
    plan = _read(WHOLE, tmp_path)
    assert [block.id for block in plan.blocks] == ["profile", "ticks", "lunch", "words"]
    assert plan.ladders["times"].levels[0].of == {"1": "few", "2-3": "few", "4-10": "many", "11+": "many"}
    assert plan.withheld == {"consent": "Everybody agreed."}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("consent: Everybody agreed.", "", (1, "R801")),
        ("questions: [lunch, used]", "questions: [lunch, used, pick]", (13, "R802")),
        ("questions: [lunch, used]", "questions: [lunch, used, lunches]", (13, "I203")),
        ("keys: [times], questions: [attended", "keys: [lunch], questions: [attended", (12, "R803")),
        ("keys: [times], questions: [attended", "keys: [times, pick, mood2], questions: [attended", (12, "R804")),
        ("    keys: [times]\n    questions: [att", "    keys: []\n    questions: [att", (10, "R803")),
        ('of: ["1", 2-3]', 'of: ["1", 2-9]', (5, "R805")),
        ("of: [4-10, 11+]", "of: [2-3, 4-10, 11+]", (5, "R805")),
        ("title: Words, questions", "title: Words, keys: [times], questions", (14, "R806")),
        ("id: ticks", "id: profile_items", (12, "I201")),
        ("title: Lunch", "titel: Lunch", (13, "F104")),
        ("coarsen: [times]", "coarsen: [lunch]", (1, "R803")),
    ],
)
def test_faults_are_told_with_their_line(old: str, new: str, fault: tuple[int, str], tmp_path: Path) -> None:
    assert old in WHOLE
    assert fault in _faults(WHOLE.replace(old, new), tmp_path)


def test_a_level_keeps_together_what_a_finer_one_joins(tmp_path: Path) -> None:
    finer = '{id: two, codes: [{id: few, label: "Few", of: ["1", 2-3]}]}'
    coarser = '{id: one, codes: [{id: some, label: "Some", of: ["1", 4-10]}]}'
    text = WHOLE.replace(WHOLE.splitlines()[4].strip()[2:], f"{finer}\n      - {coarser}")
    assert (6, "R805") in _faults(text, tmp_path)


@pytest.mark.parametrize("name", ["2026", "coffee", "workshop"])
def test_shipped_plans_have_no_faults(name: str) -> None:
    assert plan_faults(questionnaire(name), FOLDERS[name]) == []


@pytest.mark.parametrize("name", ["2026", "coffee", "workshop"])
@pytest.mark.parametrize("own", [True, False], ids=["derived", "given"])
def test_every_question_has_one_place_and_identifying_ones_are_keys(name: str, own: bool) -> None:
    plan = derived(questionnaire(name)) if own else plan_of(questionnaire(name), FOLDERS[name])
    found = shapes(questionnaire(name))
    placed = [question for block in plan.blocks for question in block.questions]
    assert sorted([*placed, *plan.withheld, *plan.aggregated]) == sorted(found)
    for block in plan.blocks:
        asked = [found[question] for question in block.questions]
        assert {shape.id for shape in asked if describes_people(shape)} <= set(block.keys)
        if any(shape.kind == "multi" or shape.is_scattered for shape in asked):
            assert len(block.keys) <= MOST_KEYS
        if any(shape.kind in WORDS for shape in asked):
            assert all(shape.kind in WORDS for shape in asked)
            assert not block.keys


@pytest.mark.parametrize("name", ["2026", "coffee", "workshop"])
def test_derived_ladders_get_coarser_and_never_split_what_was_together(name: str) -> None:
    for shape in shapes(questionnaire(name)).values():
        if not shape.is_one_code:
            continue
        codes = [value.code for value in codes_of(shape) if not value.missing]
        before = {code: code for code in codes}
        for level in derived_ladder(shape).levels:
            now = {code: level.of.get(code, code) for code in codes}
            assert len(set(now.values())) < len(set(before.values())), shape.id
            pairs = [(one, other) for one in codes for other in codes if before[one] == before[other]]
            assert all(now[one] == now[other] for one, other in pairs)
            assert set(level.of.values()) <= set(level.labels)
            before = now
