"""Qualtrics' logic: conditions hold exactly where a tree is true, or exactly where it is false."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.importing.draft import Draft, manifest
from mlops_survey_tui.importing.expressions import Code, Untranslatable
from mlops_survey_tui.importing.qualtrics.document import Document
from mlops_survey_tui.importing.qualtrics.logic import condition
from mlops_survey_tui.importing.qualtrics.study import Asked, Study
from mlops_survey_tui.importing.report import Report
from mlops_survey_tui.importing.symbols import CHOICE, CHOICES, NUMBER, WORDS, Symbol
from tests.importing.conditions import ANSWERS, Answers, evaluated
from tests.importing.sources import leaf, logic

OPTIONS = {"1": ("x",), "2": ("y",)}


def _study() -> Study:
    study = Study(Document("", "en"), Report(), Draft(manifest("a", "A", "", "en")))
    study.asked = {
        "QID1": Asked("one", Symbol(Code("one"), CHOICE, OPTIONS)),
        "QID2": Asked("many", Symbol(Code("many"), CHOICES, OPTIONS)),
        "QID3": Asked("amount", Symbol(Code("amount"), NUMBER)),
        "QID4": Asked("word", Symbol(Code("word"), WORDS)),
    }
    return study


def _number(answers: Answers) -> float | None:
    return float(answers["amount"]) if answers["amount"] != "" else None


_LEAVES: dict[str, tuple[tuple[str, str, str | None], Any]] = {
    "one is x": (("q://QID1/SelectableChoice/1", "Selected", None), lambda a: a["one"] == "x"),
    "one is not x": (("q://QID1/SelectableChoice/1", "NotSelected", None), lambda a: a["one"] != "x"),
    "x is ticked": (("q://QID2/SelectableChoice/1", "Selected", None), lambda a: "x" in a["many"].split()),
    "y is not ticked": (("q://QID2/SelectableChoice/2", "NotSelected", None), lambda a: "y" not in a["many"].split()),
    "two are ticked": (("q://QID2/SelectedChoicesCount", "EqualTo", "2"), lambda a: len(a["many"].split()) == 2),
    "more than 2": (("q://QID3/ChoiceTextEntryValue", "GreaterThan", "2"), lambda a: (_number(a) or 0) > 2),
    "not 2": (("q://QID3/ChoiceTextEntryValue", "NotEqualTo", "2"), lambda a: _number(a) != 2),
    "at most 2": (("q://QID3/ChoiceTextEntryValue", "LessThanOrEqual", "2"), lambda a: (n := _number(a)) is not None and n <= 2),
    "no word": (("q://QID4/ChoiceTextEntryValue", "Empty", None), lambda a: a["word"] == ""),
    "some word": (("q://QID4/ChoiceTextEntryValue", "NotEmpty", None), lambda a: a["word"] != ""),
    "the word": (("q://QID4/ChoiceTextEntryValue", "EqualTo", "x"), lambda a: a["word"] == "x"),
}  # fmt: skip

_groups = st.lists(st.tuples(st.sampled_from(sorted(_LEAVES)), st.sampled_from(["And", "Or"])), min_size=1, max_size=3)


def _all_or_any(parts: list[tuple[bool, bool]]) -> bool:
    """Join truths by their words; "and" binds more than "or"."""
    alternatives = [[parts[0][1]]]
    for with_or, value in parts[1:]:
        if with_or:
            alternatives.append([])
        alternatives[-1].append(value)
    return any(all(group) for group in alternatives)


@settings(max_examples=100)
@given(st.lists(_groups, min_size=1, max_size=2), st.sampled_from(["AndIf", "ElseIf"]), st.booleans())
def test_trees_hold_exactly_where_they_are_true(groups: list[Any], joined: str, wanted: bool) -> None:
    tree = logic(*[[leaf(*_LEAVES[name][0], joined=word) for name, word in group] for group in groups], joined=joined)
    value = evaluated(condition(_study(), tree, wanted))
    names = ("one", "many", "amount", "word")
    for values in product(*(ANSWERS[name] for name in names)):
        answers = dict(zip(names, values, strict=True))
        inner = [_all_or_any([(word == "Or", _LEAVES[name][1](answers)) for name, word in group]) for group in groups]
        truth = _all_or_any([(joined == "ElseIf", found) for found in inner])
        assert (value(answers) is True) == (truth == wanted), (tree, answers)


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ({}, "empty"),
        ({"0": {"Type": "If"}}, "empty"),
        (logic([leaf("q://QID9/SelectableChoice/1", "Selected")]), "not asked before"),
        (logic([leaf("q://QID1/SelectableChoice/7", "Selected")]), "no option 7"),
        (logic([leaf("q://QID1/SelectableChoice/1", "Displayed")]), "Displayed of an option"),
        (logic([leaf("q://QID4/ChoiceTextEntryValue", "GreaterThan", "1")]), "compared"),
        (logic([leaf("q://QID3/ChoiceTextEntryValue", "EqualTo", "many")]), "compared"),
        (logic([leaf("q://QID4/ChoiceTextEntryValue", "EqualTo", "${e://Field/x}")]), "comparison with"),
        (
            logic([{"LogicType": "EmbeddedField", "LeftOperand": "x", "Operator": "Is", "Type": "Expression"}]),
            "embedded",
        ),
        (logic([leaf("nowhere", "Selected")]), "the place"),
    ],
)
def test_what_cannot_be_said_says_why(tree: Any, reason: str) -> None:
    with pytest.raises(Untranslatable, match=reason):
        condition(_study(), tree)


def test_parts_of_a_conjunction_may_be_left_out(tmp_path: Path) -> None:
    told: list[str] = []
    tree = logic([leaf("q://QID1/SelectableChoice/1", "Selected"), leaf("q://QID9/SelectableChoice/1", "Selected")])
    assert condition(_study(), tree, True, lambda what, why: told.append(why)).text == "one == 'x'"
    assert told == ["QID9 is not asked before"]
