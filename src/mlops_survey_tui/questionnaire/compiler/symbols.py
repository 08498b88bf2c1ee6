"""What the names in conditions stand for, and in which order questions are asked."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..conditions.parse import FUNCTIONS, ConditionFault, Expression, parse, parse_condition, suggest
from ..conditions.types import NUMBER, TRUTH, WORDS, Choices, Fields, Numeric, Passes, Type, choice_of
from ..format.manifest import DrawSpec
from ..format.questions import QuestionSpec
from ..yaml_source import Place
from .draft import Draft, Placed

if TYPE_CHECKING:
    from .universe import Universes

LAST = 10**9
SYSTEM: Mapping[str, Fields] = {
    "survey": Fields(
        {"title": WORDS, "edition": WORDS, "contact": WORDS, "estimate": NUMBER, "minutes": NUMBER}
    ),
    "page": Fields({"total": NUMBER}),
    "volunteer": Fields({"offered": TRUTH}),
}


@dataclass(frozen=True, slots=True)
class QuestionInfo:
    """Where a question stands: its position in the survey, its section, and the loops around it, outermost first."""

    spec: QuestionSpec
    place: Place
    order: int
    section: str
    loops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawInfo:
    """A draw as written, and the section it belongs to ('' for the manifest)."""

    spec: DrawSpec
    place: Place
    section: str


class Symbols:
    """All names of a questionnaire. Definitions are compiled when first looked up, so that circles are found."""

    universes: Universes

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.questions: dict[str, QuestionInfo] = {}
        self.draws: dict[str, DrawInfo] = {}
        self.definitions: dict[str, Placed[str | bool | int]] = {}
        self.loops: dict[str, tuple[str, Type]] = {}
        self._compiled: dict[str, Expression] = {}
        self._open: list[str] = []
        self._groups: dict[str, frozenset[str]] | None = None
        self._collect()

    def _collect(self) -> None:
        manifest = self.draft.manifest
        for kind in ("conditions", "computed"):
            for name, source in getattr(manifest.spec, kind).items():
                self._claim(name, manifest.place.at(kind, name))
                self.definitions[name] = Placed(source, manifest.place.at(kind, name))
        self._collect_draws(manifest.spec.draws, manifest.place, "")
        seen: set[str] = set()
        for section in self.draft.sections:
            if section.spec.id in seen:
                section.place.at("id").fault("I201", f"section '{section.spec.id}' stands twice")
            seen.add(section.spec.id)
            self._collect_draws(section.spec.draws, section.place, section.spec.id)
            outer = (f"section:{section.spec.id}",) if section.spec.loop else ()
            for question in section.questions:
                self._claim(question.spec.id, question.place.at("id"))
                inner = (f"question:{question.spec.id}",) if question.spec.loop else ()
                self.questions[question.spec.id] = QuestionInfo(
                    question.spec, question.place, len(self.questions), section.spec.id, outer + inner
                )

    def _collect_draws(self, draws: Mapping[str, DrawSpec], place: Place, section: str) -> None:
        for name, spec in draws.items():
            self._claim(name, place.at("draws", name))
            self.draws[name] = DrawInfo(spec, place.at("draws", name), section)

    def _claim(self, name: str, place: Place) -> None:
        if name in self.questions or name in self.draws or name in self.definitions:
            place.fault("I201", f"'{name}' is used twice; questions, draws, conditions and values share their names")
        if name in FUNCTIONS or name in SYSTEM or keyword.iskeyword(name):
            place.fault("I206", f"'{name}' has a meaning of its own in conditions")

    def members(self, name: str) -> frozenset[str]:
        """Return the option ids of a list, group or family."""
        if name == "special_answers":
            return frozenset(self.draft.specials)
        if self._groups is None:
            self._groups = self._collect_groups()
        if name not in self._groups:
            raise ConditionFault("I202", f"no list, group or family '{name}'{suggest(name, self._groups)}")
        return self._groups[name]

    def _collect_groups(self) -> dict[str, frozenset[str]]:
        groups: dict[str, frozenset[str]] = {}
        for name, placed in self.draft.lists.items():
            groups[name] = frozenset(option.id for option in placed.spec.all_options())
            for group in placed.spec.groups:
                groups.setdefault(group.id, frozenset(option.id for option in group.options))
            for family, ids in placed.spec.families.items():
                groups.setdefault(family, frozenset(ids))
        return groups

    def definition(self, name: str) -> Expression:
        """Compile a named condition or value.

        Raises:
            ConditionFault: it cannot be accepted, or refers to itself.
        """
        placed = self.definitions[name]
        is_condition = name in self.draft.manifest.spec.conditions
        check = parse_condition if is_condition else parse
        return self._once(name, lambda: check(placed.spec, Context(self, LAST)))

    def draw(self, name: str) -> Expression:
        """Return what a draw's name stands for."""
        return self._once(name, lambda: self._draw(name, self.draws[name].spec))

    def _draw(self, name: str, spec: DrawSpec) -> Expression:
        context = Context(self, LAST, self.section_loops(self.draws[name].section))
        order, reads = self.universes.draw_reads(spec, context)
        if spec.number is not None:
            bounds = [parse(bound, context) for bound in spec.number]
            if any(not isinstance(bound.type, Numeric) for bound in bounds):
                raise ConditionFault("C306", "number needs two numbers")
            order = max(order, *(bound.order for bound in bounds))
            return Expression(["named", name], NUMBER, reads, order)
        if spec.letter:
            return Expression(["named", name], WORDS, reads, order)
        if spec.one_of:
            return Expression(["named", name], choice_of(frozenset(spec.one_of)), reads, order)
        return Expression(["named", name], Choices(frozenset(self.universes.of_draw(name))), reads, order)

    def _once(self, name: str, build: Callable[[], Expression]) -> Expression:
        if name in self._open:
            circle = " -> ".join([*self._open[self._open.index(name) :], name])
            raise ConditionFault("C307", circle)
        if name not in self._compiled:
            self._open.append(name)
            try:
                built = build()
            finally:
                self._open.pop()
            self._compiled[name] = Expression(["named", name], built.type, frozenset({name}), built.order)
        return self._compiled[name]

    def section_loops(self, section: str) -> tuple[str, ...]:
        """Return the loops around a section's questions."""
        loop = f"section:{section}"
        return (loop,) if any(s.spec.id == section and s.spec.loop for s in self.draft.sections) else ()


