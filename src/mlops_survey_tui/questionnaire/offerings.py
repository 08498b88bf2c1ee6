"""Everything that a question can ever offer, known from the compiled questionnaire alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .model import Draw, Option, Question, Questionnaire, Section, Source

Offered = dict[str, Option]


def offered(questionnaire: Questionnaire, sources: tuple[Source, ...]) -> Offered:
    """Return by id the options that these sources can give to somebody."""
    memory: dict[tuple[int, str], Offered] = questionnaire.memory.setdefault("offered", {})
    found: Offered = {}
    for source in sources:
        key = (id(source), source.origin)
        if key not in memory:
            memory[key] = {}
            memory[key] = _within(questionnaire, source, _ORIGINS[source.origin](questionnaire, source))
        for id_, option in memory[key].items():
            found.setdefault(id_, option)
    return found


def offered_by(questionnaire: Questionnaire, question: Question) -> Offered:
    """Return the options of a question, or its rows and those that may be added."""
    return offered(questionnaire, (*question.options, *question.rows, *question.extra_rows))


def drawn_from(questionnaire: Questionnaire, draw: Draw) -> Offered:
    """Return the items that a draw can give."""
    parts = (*(stratum.sources for stratum in draw.strata), draw.fill)
    return offered(questionnaire, tuple(source for sources in parts for source in sources))


def _within(questionnaire: Questionnaire, source: Source, found: Offered) -> Offered:
    if not source.within:
        return found
    members = questionnaire.members(source.within)
    return {id_: option for id_, option in found.items() if id_ in members}


def _own(questionnaire: Questionnaire, source: Source) -> Offered:
    assert source.option is not None
    return {source.option.id: source.option}


def _list(questionnaire: Questionnaire, source: Source) -> Offered:
    return {option.id: option for option in questionnaire.lists[source.name].options}


def _list_of(questionnaire: Questionnaire, source: Source) -> Offered:
    return _lists_of(questionnaire, source, _items_of(questionnaire, source.name))


def _lists_of(questionnaire: Questionnaire, source: Source, items: Iterable[Option]) -> Offered:
    names = {item.fields.get(source.field) for item in items}
    lists = (questionnaire.lists[str(name)] for name in sorted(map(str, names - {None})))
    return {option.id: option for found in lists for option in found.options}


def written_at(questionnaire: Questionnaire, question: Question, sources: tuple[Source, ...]) -> Offered:
    """Return what sources of a question can give that is neither carried from an answer nor drawn.

    Of lists that the loop's item names, those are left out whose item the question or the source excludes for certain.
    """
    found: Offered = {}
    for source in sources:
        if source.origin == "list_of":
            conditions = [tree for tree in (question.when, source.when) if tree is not None]
            items = [
                item
                for item in _items_of(questionnaire, source.name)
                if not any(questionnaire.value_of(tree)(_OneItem(item)) is False for tree in conditions)
            ]
            given = _within(questionnaire, source, _lists_of(questionnaire, source, items))
        else:
            given = {} if source.origin in ("from", "draw") else offered(questionnaire, (source,))
        for id_, option in given.items():
            found.setdefault(id_, option)
    return found


class _OneItem:
    """A scope in which only the item of the loop is known."""

    def __init__(self, item: Option) -> None:
        self._item = item

    def answer(self, question: str, depth: int) -> Any:
        """Return nothing: no answer is known."""
        return None

    def answer_at(self, question: str, depth: int, item: str) -> Any:
        """Return nothing: no answer is known."""
        return None

    def named(self, name: str) -> Any:
        """Return nothing: no condition, value or draw is known."""
        return None

    def field(self, loop: str, field: str) -> Any:
        """Return a field of the item."""
        return self._item.id if field == "id" else self._item.fields.get(field)

    def system(self, name: str, field: str) -> Any:
        """Return nothing: the engine's values are not known."""
        return None


def _items_of(questionnaire: Questionnaire, loop: str) -> Iterator[Option]:
    """Yield the items that the loops of this name can run over."""
    parts: list[Section | Question] = [*questionnaire.sections, *questionnaire.questions]
    for part in parts:
        if part.loop is not None and part.loop.name == loop:
            yield from offered(questionnaire, part.loop.sources).values()


def _from(questionnaire: Questionnaire, source: Source) -> Offered:
    return offered_by(questionnaire, questionnaire.question_by_id[source.name])


def _draw(questionnaire: Questionnaire, source: Source) -> Offered:
    return drawn_from(questionnaire, questionnaire.draw_by_id[source.name])


_ORIGINS: Mapping[str, Callable[[Questionnaire, Source], Offered]] = {
    "own": _own,
    "list": _list,
    "list_of": _list_of,
    "from": _from,
    "draw": _draw,
}
