"""What conditions ask of numbers, texts and ranks: it decides which values have to be told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from ...questionnaire.conditions.tree import Tree
from ...questionnaire.model import Draw, Loop, Question, Questionnaire, Source, Template, Texts

COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">=", "in", "not in"))
_ARITHMETIC = frozenset(("+", "-", "*", "/", "//", "%"))
MOST_COUNTED = 40


@dataclass
class Usage:
    """For each question the numbers and words that it is compared with; which questions are asked for ranks."""

    numbers: dict[str, set[float]] = field(default_factory=lambda: defaultdict(set))
    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    ranked: set[str] = field(default_factory=set)
    count_limit: int = 3


def usage_of(questionnaire: Questionnaire) -> Usage:
    """Return what all conditions of a questionnaire ask of answers."""
    usage = Usage()
    named = {computed.id: computed.tree for computed in questionnaire.computed}
    for tree in trees_of(questionnaire):
        for part in _parts(tree, {}):
            if part[0] == "rank":
                usage.ranked.update(_questions(part[1]))
            elif part[0] in COMPARISONS:
                _note(usage, part, named)
    return usage


def _note(usage: Usage, comparison: Tree, named: dict[str, Tree]) -> None:
    """Take in the constants of one comparison, as limits of every question and draw that it reads."""
    parts = list(_parts(comparison, named))
    constants = [one for part in parts if part[0] == "const" for one in _flat(part[1])]
    numbers = {float(one) for one in constants if isinstance(one, int | float) and not isinstance(one, bool)} or {1.0}
    if any(part[0] in _ARITHMETIC for part in parts):
        numbers |= _derived(numbers)
    names = {part[1] for part in parts if part[0] in ("answer", "named", "passes")}
    shared = set().union(*(usage.numbers[name] for name in names)) if len(names) > 1 else set()
    for name in names:
        usage.numbers[name] |= numbers | shared
        usage.words[name] |= {one for one in constants if isinstance(one, str)}
    if any(part[0] == "count" for part in parts):
        highest = max((int(number) for number in numbers if number <= MOST_COUNTED), default=0)
        usage.count_limit = max(usage.count_limit, highest + 1)


def _derived(numbers: set[float]) -> set[float]:
    """Return where simple arithmetic on these constants can cross a limit."""
    found = set(numbers)
    for one, other in permutations(sorted(numbers)[:12], 2):
        found |= {one - other, one + other, one * other}
        if other:
            found.add(one / other)
    return found


def _flat(constant: Any) -> list[Any]:
    return constant if isinstance(constant, list) else [constant]


def _questions(tree: Tree) -> Iterator[str]:
    return (part[1] for part in _parts(tree, {}) if part[0] in ("answer", "passes"))


def _parts(tree: Tree, named: dict[str, Tree]) -> Iterator[Tree]:
    """Yield a tree and all trees in it; of named values also what they stand for."""
    open_, seen = [tree], set[str]()
    while open_:
        part = open_.pop()
        yield part
        if part[0] == "named" and part[1] in named and part[1] not in seen:
            seen.add(part[1])
            open_.append(named[part[1]])
        if part[0] != "const":
            open_ += [inner for inner in part[1:] if isinstance(inner, list) and inner and isinstance(inner[0], str)]


def trees_of(questionnaire: Questionnaire) -> Iterator[Tree]:
    """Yield every expression of a questionnaire."""
    for computed in questionnaire.computed:
        yield computed.tree
    for section in questionnaire.sections:
        yield from _present(section.when)
        yield from _of_loop(section.loop)
    for question in questionnaire.questions:
        yield from _of_question(question)
    for option_list in questionnaire.lists.values():
        for option in option_list.options:
            yield from _present(option.when)
            yield from placeholders(option.label)
    for draw in questionnaire.draws:
        yield from _of_draw(draw)
    rotation = questionnaire.rotation
    if rotation is not None:
        yield rotation.when
        yield from (fixed.when for fixed in rotation.fixed)
        yield from (boost.when for boost in rotation.boost)


def _of_question(question: Question) -> Iterator[Tree]:
    yield from _present(question.when, question.settings.get("total"))
    yield from _of_loop(question.loop)
    yield from _of_texts(question.text)
    yield from _of_texts(question.help)
    for sources in (question.options, question.rows, question.extra_rows, question.beside):
        yield from _of_sources(sources)
    for columns in question.columns:
        yield from _of_sources(columns.sources)
    for check in question.checks:
        yield check.when
        yield from _of_texts(check.message)


def _of_draw(draw: Draw) -> Iterator[Tree]:
    yield from _present(draw.when)
    if draw.low and draw.high:
        yield ["<=", draw.low, draw.high]
    for stratum in draw.strata:
        yield from _of_sources(stratum.sources)
    yield from _of_sources(draw.fill)


def _of_loop(loop: Loop | None) -> Iterator[Tree]:
    if loop is not None:
        yield from _of_sources(loop.sources)


def _of_sources(sources: Iterable[Source]) -> Iterator[Tree]:
    for source in sources:
        yield from _present(source.when)
        if source.option is not None:
            yield from _present(source.option.when)
            yield from placeholders(source.option.label)


def _of_texts(texts: Texts) -> Iterator[Tree]:
    for variant in texts.variants:
        yield from _present(variant.when)
        yield from placeholders(variant.text)


def placeholders(template: Template) -> Iterator[Tree]:
    """Yield the expressions that a text inserts."""
    if not isinstance(template, str):
        yield from (part["value"] for part in template if not isinstance(part, str))


def _present(*trees: Tree | None) -> Iterator[Tree]:
    return (tree for tree in trees if tree is not None)