@dataclass(frozen=True, slots=True)
class Context:
    """The names usable at one place: everything before question number ``order``, and the loops around it."""

    symbols: Symbols
    order: int
    loops: tuple[str, ...] = ()
    own: str = ""

    def members(self, name: str) -> frozenset[str]:
        """Return the option ids of a list, group or family."""
        return self.symbols.members(name)

    def lookup(self, name: str) -> Expression:
        """Return what a name stands for here."""
        for loop in self.loops:
            loop_name, fields = self.symbols.universes.loop(loop)
            if loop_name == name:
                return Expression(["loop", name], fields)
        if name in SYSTEM:
            reads = frozenset({"volunteer"}) if name == "volunteer" else frozenset[str]()
            return Expression(["system", name], SYSTEM[name], reads)
        if name in self.symbols.questions:
            return self._question(self.symbols.questions[name])
        return self._defined(name)

    def _defined(self, name: str) -> Expression:
        if name in self.symbols.definitions:
            found = self.symbols.definition(name)
        elif name in self.symbols.draws:
            found = self.symbols.draw(name)
        else:
            known = [*self.symbols.questions, *self.symbols.definitions, *self.symbols.draws]
            raise ConditionFault("C303", f"'{name}'{suggest(name, known)}")
        if found.order >= self.order:
            raise ConditionFault("C305", f"'{name}' depends on a question that is not asked before")
        return found

    def _question(self, info: QuestionInfo) -> Expression:
        self.require_earlier(info)
        type_ = self.symbols.universes.type_of(info)
        reads = frozenset({info.spec.id})
        depth = self.shared_depth(info)
        if depth == len(info.loops):
            return Expression(["answer", info.spec.id, depth], type_, reads, info.order)
        if depth == len(info.loops) - 1:
            items = frozenset(self.symbols.universes.of_loop(info.loops[-1]))
            return Expression(["passes", info.spec.id, depth], Passes(items, type_), reads, info.order)
        raise ConditionFault("C303", f"'{info.spec.id}' is asked inside two loops and can be named only from there")

    def require_earlier(self, info: QuestionInfo) -> None:
        """Check that a question is asked before this place.

        Raises:
            ConditionFault: it is asked later, or is the question itself where that is not allowed.
        """
        if info.order >= self.order and info.spec.id != self.own:
            raise ConditionFault("C305", f"'{info.spec.id}' is not asked before")

    def shared_depth(self, info: QuestionInfo) -> int:
        """Return how many loops, counted from outside, this place shares with a question."""
        depth = 0
        for mine, theirs in zip(self.loops, info.loops, strict=False):
            if mine != theirs:
                break
            depth += 1
        return depth
