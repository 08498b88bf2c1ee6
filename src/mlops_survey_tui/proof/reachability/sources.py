"""Options, rows and loop items as literals: under which each of them is there (see ``interview.sources``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ...interview.keys import page_key
from ...questionnaire.model import Loop, Option, Source
from .formula import FALSE
from .trees import Place, holds_in
from .values import Given, Several, Single, Table, Value

if TYPE_CHECKING:
    from .encoding import Encoding


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may be offered: the literal under which it is, and what matters of it."""

    id: str
    present: int
    exclusive: bool = False
    typed: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)


def items_of(code: Encoding, sources: Sequence[Source], place: Place, purpose: str) -> dict[str, Item]:
    """Return everything that sources can give, each id once."""
    found: dict[str, Item] = {}
    for number, source in enumerate(sources):
        guard = holds_in(code, source.when, place)
        given = _ORIGINS[source.origin](code, source, place) if guard != FALSE else []
        given = [replace(item, present=code.formula.both(guard, item.present)) for item in given]
        given = _filtered(code, source, place, given, found)
        if source.show and source.show < len(given):
            given = _some(code, given, source.show, (purpose, place.path, number))
        for item in given:
            before = found.get(item.id)
            if before is not None:
                item = replace(before, present=code.formula.either(before.present, item.present))
            if item.present != FALSE:
                found[item.id] = item
    return found


def _filtered(
    code: Encoding, source: Source, place: Place, items: Sequence[Item], before: Mapping[str, Item]
) -> list[Item]:
    """Return the items without what is excluded, and without what stands there already."""
    within = code.members(source.within) if source.within else None
    kept = [item for item in items if within is None or item.id in within]
    taken: dict[str, int] = {id_: item.present for id_, item in before.items()}
    if source.exclude:
        chosen = chosen_in(code, code.given(source.exclude, place.path[: source.exclude_depth]))
        taken = {id_: code.formula.either(chosen.get(id_, FALSE), taken.get(id_, FALSE)) for id_ in {*chosen, *taken}}
    return [
        replace(item, present=code.formula.both(item.present, -taken.get(item.id, FALSE)))
        for item in {item.id: item for item in kept}.values()
    ]


def _some(code: Encoding, items: list[Item], count: int, purpose: tuple[Any, ...]) -> list[Item]:
    """Return a random subset as a free choice of so many items, or of all where there are fewer."""
    chosen = code.subset([(item.id, item.present) for item in items], count, purpose)
    return [replace(item, present=chosen[item.id]) for item in items]


def loop_items(code: Encoding, loop: Loop, place: Place, purpose: str) -> dict[str, Item]:
    """Return the items that a loop may run over, with its cap."""
    items = items_of(code, loop.sources, place, f"loop:{purpose}")
    if not loop.cap or len(items) <= loop.cap:
        return items
    in_order = all(source.take not in ("ranked", "most", "least") for source in loop.sources)
    if loop.choose == "first" and in_order:
        before: list[int] = []
        kept = {}
        for id_, item in items.items():
            room = -code.formula.at_least(before, loop.cap)
            kept[id_] = replace(item, present=code.formula.both(item.present, room))
            before.append(item.present)
        return kept
    pairs = [(item.id, item.present) for item in items.values()]
    chosen = code.subset(pairs, loop.cap, (f"loops:{purpose}", place.path, 0))
    return {id_: replace(item, present=chosen[id_]) for id_, item in items.items()}


def _of_option(code: Encoding, option: Option, place: Place) -> Item:
    present = holds_in(code, option.when, place)
    return Item(option.id, present, option.exclusive, option.text_limit > 0, option.fields)


def _own(code: Encoding, source: Source, place: Place) -> list[Item]:
    assert source.option is not None
    return [_of_option(code, source.option, place)]


def _of_list(code: Encoding, name: str, place: Place) -> list[Item]:
    return [_of_option(code, option, place) for option in code.questionnaire.lists[name].options]


def _list(code: Encoding, source: Source, place: Place) -> list[Item]:
    return _of_list(code, source.name, place)


def _list_of(code: Encoding, source: Source, place: Place) -> list[Item]:
    name = place.fields.get(source.name, {}).get(source.field)
    return _of_list(code, str(name), place) if name else []


def _draw(code: Encoding, source: Source, place: Place) -> list[Item]:
    drawn = code.named(source.name, place)
    draw = code.questionnaire.draw_by_id[source.name]
    pool: dict[str, Item] = {}
    for sources in (*(stratum.sources for stratum in draw.strata), draw.fill):
        pool.update(items_of(code, sources, place, f"draw:{draw.id}"))
    members = drawn.members if isinstance(drawn, Several) else {}
    return [replace(item, present=members.get(id_, FALSE)) for id_, item in pool.items()]


def _from(code: Encoding, source: Source, place: Place) -> list[Item]:
    key_path = place.path[: source.depth]
    question = code.questionnaire.question_by_id[source.name]
    shown = code.page_shown(question.id, key_path)
    if shown == FALSE:
        return []
    pool = code.offered(question.id, key_path)
    given = code.given(question.id, key_path)
    taken = {
        id_: code.formula.both(shown, item.present, _taken(code, source.take, given, item))
        for id_, item in pool.items()
        if source.others or not item.typed
    }
    return [replace(pool[id_], present=present, exclusive=False) for id_, present in taken.items()]


def _taken(code: Encoding, take: str, given: Given, item: Item) -> int:
    """Return the literal under which an item that was shown is carried forward."""
    formula = code.formula
    if take == "shown":
        return item.present
    if take in ("most", "least"):
        return given.marks.get((take, item.id), FALSE)
    if take == "neither":
        marked = [literal for (_, id_), literal in given.marks.items() if id_ == item.id]
        return formula.both(given.value.present, -formula.any_of(marked))
    if take == "above_zero":
        return _above_zero(code, given.value, item.id)
    chosen = chosen_in(code, given).get(item.id, FALSE)
    if take == "unselected":
        return formula.either(formula.both(given.value.present, -chosen), given.specials.get("none", FALSE))
    return chosen


def _above_zero(code: Encoding, value: Value, row: str) -> int:
    cell = value.rows.get(row) if isinstance(value, Table) else None
    if not isinstance(cell, Single):
        return FALSE
    return code.formula.any_of(literal for number, literal in cell.cells.items() if number != 0)


def chosen_in(code: Encoding, given: Given) -> Mapping[str, int]:
    """Return the ids that an answer names: options chosen, or rows that were filled in."""
    value = given.value
    if isinstance(value, Single):
        return {str(id_): literal for id_, literal in value.cells.items()}
    if isinstance(value, Several):
        return value.members
    if isinstance(value, Table):
        return {row: code.cell_present(cell) for row, cell in value.rows.items()}
    return {}


_ORIGINS = {"own": _own, "list": _list, "list_of": _list_of, "draw": _draw, "from": _from}

__all__ = ["Item", "chosen_in", "items_of", "loop_items", "page_key"]
