"""What decides whether a page is on the path, from the outside to the inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...interview.keys import page_key
from ...interview.scope import Scope
from ...interview.world import World
from ...questionnaire.conditions.tree import Tree
from ...questionnaire.model import Loop, Question, Section, Source
from .modules import module_cause
from .parts import Part, parts_of, said


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that decides: what it is, whether it lets through (None: not known yet), and its parts if any.

    What is ``minor`` is worth saying only while it does not let through.
    """

    what: str
    holds: bool | None
    parts: tuple[Part, ...] = ()
    minor: bool = False


def causes_of_section(world: World, section: Section) -> Iterator[Cause]:
    """Yield what decides about a section, as far as it can be looked at."""
    if section.module:
        yield Cause(*module_cause(world, section))
    yield from causes_of_condition(world, world.root, section.when, f"section {section.id}")
    if section.loop is not None:
        yield causes_of_loop(world, world.root, section.loop, section.id, "")


def causes_of_page(world: World, question: Question, path: tuple[str, ...]) -> Iterator[Cause]:
    """Yield what decides about a question, for one item of the loops around it or for any."""
    section = world.questionnaire.section_by_id[question.section]
    if not world.included(question.id):
        yield Cause(f"only the sections {', '.join(world.facts.sections)} were chosen", False)
    yield from causes_of_section(world, section)
    outer = _outer(world, section, path)
    if outer is None:
        yield Cause("there is no pass of the section to look at", None)
        return
    if section.loop is not None and path[:1] and path[:1] not in world.shown.get(section.id, ()):
        yield Cause(f"the section has no pass for '{path[0]}'", False)
    inner = outer
    if question.loop is not None:
        wanted = path[-1] if len(path) > len(outer.path) else ""
        purpose = page_key(question.id, outer.path)
        loop_cause = causes_of_loop(world, outer, question.loop, purpose, wanted)
        yield loop_cause
        item = wanted or next((item.id for item in world.loop_items(question.loop, outer, purpose)), "")
        if not item:
            return
        inner = world.scope(page_key(question.id, (*outer.path, item)))
    yield from causes_of_condition(world, inner, question.when, f"question {question.id}")
    if question.varies and (question.options or question.rows) and not world.has_choices(question, inner):
        yield Cause("there is nothing to choose from", False, tuple(sources_in_words(world, inner, question)))


def _outer(world: World, section: Section, path: tuple[str, ...]) -> Scope | None:
    """Return the names inside the wanted pass of a section, or inside its first; None where it has no pass."""
    if section.loop is None:
        return world.root
    first = next(iter(world.shown.get(section.id, ())), ())
    chosen = path[:1] or first
    return world.section_scope(section, chosen) if chosen else None


def causes_of_condition(world: World, scope: Scope, tree: Tree | None, what: str) -> Iterator[Cause]:
    """Yield the jumps that pass over something, and its condition."""
    jumps, rest = _jumps_of(tree)
    for jump in jumps:
        yield _jump_cause(world, scope, jump)
    if rest is not None:
        parts = tuple(parts_of(world, scope, rest))
        yield Cause(f"the condition of {what}", parts[0].value, parts)


def _jumps_of(tree: Tree | None) -> tuple[list[Tree], Tree | None]:
    """Return what ``skip_to`` and ``end`` of options made of a condition, and the condition as written."""
    if tree is None:
        return [], None
    parts = tree[1:] if tree[0] == "and" and tree[1][0] == "not_true" else [tree]
    jumps = [part for part in parts if part[0] == "not_true"]
    return jumps, next((part for part in parts if part[0] != "not_true"), None)


def _jump_cause(world: World, scope: Scope, jump: Tree) -> Cause:
    """Return whether an option that leads past this was chosen."""
    operands = jump[1][1:]
    question = next(part for part in operands if part[0] == "answer")
    option = next(part[1] for part in operands if part[0] == "const")
    holds = world.closure(jump)(scope) is True
    reads = (said(world, page_key(question[1], scope.path[: question[2]])),)
    what = f"option '{option}' of {question[1]}, which leads past this, was {'not ' if holds else ''}chosen"
    return Cause(what, holds, (Part(f"{option!r} at {question[1]}", "", 0, reads),), minor=True)


def causes_of_loop(world: World, scope: Scope, loop: Loop, purpose: str, item: str) -> Cause:
    """Return what a loop runs over now, and whether the wanted item is among it."""
    items = [found.id for found in world.loop_items(loop, scope, purpose)]
    over = f"the loop over {loop.name} has {', '.join(items) if items else 'no items'}"
    capped = f", at most {loop.cap}" if loop.cap else ""
    parts = tuple(part for source in loop.sources for part in source_in_words(world, scope, source))
    if item and item not in items:
        return Cause(f"{over}{capped}, and not '{item}'", False, parts)
    return Cause(f"{over}{capped}", bool(items), () if items else parts)


def sources_in_words(world: World, scope: Scope, question: Question) -> Iterator[Part]:
    """Yield where the options or rows of a question come from now."""
    for source in question.options or question.rows:
        yield from source_in_words(world, scope, source)


def source_in_words(world: World, scope: Scope, source: Source) -> Iterator[Part]:
    """Yield a source, with its condition, and what it carries from."""
    reads: tuple[str, ...] = ()
    if source.origin == "from":
        reads = (said(world, page_key(source.name, scope.path[: source.depth])),)
    elif source.origin == "draw":
        drawn = scope.named(source.name)
        reads = (f"{source.name} {'is not drawn yet' if drawn is None else f'drew {drawn}'}",)
    yield Part(source_name(source), "", 0, reads)
    if source.when is not None:
        yield from parts_of(world, scope, source.when, 1)


def source_name(source: Source) -> str:
    """Return where a source takes its items from, in words."""
    own = f"option '{source.option.id}'" if source.option is not None else ""
    names = {
        "own": own,
        "list": f"list {source.name}",
        "list_of": f"list named by {source.name}.{source.field}",
        "from": f"what was {source.take.replace('_', ' ')} at {source.name}",
        "draw": f"draw {source.name}",
    }
    return names[source.origin]
