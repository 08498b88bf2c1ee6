"""Texts with placeholders: what they become, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from mlops_survey_tui.questionnaire.conditions.expression import ConditionFault
from mlops_survey_tui.questionnaire.templates import compile_template
from tests.questionnaire.language import Names

Q = {"value": ["answer", "q", 0], "fallback": "it", "question": "q"}


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("", ""),
        ("plain", "plain"),
        ("{{q}}", "{q}"),
        ("a }} b {{ c", "a } b { c"),
        ("{q|it}", [Q]),
        ("About {q|it}, again {q|it}.", ["About ", Q, ", again ", Q, "."]),
        ("{q|}", [{**Q, "fallback": ""}]),
        ("{ q |it}", [Q]),
        ("{item.label}", [{"value": ["field", ["loop", "item"], "label"], "fallback": "", "question": ""}]),
        ("{n + 1|one}", [{"value": ["+", ["answer", "n", 0], ["const", 1]], "fallback": "one", "question": ""}]),
        ("{m|none}", [{"value": ["answer", "m", 0], "fallback": "none", "question": "m"}]),
        ("{h.x|it}", [{"value": ["row", ["answer", "h", 0], "x", ["dont_know"]], "fallback": "it", "question": "h"}]),
        ("{t|...}", [{"value": ["answer", "t", 0], "fallback": "...", "question": ""}]),
        ("{{{q|it}", ["{", Q]),
        ("[bold]{{x}}[/]", "[bold]{x}[/]"),
    ],
)
def test_templates(text: str, template: Any) -> None:
    assert compile_template(text, Names())[0] == template


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "T401"),
        ("a } b", "T401"),
        ("{}", "T401"),
        ("{ |x}", "T401"),
        ("{q", "T401"),
        ("{{q}", "T401"),
        ("{g|x}", "T401"),
        ("{item|x}", "T401"),
        ("{best|x}", "T401"),
        ("{named|x}", "T401"),
        ("{q}", "T402"),
        ("{n + 1}", "T402"),
        ("{nowhere|x}", "C303"),
        ("{q = 1|x}", "C301"),
        ("{q.__class__|x}", "C306"),
    ],
)
def test_refusals(text: str, code: str) -> None:
    with pytest.raises(ConditionFault) as raised:
        compile_template(text, Names())
    assert raised.value.code == code


def test_draws_need_no_fallback() -> None:
    template, expression = compile_template("{drawn}", Names(), frozenset({"drawn"}))
    assert template == [{"value": ["named", "drawn"], "fallback": "", "question": "drawn"}]
    assert expression.reads == {"drawn"}
