"""Each kind as it is heard and answered: what a line means, and what is said to a line that means nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from mlops_survey_tui.faces.plain.prompts import Ask, ask, read
from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.page import Choice
from tests.faces.states.pages import PAGES, page_of


def answer(name: str, *lines: str) -> Answer:
    """Return the answer that lines lead to."""
    found = read(PAGES[name], lines)
    assert isinstance(found, Answer), found
    return found


def said(name: str, *lines: str) -> str:
    """Return what is said after lines that lead to no answer yet."""
    found = read(PAGES[name], lines)
    assert isinstance(found, Ask), found
    return "\n".join(found.lines)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_of_every_kind_as_it_is_read_out(name: str, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(ask(PAGES[name])) == snapshot


@pytest.mark.parametrize("name", sorted(PAGES))
def test_enter_goes_on_without_an_answer(name: str) -> None:
    page = PAGES[name]
    steps = max(len(page.rows) * len(page.scales or (1,)), len(page.sets), 1) + bool(page.extra_rows)
    found = read(page, [""] * steps)
    assert found == (Answer({row.id: 0 for row in page.rows}) if page.kind == "allocation" else EMPTY)


def test_one_number_chooses_and_words_are_asked_for() -> None:
    assert answer("single", "2") == Answer("repeat")
    assert answer("single", " 7 ") == Answer(special="dont_know")
    assert answer("single", "prefer not to say") == Answer(special="prefer_not")
    assert answer("single", "cost of computing") == Answer("cost")
    assert said("single", "6") == "Other (please specify): type the words, or Enter for none."
    assert answer("single", "6", "tape robots") == Answer("other", texts={"other": "tape robots"})
    assert answer("single", "6", "") == Answer("other")
    assert answer("single", "2 3", "9", "nonsense", "3") == Answer("libraries")
    assert said("single", "2 3") == "Type one number only."
    assert said("single", "9") == "There is no number 9. The numbers go from 1 to 8."
    assert said("single", "0") == "There is no number 0. The numbers go from 1 to 8."
    assert said("single", "nonsense").startswith("Nothing found for nonsense.")
    assert said("single", "comp") == "5. Cost of computing\nType its number to choose it."


def test_several_numbers_with_any_marks_between_them() -> None:
    for line in ("1 3", "1,3", "1, 3.", "1;3"):
        assert answer("multi", line) == Answer(["skew", "libraries"])
    assert answer("multi", "8") == Answer(special="dont_know")
    assert said("multi", "1 8") == "Don't know does not go together with other answers."
    assert answer("multi", "6 2", "tape") == Answer(["other", "repeat"], texts={"other": "tape"})


def test_a_long_list_is_searched_and_collected() -> None:
    assert said("multi-search", "codewhis") == (
        "2. Amazon Q Developer, also CodeWhisperer, in Assistants\nType its number to choose it."
    )
    assert "Chosen: Amazon Q Developer; scikit-learn." in said("multi-search", "codewhis", "2", "scikit-learn")
    assert answer("multi-search", "2 3", "-2", "5", "") == Answer(["sklearn", "mlflow"])
    assert answer("multi-search", "2 3", "clear", "") == EMPTY
    assert answer("multi-search", "2", "61") == Answer(special="dont_know")
    assert "And 44 more" in said("multi-search", "tool")
    assert said("single-search", "all").count("\n") > 60
    assert answer("single-search", "kubeflow", "4") == Answer("kubeflow")


def test_enter_keeps_what_was_chosen_from_a_long_list_before() -> None:
    page = replace(PAGES["multi-search"], answer=Answer(["mlflow"]))
    assert read(page, [""]) == Answer(["mlflow"])
    assert read(page, ["3", ""]) == Answer(["mlflow", "sklearn"])


def test_numbers_in_order_rank() -> None:
    assert answer("ranking", "3 1 2") == Answer(["libraries", "skew", "repeat"])
    assert answer("ranking", "7") == Answer(special="dont_know")
    assert said("ranking", "1 7") == "Don't know does not go together with other answers."


def test_a_point_of_a_scale_is_typed_as_it_is() -> None:
    assert answer("scale", "0") == Answer("0")
    assert answer("scale", "10") == Answer("10")
    assert answer("scale", "11", "dont know") == Answer(special="dont_know")
    assert said("scale", "11") == "Type a number from 0 to 10."


def test_a_matrix_goes_row_by_row() -> None:
    assert answer("matrix", "4", "", "agree", "6", "") == Answer(
        {"trust": "4", "quick": "4", "other": "not_applicable"}
    )
    assert said("matrix", "4") == "Row 2 of 4: Most of my time goes into work that is not modelling."
    assert answer("matrix", "4", "done") == Answer({"trust": "4"})
    assert answer("matrix", "row 3", "2", "done") == Answer({"quick": "2"})
    assert answer("matrix", "4", "row 1", "5", "done") == Answer({"trust": "5"})
    assert said("matrix", "row 9") == "There is no row 9. They go from 1 to 4."
    assert said("matrix", "4 5") == "Type one number only."
    assert said("matrix", "7").startswith("1 for Strongly disagree; 2 for Disagree")
    assert answer("matrix-many", "1 2", "-", "3", "-") == Answer({"trust": ["1", "2"], "quick": ["3"]})
    assert said("matrix", "1", "1", "1", "1").startswith("Another statement: type the words")


def test_a_matrix_with_several_scales_asks_each() -> None:
    assert said("matrix-scales", "1") == "Row 1 of 3: I trust the monitoring of our models. How satisfied?"
    assert answer("matrix-scales", "1", "2", "", "", "3", "-") == Answer(
        {"trust": {"use": "daily", "fit": "high"}, "quick": {"use": "less"}}
    )


def test_a_set_takes_two_numbers_in_order_or_in_words() -> None:
    first = {"most": "repeat", "least": "release"}
    for line in ("2 4", "2, 4", "best 2, worst 4", "worst 4, best 2", "least 4 most 2", "most: 2; least: 4"):
        assert answer("maxdiff", line, "") == Answer({"1": first}), line
    assert answer("maxdiff", "set 2", "1 2") == Answer({"2": {"most": "cost", "least": "skew"}})
    assert (
        said("maxdiff", "2")
        == said("maxdiff", "1 9")
        == "Type two numbers, first most severe, then least severe, such as 2 4."
    )
    assert said("maxdiff", "1 2").startswith("Set 2 of 2.\n1. Cost of computing")


def test_an_allocation_says_what_is_left() -> None:
    assert said("allocation", "5") == "Row 2 of 4: Online, on request. 3 left."
    assert said("allocation", "5", "5") == "Row 3 of 4: Streaming. 2 too many."
    assert answer("allocation", "5", "rest", "done") == Answer({"batch": 5, "online": 3, "streaming": 0, "other": 0})
    assert answer("allocation", "5", "-", "3", "") == Answer({"batch": 5, "streaming": 3, "other": 0})
    assert said("allocation", "five") == "Type a whole number, 0 or more."
    assert answer("allocation", "", "", "", "8", "carts") == Answer(
        {"batch": 0, "online": 0, "streaming": 0, "other": 8}, texts={"other": "carts"}
    )


def test_an_allocation_takes_further_rows() -> None:
    assert "Row 1 of 3: Batch, offline, 5. 100 percent left." in said("allocation-more")
    three = ("50 %", "", "10")
    assert "You can add up to 2 rows" in said("allocation-more", *three)
    assert said("allocation-more", *three, "5 20") == "Added: Further row 1 20. 20 percent left."
    assert said("allocation-more", *three, "5 20", "5 -") == "No row added. 40 percent left."
    assert said("allocation-more", *three, "99 1") == "The numbers of the further rows go from 4 to 15."
    assert said("allocation-more", *three, "5") == "Type the number of the row and its share, such as 4 5."
    assert answer("allocation-more", *three, "5 20", "") == Answer(
        {"batch": 50, "online": 0, "streaming": 10, "extra_1": 20}
    )


def test_numbers_as_people_write_them() -> None:
    assert answer("number", "12") == Answer(12)
    assert said("number", "1,200") == "Type the number without commas between its digits."
    assert said("number", "twelve") == said("number", "1,5") == "Please type digits only."
    assert answer("number", "2.5") == Answer(2.5)
    assert answer("number-decimals", "-2,5") == Answer(-2.5)
    assert answer("number", "don't know") == Answer(special="dont_know")
    assert answer("number-grid", "1", "", "3", "done") == Answer({"batch": 1, "streaming": 3})
    assert answer("number-grid", "1", "", "", "4", "vans") == Answer({"batch": 1, "other": 4}, texts={"other": "vans"})


def test_a_text_is_what_was_typed() -> None:
    assert answer("text", " two  words ") == Answer(" two  words ")
    assert answer("text", "Don't know") == Answer(special="dont_know")
    assert answer("text", "\\Don't know") == Answer("Don't know")
    assert answer("text", "\\\\n") == Answer("\\n")
    assert answer("long-text", "one", "", "two", "done") == Answer("one\n\ntwo")
    assert answer("long-text", "\\done", "done") == Answer("done")


def test_skip_is_no_answer_from_anywhere() -> None:
    assert answer("matrix", "4", "skip") == EMPTY
    page = replace(PAGES["single"], answer=Answer("skew"))
    assert read(page, ["skip"]) == EMPTY
    assert read(page, [""]) == Answer("skew")


def test_what_a_row_has_is_told_and_kept() -> None:
    page = replace(PAGES["matrix"], answer=Answer({"trust": "4", "quick": "2"}))
    opening = read(page, [])
    assert isinstance(opening, Ask)
    assert opening.lines[-1] == "Row 1 of 4: I trust the monitoring of our models. Now Agree; Enter keeps it."
    assert read(page, ["", "1", "done"]) == Answer({"trust": "4", "time": "1", "quick": "2"})
    assert read(page, ["-", "done"]) == Answer({"quick": "2"})


def test_a_draft_that_is_half_done_is_begun_again_from_its_whole_parts() -> None:
    halves = {"1": {"most": "skew"}, "2": {"most": "cost", "least": "skew"}, "9": {}}
    page = replace(PAGES["maxdiff"], draft=Answer(halves))
    assert read(page, ["done"]) == Answer({"2": halves["2"]})
    grid = replace(PAGES["number-grid"], draft=Answer({"batch": "1-", "online": 2}))
    assert read(grid, ["done"]) == Answer({"online": 2})


@pytest.mark.parametrize(
    "kind", ["single", "multi", "ranking", "scale", "matrix", "maxdiff", "number_grid", "allocation"]
)
def test_a_page_with_nothing_to_choose_is_passed(kind: str) -> None:
    assert read(page_of(kind), [""]) == EMPTY


def test_groups_are_read_out_once() -> None:
    options = (Choice("a", "A", group="First"), Choice("b", "B", group="First"), Choice("c", "C", group="Second"))
    assert ask(page_of("single", options=options))[:5] == ["First:", "1. A", "2. B", "Second:", "3. C"]


def test_lines_behind_the_end_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="behind the end"):
        read(PAGES["single"], ["1", "2"])
