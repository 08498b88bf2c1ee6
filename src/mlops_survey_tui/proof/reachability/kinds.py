"""Which answers a page can get, as literals; one function a kind, found by registration (see ``interview.kinds``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from ...interview.kinds import ruled_like
from ...questionnaire.model import Question, ScaleColumns
from .arithmetic import ends
from .formula import FALSE, TRUE
from .sources import Item, items_of
from .values import MISSING, NOTHING, OTHER, Given, Interval, Opaque, Several, Single, Table, Value, single

if TYPE_CHECKING:
    from .encoding import Encoding

Path = tuple[str, ...]
Code = Callable[["Encoding", Question, Path, int], Given]
CODE: dict[str, Code] = {}
MOST = 10**9
"""The largest number that is looked at where a question names none."""


def register(*kinds: str) -> Callable[[Code], Code]:
    """Register what answers pages of these kinds."""

    def add(function: Code) -> Code:
        CODE.update(dict.fromkeys(kinds, function))
        return function

    return add


def code_answer(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    """Return what can be said on a page: nothing, a value, or one of the special answers."""
    given = CODE.get(ruled_like(question), _unknown)(code, question, path, shown)
    specials = {option.id: code.formula.new() for option in question.specials}
    for literal in specials.values():
        code.formula.implies(literal, shown)
        code.formula.implies(literal, -given.value.present)
    code.formula.at_most_one(list(specials.values()))
    return Given(given.value, specials, given.ranks, given.marks)


def _unknown(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    """Return an answer of which only is known that it needs a page: what conditions ask of it is open."""
    present = code.formula.new()
    code.formula.implies(present, shown)
    return Given(Opaque(present))


@register("info")
def _info(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    return NOTHING


def _picked(code: Encoding, ids: Mapping[Any, int], guard: int) -> dict[Any, int]:
    """Return a literal for each id under which it is chosen; only what is there, and only under the guard."""
    chosen = {}
    for id_, present in ids.items():
        literal = chosen[id_] = code.formula.new() if present != FALSE else FALSE
        code.formula.implies(literal, present)
        code.formula.implies(literal, guard)
    return chosen


def _one(code: Encoding, ids: Mapping[Any, int], guard: int) -> Single:
    chosen = _picked(code, ids, guard)
    code.formula.at_most_one(list(chosen.values()))
    return single(code.formula, chosen)


@register("single")
def _single(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    items = code.items(question, "options", path)
    return Given(_one(code, {id_: item.present for id_, item in items.items()}, shown))


@register("scale")
def _scale(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    if "low" not in question.settings:
        return _single(code, question, path, shown)
    points = range(question.settings["low"], question.settings["high"] + 1)
    return Given(_one(code, {str(point): TRUE for point in points}, shown))


def _set(code: Encoding, items: Iterable[Item], guard: int) -> Several:
    chosen = _picked(code, {item.id: item.present for item in items}, guard)
    return Several(chosen, code.formula.any_of(chosen.values()))


@register("multi")
def _multi(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    items = code.items(question, "options", path)
    value, formula = _set(code, items.values(), shown), code.formula
    exclusive = [value.members[item.id] for item in items.values() if item.exclusive]
    for one in exclusive:
        for literal in value.members.values():
            if literal not in (one, FALSE):
                formula.require(-one, -literal)
    chosen = [literal for literal in value.members.values() if literal != FALSE]
    maximum = question.settings.get("maximum")
    if maximum is not None:
        formula.at_most(chosen, int(maximum))
    ordinary = [item for item in items.values() if not item.exclusive]
    _at_least(code, value, ordinary, int(question.settings.get("minimum") or 0), exclusive)
    return Given(value)


def _at_least(code: Encoding, value: Several, items: list[Item], count: int, unless: list[int]) -> None:
    """Demand so many choices of an answer, or all that are offered where these are fewer."""
    if count <= 1:
        return
    enough = code.formula.at_least([literal for literal in value.members.values() if literal != FALSE], count)
    for item in items:
        code.formula.require(-value.present, enough, *unless, -item.present, value.members[item.id])
    code.formula.require(-value.present, enough, *unless, -code.formula.at_least([i.present for i in items], count))


@register("ranking")
def _ranking(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    items = code.items(question, "options", path)
    value = _set(code, items.values(), shown)
    maximum, minimum = question.settings.get("maximum"), question.settings.get("minimum")
    least = minimum if minimum is not None else (1 if maximum is not None else len(items))
    if maximum is not None:
        code.formula.at_most([literal for literal in value.members.values() if literal != FALSE], int(maximum))
    _at_least(code, value, list(items.values()), int(least), [])
    if question.id not in code.usage.ranked:
        return Given(value)
    return Given(value, ranks=_ranks(code, value, min(len(items), int(maximum or len(items)))))


def _ranks(code: Encoding, value: Several, last: int) -> dict[tuple[str, int], int]:
    """Return a literal for each option and rank; ranks are taken from the first, one by one."""
    formula = code.formula
    ranks = {(id_, rank): formula.new() for id_ in value.members for rank in range(1, last + 1)}
    for id_, chosen in value.members.items():
        own = [ranks[id_, rank] for rank in range(1, last + 1)]
        formula.at_most_one(own)
        formula.require(-chosen, *own)
        for literal in own:
            formula.implies(literal, chosen)
    taken = []
    for rank in range(1, last + 1):
        column = [ranks[id_, rank] for id_ in value.members]
        formula.at_most_one(column)
        taken.append(formula.any_of(column))
    for before, after in pairwise(taken):
        formula.implies(after, before)
    return ranks


@register("number")
def _number(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    return Given(_one(code, _number_cells(code, question), shown))


def _number_cells(code: Encoding, question: Question) -> dict[Any, int]:
    """Return the numbers that are told apart, each possible; those within intervals only where that is allowed."""
    settings = question.settings
    low, high = settings.get("minimum"), settings.get("maximum")
    step = 10 ** -settings.get("decimals", 0)
    numbers = code.numbers(question.id, -MOST if low is None else low, MOST if high is None else high, step)
    return {number: -code.exact if isinstance(number, Interval) else TRUE for number in numbers}


def _table(code: Encoding, rows: Mapping[str, Value]) -> Table:
    return Table(rows, code.formula.any_of(code.cell_present(cell) for cell in rows.values()))


@register("number_grid")
def _number_grid(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    cells = _number_cells(code, question)
    rows = code.items(question, "rows", path)
    return Given(
        _table(code, {id_: _one(code, cells, code.formula.both(shown, item.present)) for id_, item in rows.items()})
    )


@register("allocation")
def _allocation(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    """Whole numbers for rows; their sum fits the total as far as intervals can tell."""
    formula = code.formula
    tree = question.settings.get("total")
    total = code.value(tree, code.place(question, path)) if tree else MISSING
    spans = list(total.cells) if isinstance(total, Single) else []
    certain = bool(spans) and total.present == TRUE
    most = max(ends(span)[1] for span in spans) if certain else MOST
    cells = dict.fromkeys(code.spans(question.id, max(0, min(most, MOST))), TRUE)
    rows, extra = code.items(question, "rows", path), code.items(question, "extra", path)
    every = {**extra, **rows}
    value = _table(code, {id_: _one(code, cells, formula.both(shown, item.present)) for id_, item in every.items()})
    added = [value.rows[id_].present for id_ in extra if id_ not in rows]
    formula.at_most(added, question.settings.get("extra_limit", 0))
    if isinstance(total, Single):
        _fit(code, value, total, bool(question.settings.get("at_most")))
    return Given(value)


def _fit(code: Encoding, value: Table, total: Single, at_most: bool) -> None:
    """Exclude numbers of which the least sum is above the total, or the largest below it."""
    formula = code.formula
    cells = [cell for cell in value.rows.values() if isinstance(cell, Single)]
    limit = max((ends(span)[1] for span in total.cells), default=0)
    for sum_, literal in _sums(code, cells, value.present, 0, limit).items():
        fitting = [other for span, other in total.cells.items() if sum_ <= ends(span)[1]]
        formula.require(-literal, -value.present, -total.present, *fitting)
    if at_most:
        return
    for sum_, literal in _sums(code, cells, value.present, 1, limit).items():
        fitting = [other for span, other in total.cells.items() if sum_ >= ends(span)[0]]
        formula.require(-literal, -value.present, -total.present, *fitting)


def _sums(code: Encoding, cells: list[Single], present: int, end: int, limit: float) -> dict[float, int]:
    """Return the sums of one end (0 the least, 1 the largest) of all rows; those above the limit are one above it."""
    sums: dict[float, int] = {0: present}
    for cell in cells:
        by_end: dict[float, list[int]] = {0: [-cell.present]}
        for number, literal in cell.cells.items():
            by_end.setdefault(ends(number)[end], []).append(literal)
        found: dict[float, list[int]] = {}
        for (sum_, before), (number, literals) in product(sums.items(), by_end.items()):
            both = code.formula.both(before, code.formula.any_of(literals))
            found.setdefault(min(sum_ + number, limit + 1), []).append(both)
        sums = {sum_: code.formula.any_of(literals) for sum_, literals in found.items()}
    return sums


@register("matrix")
def _matrix(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    rows = code.items(question, "rows", path)
    cells: dict[str, Value] = {}
    nested = len(question.columns) > 1 or any(columns.id for columns in question.columns)
    for id_, item in rows.items():
        guard = code.formula.both(shown, item.present)
        scales = {columns.id: _cell(code, question, columns, path, guard) for columns in question.columns}
        cells[id_] = _table(code, scales) if nested else next(iter(scales.values()), MISSING)
    value = _table(code, cells)
    if question.required:
        for id_, item in rows.items():
            inner = cells[id_].rows.values() if nested and isinstance(cells[id_], Table) else [cells[id_]]  # type: ignore[union-attr]
            for cell in inner:
                code.formula.require(-value.present, -item.present, cell.present)
    return Given(value)


def _cell(code: Encoding, question: Question, columns: ScaleColumns, path: Path, guard: int) -> Value:
    points = items_of(code, columns.sources, code.place(question, path), f"columns:{question.id}:{columns.id}")
    ids = {id_: item.present for id_, item in points.items()}
    specials = [option.id for option in question.row_specials]
    if not question.settings.get("multiple"):
        return _one(code, {**ids, **dict.fromkeys(specials, TRUE)}, guard)
    chosen = _picked(code, {**ids, **dict.fromkeys(specials, TRUE)}, guard)
    alone = [*specials, *(id_ for id_, item in points.items() if item.exclusive)]
    for one in alone:
        for other, literal in chosen.items():
            if other != one:
                code.formula.require(-chosen[one], -literal)
    return Several(chosen, code.formula.any_of(chosen.values()))


@register("maxdiff")
def _maxdiff(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    """Marks by option; which sets they stand in is left open."""
    formula = code.formula
    present = formula.new()
    formula.implies(present, shown)
    items = code.items(question, "options", path)
    marks = {}
    for mark in ("most", "least"):
        for id_, literal in _picked(code, {id_: item.present for id_, item in items.items()}, present).items():
            marks[mark, id_] = literal
        own = [literal for (name, _), literal in marks.items() if name == mark]
        formula.at_most(own, question.settings["sets"])
        formula.require(-present, *own)
    for id_ in items:
        others = [literal for (mark, other), literal in marks.items() if mark == "least" and other != id_]
        formula.require(-marks["most", id_], *others)
    return Given(Opaque(present), marks=marks)


@register("text", "long_text")
def _text(code: Encoding, question: Question, path: Path, shown: int) -> Given:
    words = dict.fromkeys(sorted(code.usage.words.get(question.id, ())), TRUE)
    return Given(_one(code, {**{word: TRUE for word in words if word.strip()}, OTHER: TRUE}, shown))
