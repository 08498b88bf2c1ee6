"""Draws as literals: everything that chance may decide is a free choice within the rules (see ``interview.draws``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...interview.draws import LETTERS
from ...questionnaire.model import Draw
from .arithmetic import compared, ends
from .formula import FALSE
from .sources import items_of
from .trees import Place, holds_in
from .values import MISSING, Several, Single, Value, single

if TYPE_CHECKING:
    from .encoding import Encoding


def drawn_value(code: Encoding, draw: Draw, place: Place, key: str) -> Value:
    """Return what a draw can yield."""
    made = holds_in(code, draw.when, place)
    if made == FALSE:
        return MISSING
    if draw.form == "letter":
        return _one_of(code, list(LETTERS), made)
    if draw.form == "one_of":
        return _one_of(code, list(draw.values), made)
    if draw.form == "number":
        return _number(code, draw, place, made)
    return _items(code, draw, place, made)


def _one_of(code: Encoding, values: list[Any], made: int) -> Value:
    cells = {value: code.formula.new() for value in values}
    code.formula.at_most_one(list(cells.values()))
    for literal in cells.values():
        code.formula.implies(literal, made)
    code.formula.require(-made, *cells.values())
    return Single(cells, made)


def _number(code: Encoding, draw: Draw, place: Place, made: int) -> Value:
    """Return a whole number between two bounds; none where they are missing or the wrong way round."""
    formula = code.formula
    assert draw.low is not None
    assert draw.high is not None
    low, high = code.value(draw.low, place), code.value(draw.high, place)
    if not (isinstance(low, Single) and isinstance(high, Single) and low.cells and high.cells):
        return MISSING
    least = min(ends(cell)[0] for cell in low.cells)
    most = max(ends(cell)[1] for cell in high.cells)
    if most < least:
        return MISSING
    chosen = _one_of(code, code.numbers(draw.id, least, most), formula.both(made, low.present, high.present))
    assert isinstance(chosen, Single)
    kept = dict.fromkeys(chosen.cells, FALSE)
    for value, literal in chosen.cells.items():
        above = [other for bound, other in low.cells.items() if compared("<=", bound, value) is not False]
        below = [other for bound, other in high.cells.items() if compared("<=", value, bound) is not False]
        kept[value] = formula.both(literal, formula.any_of(above), formula.any_of(below))
    empty = [
        formula.both(one, other)
        for bound, one in low.cells.items()
        for limit, other in high.cells.items()
        if compared("<=", bound, limit) is False
    ]
    formula.require(-chosen.present, *empty, *kept.values())
    return single(formula, kept)


def _items(code: Encoding, draw: Draw, place: Place, made: int) -> Value:
    """Return a set drawn part by part, each part from what is left of its source, until the total is reached."""
    formula = code.formula
    taken: dict[str, int] = {}
    parts = [(stratum.sources, stratum.take) for stratum in draw.strata] + [(draw.fill, draw.total)]
    for sources, take in parts:
        pool = items_of(code, sources, place, f"draw:{draw.id}")
        if not pool or take <= 0:
            continue
        before = list(taken.values())
        part = {}
        for id_, item in pool.items():
            left = formula.both(item.present, -taken.get(id_, FALSE), made)
            part[id_] = formula.new() if left != FALSE else FALSE
            formula.implies(part[id_], left)
        chosen = [literal for literal in part.values() if literal != FALSE]
        formula.at_most(chosen, take)
        enough = formula.either(formula.at_least(chosen, take), formula.at_least([*before, *chosen], draw.total))
        for id_, item in pool.items():
            formula.require(-made, -item.present, taken.get(id_, FALSE), part[id_], enough)
            taken[id_] = formula.either(taken.get(id_, FALSE), part[id_])
        if before:
            formula.at_most([*before, *chosen], draw.total)
    return Several(taken, made)
