"""Whatever can be answered can be typed: reading the lines of a reply gives the answer back."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.faces.plain.prompts import PROMPTS, CannotType, read, reply
from mlops_survey_tui.faces.plain.words import WORDS
from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.checking import normalise
from mlops_survey_tui.interview.page import Choice, Page
from mlops_survey_tui.rehearsal.replies import SIMULATE, random_answer
from tests.faces.states.given_answers import answers_to
from tests.faces.states.pages import PAGES

KINDS = sorted(PAGES)
HOSTILE = (
    "\\",
    "\\\\back",
    " \\x",
    "special 1",
    "row 2",
    "set 1",
    "Don't know",
    "dont know",
    " Prefer not to say ",
    "-",
    "?",
)


def test_every_kind_has_a_prompt() -> None:
    assert set(PROMPTS) == set(SIMULATE)


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
def test_a_reply_is_read_as_its_answer(name: str, data: st.DataObject) -> None:
    page = PAGES[name]
    answer = data.draw(answers_to(page))
    assert read(page, reply(page, answer)) == normalise(answer)


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
def test_a_reply_does_not_depend_on_the_answer_before(name: str, data: st.DataObject) -> None:
    before, answer = data.draw(answers_to(PAGES[name])), data.draw(answers_to(PAGES[name]))
    for page in (replace(PAGES[name], answer=normalise(before)), replace(PAGES[name], draft=normalise(before))):
        assert read(page, reply(page, answer)) == normalise(answer)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("seed", range(20))
def test_a_reply_to_a_random_answer_is_read_as_it(name: str, seed: int) -> None:
    page = PAGES[name]
    answer = random_answer(page, Random(seed))
    assert read(page, reply(page, answer)) == normalise(answer)


@pytest.mark.parametrize("text", [*sorted(WORDS), *(word.upper() for word in sorted(WORDS)), *HOSTILE])
def test_a_text_that_is_a_word_can_be_answered(text: str) -> None:
    for name in ("text", "long-text"):
        assert read(PAGES[name], reply(PAGES[name], Answer(text))) == normalise(Answer(text))
    beside = Answer("other", texts={"other": text})
    assert read(PAGES["single"], reply(PAGES["single"], beside)) == normalise(beside)


@pytest.mark.parametrize("text", ["one\ntwo", "\n\nlate", "a\n\nb\n", "done\nsave\n-", "  indented\n\ttab"])
def test_a_long_text_keeps_its_lines(text: str) -> None:
    page = PAGES["long-text"]
    assert read(page, reply(page, Answer(text))) == Answer(text)


@pytest.mark.parametrize("label", ["skip", "12", "special 1", "[/]", "…", "Cost of computing", "Don't know", "\x1b[2J"])
def test_a_special_answer_can_be_given_whatever_it_is_called(label: str) -> None:
    specials = (Choice("first", "Don't know", special=True), Choice("second", label, special=True))
    for name in KINDS:
        page = replace(PAGES[name], specials=specials)
        for special in specials:
            assert read(page, reply(page, Answer(special=special.id))) == Answer(special=special.id)


BAD = {
    "single": [Answer("nowhere"), Answer(["skew"]), Answer("skew", texts={"other": "words"}), Answer(3)],
    "multi": [Answer(["nowhere"]), Answer("skew"), Answer(["skew"], special="dont_know")],
    "multi-search": [Answer(["nowhere"])],
    "matrix": [Answer({"nowhere": "1"}), Answer({"trust": "9"}), Answer([1])],
    "maxdiff": [Answer({"9": {"most": "skew", "least": "repeat"}}), Answer({"1": {"most": "skew"}}), Answer("skew")],
    "allocation": [Answer({"nowhere": 3}), Answer({"batch": 1.5}), Answer({"batch": -2})],
    "allocation-more": [Answer({"nowhere": 3})],
    "number": [Answer("many"), Answer(float("nan")), Answer(True), Answer(1e30)],
    "number-grid": [Answer({"batch": "many"}), Answer({"nowhere": 1})],
    "scale": [Answer("11"), Answer(3)],
    "text": [Answer("two\nlines"), Answer(3)],
    "ranking": [Answer(["nowhere"])],
    "info": [Answer("words")],
}


@pytest.mark.parametrize("name", BAD)
def test_what_no_line_says_cannot_be_typed(name: str) -> None:
    for answer in BAD[name]:
        with pytest.raises(CannotType, match="cannot be typed"):
            reply(PAGES[name], answer)


def test_an_answer_that_the_engine_will_refuse_can_be_typed() -> None:
    for name, answer in {
        "multi": Answer(["skew", "repeat", "libraries", "release"]),
        "ranking": Answer(["skew", "skew"]),
        "allocation": Answer({"batch": 3}),
        "number": Answer(12345),
        "maxdiff": Answer({"1": {"most": "skew", "least": "skew"}}),
    }.items():
        assert read(PAGES[name], reply(PAGES[name], answer)) == answer


def test_nothing_is_a_word_too() -> None:
    for name in KINDS:
        assert reply(PAGES[name], EMPTY) == [""] if name == "info" else ["skip"]


def _page(name: str) -> Page:
    return PAGES[name]
