"""A tree written down and parsed again is the same tree."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mlops_survey_tui.questionnaire.compiler import compile_folder
from mlops_survey_tui.questionnaire.conditions import parse as parsing
from mlops_survey_tui.questionnaire.conditions.expression import ConditionFault, Expression
from mlops_survey_tui.questionnaire.conditions.parse import parse
from mlops_survey_tui.questionnaire.conditions.writing import written

from .language import Names, value
from .writing import QUESTIONS, SHIPPED

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5).map(repr)
OPTION = st.sampled_from(["'a'", "'b'", "q", "p", "item.id", "coalesce(q, 'a')", "('a' if n > 1 else p)"])
SETS = st.sampled_from(["m", "r", "drawn", "many.x", "('a', 'b')", "('c',)"])
NUMBERS = st.recursive(
    st.sampled_from(
        [
            *("n", "k", "s", "g.x", "g['y']", "h.x", "looped.a", "page.total", "count(m)", "count(m, 'some')"),
            *("count(h)", "total(g)", "rank(r, 'a')", "sides.x.left", "7", "0.5", "coalesce(n, s)", "round(n)"),
        ]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), inner).map(" ".join).map("({})".format),
        inner.map("-{}".format),
        st.tuples(inner, inner).map(lambda pair: f"max({pair[0]}, {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} if named else {pair[1]})"),
    ),
    max_leaves=5,
)
LEAVES = st.one_of(
    st.sampled_from(["named", "True", "answered(best)", "special(q, 'none')", "special(h.y, 'dont_know')"]),
    st.tuples(NUMBERS, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), NUMBERS).map(" ".join),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map(" < ".join),
    st.tuples(OPTION, st.sampled_from(["==", "!="]), OPTION).map(" ".join),
    st.tuples(OPTION, st.sampled_from(["in", "not in"]), SETS).map(" ".join),
    st.tuples(st.just("t"), st.sampled_from(["==", "!="]), TEXTS).map(" ".join),
    st.just("s in (1, 3)"),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' and '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' or '.join(parts)})"),
        inner.map("(not {})".format),
        st.tuples(inner, inner).map(lambda pair: f"(({pair[0]}) == ({pair[1]}))"),
    ),
    max_leaves=6,
)


@given(text=CONDITIONS | NUMBERS)
@settings(max_examples=300)
def test_any_condition_comes_back(text: str) -> None:
    try:
        tree = parse(text, Names()).tree
    except ConditionFault:
        event("refused")
        return
    assert parse(written(tree), Names()).tree == tree


@pytest.mark.parametrize("name", SHIPPED)
def test_every_condition_of_the_shipped_questionnaires_comes_back(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Any, Expression]] = []
    visit = parsing._Parser.visit

    def recorded(parser: Any, node: ast.AST, depth: int) -> Expression:
        found = visit(parser, node, depth)
        if depth == 0:
            seen.append((parser.names, found))
        return found

    monkeypatch.setattr(parsing._Parser, "visit", recorded)
    compile_folder(QUESTIONS / name, name)
    monkeypatch.undo()
    assert len(seen) > 20
    for names, expression in seen:
        assert parse(written(expression.tree), names).tree == expression.tree


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("q=='a' and(n>1)", "q == 'a' and n > 1"),
        ("not (q == 'a')", "not q == 'a'"),
        ("1 < n < 3", "1 < n and n < 3"),
        ("q in ['a']", "q in ('a',)"),
        ('t == "it\'s"', 't == "it\'s"'),
        ("(n - 1) - (k - 2) * 3", "n - 1 - (k - 2) * 3"),
        ("(s >= 2 or named) and not (named or True)", "(s >= 2 or named) and not (named or True)"),
        ("g['x'] > 1", "g.x > 1"),
    ],
)
def test_it_reads_as_a_person_writes(text: str, again: str) -> None:
    assert written(parse(text, Names()).tree) == again


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (["==", ["answer", "q", 0], ["const", "a"]], "q != 'a' or not answered(q)"),
        (["in", ["const", "a"], ["answer", "m", 0]], "'a' not in m or not answered(m)"),
    ],
)
def test_what_a_jump_makes_is_written_as_what_comes_to_the_same(inner: list[Any], text: str) -> None:
    assert written(["not_true", inner]) == text
    assert written(["and", ["not_true", inner], ["named", "named"]]) == f"({text}) and named"
    for answers, holds in (({"q": "a", "m": ["a", "b"]}, False), ({"q": "b", "m": ["b"]}, True), ({}, True)):
        assert value(text, **answers) is holds
