"""How a persona answers a page."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from ...interview.answers import EMPTY, Answer
from ...interview.page import Choice, Page
from ...questionnaire.by_kind import by_kind_if_any
from ..replies import random_answer
from ..values import named, read_answer
from .format import PersonaSpec

Reply = Callable[[PersonaSpec, Page, Random], Answer | None]


def reply(persona: PersonaSpec, page: Page, random: Random) -> Answer:
    """Return the persona's answer to a page: what is stated of it, and at random what is not.

    What is stated goes by the page, or by its question. Where a stated answer does not fit the page as it is now, the
    session refuses it; the caller then skips.
    """
    stated = persona.answers.get(page.key, persona.answers.get(page.question))
    if stated is not None:
        return read_answer(page, stated)
    if page.shape == "info":
        return EMPTY
    if not page.required and random.random() < persona.skips:
        return EMPTY
    if page.specials and page.question not in persona.weights and random.random() < persona.specials:
        return Answer(special=random.choice(page.specials).id)
    for tendency in _TENDENCIES:
        answer = tendency(persona, page, random)
        if answer is not None:
            return answer
    return random_answer(page, random, skips=0, specials=0)


def _by_utility(persona: PersonaSpec, page: Page, random: Random) -> Answer | None:
    """Choose by random utility: the stated one, and Gumbel noise for each choice (McFadden 1974)."""
    utilities = persona.utilities.get(page.question)
    chooses = by_kind_if_any(_BY_UTILITY, page)
    return chooses(page, utilities, random) if utilities is not None and chooses is not None else None


def _noise(random: Random) -> float:
    return -math.log(-math.log(random.random() or 1e-300))


def _maxdiff(page: Page, utilities: Mapping[str, float], random: Random) -> Answer:
    """Mark in each set the best first, then the worst of the others, each by its own noise."""
    marks = {}
    for number, members in enumerate(page.sets, 1):
        most = max(members, key=lambda id_: utilities.get(id_, 0.0) + _noise(random))
        rest = [id_ for id_ in members if id_ != most]
        least = max(rest, key=lambda id_: _noise(random) - utilities.get(id_, 0.0))
        marks[str(number)] = {"most": most, "least": least}
    return Answer(marks)


def _ranking(page: Page, utilities: Mapping[str, float], random: Random) -> Answer:
    ids = [choice.id for choice in page.options]
    ids.sort(key=lambda id_: -utilities.get(id_, 0.0) - _noise(random))
    count = len(ids) if page.maximum is None else min(int(page.maximum), len(ids))
    return Answer(ids[:count]) if count else EMPTY


_BY_UTILITY: Mapping[str, Callable[[Page, Mapping[str, float], Random], Answer]] = {
    "maxdiff": _maxdiff,
    "ranking": _ranking,
}


def _straight(persona: PersonaSpec, page: Page, random: Random) -> Answer | None:
    """Give the same place of every list and scale."""
    if not persona.straight_line or page.shape not in ("single", "scale", "multi", "matrix"):
        return None
    if page.shape != "matrix":
        choice = _at(persona, page.options)
        if choice is None:
            return EMPTY
        return Answer([choice.id] if page.shape == "multi" else choice.id)
    several = len(page.scales) > 1 or any(scale.id for scale in page.scales)
    points = {scale.id: _at(persona, scale.points) for scale in page.scales}
    cells = {scale: [point.id] if page.multiple else point.id for scale, point in points.items() if point is not None}
    return Answer({row.id: dict(cells) if several else cells[""] for row in page.rows}) if page.rows else EMPTY


def _at(persona: PersonaSpec, choices: Sequence[Choice]) -> Choice | None:
    substantive = [choice for choice in choices if not choice.special]
    place = {"first": 0, "middle": len(substantive) // 2, "last": len(substantive) - 1}[persona.straight_line]
    return substantive[place] if substantive else None


def _weighted(persona: PersonaSpec, page: Page, random: Random) -> Answer | None:
    weights = persona.weights.get(page.question)
    chooses = by_kind_if_any(_WEIGHTED, page)
    return chooses(page, weights, random) if weights is not None and chooses is not None else None


def _drawn(choices: Sequence[Choice], weights: Mapping[str, float], random: Random) -> Choice | None:
    known = {named(choices, name): weight for name, weight in weights.items()}
    shares = [known.get(choice.id, 0.0) for choice in choices]
    return random.choices(choices, shares)[0] if sum(shares) > 0 else None


def _one(page: Page, weights: Mapping[str, float], random: Random) -> Answer | None:
    choice = _drawn((*page.options, *page.specials), weights, random)
    if choice is None:
        return None
    return Answer(special=choice.id) if choice.special else Answer(choice.id)


def _several(page: Page, weights: Mapping[str, float], random: Random) -> Answer | None:
    """Draw one after the other, without putting back, as many as a random answer would have."""
    wanted = random_answer(page, random, skips=0, specials=0)
    left, chosen = [choice for choice in page.options if not choice.exclusive], list[str]()
    for _ in wanted.value or ():
        choice = _drawn(left, weights, random)
        if choice is None:
            break
        left.remove(choice)
        chosen.append(choice.id)
    return Answer(chosen) if chosen and len(chosen) >= (page.minimum or 0) else None


def _points(page: Page, weights: Mapping[str, float], random: Random) -> Answer | None:
    several = len(page.scales) > 1 or any(scale.id for scale in page.scales)
    value: dict[str, Any] = {}
    for row in page.rows:
        cells = {}
        for scale in page.scales:
            point = _drawn(scale.points, weights, random)
            if point is None:
                return None
            cells[scale.id] = [point.id] if page.multiple else point.id
        value[row.id] = cells if several else cells[""]
    return Answer(value) if value else EMPTY


_WEIGHTED: Mapping[str, Callable[[Page, Mapping[str, float], Random], Answer | None]] = {
    "single": _one,
    "scale": _one,
    "multi": _several,
    "matrix": _points,
}


def _number(persona: PersonaSpec, page: Page, random: Random) -> Answer | None:
    wanted = persona.numbers.get(page.question)
    if wanted is None or page.shape not in ("number", "number_grid"):
        return None
    low = wanted.low if page.minimum is None else max(wanted.low, page.minimum)
    high = wanted.high if page.maximum is None else min(wanted.high, page.maximum)
    if high < low:
        return None

    def value() -> int | float:
        number = round(random.uniform(low, high), page.decimals)
        return number if page.decimals else int(number)

    return Answer(value() if page.shape == "number" else {row.id: value() for row in page.rows})


_TENDENCIES: tuple[Reply, ...] = (_by_utility, _weighted, _number, _straight)
"""What may decide an answer, in this order; the first that has something to say does."""
