"""What is decided by chance: items, numbers, letters, one of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..questionnaire.model import Draw, Source
from .randomness import below, shuffled
from .sources import resolve

if TYPE_CHECKING:
    from .scope import Scope
    from .world import World

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Part:
    """What one stratum (or the filling up) of a draw gave: the items, and the chance that each had."""

    items: tuple[str, ...]
    probabilities: Mapping[str, float]
    pool: tuple[str, ...]


def prefer(ids: Sequence[str], take: int, seed: str, purpose: str, history: Sequence[str]) -> list[str]:
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
    pinned = world.facts.pins.draws.get(purpose)
    if draw.form == "letter":
        if isinstance(pinned, str) and pinned in tuple(LETTERS):
            return pinned
        return LETTERS[below(len(LETTERS), world.seed, "draw", purpose)]
    if draw.form == "one_of":
        if pinned in draw.values:
            return pinned
        return draw.values[below(len(draw.values), world.seed, "draw", purpose)]
    if draw.form == "number":
        low, high = bounds(world, draw, scope)
        if low is None or high is None or high < low:
            return None
        if type(pinned) is int and low <= pinned <= high:
            return pinned
        return low + below(high - low + 1, world.seed, "draw", purpose, str(low), str(high))
    parts = draw_parts(world, draw, scope, purpose)
    chosen = {id_ for part in parts for id_ in part.items}
    return [id_ for id_ in dict.fromkeys(id_ for part in parts for id_ in part.pool) if id_ in chosen]


def bounds(world: World, draw: Draw, scope: Scope) -> tuple[int | None, int | None]:
    """Return the least and the largest value of a drawn number."""
    low, high = (world.closure(tree)(scope) if tree else None for tree in (draw.low, draw.high))
    return (None if low is None else int(low), None if high is None else int(high))


def draw_parts(world: World, draw: Draw, scope: Scope, purpose: str) -> list[Part]:
    """Return what each stratum gives, and last what fills up to the total. Each part keeps what it gave before."""
    parts: list[Part] = []
    taken: list[str] = []
    wanted = [(stratum.sources, stratum.take) for stratum in draw.strata] + [(draw.fill, draw.total)]
    for number, (sources, take) in enumerate(wanted):
        shares = _pool(world, sources, scope, f"draw:{draw.id}")
        candidates = [id_ for id_ in shares if id_ not in taken]
        left = max(0, min(take, draw.total - len(taken)))
        part_purpose = f"{purpose}:{number}" if number else purpose
        pinned = world.facts.pins.draws.get(purpose)
        drawn = world.facts.draw_history.get(f"{purpose}#{number}", [])
        history = pinned if isinstance(pinned, list) and pinned else drawn
        chosen = prefer(candidates, left, world.seed, part_purpose, history)
        chance = min(1.0, left / len(candidates)) if candidates else 1.0
        probabilities = {id_: round(chance * shares[id_], 6) for id_ in chosen}
        parts.append(Part(tuple(chosen), probabilities, tuple(shares)))
        taken += chosen
    return parts


def _pool(world: World, sources: Sequence[Source], scope: Scope, purpose: str) -> dict[str, float]:
    """Return the items of sources, each with the chance that a source which shows only some showed it."""
    shares: dict[str, float] = {item.id: 1.0 for item in resolve(world, sources, scope, purpose)}
    for source in sources:
        if source.show:
            whole = [item.id for item in resolve(world, [replace(source, show=0)], scope, purpose)]
            share = min(1.0, source.show / len(whole)) if whole else 1.0
            shares.update({id_: share for id_ in whole if id_ in shares})
    return shares


def drawn_data(world: World, draw: Draw, scope: Scope, purpose: str, value: Any) -> dict[str, Any]:
    """Return what is recorded of a draw: its value, and the chance that it had (of items: each item, by part)."""
    data: dict[str, Any] = {"draw": purpose, "value": value}
    if draw.form == "letter":
        return data | {"probability": round(1 / len(LETTERS), 6)}
    if draw.form == "one_of":
        return data | {"probability": round(1 / len(draw.values), 6)}
    if draw.form == "number":
        low, high = bounds(world, draw, scope)
        return data | {"probability": round(1 / ((high or 0) - (low or 0) + 1), 6)}
    parts = draw_parts(world, draw, scope, purpose)
    probabilities = {id_: chance for part in parts for id_, chance in part.probabilities.items()}
    return data | {"parts": [list(part.items) for part in parts], "probabilities": probabilities}
