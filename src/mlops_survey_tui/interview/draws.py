"""What is decided by chance: items, numbers, letters, one of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..questionnaire.model import Draw
from .randomness import below, shuffled
from .sources import resolve

if TYPE_CHECKING:
    from .scope import Scope
    from .world import World

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def prefer(ids: list[str], take: int, seed: str, purpose: str, history: list[str]) -> list[str]:
    """Return ``take`` of the ids: those drawn before first, in the order of their first draw, then by chance.

    So an item that is ticked later never pushes out one that was asked about already, and one that is unticked
    and ticked again comes back with its answers.
    """
    before = [id_ for id_ in history if id_ in ids]
    fresh = shuffled((id_ for id_ in ids if id_ not in before), seed, "draw", purpose)
    return (before + fresh)[:take]


def draw_value(world: World, draw: Draw, scope: Scope, purpose: str) -> Any:
    """Return what a draw yields now, or None while what it depends on is unknown.

    Items come in the order of their sources.
    """
    if not world.holds(draw.when, scope):
        return None
    if draw.form == "letter":
        return LETTERS[below(len(LETTERS), world.seed, "draw", purpose)]
    if draw.form == "one_of":
        return draw.values[below(len(draw.values), world.seed, "draw", purpose)]
    if draw.form == "number":
        low, high = bounds(world, draw, scope)
        if low is None or high is None or high < low:
            return None
        return low + below(high - low + 1, world.seed, "draw", purpose, str(low), str(high))
    return _items(world, draw, scope, purpose)


def bounds(world: World, draw: Draw, scope: Scope) -> tuple[int | None, int | None]:
    """Return the least and the largest value of a drawn number."""
    low, high = (world.closure(tree)(scope) if tree else None for tree in (draw.low, draw.high))
    return (None if low is None else int(low), None if high is None else int(high))


def _items(world: World, draw: Draw, scope: Scope, purpose: str) -> list[str]:
    history = world.facts.draw_history.get(purpose, [])
    chosen: list[str] = []
    order: list[str] = []
    parts = [(stratum.sources, stratum.take) for stratum in draw.strata] + [(draw.fill, draw.total)]
    for number, (sources, take) in enumerate(parts):
        ids = [item.id for item in resolve(world, sources, scope, f"draw:{draw.id}")]
        order += [id_ for id_ in ids if id_ not in order]
        left = min(take, draw.total - len(chosen))
        candidates = [id_ for id_ in ids if id_ not in chosen]
        chosen += prefer(candidates, max(0, left), world.seed, f"{purpose}:{number}" if number else purpose, history)
    return [id_ for id_ in order if id_ in chosen]


def probability(world: World, draw: Draw, scope: Scope) -> float:
    """Return the chance that each possible outcome had of being drawn (for items: of each being included)."""
    if draw.form == "letter":
        return 1 / len(LETTERS)
    if draw.form == "one_of":
        return 1 / len(draw.values)
    if draw.form == "number":
        low, high = bounds(world, draw, scope)
        return 1 / (high - low + 1) if low is not None and high is not None else 1.0
    pool = {i.id for s in draw.strata for i in resolve(world, s.sources, scope, f"draw:{draw.id}")}
    pool |= {i.id for i in resolve(world, draw.fill, scope, f"draw:{draw.id}")}
    return min(1.0, draw.total / len(pool)) if pool else 1.0
