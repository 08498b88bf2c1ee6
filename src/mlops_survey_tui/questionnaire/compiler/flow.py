"""Compiles ``skip_to`` and ``end`` of options into conditions of what they pass over."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from .. import model
from ..conditions.parse import ConditionFault
from ..format.lists import OptionSpec
from ..yaml_source import Place
from .symbols import LAST, QuestionInfo, Symbols
from .universe import Universes


@dataclass(frozen=True, slots=True)
class Jump:
    """Choosing ``option`` at ``source`` passes over all questions with a position between it and ``target``."""

    source: QuestionInfo
    option: str
    target: int

    def tree(self) -> list[Any]:
        """Return the condition under which what lies between is asked."""
        answer = ["answer", self.source.spec.id, len(self.source.loops)]
        option = ["const", self.option]
        several = self.source.spec.shape == "multi"
        return ["not_true", ["in", option, answer] if several else ["==", answer, option]]


def collect_jumps(symbols: Symbols, universes: Universes) -> list[Jump]:
    """Return all jumps; those that go back or leave a loop go to the report."""
    jumps = []
    for info in symbols.questions.values():
        options: Mapping[str, OptionSpec] = {}
        with suppress(ConditionFault):
            options = universes.branching_options(info)
        found = (_jump(info, option, symbols) for option in options.values())
        jumps += [jump for jump in found if jump is not None]
    return jumps


def _jump(info: QuestionInfo, option: OptionSpec, symbols: Symbols) -> Jump | None:
    if option.end:
        if info.loops:
            _place(info, option).fault("S504", f"option '{option.id}' ends the interview from inside a loop")
            return None
        return Jump(info, option.id, LAST)
    if option.skip_to is None:
        return None
    what = f"skip_to '{option.skip_to}' of option '{option.id}'"
    target = _position(option.skip_to, symbols)
    if target is None:
        if not symbols.draft.excuses(option.skip_to, "sections"):
            _place(info, option).fault("I204", f"{what} names no section or question")
    elif target <= info.order:
        _place(info, option).fault("S504", what)
    elif info.loops and _leaves_loop(info, target, symbols):
        _place(info, option).fault("S504", f"{what} leaves the loop")
    else:
        return Jump(info, option.id, target)
    return None


def _leaves_loop(info: QuestionInfo, target: int, symbols: Symbols) -> bool:
    passed = (other for other in symbols.questions.values() if info.order < other.order < target)
    return any(other.loops[: len(info.loops)] != info.loops for other in passed)


def _place(info: QuestionInfo, option: OptionSpec) -> Place:
    """Return where an option's branch is written: at the question, or else in a list that it names."""
    entries = getattr(info.spec, "options", [])
    index = next((number for number, entry in enumerate(entries) if entry is option), None)
    field = "end" if option.end else "skip_to"
    return info.place.at("options") if index is None else info.place.at("options", index, field)


def _position(name: str, symbols: Symbols) -> int | None:
    if name in symbols.questions:
        return symbols.questions[name].order
    orders = [info.order for info in symbols.questions.values() if info.section == name]
    return min(orders, default=None)


def apply_jumps(
    jumps: list[Jump], sections: list[model.Section], questions: list[model.Question], symbols: Symbols
) -> tuple[list[model.Section], list[model.Question]]:
    """Add the conditions that jumps make: to whole sections where all of it is passed over, else to questions."""
    if not jumps:
        return sections, questions
    covered: dict[str, list[Jump]] = {}
    for section in sections:
        orders = [symbols.questions[name].order for name in section.questions if name in symbols.questions]
        if orders:
            outside = [jump for jump in jumps if not jump.source.loops]
            covered[section.id] = [j for j in outside if j.source.order < min(orders) and max(orders) < j.target]
    new_sections = [_guard(section, covered.get(section.id, [])) for section in sections]
    new_questions = []
    for question in questions:
        order = symbols.questions[question.id].order
        own = [j for j in jumps if j.source.order < order < j.target and j not in covered.get(question.section, [])]
        new_questions.append(_guard(question, own))
    return new_sections, new_questions


def _guard(part: Any, jumps: list[Jump]) -> Any:
    if not jumps:
        return part
    trees = [jump.tree() for jump in jumps] + ([part.when] if part.when is not None else [])
    reads = sorted({*part.reads, *(jump.source.spec.id for jump in jumps)})
    return replace(part, when=trees[0] if len(trees) == 1 else ["and", *trees], reads=tuple(reads))
