"""An old edition under the names of the new one, so that what was only renamed compares as equal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ...questionnaire.conditions.tree import Tree
from ...questionnaire.model import Loop, Option, Question, Questionnaire, ScaleColumns, Source, Template
from .origins import COLUMNS, ITEMS, OPTIONS, ROWS, Owner
from .renaming import Mapped, Renames, mapping_of

_FIELDS = {"options": OPTIONS, "rows": ROWS, "extra_rows": ROWS, "columns": COLUMNS}
_ORIGINS = {"list": "list", "from": "question", "draw": "draw"}
_CHOICES = ("==", "!=", "in", "not in")


def translated(old: Questionnaire, renames: Renames, loops: Mapping[str, str]) -> Questionnaire:
    """Return the old edition with everything named as in the new one; ``loops`` maps names of loop items.

    An option that was recoded is replaced in conditions by the options that stand for it now, where that is possible.
    """
    return _Translator(old, renames, loops).questionnaire()


class _Translator:
    def __init__(self, old: Questionnaire, renames: Renames, loops: Mapping[str, str]) -> None:
        self.old, self.renames, self.loops = old, renames, loops
        self.maps: dict[tuple[str, str], Mapped] = {}

    def questionnaire(self) -> Questionnaire:
        old, new = self.old, self.renames.new
        lists = {
            new("list", name): replace(
                found,
                id=new("list", name),
                options=tuple(
                    self.option(option, Owner("list", new("list", name)), OPTIONS) for option in found.options
                ),
            )
            for name, found in old.lists.items()
        }
        return replace(
            old,
            sections=tuple(
                replace(
                    self.record(section, Owner("section", section.id)),
                    id=new("section", section.id),
                    questions=tuple(new("question", name) for name in section.questions),
                )
                for section in old.sections
            ),
            questions=tuple(map(self.question, old.questions)),
            lists=lists,
            special_answers=tuple(map(self.special, old.special_answers)),
            computed=tuple(
                replace(one, id=new("definition", one.id), tree=self.tree(one.tree), reads=self.names(one.reads))
                for one in old.computed
            ),
            draws=tuple(
                replace(
                    self.record(draw, Owner("draw", new("draw", draw.id))),
                    id=new("draw", draw.id),
                    section=new("section", draw.section),
                )
                for draw in old.draws
            ),
            rotation=self.rotation(),
        )

    def rotation(self) -> Any:
        """Return the rotation with its modules and questions under their new names."""
        rotation = self.old.rotation
        if rotation is None:
            return None
        modules = self.renames.ids.get("section", {})

        def named(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(modules.get(name, name) for name in names)

        return replace(
            rotation,
            when=self.tree(rotation.when),
            forms=tuple(map(named, rotation.forms)),
            fixed=tuple(replace(one, when=self.tree(one.when), modules=named(one.modules)) for one in rotation.fixed),
            boost=tuple(
                replace(one, when=self.tree(one.when), module=named((one.module,))[0]) for one in rotation.boost
            ),
        )

    def question(self, question: Question) -> Question:
        owner = Owner("question", self.renames.new("question", question.id))
        settings = dict(question.settings)
        if settings.get("total") is not None:
            settings["total"] = self.tree(settings["total"])
        plain: Question = self.record(question, owner)
        return replace(
            plain,
            id=owner.id,
            section=self.renames.new("section", question.section),
            columns=tuple(self.scale(columns, owner) for columns in question.columns),
            specials=tuple(map(self.special, question.specials)),
            row_specials=tuple(map(self.special, question.row_specials)),
            settings=settings,
        )

    def scale(self, columns: ScaleColumns, owner: Owner) -> ScaleColumns:
        sources = tuple(self.source(source, owner, COLUMNS) for source in columns.sources)
        return replace(columns, id=self.renames.part(owner, "scale", columns.id), sources=sources)

    def special(self, option: Option) -> Option:
        return replace(option, id=self.renames.new("special", option.id))

    def option(self, option: Option, owner: Owner, field: str) -> Option:
        when = self.tree(option.when) if option.when is not None else None
        return replace(
            option, id=self.renames.part(owner, field, option.id), label=self.template(option.label), when=when
        )

    def source(self, source: Source, owner: Owner, field: str) -> Source:
        sort = _ORIGINS.get(source.origin)
        return replace(
            source,
            name=self.renames.new(sort, source.name) if sort else self.loops.get(source.name, source.name),
            option=self.option(source.option, owner, field) if source.option is not None else None,
            exclude=self.renames.new("question", source.exclude),
            within=self.renames.new("list", source.within),
            when=self.tree(source.when) if source.when is not None else None,
        )

    def names(self, reads: tuple[str, ...]) -> tuple[str, ...]:
        """Return what something reads, under the new names."""
        return tuple(self.name(name) for name in reads)

    def name(self, name: str) -> str:
        if name.startswith("section:"):
            return f"section:{self.renames.new('section', name.removeprefix('section:'))}"
        sorts = ("question", "draw", "definition")
        return next((self.renames.ids[sort][name] for sort in sorts if name in self.renames.ids.get(sort, {})), name)

    def record(self, record: Any, owner: Owner, field: str = ITEMS) -> Any:
        """Return a record with its sources, texts and conditions translated, each by the type of its field."""
        changed: dict[str, Any] = {}
        for one in fields(record):
            value = getattr(record, one.name)
            if one.name in ("when", "tree", "low", "high") and isinstance(value, list):
                changed[one.name] = self.tree(value)
            elif one.name in ("text", "label") and not is_dataclass(value):
                changed[one.name] = self.template(value)
            elif one.name == "reads":
                changed[one.name] = self.names(value)
            elif isinstance(value, Loop):
                changed[one.name] = replace(self.record(value, owner), name=self.loops.get(value.name, value.name))
            elif is_dataclass(value) and not isinstance(value, type):
                changed[one.name] = self.record(value, owner, _FIELDS.get(one.name, field))
            elif isinstance(value, tuple) and value and is_dataclass(value[0]):
                changed[one.name] = self.records(value, owner, _FIELDS.get(one.name, field))
        return replace(record, **changed)

    def records(self, records: tuple[Any, ...], owner: Owner, field: str) -> tuple[Any, ...]:
        if isinstance(records[0], Source):
            return tuple(self.source(source, owner, field) for source in records)
        if isinstance(records[0], Option | ScaleColumns):
            return records
        return tuple(self.record(record, owner, field) for record in records)

    def template(self, template: Template) -> Template:
        if isinstance(template, str):
            return template
        return [one if isinstance(one, str) else {**one, "value": self.tree(one["value"])} for one in template]

    def tree(self, tree: Tree) -> Tree:
        return _TREES.get(tree[0], _Translator.parts)(self, tree)

    def parts(self, tree: Tree) -> Tree:
        return [tree[0], *(self.tree(part) if isinstance(part, list) and part else part for part in tree[1:])]

    def answer(self, tree: Tree) -> Tree:
        return [tree[0], self.renames.new("question", tree[1]), *tree[2:]]

    def named(self, tree: Tree) -> Tree:
        return [tree[0], self.name(tree[1])]

    def loop(self, tree: Tree) -> Tree:
        return [tree[0], self.loops.get(tree[1], tree[1])]

    def member(self, tree: Tree) -> Tree:
        mapped = self.mapped(tree[1], ROWS).get(tree[2], (tree[2],)) if tree[0] == "row" else (tree[2],)
        return [tree[0], self.tree(tree[1]), mapped[0] if len(mapped) == 1 else tree[2], *tree[3:]]

    def comparison(self, tree: Tree) -> Tree:
        operation, left, right = tree
        if left[0] == "const":
            return [operation, self.const(left, right, False), self.tree(right)]
        if right[0] == "const":
            several = isinstance(right[1], list) or operation in ("==", "!=")
            const = self.const(right, left, several)
            if isinstance(const[1], list) and operation in ("==", "!="):
                operation = "in" if operation == "==" else "not in"
            return [operation, self.tree(left), const]
        return self.parts(tree)

    def const(self, const: Tree, beside: Tree, several: bool) -> Tree:
        """Return an option id, or several, as they are called now in the question that stands beside them."""
        mapped = self.mapped(beside, COLUMNS if beside[0] == "row" else OPTIONS)
        old = const[1] if isinstance(const[1], list) else [const[1]]
        new = [id_ for value in old for id_ in mapped.get(str(value), (value,))]
        if isinstance(const[1], list) or (several and len(new) > 1):
            return ["const", new]
        return ["const", new[0]] if len(new) == 1 else const

    def mapped(self, tree: Tree, field: str) -> Mapped:
        """Return what became of the options of the question that a tree reads."""
        while tree[0] in ("row", "pass", "number"):
            tree = tree[1]
        question = self.old.question_by_id.get(str(tree[1])) if tree[0] in ("answer", "passes") else None
        if question is None:
            return {}
        key = (question.id, field)
        if key not in self.maps:
            self.maps[key] = mapping_of(self.old, question, field, self.renames)
        return self.maps[key]

    def rank(self, tree: Tree) -> Tree:
        mapped = self.mapped(tree[1], OPTIONS).get(tree[2], (tree[2],))
        return [tree[0], self.tree(tree[1]), mapped[0] if len(mapped) == 1 else tree[2]]

    def special_of(self, tree: Tree) -> Tree:
        return [tree[0], self.tree(tree[1]), self.renames.new("special", tree[2])]

    def count(self, tree: Tree) -> Tree:
        return [tree[0], self.tree(tree[1]), self.renames.new("list", tree[2])]


_TREES: Mapping[str, Callable[[_Translator, Tree], Tree]] = {
    "const": lambda translator, tree: tree,
    "answer": _Translator.answer,
    "passes": _Translator.answer,
    "named": _Translator.named,
    "loop": _Translator.loop,
    "row": _Translator.member,
    "pass": _Translator.member,
    "field": _Translator.member,
    **dict.fromkeys(_CHOICES, _Translator.comparison),
    "rank": _Translator.rank,
    "special": _Translator.special_of,
    "count": _Translator.count,
}
