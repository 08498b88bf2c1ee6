"""Qualtrics: what each kind of question, and each element of the flow, becomes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mlops_survey_tui.importing.report import CARRIED, NOT_CARRIED, WITH_LOSS
from tests.importing.sources import FILES, Imported, choice, imported, leaf, logic, qualtrics, typed


@pytest.fixture(scope="module")
def fruit(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """A survey about fruit, with most of what a survey can have."""
    return imported(FILES / "fruit.qsf", tmp_path_factory.mktemp("fruit") / "out")


def _survey(tmp_path: Path, *questions: dict[str, Any], flow: list[Any] | None = None, **blocks: Any) -> Imported:
    return imported(qualtrics(tmp_path / "survey.qsf", list(questions), flow, **blocks), tmp_path / "out")


def test_the_counts_say_how_much_was_carried_over(fruit: Imported) -> None:
    assert fruit.outcome.report.counts() == {CARRIED: 23, WITH_LOSS: 6, NOT_CARRIED: 1}
    assert fruit.files["survey.yaml"]["id"] == "fruit_survey"


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("consent", {"kind": "single", "text": "Do you consent? See this [logo]",
                     "options": [{"id": "1", "label": "Yes"}, {"id": "2", "label": "No", "end": "keep"}]}),
        ("fruits", {"kind": "multi", "text": "Hello {name|…}, which fruits do you like?", "order": "random"}),
        ("favorite", {"options": [{"from": "fruits"}], "sensitivity": "free_text_other"}),
        ("age", {"kind": "number", "minimum": 18, "maximum": 99, "required": True}),
        ("why", {"kind": "long_text", "text": "Why {fruits|…}? At {age|…}, {group|…}, […]",
                 "when": "'10' in fruits and age > 30 or '0' not in fruits or not answered(fruits)"}),
        ("per", {"text": "How is {static_loop_item.label} ({static_loop_item.field_2})?"}),
        ("perf", {"text": "How often do you eat {fruit_loop_item.label}?", "when": "perq == '2'"}),
        ("rate", {"kind": "number_grid", "maximum": 100}),
        ("rate1", {"kind": "scale", "high": 10, "low_label": "low", "high_label": "high", "text": "Rate one\nJoy"}),
        ("split", {"kind": "allocation", "required": True}),
        ("q_rank", {"kind": "ranking", "options": "scale_1"}),
        ("after", {"when": "rank(q_rank, '1') == 1 and group_2 == 'young'"}),
        ("grid", {"kind": "matrix", "columns": "scale_2", "required": True}),
        ("grid2", {"when": "grid.row_1 == '3'"}),
        ("bi", {"rows": [{"id": "row_1", "label": "Cold … Hot"}]}),
        ("prof_row_2", {"kind": "single", "text": "Profile\nColor"}),
        ("mcs_2", {"kind": "allocation", "total": 50}),
        ("mte", {"kind": "number_grid"}),
        ("three", {"kind": "multi", "minimum": 1, "maximum": 2}),
        ("sub", {"options": {"list": "sub_choices", "show": 2}}),
    ],
)  # fmt: skip
def test_questions_become_questions(fruit: Imported, question: str, fields: dict[str, Any]) -> None:
    written = fruit.questions[question]
    assert {name: written.get(name) for name in fields} == fields


def test_recoded_values_are_ids_and_fixed_choices_stay_last(fruit: Imported) -> None:
    options = fruit.questions["fruits"]["options"]
    assert [option["id"] for option in options] == ["10", "20", "30", "minus_99", "0"]
    assert [option["id"] for option in options if option.get("pinned")] == ["minus_99", "0"]
    assert options[3]["asks_text"]
    assert options[4]["exclusive"]


def test_the_flow_becomes_conditions_of_sections(fruit: Imported) -> None:
    whens = {name: fruit.files[f"sections/{name}.yaml"].get("when") for name in fruit.files["survey.yaml"]["sections"]}
    assert whens == {
        "consent": None, "main_x": None, "static_loop": "age < 30", "fruit_loop": None, "kinds": None,
        "a": "draw_fl_9 == 'a'", "b": "draw_fl_9 == 'two'", "c": "draw_fl_9 == 'two'", "screen": None,
        "bye": "screen != '1' or not answered(screen)",
    }  # fmt: skip
    assert fruit.files["survey.yaml"]["draws"] == {"rnd": {"number": [1, 6]}, "draw_fl_9": {"one_of": ["a", "two"]}}
    assert fruit.files["survey.yaml"]["computed"] == {
        "group": "'none'", "group_2": "coalesce('young' if age < 30 else group, group)",
    }  # fmt: skip


def test_loops_run_over_lines_and_over_choices(fruit: Imported) -> None:
    assert fruit.files["sections/fruit_loop.yaml"]["loop"]["over"] == {"from": "fruits"}
    items = fruit.files["lists/lists.yaml"]["lists"]["static_loop_items"]["options"]
    assert items == [
        {"id": "1", "label": "apples", "field_2": "red"},
        {"id": "2", "label": "bananas", "field_2": "yellow"},
    ]


@pytest.mark.parametrize(
    "told",
    [
        "QID1: text: a link to http://x.org",
        "QID1: text: <img> a.png",
        "QID6: text: the insertion ${date://Other/x}",
        "block Fruit loop: passes in random order",
        "block Kinds: questions in random order",
        "QID10: labels of the slider: low, high",
        "QID19: 2 columns of numbers",
        "QID22: FileUpload up: files are not taken; left out",
    ],
)
def test_every_loss_is_told_with_its_place(fruit: Imported, told: str) -> None:
    assert told in fruit.told


def test_public_surveys_come_over(tmp_path: Path) -> None:
    kinds = imported(FILES / "kinds.qsf", tmp_path / "kinds")
    assert kinds.outcome.report.counts() == {CARRIED: 11, WITH_LOSS: 1, NOT_CARRIED: 0}
    assert {name: question["kind"] for name, question in kinds.questions.items()} == {
        "q1": "single", "q3": "single", "q4": "multi", "q11": "single", "q5": "matrix", "q13": "matrix",
        "q6": "maxdiff", "q8": "long_text", "q9_1": "text", "q9_2": "text", "q9_3": "text", "q10": "ranking",
        "q17": "matrix", "q15": "scale",
    }  # fmt: skip
    sides = imported(FILES / "side_by_side.qsf", tmp_path / "sides")
    assert [scale["id"] for scale in sides.questions["q2"]["scales"]] == ["scale_1", "scale_2", "scale_3"]
    assert sides.questions["q5_1_row_1_1"]["kind"] == "text"


def test_logic_about_devices_and_panels_is_told(tmp_path: Path) -> None:
    found = imported(FILES / "logic.qsf", tmp_path / "out")
    for told in ("DeviceType is not known here", "GeoIP is not known here", "PanelData is not known here",
                 "the block stands twice in the flow", "ChoiceDisplayed Displayed of QID1"):  # fmt: skip
        assert told in found.told
    assert "the first one decides" in found.noted
    assert found.questions["q2"]["options"][0]["skip_to"] == "q4"


def test_skips_that_cannot_stand_at_an_option_become_conditions(tmp_path: Path) -> None:
    def skip(qid: str, place: str, condition: str, target: str) -> dict[str, Any]:
        logic = {"Locator": f"q://{qid}/{place}", "Condition": condition, "SkipToDestination": target}
        return {"Type": "Question", "QuestionID": qid, "SkipLogic": [logic]}

    found = _survey(
        tmp_path,
        choice("QID1", "A", "B", selector="MAVR"), typed("QID2"), typed("QID3"), typed("QID4"), choice("QID5", "A", "B"),
        typed("QID6"),
        One=[skip("QID1", "SelectableChoice/1", "Selected", "QID4"), "QID2",
             skip("QID3", "ChoiceTextEntryValue", "Empty", "ENDOFBLOCK"), "QID4"],
        Two=[skip("QID5", "SelectableChoice/2", "Selected", "ENDOFBLOCK")],
        Three=["QID6"],
    )  # fmt: skip
    assert found.questions["qid1"]["options"][0]["skip_to"] == "qid4"
    assert found.questions["qid4"]["when"] == "answered(qid3)"
    assert found.questions["qid5"]["options"][1]["skip_to"] == "three"


def test_an_end_after_several_choices_stops_what_follows(tmp_path: Path) -> None:
    skip = {"Locator": "q://QID1/SelectableChoice/1", "Condition": "Selected", "SkipToDestination": "ENDOFSURVEY"}
    found = _survey(
        tmp_path,
        choice("QID1", "A", "B", selector="MAVR"), typed("QID2"), typed("QID3"),
        One=[{"Type": "Question", "QuestionID": "QID1", "SkipLogic": [skip]}, "QID2"], Two=["QID3"],
    )  # fmt: skip
    assert found.questions["qid2"]["when"] == "'1' not in qid1 or not answered(qid1)"
    assert found.files["sections/two.yaml"]["when"] == "'1' not in qid1 or not answered(qid1)"


def test_groups_of_logic_are_joined_as_they_say(tmp_path: Path) -> None:
    first, second = leaf("q://QID1/SelectableChoice/1", "Selected"), leaf("q://QID2/ChoiceTextEntryValue", "Empty")
    found = _survey(
        tmp_path,
        choice("QID1", "A", "B"), typed("QID2"),
        typed("QID3", DisplayLogic=logic([first], [second], joined="AndIf")),
        typed("QID4", DisplayLogic=logic([first], [second], joined="ElseIf")),
        typed("QID5", DisplayLogic=logic([leaf("q://QID2/ChoiceTextEntryValue", "NotEqualTo", "x")])),
        typed("QID6", DisplayLogic=logic([leaf("q://QID2/ChoiceTextEntryValue", "Contains", "x"), first])),
    )  # fmt: skip
    assert found.questions["qid3"]["when"] == "qid1 == '1' and not answered(qid2)"
    assert found.questions["qid4"]["when"] == "qid1 == '1' or not answered(qid2)"
    assert found.questions["qid5"]["when"] == "qid2 != 'x' or not answered(qid2)"
    assert found.questions["qid6"]["when"] == "qid1 == '1'"
    assert "Contains of 'qid2'" in found.told


def test_a_randomizer_that_shows_some_draws_them(tmp_path: Path) -> None:
    parts = [{"Type": "Block", "ID": f"BL_{name}"} for name in ("A", "B", "C")]
    flow = [{"Type": "BlockRandomizer", "FlowID": "FL_2", "SubSet": "2", "Flow": parts}]
    found = _survey(tmp_path, *map(typed, ("QID1", "QID2", "QID3")), flow=flow, A=["QID1"], B=["QID2"], C=["QID3"])
    assert found.files["survey.yaml"]["draws"]["draw_fl_2"]["take"] == 2
    assert found.files["sections/b.yaml"]["when"] == "'b' in draw_fl_2"
    assert "blocks in random order" in found.told


def test_validation_that_we_lack_is_told(tmp_path: Path) -> None:
    email = {"Settings": {"Type": "ContentType", "ContentType": "ValidEmail", "ForceResponse": "ON"}}
    asked = {"Settings": {"Type": "None", "ForceResponse": "ON", "ForceResponseType": "RequestResponse"}}
    short = {"Settings": {"Type": "TotalChar", "TotalChars": "50"}}
    found = _survey(tmp_path, typed("QID1", Validation=email), typed("QID2", Validation=asked),
                    typed("QID3", Validation=short, QuestionJS="alert(1)"))  # fmt: skip
    assert found.questions["qid1"]["required"]
    assert "only ValidEmail is accepted" in found.told
    assert "required" not in found.questions["qid2"]
    assert "a request for an answer" in found.noted
    assert found.questions["qid3"]["max_chars"] == 50
    assert "QID3: a script" in found.told


def test_questions_behind_the_end_are_not_carried(tmp_path: Path) -> None:
    flow = [{"Type": "Block", "ID": "BL_A"}, {"Type": "EndSurvey"}, {"Type": "Block", "ID": "BL_B"}]
    found = _survey(tmp_path, typed("QID1"), typed("QID2"), flow=flow, A=["QID1"], B=["QID2"])
    assert found.outcome.report.questions == {"QID1": CARRIED, "QID2": NOT_CARRIED}
