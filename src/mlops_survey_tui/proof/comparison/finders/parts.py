"""Changes of what a question offers: options, rows, points of scales and loop items, and the order they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ....questionnaire.model import Option, Question, Questionnaire, Source
from ..change import ADDED, ALTERED, REMOVED, REORDERED, REWORDED, Change, Pair, Touch
from ..origins import (
    COLUMNS,
    ITEMS,
    OPTIONS,
    ROWS,
    Origin,
    Owner,
    fields_of,
    origins_of,
    own_origins,
    sources_of,
)
from ..trees import canonical, condition_text, wording


def parts(pair: Pair) -> Iterator[Touch]:
    """Yield options, rows, points and items that came, went, or have other words, attributes or places."""
    fields = dict.fromkeys(fields_of(pair.old))
    for field, scale in fields:
        if (field, scale) in fields_of(pair.new):
            yield from _Compared(pair, field, scale).touches()


class _Compared:
    """One field of a question in both editions."""

    def __init__(self, pair: Pair, field: str, scale: str) -> None:
        self.pair, self.field, self.scale = pair, field, scale
        self.old = origins_of(pair.before, pair.old, field, scale)
        self.new = origins_of(pair.after, pair.new, field, scale)

    def touches(self) -> Iterator[Touch]:
        for id_, origin in self.old.items():
            if id_ not in self.new:
                owner, field = self._written_at(origin, self.pair.after)
                yield self._touch(owner, field, REMOVED, id_, old=wording(origin.option.label))
        for id_, origin in self.new.items():
            if id_ not in self.old:
                owner, field = self._written_at(origin, self.pair.before)
                yield self._touch(owner, field, ADDED, id_, new=wording(origin.option.label))
            else:
                yield from self._attributes(id_, self.old[id_], origin)
        if self._fixed_order():
            yield from self._order()

    def _touch(self, owner: Owner, field: str, form: str, part: str, old: str = "", new: str = "") -> Touch:
        scale = f"scale '{self.scale}'" if self.scale and owner == self.pair.owner else ""
        if field == ITEMS:
            field = "sampling" if owner.sort == "draw" else "base"
        return Touch(Change(owner, field, form, part, scale, old, new), self.field)

    def _written_at(self, origin: Origin, other: Questionnaire) -> tuple[Owner, str]:
        """Return where an option came or went: where it is written, or else in what the question takes from there."""
        there = own_origins(other, origin.owner, origin.field)
        if there is None or origin.option.id in there:
            return self.pair.owner, self.field
        return origin.owner, origin.field

    def _attributes(self, id_: str, old: Origin, new: Origin) -> Iterator[Touch]:
        same = old.owner == new.owner
        owner, field = (new.owner, new.field) if same else (self.pair.owner, self.field)
        for form, describe in ((REWORDED, _words), (ALTERED, _manner), (ALTERED, _fields)):
            before, after = describe(old.option), describe(new.option)
            if before != after and (describe is not _fields or self.field == ITEMS):
                yield self._touch(owner, field, form, id_, old=before, new=after)
        before, after = _heading(old, self.pair.before), _heading(new, self.pair.after)
        if before != after:
            yield self._touch(owner, field, REWORDED, id_, old=f"under {before}", new=f"under {after}")

    def _fixed_order(self) -> bool:
        if self.field in (COLUMNS, ITEMS):
            return True
        return self.pair.old.order == self.pair.new.order == "natural"

    def _order(self) -> Iterator[Touch]:
        common = [id_ for id_ in self.old if id_ in self.new]
        now = [id_ for id_ in self.new if id_ in self.old]
        if common == now:
            return
        found = False
        for owner, field in dict.fromkeys((self.new[id_].owner, self.new[id_].field) for id_ in now):
            before, after = (own_origins(one, owner, field) or {} for one in (self.pair.before, self.pair.after))
            kept = [id_ for id_ in before if id_ in after]
            if kept != [id_ for id_ in after if id_ in before] and owner != self.pair.owner:
                found = True
                yield self._reordered(owner, field, list(before), list(after))
        if not found:
            yield self._reordered(self.pair.owner, self.field, common, now)

    def _reordered(self, owner: Owner, field: str, old: list[str], new: list[str]) -> Touch:
        return self._touch(owner, field, REORDERED, "", old=", ".join(old), new=", ".join(new))


def _words(option: Option) -> str:
    return wording(option.label) + (f" ({' '.join(option.help.split())})" if option.help else "")


def _manner(option: Option) -> str:
    """Return what choosing an option means, beside its words, and when it is offered."""
    said = [word for word, holds in (("exclusive", option.exclusive), ("asks for words", option.text_limit)) if holds]
    when = [f"when {condition_text(canonical(option.when))}"] if option.when is not None else []
    return ", ".join(said + when) or "always"


def _fields(option: Option) -> str:
    return ", ".join(f"{name}: {value}" for name, value in sorted(option.fields.items()))


def _heading(origin: Origin, questionnaire: Questionnaire) -> str:
    if origin.owner.sort != "list" or not origin.option.group:
        return ""
    return questionnaire.lists[origin.owner.id].groups.get(origin.option.group, "")


def taken(pair: Pair) -> Iterator[Touch]:
    """Yield changes of how options, rows or items are taken: carried from where, drawn, how many shown, and when."""
    for field in (OPTIONS, ROWS, COLUMNS):
        old, new = (_manners(one, question, field) for one, question in _sides(pair))
        if old != new and pair.old.kind == pair.new.kind:
            yield pair.altered(field, "taken from", "; ".join(old) or "themselves", "; ".join(new) or "themselves")
    old_beside, new_beside = (_descriptions(question.beside) for question in (pair.old, pair.new))
    if old_beside != new_beside:
        yield pair.altered(ROWS, "beside", old_beside, new_beside)


def _sides(pair: Pair) -> tuple[tuple[Questionnaire, Question], tuple[Questionnaire, Question]]:
    return (pair.before, pair.old), (pair.after, pair.new)


def _manners(questionnaire: Questionnaire, question: Question, field: str) -> list[str]:
    scales = [columns.id for columns in question.columns] if field == COLUMNS else [""]
    found = (_descriptions(sources_of(questionnaire, question, field, scale)) for scale in scales)
    return [description for descriptions in found for description in descriptions]


def _descriptions(sources: tuple[Source, ...]) -> list[str]:
    return [text for source in sources if (text := description(source))]


def description(source: Source) -> str:
    """Return how a source takes its options in words; '' for whole lists and own options, whose content counts."""
    origins: dict[str, Callable[[Source], str]] = {
        "own": lambda _: "",
        "list": lambda _: "",
        "list_of": lambda one: f"list of {one.name}.{one.field}",
        "from": lambda one: f"{one.take} of {one.name}" + ("" if one.others else ", without typed words"),
        "draw": lambda one: f"draw {one.name}",
    }
    found = [origins[source.origin](source)]
    found += [f"{source.show} of them"] if source.show else []
    found += [f"without those of {source.exclude}"] if source.exclude else []
    found += [f"when {condition_text(canonical(source.when))}"] if source.when is not None else []
    return ", ".join(filter(None, found))


def order(pair: Pair) -> Iterator[Touch]:
    """Yield a change of the order: as written, by chance, or by the alphabet."""
    old, new = pair.old.order, pair.new.order
    if old != new and pair.old.kind == pair.new.kind:
        lists = [s.name for s in (*pair.new.options, *pair.new.rows) if s.origin == "list"]
        changed = [name for name in lists if name in pair.before.lists and _orders(pair, name) == (old, new)]
        yield pair.altered("order", "", old, new, Owner("list", changed[0]) if changed else None)


def _orders(pair: Pair, name: str) -> Any:
    return pair.before.lists[name].order, pair.after.lists[name].order
