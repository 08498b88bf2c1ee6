"""What decides whether a page offers an option or a row."""

from __future__ import annotations

from collections.abc import Iterator

from ...interview.scope import Scope
from ...interview.sources import resolve
from ...interview.world import World
from ...questionnaire.model import Question, Source
from ...questionnaire.offerings import offered
from .causes import Cause, source_in_words
from .parts import Part, parts_of, said


def parts_offering(question: Question) -> dict[str, tuple[Source, ...]]:
    """Return the parts of a question that offer something, by their name on the page."""
    return {"options": question.options, "rows": question.rows, "extra": question.extra_rows}


def causes_of_choice(world: World, question: Question, key: str, choice: str) -> Iterator[Cause]:
    """Yield what decides about an option or row of a page that is on the path, source by source."""
    scope = world.scope(key)
    for name, sources in parts_offering(question).items():
        if choice not in offered(world.questionnaire, sources):
            continue
        shown = {item.id for item in resolve(world, sources, scope, f"{name}:{key}")}
        for source in sources:
            if choice in offered(world.questionnaire, (source,)):
                yield _of_source(world, scope, source, choice, choice in shown)


def _of_source(world: World, scope: Scope, source: Source, choice: str, shown: bool) -> Cause:
    """Return what a source says about one of the choices that it can give."""
    parts = [*source_in_words(world, scope, source), *_own_condition(world, scope, source, choice)]
    if source.exclude:
        parts.append(Part(f"without what was chosen at {source.exclude}", "", 0, (said(world, source.exclude),)))
    if source.within:
        parts.append(Part(f"only members of {source.within}", choice in world.questionnaire.members(source.within)))
    if source.show:
        parts.append(Part(f"only {source.show} of them, by chance", ""))
    own = source.origin == "own"
    return Cause(f"option '{choice}'" if own else f"'{choice}' comes from {parts[0].text}", shown, tuple(parts[own:]))


def _own_condition(world: World, scope: Scope, source: Source, choice: str) -> Iterator[Part]:
    option = source.option
    if source.origin == "list":
        options = world.questionnaire.lists[source.name].options
        option = next((found for found in options if found.id == choice), None)
    if option is not None and option.when is not None:
        yield from parts_of(world, scope, option.when)
