"""Nothing but the language is accepted in a condition, and what is accepted is evaluated in bounded time."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.questionnaire.conditions.expression import ConditionFault
from mlops_survey_tui.questionnaire.conditions.parse import parse
from mlops_survey_tui.questionnaire.templates import compile_template
from tests.questionnaire.language import QUESTIONS, Names, fault, value

HOSTILE = {
    "powers": ("9**9**9", "C302"),
    "shifts": ("1 << 10**9", "C302"),
    "attributes": ("n.__class__", "C306"),
    "attributes of text": ("'a'.__class__.__mro__", "C306"),
    "attributes of items": ("item.__class__", "C303"),
    "attributes of rows": ("g.__dict__", "C308"),
    "subscripts": ("g['__class__']", "C308"),
    "indexing": ("m[0]", "C302"),
    "slices": ("m[0:1]", "C302"),
    "imports": ("__import__('os').system('true')", "C302"),
    "builtins": ("open('/etc/passwd')", "C302"),
    "methods": ("m.append('a')", "C302"),
    "calls of calls": ("answered(n)()", "C302"),
    "keywords": ("min(*m)", "C302"),
    "lambdas": ("(lambda: 1)()", "C302"),
    "deep lambdas": (f"lambda: {'-' * 900}1", "C302"),
    "comprehensions": ("[x for x in m]", "C302"),
    "generators": ("any(x for x in m)", "C302"),
    "walrus": ("(x := 1) == 1", "C302"),
    "stars": ("[*m]", "C302"),
    "dictionaries": ("{'a': 1}", "C302"),
    "formatted text": ("f'{n}' == 'x'", "C302"),
    "bytes": ("b'a' == b'a'", "C302"),
    "nothing": ("n == None", "C302"),
    "ellipsis": ("n == ...", "C302"),
    "identity": ("n is 1", "C302"),
    "bits": ("~n == 1", "C302"),
    "matrix products": ("n @ n == 1", "C302"),
    "plus signs": ("+n == 1", "C302"),
    "huge numbers": ("n > 10000000000000", "C302"),
    "endless numbers": ("n > 1e999", "C302"),
    "complex numbers": ("n == 1j", "C302"),
    "numbers of many digits": (f"n > {'9' * 900}", "C302"),
    "hexadecimal": (f"n > 0x{'f' * 900}", "C302"),
    "statements": ("n = 1", "C301"),
    "several": ("n; k", "C301"),
    "unclosed": ("(" * 300, "C301"),
    "deep brackets": ("(" * 150 + "n" + ")" * 150, ""),
    "deep negation": ("not " * 200 + "named", "C309"),
    "deep minus": ("-" * 900 + "1", "C309"),
    "deep attributes": ("n" + ".a" * 400, "C309"),
    "deep choices": ("1 if named else " * 60 + "1", "C309"),
    "long": ("n + " * 400 + "n", "C309"),
    "control characters": ("n == 'a\x00'", "C301"),
    "look-alikes of letters": ("ｎ == 1", "C301"),
    "look-alikes in the names of functions": ("ａnswered(n)", "C301"),
    "letters of other scripts": ("п == 1", "C301"),
    "signs that turn the reading direction": ("n == 1 \u202e", "C301"),
    "quotes that are none": ("q == ‘a’", "C301"),
    "letters of other scripts in quotes": ("t == 'ｎ é'", ""),
    "lone surrogates": ("n == '\ud800'", "C301"),
    "async": ("await n", "C302"),
    "yield": ("(yield n)", "C302"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused(name: str) -> None:
    text, code = HOSTILE[name]
    start = time.perf_counter()
    assert fault(text) == code
    assert time.perf_counter() - start < 0.2


@pytest.mark.parametrize(
    "text",
    [
        " * ".join(["999999999999"] * 29),
        " * ".join(["999999999999"] * 28) + " / 2",
        " * ".join(["1e12"] * 29),
        "1e12" + " * 1e12" * 26 + " // 1 % 3",
        "round(" + " * ".join(["1e12"] * 28) + ")",
        "(" + " * ".join(["999999999999"] * 28) + ") * 0.5",
    ],
)
def test_arithmetic_out_of_bounds_is_unknown(text: str) -> None:
    start = time.perf_counter()
    found = value(text)
    assert found is None or abs(found) <= 10**300
    assert time.perf_counter() - start < 0.2


@given(st.text(st.sampled_from(" nqmg.'\"()[]{}<>=!+-*/%,:abx019_\\\n"), max_size=40))
def test_any_text_is_taken_or_refused(text: str) -> None:
    with suppress(ConditionFault):
        assert _is_plain(parse(text, Names()).tree)


_WORDS = [*QUESTIONS, "and", "or", "not", "in", "==", "<", "+", "if", "else", "(", ")", "'a'", "1", ",", "count", "."]


@given(st.lists(st.sampled_from(_WORDS), max_size=14))
def test_any_words_are_taken_or_refused(words: list[str]) -> None:
    text = " ".join(words)
    if not fault(text):
        assert value(text, **dict.fromkeys(QUESTIONS)) in (True, False, None, "a") or isinstance(value(text), int | str)


@given(st.text(st.sampled_from("{}| nqm.'a"), max_size=20))
def test_any_placeholder_is_taken_or_refused(text: str) -> None:
    with suppress(ConditionFault):
        template, _ = compile_template(text, Names())
        assert isinstance(template, str) or all(isinstance(part, str | dict) for part in template)


def _is_plain(tree: Any) -> bool:
    if isinstance(tree, list):
        return all(map(_is_plain, tree))
    return isinstance(tree, str | int | float | bool)
