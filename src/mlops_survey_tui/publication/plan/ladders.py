"""Ladders that follow from a question: families and groups of its list, and neighbours on an ordered scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...questionnaire.model import OptionList
from ..codebook.model import Value
from ..tables.shapes import Shape
from ..tables.values import codes_of
from .model import Ladder, Level

_FEW = 3
"""So many codes are coarse enough; the next step tells nothing."""


def derived_ladder(shape: Shape) -> Ladder:
    """Return the ladder of a question that a plan does not give one."""
    codes = [value for value in codes_of(shape) if not value.missing]
    levels = list(_grouped(shape)) or (list(_merged(codes)) if shape.is_ordered else [])
    return Ladder(shape.id, tuple(levels))


def _grouped(shape: Shape) -> Iterator[Level]:
    """Yield the levels that a list of options states: its groups, or families that do not overlap."""
    lists = [shape.questionnaire.lists[source.name] for source in shape.question.options if source.origin == "list"]
    if len(lists) != 1:
        return
    if lists[0].groups:
        of = {option.id: option.group for option in lists[0].options if option.group}
        yield Level("group", of, {id_: title for id_, title in lists[0].groups.items() if id_ in of.values()})
    elif (families := _families(lists[0])) is not None:
        yield families


def _families(options: OptionList) -> Level | None:
    of: dict[str, str] = {}
    for family, members in options.families.items():
        if of.keys() & set(members):
            return None
        of.update(dict.fromkeys(members, family))
    return Level("family", of, {family: family.replace("_", " ") for family in options.families}) if of else None


def _merged(codes: Sequence[Value]) -> Iterator[Level]:
    """Yield levels of half as many codes each, two neighbours together, until few are left."""
    runs = [[code] for code in codes]
    while len(runs) > _FEW:
        runs = [[code for run in runs[at : at + 2] for code in run] for at in range(0, len(runs), 2)]
        of = {code.code: _joined_code(run) for run in runs for code in run}
        yield Level(f"of_{len(runs)}", of, {_joined_code(run): _joined_label(run) for run in runs})


def _joined_code(run: Sequence[Value]) -> str:
    return run[0].code if len(run) == 1 else f"{run[0].code}_to_{run[-1].code}"


def _joined_label(run: Sequence[Value]) -> str:
    return run[0].label if len(run) == 1 else f"{run[0].label} … {run[-1].label}"
