"""Everything that could ever stand in a question's options or rows, known before anybody answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..conditions.parse import ConditionFault, Expression, parse_condition
from ..conditions.types import WORDS, Fields, Type, choice_of
from ..format.lists import ListSpec, OptionSpec, SourceSpec, SpecialSpec
from ..format.manifest import DrawSpec
from ..format.questions import LoopSpec, QuestionSpec
from ..templates import compile_template
from .symbols import Context, DrawInfo, QuestionInfo, Symbols, elsewhere

Universe = dict[str, OptionSpec]
Entries = Sequence[SourceSpec | OptionSpec]


TAKES: Mapping[str, tuple[str, ...]] = {
    "selected": ("single", "multi", "ranking"),
    "unselected": ("single", "multi", "ranking"),
    "ranked": ("ranking",),
    "shown": ("single", "multi", "ranking", "maxdiff", "matrix", "allocation", "number_grid"),
    "above_zero": ("allocation", "number_grid"),
    "rows": ("matrix", "allocation", "number_grid"),
    "most": ("maxdiff",),
    "least": ("maxdiff",),
    "neither": ("maxdiff",),
}
"""What can be carried forward from which kinds."""
BRANCHING = ("single", "multi")
"""Kinds whose options may skip; those of ``single`` may also end the interview."""


class Universes:
    """Computes, once each, the possible options of questions, draws and loops, and the types that follow."""

    def __init__(self, symbols: Symbols) -> None:
        self.symbols = symbols
        symbols.universes = self
        self._types: dict[int, Type] = {}
        self._universes: dict[tuple[int, str], Universe] = {}
        self._loops: dict[str, tuple[str, Type]] = {}
        self._open: set[tuple[int, str]] = set()

    def list_named(self, name: str) -> ListSpec:
        """Return a list.

        Raises:
            ConditionFault: there is none of that name.
        """
        lists = self.symbols.draft.lists
        if name not in lists:
            raise self.symbols.unknown("I202", "lists", name, lists)
        return lists[name].spec

    def question_named(self, name: str) -> QuestionInfo:
        """Return where a question stands.

        Raises:
            ConditionFault: there is none of that id.
        """
        questions = self.symbols.questions
        if name not in questions:
            raise self.symbols.unknown("I203", "sections", name, questions)
        return questions[name]

    def of_entries(self, entries: Entries, loops: tuple[str, ...]) -> Universe:
        """Return every option that these entries can ever yield."""
        universe: Universe = {}
        for entry in entries:
            if isinstance(entry, OptionSpec):
                universe[entry.id] = entry
            else:
                universe.update(self._of_source(entry, loops))
        return universe

    def _of_source(self, source: SourceSpec, loops: tuple[str, ...]) -> Universe:
        if source.list is not None:
            found = {option.id: option for option in self.list_named(source.list).all_options()}
        elif source.from_ is not None:
            found = self._of_carried(self.question_named(source.from_))
        elif source.draw is not None:
            found = self._of_drawn(source.draw)
        else:
            found = {o.id: o for name in self.lists_of(source, loops) for o in self.list_named(name).all_options()}
        if source.within:
            within = self.symbols.members(source.within)
            found = {id_: option for id_, option in found.items() if id_ in within}
        return found

    def _of_carried(self, info: QuestionInfo) -> Universe:
        return elsewhere(lambda: self.of_question(info))

    def _of_drawn(self, name: str) -> Universe:
        self.draw_named(name)
        return elsewhere(lambda: self.of_draw(name))

    def lists_of(self, source: SourceSpec, loops: tuple[str, ...]) -> list[str]:
        """Return the lists that a ``list_of`` can name, one for each loop item that names any."""
        loop, _, field = (source.list_of or "").partition(".")
        for candidate in loops:
            if self.loop_spec(candidate).as_ == loop:
                values = [option.fields.get(field) for option in self._of_items(candidate).values()]
                if any(not isinstance(value, str | None) for value in values):
                    raise ConditionFault("C306", f"'{source.list_of}' is not the name of a list for every item")
                return sorted({value for value in values if value})
        raise ConditionFault("C303", f"list_of '{source.list_of}' names no loop around this question")

    def of_question(self, info: QuestionInfo) -> Universe:
        """Return every option and row that a question can ever show."""
        universe: Universe = {}
        for name in (*info.spec.entry_fields, "special"):
            if name != "columns":
                universe.update(self.of_field(info, name))
        return universe

    def of_field(self, info: QuestionInfo, name: str) -> Universe:
        """Return everything that one field of a question can ever hold ("special": ordinary special options)."""
        key = (info.order, name)
        if key in self._open:
            raise ConditionFault("C307", f"the options of '{info.spec.id}' come from themselves")
        if key not in self._universes:
            self._open.add(key)
            try:
                self._universes[key] = self._field(info, name)
            finally:
                self._open.discard(key)
        return self._universes[key]

    def _field(self, info: QuestionInfo, name: str) -> Universe:
        if name == "special":
            return self.ordinary_specials(info.spec)
        if name == "row_special":
            return self.row_specials(info.spec)
        for scale in getattr(info.spec, "scales", []):
            if scale.id == name:
                return self.of_entries(scale.columns, info.loops)
        return self.of_entries(getattr(info.spec, name, None) or [], info.loops)

    def branching_options(self, info: QuestionInfo) -> Universe:
        """Return the options that may skip or end: written at a question or in a list it names, not carried."""
        if info.spec.shape not in BRANCHING:
            return {}
        entries: Entries = getattr(info.spec, "options", [])
        return self.of_entries([e for e in entries if isinstance(e, OptionSpec) or e.list is not None], info.loops)

    def special_names(self, spec: QuestionSpec) -> list[str]:
        """Return the special answers to the whole question: its own, or those of the lists it offers."""
        if spec.special is not None:
            return spec.special
        if spec.shape == "matrix":
            return []
        return self._specials_of(getattr(spec, name, []) for name in spec.entry_fields)

    def _specials_of(self, fields: Any) -> list[str]:
        names: list[str] = []
        for entries in fields:
            for entry in entries:
                if isinstance(entry, SourceSpec) and entry.list is not None:
                    names += [name for name in self.list_named(entry.list).special if name not in names]
        return names

    def ordinary_specials(self, spec: QuestionSpec) -> Universe:
        """Return the named special answers that are ordinary options (other, in_house)."""
        specials = self.symbols.draft.specials
        return {
            name: _as_option(name, found)
            for name in self.special_names(spec)
            if (found := specials.get(name)) is not None and not found.exclusive
        }

    def row_special_names(self, spec: QuestionSpec) -> list[str]:
        """Return the special answers offered in each row of a matrix."""
        if spec.shape != "matrix":
            return []
        stated = getattr(spec, "row_special", None)
        if stated is not None:
            return list(stated)
        taken = spec.special or []
        columns = [getattr(spec, "columns", []), *(scale.columns for scale in getattr(spec, "scales", []))]
        return [name for name in self._specials_of(columns) if name not in taken]

    def row_specials(self, spec: QuestionSpec) -> Universe:
        """Return the special answers of each row as options."""
        specials = self.symbols.draft.specials
        names = [name for name in self.row_special_names(spec) if name in specials]
        return {name: OptionSpec(id=name, label=specials[name].label) for name in names}

    def of_draw(self, name: str) -> Universe:
        """Return every item that a draw can ever yield."""
        info = self.draw_named(name)
        key = (-1, name)
        if key in self._open:
            raise ConditionFault("C307", f"draw '{name}' comes from itself")
        self._open.add(key)
        try:
            universe: Universe = {}
            for entries in draw_entries(info.spec):
                universe.update(self.of_entries(entries, self.symbols.section_loops(info.section)))
            return universe
        finally:
            self._open.discard(key)

    def draw_named(self, name: str) -> DrawInfo:
        """Return where a draw stands.

        Raises:
            ConditionFault: there is none of that id.
        """
        draws = self.symbols.draws
        if name not in draws:
            raise self.symbols.unknown("I207", "sections", name, draws)
        return draws[name]

    def draw_reads(self, spec: DrawSpec, context: Context) -> tuple[int, frozenset[str]]:
        """Return the latest question that a draw depends on, and all names that it reads."""
        order, reads = -1, frozenset[str]()
        for entries in draw_entries(spec):
            for entry in entries:
                if isinstance(entry, SourceSpec):
                    found = self.source_reads(entry, context)
                    order, reads = max(order, found[0]), reads | found[1]
        if spec.when is not None:
            condition = parse_condition(spec.when, context)
            order, reads = max(order, condition.order), reads | condition.reads
        return order, reads

    def source_reads(self, source: SourceSpec, context: Context) -> tuple[int, frozenset[str]]:
        """Return the latest question that a source depends on, and all names that it reads."""
        order, reads = -1, frozenset[str]()
        for name, takes in ((source.from_, source.take), (source.exclude, "selected")):
            if name is not None:
                info = self.question_named(name)
                context.require_earlier(info)
                if info.spec.shape not in TAKES[takes]:
                    kinds = ", ".join(TAKES[takes])
                    raise ConditionFault(
                        "C306", f"'{takes}' of the {info.spec.kind} question '{name}'; it fits {kinds}"
                    )
                order, reads = max(order, info.order), reads | {name}
        if source.draw is not None:
            if not draw_entries(self.draw_named(source.draw).spec):
                raise ConditionFault("C306", f"draw '{source.draw}' yields no items")
            drawn = context.lookup(source.draw)
            order, reads = max(order, drawn.order), reads | drawn.reads
        if source.when is not None:
            condition = parse_condition(source.when, context)
            order, reads = max(order, condition.order), reads | condition.reads
        for expression in self._option_reads(source, context):
            order, reads = max(order, expression.order), reads | expression.reads
        return order, reads

    def _option_reads(self, source: SourceSpec, context: Context) -> Iterator[Expression]:
        """Yield what the options of shared lists depend on; their faults are told at the list, but not their place."""
        names = [source.list] if source.list is not None else []
        if source.list_of is not None:
            names = self.lists_of(source, context.loops)
        for option in (option for name in names for option in self.list_named(name).all_options()):
            try:
                if option.when is not None:
                    yield parse_condition(option.when, context)
                if "{" in option.label:
                    yield compile_template(option.label, context)[1]
            except ConditionFault as fault:
                if fault.code == "C305":
                    raise ConditionFault("C305", f"option '{option.id}': {fault}") from None

    def loop_spec(self, loop: str) -> LoopSpec:
        """Return the loop as written; its id is ``section:ID`` or ``question:ID``."""
        kind, _, name = loop.partition(":")
        if kind == "section":
            sections = self.symbols.draft.sections
            loops = [section.spec.loop for section in sections if section.spec.id == name]
        else:
            loops = [self.symbols.questions[name].spec.loop]
        return next(found for found in loops if found is not None)

    def of_loop(self, loop: str) -> Universe:
        """Return every item that a loop can ever run over."""
        kind, _, name = loop.partition(":")
        outer = () if kind == "section" else tuple(self.symbols.questions[name].loops[:-1])
        return self.of_entries(self.loop_spec(loop).over, outer)

    def _of_items(self, loop: str) -> Universe:
        return elsewhere(lambda: self.of_loop(loop))

    def loop(self, loop: str) -> tuple[str, Type]:
        """Return the name of a loop's item in expressions, and the fields it has."""
        if loop not in self._loops:
            self._loops[loop] = (self.loop_spec(loop).as_, Fields(_fields(self.of_loop(loop))))
        return self._loops[loop]

    def type_of(self, info: QuestionInfo) -> Type:
        """Return the type of a question's answer."""
        if info.order not in self._types:

            def ids(name: str) -> frozenset[str]:
                found = frozenset(self.of_field(info, name))
                ordinary = name in ("options", "rows") and info.spec.shape != "matrix"
                return found | frozenset(self.of_field(info, "special")) if ordinary else found

            self._types[info.order] = info.spec.value_type(ids)
        return self._types[info.order]


def _as_option(name: str, special: SpecialSpec) -> OptionSpec:
    words = special.asks_text
    return OptionSpec(id=name, label=special.label, asks_text=words, max_chars=special.max_chars, pinned=True)


def draw_entries(spec: DrawSpec) -> list[Entries]:
    """Return all entries that a draw takes items from."""
    entries: list[Entries] = [stratum.source for stratum in spec.strata]
    return entries + [found for found in (spec.source, spec.fill) if found is not None]


def _fields(universe: Mapping[str, OptionSpec]) -> dict[str, Type]:
    fields: dict[str, Type] = {"id": choice_of(frozenset(universe)), "label": WORDS, "help": WORDS}
    names = {name for option in universe.values() for name in option.fields}
    for name in names:
        values = (option.fields.get(name) for option in universe.values())
        fields[name] = choice_of(frozenset(str(value) for value in values if value is not None))
    return fields
