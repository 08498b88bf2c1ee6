"""XLSForms: what each kind of row becomes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mlops_survey_tui.importing.report import CARRIED, NOT_CARRIED, WITH_LOSS
from tests.importing.sources import FILES, Imported, form, imported

CHOICES = """
| list_name | name | label |
| yn | yes | Yes |
| yn | no | No |
| size | 1 | Small |
| size | 2 | Large |
"""


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """A visit to a household, with most of what a form can have."""
    return imported(FILES / "household", tmp_path_factory.mktemp("household") / "out")


def _form(tmp_path: Path, survey: str, choices: str = CHOICES, settings: str = "") -> Imported:
    return imported(form(tmp_path / "form", survey, choices, settings), tmp_path / "out")


def test_the_counts_say_how_much_was_carried_over(household: Imported) -> None:
    assert household.outcome.report.counts() == {CARRIED: 26, WITH_LOSS: 3, NOT_CARRIED: 2}
    assert household.files["survey.yaml"]["version"] == "2026011"
    assert household.files["survey.yaml"]["sections"] == [
        "main", "interview", "inner", "main_2", "person", "main_3", "each_fruit", "main_4", "trip", "main_5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("welcome", {"kind": "info", "text": "Welcome, friend. See our page (https://example.org/)."}),
        ("consent", {"kind": "single", "options": "yes_no", "required": True}),
        ("first_name", {"kind": "text", "max_chars": 40, "sensitivity": "free_text"}),
        ("age", {"kind": "number", "minimum": 18, "maximum": 119, "help": "In years", "required": True}),
        ("height", {"decimals": 6, "maximum": 2.6,
                    "checks": [{"when": "height <= 0.3", "message": "Not a height.", "hard": True}]}),
        ("greet", {"text": "Dear {first_name|…}! You are {age|…}, old: {is_old|…}."}),
        ("fruit", {"kind": "multi", "options": "fruits_shuffled", "special": ["other"],
                   "sensitivity": "free_text_other"}),
        ("fruit_rank", {"kind": "ranking", "options": "fruits"}),
        ("why_apple", {"kind": "long_text", "when": "rank(fruit_rank, 'apple') == 1"}),
        ("mood_why", {"when": "mood < 3"}),
        ("pain", {"kind": "scale", "high": 10}),
        ("weight", {"kind": "number", "minimum": 30, "maximum": 200, "decimals": 1}),
        ("table", {"kind": "matrix", "columns": "likert", "when": "consent == 'yes'",
                   "rows": [{"id": "easy", "label": "It is easy"}, {"id": "fast", "label": "It is fast"}]}),
        ("not_easy", {"when": "table.easy <= 2 or table.fast != '5' or not answered(table.fast)"}),
        ("hours", {"when": "works == 'yes' and is_old == 0"}),
        ("school", {"when": "answered(person_age) and person_age < 18"}),
        ("how_many", {"text": "How many of {each_fruit_item.label} a week?",
                      "when": "each_fruit_item.id != 'option_none'"}),
        ("trip_date", {"kind": "text", "help": "A date, as in 2026-01-31."}),
        ("done", {"kind": "single", "options": [{"id": "ok", "label": "OK"}]}),
        ("last_words", {"when": "done == 'ok'"}),
    ],
)  # fmt: skip
def test_rows_become_questions(household: Imported, question: str, fields: dict[str, Any]) -> None:
    written = household.questions[question]
    assert {name: written.get(name) for name in fields} == fields


def test_groups_and_repeats_become_sections(household: Imported) -> None:
    inner, person = household.files["sections/inner.yaml"], household.files["sections/person.yaml"]
    assert (inner["title"], inner["when"]) == ("Interview – Work", "consent == 'yes' and age >= 18")
    assert person["loop"]["over"][5] == {"id": "6", "label": "6", "when": "people >= 6"}
    assert len(person["loop"]["over"]) == 6
    assert household.files["sections/each_fruit.yaml"]["loop"]["over"] == {"from": "fruit"}
    assert household.questions["trip_count"]["kind"] == "number"


def test_choice_filters_become_conditions_of_options(household: Imported) -> None:
    options = household.files["lists/lists.yaml"]["lists"]["cities_city"]["options"]
    assert [(option["id"], option["when"]) for option in options] == [
        ("hill_town", "region == 'north'"),
        ("lake_side", "region == 'north'"),
        ("port", "region == 'south'"),
    ]


def test_calculations_become_named_values(household: Imported) -> None:
    computed = household.files["survey.yaml"]["computed"]
    assert computed["is_old"] == "1 if answered(age) and age >= 65 else 0"
    assert computed["total_age"].startswith("coalesce(person_age['1'], 0) + coalesce(person_age['2'], 0)")


@pytest.mark.parametrize(
    "told",
    [
        "languages Français (fr)",
        "row 2 column type: start start",
        "row 20 column parameters: step 0.5",
        "row 44 column type: repeat trip",
        "row 45 column type: a date",
        "row 45 column constraint: . <= today(): the function today(); this part is not checked",
        "row 46 column type: geopoint trip_place",
        "row 49 column relevant",
        "row 49 column default: hello",
        "row 50 column type: image photo: files are not taken; left out",
    ],
)
def test_every_loss_is_told_with_its_place(household: Imported, told: str) -> None:
    assert told in household.told


def test_changed_ids_are_told(household: Imported) -> None:
    renamed = {renaming.old: renaming.new for renaming in household.outcome.report.renamings}
    assert renamed["fruits/none"] == "fruits/option_none"
    assert renamed["cities/lake-side"] == "cities/lake_side"
    assert renamed["total"] == "q_total"
    assert renamed["easy"] == "table.easy"


def test_cascades_with_choices_of_the_same_name_stay_apart(tmp_path: Path) -> None:
    found = imported(FILES / "choice_filter_test.xlsx", tmp_path / "out")
    options = {
        option["id"]: option["when"] for option in found.files["lists/lists.yaml"]["lists"]["cities_city"]["options"]
    }
    assert options["dumont"] == "county in ('king', 'king_2')"
    assert found.outcome.report.counts() == {CARRIED: 3, WITH_LOSS: 0, NOT_CARRIED: 0}


def test_all_sheets_may_stand_in_one_csv_file(tmp_path: Path) -> None:
    found = imported(FILES / "specify_other.csv", tmp_path / "out")
    assert found.questions["sex"] | {"sensitivity": ""} == {
        "id": "sex", "kind": "single", "text": "What sex are you?", "options": "sexes", "special": ["other"],
        "sensitivity": "",
    }  # fmt: skip


def test_csv_files_beside_each_other_belong_together(tmp_path: Path) -> None:
    form(tmp_path / "form", "| type | name | label |\n| select_one yn | ok | Fine? |", CHOICES)
    for name in ("survey", "choices"):
        (tmp_path / "form" / f"{name}.csv").rename(tmp_path / "form" / f"visit_{name}.csv")
    found = imported(tmp_path / "form" / "visit_survey.csv", tmp_path / "out")
    assert found.questions["ok"]["options"] == "yn"


def test_semicolons_and_other_names_of_the_survey_sheet_do_as_well(tmp_path: Path) -> None:
    (tmp_path / "My form.csv").write_text("﻿Type;Name;Label\nText;Who am I;Who are you?\n", "utf-8")
    (tmp_path / "choices.csv").write_text("list_name;name;label\nyn;yes;Yes\n", "utf-8")
    found = imported(tmp_path / "My form.csv", tmp_path / "out")
    assert found.questions["who_am_i"]["text"] == "Who are you?"


def test_loops_over_a_list_are_loops(tmp_path: Path) -> None:
    found = imported(FILES / "simple_loop.csv", tmp_path / "out")
    assert found.files["sections/my_table.yaml"]["loop"]["over"] == "my_columns"


def test_a_constraint_is_limits_where_it_can_be_and_checks_where_not(tmp_path: Path) -> None:
    found = _form(
        tmp_path,
        """
        | type | name | label | constraint | constraint_message |
        | integer | a | A | . > 2 and 10 >= . | |
        | integer | b | B | . <= ${a} | Not above ${a} |
        | select_one yn | c | C | . = 'yes' or ${a} > 5 | |
        | text | d | D | regex(., '[a-z]+') and string-length(.) < 6 | |
        """,
    )
    assert (found.questions["a"]["minimum"], found.questions["a"]["maximum"]) == (3, 10)
    assert found.questions["b"]["checks"] == [
        {"when": "b > a or not answered(a)", "message": "Not above {a|…}", "hard": True}
    ]
    assert found.questions["c"]["checks"][0]["when"] == "c != 'yes' and (a <= 5 or not answered(a))"
    assert found.questions["d"]["max_chars"] == 5
    assert "regex" in found.told


def test_conditions_that_cannot_be_said_are_weakened_and_told(tmp_path: Path) -> None:
    found = _form(
        tmp_path,
        """
        | type | name | label | relevant |
        | integer | a | A | |
        | text | b | B | ${a} > 1 and regex(${a}, '1') |
        | text | c | C | ${a} > 1 or regex(${a}, '1') |
        | text | d | D | ${e} = 'x' |
        | text | e | E | false() |
        """,
    )
    assert found.questions["b"]["when"] == "a > 1"
    assert "when" not in found.questions["c"]
    assert "'e' is asked later" in found.told
    assert found.questions["e"]["when"] is False


def test_what_a_repeat_holds_is_counted_and_found(tmp_path: Path) -> None:
    found = _form(
        tmp_path,
        """
        | type | name | label | repeat_count | calculation |
        | begin repeat | r | Round | 3 | |
        | integer | n | N | | |
        | end repeat | | | | |
        | calculate | c | | | count(${r}) |
        | calculate | second | | | indexed-repeat(${n}, ${r}, 2) |
        | note | s | ${c} ${second} | | |
        """,
    )
    assert found.files["survey.yaml"]["computed"] == {"c": "3", "second": "n['2']"}


def test_a_repeat_in_a_repeat_asks_question_by_question(tmp_path: Path) -> None:
    found = _form(
        tmp_path,
        """
        | type | name | label | repeat_count | relevant |
        | begin repeat | outer | Outer | 2 | |
        | begin repeat | inner | Inner | 2 | |
        | integer | a | A | | |
        | integer | b | B | | ${a} > 1 |
        | end repeat | | | | |
        | end repeat | | | | |
        """,
    )
    assert found.questions["a"]["loop"]["as"] == found.questions["b"]["loop"]["as"] == "inner_item"
    assert "only single questions repeat" in found.told


def test_unknown_and_unnamed_rows_are_told(tmp_path: Path) -> None:
    found = _form(
        tmp_path,
        """
        | type | name | label |
        | text | a | A |
        | telepathy | b | B |
        | select_one nothing | c | C |
        | end group | | |
        | begin group | g | G |
        | text | | No name |
        | text | a | Again |
        """,
    )
    assert "telepathy b: a type that is not known" in found.told
    assert "there is no list 'nothing'" in found.told
    assert "nothing was begun" in found.told
    assert "it has no end" in found.told
    assert "row 2 has it too" in found.told
    assert set(found.questions) == {"a", "text", "a_2"}


def test_the_default_language_is_carried_over(tmp_path: Path) -> None:
    found = _form(
        tmp_path,
        "| type | name | label::English (en) | label::Deutsch (de) |\n| text | a | Hello | Hallo |",
        settings="| form_title | default_language |\n| Title | Deutsch (de) |",
    )
    assert found.questions["a"]["text"] == "Hallo"
    assert found.files["survey.yaml"]["language"] == "de"
    assert "languages English (en)" in found.told


def test_the_reference_form_of_xlsform_comes_over(tmp_path: Path) -> None:
    found = imported(FILES / "xlsform_spec_test.xlsx", tmp_path / "out")
    assert found.outcome.report.counts() == {CARRIED: 22, WITH_LOSS: 13, NOT_CARRIED: 5}
    assert found.questions["a_decimal"]["checks"][0]["when"] == "a_decimal > a_integer or not answered(a_integer)"


def test_braces_and_markup_of_a_form_are_text(tmp_path: Path) -> None:
    found = _form(tmp_path, "| type | name | label |\n| note | n | {x} <b>bold</b> &amp; [/] `yes` |")
    assert found.questionnaire.question_by_id["n"].text.variants[0].text == "{x} bold & [/] `yes`"


def test_a_calculation_that_puts_texts_together_stands_in_texts(tmp_path: Path) -> None:
    found = _form(
        tmp_path,
        """
        | type | name | label | calculation |
        | select_one size | how | How? | |
        | calculate | word | | jr:choice-name(${how}, '${how}') |
        | calculate | said | | concat('{', ${how}, '} is ', ${word}) |
        | note | n | ${said}! | |
        """,
    )
    assert found.questions["n"]["text"] == "{{{how|…}}} is {how|…}!"


def test_choices_in_a_file_beside_the_form_are_read(tmp_path: Path) -> None:
    survey = form(
        tmp_path / "form",
        """
        | type | name | label | choice_filter |
        | integer | size | Size | |
        | select_one_from_file sites.csv | site | Site | level <= ${size} |
        | select_one_from_file ../sites.csv | other | Other | |
        | select_multiple_from_file sites.geojson | map | Map | |
        """,
    )
    (survey / "sites.csv").write_text("name,label,level\nhill,Hill,1\nport,Port,2\n", "utf-8")
    found = imported(survey, tmp_path / "out")
    options = found.files["lists/lists.yaml"]["lists"]["sites_csv_site"]["options"]
    assert [option["when"] for option in options] == ["size >= 1", "size >= 2"]
    assert set(found.questions) == {"size", "site"}
    assert "which is not beside the form, or no CSV" in found.told


def test_a_loss_of_a_group_is_one_of_its_questions(tmp_path: Path) -> None:
    found = _form(
        tmp_path,
        """
        | type | name | label | relevant |
        | text | a | A | |
        | begin group | g | G | regex(${a}, '1') |
        | text | b | B | |
        | end group | | | |
        | begin repeat | r | R | |
        | text | c | C | |
        | end repeat | | | |
        """,
    )
    assert found.outcome.report.questions == {
        "survey.csv row 2": CARRIED, "survey.csv row 4": WITH_LOSS, "survey.csv row 7": WITH_LOSS,
    }  # fmt: skip
