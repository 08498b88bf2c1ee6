"""Random valid answers, one function a kind, found by registration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from ..interview.answers import EMPTY, Answer
from ..interview.page import Choice, Page
from ..questionnaire.by_kind import by_kind

Simulate = Callable[[Page, Random], Answer]
SIMULATE: dict[str, Simulate] = {}


def register(*kinds: str) -> Callable[[Simulate], Simulate]:
    """Register a function that answers pages of these kinds."""

    def add(function: Simulate) -> Simulate:
        SIMULATE.update(dict.fromkeys(kinds, function))
        return function

    return add


def random_answer(page: Page, random: Random, skips: float = 0.1, specials: float = 0.1) -> Answer:
    """Return a valid answer; with these probabilities none at all, or a special answer."""
    luck = random.random()
    if luck < skips and not page.required:
        return EMPTY
    if luck < skips + specials and page.specials:
        return Answer(special=random.choice(page.specials).id)
    return by_kind(SIMULATE, page)(page, random)


def _with_words(chosen: Sequence[Choice], random: Random) -> dict[str, str]:
    asked = [choice for choice in chosen if choice.text_limit and random.random() < 0.8]
    return {choice.id: "something else"[: choice.text_limit] for choice in asked}


@register("info")
def _info(page: Page, random: Random) -> Answer:
    return EMPTY


@register("single", "scale")
def _single(page: Page, random: Random) -> Answer:
    if not page.options:
        return EMPTY
    chosen = random.choice(page.options)
    return Answer(chosen.id, texts=_with_words([chosen], random))


@register("multi")
def _multi(page: Page, random: Random) -> Answer:
    exclusive = [choice for choice in page.options if choice.exclusive]
    if exclusive and random.random() < 0.1 and (page.minimum or 0) <= 1:
        return Answer([random.choice(exclusive).id])
    free = [choice for choice in page.options if not choice.exclusive]
    most = min(len(free), int(page.maximum or 6), 12)
    least = min(most, max(1, int(page.minimum or 0)))
    if most < max(1, int(page.minimum or 0)):
        return EMPTY
    chosen = random.sample(free, random.randint(least, most))
    return Answer([choice.id for choice in chosen], texts=_with_words(chosen, random))


@register("ranking")
def _ranking(page: Page, random: Random) -> Answer:
    count = len(page.options) if page.maximum is None else min(int(page.maximum), len(page.options))
    chosen = random.sample(page.options, count)
    return Answer([choice.id for choice in chosen], texts=_with_words(chosen, random)) if chosen else EMPTY


@register("maxdiff")
def _maxdiff(page: Page, random: Random) -> Answer:
    marks = {}
    for number, members in enumerate(page.sets, 1):
        most, least = random.sample(members, 2)
        marks[str(number)] = {"most": most, "least": least}
    return Answer(marks)


@register("matrix")
def _matrix(page: Page, random: Random) -> Answer:
    def points(choices: Sequence[Choice]) -> object:
        chosen = random.choice(choices).id
        return [chosen] if page.multiple else chosen

    several = len(page.scales) > 1 or bool(page.scales[0].id)
    rows = {
        row.id: {scale.id: points(scale.points) for scale in page.scales} if several else points(page.scales[0].points)
        for row in page.rows
        if page.required or random.random() < 0.9
    }
    return Answer(rows) if rows else EMPTY


@register("allocation")
def _allocation(page: Page, random: Random) -> Answer:
    if page.total is None or not page.rows:
        return EMPTY
    total = random.randint(0, page.total) if page.at_most else page.total
    rows = [row.id for row in page.rows]
    added = [row.id for row in page.extra_rows]
    rows += random.sample(added, min(len(added), random.randint(0, page.extra_limit)))
    cuts = sorted(random.randint(0, total) for _ in rows[1:])
    shares = [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]
    return Answer(dict(zip(rows, shares, strict=True)))


def _number_value(page: Page, random: Random) -> int:
    low, high = int(page.minimum or 0), int(page.maximum or 100)
    return random.randint(low, min(high, low + 20))


@register("number")
def _number(page: Page, random: Random) -> Answer:
    return Answer(_number_value(page, random))


@register("number_grid")
def _number_grid(page: Page, random: Random) -> Answer:
    rows = {row.id: _number_value(page, random) for row in page.rows if random.random() < 0.5}
    return Answer(rows) if rows else EMPTY


@register("text", "long_text")
def _text(page: Page, random: Random) -> Answer:
    return Answer(random.choice(("a few words", "[/] and {braces}", "ünïcödé 東京"))[: page.text_limit])
