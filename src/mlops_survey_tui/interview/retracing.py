"""A log gone through once more, entry by entry, with everything as it stood at each moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..questionnaire.model import Questionnaire
from .events import Event, EventKind
from .facts import Facts
from .world import World


def retrace(questionnaire: Questionnaire, seed: str, events: Iterable[Event]) -> Iterator[tuple[Event, World]]:
    """Yield each entry of a log with the world right after it; the world is one object that goes on changing."""
    facts = Facts()
    world = World(questionnaire, seed, facts)
    for event in events:
        facts.apply(event)
        if event.kind is EventKind.STARTED:
            world = World(questionnaire, seed, facts)
        else:
            world.take_in(event)
        yield event, world
