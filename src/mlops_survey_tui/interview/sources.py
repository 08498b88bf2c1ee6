"""Resolves where options, rows and loop items come from, into the items there are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..questionnaire.model import Draw, Loop, Option, Question, Source
from .keys import page_key
from .randomness import shuffled
from .wording import render

if TYPE_CHECKING:
    from .answers import Answer
    from .scope import Scope
    from .world import World


@dataclass(frozen=True, slots=True)
class Item:
    """An option, row or loop item as it is now, with its label written out.

    ``typed`` says that its words are, or may be, those of the respondent.
    """

    id: str
    label: str
    help: str = ""
    aliases: tuple[str, ...] = ()
    group: str = ""
    exclusive: bool = False
    text_limit: int = 0
    pinned: bool = False
    typed: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)


def resolve(world: World, sources: Sequence[Source], scope: Scope, purpose: str) -> list[Item]:
    """Return the items that sources give now, each id once; ``purpose`` names the random subset of ``show``."""
    items: dict[str, Item] = {}
    for number, source in enumerate(sources):
        if not world.holds(source.when, scope):
            continue
        given = {item.id: item for item in _ORIGINS[source.origin](world, source, scope)}
        found = [item for item in given.values() if item.id not in items] if items else list(given.values())
        if source.exclude or source.within:
            found = _filtered(world, source, scope, found)
        if source.show and source.show < len(found):
            pinned = world.facts.pins.shown.get(purpose.partition(":")[2], ())
            kept = {item.id for item in found if item.id in pinned}
            if len(kept) != source.show:
                kept = set(_first(pinned, [item.id for item in found], world.seed, purpose, number)[: source.show])
            found = [item for item in found if item.id in kept]
        for item in found:
            items[item.id] = item
    return list(items.values())


def _first(pinned: Sequence[str], ids: list[str], seed: str, purpose: str, number: int) -> list[str]:
    """Return ids in random order, behind those that are pinned."""
    ordered = shuffled(ids, seed, "show", purpose, str(number))
    return sorted(ordered, key=lambda id_: id_ not in pinned) if pinned else ordered


def _filtered(world: World, source: Source, scope: Scope, items: Iterable[Item]) -> list[Item]:
    excluded = _taken(world, source.exclude, source.exclude_depth, scope) if source.exclude else frozenset()
    within = world.questionnaire.members(source.within) if source.within else None
    return [item for item in items if item.id not in excluded and (within is None or item.id in within)]


def _taken(world: World, question: str, depth: int, scope: Scope) -> frozenset[str]:
    return frozenset(_chosen(world.effective.get(page_key(question, scope.path[:depth]))) or ())


def item_of(world: World, option: Option, scope: Scope, titles: Mapping[str, str] | None = None) -> Item:
    """Return an option with its label written out."""
    group = (titles or {}).get(option.group, "")
    label = option.label if isinstance(option.label, str) else render(world, option.label, scope)
    return Item(
        option.id, label, option.help, option.aliases, group,
        option.exclusive, option.text_limit, option.pinned, option.text_limit > 0, option.fields,
    )  # fmt: skip


def _own(world: World, source: Source, scope: Scope) -> list[Item]:
    assert source.option is not None
    return [item_of(world, source.option, scope)] if world.holds(source.option.when, scope) else []


def _fixed_lists(world: World) -> dict[str, list[Item]]:
    """Return the lists that are the same for everybody, made once for each questionnaire."""
    memory = world.questionnaire.memory
    if "fixed_lists" not in memory:
        memory["fixed_lists"] = {
            name: [item_of(world, option, world.root, found.groups) for option in found.options]
            for name, found in world.questionnaire.lists.items()
            if all(option.when is None and isinstance(option.label, str) for option in found.options)
        }
    fixed: dict[str, list[Item]] = memory["fixed_lists"]
    return fixed


def _list_items(world: World, name: str, scope: Scope) -> list[Item]:
    fixed = _fixed_lists(world)
    if name in fixed:
        return fixed[name]
    found = world.questionnaire.lists[name]
    return [item_of(world, option, scope, found.groups) for option in found.options if world.holds(option.when, scope)]


def _list(world: World, source: Source, scope: Scope) -> list[Item]:
    return _list_items(world, source.name, scope)


def _list_of(world: World, source: Source, scope: Scope) -> list[Item]:
    name = scope.field(source.name, source.field)
    return _list_items(world, name, scope) if name else []


def _draw(world: World, source: Source, scope: Scope) -> list[Item]:
    drawn = scope.named(source.name) or []
    pool = _drawn_from(world, world.questionnaire.draw_by_id[source.name], scope)
    return [pool[id_] for id_ in drawn if id_ in pool]


def _drawn_from(world: World, draw: Draw, scope: Scope) -> dict[str, Item]:
    """Return by id all that a draw may give; made once for each questionnaire if it is the same for everybody."""
    pools: dict[str, dict[str, Item] | None] = world.questionnaire.memory.setdefault("drawn_from", {})
    groups = [*(stratum.sources for stratum in draw.strata), draw.fill]
    if draw.id not in pools:
        fixed = all(is_fixed(world, source) for sources in groups for source in sources)
        pools[draw.id] = _united(world, draw, groups, scope) if fixed else None
    found = pools[draw.id]
    return _united(world, draw, groups, scope) if found is None else found


def _united(world: World, draw: Draw, groups: Sequence[Sequence[Source]], scope: Scope) -> dict[str, Item]:
    return {item.id: item for sources in groups for item in resolve(world, sources, scope, f"draw:{draw.id}")}


def _from(world: World, source: Source, scope: Scope) -> list[Item]:
    question = world.questionnaire.question_by_id[source.name]
    key = page_key(question.id, scope.path[: source.depth])
    if key not in world.pages.get(question.id, ()):
        return []
    pool = fixed_pool(world, question)
    if pool is None:
        pool = {item.id: item for item in shown_items(world, question, world.scope(key))}
    answer = world.effective.get(key)
    ids = _TAKES[source.take](answer, list(pool))
    return [_worded(pool[id_], answer) for id_ in ids if id_ in pool and (source.others or not pool[id_].typed)]


def fixed_pool(world: World, question: Question) -> dict[str, Item] | None:
    """Return by id what a question offers, if that is the same for everybody, made once for each questionnaire."""
    pools: dict[str, dict[str, Item] | None] = world.questionnaire.memory.setdefault("fixed_pools", {})
    if question.id not in pools:
        sources = (*question.options, *question.rows, *question.extra_rows)
        fixed = all(is_fixed(world, source) for source in sources)
        pools[question.id] = {i.id: i for i in shown_items(world, question, world.root)} if fixed else None
    return pools[question.id]


def is_fixed(world: World, source: Source) -> bool:
    """Whether a source gives the same items, in the same words, whatever was answered."""
    if source.when is not None or source.exclude or source.show:
        return False
    if source.origin == "own" and source.option is not None:
        return source.option.when is None and isinstance(source.option.label, str)
    return source.origin == "list" and source.name in _fixed_lists(world)


def is_steady(world: World, loop: Loop) -> bool:
    """Whether the items of a loop are the same objects until an answer changes that decides which there are."""
    known: dict[int, bool] = world.questionnaire.memory.setdefault("steady", {})
    if id(loop) not in known:
        chosen = loop.cap and loop.choose != "first"
        steady = all(is_fixed(world, source) or _carries_fixed(world, source) for source in loop.sources)
        known[id(loop)] = steady and not chosen
    return known[id(loop)]


def _carries_fixed(world: World, source: Source) -> bool:
    if source.origin != "from" or source.when is not None or source.exclude or source.show:
        return False
    return fixed_pool(world, world.questionnaire.question_by_id[source.name]) is not None


def _worded(item: Item, answer: Answer | None) -> Item:
    """Return an "other" entry that was chosen under the words typed for it, as an ordinary item."""
    if item.exclusive:
        item = replace(item, exclusive=False)
    if not item.text_limit or item.id not in (_chosen(answer) or ()):
        return item
    words = answer.texts.get(item.id, "") if answer is not None else ""
    return replace(item, label=words or item.label, text_limit=0)


def shown_items(world: World, question: Question, scope: Scope) -> list[Item]:
    """Return everything that a question offers: its options, or its rows and the rows that may be added."""
    purpose = page_key(question.id, scope.path)
    items = resolve(world, question.options, scope, f"options:{purpose}")
    items += resolve(world, question.rows, scope, f"rows:{purpose}")
    return items + resolve(world, question.extra_rows, scope, f"extra:{purpose}")


def _value(answer: Answer | None) -> Any:
    return answer.value if answer is not None and not answer.special else None


def _chosen(answer: Answer | None) -> Any:
    """Return the ids that an answer names, of one option as of many, or None where there is no answer."""
    value = _value(answer)
    return [value] if isinstance(value, str) else value


def _selected(answer: Answer | None, shown: list[str]) -> list[str]:
    chosen = frozenset(_chosen(answer) or ())
    return [id_ for id_ in shown if id_ in chosen]


def _unselected(answer: Answer | None, shown: list[str]) -> list[str]:
    if answer is not None and answer.special == "none":
        return shown
    chosen = _chosen(answer)
    return [id_ for id_ in shown if id_ not in chosen] if chosen is not None else []


def _ranked(answer: Answer | None, shown: list[str]) -> list[str]:
    return list(_value(answer) or [])


def _above_zero(answer: Answer | None, shown: list[str]) -> list[str]:
    value = _value(answer) or {}
    return [id_ for id_ in shown if value.get(id_)]


def _rows(answer: Answer | None, shown: list[str]) -> list[str]:
    value = _value(answer) or {}
    return [id_ for id_ in shown if id_ in value]


def _marked(mark: str) -> Callable[[Answer | None, list[str]], list[str]]:
    def take(answer: Answer | None, shown: list[str]) -> list[str]:
        return [marks[mark] for marks in (_value(answer) or {}).values() if mark in marks]

    return take


def _neither(answer: Answer | None, shown: list[str]) -> list[str]:
    value = _value(answer)
    if not value:
        return []
    marked = {option for marks in value.values() for option in marks.values()}
    return [id_ for id_ in shown if id_ not in marked]


_TAKES: dict[str, Callable[[Any, list[str]], list[str]]] = {
    "selected": _selected,
    "unselected": _unselected,
    "ranked": _ranked,
    "shown": lambda answer, shown: shown,
    "above_zero": _above_zero,
    "rows": _rows,
    "most": _marked("most"),
    "least": _marked("least"),
    "neither": _neither,
}

_ORIGINS: dict[str, Callable[[Any, Source, Any], list[Item]]] = {
    "own": _own,
    "list": _list,
    "list_of": _list_of,
    "draw": _draw,
    "from": _from,
}
