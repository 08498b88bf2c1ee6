"""Translated conditions hold exactly where XPath is true, for all answers and for none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mlops_survey_tui.importing.expressions import Code, Untranslatable, fitting
from mlops_survey_tui.importing.symbols import CHOICE, CHOICES, NUMBER, RANKING, WORDS, Symbol
from mlops_survey_tui.importing.xlsform.scope import FormScope
from mlops_survey_tui.importing.xlsform.translate import Translator
from mlops_survey_tui.importing.xlsform.xpath import parse
from tests.importing.conditions import ANSWERS, LIKERT, MANY, ONE, evaluated
from tests.importing.xpath_reference import holds

SCOPE = FormScope(
    {
        "one": Symbol(Code("one"), CHOICE, ONE),
        "many": Symbol(Code("many"), CHOICES, MANY),
        "amount": Symbol(Code("amount"), NUMBER),
        "limit": Symbol(Code("limit"), NUMBER),
        "word": Symbol(Code("word"), WORDS),
        "grade": Symbol(Code("grade"), CHOICE, LIKERT),
        "order": Symbol(Code("order"), RANKING, MANY),
    }
)


def _all_answers(source: str) -> Iterator[dict[str, str | float]]:
    names = [name for name in ANSWERS if f"${{{name}}}" in source]
    for values in product(*(ANSWERS[name] for name in names)):
        yield dict(zip(names, values, strict=True))


_numbers = st.sampled_from(["${amount}", "${limit}", "2", "0", "${amount} + 1", "${amount} - ${limit}", "-${amount}"])
_comparisons = st.one_of(
    st.builds("{} {} {}".format, _numbers, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), _numbers),
    st.builds("${{one}} {} {}".format, st.sampled_from(["=", "!="]), st.sampled_from(["'x'", "'y'", "''", "'zz'", "3"])),
    st.builds("{1} {0} ${{grade}}".format, st.sampled_from(["<", ">=", "=", "!="]), st.sampled_from(["2", "'3'", "''"])),
    st.builds("${{word}} {} {}".format, st.sampled_from(["=", "!="]), st.sampled_from(["'x'", "''"])),
    st.builds("selected(${{many}}, {})".format, st.sampled_from(["'x'", "'y'", "'zz'"])),
    st.builds("selected(${{one}}, {})".format, st.sampled_from(["'x'", "'y'"])),
    st.builds("count-selected(${{many}}) {} 1".format, st.sampled_from(["<", "=", ">="])),
    st.sampled_from(["${amount} = ${limit}", "${amount} != ${limit}", "${many} = 'x'", "${many} != 'x'", "${word}",
                     "${many} = 'x y'", "${one}", "${amount}", "true()", "${one} = ${word}", "coalesce(${amount}, 2) > 1",
                     "contains(${many}, 'x')", "starts-with(${one}, 'x')", "string-length(${word}) > 0",
                     "string-length(${word}) = 0", "(${one} = 'x') = true()", "if(${one} = 'x', ${amount} > 1, ${word} = 'x')", "if(${one} != 'x', 1, 5) > 2"]),
)  # fmt: skip
EXPRESSIONS = st.recursive(
    _comparisons,
    lambda inner: st.one_of(
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("{} or ({})".format, inner, inner),
        st.builds("not({})".format, inner),
    ),
    max_leaves=4,
)


@settings(max_examples=120)
@given(EXPRESSIONS, st.booleans(), st.booleans())
def test_a_translation_holds_exactly_where_xpath_says_so(source: str, wanted: bool, total: bool) -> None:
    node = parse(source)
    try:
        code = Translator(SCOPE).condition(source, wanted, total)
        fitting(code)
    except Untranslatable:
        assume(False)
    value = evaluated(code)
    for answers in _all_answers(source):
        found = value(answers)
        assert (found is True) == (holds(node, answers) == wanted), (source, code.text, answers)
        assert found is not None or not total, (source, code.text, answers)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${one} = 'x'", "one == 'x'"),
        ("${one} != 'x'", "one != 'x' or not answered(one)"),
        ("${one} = 'x' or ${one} = 'y'", "one in ('x', 'y')"),
        ("not(selected(${many}, 'x'))", "'x' not in many or not answered(many)"),
        ("selected(${many}, 'x') and ${amount} > 2", "'x' in many and amount > 2"),
        ("${word} = ''", "not answered(word)"),
        ("string(${word}) != ''", "answered(word)"),
        ("2 < ${amount}", "amount > 2"),
        ("${grade} >= 2", "grade >= 2"),
        ("${one} > 2", "one == '3'"),
        ("selected-at(${order}, 0) = 'x'", "rank(order, 'x') == 1"),
        ("count-selected(${many}) = 0", "coalesce(count(many), 0) == 0"),
        ("/form/group/one = 'x'", "one == 'x'"),
        ("../one = 'x'", "one == 'x'"),
        ("round(${amount} div 3, 1) > 1", "round(amount / 3 * 10) / 10 > 1"),
        ("(${amount} + 1) * 2 = 6", "(amount + 1) * 2 == 6"),
        ("${amount} mod 2 = 1", "amount % 2 == 1"),
        ("'a' = 'a'", "True"),
    ],
)
def test_translations_read_as_people_would_write_them(source: str, expected: str) -> None:
    assert Translator(SCOPE).condition(source).text == expected


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("regex(${word}, '[a-z]')", "regex"),
        ("${nobody} = 1", "there is no 'nobody'"),
        ("${word} > 'a'", "compared"),
        ("${amount} = 'many'", "compared"),
        ("today() > 1", "today"),
        ("${one} =", "ends in the middle"),
        ("${one} = 'x' 'y'", "nothing should follow"),
        ("(" * 200 + "1" + ")" * 200, "deeper"),
        ("-" * 500 + "1", "deeper"),
        ("instance('a')/data/item[name = 1]/label", "brackets"),
        ("position(..) = 1", "no numbers"),
        ("selected(${many})", "two parts"),
        (". > 1", "constraint"),
        ("pulldata('a', 'b', 'c', 'd')", "pulldata"),
        ("~", "not XPath"),
        ("1" * 20_000, "characters"),
        ("${amount} > 10000000000000000000000", "too large"),
    ],
)
def test_what_cannot_be_said_says_why(source: str, reason: str) -> None:
    with pytest.raises(Untranslatable, match=reason):
        Translator(SCOPE).condition(source)
