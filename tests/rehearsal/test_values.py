"""Answers as scripts write them: what is written is read back, labels do as well as ids, bad ones stay bad."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.checking import normalise
from mlops_survey_tui.interview.page import Choice, Page
from mlops_survey_tui.rehearsal.driver import drive
from mlops_survey_tui.rehearsal.replies import random_answer
from mlops_survey_tui.rehearsal.values import read_answer, write_answer
from tests.interview.surveys import begin, shipped


def _pages(name: str, seed: str) -> Iterator[tuple[Page, Answer]]:
    """Yield the pages of an interview with random answers."""
    random, found = Random(seed), list[tuple[Page, Answer]]()

    def reply(page: Page) -> Answer:
        consent = page.question == "consent"
        answer = Answer("yes") if consent else normalise(random_answer(page, random, specials=0.3))
        found.append((page, answer))
        return answer

    drive(begin(shipped(name), seed), reply)
    yield from found


@pytest.mark.parametrize("name", ["2026", "examples/coffee", "examples/workshop"])
@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_what_is_written_is_read_back(name: str, seed: str) -> None:
    for page, answer in _pages(name, seed):
        assert normalise(read_answer(page, write_answer(answer, page.kind))) == answer, page.key


def _labelled(value: Any, labels: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {labels.get(row, row): _labelled(cell, labels) for row, cell in value.items()}
    if isinstance(value, list):
        return [_labelled(one, labels) for one in value]
    return labels.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", ["examples/coffee", "examples/workshop"])
def test_labels_do_as_well_as_ids(name: str) -> None:
    for page, answer in _pages(name, "labels"):
        if page.kind in ("text", "long_text", "maxdiff") or not answer.value:
            continue
        choices = [*page.choices(), *(point for scale in page.scales for point in scale.points)]
        labels = {choice.id: f"  {choice.label.upper()} " for choice in choices}
        if len({label.strip() for label in labels.values()}) == len(labels):
            written = {"value": _labelled(answer.value, labels), "texts": _labelled(dict(answer.texts), {})}
            assert normalise(read_answer(page, written)) == answer, page.key


PAGE = Page(
    "q", "q", "single", "S", "Which?", options=(Choice("a", "Apple"), Choice("1", "One")),
    specials=(Choice("none", "None of these", special=True),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("a", Answer("a")),
        ("apple", Answer("a")),
        (1, Answer("1")),
        ("none", Answer(special="none")),
        ("None of these", Answer(special="none")),
        (None, EMPTY),
        ({"special": "none"}, Answer(special="none")),
        ({"value": "Apple", "texts": {"Apple": "red"}}, Answer("a", texts={"a": "red"})),
        ("pear", Answer("pear")),
        (["a"], Answer(["a"])),
    ],
)
def test_one_option_can_be_written_in_many_ways(written: Any, answer: Answer) -> None:
    assert read_answer(PAGE, written) == answer


def test_every_word_of_a_text_is_meant_literally() -> None:
    page = Page("q", "q", "text", "S", "Why?", specials=(Choice("none", "Nothing", special=True),))
    assert read_answer(page, "none") == Answer("none")
    assert read_answer(page, {"special": "none"}) == Answer(special="none")
    assert write_answer(Answer(special="none"), "text") == {"special": "none"}


def test_rows_that_are_called_like_the_parts_of_an_answer_stay_rows() -> None:
    rows = (Choice("value", "Value"), Choice("texts", "Texts"))
    page = Page("q", "q", "allocation", "S", "How much?", rows=rows, total=3)
    answer = Answer({"value": 1, "texts": 2})
    assert read_answer(page, write_answer(answer, "allocation")) == answer
