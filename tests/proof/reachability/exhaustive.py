"""Every interview of a small questionnaire, one by one on the engine: what proofs are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, permutations, product

from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.pins import NO_PINS, Pins
from mlops_survey_tui.proof.reachability.target import Target, seen_in
from mlops_survey_tui.proof.reachability.trace import Trace, walked
from mlops_survey_tui.questionnaire.model import Draw, Questionnaire


def every_answer(page: Page) -> list[Answer]:
    """Return every answer to a page that differs in value; none at all is the first of them."""
    found = [EMPTY]
    found += [Answer(special=choice.id) for choice in page.specials]
    ids = [choice.id for choice in page.options]
    rows = [choice.id for choice in page.all_rows]
    if page.kind in ("single", "scale"):
        found += [Answer(id_) for id_ in ids]
    elif page.kind == "multi":
        subsets = chain.from_iterable(combinations(ids, size) for size in range(1, len(ids) + 1))
        found += [Answer(list(subset)) for subset in subsets]
    elif page.kind == "ranking":
        orders = chain.from_iterable(permutations(ids, size) for size in range(1, len(ids) + 1))
        found += [Answer(list(order)) for order in orders]
    elif page.kind == "number":
        found += [Answer(number) for number in range(int(page.minimum or 0), int(page.maximum or 0) + 1)]
    elif page.kind == "matrix":
        points = [point.id for point in page.scales[0].points]
        cells = product((*points, None), repeat=len(rows))
        found += [Answer({r: c for r, c in zip(rows, cell, strict=True) if c}) for cell in cells if any(cell)]
    elif page.kind == "allocation":
        numbers = product(range((page.total or 2) + 1), repeat=len(rows))
        found += [Answer(dict(zip(rows, each, strict=True))) for each in numbers]
    elif page.kind == "text":
        found.append(Answer("words"))
    return found


def every_interview(questionnaire: Questionnaire, pins: Pins = NO_PINS) -> Iterator[Trace]:
    """Walk every forward interview; a refused answer ends one, and counts as one."""
    choices: list[int] = []
    while True:
        taken: list[int] = []
        sizes: list[int] = []

        def reply(
            page: Page, choices: list[int] = choices, taken: list[int] = taken, sizes: list[int] = sizes
        ) -> Answer:
            answers = every_answer(page)
            place = len(taken)
            taken.append(choices[place] if place < len(choices) else 0)
            sizes.append(len(answers))
            return answers[taken[-1]]

        yield walked(questionnaire, reply, "exhaustive", pins)
        while taken and taken[-1] + 1 >= sizes[len(taken) - 1]:
            taken.pop()
        if not taken:
            return
        choices = [*taken[:-1], taken[-1] + 1]


def every_chance(questionnaire: Questionnaire) -> list[Pins]:
    """Return every outcome of the draws of one value and of items."""
    outcomes = [[(draw.id, value) for value in _values(draw)] for draw in questionnaire.draws]
    return [Pins(draws=dict(combination)) for combination in product(*outcomes)]


def _values(draw: Draw) -> list[object]:
    if draw.form == "one_of":
        return list(draw.values)
    ids = [source.option.id for stratum in draw.strata for source in stratum.sources if source.option is not None]
    return [list(order) for order in permutations(ids)] if ids else [["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"]]


def everything_seen(questionnaire: Questionnaire) -> set[Target]:
    """Return every target that any interview reaches."""
    seen: set[Target] = set()
    for pins in every_chance(questionnaire):
        for trace in every_interview(questionnaire, pins):
            seen |= seen_in(trace)
    return seen
