"""Other answers to a page that may matter: what conditions name, and what stands for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from ...interview.answers import EMPTY, Answer
from ...interview.checking import normalise, problems
from ...interview.page import Choice, Page
from ...interview.world import World
from ...questionnaire.by_kind import by_kind
from ...questionnaire.condition_places import condition_places
from ...questionnaire.conditions.tree import Tree
from ...questionnaire.model import Questionnaire
from .parts import JOINING, nodes

MOST = 40
"""So many alternatives are tried of one page."""
_ALL_OF = 12
Named = set[Any]


def alternatives(world: World, page: Page, wanted: Iterable[str] = ()) -> list[Answer]:
    """Return valid answers to a page other than the present one; ``wanted`` are ids that matter besides."""
    named = _named(world.questionnaire, page.question) | set(wanted)
    found: list[Answer] = []
    specials = (Answer(special=choice.id) for choice in page.specials)
    for answer in (*by_kind(_MAKERS, page)(page, named), *specials, EMPTY):
        normal = normalise(answer)
        if normal not in (*found, page.answer) and not any(p for p in problems(world, page, normal) if not p.soft):
            found.append(normal)
    return found[:MOST]


def _named(questionnaire: Questionnaire, question: str) -> Named:
    """Return the ids and numbers that stand beside a question in any condition, members of groups included."""
    memory: dict[str, Named] = questionnaire.memory.setdefault("named_beside", {})
    if not memory:
        for tree in _trees(questionnaire):
            _collect(questionnaire, tree, memory)
        memory.setdefault("", set())
    return memory.get(question, set())


def _trees(questionnaire: Questionnaire) -> Iterator[Tree]:
    yield from (place.tree for place in condition_places(questionnaire))
    yield from (computed.tree for computed in questionnaire.computed)


def _collect(questionnaire: Questionnaire, tree: Tree, memory: dict[str, Named]) -> None:
    """Note for each question in a comparison the constants that stand with it."""
    for node in nodes(tree):
        if node[0] in JOINING:
            continue
        inner = list(nodes(node))
        said = [constant for part in inner if part[0] == "const" for constant in _flat(part[1])]
        said += [row[2] for row in inner if row[0] in ("row", "rank")]
        for count in (part for part in inner if part[0] == "count" and part[2]):
            said += sorted(questionnaire.members(count[2]))[:3]
        for part in inner:
            if part[0] in ("answer", "passes"):
                memory.setdefault(part[1], set()).update(said)


def _flat(constant: Any) -> list[Any]:
    return constant if isinstance(constant, list) else [constant]


def _relevant(choices: Iterable[Choice], named: Named) -> list[str]:
    """Return all of a few ids; of many those that are named, and one that is not."""
    ids = [choice.id for choice in choices]
    if len(ids) <= _ALL_OF:
        return ids
    chosen = [id_ for id_ in ids if id_ in named]
    return chosen + [id_ for id_ in ids if id_ not in named][:1]


def _numbers(page: Page, named: Named) -> list[int | float]:
    """Return the numbers at and beside those that are named, and the limits."""
    said = sorted({0, 1, 2} | {number for number in named if isinstance(number, int | float)})
    near = [number + step for number in said for step in (-1, 0, 1)]
    limits = [limit for limit in (page.minimum, page.maximum) if limit is not None and limit < 10**6]
    return [int(n) if n == int(n) else n for n in dict.fromkeys((*near, *limits))]


def _one(page: Page, named: Named) -> Iterator[Answer]:
    yield from (Answer(id_) for id_ in _relevant(page.options, named))


def _present(page: Page, empty: Any) -> Any:
    """Return the value given now, or an empty one."""
    given = page.answer is not None and not page.answer.special and not page.answer.is_empty
    return page.answer.value if given and page.answer is not None else empty


def _several(page: Page, named: Named) -> Iterator[Answer]:
    """Yield the present choice with one more or one less, each alone, and the first few together."""
    present, exclusive = set(_present(page, [])), {choice.id for choice in page.options if choice.exclusive}
    relevant = _relevant(page.options, named)
    free = [id_ for id_ in relevant if id_ not in exclusive]
    tried = [present ^ {id_} if id_ in free else {id_} for id_ in relevant]
    tried += [{id_} for id_ in relevant] + [set(free[:count]) for count in range(2, min(5, len(free)) + 1)]
    order = [choice.id for choice in page.options]
    yield from (Answer(sorted(chosen - exclusive or chosen, key=order.index)) for chosen in tried if chosen != present)


def _ranked(page: Page, named: Named) -> Iterator[Answer]:
    """Yield rankings with each option that matters on top."""
    ids = [choice.id for choice in page.options]
    most = len(ids) if page.maximum is None else int(page.maximum)
    for id_ in _relevant(page.options, named):
        yield Answer([id_, *(other for other in ids if other != id_)][:most])


def _marked(page: Page, named: Named) -> Iterator[Answer]:
    """Yield the sets marked, with each option as the most that it can be."""
    sets = {str(number): members for number, members in enumerate(page.sets, 1)}
    for id_ in _relevant(page.options, named):
        marks = {}
        for number, members in sets.items():
            ordered = [id_, *(other for other in members if other != id_)] if id_ in members else list(members)
            marks[number] = {"most": ordered[0], "least": ordered[-1]}
        yield Answer(marks)


def _cells(page: Page, named: Named) -> Iterator[Answer]:
    """Yield the present marks with one row on another point."""
    present = dict(_present(page, {}))
    several = len(page.scales) > 1 or any(scale.id for scale in page.scales)
    for row in _relevant(page.rows, named):
        for scale in page.scales:
            for point in _relevant(scale.points, named):
                cell: Any = [point] if page.multiple else point
                if several:
                    cell = {**{other.id: other.points[0].id for other in page.scales}, scale.id: cell}
                yield Answer({**present, row: cell})


def _divided(page: Page, named: Named) -> Iterator[Answer]:
    """Yield all of the total in one row, and in two."""
    rows, total = [row.id for row in page.rows], page.total or 1
    for row in _relevant(page.rows, named):
        yield Answer({other: total if other == row else 0 for other in rows})
        second = next((other for other in rows if other != row), row)
        yield Answer({other: {row: total - 1, second: 1}.get(other, 0) for other in rows})


def _filled(page: Page, named: Named) -> Iterator[Answer]:
    for row in _relevant(page.rows, named):
        yield from (Answer({**_present(page, {}), row: number}) for number in islice(_numbers(page, named), 12))


def _worded(page: Page, named: Named) -> Iterator[Answer]:
    yield from (Answer(text) for text in (*(one for one in named if isinstance(one, str)), "some words"))


_MAKERS: Mapping[str, Callable[[Page, Named], Iterable[Answer]]] = {
    "info": lambda page, named: (),
    "single": _one,
    "scale": _one,
    "multi": _several,
    "ranking": _ranked,
    "maxdiff": _marked,
    "matrix": _cells,
    "allocation": _divided,
    "number": lambda page, named: map(Answer, _numbers(page, named)),
    "number_grid": _filled,
    "text": _worded,
    "long_text": _worded,
}
