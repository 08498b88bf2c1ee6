"""What authors are told about a condition that cannot be taken, and which options a mixture of values may have."""

from __future__ import annotations

import pytest

from mlops_survey_tui.questionnaire.conditions.expression import ConditionFault
from mlops_survey_tui.questionnaire.conditions.parse import parse, parse_condition
from mlops_survey_tui.questionnaire.conditions.types import Choice, Choices
from tests.questionnaire.language import ABC, Names, fault, value


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("n", "C306", "'n' is a number, a condition must be true or false"),
        ("q is None", "C302", "use ==, answered(...) or special(...)"),
        ("answered(n, k)", "C302", "'answered(n, k)' needs 1 arguments"),
        ("total(g, g) > 1", "C302", "needs 1 arguments"),
        ("round(n, 2) > 1", "C302", "needs 1 arguments"),
        ("special(n)", "C302", "needs 2 arguments"),
        ("rank(r) == 1", "C302", "needs 2 arguments"),
        ("coalesce(n, k, 1) > 1", "C302", "needs 2 arguments"),
        ("count(m, 'some', 'some') > 1", "C302", "needs 1 to 2 arguments"),
        ("min(n) > 1", "C302", "needs 2 to 8 arguments"),
        ("max(1, 2, 3, 4, 5, 6, 7, 8, 9) > 1", "C302", "needs 2 to 8 arguments"),
        ("q in (p,)", "C302", "may hold only quoted ids and numbers"),
        ("g[1] > 1", "C302", "only a quoted id may stand in square brackets"),
        ("count(m, 1) > 1", "C302", "'1' must be a quoted id"),
        ("n == b'1'", "C302", "the value b'1' is not allowed"),
        ("n < 1000000000001", "C302", "the value 1000000000001 is not allowed"),
        ("q == 'd'", "C304", "no option 'd'"),
        ("item.mode == 'fats'", "C304", "did you mean 'fast'?"),
        ("item.mdoe == 'fast'", "C303", "no field 'mdoe'; did you mean 'mode'?"),
        ("open(n)", "C302", "answered, coalesce, count, max, min, rank, round, special, total"),
        ("~n == 1", "C302", "'~n' is not part of the language"),
        ("n ** 2 == 1", "C302", "the operator in 'n ** 2' is not part of the language"),
    ],
)
def test_an_author_is_told_what_is_wrong_in_words(text: str, code: str, words: str) -> None:
    with pytest.raises(ConditionFault) as caught:
        parse_condition(text, Names())
    assert (caught.value.code, words in str(caught.value)) == (code, True), caught.value


def test_the_bounds_themselves_are_allowed() -> None:
    assert fault("n == 1000000000000") == ""
    assert fault("max(1, 2, 3, 4, 5, 6, 7, 8)") == ""
    assert fault("n == 1" + " " * 2000) == "", "blanks around a condition do not count"
    assert fault("n" + " " * 995 + "== 1") == "", "these are 1000 characters"
    assert fault("n" + " " * 996 + "== 1") == "C309"
    assert fault("not " * 29 + "named") == ""
    assert fault("not " * 30 + "named") == ""
    assert fault("not " * 31 + "named") == "C309"


def test_one_of_two_answers_may_be_any_option_of_both() -> None:
    assert value("(q if n > 1 else item.mode) == 'fast'", n=1, item__mode="fast") is True
    assert value("(q if n > 1 else item.mode) == 'a'", n=2, q="a") is True
    assert fault("(q if n > 1 else item.mode) == 'd'") == "C304"
    assert value("'a' in (m if n > 1 else drawn)", n=1, drawn=["a"]) is True
    assert parse("m if n > 1 else drawn", Names()).type == Choices(ABC)


@pytest.mark.parametrize("text", ["coalesce(q, 'a')", "coalesce('a', q)"])
def test_a_choice_with_a_quoted_option_in_its_place_remains_a_choice(text: str) -> None:
    assert isinstance(parse(text, Names()).type, Choice)
    assert fault(f"{text} == 'd'") == "C304"


@pytest.mark.parametrize("text", ["coalesce(q, t)", "coalesce(t, q)"])
def test_a_choice_with_written_words_in_its_place_may_be_anything(text: str) -> None:
    assert fault(f"{text} == 'd'") == ""
    assert value(f"{text} == 'd'", t="d") is True


def test_all_faults_of_parts_side_by_side_are_told_at_once() -> None:
    with pytest.raises(ConditionFault) as caught:
        parse("n and nowhere and (k or m)", Names())
    assert [fault.code for fault in (caught.value, *caught.value.others)] == ["C306", "C303", "C306", "C306"]
