"""Strategies for valid answers to the sample pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Choice, Page

PLAIN = st.characters(exclude_categories=["Cs", "Cc"])
Answers = st.SearchStrategy[Answer]


def _with_texts(page: Page, value: Any, chosen: list[str]) -> Answers:
    choices = {choice.id: choice for choice in page.choices()}
    asking = [id for id in chosen if choices[id].text_limit]
    texts = {id: st.text(PLAIN, min_size=1, max_size=choices[id].text_limit) for id in asking}
    return st.fixed_dictionaries({}, optional=texts).map(lambda said: Answer(value, texts=said))


def _one(page: Page) -> Answers:
    return st.sampled_from(page.options).flatmap(lambda choice: _with_texts(page, choice.id, [choice.id]))


def _several(page: Page) -> Answers:
    free = [choice.id for choice in page.options if not choice.exclusive]
    most = int(page.maximum) if page.maximum else len(free)
    lists = st.lists(st.sampled_from(free), min_size=1, max_size=most, unique=True)
    return lists.flatmap(lambda chosen: _with_texts(page, chosen, chosen))


def _subset(choices: tuple[Choice, ...], value: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from([choice.id for choice in choices]), value, min_size=1)


def _matrix(page: Page) -> Answers:
    points: Any = st.sampled_from([point.id for point in page.scales[0].points])
    if page.multiple:
        free = [point.id for point in page.scales[0].points if not point.special]
        points = st.lists(st.sampled_from(free), min_size=1, unique=True) | st.just(["not_applicable"])
    if len(page.scales) > 1:
        by_scale = {scale.id: st.sampled_from([point.id for point in scale.points]) for scale in page.scales}
        points = st.fixed_dictionaries({}, optional=by_scale).filter(bool)
    return _subset(page.rows, points).flatmap(lambda value: _with_texts(page, value, list(value)))


def _maxdiff(page: Page) -> Answers:
    pairs = {
        str(number): st.permutations(ids).map(lambda order: {"most": order[0], "least": order[1]})
        for number, ids in enumerate(page.sets, start=1)
    }
    return st.fixed_dictionaries({}, optional=pairs).filter(bool).map(Answer)


def _allocation(page: Page) -> Answers:
    total = page.total or 0
    ids = [choice.id for choice in page.rows] + [choice.id for choice in page.extra_rows[: page.extra_limit]]

    def split(cuts: list[int]) -> dict[str, int]:
        borders = [0, *sorted(cuts), total]
        return {id: borders[at + 1] - borders[at] for at, id in enumerate(ids)}

    values = st.lists(st.integers(0, total), min_size=len(ids) - 1, max_size=len(ids) - 1).map(split)
    return values.flatmap(lambda value: _with_texts(page, value, [id for id, number in value.items() if number]))


def _number(page: Page) -> Answers:
    low, high = int(page.minimum or 0), int(page.maximum or 0)
    if not page.decimals:
        return st.integers(low, high).map(Answer)
    return st.integers(low * 100, high * 100).map(lambda hundredths: Answer(hundredths / 100))


def _number_grid(page: Page) -> Answers:
    values = _subset(page.rows, st.integers(0, 200))
    return values.flatmap(lambda value: _with_texts(page, value, [id for id, number in value.items() if number]))


def _text(page: Page) -> Answers:
    return st.text(PLAIN, min_size=1, max_size=page.text_limit).map(Answer)


_BY_KIND: Mapping[str, Callable[[Page], Answers]] = {
    "info": lambda page: st.just(Answer()),
    "single": _one,
    "scale": _one,
    "multi": _several,
    "ranking": _several,
    "matrix": _matrix,
    "maxdiff": _maxdiff,
    "allocation": _allocation,
    "number": _number,
    "number_grid": _number_grid,
    "text": _text,
    "long_text": _text,
}


def answers_to(page: Page) -> Answers:
    """Return valid answers: none, a special answer, or a value of the kind."""
    specials = [st.just(Answer(special=choice.id)) for choice in page.specials]
    return st.one_of(st.just(Answer()), *specials, _BY_KIND[page.kind](page))
