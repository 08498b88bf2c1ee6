"""What the names in conditions stand for, and in which order questions are asked."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ..conditions.parse import FUNCTIONS, ConditionFault, Expression, parse, parse_condition, suggest
from ..conditions.types import NUMBER, TRUTH, WORDS, Choices, Fields, Numeric, Passes, Type, choice_of
from ..format.manifest import DrawSpec
from ..format.questions import QuestionSpec
from ..yaml_source import Place
from .draft import Draft, Placed

if TYPE_CHECKING:
    from .universe import Universes

Result = TypeVar("Result")

LAST = 10**9
SYSTEM: Mapping[str, Fields] = {
    "survey": Fields({"title": WORDS, "edition": WORDS, "contact": WORDS, "estimate": NUMBER, "minutes": NUMBER}),
    "page": Fields({"total": NUMBER}),
    "volunteer": Fields({"offered": TRUTH}),
}


MAXIMUM_STEPS = 50
"""Through how many others a named condition, value or draw may be defined."""


class Consequence(ConditionFault):
    """What is wrong here follows from a fault that is reported elsewhere, and is not told again."""


class Circle(ConditionFault):
    """Definitions that need each other; ``members`` names them."""

    def __init__(self, members: list[str]) -> None:
        super().__init__("C307", " -> ".join([*members, members[0]]))
        self.members = frozenset(members)


def elsewhere(build: Callable[[], Result]) -> Result:
    """Look something up that is compiled, and whose faults are reported, at a place of its own.

    Raises:
        ConditionFault: what is looked up goes in a circle.
        Consequence: it has another fault.
    """
    try:
        return build()
    except ConditionFault as fault:
        if isinstance(fault, Consequence) or fault.code == "C307":
            raise
        raise Consequence(fault.code, str(fault)) from None


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
        self.definitions: dict[str, Placed[str | bool | int | float]] = {}
        self.consequences: list[tuple[Place, Consequence]] = []
        self.draw_loops: dict[str, tuple[str, ...]] = {}
        self._steps: dict[str, int] = {}
        self._compiled: dict[str, Expression] = {}
        self._open: list[str] = []
        self._failed: dict[str, ConditionFault] = {}
        self._section_loops: dict[str, tuple[str, ...]] = {}
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
                name = question.spec.id
                name = f"{name}#{len(self.questions)}" if name in self.questions else name
                inner = (f"question:{name}",) if question.spec.loop else ()
                self.questions[name] = QuestionInfo(
                    question.spec, question.place, len(self.questions), section.spec.id, outer + inner
                )
        self._check_loop_names()

    def _check_loop_names(self) -> None:
        for section in self.draft.sections:
            outer = section.spec.loop.as_ if section.spec.loop else ""
            if outer:
                self._claim(outer, section.place.at("loop", "as"))
            for question in section.questions:
                if question.spec.loop is not None:
                    self._claim(question.spec.loop.as_, question.place.at("loop", "as"), outer)

    def _collect_draws(self, draws: Mapping[str, DrawSpec], place: Place, section: str) -> None:
        for name, spec in draws.items():
            self._claim(name, place.at("draws", name))
            self.draws[name] = DrawInfo(spec, place.at("draws", name), section)

    def _claim(self, name: str, place: Place, outer: str = "") -> None:
        if name in self.questions or name in self.draws or name in self.definitions or name == outer:
            shared = "questions, draws, conditions, values and loop items share their names"
            place.fault("I201", f"'{name}' is used twice; {shared}")
        if name in FUNCTIONS or name in SYSTEM or keyword.iskeyword(name):
            place.fault("I206", f"'{name}' has a meaning of its own in conditions")

    def members(self, name: str) -> frozenset[str]:
        """Return the option ids of a list, group or family."""
        if name == "special_answers":
            return frozenset(self.draft.specials)
        if self._groups is None:
            self._groups = self._collect_groups()
        if name not in self._groups:
            raise self.unknown("I202", "lists", name, self._groups, "no list, group or family ")
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

    def is_defining(self, names: frozenset[str]) -> bool:
        """Whether this is asked on behalf of one of these definitions."""
        return not names.isdisjoint(self._open)

    def unknown(self, code: str, part: str, name: str, known: Iterable[str], what: str = "") -> ConditionFault:
        """Return the fault of an unknown name, as a mere consequence where it may be that of something broken."""
        kind = Consequence if self.draft.excuses(name, part) else ConditionFault
        return kind(code, f"{what}'{name}'{suggest(name, known)}")

    def known_names(self) -> list[str]:
        """Return all names that conditions may use somewhere."""
        return [*self.questions, *self.definitions, *self.draws]

    def draw(self, name: str) -> Expression:
        """Return what a draw's name stands for."""
        return self._once(name, lambda: self._draw(name, self.draws[name].spec))

    def _draw(self, name: str, spec: DrawSpec) -> Expression:
        """Return a draw as one of the whole interview, or as one of each loop item if it refers to the item."""
        loops = self.section_loops(self.draws[name].section)
        if loops:
            try:
                return self._drawn(name, spec, ())
            except ConditionFault as fault:
                if fault.code == "C307":
                    raise
            self.draw_loops[name] = loops
        return self._drawn(name, spec, loops)

    def _drawn(self, name: str, spec: DrawSpec, loops: tuple[str, ...]) -> Expression:
        context = Context(self, LAST, loops)
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
            raise Circle(self._open[self._open.index(name) :])
        if name in self._failed:
            raise self._failed[name]
        if name not in self._compiled:
            self._open.append(name)
            try:
                built = build()
            except ConditionFault as fault:
                self._failed[name] = fault
                raise
            finally:
                self._open.pop()
            self._steps[name] = 1 + max((self._steps.get(read, 0) for read in built.reads), default=0)
            if self._steps[name] > MAXIMUM_STEPS:
                raise ConditionFault("C309", f"'{name}' is defined through more than {MAXIMUM_STEPS} others")
            self._compiled[name] = Expression(["named", name], built.type, frozenset({name}), built.order)
        return self._compiled[name]

    def section_loops(self, section: str) -> tuple[str, ...]:
        """Return the loops around a section's questions."""
        if section not in self._section_loops:
            looped = any(s.spec.id == section and s.spec.loop for s in self.draft.sections)
            self._section_loops[section] = (f"section:{section}",) if looped else ()
        return self._section_loops[section]


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
            if self.symbols.universes.loop_spec(loop).as_ == name:
                return Expression(["loop", name], self._item(loop))
        if name in SYSTEM:
            reads = frozenset({"volunteer"}) if name == "volunteer" else frozenset[str]()
            return Expression(["system", name], SYSTEM[name], reads)
        if name in self.symbols.questions:
            return self._question(self.symbols.questions[name])
        return self._defined(name)

    def _item(self, loop: str) -> Type:
        return elsewhere(lambda: self.symbols.universes.loop(loop)[1])

    def _defined(self, name: str) -> Expression:
        symbols = self.symbols
        if name not in symbols.definitions and name not in symbols.draws:
            raise symbols.unknown("C303", "sections", name, symbols.known_names())
        try:
            found = elsewhere(lambda: symbols.definition(name) if name in symbols.definitions else symbols.draw(name))
        except ConditionFault as fault:
            part = isinstance(fault, Circle) and symbols.is_defining(fault.members)
            raise fault if part else Consequence(fault.code, str(fault)) from None
        loops = symbols.draw_loops.get(name, ())
        if loops and self.loops[:1] != loops:
            raise ConditionFault("C303", f"'{name}' is drawn for each loop item and can be named only from there")
        if found.order >= self.order:
            raise ConditionFault("C305", f"'{name}' depends on a question that is not asked before")
        return found

    def _question(self, info: QuestionInfo) -> Expression:
        self.require_earlier(info)
        type_ = elsewhere(lambda: self.symbols.universes.type_of(info))
        reads = frozenset({info.spec.id})
        depth = self.shared_depth(info)
        if depth == len(info.loops):
            return Expression(["answer", info.spec.id, depth], type_, reads, info.order)
        if depth == len(info.loops) - 1:
            items = frozenset(elsewhere(lambda: self.symbols.universes.of_loop(info.loops[-1])))
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
