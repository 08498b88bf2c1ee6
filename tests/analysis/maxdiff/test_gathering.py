"""Rows become answers whatever their order, and rows that cannot be answers are refused where they stand."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from mlops_survey_tui.analysis.failure import AnalysisError
from mlops_survey_tui.analysis.maxdiff.data import NOBODY, BestWorst
from mlops_survey_tui.analysis.maxdiff.files import read_best_worst

GOOD = """respondent,set,item,choice,weight,group
a,1,x,1,2,g
a,1,y,-1,2,g
a,1,z,0,2,g
b,1,x,0,1,
b,1,y,0,1,
b,2,y,1,1,
b,2,w,0,1,
b,2,z,0,1,
b,2,x,0,1,
"""


def _written(folder: Path, text: str, name: str = "sets.csv") -> str:
    (folder / name).write_text(text)
    return str(folder / name)


def _answers(data: BestWorst) -> set[tuple[object, ...]]:
    def named(item: int) -> str:
        return "" if item == NOBODY else data.items[item]

    return {
        (data.respondents[person], tuple(data.items[item] for item in data.sets[shown]), named(best), named(worst))
        for person, shown, best, worst in zip(
            data.respondent.tolist(), data.shown.tolist(), data.best.tolist(), data.worst.tolist(), strict=True
        )
    }


EXPECTED = {("a", ("x", "y", "z"), "x", "y"), ("b", ("w", "x", "y", "z"), "y", "")}


def test_sets_of_any_size_with_part_of_an_answer_are_kept_and_sets_without_are_counted(tmp_path: Path) -> None:
    data = read_best_worst(_written(tmp_path, GOOD), {"weight": "weight", "group": "group"})
    assert _answers(data) == EXPECTED
    assert data.unanswered == 1
    assert data.weight.tolist() == [2.0, 1.0]
    assert data.group is not None
    assert data.group.codes.tolist() == [0, -1]


@pytest.mark.parametrize("seed", range(3))
def test_rows_in_any_order_make_the_same_answers(tmp_path: Path, seed: int) -> None:
    head, *rows = GOOD.splitlines()
    random.Random(seed).shuffle(rows)
    assert _answers(read_best_worst(_written(tmp_path, "\n".join([head, *rows])))) == EXPECTED


def test_a_table_of_sets_of_a_release_needs_no_names(tmp_path: Path) -> None:
    text = "row,question,set,position,item,choice\n71,q,1,1,x,1\n71,q,1,2,y,-1\n71,q,1,3,z,0\n"
    data = read_best_worst(_written(tmp_path, text))
    assert _answers(data) == {("71", ("x", "y", "z"), "x", "y")}


def test_a_table_of_several_questions_needs_the_name_of_one(tmp_path: Path) -> None:
    rows = [
        f"7{person},{q},1,{item},{choice}" for person in (1, 2) for q in "pq" for item, choice in (("x", 1), ("y", -1))
    ]
    file = _written(tmp_path, "\n".join(["row,question,set,item,choice", *rows, "73,p,1,x,1", "73,p,1,y,0"]))
    with pytest.raises(AnalysisError, match="--question: p, q"):
        read_best_worst(file)
    assert read_best_worst(file, question="p").respondents == ("71", "72", "73")
    assert read_best_worst(file, question="q").respondents == ("71", "72")


def test_weights_and_groups_come_from_a_table_of_respondents(tmp_path: Path) -> None:
    people = _written(tmp_path, "row,weight,role\nb,3,dev\na,2,ops\nc,,dev\n", "people.csv")
    sets = _written(tmp_path, GOOD)
    data = read_best_worst(sets, {"group": "role"}, people=people)
    assert data.weight.tolist() == [2.0, 3.0]
    assert data.group is not None
    assert [data.group.labels[code] for code in data.group.codes] == ["ops", "dev"]


def test_respondents_without_a_weight_are_left_out_and_counted(tmp_path: Path) -> None:
    people = _written(tmp_path, "respondent,weight\na,2\nb,\n", "people.csv")
    data = read_best_worst(_written(tmp_path, GOOD), people=people)
    assert (data.respondents, data.weightless) == (("a",), 1)
    people = _written(tmp_path, "respondent,weight\na,\nb,\n", "people.csv")
    with pytest.raises(AnalysisError, match="all weights are 0 or empty"):
        read_best_worst(_written(tmp_path, GOOD), people=people)


def test_a_respondent_who_is_missing_in_the_table_of_respondents_is_named(tmp_path: Path) -> None:
    people = _written(tmp_path, "respondent,weight\na,2\n", "people.csv")
    with pytest.raises(AnalysisError, match=r"people\.csv, column respondent: there is no respondent 'b'"):
        read_best_worst(_written(tmp_path, GOOD), people=people)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a,1,z,0", "a,1,z,1", r"column choice, line 4: a second best in one set"),
        ("a,1,z,0", "a,1,z,-1", r"column choice, line 4: a second worst in one set"),
        ("a,1,z,0", "a,1,z,2", r"column choice, line 4: 2 is no choice"),
        ("a,1,z,0", "a,1,z,best", r"column choice, line 4: 'best' is not a whole number"),
        ("a,1,z,0", "a,1,z,0.5", r"column choice, line 4: '0.5' is not a whole number"),
        ("a,1,z,0", "a,1,x,0", r"column item, line 4: an item stands twice in one set"),
        ("a,1,z,0", "a,3,z,0", r"column set, line 4: a set of one item"),
        ("a,1,z,0", ",1,z,0", r"column respondent, line 4: the cell is empty"),
        ("a,1,z,0,2", "a,1,z,0,1", r"column weight, line 4: a respondent has two different values"),
        ("a,1,z,0,2", "a,1,z,0,-2", r"column weight, line 4: the weight -2 is negative"),
        ("a,1,z,0,2,g", "a,1,z,0,2,h", r"column group, line 4: a respondent has two different values"),
    ],
)
def test_what_cannot_be_is_refused_with_file_column_and_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(AnalysisError, match=said) as caught:
        read_best_worst(_written(tmp_path, GOOD.replace(old, new)))
    assert caught.value.remedy
    assert caught.value.place.endswith("sets.csv")


def test_the_line_is_that_of_the_file_when_rows_are_not_in_order(tmp_path: Path) -> None:
    head, *rows = GOOD.splitlines()
    text = "\n".join([head, rows[4], rows[0], rows[5], rows[2], rows[1], *rows[6:], rows[3], "a,1,q,1,2,g"])
    with pytest.raises(AnalysisError, match="line 11: a second best"):
        read_best_worst(_written(tmp_path, text))


def test_a_table_in_which_nobody_answered_is_said(tmp_path: Path) -> None:
    text = "respondent,set,item,choice\na,1,x,0\na,1,y,0\n"
    with pytest.raises(AnalysisError, match="no set has an answer"):
        read_best_worst(_written(tmp_path, text))


def test_items_beyond_a_word_of_bits_make_sets_as_well(tmp_path: Path) -> None:
    numbers = np.random.default_rng(1)
    sets = [sorted(numbers.choice(150, 5, replace=False).tolist()) for _ in range(40)]
    rows = [f"p,{n},{item},{(item == one[0]) - (item == one[-1])}" for n, one in enumerate(sets) for item in one]
    data = read_best_worst(_written(tmp_path, "\n".join(["respondent,set,item,choice", *rows])))
    assert [[int(data.items[item]) for item in data.sets[shown]] for shown in data.shown] == sets
