"""What authors are told about a condition that cannot be taken, and which options a mixture of values may have."""

from __future__ import annotations

import pytest

from mlops_survey_tui.questionnaire.conditions.evaluate import compile_value
from mlops_survey_tui.questionnaire.conditions.expression import ConditionFault
from mlops_survey_tui.questionnaire.conditions.parse import parse, parse_condition
from mlops_survey_tui.questionnaire.conditions.types import Choice, Choices, choice_of
from tests.questionnaire.language import ABC, Answers, Names, fault, value


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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("named", "a yes/no value"),
        ("n", "a number"),
        ("t", "text"),
        ("q", "one option"),
        ("m", "a set of options"),
        ("g", "a value for each row"),
        ("looped", "an answer for each loop item"),
        ("item", "a thing with fields"),
        ("best", "an answer without a comparable value"),
    ],
)
def test_each_type_has_a_name_that_authors_understand(text: str, name: str) -> None:
    assert parse(text, Names()).type.name == name
    with pytest.raises(ConditionFault, match=f"is {name}"):
        parse_condition(f"total({text}) > 1" if text != "g" else "rank(g, 'a') == 1", Names())


@pytest.mark.parametrize(
    ("text", "answers", "result"),
    [
        ("1 < n", {"n": 2}, True),
        ("3 - n", {"n": 2}, 1),
        ("3 - n", {}, None),
        ("'a' in drawn", {}, None),
        ("s == 0", {"s": "0"}, True),
        ("n == s", {"n": 3, "s": "3"}, True),
        ("s < s", {"s": "3"}, False),
        ("s <= s", {"s": "3"}, True),
        ("count(m, 'some')", {"m": ["c"]}, 0),
        ("count(m, 'some')", {"m": ["b", "c"]}, 1),
        ("count(drawn, 'some')", {"drawn": ["a", "b", "c"]}, 2),
        ("special(h.x, 'none')", {}, False),
        ("special(h.x, 'dont_know')", {"h": {"y": "dont_know"}}, False),
        ("special(sides.x, 'none')", {"sides": {"x": {"left": "1"}}}, False),
        ("rank(r, 'b')", {}, None),
        ("9 // n", {"n": 2}, 4),
        ("9 % n", {"n": 2}, 1),
        ("n * k", {"n": 1e300, "k": 1e300}, None),
        ("p if n > 1 else q", {"n": 1, "q": "a", "p": "b"}, "a"),
        ("item.label == 'Red'", {"item__label": "Red"}, True),
        ("page.total > 1", {}, None),
    ],
)
def test_values_at_the_edges(text: str, answers: dict[str, object], result: object) -> None:
    found = value(text, **answers)
    assert (found, type(found)) == (result, type(result))


def test_not_true_is_what_skipping_makes_of_an_option() -> None:
    tree = ["not_true", ["==", ["answer", "n", 0], ["const", 1]]]
    holds = compile_value(tree, lambda name: frozenset())
    assert [holds(Answers({"n": number})) for number in (1, 2, None)] == [False, True, True]


def test_options_that_are_all_numbers_can_be_computed_with() -> None:
    assert choice_of(frozenset({"1", "-2"})).numeric
    assert not choice_of(frozenset({"1", "a"})).numeric
    assert not choice_of(frozenset()).numeric
    negative = compile_value(["number", ["answer", "s", 0]], lambda name: frozenset())
    assert [negative(Answers({"s": option})) for option in ("-2", "7", "a")] == [-2, 7, None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("q == '" + "a" * 993 + "'", "C304"),
        ("q == '" + "a" * 994 + "'", "C309"),
        ("n == ²", "C301"),
        ("t == '²'", ""),
        ("q < p", "C306"),
        ("named < named", "C306"),
        ("named == named", ""),
        ("t == t", ""),
        ("t < t", "C306"),
        ("s < s", ""),
        ("(n > 1) == named", ""),
        ("n in ('a', 1)", "C306"),
        ("t in ('a', 'b')", ""),
        ("n in m", "C306"),
        ("q in ()", ""),
        ("m in m", "C306"),
        ("answered(q, p)", "C302"),
        ("answered(*q)", "C302"),
        ("m.a", "C306"),
        ("item['mode'] == 'fast'", ""),
        ("sides.x['left'] == 2", ""),
        ("sides.y.left == 2", "C308"),
    ],
)
def test_what_goes_together_and_what_does_not(text: str, code: str) -> None:
    assert fault(text) == code
