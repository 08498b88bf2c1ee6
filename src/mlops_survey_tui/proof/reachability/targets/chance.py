"""Targets of chance: each outcome of a draw, and draws that find less than they were to take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ....questionnaire.model import Draw, Questionnaire
from ..encoding import Encoding
from ..formula import FALSE
from ..target import Target, register
from ..trace import Trace
from ..trees import ROOT
from ..values import Several, Single, Value
from .pages import MOST_ITEMS, fixed_ids

MADE = "made"


class Outcome:
    """A draw yields something: an item, one of its values, or (letters, numbers, long lists) anything at all."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return the outcomes that are looked at one by one."""
        for draw in questionnaire.draws:
            yield Target("draw", draw.id, MADE)
            yield from (Target("draw", draw.id, outcome) for outcome in _outcomes(questionnaire, draw))

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each pass around the draw whether it yields the outcome."""
        for value in _values(code, code.questionnaire.draw_by_id[target.subject]):
            if target.part == MADE:
                yield code.formula.any_of(value.members.values()) if isinstance(value, Several) else value.present
            elif isinstance(value, Single):
                yield value.of(target.part)
            elif isinstance(value, Several):
                yield value.members.get(target.part, FALSE)

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return what was drawn for pages that were displayed or conditions that were looked at."""
        for draw, value in drawn(trace):
            if value not in (None, []):
                yield Target("draw", draw.id, MADE)
                values = value if isinstance(value, list) else [value]
                yield from (Target("draw", draw.id, str(outcome)) for outcome in values)


def _outcomes(questionnaire: Questionnaire, draw: Draw) -> list[str]:
    if draw.form == "one_of":
        return list(draw.values)
    sources = [source for stratum in draw.strata for source in stratum.sources] + list(draw.fill)
    ids = fixed_ids(questionnaire, sources)
    return ids if len(ids) <= MOST_ITEMS else []


def _values(code: Encoding, draw: Draw) -> Iterator[Value]:
    if not draw.depth:
        yield code.named(draw.id, ROOT)
        return
    section = code.questionnaire.section_by_id[draw.section]
    for path, place in code.section_places(section).items():
        if code.section_shown(section, path) != FALSE:
            yield code.named(draw.id, place)


def drawn(trace: Trace) -> Iterator[tuple[Draw, Any]]:
    """Yield every draw with what it yielded, in each pass around it."""
    world = trace.session.world
    for draw in trace.session.questionnaire.draws:
        value = world.values.get(draw.id)
        if isinstance(value, dict):
            yield from ((draw, one) for one in value.values())
        else:
            yield draw, value


class Short:
    """A draw finds less than it was to take."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return the draws of items."""
        yield from (Target("short", draw.id) for draw in questionnaire.draws if draw.form == "items")

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each pass around the draw whether it is made and short."""
        draw = code.questionnaire.draw_by_id[target.subject]
        for value in _values(code, draw):
            if isinstance(value, Several):
                members = [literal for literal in value.members.values() if literal != FALSE]
                yield code.formula.both(value.present, -code.formula.at_least(members, draw.total))

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return the draws that were short when the interview was over."""
        if trace.session.ended == "complete":
            for draw, value in drawn(trace):
                if isinstance(value, list) and len(value) < draw.total:
                    yield Target("short", draw.id)


register("draw", kind=Outcome())
register("short", kind=Short())
