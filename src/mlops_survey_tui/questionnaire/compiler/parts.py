"""Compiles the parts that questions, sections and draws are made of: conditions, texts, options, sources, loops."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from .. import model
from ..conditions.parse import ConditionFault, Expression, parse, parse_condition, suggest
from ..format.base import RandomWording
from ..format.lists import OptionSpec, SourceSpec
from ..format.questions import LoopSpec
from ..templates import compile_template
from ..yaml_source import Place
from .symbols import Consequence, Context
from .universe import Entries, Universes

Result = TypeVar("Result")


class Parts:
    """Compiles what stands at one place and gathers the names that it reads."""

    def __init__(self, context: Context, universes: Universes, place: Place) -> None:
        self.context = context
        self.universes = universes
        self.place = place
        self.reads: set[str] = set()
        self.varies = False
        self.known = frozenset(context.symbols.draws) | {"volunteer"}

    def guarded(self, place: Place, build: Callable[[], Result], otherwise: Result) -> Result:
        """Run ``build``; a fault goes to the report at ``place`` and gives ``otherwise``."""
        try:
            return build()
        except ConditionFault as fault:
            for one in (fault, *fault.others):
                if isinstance(one, Consequence):
                    self.context.symbols.consequences.append((place, one))
                else:
                    place.fault(one.code, str(one))
        except RecursionError:
            place.fault("C309", "this depends on others through too many steps")
        return otherwise

    def _note(self, expression: Expression) -> Expression:
        self.reads |= expression.reads
        return expression

    def condition(self, source: str | bool | float | None, place: Place) -> list[Any] | None:
        """Compile a condition; None where there is none."""
        if source is None:
            return None
        return self.guarded(place, lambda: self._note(parse_condition(source, self.context)).tree, None)

    def number(self, source: str | bool | float, place: Place) -> list[Any] | None:
        """Compile an expression that yields a number."""

        def build() -> list[Any]:
            expression = self._note(parse(source, self.context))
            if expression.type.name != "a number":
                raise ConditionFault("C306", f"'{source}' is {expression.type.name}, not a number")
            return expression.tree

        return self.guarded(place, build, None)

    def template(self, text: str, place: Place) -> model.Template:
        """Compile a text, which may have placeholders."""
        if "{" not in text and "}" not in text:
            return text

        def build() -> model.Template:
            template, expression = compile_template(
                text, self.context, self.known, self.context.symbols.draft.field_words
            )
            self._note(expression)
            return template

        otherwise: model.Template = text
        return self.guarded(place, build, otherwise)

    def texts(self, spec: Any, place: Place) -> model.Texts:
        """Compile a text in any of its three forms."""
        if isinstance(spec, RandomWording):
            variants = [
                model.WordingVariant(self.template(text, place.at("one_of", index)))
                for index, text in enumerate(spec.one_of)
            ]
            return model.Texts(tuple(variants), drawn=True)
        if isinstance(spec, str):
            return model.Texts((model.WordingVariant(self.template(spec, place)),) if spec else ())
        return model.Texts(
            tuple(
                model.WordingVariant(
                    self.template(wording.text, place.at(index, "text")),
                    self.condition(wording.when, place.at(index, "when")),
                )
                for index, wording in enumerate(spec)
            )
        )

    def option(self, spec: OptionSpec, place: Place, group: str = "", own: bool = True) -> model.Option:
        """Compile one option; ``own`` options (written at a question) may carry no further fields."""
        self._check_option(spec, place, own)
        if spec.when is not None:
            self.varies = True
        return model.Option(
            id=spec.id,
            label=self.template(spec.label, place.at("label")),
            help=spec.help,
            aliases=tuple(spec.aka),
            group=group,
            exclusive=spec.exclusive,
            text_limit=spec.max_chars if spec.asks_text else 0,
            pinned=spec.pinned,
            when=self.condition(spec.when, place.at("when")),
            fields={name: value for name, value in spec.fields.items() if not own},
        )

    def _check_option(self, spec: OptionSpec, place: Place, own: bool) -> None:
        if own:
            for name in spec.fields:
                known = [field.alias or name for name, field in OptionSpec.model_fields.items()]
                place.at(name).fault("F104", f"unknown field '{name}' of option '{spec.id}'{suggest(name, known)}")
        if spec.id in self.context.symbols.draft.specials:
            place.at("id").fault("S508", f"'{spec.id}'")

    def sources(self, entries: Entries, place: Place) -> tuple[model.Source, ...]:
        """Compile where options or rows come from."""
        self._check_own(entries, place)
        compiled = [self._source(entry, place.at(index)) for index, entry in enumerate(entries)]
        return tuple(source for source in compiled if source is not None)

    def _check_own(self, entries: Entries, place: Place) -> None:
        """Report an option written here whose id is used before it, by another one or by a list named here."""
        taken: set[str] = set()
        for index, entry in enumerate(entries):
            if isinstance(entry, OptionSpec):
                if entry.id in taken:
                    place.at(index, "id").fault("I201", f"option '{entry.id}' is offered already")
                taken.add(entry.id)
            elif entry.list is not None and entry.list in self.context.symbols.draft.lists:
                taken.update(option.id for option in self.context.symbols.draft.lists[entry.list].spec.all_options())

    def _source(self, entry: SourceSpec | OptionSpec, place: Place) -> model.Source | None:
        if isinstance(entry, OptionSpec):
            return model.Source("own", option=self.option(entry, place))
        if entry.list is None or entry.when or entry.exclude or self._has_conditions(entry.list):
            self.varies = True
        return self.guarded(place, lambda: self._from_source(entry, place), None)

    def _has_conditions(self, name: str) -> bool:
        placed = self.context.symbols.draft.lists.get(name)
        return placed is not None and any(option.when is not None for option in placed.spec.all_options())

    def _from_source(self, entry: SourceSpec, place: Place) -> model.Source:
        self.universes.of_entries([entry], self.context.loops)
        self.reads |= self.universes.source_reads(entry, self.context)[1]
        origin = next(name for name in ("list", "list_of", "from_", "draw") if getattr(entry, name) is not None)
        name = str(getattr(entry, origin))
        loop, _, field = name.partition(".") if origin == "list_of" else (name, "", "")
        return model.Source(
            origin=origin.rstrip("_"),
            name=loop,
            take=entry.take,
            field=field,
            show=entry.show or 0,
            exclude=entry.exclude or "",
            within=entry.within or "",
            others=entry.others,
            when=self.condition(entry.when, place.at("when")),
            depth=self._depth(entry.from_),
            exclude_depth=self._depth(entry.exclude),
        )

    def _depth(self, question: str | None) -> int:
        if question is None:
            return 0
        info = self.universes.question_named(question)
        depth = self.context.shared_depth(info)
        if depth < len(info.loops):
            message = f"'{question}' is asked once for each loop item; carry forward inside the loop"
            raise ConditionFault("C303", message)
        return depth

    def loop(self, spec: LoopSpec | None, place: Place) -> model.Loop | None:
        """Compile a loop."""
        if spec is None:
            return None
        sources = self.sources(spec.over, place.at("over"))
        return model.Loop(spec.as_, sources, spec.cap or 0, spec.choose, spec.passes)

    def specials(self, names: Iterable[str], place: Place | None = None) -> tuple[model.Option, ...]:
        """Return the exclusive ones of these special answers as options; with a place, report unknown ones."""
        defined, names = self.context.symbols.draft.specials, list(names)
        if place is not None:
            self._check_specials(names, place)
        return tuple(
            model.Option(name, defined[name].label, exclusive=True, special=True)
            for name in names
            if name in defined and defined[name].exclusive
        )

    def _check_specials(self, names: list[str], place: Place) -> None:
        draft = self.context.symbols.draft
        for name in dict.fromkeys(names):
            if name not in draft.specials and not draft.excuses(name, "lists"):
                place.fault("I205", f"'{name}'{suggest(name, draft.specials)}")
            if names.count(name) > 1:
                place.fault("I201", f"special answer '{name}' is offered twice")

    def ordinary(self, specials: Sequence[OptionSpec]) -> tuple[model.Source, ...]:
        """Return ordinary special answers (other, in_house) as own options that stay last."""
        return tuple(
            model.Source(
                "own",
                option=model.Option(
                    spec.id, spec.label, text_limit=spec.max_chars if spec.asks_text else 0, pinned=True
                ),
            )
            for spec in specials
        )
